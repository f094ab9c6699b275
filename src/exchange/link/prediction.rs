//! How likely the next bit of a text is, from what stood before it.
//!
//! Context mixing (M. Mahoney, *Adaptive Weighing of Context Models for Lossless Data Compression*,
//! 2005): for the last byte, the last two and so on, and for the word that has begun, a table says
//! how often a bit was set after them. The guesses are weighed by how right each was of late, in the
//! logistic domain, with other weights for each length of context that is known. Both sides of a link
//! read the brief's text first, so that words of it are known from the start.
//!
//! A law: what it predicts follows from the bytes that it was told, by whole numbers alone. A link
//! that was made today is read by every later version, so nothing here may change without a new
//! version of the link.

use super::arithmetic::Chance;

/// How many of the last bytes each context is of.
const ORDERS: [u32; 6] = [0, 1, 2, 3, 4, 6];

/// The contexts: those of [`ORDERS`], the word that has begun, and that with the word before it.
const N_CONTEXTS: usize = ORDERS.len() + 2;

/// The slots of each context's table, as a power of two.
const SLOT_BITS: u32 = 19;

/// Up to how many sightings a slot counts: beyond, it forgets the oldest.
const MOST_SEEN: u32 = 40;

/// One, as a weight.
const ONE: i32 = 1 << 16;

/// How fast weights follow.
const RATE: i32 = 3;

/// Predicts a text bit by bit.
#[derive(Debug)]
pub(super) struct Prediction {
    /// How likely a set bit is in each context, of 2²² (upper 22 bits), and how often it was seen.
    slots: Vec<u32>,
    /// Weights of the contexts, a set for each number of contexts that are known.
    weights: Vec<[i32; N_CONTEXTS]>,
    /// The last eight bytes, the latest lowest.
    before: u64,
    /// The word that has begun, and the one before it, as hashes.
    word: u32,
    last_word: u32,
    /// Where each context's slots begin for this byte.
    bases: [u32; N_CONTEXTS],
    /// The bits of this byte so far, after a one.
    begun: u32,
    /// The slots in question, what they say in the logistic domain, and which weights are used.
    asked: [usize; N_CONTEXTS],
    said: [i32; N_CONTEXTS],
    set: usize,
    /// How likely the next bit is set, of 4,096.
    chance: i32,
}

impl Prediction {
    pub(super) fn new() -> Prediction {
        let even = [ONE * 3 / 10; N_CONTEXTS];
        let mut prediction = Prediction {
            slots: vec![1 << 31; N_CONTEXTS << SLOT_BITS],
            weights: vec![even; N_CONTEXTS + 1],
            before: 0,
            word: 0,
            last_word: 0,
            bases: [0; N_CONTEXTS],
            begun: 1,
            asked: [0; N_CONTEXTS],
            said: [0; N_CONTEXTS],
            set: 0,
            chance: 2048,
        };
        prediction.next_byte();
        prediction.ask();
        prediction
    }

    /// How likely the next bit is set.
    pub(super) fn chance(&self) -> Chance {
        Chance::try_from(self.chance * 16 + 8).expect("it is below 4,096")
    }

    /// Tells what the bit was.
    pub(super) fn tell(&mut self, bit: bool) {
        let error = (i32::from(bit) << 12) - self.chance;
        for (weight, said) in self.weights[self.set].iter_mut().zip(self.said) {
            *weight += (said * error * RATE + (1 << 13)) >> 14;
        }
        for slot in self.asked {
            self.slots[slot] = seen(self.slots[slot], bit);
        }
        self.begun = (self.begun << 1) | u32::from(bit);
        if self.begun > 0xff {
            self.take_byte();
        }
        self.ask();
    }

    /// Tells a whole byte.
    pub(super) fn read(&mut self, byte: u8) {
        for place in (0..8).rev() {
            self.tell(byte >> place & 1 == 1);
        }
    }

    fn take_byte(&mut self) {
        let byte = self.begun & 0xff;
        self.begun = 1;
        self.before = (self.before << 8) | u64::from(byte);
        let letter = u8::try_from(byte).expect("eight bits").to_ascii_lowercase();
        if letter.is_ascii_alphanumeric() || (0x80..0xff).contains(&letter) {
            self.word = hash(self.word, u32::from(letter) + 1);
        } else if self.word != 0 {
            self.last_word = self.word;
            self.word = 0;
        }
        self.next_byte();
    }

    /// Says where the slots of each context begin, now that a byte is whole.
    fn next_byte(&mut self) {
        for (base, order) in self.bases.iter_mut().zip(ORDERS) {
            let bytes = self.before & ((1_u64 << (8 * order)) - 1);
            let (low, high) = (bytes & 0xffff_ffff, bytes >> 32);
            let part = |part: u64| u32::try_from(part).expect("32 bits were cut off");
            *base = hash(hash(order, part(low)), part(high));
        }
        self.bases[ORDERS.len()] = hash(71, self.word);
        self.bases[ORDERS.len() + 1] = hash(hash(73, self.word), self.last_word);
    }

    /// Asks every context about the next bit, and weighs what they say.
    fn ask(&mut self) {
        let mut n_known = 0;
        for (index, base) in self.bases.iter().enumerate() {
            let within = hash(*base, self.begun) >> (32 - SLOT_BITS);
            let slot = (index << SLOT_BITS) + within as usize;
            let (chance, n_seen) = (self.slots[slot] >> 20, self.slots[slot] & 0x3ff);
            self.asked[index] = slot;
            self.said[index] = if n_seen == 0 { 0 } else { stretch(chance) };
            n_known += usize::from(n_seen > 0);
        }
        self.set = n_known;
        let weighed = self.weights[self.set].iter().zip(self.said);
        let sum: i64 = weighed.map(|(weight, said)| i64::from(*weight) * i64::from(said)).sum();
        let sum = (sum >> 16).clamp(-2047, 2047);
        self.chance = squash(i32::try_from(sum).expect("it was clamped")).clamp(1, 4094);
    }
}

/// A slot after one more sighting: the mean of all so far, of the latest where there were many.
fn seen(slot: u32, bit: bool) -> u32 {
    let (chance, n_seen) = (i64::from(slot >> 10), slot & 0x3ff);
    let target = if bit { (1 << 22) - 1 } else { 0 };
    // The first moves it five sixths of the way: most contexts are followed by one thing.
    let step = (target - chance) * 5 / (5 * i64::from(n_seen) + 6);
    let chance = u32::try_from(chance + step).expect("it stays between its ends");
    (chance << 10) | (n_seen + 1).min(MOST_SEEN)
}

/// A hash of two numbers, by multiplication (D. Knuth, *The Art of Computer Programming*, 6.4).
fn hash(one: u32, other: u32) -> u32 {
    let mixed = (one ^ other.wrapping_mul(0x9e37_79b1)).wrapping_mul(0x85eb_ca6b);
    mixed ^ (mixed >> 15)
}

/// 4,096 ÷ (1 + e^(−x/256)), of −2,047 to 2,047: between points of a table.
fn squash(x: i32) -> i32 {
    /// At each 128, from −2,048 on.
    const AT: [i32; 33] = [
        1, 2, 4, 6, 10, 17, 27, 45, 74, 120, 194, 311, 488, 747, 1102, 1546, 2048, 2550, 2994,
        3349, 3608, 3785, 3902, 3976, 4022, 4051, 4069, 4079, 4086, 4090, 4092, 4094, 4095,
    ];
    let x = x + 2048;
    let (index, rest) = ((x >> 7) as usize, x & 127);
    (AT[index] * (128 - rest) + AT[index + 1] * rest + 64) >> 7
}

/// What [`squash`] undoes: the least x whose squash reaches a chance of 4,096.
fn stretch(chance: u32) -> i32 {
    static TABLE: std::sync::LazyLock<Vec<i16>> = std::sync::LazyLock::new(|| {
        let mut x = -2047;
        let least = |chance: i32| {
            while x < 2047 && squash(x) < chance {
                x += 1;
            }
            i16::try_from(x).expect("it is within 2,047")
        };
        (0..4096).map(least).collect()
    });
    i32::from(TABLE[chance as usize])
}

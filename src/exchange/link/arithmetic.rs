//! Arithmetic coding: bits of known probability in as few bytes as they are worth.
//!
//! The range of 32 bits is cut at each bit in proportion to its probability; bytes that both ends of
//! the range share are settled and leave it. Whole numbers alone, so that every machine does the same.

/// The probability that a bit is set, of 65,536; never 0, never all.
pub(super) type Chance = u16;

/// What either side shares: the range that is still open.
#[derive(Clone, Copy, Debug)]
struct Range {
    low: u32,
    high: u32,
}

impl Range {
    const WHOLE: Range = Range { low: 0, high: u32::MAX };

    /// The last value of the share of a set bit.
    fn cut(self, chance: Chance) -> u32 {
        let share = (u64::from(self.high - self.low) * u64::from(chance)) >> 16;
        self.low + u32::try_from(share).expect("a share of 32 bits has no more")
    }

    fn take(&mut self, bit: bool, cut: u32) {
        if bit {
            self.high = cut;
        } else {
            self.low = cut + 1;
        }
    }

    /// The first byte of the range, where all of it shares one; it leaves the range.
    fn settle(&mut self) -> Option<u8> {
        let [first, ..] = self.high.to_be_bytes();
        let is_settled = (self.low ^ self.high) >> 24 == 0;
        is_settled.then(|| {
            self.low <<= 8;
            self.high = (self.high << 8) | 0xff;
            first
        })
    }
}

/// Writes bits.
#[derive(Debug)]
pub(super) struct Encoder {
    range: Range,
    bytes: Vec<u8>,
}

impl Encoder {
    pub(super) fn new() -> Encoder {
        Encoder { range: Range::WHOLE, bytes: Vec::new() }
    }

    pub(super) fn bit(&mut self, bit: bool, chance: Chance) {
        let cut = self.range.cut(chance);
        self.range.take(bit, cut);
        while let Some(byte) = self.range.settle() {
            self.bytes.push(byte);
        }
    }

    /// All that was written. What a reader finds after the end is zeros, so none are written there.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let [first, ..] = self.range.high.to_be_bytes();
        self.bytes.push(first);
        while self.bytes.last() == Some(&0) {
            self.bytes.pop();
        }
        self.bytes
    }
}

/// Reads bits, given the same probabilities in the same order.
#[derive(Debug)]
pub(super) struct Decoder<'a> {
    range: Range,
    value: u32,
    bytes: &'a [u8],
    /// How many bytes after the end were read.
    n_beyond: usize,
}

impl<'a> Decoder<'a> {
    /// How many bytes after the end a reader of a whole stream may look at: those of the range, and
    /// zeros that were not written.
    const BEYOND: usize = 64;

    pub(super) fn new(bytes: &'a [u8]) -> Decoder<'a> {
        let mut decoder = Decoder { range: Range::WHOLE, value: 0, bytes, n_beyond: 0 };
        for _ in 0..4 {
            decoder.shift();
        }
        decoder
    }

    pub(super) fn bit(&mut self, chance: Chance) -> bool {
        let cut = self.range.cut(chance);
        let bit = self.value <= cut;
        self.range.take(bit, cut);
        while self.range.settle().is_some() {
            self.shift();
        }
        bit
    }

    /// Whether it has read so far behind the end that nobody wrote this.
    pub(super) fn is_lost(&self) -> bool {
        self.n_beyond > Decoder::BEYOND
    }

    fn shift(&mut self) {
        let next = match self.bytes {
            [first, rest @ ..] => {
                self.bytes = rest;
                *first
            }
            [] => {
                self.n_beyond += 1;
                0
            }
        };
        self.value = (self.value << 8) | u32::from(next);
    }
}

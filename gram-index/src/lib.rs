//! Where each few letters of a text stand.
//!
//! A text is read once, and what is looked up in it afterwards is found by the rarest few of its
//! letters. The index lists the places of every second run of six characters by its hash, so any seven
//! characters that stand in the text are found by it, at the cost of looking at as many places as the
//! rarest run of what is looked up has. It weighs two bytes a character and a megabyte.
//!
//! It knows nothing of words, and keeps no text: who asks brings the text along, always the same one.
//! All functions take slices of characters: they are compiled here, once, and for speed.

mod sites;

pub use sites::{MOST_DRIFT, Pieces, Site, Sites};

/// How many characters are looked up at once.
const GRAM: usize = 6;

/// Of how many runs of characters one is listed.
const STEP: usize = 2;

/// How many bits of a character are packed.
const WIDTH: u32 = 10;

/// The bits of a packed run.
const PACKED: u64 = (1 << (WIDTH * GRAM as u32)) - 1;

/// How many characters must stand together, at least, for a place to be found by them.
pub const SEED: usize = GRAM + STEP - 1;

/// The places of a text's runs of characters, by their hash.
#[derive(Debug, Default)]
pub struct GramIndex {
    stage: Stage,
    /// How many bits of a hash are used.
    n_bits: u32,
    /// Where the places of each hash begin in `places`; those of the next begin where they end.
    starts: Vec<u32>,
    /// Where the listed runs begin, in `STEP`s, those of each hash in order.
    places: Vec<u32>,
}

/// What is being done.
#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    Empty,
    /// Counts the runs of each hash, from one on.
    Counting(usize),
    /// Writes down the runs before one, the last first, so that those of each hash are in order.
    Listing(usize),
}

/// The rarest few letters of a text that is looked up.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// Where they begin in it.
    pub at: usize,
    /// At how many places of the indexed text they stand, at the most.
    pub n_places: usize,
}

impl GramIndex {
    /// Goes on with a text, for so many of its characters; `true` when all is done. Each is gone over
    /// twice.
    pub fn prepare(&mut self, text: &[char], n_characters: usize) -> bool {
        let n_runs = text.len().checked_sub(GRAM).map_or(0, |last| last / STEP + 1);
        let n_at_once = (n_characters / STEP).max(1);
        match self.stage {
            Stage::Empty => {
                self.n_bits = n_runs.max(1).ilog2().clamp(8, 18);
                self.starts = vec![0; (1 << self.n_bits) + 1];
                self.places = vec![0; n_runs];
                self.stage = Stage::Counting(0);
                false
            }
            Stage::Counting(first) => {
                let end = first.saturating_add(n_at_once).min(n_runs);
                let mut packed = text[first * STEP..].iter().take(GRAM - STEP).fold(0, pack);
                for run in first..end {
                    let begin = run * STEP;
                    packed = text[begin + GRAM - STEP..begin + GRAM].iter().fold(packed, pack);
                    let hash = self.hash(packed);
                    self.starts[hash] += 1;
                }
                self.stage = Stage::Counting(end);
                if end == n_runs {
                    let mut n_before = 0;
                    for start in &mut self.starts {
                        n_before += *start;
                        *start = n_before;
                    }
                    self.stage = Stage::Listing(end);
                }
                false
            }
            Stage::Listing(end) => {
                let first = end.saturating_sub(n_at_once);
                let mut packed =
                    text[end * STEP..].iter().take(GRAM - STEP).rev().fold(0, pack_before);
                for run in (first..end).rev() {
                    let begin = run * STEP;
                    packed = text[begin..begin + STEP].iter().rev().fold(packed, pack_before);
                    let hash = self.hash(packed);
                    self.starts[hash] -= 1;
                    self.places[self.starts[hash] as usize] = narrow(run);
                }
                self.stage = Stage::Listing(first);
                first == 0
            }
        }
    }

    /// The hash of a packed run: the bits that a multiplication mixes best (Knuth's golden ratio).
    fn hash(&self, packed: u64) -> usize {
        (packed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - self.n_bits)) as usize
    }

    /// Where the listed runs of a hash begin, in `STEP`s.
    fn listed(&self, hash: usize) -> &[u32] {
        &self.places[self.starts[hash] as usize..self.starts[hash + 1] as usize]
    }

    /// At how many places each seed of some characters stands, in the order in which they lie in them.
    fn seeds(&self, characters: &[char]) -> impl Iterator<Item = Seed> {
        let n_first = (GRAM - 1).min(characters.len());
        let mut packed = characters[..n_first].iter().fold(0, pack);
        let mut counts = [0; STEP];
        characters[n_first..].iter().enumerate().filter_map(move |(index, character)| {
            packed = pack(packed, character);
            counts[index % STEP] = self.listed(self.hash(packed)).len();
            let at = (index + 1).checked_sub(STEP)?;
            Some(Seed { at, n_places: counts.iter().sum() })
        })
    }

    /// The seed of some characters that stands at the fewest places; `None` where they are fewer than
    /// a seed.
    #[must_use]
    pub fn rarest(&self, characters: &[char]) -> Option<Seed> {
        let mut rarest: Option<Seed> = None;
        for seed in self.seeds(characters) {
            if rarest.is_none_or(|rarest| seed.n_places < rarest.n_places) {
                rarest = Some(seed);
                if seed.n_places == 0 {
                    break;
                }
            }
        }
        rarest
    }

    /// Where some characters would begin by each of the rarest seeds of theirs of which none overlaps
    /// another, in order; those before the beginning of the text count as its beginning. `None` where
    /// there are not so many, or one stands at more places than are worth looking at.
    #[must_use]
    pub fn places_apart<const N: usize>(
        &self,
        characters: &[char],
        most: usize,
    ) -> Option<[Vec<usize>; N]> {
        let mut seeds: Vec<Seed> = self.seeds(characters).collect();
        let mut places = [const { Vec::new() }; N];
        for places in &mut places {
            let rarest = seeds.iter().min_by_key(|seed| seed.n_places).copied()?;
            *places = self.places_of(characters, rarest, most)?;
            seeds.retain(|seed| seed.at.abs_diff(rarest.at) >= SEED);
        }
        Some(places)
    }

    /// Where some characters would begin if a seed of theirs stands where the text has it: for each way
    /// in which the listed runs can fall into the seed, the places in order. May give others; those before
    /// the beginning of the text count as its beginning.
    fn begins(&self, characters: &[char], seed: Seed) -> [impl Iterator<Item = usize>; STEP] {
        std::array::from_fn(|nth| {
            let index = seed.at + nth;
            let packed = characters[index..index + GRAM].iter().fold(0, pack);
            let runs = self.listed(self.hash(packed)).iter();
            runs.map(move |run| (*run as usize * STEP).saturating_sub(index))
        })
    }

    /// The same of all ways, in order. `None` where they are more than so many.
    fn places_of(&self, characters: &[char], seed: Seed, most: usize) -> Option<Vec<usize>> {
        if seed.n_places > most {
            return None;
        }
        let mut places = Vec::with_capacity(seed.n_places);
        let [ones, others] = self.begins(characters, seed);
        let mut others = others.peekable();
        for one in ones {
            while let Some(other) = others.next_if(|other| *other < one) {
                places.push(other);
            }
            places.push(one);
        }
        places.extend(others);
        Some(places)
    }

    /// Where some characters may stand by their rarest seed, in order: all places where they do, and
    /// others; those before the beginning of the text count as its beginning. `None` where they are
    /// fewer than a seed, or where that stands at more places than are worth looking at.
    #[must_use]
    pub fn places(&self, characters: &[char], most: usize) -> Option<Vec<usize>> {
        self.places_of(characters, self.rarest(characters)?, most)
    }

    /// Where some characters stand in the text, overlaps included, in order. `None` where a look at
    /// each place could cost more than a look at the whole text.
    #[must_use]
    pub fn find_all(&self, text: &[char], needle: &[char]) -> Option<Vec<usize>> {
        let seed = self.rarest(needle)?;
        if seed.n_places * (needle.len() + 16) > text.len().max(4096) {
            return None;
        }
        let mut starts = Vec::new();
        for begins in self.begins(needle, seed) {
            starts.extend(begins.filter(|begin| stands(text, *begin, needle)));
        }
        starts.sort_unstable();
        starts.dedup();
        Some(starts)
    }
}

/// Whether some characters stand at a place of a text, letter by letter. Most places differ in one of the
/// first, and a browser compares slices byte by byte.
#[must_use]
pub fn stands(text: &[char], place: usize, characters: &[char]) -> bool {
    let there = text.get(place..place + characters.len());
    there.is_some_and(|there| there.iter().zip(characters).all(|(ours, theirs)| ours == theirs))
}

/// A run with one character more at its end, and one less at its beginning.
fn pack(packed: u64, character: &char) -> u64 {
    (packed << WIDTH | fold(*character)) & PACKED
}

/// A run with one character more at its beginning, and one less at its end.
fn pack_before(packed: u64, character: &char) -> u64 {
    packed >> WIDTH | fold(*character) << (WIDTH * (GRAM as u32 - 1))
}

/// A character in few bits. The first thousand of Unicode differ.
fn fold(character: char) -> u64 {
    let character = u64::from(character);
    (character ^ character >> WIDTH) & ((1 << WIDTH) - 1)
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

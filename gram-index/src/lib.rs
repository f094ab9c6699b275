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
                for run in first..end {
                    let hash = self.hash(&text[run * STEP..]);
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
                for run in (first..end).rev() {
                    let hash = self.hash(&text[run * STEP..]);
                    self.starts[hash] -= 1;
                    self.places[self.starts[hash] as usize] = narrow(run);
                }
                self.stage = Stage::Listing(first);
                first == 0
            }
        }
    }

    /// The hash of a run, by the bits that a multiplication mixes best (Knuth's golden ratio). Runs
    /// of the first thousand characters of Unicode differ before it.
    fn hash(&self, run: &[char]) -> usize {
        let run = &run[..GRAM];
        let packed = run.iter().fold(0, |packed: u64, c| packed.rotate_left(10) ^ u64::from(*c));
        (packed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - self.n_bits)) as usize
    }

    /// Where the listed runs of a hash begin, in `STEP`s.
    fn listed(&self, hash: usize) -> &[u32] {
        &self.places[self.starts[hash] as usize..self.starts[hash + 1] as usize]
    }

    /// The seed of some characters that stands at the fewest places; `None` where they are fewer than
    /// a seed.
    #[must_use]
    pub fn rarest(&self, characters: &[char]) -> Option<Seed> {
        let mut rarest: Option<Seed> = None;
        let mut counts = [0; STEP];
        for (index, run) in characters.windows(GRAM).enumerate() {
            counts[index % STEP] = self.listed(self.hash(run)).len();
            let n_places = counts.iter().sum();
            if index + 1 >= STEP && rarest.is_none_or(|rarest| n_places < rarest.n_places) {
                rarest = Some(Seed { at: index + 1 - STEP, n_places });
            }
        }
        rarest
    }

    /// Where some characters would begin if their seed stands where the text has it, in order; may give
    /// others, and gives places before the beginning of the text as nothing.
    fn begins(&self, characters: &[char], seed: Seed, mut each: impl FnMut(usize)) {
        for index in seed.at..seed.at + STEP {
            for run in self.listed(self.hash(&characters[index..])) {
                if let Some(begin) = (*run as usize * STEP).checked_sub(index) {
                    each(begin);
                }
            }
        }
    }

    /// Where some characters may stand by their rarest seed, in order: all places where they do, and
    /// others. `None` where they are fewer than a seed, or where that stands at more places than are
    /// worth looking at.
    #[must_use]
    pub fn places(&self, characters: &[char], most: usize) -> Option<Vec<usize>> {
        let seed = self.rarest(characters).filter(|seed| seed.n_places <= most)?;
        let mut places = Vec::with_capacity(seed.n_places);
        self.begins(characters, seed, |begin| places.push(begin));
        places.sort();
        Some(places)
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
        self.begins(needle, seed, |start| {
            if text.get(start..start + needle.len()) == Some(needle) {
                starts.push(start);
            }
        });
        starts.sort();
        Some(starts)
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

//! The concordance of a text: where each few letters of its key stand.
//!
//! A text of millions of letters is read once, and ten thousand quotations are looked up in it. The
//! concordance lists the places of every second run of six characters by its hash, so any seven
//! characters that stand in the text word by word are found by it, at the cost of looking at as many
//! places as the rarest run of a quotation has. It weighs about seven bytes a character with the
//! key, and making it is three passes, which may be done in pieces: see [`Concordance::prepare`].

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::key::{Key, narrow, occurrences};
use crate::text::ReadingText;

/// How many characters are looked up at once.
const GRAM: usize = 6;

/// Of how many runs of characters one is listed.
const STEP: usize = 2;

/// How many characters must stand together, at least, for a place to be found by them.
const SEED: usize = GRAM + STEP - 1;

/// The length of the pieces of a quotation that are looked up, each by its rarest seed.
const PIECE: usize = SEED + 5;

/// How many places are looked at for one piece: what stands more often tells nothing.
const MOST_PLACES: usize = 4096;

/// How many sites are looked at for one quotation: those that most of its pieces speak for.
const MOST_SITES: usize = 128;

/// Up to how many sites are looked at though but one piece speaks for them.
const FEW_SITES: usize = 32;

/// How far the pieces of a quotation may have moved against each other, in characters.
pub(super) const MOST_DRIFT: usize = 24;

/// A text made ready for looking up quotations, to be kept for as long as quotations are looked up
/// in it. Clones share what was made.
///
/// It belongs to the text from which it was first [prepared](Concordance::prepare), and no other.
#[derive(Clone, Debug, Default)]
pub struct Concordance(Arc<Cell>);

#[derive(Debug, Default)]
struct Cell {
    ready: OnceLock<Index>,
    unready: Mutex<Index>,
}

impl Concordance {
    /// Goes on preparing a text, for so many of its bytes or a few more, and says whether all is
    /// ready. Each byte is gone over three times.
    pub fn prepare(&self, text: &ReadingText, n_bytes: usize) -> bool {
        if self.0.ready.get().is_none() {
            let mut unready = self.0.unready.lock().unwrap_or_else(PoisonError::into_inner);
            // Another thread may have made it ready meanwhile, and left nothing to go on with.
            if self.0.ready.get().is_none() && unready.read_on(text, n_bytes) {
                self.0.ready.set(std::mem::take(&mut unready)).ok();
            }
        }
        self.0.ready.get().is_some()
    }

    /// All of it, made ready now where it is not.
    pub(super) fn index(&self, text: &ReadingText) -> &Index {
        loop {
            if let Some(index) = self.0.ready.get() {
                return index;
            }
            self.prepare(text, usize::MAX);
        }
    }
}

/// The key of a text with the places of its runs of characters.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) key: Key,
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
    Reading,
    /// Counts the runs of each hash, from one on.
    Counting(usize),
    /// Writes down the runs before one, the last first, so that those of each hash are in order.
    Listing(usize),
}

impl Index {
    /// Goes on for so many bytes; `true` when all is done.
    fn read_on(&mut self, text: &ReadingText, n_bytes: usize) -> bool {
        let n_at_once = (n_bytes / STEP).max(1);
        match self.stage {
            Stage::Reading => {
                self.key.reserve(text.len().0 as usize);
                if self.key.read_on(text.as_str(), n_bytes) {
                    let n_runs = self.n_runs();
                    self.n_bits = n_runs.max(1).ilog2().clamp(8, 18);
                    self.starts = vec![0; (1 << self.n_bits) + 1];
                    self.places = vec![0; n_runs];
                    self.stage = Stage::Counting(0);
                }
                false
            }
            Stage::Counting(first) => {
                let end = first.saturating_add(n_at_once).min(self.n_runs());
                for run in first..end {
                    let hash = self.hash(&self.key.characters()[run * STEP..]);
                    self.starts[hash] += 1;
                }
                self.stage = Stage::Counting(end);
                if end == self.n_runs() {
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
                    let hash = self.hash(&self.key.characters()[run * STEP..]);
                    self.starts[hash] -= 1;
                    self.places[self.starts[hash] as usize] = narrow(run);
                }
                self.stage = Stage::Listing(first);
                first == 0
            }
        }
    }

    /// How many runs are listed.
    fn n_runs(&self) -> usize {
        self.key.len().checked_sub(GRAM).map_or(0, |last| last / STEP + 1)
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

    /// The seed of some characters that stands at the fewest places, and at how many; `None` where
    /// they are fewer than a seed.
    fn rarest(&self, characters: &[char]) -> Option<(usize, usize)> {
        let mut rarest = None;
        let mut counts = [0; STEP];
        for (index, run) in characters.windows(GRAM).enumerate() {
            counts[index % STEP] = self.listed(self.hash(run)).len();
            let count = counts.iter().sum();
            if index + 1 >= STEP && rarest.is_none_or(|(_, fewest)| count < fewest) {
                rarest = Some((index + 1 - STEP, count));
            }
        }
        rarest
    }

    /// Where some characters would begin if their seed at an index stands where the text has it;
    /// may give others, and gives places before the beginning of the text as nothing.
    fn begins<'index>(
        &'index self,
        characters: &'index [char],
        seed: usize,
    ) -> impl Iterator<Item = usize> {
        (seed..seed + STEP).flat_map(move |index| {
            let listed = self.listed(self.hash(&characters[index..]));
            listed.iter().filter_map(move |run| (*run as usize * STEP).checked_sub(index))
        })
    }

    /// Where some characters stand, overlaps included, as start and end index in order. What would
    /// split a grapheme cluster of the text is not a place where they stand.
    pub(super) fn find_all(&self, needle: &[char]) -> Vec<(usize, usize)> {
        let text = self.key.characters();
        let stands = |start: usize| text.get(start..start + needle.len()) == Some(needle);
        let starts = match self.rarest(needle) {
            // Unless a look at each place could cost more than a look at the whole text.
            Some((seed, n_places)) if n_places * (needle.len() + 16) <= text.len().max(4096) => {
                let mut starts: Vec<usize> =
                    self.begins(needle, seed).filter(|&start| stands(start)).collect();
                starts.sort_unstable();
                starts
            }
            Some(_) | None => occurrences(text, needle),
        };
        let ranges = starts.into_iter().map(|start| (start, start + needle.len()));
        ranges.filter(|&(start, end)| self.key.is_edge(start) && self.key.is_edge(end)).collect()
    }

    /// Where something like some characters may begin: where most of their pieces stand word by
    /// word, one beside the other, in order of place; and how many pieces were looked up. `None` where
    /// they are too few to be cut into pieces, or each piece stands everywhere.
    pub(super) fn sites(&self, characters: &[char]) -> Option<(Vec<Site>, u32)> {
        if characters.len() < 2 * PIECE {
            return None;
        }
        // A place before the beginning of the text is one near it.
        let shift = characters.len();
        let mut votes: Vec<u32> = Vec::new();
        let mut n_pieces = 0;
        for (number, piece) in characters.chunks(PIECE).enumerate() {
            if let Some((seed, n_places)) = self.rarest(piece)
                && n_places <= MOST_PLACES
            {
                n_pieces += 1;
                let at = number * PIECE;
                let begins = self.begins(piece, seed);
                votes.extend(begins.map(|begin| narrow(begin + shift - at)));
            }
        }
        if n_pieces == 0 {
            return None;
        }
        votes.sort_unstable();
        let mut sites: Vec<Site> = Vec::new();
        for vote in votes {
            let begin = (vote as usize).saturating_sub(shift);
            match sites.last_mut() {
                Some(site) if begin - site.last <= MOST_DRIFT => {
                    site.n_votes += 1;
                    site.last = begin;
                }
                Some(_) | None => sites.push(Site { first: begin, last: begin, n_votes: 1 }),
            }
        }
        if sites.len() > FEW_SITES {
            sites.retain(|site| site.n_votes > 1);
        }
        if sites.len() > MOST_SITES {
            sites.select_nth_unstable_by_key(MOST_SITES, |site| Reverse(site.n_votes));
            sites.truncate(MOST_SITES);
            sites.sort_unstable_by_key(|site| site.first);
        }
        Some((sites, n_pieces))
    }
}

/// A place where something like some characters may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    /// Where they begin by the first of the pieces that stand there, as places go.
    pub(super) first: usize,
    /// Where they begin by the last.
    pub(super) last: usize,
    /// How many pieces stand there.
    pub(super) n_votes: u32,
}

//! The places where something like some characters may begin: where most of their pieces stand.

use std::cmp::Reverse;

use super::{GramIndex, SEED};

/// The length of the pieces that are looked up, each by its rarest seed.
const PIECE: usize = SEED + 5;

/// How many pieces are told apart: those beyond them count as the last.
const MOST_PIECES: usize = 64;

/// How many places are looked at for one piece: what stands more often tells nothing.
const MOST_PLACES: usize = 4096;

/// How many pieces are looked up at least, the rarest, where there are so many.
const MANY_PIECES: usize = 12;

/// Up to how many places are looked at for all pieces beyond those.
const ENOUGH_PLACES: usize = 768;

/// How many sites are looked at: those that most of the pieces speak for.
const MOST_SITES: usize = 128;

/// Up to how many sites are looked at though but one piece speaks for them.
const FEW_SITES: usize = 32;

/// How far the pieces may have moved against each other, in characters.
pub const MOST_DRIFT: usize = 24;

/// The places where something like some characters may begin.
#[derive(Debug)]
pub struct Sites {
    /// In order of place.
    pub sites: Vec<Site>,
    /// The pieces that were looked up.
    asked: Pieces,
}

/// A place where something like some characters may begin.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Where they begin by the first of the pieces that stand there, as places go.
    pub first: usize,
    /// Where they begin by the last.
    pub last: usize,
    /// At how many places about here one of the pieces stands.
    pub n_votes: u32,
    /// Which pieces stand here.
    pub pieces: Pieces,
}

/// Some of the pieces.
#[derive(Clone, Copy, Debug)]
pub struct Pieces(u64);

impl Pieces {
    /// Those of both.
    #[must_use]
    pub fn and(self, other: Pieces) -> Pieces {
        Pieces(self.0 | other.0)
    }
}

impl Sites {
    /// How many pieces do not stand at a site, of those that were looked up and hold none of some
    /// characters: so many edits there are at least.
    #[must_use]
    pub fn n_missing(&self, here: Pieces, without: &[usize]) -> usize {
        let bits = without.iter().fold(0, |bits, at| bits | bit(at / PIECE));
        (self.asked.0 & !here.0 & !bits & !THE_LAST).count_ones() as usize
    }
}

/// The last that is told apart stands for all that follow it too.
const THE_LAST: u64 = 1 << (MOST_PIECES - 1);

fn bit(piece: usize) -> u64 {
    1 << piece.min(MOST_PIECES - 1)
}

/// How many places lie in one stretch of the text in which all pieces are counted together: a power of
/// two, and so few that pieces as far apart as its ends are one site.
const STRETCH: usize = 16;

/// What stands in each stretch of the text, by a table of those in which something does.
struct Tally {
    /// Where in `found` a stretch is, and 1 more: by its number, and where that is taken by another, in
    /// the next that is free. A power of two.
    table: Vec<u32>,
    found: Vec<Site>,
}

impl Tally {
    /// With room for so many votes.
    fn new(n_votes: usize) -> Tally {
        Tally { table: vec![0; (2 * n_votes).next_power_of_two()], found: Vec::new() }
    }

    /// Counts a piece for the place where they all would begin.
    fn count(&mut self, begin: usize, piece: u64) {
        let stretch = begin / STRETCH;
        let mask = self.table.len() - 1;
        let mut slot = stretch.wrapping_mul(0x9E37_79B1) >> 8 & mask;
        loop {
            let Some(index) = (self.table[slot] as usize).checked_sub(1) else {
                let site = Site { first: begin, last: begin, n_votes: 1, pieces: Pieces(piece) };
                self.found.push(site);
                self.table[slot] = super::narrow(self.found.len());
                return;
            };
            let site = &mut self.found[index];
            if site.first / STRETCH == stretch {
                site.first = site.first.min(begin);
                site.last = site.last.max(begin);
                site.n_votes += 1;
                site.pieces.0 |= piece;
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The sites, in order of place.
    fn sites(mut self) -> Vec<Site> {
        self.found.sort_unstable_by_key(|site| site.first);
        let mut sites: Vec<Site> = Vec::with_capacity(self.found.len());
        for found in self.found {
            match sites.last_mut() {
                Some(site) if found.first - site.last <= MOST_DRIFT => {
                    site.last = found.last;
                    site.n_votes += found.n_votes;
                    site.pieces = site.pieces.and(found.pieces);
                }
                Some(_) | None => sites.push(found),
            }
        }
        sites
    }
}

impl GramIndex {
    /// Where something like some characters may begin: where most of their pieces stand letter by
    /// letter, one beside the other. `None` where they are too few to be cut into pieces, or each piece
    /// stands everywhere.
    #[must_use]
    pub fn sites(&self, characters: &[char]) -> Option<Sites> {
        if characters.len() < 2 * PIECE {
            return None;
        }
        let mut seeds = Vec::with_capacity(characters.len().div_ceil(PIECE));
        for (number, piece) in characters.chunks(PIECE).enumerate() {
            let seed = self.rarest(piece).filter(|seed| seed.n_places <= MOST_PLACES);
            seeds.extend(seed.map(|seed| (number, piece, seed)));
        }
        seeds.sort_unstable_by_key(|(_, _, seed)| seed.n_places);
        let mut n_votes = 0;
        let mut asked = 0;
        let n_asked = seeds.iter().enumerate().take_while(|(nth, (number, _, seed))| {
            let is_asked = *nth < MANY_PIECES || n_votes + seed.n_places <= ENOUGH_PLACES;
            if is_asked {
                n_votes += seed.n_places;
                asked |= bit(*number);
            }
            is_asked
        });
        seeds.truncate(n_asked.count());
        if seeds.is_empty() {
            return None;
        }
        let mut tally = Tally::new(n_votes);
        for (number, piece, seed) in seeds {
            for begins in self.begins(piece, seed) {
                let at = number * PIECE;
                // One before the beginning of the text is one near it.
                begins.for_each(|begin| tally.count(begin.saturating_sub(at), bit(number)));
            }
        }
        let mut sites = tally.sites();
        if sites.len() > FEW_SITES {
            sites.retain(|site| site.n_votes > 1);
        }
        if sites.len() > MOST_SITES {
            sites.select_nth_unstable_by_key(MOST_SITES, |site| Reverse(site.n_votes));
            sites.truncate(MOST_SITES);
            sites.sort_unstable_by_key(|site| site.first);
        }
        Some(Sites { sites, asked: Pieces(asked) })
    }
}

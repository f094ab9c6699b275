//! The places where something like some characters may begin: where most of their pieces stand.

use std::cmp::Reverse;

use super::{GramIndex, SEED};

/// The length of the pieces that are looked up, each by its rarest seed.
const PIECE: usize = SEED + 5;

/// How many pieces are told apart: those beyond them count as the last.
const MOST_PIECES: usize = 64;

/// How many places are looked at for one piece: what stands more often tells nothing.
const MOST_PLACES: usize = 4096;

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
    asked: u64,
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
        (self.asked & !here.0 & !bits & !(1 << (MOST_PIECES - 1))).count_ones() as usize
    }
}

fn bit(piece: usize) -> u64 {
    1 << piece.min(MOST_PIECES - 1)
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
        // A place before the beginning of the text is one near it.
        let shift = characters.len();
        // Each with its piece in the lowest bits.
        let mut votes: Vec<u64> = Vec::new();
        let mut asked = 0;
        for (number, piece) in characters.chunks(PIECE).enumerate() {
            if let Some(seed) = self.rarest(piece)
                && seed.n_places <= MOST_PLACES
            {
                asked |= bit(number);
                let at = number * PIECE;
                let which = number.min(MOST_PIECES - 1);
                self.begins(piece, seed, |begin| {
                    votes.push((begin + shift - at) as u64 * MOST_PIECES as u64 + which as u64);
                });
            }
        }
        if asked == 0 {
            return None;
        }
        // They come in runs that are in order, which this sort sees.
        votes.sort();
        let mut sites: Vec<Site> = Vec::new();
        for vote in votes {
            let which = (vote % MOST_PIECES as u64) as usize;
            let begin = ((vote / MOST_PIECES as u64) as usize).saturating_sub(shift);
            match sites.last_mut() {
                Some(site) if begin - site.last <= MOST_DRIFT => {
                    site.n_votes += 1;
                    site.last = begin;
                    site.pieces.0 |= bit(which);
                }
                Some(_) | None => {
                    let pieces = Pieces(bit(which));
                    sites.push(Site { first: begin, last: begin, n_votes: 1, pieces });
                }
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
        Some(Sites { sites, asked })
    }
}

//! Which hits are ticked: all, until the reader says otherwise.

use std::collections::BTreeSet;

/// The hits that are ticked, by index. Weighs what the reader did, not what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ticks {
    /// All but these.
    AllBut(BTreeSet<usize>),
    /// None but these.
    NoneBut(BTreeSet<usize>),
}

impl Default for Ticks {
    fn default() -> Ticks {
        Ticks::AllBut(BTreeSet::new())
    }
}

impl Ticks {
    /// Whether a hit is ticked.
    pub(super) fn has(&self, hit: usize) -> bool {
        match self {
            Ticks::AllBut(others) => !others.contains(&hit),
            Ticks::NoneBut(hits) => hits.contains(&hit),
        }
    }

    /// Ticks a hit, or takes its tick away.
    pub(super) fn set(&mut self, hit: usize, is_ticked: bool) {
        let (set, is_in) = match self {
            Ticks::AllBut(others) => (others, !is_ticked),
            Ticks::NoneBut(hits) => (hits, is_ticked),
        };
        if is_in {
            set.insert(hit);
        } else {
            set.remove(&hit);
        }
    }

    /// How many of so many hits are ticked.
    pub(super) fn count(&self, n_hits: usize) -> usize {
        match self {
            Ticks::AllBut(others) => n_hits - others.len(),
            Ticks::NoneBut(hits) => hits.len(),
        }
    }
}

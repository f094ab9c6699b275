//! How much of the browser's storage is taken, and how much work would still fit.

/// How many UTF-16 units local storage holds for a site, keys and values together: 5 × 2²⁰.
///
/// The HTML standard suggests five megabytes for an origin (*Web storage*, "Disk space"); Chromium
/// sets 10 MiB and counts two bytes a unit, Firefox 5 MiB and counts one, WebKit 5 MiB and counts one
/// where a text is Latin-1 and two where it is not. It is not found out by trying: a store filled to
/// its end, for however short, refuses what another tab writes meanwhile.
pub const CAPACITY: usize = 5 << 20;

/// How much of the browser's storage is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// How many UTF-16 units all keys and values of the site take.
    pub n_used: usize,
}

/// How near the store is to being full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fullness {
    /// There is room.
    Ample,
    /// Four fifths are taken.
    Scarce,
    /// Nineteen twentieths are taken.
    NearlyFull,
}

impl Room {
    /// How near the store is to being full.
    #[must_use]
    pub fn fullness(self) -> Fullness {
        match self.n_used.saturating_mul(100) / CAPACITY {
            0..80 => Fullness::Ample,
            80..95 => Fullness::Scarce,
            95.. => Fullness::NearlyFull,
        }
    }

    /// How many hundredths of it are taken, of which there may be more than a hundred where a
    /// browser gives more than others do.
    #[must_use]
    pub fn percent(self) -> usize {
        self.n_used.saturating_mul(100) / CAPACITY
    }

    /// How many UTF-16 units are left, as far as is known.
    #[must_use]
    pub fn n_left(self) -> usize {
        CAPACITY.saturating_sub(self.n_used)
    }
}

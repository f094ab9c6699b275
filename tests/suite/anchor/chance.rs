//! Chance that is the same each time: SplitMix64 (Steele, Lea and Flood, 2014).

/// A source of numbers that look random.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, which is not 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("it is below a length")
    }

    /// True in so many of a thousand cases.
    pub(super) fn is(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }
}

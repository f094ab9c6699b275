//! Chance that is the same each time: SplitMix64 (Steele, Lea and Flood, 2014).

/// A source of numbers that look random.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // The bias of a remainder is below one in 10¹² for the lengths of texts.
        usize::try_from(self.next() % limit as u64).expect("it is below a length")
    }

    /// True once in so many times.
    pub(crate) fn is_one_in(&mut self, n_times: usize) -> bool {
        self.below(n_times) == 0
    }

    /// A digit that is not 0.
    pub(crate) fn digit(&mut self) -> char {
        char::from(b"123456789"[self.below(9)])
    }
}

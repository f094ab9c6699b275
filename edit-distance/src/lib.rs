//! Approximate search: where does something much like a quotation stand?
//!
//! Distances are edit distances (Levenshtein): the least number of characters to put in, take out
//! or replace. They are computed by bits, 64 rows of the table at once, as Myers showed ("A fast
//! bit-vector algorithm for approximate string matching based on dynamic programming", 1999), and a
//! search leaves out the rows that can no longer come within its limit.
//!
//! What is read backwards is read by a function of its own, and all of them take slices: they are
//! compiled here, once, and for speed.

/// A quotation made ready for comparison.
#[derive(Debug)]
pub struct Pattern {
    n_characters: usize,
    n_blocks: usize,
    /// Its characters that are not ASCII, sorted.
    others: Vec<char>,
    /// Row by row, `n_blocks` words each: in which places of the pattern a character stands. First
    /// come the ASCII characters, then the others, last what stands in no place.
    masks: Vec<u64>,
}

/// The row of masks of the first character that is not ASCII.
const FIRST_OTHER: usize = 128;

/// A place where a search ended within its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// How many characters of the text had been read.
    pub at: usize,
    /// The least distance of the pattern to a stretch that ends here.
    pub distance: usize,
}

impl Pattern {
    /// Sorts the pattern's characters by place: linear in it.
    #[must_use]
    pub fn new(pattern: &[char]) -> Pattern {
        let n_characters = pattern.len();
        let n_blocks = n_characters.div_ceil(64);
        let mut others: Vec<char> = pattern.iter().copied().filter(|c| !c.is_ascii()).collect();
        others.sort_unstable();
        others.dedup();
        let n_rows = FIRST_OTHER + others.len() + 1;
        let masks = vec![0; n_rows * n_blocks];
        let mut prepared = Pattern { n_characters, n_blocks, others, masks };
        for (place, &character) in pattern.iter().enumerate() {
            let row = prepared.row(character);
            prepared.masks[row * n_blocks + place / 64] |= 1 << (place % 64);
        }
        prepared
    }

    /// How many characters it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.n_characters
    }

    /// Whether it is like nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_characters == 0
    }

    /// Every place of a text where a stretch ends that differs by no more than `limit`, in order.
    #[must_use]
    pub fn search(&self, text: &[char], limit: usize) -> Vec<End> {
        self.ends(text.iter().copied(), limit)
    }

    /// The same in a text that is read from its end to its beginning.
    #[must_use]
    pub fn search_back(&self, text: &[char], limit: usize) -> Vec<End> {
        self.ends(text.iter().rev().copied(), limit)
    }

    fn ends(&self, text: impl Iterator<Item = char>, limit: usize) -> Vec<End> {
        let mut ends = Vec::new();
        if self.n_characters == 0 {
            return ends;
        }
        let limit = signed(limit);
        if self.n_blocks == 1 {
            let mut block = self.block(0);
            for (index, character) in text.enumerate() {
                block.advance(self.masks[self.row(character)], 0);
                if block.score <= limit {
                    ends.push(End { at: index + 1, distance: block.score as usize });
                }
            }
            return ends;
        }
        // The blocks above this one hold the rows that can still come within the limit.
        let mut n_active = (limit as usize).div_ceil(64).clamp(1, self.n_blocks);
        let mut blocks: Vec<Block> = (0..self.n_blocks).map(|index| self.block(index)).collect();
        for (index, character) in text.enumerate() {
            let masks = self.masks(character);
            // Nearly always it is the first alone: nothing is like the pattern yet.
            let mut carry = blocks[0].advance(masks[0], 0);
            if n_active > 1 {
                for (block, &mask) in blocks[1..n_active].iter_mut().zip(&masks[1..]) {
                    carry = block.advance(mask, carry);
                }
            } else if blocks[0].score - carry > limit {
                continue;
            }
            let lowest = blocks[n_active - 1].score;
            if lowest - carry <= limit
                && n_active < self.n_blocks
                && (masks[n_active] & 1 == 1 || carry < 0)
            {
                let mut block = self.block(n_active);
                block.score = lowest - carry + self.rows(n_active);
                block.advance(masks[n_active], carry);
                blocks[n_active] = block;
                n_active += 1;
            } else {
                while n_active > 1 && blocks[n_active - 1].score >= limit + 64 {
                    n_active -= 1;
                }
            }
            let score = blocks[n_active - 1].score;
            if n_active == self.n_blocks && score <= limit {
                ends.push(End { at: index + 1, distance: score as usize });
            }
        }
        ends
    }

    /// The least distance to a stretch that begins where the text begins, and all lengths of
    /// stretches that have it, in order. Reads no more of the text than can matter.
    #[must_use]
    pub fn align(&self, text: &[char]) -> (usize, Vec<usize>) {
        self.beginnings(text.iter().copied())
    }

    /// The same in a text that is read from its end to its beginning.
    #[must_use]
    pub fn align_back(&self, text: &[char]) -> (usize, Vec<usize>) {
        self.beginnings(text.iter().rev().copied())
    }

    fn beginnings(&self, text: impl Iterator<Item = char>) -> (usize, Vec<usize>) {
        let mut best = self.n_characters;
        let mut lengths = vec![0];
        let mut blocks: Vec<Block> = (0..self.n_blocks).map(|index| self.block(index)).collect();
        for (index, character) in text.take(self.n_characters * 2).enumerate() {
            // The stretch begins at the beginning: each character passed over costs one.
            let mut carry = 1;
            for (block, &mask) in blocks.iter_mut().zip(self.masks(character)) {
                carry = block.advance(mask, carry);
            }
            let score = blocks.last().map_or(0, |block| block.score as usize);
            if score < best {
                best = score;
                lengths.clear();
            }
            if score == best {
                lengths.push(index + 1);
            }
            // From here on a stretch is longer than the pattern by more than the best distance.
            if index + 1 > self.n_characters + best {
                break;
            }
        }
        (best, lengths)
    }

    fn block(&self, index: usize) -> Block {
        let n_rows = self.rows(index);
        let score = signed(index * 64) + n_rows;
        Block { rising: !0, falling: 0, last_row: 1 << (n_rows - 1), score }
    }

    /// How many rows a block has: 64, or fewer in the last.
    fn rows(&self, index: usize) -> i64 {
        signed((self.n_characters - index * 64).min(64))
    }

    fn row(&self, character: char) -> usize {
        if character.is_ascii() {
            return character as usize;
        }
        FIRST_OTHER + self.others.binary_search(&character).unwrap_or(self.others.len())
    }

    fn masks(&self, character: char) -> &[u64] {
        let start = self.row(character) * self.n_blocks;
        &self.masks[start..start + self.n_blocks]
    }
}

/// 64 rows of one column of the table, as differences from row to row.
struct Block {
    /// Rows that are one more than the row above.
    rising: u64,
    /// Rows that are one less than the row above.
    falling: u64,
    /// The bit of the block's last row.
    last_row: u64,
    /// The distance in the last row.
    score: i64,
}

impl Block {
    /// Moves to the next column. Takes the change of the row above the block and gives that of the
    /// block's last row: -1, 0 or 1.
    #[inline]
    fn advance(&mut self, mask: u64, carry: i64) -> i64 {
        let (rising, falling) = (self.rising, self.falling);
        let from_below = u64::from(carry < 0);
        let vertical = mask | falling;
        let mask = mask | from_below;
        let horizontal = ((mask & rising).wrapping_add(rising) ^ rising) | mask;
        let up = falling | !(horizontal | rising);
        let down = rising & horizontal;
        let out = i64::from(up & self.last_row != 0) - i64::from(down & self.last_row != 0);
        let up = (up << 1) | u64::from(carry > 0);
        let down = (down << 1) | from_below;
        self.rising = down | !(vertical | up);
        self.falling = up & vertical;
        self.score += out;
        out
    }
}

/// 1 minus the distance over the longer length.
#[must_use]
pub fn similarity(distance: usize, longer: usize) -> f64 {
    if longer == 0 { 1.0 } else { 1.0 - distance as f64 / longer as f64 }
}

fn signed(length: usize) -> i64 {
    i64::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

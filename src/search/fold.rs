//! The form in which a text is searched, and the way back.
//!
//! What folding does is said at [`crate::text::fold`]. A typed phrase is folded alike, so what a reader
//! sees as the same is the same. A place in the folded text is a byte of it; [`Folded::span`] says
//! which code points of the reading text it stands for.

use super::Hit;
use crate::brief::Brief;
use crate::text::{Bend, Byte, ReadingText, Span, fold_with_bends};

/// A brief's reading text, folded. Built once for each brief and case, in one pass.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    string: String,
    /// Where the fold is not byte for byte, in order. A run of ASCII needs none.
    bends: Vec<Bend>,
    /// For each block of the brief, the byte of the folded text at which it begins.
    blocks: Vec<u32>,
}

impl Folded {
    /// Folds a brief's reading text; letters keep their case when `is_case_kept`.
    #[must_use]
    pub fn new(brief: &Brief, is_case_kept: bool) -> Folded {
        let (string, bends) = fold_with_bends(brief.text.as_str(), is_case_kept);
        let mut folded = Folded { string, bends, blocks: Vec::new() };
        let starts = brief.blocks.iter().map(|block| brief.text.byte(block.span.start).0);
        folded.blocks = starts.map(|start| folded.place_of(narrow(start))).collect();
        folded
    }

    /// Folds a text that is no brief's: a note, a name.
    pub(super) fn of(text: &str, is_case_kept: bool) -> Folded {
        let (string, bends) = fold_with_bends(text, is_case_kept);
        Folded { string, bends, blocks: vec![0] }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The stretch of the reading text that a hit stands for: whole grapheme clusters.
    #[must_use]
    pub fn span(&self, text: &ReadingText, hit: Hit) -> Span {
        let (start, end) = self.source(hit);
        Span { start: text.code_point(Byte(start)), end: text.code_point(Byte(end)) }
    }

    /// The stretch of the source that a hit stands for, in bytes: first, and first after it.
    pub(super) fn source(&self, hit: Hit) -> (usize, usize) {
        (self.source_start(hit.start) as usize, self.source_end(hit.end) as usize)
    }

    /// The index of the block that a place of the folded text is in.
    #[must_use]
    pub fn block_at(&self, place: u32) -> usize {
        self.blocks.partition_point(|start| *start <= place).saturating_sub(1)
    }

    /// Where a block lies in the folded text, without the line feed after it: first byte, and first
    /// byte after it.
    #[must_use]
    pub fn block(&self, index: usize) -> (usize, usize) {
        let start = self.blocks[index] as usize;
        let next = self.blocks.get(index + 1).map_or(self.string.len(), |next| *next as usize);
        (start, start + self.string[start..next].trim_end_matches(' ').len())
    }

    /// How many blocks it has.
    #[must_use]
    pub fn n_blocks(&self) -> usize {
        self.blocks.len()
    }

    /// How many of some hits, which stand in the order of the text, begin in each block.
    #[must_use]
    pub fn count_by_block(&self, hits: &[Hit]) -> Vec<u32> {
        let mut counts = vec![0; self.blocks.len()];
        let mut block = 0;
        for hit in hits {
            while self.blocks.get(block + 1).is_some_and(|next| *next <= hit.start) {
                block += 1;
            }
            if let Some(count) = counts.get_mut(block) {
                *count += 1;
            }
        }
        counts
    }

    /// The first hit, of some in the order of the text, that ends after a place of the reading text.
    #[must_use]
    pub fn first_hit_after(&self, text: &ReadingText, hits: &[Hit], place: u32) -> usize {
        hits.partition_point(|hit| self.span(text, *hit).end.0 <= place)
    }

    fn source_start(&self, place: u32) -> u32 {
        let index = self.bends.partition_point(|bend| bend.folded.0 <= place);
        match index.checked_sub(1).map(|index| self.bends[index]) {
            None => place,
            Some(bend) if place < bend.folded.1 => bend.source.0,
            Some(bend) => bend.source.1 + (place - bend.folded.1),
        }
    }

    fn source_end(&self, place: u32) -> u32 {
        let index = self.bends.partition_point(|bend| bend.folded.0 < place);
        match index.checked_sub(1).map(|index| self.bends[index]) {
            None => place,
            Some(bend) if place <= bend.folded.1 => bend.source.1,
            Some(bend) => bend.source.1 + (place - bend.folded.1),
        }
    }

    /// The place of the folded text at which what begins at a byte of the source begins.
    fn place_of(&self, source: u32) -> u32 {
        let index = self.bends.partition_point(|bend| bend.source.1 <= source);
        match index.checked_sub(1).map(|index| self.bends[index]) {
            None => source,
            Some(bend) => bend.folded.1 + (source - bend.source.1),
        }
    }
}

/// A place in a text, in bytes.
pub(super) fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

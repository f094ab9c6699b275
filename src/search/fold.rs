//! The form in which a text is searched, and the way back.
//!
//! Folded, a text has one kind of quotation mark, of apostrophe, of hyphen and of space, no soft
//! hyphens, the composed form of every accent, and (unless case matters) small letters. A typed
//! phrase is folded alike, so what a reader sees as the same is the same. A place in the folded text
//! is a byte of it; [`Folded::span`] says which code points of the reading text it stands for.

use unicode_segmentation::UnicodeSegmentation as _;

use super::Hit;
use crate::brief::Brief;
use crate::text::{Byte, ReadingText, Span, compose};

/// A brief's reading text, folded. Built once for each brief and case, in one pass.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    string: String,
    /// Where the fold is not byte for byte, in order. A run of ASCII needs none.
    bends: Vec<Bend>,
    /// For each block of the brief, the byte of the folded text at which it begins.
    blocks: Vec<u32>,
}

/// A grapheme cluster whose folded form has another length, in bytes of either text.
#[derive(Clone, Copy, Debug)]
struct Bend {
    folded: (u32, u32),
    source: (u32, u32),
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

/// The folded form of a piece of text: a note, a name, a phrase that was typed.
#[must_use]
pub(super) fn fold(text: &str, is_case_kept: bool) -> String {
    fold_with_bends(text, is_case_kept).0
}

fn fold_with_bends(text: &str, is_case_kept: bool) -> (String, Vec<Bend>) {
    let mut string = String::with_capacity(text.len());
    let mut bends = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        // Nothing joins two ASCII characters but a carriage return and its line feed.
        let stands_alone = byte.is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii);
        if stands_alone && (byte.is_ascii_graphic() || byte == b' ' && !string.ends_with(' ')) {
            let kept = if is_case_kept { byte } else { byte.to_ascii_lowercase() };
            string.push(folded_sign(char::from(kept)));
            at += 1;
            continue;
        }
        let cluster = text[at..].graphemes(true).next().unwrap_or_default();
        let start = string.len();
        push_cluster(&mut string, cluster, is_case_kept);
        let (next, is_same) = (at + cluster.len(), string.len() - start == cluster.len());
        if !is_same || cluster.chars().nth(1).is_some() {
            bends.push(Bend {
                folded: (narrow(start), narrow(string.len())),
                source: (narrow(at), narrow(next)),
            });
        }
        at = next;
    }
    (string, bends)
}

/// Adds the folded form of one grapheme cluster.
fn push_cluster(string: &mut String, cluster: &str, is_case_kept: bool) {
    const SOFT_HYPHEN: &str = "\u{ad}";
    if cluster == SOFT_HYPHEN {
        return;
    }
    if cluster.chars().all(|it| it.is_whitespace() || it.is_control()) {
        if !string.ends_with(' ') {
            string.push(' ');
        }
        return;
    }
    compose(cluster, |character| push_letter(string, character, is_case_kept));
}

fn push_letter(string: &mut String, character: char, is_case_kept: bool) {
    let sign = folded_sign(character);
    if is_case_kept {
        string.push(sign);
    } else {
        string.extend(sign.to_lowercase());
    }
}

/// The plain sign that stands for each kind of quotation mark, apostrophe and hyphen.
pub(super) fn folded_sign(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{fe63}'
        | '\u{ff0d}' => '-',
        other => other,
    }
}

/// A place in a text, in bytes.
pub(super) fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

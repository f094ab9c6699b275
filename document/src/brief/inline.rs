//! Inline markup: from the Markdown of one block to its words, its emphasis and its footnote marks.
//!
//! Takes the block's lines, each with its page; gives the text that the reading text is made of.
//! Escapes, entities, code spans and emphasis are resolved as CommonMark does (see `markup`), runs
//! of white space become one space, and HTML, links and brackets are plain characters: a typescript
//! has no links, and `[REDACTED](b)(1)` is not one. Most blocks have no markup and are copied.

mod entity;
mod markup;

use std::collections::HashSet;

use super::Style;
use super::footnote::{self, Mark};
use super::paragraph::Chunk;
use crate::order;
use crate::text::code_points;

/// The words of a block. All places are code points from the block's start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) text: String,
    pub(super) length: u32,
    pub(super) runs: Vec<(u32, u32, Style)>,
    /// Where a page begins, with its number.
    pub(super) turns: Vec<(u32, u32)>,
    /// Where a footnote mark stood, with the mark.
    pub(super) references: Vec<(u32, String)>,
}

/// Resolves the lines of one block. `note_marks` are the marks that footnotes of the document
/// carry: a sign that is no mark by itself (`1/`, `¹`) is one only if a note answers to it.
pub(super) fn resolve(chunks: &[Chunk<'_>], note_marks: &HashSet<String>) -> Inline {
    let (source, turns) = flatten(chunks);
    let mut words = Words {
        text: String::with_capacity(source.len()),
        turns,
        reached: Vec::new(),
        runs: Vec::new(),
    };
    if source.bytes().any(markup::is_markup) {
        markup::resolve(&source, &mut words);
    } else {
        words.push_str(&source, 0);
    }
    let resolved = words.finish(note_marks);
    if resolved.length > 0 {
        return resolved;
    }
    // Markup around nothing (`&nbsp;`): it stands as it was written, for no block is empty.
    let printed: Vec<&str> =
        chunks.iter().flat_map(|chunk| chunk.text.split_whitespace()).collect();
    let text = printed.join(" ");
    Inline { length: code_points(&text), text, ..Inline::default() }
}

/// Puts the lines of a block on one, and says at which bytes a new page begins.
fn flatten(chunks: &[Chunk<'_>]) -> (String, Vec<(usize, u32)>) {
    let mut source = String::with_capacity(chunks.iter().map(|chunk| chunk.text.len() + 1).sum());
    let mut turns = Vec::new();
    let mut page = chunks.first().map_or(1, |chunk| chunk.page);
    for (index, chunk) in chunks.iter().enumerate() {
        let mut text = chunk.text.trim();
        // A backslash at the end of a line is Markdown's other hard break.
        if index + 1 < chunks.len() && text.ends_with('\\') && !text.ends_with("\\\\") {
            text = text[..text.len() - 1].trim_end();
        }
        if index > 0 {
            source.push(' ');
        }
        if chunk.page != page {
            page = chunk.page;
            turns.push((source.len(), page));
        }
        source.push_str(text);
    }
    (source, turns)
}

/// The words as they come out of the markup. All places are bytes.
struct Words {
    /// No two spaces stand together, and none at the start.
    text: String,
    /// Page turns by their bytes in the source, and where those that were reached lie in the text.
    turns: Vec<(usize, u32)>,
    reached: Vec<(usize, u32)>,
    runs: Vec<(usize, usize, Style)>,
}

impl Words {
    /// Takes text in that begins at a byte of the source.
    fn push_str(&mut self, text: &str, source_byte: usize) {
        let mut after_space = self.text.is_empty() || self.text.ends_with(' ');
        let mut n_copied = 0;
        let mut byte = 0;
        let mut next_turn = self.next_turn();
        while let Some(&first) = text.as_bytes().get(byte) {
            let (length, is_space) = match first {
                b' ' | b'\t'..=b'\r' => (1, true),
                0..=0x7f => (1, false),
                0x80.. => sign_at(text, byte),
            };
            let end = byte + length;
            if is_space && (after_space || first != b' ') {
                self.text.push_str(&text[n_copied..byte]);
                self.text.push_str(if after_space { "" } else { " " });
                n_copied = end;
            } else if !is_space && next_turn <= source_byte + byte {
                self.text.push_str(&text[n_copied..byte]);
                n_copied = byte;
                self.turn(source_byte + byte);
                next_turn = self.next_turn();
            }
            after_space = is_space;
            byte = end;
        }
        self.text.push_str(&text[n_copied..]);
    }

    fn next_turn(&self) -> usize {
        self.turns.get(self.reached.len()).map_or(usize::MAX, |&(byte, _)| byte)
    }

    /// Notes that the next sign of the text stands at a byte of the source.
    fn turn(&mut self, source_byte: usize) {
        while let Some(&(byte, page)) = self.turns.get(self.reached.len())
            && byte <= source_byte
        {
            self.reached.push((self.text.len(), page));
        }
    }

    /// Takes the footnote marks out and trims the end; moves all places with what is left.
    fn finish(self, note_marks: &HashSet<String>) -> Inline {
        let Words { text, reached, runs, .. } = self;
        let marks = footnote::marks_in(&text, note_marks);
        let Cut { mut kept, references, pieces } = cut(text, marks);
        kept.truncate(kept.trim_end_matches(' ').len());
        let at = |byte: usize| {
            let piece = pieces.partition_point(|piece| piece.start <= byte).checked_sub(1);
            let place = piece.map_or(byte, |piece| pieces[piece].place(byte));
            place.min(kept.len())
        };
        let turns: Vec<_> = reached.iter().map(|&(byte, page)| (at(byte), page)).collect();
        let mut runs: Vec<_> = runs
            .iter()
            .map(|&(start, end, style)| (at(start), at(end), style))
            .filter(|(start, end, _)| start < end)
            .collect();
        order::sort_by_key(&mut runs, |&(start, end, _)| (start, std::cmp::Reverse(end)));
        let references: Vec<_> =
            references.into_iter().map(|(byte, mark)| (byte.min(kept.len()), mark)).collect();
        let bytes = runs.iter().flat_map(|&(start, end, _)| [start, end]);
        let bytes = bytes.chain(turns.iter().map(|&(byte, _)| byte));
        let bytes = bytes.chain(references.iter().map(|&(byte, _)| byte)).collect();
        let ruler = Ruler::new(&kept, bytes);
        Inline {
            length: code_points(&kept),
            runs: runs
                .into_iter()
                .map(|(start, end, style)| (ruler.code_point(start), ruler.code_point(end), style))
                .collect(),
            turns: turns.into_iter().map(|(byte, page)| (ruler.code_point(byte), page)).collect(),
            references: references
                .into_iter()
                .map(|(byte, mark)| (ruler.code_point(byte), mark))
                .collect(),
            text: kept,
        }
    }
}

/// How many bytes a sign of several takes, and whether it is white space.
fn sign_at(text: &str, byte: usize) -> (usize, bool) {
    let sign = text[byte..].chars().next().unwrap_or(' ');
    (sign.len_utf8(), sign.is_whitespace())
}

/// A text without its footnote marks.
struct Cut {
    kept: String,
    /// Where in it each mark stood.
    references: Vec<(usize, String)>,
    /// The pieces of the whole text, marks among them, in order. None where it has no marks.
    pieces: Vec<Piece>,
}

/// A stretch of the whole text, in bytes.
struct Piece {
    start: usize,
    /// Where what is kept of it begins.
    kept_at: usize,
    /// How much of it is left out at its start: all of a mark, a second space, or nothing.
    n_left_out: usize,
}

impl Piece {
    fn place(&self, byte: usize) -> usize {
        self.kept_at + (byte - self.start).saturating_sub(self.n_left_out)
    }
}

fn cut(text: String, marks: Vec<Mark>) -> Cut {
    if marks.is_empty() {
        return Cut { kept: text, references: Vec::new(), pieces: Vec::new() };
    }
    let mut kept = String::with_capacity(text.len());
    let (mut references, mut pieces) = (Vec::new(), Vec::new());
    let mut start = 0;
    let keep = |kept: &mut String, pieces: &mut Vec<Piece>, start: usize, end: usize| {
        let words = &text[start..end];
        let is_second_space = words.starts_with(' ') && (kept.is_empty() || kept.ends_with(' '));
        let n_left_out = usize::from(is_second_space);
        pieces.push(Piece { start, kept_at: kept.len(), n_left_out });
        kept.push_str(&words[n_left_out..]);
    };
    for mark in marks {
        keep(&mut kept, &mut pieces, start, mark.start);
        if mark.spaced {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
        pieces.push(Piece {
            start: mark.start,
            kept_at: kept.len(),
            n_left_out: mark.end - mark.start,
        });
        references.push((kept.len(), mark.mark));
        start = mark.end;
    }
    keep(&mut kept, &mut pieces, start, text.len());
    Cut { kept, references, pieces }
}

/// Converts bytes of a text to code points: in one walk, for a block may have many places.
struct Ruler {
    places: Vec<(usize, u32)>,
}

impl Ruler {
    fn new(text: &str, mut bytes: Vec<usize>) -> Ruler {
        if text.is_ascii() {
            return Ruler { places: Vec::new() };
        }
        order::sort(&mut bytes);
        let (mut byte, mut place) = (0, 0);
        let places = bytes.into_iter().map(|next| {
            place += code_points(&text[byte..next]);
            byte = next;
            (next, place)
        });
        Ruler { places: places.collect() }
    }

    fn code_point(&self, byte: usize) -> u32 {
        match self.places.binary_search_by_key(&byte, |&(place, _)| place) {
            Ok(index) => self.places[index].1,
            Err(_) => narrow(byte),
        }
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

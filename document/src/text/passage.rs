//! A passage: a stretch of reading text that a person can mean.

use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

use super::{Byte, CodePoint, ReadingText, Span};

/// A stretch of reading text that holds something, has no white space at its edges, and splits no
/// grapheme cluster (user-perceived character, UAX 29).
// Invariant: only `Passage::around` makes one, so it holds all three for the text it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage(Span);

impl Passage {
    /// The passage nearest to a span: grown to whole grapheme clusters, then trimmed of white space.
    /// `None` where nothing is left, or the span lies beyond the text.
    #[must_use]
    pub fn around(text: &ReadingText, span: Span) -> Option<Passage> {
        if span.is_empty() {
            return None;
        }
        let start = cluster_start(text.as_str(), text.byte(span.start).0);
        let end = cluster_end(text.as_str(), text.byte(span.end).0);
        let words = text.as_str().get(start..end)?;
        let n_trimmed = words.len() - words.trim_start().len();
        let trimmed = words.trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = start + n_trimmed;
        Some(Passage(Span {
            start: text.code_point(Byte(start)),
            end: text.code_point(Byte(start + trimmed.len())),
        }))
    }

    /// Where it lies.
    #[must_use]
    pub fn span(self) -> Span {
        self.0
    }

    /// Its first code point.
    #[must_use]
    pub fn start(self) -> CodePoint {
        self.0.start
    }

    /// The first code point after it.
    #[must_use]
    pub fn end(self) -> CodePoint {
        self.0.end
    }
}

/// The last boundary of a grapheme cluster at or before a byte.
fn cluster_start(text: &str, byte: usize) -> usize {
    if is_boundary(text, byte) {
        return byte;
    }
    match GraphemeCursor::new(byte, text.len(), true).prev_boundary(text, 0) {
        Ok(Some(boundary)) => boundary,
        Ok(None) | Err(_) => 0,
    }
}

/// The first boundary of a grapheme cluster at or after a byte.
fn cluster_end(text: &str, byte: usize) -> usize {
    if is_boundary(text, byte) {
        return byte;
    }
    match GraphemeCursor::new(byte, text.len(), true).next_boundary(text, 0) {
        Ok(Some(boundary)) => boundary,
        Ok(None) | Err(_) => text.len(),
    }
}

fn is_boundary(text: &str, byte: usize) -> bool {
    let answer: Result<bool, GraphemeIncomplete> =
        GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0);
    answer.unwrap_or(true)
}

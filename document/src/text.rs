//! The reading text and its units of length.
//!
//! Everything that has a place in a brief has it in the brief's *reading text*, counted in Unicode
//! code points, as the Web Annotation model asks. Bytes belong to Rust's strings, UTF-16 units to
//! the DOM; the three are three types, and only [`ReadingText`] converts between them. Nothing here
//! changes a text.

mod fold;
mod normal;
mod passage;
mod sentence;
mod table;

pub use fold::{Bend, fold, fold_with_bends, folded_sign};
pub use normal::compose;
pub use passage::Passage;
pub use sentence::{sentences, words};

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use table::Table;

/// A place in the reading text, in Unicode code points from its start.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CodePoint(pub u32);

/// A place in the reading text, in bytes of its UTF-8 form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Byte(pub usize);

/// A place in the reading text, in UTF-16 units, as the DOM counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Utf16(pub u32);

/// A stretch of the reading text in code points: start inclusive, end exclusive. May be empty.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The first code point in it.
    pub start: CodePoint,
    /// The first code point after it.
    pub end: CodePoint,
}

impl Span {
    /// The span from one code point up to another; empty when `end` is not after `start`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Span {
        Span { start: CodePoint(start), end: CodePoint(end.max(start)) }
    }

    /// How many code points it holds.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether a place lies in it; the end does not.
    #[must_use]
    pub fn contains(self, place: CodePoint) -> bool {
        self.start <= place && place < self.end
    }

    /// What it shares with another, if they share at least one code point.
    #[must_use]
    pub fn overlap(self, other: Span) -> Option<Span> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Span { start, end })
    }
}

/// A Unicode text with the table that converts between its three units of length.
#[derive(Clone, Debug)]
pub struct ReadingText {
    text: String,
    table: Table,
    /// Told when it is first asked for, unless who made the text has told it on the way.
    digest: OnceLock<String>,
}

impl ReadingText {
    /// Takes the text as it is, and builds the table in one pass.
    #[must_use]
    pub fn new(text: String) -> ReadingText {
        let table = Table::new(&text);
        ReadingText { text, table, digest: OnceLock::new() }
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its length in code points.
    #[must_use]
    pub fn len(&self) -> CodePoint {
        self.table.len()
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The whole of it as a span.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: CodePoint(0), end: self.len() }
    }

    /// The SHA-256 of its UTF-8 form: 64 lower-case hexadecimal digits. Counted once, when first
    /// asked for.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| sha256(&self.text))
    }

    /// Takes the digest from one who has counted it piece by piece.
    pub(crate) fn set_digest(&self, digest: String) {
        debug_assert_eq!(digest, sha256(&self.text), "a digest belongs to its text");
        // One that was told before is the same.
        let _ = self.digest.set(digest);
    }

    /// The text of a span; what lies beyond the end of the text is not in it.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[self.byte(span.start).0..self.byte(span.end).0]
    }

    /// The byte at which a code point begins; the end of the text for one that lies beyond it.
    #[must_use]
    pub fn byte(&self, place: CodePoint) -> Byte {
        self.table.byte(&self.text, place)
    }

    /// The code point that a byte belongs to; the length of the text for one that lies beyond it.
    #[must_use]
    pub fn code_point(&self, place: Byte) -> CodePoint {
        self.table.code_point(&self.text, place)
    }

    /// The UTF-16 unit at which a code point begins.
    #[must_use]
    pub fn utf16(&self, place: CodePoint) -> Utf16 {
        self.table.utf16(&self.text, place)
    }

    /// The code point that a UTF-16 unit belongs to; both halves of a surrogate pair are one.
    #[must_use]
    pub fn code_point_of_utf16(&self, place: Utf16) -> CodePoint {
        self.table.code_point_of_utf16(&self.text, place)
    }
}

/// Two texts are equal when their words are; table and digest follow from them.
impl PartialEq for ReadingText {
    fn eq(&self, other: &ReadingText) -> bool {
        self.text == other.text
    }
}

impl Eq for ReadingText {}

/// How many code points a piece of text holds.
#[must_use]
pub fn code_points(text: &str) -> u32 {
    table::code_points(text.as_bytes())
}

/// The SHA-256 of some text in UTF-8: 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256(text: &str) -> String {
    let mut digesting = Digesting::default();
    digesting.push(text);
    digesting.finish()
}

/// A SHA-256 that is counted piece by piece.
#[derive(Clone, Default)]
pub(crate) struct Digesting(Sha256);

impl Digesting {
    /// Takes the next piece of the text in.
    pub(crate) fn push(&mut self, piece: &str) {
        self.0.update(piece.as_bytes());
    }

    /// The digest of all pieces: 64 lower-case hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let halves = self.0.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
    }
}

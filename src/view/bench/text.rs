//! Where a driver's text and the reading text say the same.
//!
//! A driver counts in a text of its own: the same paragraphs, with labels and markings that the
//! reading text leaves out, and other white space between them. Both are walked once, block by
//! block in the order of the source, and what they share is kept as runs.

use memchr::memmem;

use crate::brief::{Brief, Kind};
use crate::text::{CodePoint, ReadingText, Span, Utf16};

/// How far beyond a difference, in bytes, the two texts are looked through for where they agree again.
const REACH: usize = 4_000;

/// How many bytes must agree for the two to be together again, where there are as many.
const AGREEMENT: usize = 24;

/// What two texts share.
pub(super) struct Shared {
    /// In order of the driver's text.
    by_given: Vec<Run>,
    /// In order of the reading text.
    by_read: Vec<Run>,
}

/// Words that stand in both texts, in UTF-16 units.
#[derive(Clone, Copy)]
struct Run {
    given: u32,
    read: u32,
    length: u32,
}

impl Shared {
    /// Walks both texts.
    pub(super) fn new(brief: &Brief, given: &str) -> Shared {
        let mut walk = Walk { given, byte: 0, utf16: 0, runs: Vec::new(), passed: Vec::new() };
        let mut blocks: Vec<_> = brief.blocks.iter().collect();
        // Footnotes stand last in the reading text, and where they are printed in the source.
        blocks.sort_by_key(|block| block.lines);
        for block in blocks {
            let start = brief.text.utf16(block.span.start).0;
            let words = brief.text.slice(block.span);
            if block.kind != Kind::Footnote || !walk.footnote(words, start) {
                walk.block(block.label.as_deref(), words, start);
            }
        }
        let mut by_given = walk.runs;
        by_given.sort_unstable_by_key(|run| run.given);
        let mut by_read = by_given.clone();
        by_read.sort_unstable_by_key(|run| run.read);
        Shared { by_given, by_read }
    }

    /// The span of the reading text for offsets in the driver's; what is not in the reading text is
    /// not in the span. `None` where nothing of it is.
    pub(super) fn to_read(&self, text: &ReadingText, start: u32, end: u32) -> Option<Span> {
        let first = self.by_given.partition_point(|run| run.given + run.length <= start);
        let n_begun = self.by_given.partition_point(|run| run.given < end);
        let runs = self.by_given.get(first..n_begun).filter(|runs| !runs.is_empty())?;
        let (first, last) = (runs[0], runs[runs.len() - 1]);
        let start = first.read + start.saturating_sub(first.given);
        let end = last.read + (end - last.given).min(last.length);
        let at = |unit| text.code_point_of_utf16(Utf16(unit));
        (start < end).then(|| Span { start: at(start), end: at(end) })
    }

    /// The offsets in the driver's text for a span of the reading text.
    pub(super) fn to_given(&self, text: &ReadingText, span: Span) -> Option<(u32, u32)> {
        let unit = |place: CodePoint| text.utf16(place).0;
        let (start, end) = (unit(span.start), unit(span.end));
        let first = self.by_read.partition_point(|run| run.read + run.length <= start);
        let n_begun = self.by_read.partition_point(|run| run.read < end);
        let runs = self.by_read.get(first..n_begun).filter(|runs| !runs.is_empty())?;
        let (first, last) = (runs[0], runs[runs.len() - 1]);
        let start = first.given + start.saturating_sub(first.read);
        let end = last.given + (end - last.read).min(last.length);
        (start < end).then_some((start, end))
    }
}

/// The driver's text, as far as it was walked.
struct Walk<'text> {
    given: &'text str,
    byte: usize,
    utf16: u32,
    runs: Vec<Run>,
    /// What was passed over last, as its first byte, its first unit and its length in bytes.
    passed: Vec<(usize, u32, usize)>,
}

/// How many passages that were passed over are looked through for a footnote.
const MOST_PASSED: usize = 8;

impl Walk<'_> {
    /// Takes a block for a footnote that stands between two halves of a paragraph, and was passed over
    /// with the page that turns there; gives whether it is one.
    fn footnote(&mut self, words: &str, start: u32) -> bool {
        let found =
            self.passed.iter().rev().take(MOST_PASSED).find_map(|&(byte, utf16, n_bytes)| {
                let passed = &self.given[byte..byte + n_bytes];
                let at = memmem::find(passed.as_bytes(), words.as_bytes())?;
                Some(utf16 + self::utf16(&passed[..at]))
            });
        let Some(given) = found.filter(|_| words.len() >= AGREEMENT) else { return false };
        self.runs.push(Run { given, read: start, length: utf16(words) });
        true
    }

    /// Walks over a block: its label, then its words, which begin at a unit of the reading text.
    fn block(&mut self, label: Option<&str>, words: &str, start: u32) {
        self.pass_space();
        if let Some(label) = label
            && self.rest().starts_with(label)
        {
            self.pass(label.len());
            self.pass_space();
        }
        let (mut read, mut words) = (start, words);
        while !words.is_empty() {
            let n_agreeing = agreeing(self.rest(), words);
            let length = utf16(&words[..n_agreeing]);
            if length > 0 {
                self.runs.push(Run { given: self.utf16, read, length });
            }
            self.pass(n_agreeing);
            (read, words) = (read + length, &words[n_agreeing..]);
            if words.is_empty() {
                break;
            }
            let n_space = space(words);
            let given_space = space(self.rest());
            // White space is white space, however much of it and of whatever kind.
            if n_space > 0 && given_space > 0 {
                self.pass(given_space);
                (read, words) = (read + utf16(&words[..n_space]), &words[n_space..]);
                continue;
            }
            // A word that the driver's text does not have is passed over.
            let word = || words.find(char::is_whitespace).unwrap_or(words.len()).max(n_space);
            let (n_given, n_read) =
                together_again(self.rest(), words).unwrap_or_else(|| (0, word()));
            if n_given >= AGREEMENT {
                self.passed.push((self.byte, self.utf16, n_given));
            }
            self.pass(n_given);
            (read, words) = (read + utf16(&words[..n_read]), &words[n_read..]);
        }
    }

    fn rest(&self) -> &str {
        &self.given[self.byte..]
    }

    fn pass_space(&mut self) {
        self.pass(space(self.rest()));
    }

    fn pass(&mut self, n_bytes: usize) {
        self.utf16 += utf16(&self.given[self.byte..self.byte + n_bytes]);
        self.byte += n_bytes;
    }
}

/// How many bytes of white space a text begins with.
fn space(text: &str) -> usize {
    // Most begin with none, or with one that is followed by a letter.
    match text.as_bytes() {
        [first, ..] if first.is_ascii_graphic() => 0,
        [b' ' | b'\n', next, ..] if next.is_ascii_graphic() => 1,
        _ => text.len() - text.trim_start().len(),
    }
}

/// How many bytes two texts begin with alike, in whole characters.
fn agreeing(one: &str, other: &str) -> usize {
    if one.starts_with(other) {
        return other.len();
    }
    let mut pairs = one.chars().zip(other.char_indices());
    pairs.find(|(a, (_, b))| a != b).map_or(one.len().min(other.len()), |(_, (byte, _))| byte)
}

/// How many bytes to pass in each of two texts that differ for them to agree again: what only the
/// first has is looked for before what only the second has.
fn together_again(given: &str, words: &str) -> Option<(usize, usize)> {
    let beginning = |text: &str| text[..text.floor_char_boundary(AGREEMENT)].trim_end().len();
    let (near_given, near_words) =
        (&given[..given.floor_char_boundary(REACH)], &words[..words.floor_char_boundary(REACH)]);
    let find = |text: &str, sought: &str| memmem::find(text.as_bytes(), sought.as_bytes());
    let in_given = find(near_given, &words[..beginning(words)]).map(|byte| (byte, 0));
    in_given.or_else(|| {
        let sought = &given[..beginning(given)];
        let in_words = (!sought.is_empty()).then(|| find(near_words, sought)).flatten();
        in_words.map(|byte| (0, byte))
    })
}

/// How many UTF-16 units a text has.
fn utf16(text: &str) -> u32 {
    let n_units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    u32::try_from(n_units).expect("a text in a 32-bit browser is below 4 GiB")
}

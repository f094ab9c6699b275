//! The form in which texts are compared.
//!
//! Two texts that differ only in how white space runs, in soft hyphens, or in which of Unicode's
//! equivalent spellings an accent has, have one key. A key is for comparing and nothing else: every
//! character of it knows where in the text it came from, and no offset is ever counted in a key
//! outside this room.
//!
//! Making one is one pass over the text, which may be done in pieces. It weighs four bytes a
//! character, and twelve more wherever it is not the text's own characters one by one.

use document::text::{Span, code_points, compose};
use unicode_segmentation::UnicodeSegmentation as _;

const SOFT_HYPHEN: &str = "\u{ad}";

/// The key of a text, with the way back.
#[derive(Debug, Default)]
pub(super) struct Key {
    characters: Vec<char>,
    /// In order. The first begins at 0 where there is one.
    runs: Vec<Run>,
    /// How far the text was read.
    read: Read,
}

/// Characters of a key that came from the text in one way, up to the next run.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// The index of the first of them.
    index: u32,
    /// The code point from which it came.
    place: u32,
    /// 0 where each came from one code point, one after another; else all of them came from one
    /// grapheme cluster of so many code points.
    n_code_points: u32,
}

/// How far a text was read.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    byte: usize,
    place: u32,
    in_space: bool,
}

impl Key {
    /// The key of a text whose first code point is the one given.
    pub(super) fn new(text: &str, place: u32) -> Key {
        let mut key = Key { read: Read { place, ..Read::default() }, ..Key::default() };
        key.reserve(text.len());
        while !key.read_on(text, usize::MAX) {}
        key
    }

    /// Makes room for so many characters in all.
    pub(super) fn reserve(&mut self, n_characters: usize) {
        self.characters.reserve(n_characters.saturating_sub(self.characters.len()));
    }

    /// Reads on in a text, always the same one, some bytes more or fewer than so many; `true` at its
    /// end.
    ///
    /// Grapheme clusters are closed under canonical equivalence, so each is normalised by itself.
    pub(super) fn read_on(&mut self, text: &str, n_bytes: usize) -> bool {
        let end = self.read.byte.saturating_add(n_bytes).min(text.len());
        while self.read.byte < end {
            self.read_ascii(&text.as_bytes()[..end.saturating_add(1).min(text.len())]);
            if let Some(cluster) = text[self.read.byte..].graphemes(true).next() {
                self.read_cluster(cluster);
            }
        }
        self.read.byte == text.len()
    }

    /// Reads the bytes that are grapheme clusters by themselves: nothing joins two ASCII characters
    /// but a carriage return and its line feed.
    fn read_ascii(&mut self, text: &[u8]) {
        loop {
            let rest = &text[self.read.byte..];
            let mut in_space = self.read.in_space;
            // Those that are read one by one, as they stand.
            let n_plain = rest
                .windows(2)
                .take_while(|pair| {
                    let was_in_space = std::mem::replace(&mut in_space, is_space(pair[0]));
                    is_alone(pair) && !(was_in_space && in_space)
                })
                .count();
            if n_plain > 0 {
                self.continue_from(self.characters.len(), self.read.place);
                let plain = &rest[..n_plain];
                let characters =
                    plain.iter().map(|byte| if is_space(*byte) { b' ' } else { *byte });
                self.characters.extend(characters.map(char::from));
                self.read.in_space = is_space(plain[n_plain - 1]);
            }
            // White space after white space is left out.
            let after = rest[n_plain..].windows(2);
            let is_left_out =
                |pair: &&[u8]| self.read.in_space && is_space(pair[0]) && is_alone(pair);
            let n_left_out = after.take_while(is_left_out).count();
            self.read.byte += n_plain + n_left_out;
            self.read.place += narrow(n_plain + n_left_out);
            if n_plain + n_left_out == 0 {
                return;
            }
        }
    }

    fn read_cluster(&mut self, cluster: &str) {
        let (place, n_code_points) = (self.read.place, code_points(cluster));
        self.read.byte += cluster.len();
        self.read.place += n_code_points;
        if cluster == SOFT_HYPHEN {
            return;
        }
        let start = self.characters.len();
        let is_space = cluster.chars().all(char::is_whitespace);
        if !is_space {
            compose(cluster, |character| self.characters.push(character));
        } else if !self.read.in_space {
            self.characters.push(' ');
        }
        self.read.in_space = is_space;
        match self.characters.len() - start {
            0 => {}
            1 if n_code_points == 1 => self.continue_from(start, place),
            _ => self.runs.push(Run { index: narrow(start), place, n_code_points }),
        }
    }

    /// Sees to it that a character, the last, comes from a place.
    fn continue_from(&mut self, index: usize, place: u32) {
        let index = narrow(index);
        let continues = self
            .runs
            .last()
            .is_some_and(|run| run.n_code_points == 0 && place - run.place == index - run.index);
        if !continues {
            self.runs.push(Run { index, place, n_code_points: 0 });
        }
    }

    /// Its characters.
    pub(super) fn characters(&self) -> &[char] {
        &self.characters
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether a letter or digit stands on both sides of an index, so that it splits a word.
    pub(super) fn splits_word(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| {
            let (before, after) = (self.characters.get(before), self.characters.get(index));
            before.zip(after).is_some_and(|(&a, &b)| splits_word(a, b))
        })
    }

    /// Where a stretch of the key lies in the text: whole grapheme clusters.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.cluster(start).start, end: self.cluster(end - 1).end }
    }

    /// The grapheme cluster that a character came from.
    fn cluster(&self, index: usize) -> Span {
        let run = self.runs[self.runs.partition_point(|run| run.index as usize <= index) - 1];
        if run.n_code_points > 0 {
            return Span::new(run.place, run.place + run.n_code_points);
        }
        let place = run.place + narrow(index) - run.index;
        Span::new(place, place + 1)
    }

    /// A stretch without the white space at its edges.
    pub(super) fn without_space(&self, start: usize, end: usize) -> (usize, usize) {
        let trimmed = trim(&self.characters[start..end]);
        let start = start + self.characters[start..end].iter().take_while(|c| **c == ' ').count();
        (start, start + trimmed.len())
    }

    /// The index of the first character that comes from a span or from what follows it, and of the
    /// first that comes from what follows it.
    pub(super) fn range(&self, span: Span) -> (usize, usize) {
        let start = self.first(|cluster| cluster.end > span.start);
        let end = self.first(|cluster| cluster.start >= span.end);
        (start, end.max(start))
    }

    /// The first character whose cluster is beyond something, as all that follow it are.
    fn first(&self, is_beyond: impl Fn(Span) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_beyond(self.cluster(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Whether a grapheme cluster of the text ends before an index.
    pub(super) fn is_edge(&self, index: usize) -> bool {
        if index == 0 || index >= self.len() {
            return true;
        }
        let run = self.runs[self.runs.partition_point(|run| run.index as usize <= index) - 1];
        run.n_code_points == 0 || run.index as usize == index
    }
}

/// Whether the first of two bytes is a grapheme cluster by itself.
fn is_alone(pair: &[u8]) -> bool {
    pair[0].is_ascii() && pair[1].is_ascii() && pair[0] != b'\r'
}

/// Whether a byte is white space of ASCII.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The key of a piece of text, without white space at its edges.
pub(super) fn key(text: &str) -> Vec<char> {
    if text.is_ascii() {
        return ascii_key(text.as_bytes());
    }
    let characters = Key::new(text, 0).characters;
    let trimmed = trim(&characters);
    if trimmed.len() == characters.len() { characters } else { trimmed.to_vec() }
}

/// The same of nothing but ASCII: nobody asks where in the text its characters came from.
fn ascii_key(text: &[u8]) -> Vec<char> {
    let mut characters = Vec::with_capacity(text.len());
    for &byte in text {
        if !is_space(byte) {
            characters.push(char::from(byte));
        } else if characters.last().is_some_and(|last| *last != ' ') {
            characters.push(' ');
        }
    }
    if characters.last() == Some(&' ') {
        characters.pop();
    }
    characters
}

/// Some characters without the white space at their edges.
fn trim(characters: &[char]) -> &[char] {
    let Some(start) = characters.iter().position(|character| *character != ' ') else { return &[] };
    let end = characters.iter().rposition(|character| *character != ' ').unwrap_or(start);
    &characters[start..=end]
}

/// Whether a place between two characters splits a word.
pub(super) fn splits_word(before: char, after: char) -> bool {
    before.is_alphanumeric() && after.is_alphanumeric()
}

/// The places at which one text stands in another, overlaps included.
///
/// Knuth, Morris and Pratt's search: linear in both texts, whatever they repeat.
pub(super) fn occurrences(text: &[char], needle: &[char]) -> Vec<usize> {
    let mut places = Vec::new();
    if needle.is_empty() || needle.len() > text.len() {
        return places;
    }
    let borders = borders(needle);
    let mut n_matched = 0;
    for (index, unit) in text.iter().enumerate() {
        while n_matched > 0 && (n_matched == needle.len() || needle[n_matched] != *unit) {
            n_matched = borders[n_matched - 1] as usize;
        }
        if needle[n_matched] == *unit {
            n_matched += 1;
        }
        if n_matched == needle.len() {
            places.push(index + 1 - needle.len());
        }
    }
    places
}

/// For each prefix of a text, the length of the longest shorter prefix that is also its end.
fn borders(units: &[char]) -> Vec<u32> {
    let mut borders = vec![0_u32; units.len()];
    let mut border = 0;
    for index in 1..units.len() {
        while border > 0 && units[border] != units[index] {
            border = borders[border - 1] as usize;
        }
        if units[border] == units[index] {
            border += 1;
        }
        borders[index] = narrow(border);
    }
    borders
}

pub(super) fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

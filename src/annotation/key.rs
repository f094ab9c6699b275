//! The form in which texts are compared.
//!
//! Two texts that differ only in how white space runs, in soft hyphens, or in which of Unicode's
//! equivalent spellings an accent has, have one key. A key is for comparing and nothing else: every
//! character of a text's key remembers where in the reading text it came from, and no offset is
//! ever counted in a key outside this room.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{ReadingText, Span, code_points, compose};

const SOFT_HYPHEN: &str = "\u{ad}";

/// The key of a reading text, with the way back.
#[derive(Debug)]
pub(super) struct Key {
    string: String,
    symbols: Vec<Symbol>,
}

/// One character of a key.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    character: char,
    /// Where it begins in the key's UTF-8 form.
    byte: u32,
    /// The grapheme cluster of the reading text that it came from.
    cluster: Span,
}

impl Key {
    pub(super) fn new(text: &ReadingText) -> Key {
        let mut string = String::with_capacity(text.as_str().len());
        let mut symbols = Vec::with_capacity(text.len().0 as usize);
        fold(text.as_str(), |character, cluster| {
            symbols.push(Symbol { character, byte: narrow(string.len()), cluster });
            string.push(character);
        });
        Key { string, symbols }
    }

    /// How many characters it has.
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether a letter or digit stands on both sides of an index, so that it splits a word.
    pub(super) fn splits_word(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|before| {
            let (before, after) = (self.symbols.get(before), self.symbols.get(index));
            before.zip(after).is_some_and(|(a, b)| splits_word(a.character, b.character))
        })
    }

    /// The characters from one index on.
    pub(super) fn from(&self, index: usize) -> impl Iterator<Item = char> {
        self.symbols[index..].iter().map(|symbol| symbol.character)
    }

    /// The characters before an index, the nearest first.
    pub(super) fn back_from(&self, index: usize) -> impl Iterator<Item = char> {
        self.symbols[..index].iter().rev().map(|symbol| symbol.character)
    }

    /// Where a stretch of the key lies in the reading text: whole grapheme clusters.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.symbols[start].cluster.start, end: self.symbols[end - 1].cluster.end }
    }

    /// A stretch without the white space at its edges.
    pub(super) fn without_space(&self, start: usize, end: usize) -> (usize, usize) {
        let is_space = |symbol: &&Symbol| symbol.character == ' ';
        let n_before = self.symbols[start..end].iter().take_while(is_space).count();
        let stretch = &self.symbols[start + n_before..end];
        let n_after = stretch.iter().rev().take_while(is_space).count();
        (start + n_before, end - n_after)
    }

    /// The index of the first character that comes from a span or from what follows it, and of the
    /// first that comes from what follows it.
    pub(super) fn range(&self, span: Span) -> (usize, usize) {
        let start = self.symbols.partition_point(|symbol| symbol.cluster.end <= span.start);
        let end = self.symbols.partition_point(|symbol| symbol.cluster.start < span.end);
        (start, end.max(start))
    }

    /// Where another key stands in this one, overlaps included, as start and end index. What would
    /// split a grapheme cluster of the text is not a place where it stands.
    pub(super) fn find_all(&self, needle: &str) -> Vec<(usize, usize)> {
        let length = needle.chars().count();
        occurrences(&self.string, needle)
            .into_iter()
            .map(|byte| self.symbols.partition_point(|symbol| (symbol.byte as usize) < byte))
            .map(|start| (start, start + length))
            .filter(|&(start, end)| self.is_edge(start) && self.is_edge(end))
            .collect()
    }

    /// Whether another key stands in this one once and no more.
    pub(super) fn stands_once(&self, needle: &str) -> bool {
        let mut places = self.string.match_indices(needle);
        places.next().is_some() && places.next().is_none()
    }

    /// Whether a grapheme cluster of the text ends before an index.
    fn is_edge(&self, index: usize) -> bool {
        index == 0
            || index >= self.symbols.len()
            || self.symbols[index - 1].cluster != self.symbols[index].cluster
    }
}

/// The key of a piece of text, without white space at its edges.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    fold(text, |character, _| key.push(character));
    key.truncate(key.trim_end_matches(' ').len());
    key.drain(..key.len() - key.trim_start_matches(' ').len());
    key
}

/// Whether a place between two characters splits a word.
pub(super) fn splits_word(before: char, after: char) -> bool {
    before.is_alphanumeric() && after.is_alphanumeric()
}

/// The bytes at which one text stands in another, overlaps included.
///
/// Knuth, Morris and Pratt's search: linear in both texts, whatever they repeat.
pub(super) fn occurrences(text: &str, needle: &str) -> Vec<usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let mut places = Vec::new();
    if needle.is_empty() || needle.len() > text.len() {
        return places;
    }
    let borders = borders(needle);
    let mut n_matched = 0;
    for (index, byte) in text.iter().enumerate() {
        while n_matched > 0 && (n_matched == needle.len() || needle[n_matched] != *byte) {
            n_matched = borders[n_matched - 1] as usize;
        }
        if needle[n_matched] == *byte {
            n_matched += 1;
        }
        if n_matched == needle.len() {
            places.push(index + 1 - needle.len());
        }
    }
    places
}

/// For each prefix of some bytes, the length of the longest shorter prefix that is also its end.
fn borders(bytes: &[u8]) -> Vec<u32> {
    let mut borders = vec![0_u32; bytes.len()];
    let mut border = 0;
    for index in 1..bytes.len() {
        while border > 0 && bytes[border] != bytes[index] {
            border = borders[border - 1] as usize;
        }
        if bytes[border] == bytes[index] {
            border += 1;
        }
        borders[index] = narrow(border);
    }
    borders
}

/// Gives each character of a text's key, with the grapheme cluster that it comes from.
///
/// Clusters are closed under canonical equivalence, so each is normalised by itself.
fn fold(text: &str, mut emit: impl FnMut(char, Span)) {
    let mut start = 0;
    let mut in_space = false;
    let mut rest = text;
    while let Some((cluster, others)) = split_cluster(rest) {
        rest = others;
        let span = Span::new(start, start + code_points(cluster));
        start = span.end.0;
        if cluster == SOFT_HYPHEN {
            continue;
        }
        let is_space = cluster.chars().all(char::is_whitespace);
        if let (false, [byte]) = (is_space, cluster.as_bytes()) {
            emit(char::from(*byte), span);
        } else if !is_space {
            compose(cluster, |character| emit(character, span));
        } else if !in_space {
            emit(' ', span);
        }
        in_space = is_space;
    }
}

/// The first grapheme cluster of a text, and what follows it.
fn split_cluster(text: &str) -> Option<(&str, &str)> {
    let n_bytes = match text.as_bytes() {
        // Nothing joins two ASCII characters but a carriage return and its line feed.
        [first, second, ..] if *first != b'\r' && first.is_ascii() && second.is_ascii() => 1,
        _ => text.graphemes(true).next()?.len(),
    };
    Some(text.split_at(n_bytes))
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

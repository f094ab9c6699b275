//! The concordance of a text: where each few letters of its key stand.
//!
//! A text of millions of letters is read once, and ten thousand quotations are looked up in it, by an
//! [index](gram_index) over its key. It weighs about seven bytes a character with the key, and making it
//! is three passes, which may be done in pieces: see [`Concordance::prepare`].

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use document::text::ReadingText;
use gram_index::GramIndex;

use super::key::{Key, occurrences};

/// A text made ready for looking up quotations, to be kept for as long as quotations are looked up
/// in it. Clones share what was made.
///
/// It belongs to the text from which it was first [prepared](Concordance::prepare), and no other.
#[derive(Clone, Debug, Default)]
pub struct Concordance(Arc<Cell>);

#[derive(Debug, Default)]
struct Cell {
    ready: OnceLock<Index>,
    unready: Mutex<Index>,
}

impl Concordance {
    /// Goes on preparing a text, for so many of its bytes or a few more, and says whether all is
    /// ready. Each byte is gone over three times.
    pub fn prepare(&self, text: &ReadingText, n_bytes: usize) -> bool {
        if self.0.ready.get().is_none() {
            let mut unready = self.0.unready.lock().unwrap_or_else(PoisonError::into_inner);
            // Another thread may have made it ready meanwhile, and left nothing to go on with.
            if self.0.ready.get().is_none() && unready.read_on(text, n_bytes) {
                self.0.ready.set(std::mem::take(&mut unready)).ok();
            }
        }
        self.0.ready.get().is_some()
    }

    /// All of it, made ready now where it is not.
    pub(super) fn index(&self, text: &ReadingText) -> &Index {
        loop {
            if let Some(index) = self.0.ready.get() {
                return index;
            }
            self.prepare(text, usize::MAX);
        }
    }
}

/// The key of a text with the places of its runs of characters.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) key: Key,
    has_key: bool,
    pub(super) grams: GramIndex,
}

impl Index {
    /// Goes on for so many bytes; `true` when all is done.
    fn read_on(&mut self, text: &ReadingText, n_bytes: usize) -> bool {
        if self.has_key {
            return self.grams.prepare(self.key.characters(), n_bytes);
        }
        self.key.reserve(text.len().0 as usize);
        self.has_key = self.key.read_on(text.as_str(), n_bytes);
        false
    }

    /// Where some characters stand, overlaps included, as start and end index in order. What would
    /// split a grapheme cluster of the text is not a place where they stand.
    pub(super) fn find_all(&self, needle: &[char]) -> Vec<(usize, usize)> {
        let text = self.key.characters();
        let starts = self.grams.find_all(text, needle).unwrap_or_else(|| occurrences(text, needle));
        let ranges = starts.into_iter().map(|start| (start, start + needle.len()));
        ranges.filter(|&(start, end)| self.key.is_edge(start) && self.key.is_edge(end)).collect()
    }
}

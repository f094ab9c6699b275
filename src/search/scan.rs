//! Looking through a text, in slices.
//!
//! Words cost one pass of the text for each (a scan by `memchr`), a regular expression one pass of an
//! engine that is linear in the text. The hits do not depend on how the text was sliced.

use super::fold::{Folded, narrow};
use super::query::{Matcher, Sought, occurrences};

/// Where something was found, in bytes of the folded text: start inclusive, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The first byte in it.
    pub start: u32,
    /// The first byte after it.
    pub end: u32,
}

/// A look through a text that can be broken off and gone on with.
#[derive(Clone, Debug)]
pub struct Search {
    matcher: Matcher,
    /// In the order of the text; disjoint: of two that overlap, the earlier and then the longer.
    hits: Vec<Hit>,
    /// Up to where hits begin that have been found.
    done: usize,
}

/// Every hit of a matcher in a folded text, at once.
#[must_use]
pub fn find(matcher: &Matcher, folded: &Folded) -> Vec<Hit> {
    let mut search = Search::new(matcher.clone());
    while !search.go_on(folded, usize::MAX) {}
    search.hits
}

impl Hit {
    pub(super) fn new(start: usize, end: usize) -> Hit {
        Hit { start: narrow(start), end: narrow(end) }
    }
}

impl Search {
    /// Begins at the start of the text.
    #[must_use]
    pub fn new(matcher: Matcher) -> Search {
        Search { matcher, hits: Vec::new(), done: 0 }
    }

    /// What was found so far.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Takes the hits out.
    #[must_use]
    pub fn into_hits(self) -> Vec<Hit> {
        self.hits
    }

    /// Looks through at least `n_bytes` more of the text it began with (a block more at least); gives
    /// whether it is through.
    pub fn go_on(&mut self, folded: &Folded, n_bytes: usize) -> bool {
        let text = folded.as_str();
        let to = self.done.saturating_add(n_bytes.max(1)).min(text.len());
        match self.matcher.sought() {
            Sought::Words(_) => {
                let to = text.ceil_char_boundary(to);
                let found = self.words_in(text, self.done, to);
                self.take(found);
                self.done = to;
            }
            Sought::Pattern(_) => {
                // A block is one line to an expression, so a slice ends where a block does.
                let first = folded.block_at(narrow(self.done));
                let mut next = self.done;
                for index in first..folded.n_blocks() {
                    if next >= to && next > self.done {
                        break;
                    }
                    let (start, end) = folded.block(index);
                    let found = self.matcher.find_in(&text[start..end]);
                    let found: Vec<_> = found.map(|hit| hit_at(start, hit)).collect();
                    self.take(found);
                    let is_last = index + 1 == folded.n_blocks();
                    next = if is_last { text.len() } else { folded.block(index + 1).0 };
                }
                self.done = if next > self.done { next } else { text.len() };
            }
        }
        self.done >= text.len()
    }

    /// All places of all words that begin in a stretch.
    fn words_in(&self, text: &str, from: usize, to: usize) -> Vec<Hit> {
        let Sought::Words(finders) = self.matcher.sought() else { return Vec::new() };
        let mut found: Vec<Hit> = Vec::new();
        for finder in finders {
            let reach = to.saturating_add(finder.needle().len() - 1).min(text.len());
            found.extend(occurrences(finder, &text.as_bytes()[..reach], from));
        }
        found.retain(|hit| self.matcher.is_fitting(text, *hit));
        if finders.len() > 1 {
            found.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        }
        found
    }

    /// Keeps what does not overlap what is kept.
    fn take(&mut self, found: Vec<Hit>) {
        for hit in found {
            if self.hits.last().is_none_or(|last| last.end <= hit.start) {
                self.hits.push(hit);
            }
        }
    }
}

fn hit_at(start: usize, hit: Hit) -> Hit {
    Hit::new(start + hit.start as usize, start + hit.end as usize)
}

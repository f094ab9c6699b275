//! What stands around a quotation, and how well it stands around a place where the quotation may be.
//!
//! The numbers were fitted on a brief of 154 sentences by deleting, moving and altering each of
//! them, and phrases and words of it; `tests/suite/anchor/trials.rs` does it again.

use std::cell::OnceCell;

use edit_distance::{Pattern, similarity};

use super::Quotation;
use super::key::{Key, key, splits_word};

/// How much of the stored context is compared on each side, in characters of its key.
const NEAR: usize = 32;

/// How much of it is compared where the near context stands at several places, in characters of its
/// key: as much as is ever stored here.
const WHOLE: usize = 200;

/// How much of it is compared by itself around a short quotation, in characters of its key: what
/// stands a few characters beside the place where it stood has nearly the same near context.
const BESIDE: usize = 12;

/// What one side of the context must fit, at least, for a place to be taken.
const GOOD_FIT: f64 = 0.7;

/// What both sides must fit, at least, around a quotation so short that it says little by itself.
const FAIR_FIT: f64 = 0.6;

/// The length below which a quotation is short, in characters of its key.
const SHORT: usize = 25;

/// The most edits that one side of the context counts for. Beyond them something else stands there,
/// and it does not matter what.
pub(super) const MOST_BESIDE: usize = 8;

/// A place where the quotation, or something like it, stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Index in the text's key.
    pub(super) start: usize,
    /// Index in the text's key.
    pub(super) end: usize,
    /// By how many edits it differs from the quotation.
    pub(super) n_edits: usize,
    pub(super) similarity: f64,
    /// By how many edits the near context differs before and after it; `None` on a side of which
    /// nothing was stored.
    before: Option<usize>,
    after: Option<usize>,
    /// By how many edits the rest of the stored context differs, as far as it counts.
    far: usize,
}

impl Candidate {
    /// Whether the words before and the words after it stand there too, more or less.
    pub(super) fn is_surrounded(&self) -> bool {
        let is_there = |n_edits: Option<usize>| n_edits.is_some_and(|n| n < MOST_BESIDE);
        is_there(self.before) && is_there(self.after)
    }

    /// By how many edits it differs in all: quotation, words before and words after count alike.
    pub(super) fn cost(&self) -> usize {
        self.n_edits + beside(self.before.unwrap_or(0), self.after.unwrap_or(0)) + self.far
    }
}

/// What the edits on both sides count for.
pub(super) fn beside(before: usize, after: usize) -> usize {
    before.min(MOST_BESIDE) + after.min(MOST_BESIDE)
}

/// So much of the context on both sides.
struct Sides {
    before: Pattern,
    after: Pattern,
}

/// What was stored of the words around a quotation, ready for comparison.
pub(super) struct Context {
    /// The words before it, backwards.
    before: Vec<char>,
    /// The words after it.
    after: Vec<char>,
    /// Made when first asked for: where all stands word by word, none of them is.
    near: OnceCell<Sides>,
    whole: OnceCell<Sides>,
    beside: OnceCell<Sides>,
    /// How long the quotation is.
    n_characters: usize,
    /// Whether the quotation begins, and ends, within a word; `None` where nothing was stored.
    splits_word: (Option<bool>, Option<bool>),
}

impl Context {
    pub(super) fn new(quote: &Quotation, exact: &[char]) -> Context {
        let mut before = key(quote.prefix);
        before.reverse();
        let after = key(quote.suffix);
        let (starts, ends) = (exact.first(), exact.last());
        let begins_apart = quote.prefix.ends_with(char::is_whitespace)
            || quote.exact.starts_with(char::is_whitespace);
        let ends_apart = quote.exact.ends_with(char::is_whitespace)
            || quote.suffix.starts_with(char::is_whitespace);
        let begins = before.first().zip(starts).map(|(&a, &b)| !begins_apart && splits_word(a, b));
        let ends = ends.zip(after.first()).map(|(&a, &b)| !ends_apart && splits_word(a, b));
        Context {
            splits_word: (begins, ends),
            near: OnceCell::new(),
            whole: OnceCell::new(),
            beside: OnceCell::new(),
            before,
            after,
            n_characters: exact.len(),
        }
    }

    fn sides<'cell>(&self, cell: &'cell OnceCell<Sides>, most: usize) -> &'cell Sides {
        cell.get_or_init(|| Sides {
            before: Pattern::new(&self.before[..self.before.len().min(most)]),
            after: Pattern::new(&self.after[..self.after.len().min(most)]),
        })
    }

    /// How many edits the near context differs by before an index; `None` where none was stored.
    pub(super) fn before(&self, text: &Key, start: usize) -> Option<usize> {
        let near = &self.sides(&self.near, NEAR).before;
        (!near.is_empty()).then(|| near.align_back(leading_up_to(text, start)).0)
    }

    /// How many edits it differs by after an index.
    pub(super) fn after(&self, text: &Key, end: usize) -> Option<usize> {
        let near = &self.sides(&self.near, NEAR).after;
        (!near.is_empty()).then(|| near.align(following(text, end)).0)
    }

    /// A stretch where the quotation itself stands, as a candidate.
    pub(super) fn hit(&self, text: &Key, (start, end): (usize, usize)) -> Candidate {
        self.candidate(text, (start, end), 0)
    }

    pub(super) fn candidate(
        &self,
        text: &Key,
        (start, end): (usize, usize),
        n_edits: usize,
    ) -> Candidate {
        let alike = similarity(n_edits, (end - start).max(self.n_characters));
        let (before, after) = (self.before(text, start), self.after(text, end));
        Candidate { start, end, n_edits, similarity: alike, before, after, far: 0 }
    }

    /// Counts the edits of the stored context beyond the near too. It was stored to tell places apart
    /// whose near context is alike.
    pub(super) fn look_far(&self, text: &Key, candidate: &mut Candidate) {
        let whole = self.sides(&self.whole, WHOLE);
        let before = whole.before.align_back(leading_up_to(text, candidate.start)).0;
        let after = whole.after.align(following(text, candidate.end)).0;
        let far = |n_edits: usize, near: Option<usize>| n_edits.saturating_sub(near.unwrap_or(0));
        candidate.far = beside(far(before, candidate.before), far(after, candidate.after));
    }

    /// How well the near context fits before and after a candidate: 1 for word by word.
    fn fits(&self, candidate: &Candidate) -> (Option<f64>, Option<f64>) {
        let fit = |n_edits: Option<usize>, near: &[char]| Some(similarity(n_edits?, near.len()));
        let (before, after) = self.near();
        (fit(candidate.before, before), fit(candidate.after, after))
    }

    /// Whether the context on one side stands around a candidate, or none was stored: enough for
    /// one that is where it was. A short one must moreover be cut out of its words as it was, and
    /// have the words right beside it on one side.
    pub(super) fn allows(&self, text: &Key, candidate: &Candidate) -> bool {
        let fits_well = match self.fits(candidate) {
            (None, None) => true,
            (Some(fit), None) | (None, Some(fit)) => fit >= GOOD_FIT,
            (Some(before), Some(after)) => before.max(after) >= GOOD_FIT,
        };
        let looks_alike =
            || self.cuts_words_alike(text, candidate) && self.is_beside(text, candidate);
        fits_well && (!self.is_short() || looks_alike())
    }

    /// Whether the context speaks for a candidate: enough for one that is elsewhere.
    pub(super) fn speaks_for(&self, text: &Key, candidate: &Candidate) -> bool {
        let (before, after) = self.fits(candidate);
        let is_fair = before.zip(after).is_none_or(|(before, after)| before.min(after) >= FAIR_FIT);
        (!self.is_short() || is_fair) && self.allows(text, candidate)
    }

    /// How long the quotation is.
    pub(super) fn n_characters(&self) -> usize {
        self.n_characters
    }

    fn is_short(&self) -> bool {
        self.n_characters < SHORT
    }

    /// Whether a candidate begins, and ends, within a word as the quotation did, or as it did not.
    fn cuts_words_alike(&self, text: &Key, candidate: &Candidate) -> bool {
        let (begins, ends) = self.splits_word;
        begins.is_none_or(|splits| splits == text.splits_word(candidate.start))
            && ends.is_none_or(|splits| splits == text.splits_word(candidate.end))
    }

    /// Whether the words right beside the quotation stand right beside a candidate, on one side, or
    /// one side was stored without any.
    fn is_beside(&self, text: &Key, candidate: &Candidate) -> bool {
        let beside = self.sides(&self.beside, BESIDE);
        let before = beside.before.align_back(leading_up_to(text, candidate.start)).0;
        let after = beside.after.align(following(text, candidate.end)).0;
        similarity(before, beside.before.len()) >= GOOD_FIT
            || similarity(after, beside.after.len()) >= GOOD_FIT
    }

    /// Whether more was stored than the near context.
    pub(super) fn reaches_far(&self) -> bool {
        self.before.len().max(self.after.len()) > NEAR
    }

    /// Whether nothing was stored.
    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// The near context: what stands before it backwards, and what stands after it.
    pub(super) fn near(&self) -> (&[char], &[char]) {
        let near = |side: &'_ [char]| side.len().min(NEAR);
        (&self.before[..near(&self.before)], &self.after[..near(&self.after)])
    }

    /// What stands between the near context and the quotation on both sides: a space where neither
    /// is part of a word of the other.
    pub(super) fn spaces(&self) -> (Option<&'static char>, Option<&'static char>) {
        let (begins, ends) = self.splits_word;
        let space = |splits: Option<bool>| (splits == Some(false)).then_some(&' ');
        (space(begins), space(ends))
    }

    /// Whether all that was stored of the context, not only the near of it, stands around a
    /// candidate word by word. It was stored to tell places apart whose near context is alike.
    pub(super) fn stands_around(&self, text: &Key, candidate: &Candidate) -> bool {
        !self.is_empty() && self.has_all_around(text, (candidate.start, candidate.end))
    }

    /// Whether all of the context stands around a stretch word by word.
    pub(super) fn has_all_around(&self, text: &Key, stretch: (usize, usize)) -> bool {
        self.n_same(text, stretch) == (self.before.len(), self.after.len())
    }

    /// How many characters of the context on each side stand word by word beside a stretch.
    fn n_same(&self, text: &Key, (start, end): (usize, usize)) -> (usize, usize) {
        let before = leading_up_to(text, start).iter().rev().zip(&self.before);
        let after = following(text, end).iter().zip(&self.after);
        (
            before.take_while(|(ours, theirs)| ours == theirs).count(),
            after.take_while(|(ours, theirs)| ours == theirs).count(),
        )
    }
}

/// The text before an index, without the white space beside it: whether a space belongs to a
/// quotation or to what surrounds it is a matter of taste.
fn leading_up_to(text: &Key, index: usize) -> &[char] {
    let before = &text.characters()[..index];
    let n_spaces = before.iter().rev().take_while(|character| **character == ' ').count();
    &before[..before.len() - n_spaces]
}

/// The text from an index on, without the white space beside it.
fn following(text: &Key, index: usize) -> &[char] {
    let after = &text.characters()[index..];
    &after[after.iter().take_while(|character| **character == ' ').count()..]
}

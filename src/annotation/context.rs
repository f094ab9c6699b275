//! Which of several places is the one that was meant: what stands around them decides.
//!
//! The numbers were fitted on a brief of 144 sentences by deleting, moving and altering each of
//! them, 400 phrases and 400 words; `tests/suite/anchor.rs` does it again.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Quote;
use super::concordance::Index;
use super::gap::best_gap;
use super::key::{Key, key, splits_word};
use super::quote::{End, Pattern, similarity};

/// The share of a quotation's characters that may differ in what is proposed for it.
const MOST_EDITS: f64 = 0.15;

/// How much of the stored context is compared on each side, in characters of its key.
const NEAR: usize = 32;

/// How much of it is compared by itself around a short quotation, in characters of its key: what
/// stands a few characters beside the place where it stood has nearly the same near context.
const BESIDE: usize = 12;

/// What one side of the context must fit, at least, for a place to be taken.
const GOOD_FIT: f64 = 0.7;

/// What both sides must fit, at least, around a quotation so short that it says little by itself.
const FAIR_FIT: f64 = 0.6;

/// The length below which a quotation is short, in characters of its key.
const SHORT: usize = 25;

/// By how much the fits of both sides together must lead those of every other place.
const MARGIN: f64 = 0.25;

/// By how much a place whose context leads may be less like the quotation than another.
const LIKENESS_MARGIN: f64 = 0.1;

/// What each side of the context must fit, at least, for a gap to be one.
const LEAST: f64 = 0.7;

/// A place where the quotation, or something like it, stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Index in the text's key.
    pub(super) start: usize,
    /// Index in the text's key.
    pub(super) end: usize,
    pub(super) similarity: f64,
    /// How the context fits before and after it; `None` on a side of which nothing was stored.
    before: Option<f64>,
    after: Option<f64>,
}

impl Candidate {
    fn fit(&self) -> f64 {
        self.before.unwrap_or(0.0) + self.after.unwrap_or(0.0)
    }
}

/// What the candidates come to.
pub(super) enum Choice {
    One(Candidate),
    Several(Vec<Candidate>),
    None,
}

/// What was stored of the words around a quotation, ready for comparison.
pub(super) struct Context {
    /// The words before it, backwards.
    before: Vec<char>,
    /// The words after it.
    after: Vec<char>,
    near_before: Pattern,
    near_after: Pattern,
    beside_before: Pattern,
    beside_after: Pattern,
    is_short: bool,
    /// Whether the quotation begins, and ends, within a word; `None` where nothing was stored.
    splits_word: (Option<bool>, Option<bool>),
}

impl Context {
    pub(super) fn new(quote: &Quote, exact: &[char]) -> Context {
        let mut before = key(&quote.prefix);
        before.reverse();
        let after = key(&quote.suffix);
        let (starts, ends) = (exact.first(), exact.last());
        let begins_apart = quote.prefix.ends_with(char::is_whitespace)
            || quote.exact.starts_with(char::is_whitespace);
        let ends_apart = quote.exact.ends_with(char::is_whitespace)
            || quote.suffix.starts_with(char::is_whitespace);
        let begins = before.first().zip(starts).map(|(&a, &b)| !begins_apart && splits_word(a, b));
        let ends = ends.zip(after.first()).map(|(&a, &b)| !ends_apart && splits_word(a, b));
        Context {
            splits_word: (begins, ends),
            near_before: Pattern::new(&before[..before.len().min(NEAR)]),
            near_after: Pattern::new(&after[..after.len().min(NEAR)]),
            beside_before: Pattern::new(&before[..before.len().min(BESIDE)]),
            beside_after: Pattern::new(&after[..after.len().min(BESIDE)]),
            before,
            after,
            is_short: exact.len() < SHORT,
        }
    }

    fn fit_before(&self, text: &Key, start: usize) -> Option<f64> {
        (!self.near_before.is_empty()).then(|| self.near_before.fit(leading_up_to(text, start)))
    }

    fn fit_after(&self, text: &Key, end: usize) -> Option<f64> {
        (!self.near_after.is_empty()).then(|| self.near_after.fit(following(text, end)))
    }

    pub(super) fn candidate(
        &self,
        text: &Key,
        (start, end): (usize, usize),
        similarity: f64,
    ) -> Candidate {
        let (before, after) = (self.fit_before(text, start), self.fit_after(text, end));
        Candidate { start, end, similarity, before, after }
    }

    /// The stretch that is like the quotation and ends at one of some places. A change at the edge
    /// of a quotation leaves its edge uncertain: of the edges that are as good, the one is taken
    /// beside which the context fits best, and then the one that leaves the length as it was.
    fn edges(
        &self,
        text: &Key,
        backwards: &Pattern,
        ends: impl Iterator<Item = usize>,
    ) -> Candidate {
        let by_fit = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0);
        let end = ends.map(|end| (self.fit_after(text, end).unwrap_or(0.0), end)).max_by(by_fit);
        let end = end.map_or(0, |(_, end)| end);
        let (distance, mut lengths) = backwards.align(text.back_from(end));
        lengths.sort_by_key(|length| Reverse(length.abs_diff(backwards.len())));
        let starts = lengths.into_iter().map(|length| end - length);
        let start =
            starts.map(|start| (self.fit_before(text, start).unwrap_or(0.0), start)).max_by(by_fit);
        let start = start.map_or(end, |(_, start)| start);
        let alike = similarity(distance, (end - start).max(backwards.len()));
        self.candidate(text, text.without_space(start, end), alike)
    }

    /// Whether the context on one side stands around a candidate, or none was stored: enough for
    /// one that is where it was. A short one must moreover be cut out of its words as it was, and
    /// have the words right beside it on one side.
    pub(super) fn allows(&self, text: &Key, candidate: &Candidate) -> bool {
        let fits_well = match (candidate.before, candidate.after) {
            (None, None) => true,
            (Some(fit), None) | (None, Some(fit)) => fit >= GOOD_FIT,
            (Some(before), Some(after)) => before.max(after) >= GOOD_FIT,
        };
        let looks_alike =
            || self.cuts_words_alike(text, candidate) && self.is_beside(text, candidate);
        fits_well && (!self.is_short || looks_alike())
    }

    /// Whether the context speaks for a candidate: enough for one that is elsewhere.
    fn speaks_for(&self, text: &Key, candidate: &Candidate) -> bool {
        let fits = candidate.before.zip(candidate.after);
        let is_fair = fits.is_none_or(|(before, after)| before.min(after) >= FAIR_FIT);
        (!self.is_short || is_fair) && self.allows(text, candidate)
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
        let before = self.beside_before.fit(leading_up_to(text, candidate.start));
        let after = self.beside_after.fit(following(text, candidate.end));
        before.max(after) >= GOOD_FIT
    }

    /// The candidate that the context speaks for much more clearly than for any other that is
    /// nearly as much like the quotation; else all that it speaks for.
    pub(super) fn choose(&self, text: &Key, candidates: &[Candidate]) -> Choice {
        let most_alike = candidates.iter().map(|one| one.similarity).fold(0.0, f64::max);
        let best_fit = candidates.iter().map(Candidate::fit).fold(0.0, f64::max);
        let leads = |one: &Candidate| {
            one.fit() > best_fit - MARGIN && one.similarity > most_alike - LIKENESS_MARGIN
        };
        let leading: Vec<Candidate> = candidates.iter().filter(|one| leads(one)).copied().collect();
        let undecided = if leading.is_empty() { candidates } else { &leading };
        let fitting: Vec<Candidate> =
            undecided.iter().filter(|one| self.speaks_for(text, one)).copied().collect();
        let mut whole = fitting.iter().filter(|one| self.stands_around(text, one));
        match (&leading[..], &fitting[..], whole.next(), whole.next()) {
            (_, [], _, _) => Choice::None,
            ([_], [one], _, _) | (_, _, Some(one), None) => Choice::One(*one),
            (_, _, _, _) => Choice::Several(fitting),
        }
    }

    /// Whether the words around the quotation stand elsewhere, around something else, about as well
    /// as around a candidate: then it was cut or altered there, and the candidate is another.
    pub(super) fn has_gap(
        &self,
        text: &Key,
        sites: &[Range<usize>],
        candidate: &Candidate,
    ) -> bool {
        let near = (&self.before[..self.near_before.len()], &self.after[..self.near_after.len()]);
        let own = (candidate.start, candidate.end);
        best_gap(text, sites, near, own, LEAST).is_some_and(|fit| fit > candidate.fit() - MARGIN)
    }

    /// The one place where the quotation has its near context around it word by word, if that
    /// context stands nowhere else, so that no gap can be anywhere else either: what the other
    /// rules would come to, sooner.
    pub(super) fn undisturbed(&self, text: &Index, exact: &[char]) -> Option<(usize, usize)> {
        let (n_before, n_after) = (self.near_before.len(), self.near_after.len());
        if n_before == 0 || n_after == 0 {
            return None;
        }
        let before: Vec<char> = self.before[..n_before].iter().rev().copied().collect();
        let [(_, place)] = text.find_all(&before)[..] else { return None };
        let key = &text.key;
        let start = place + key.characters()[place..].iter().take_while(|c| **c == ' ').count();
        let end = start + exact.len();
        let stands = key.characters().get(start..end) == Some(exact);
        let is_undisturbed = stands
            && key.is_edge(start)
            && key.is_edge(end)
            && self.n_same(key, (start, end)).1 >= n_after;
        is_undisturbed.then_some((start, end))
    }

    /// The stretches of a text where the quotation may stand, or may have stood.
    pub(super) fn sites(&self, text: &Index, exact: &[char]) -> Vec<Range<usize>> {
        let near_before = self.before[..self.near_before.len()].iter().rev();
        let near_after = self.after[..self.near_after.len()].iter();
        let (begins, ends) = self.splits_word;
        let space = |splits: Option<bool>| (splits == Some(false)).then_some(&' ');
        let all =
            near_before.chain(space(begins)).chain(exact).chain(space(ends)).chain(near_after);
        text.sites(&all.copied().collect::<Vec<char>>())
    }

    /// Whether all that was stored of the context, not only the near of it, stands around a
    /// candidate word by word. It was stored to tell places apart whose near context is alike.
    fn stands_around(&self, text: &Key, candidate: &Candidate) -> bool {
        let stored = (self.before.len(), self.after.len());
        stored != (0, 0) && self.n_same(text, (candidate.start, candidate.end)) == stored
    }

    /// How many characters of the context on each side stand word by word beside a stretch.
    fn n_same(&self, text: &Key, (start, end): (usize, usize)) -> (usize, usize) {
        let before = leading_up_to(text, start).zip(&self.before);
        let after = following(text, end).zip(&self.after);
        (
            before.take_while(|(ours, theirs)| ours == *theirs).count(),
            after.take_while(|(ours, theirs)| ours == *theirs).count(),
        )
    }
}

/// The text before an index, nearest first, without the white space beside it: whether a space
/// belongs to a quotation or to what surrounds it is a matter of taste.
fn leading_up_to(text: &Key, index: usize) -> impl Iterator<Item = char> {
    text.back_from(index).skip_while(|character| *character == ' ')
}

/// The text from an index on, without the white space beside it.
fn following(text: &Key, index: usize) -> impl Iterator<Item = char> {
    text.from(index).skip_while(|character| *character == ' ')
}

/// The places within some stretches of a text where something stands that is much like a key, at
/// most one of any that overlap by half, in order.
pub(super) fn approximate(
    text: &Key,
    sites: &[Range<usize>],
    exact: &[char],
    context: &Context,
) -> Vec<Candidate> {
    let limit = (exact.len() as f64 * MOST_EDITS) as usize;
    if limit == 0 {
        return Vec::new();
    }
    let forwards = Pattern::new(exact);
    let mut ends = Vec::new();
    for site in sites {
        let stretch = text.characters()[site.clone()].iter().copied();
        let found = forwards.search(stretch, limit).into_iter();
        ends.extend(found.map(|end| End { at: end.at + site.start, ..end }));
    }
    if ends.is_empty() {
        return Vec::new();
    }
    let mut by_distance = ends.clone();
    by_distance.sort_by_key(|end| end.distance);
    let backwards: Vec<char> = exact.iter().rev().copied().collect();
    let backwards = Pattern::new(&backwards);

    let apart = exact.len().div_ceil(2);
    let mut taken = BTreeSet::new();
    let mut candidates = Vec::new();
    for end in by_distance {
        if taken.range(end.at.saturating_sub(apart)..=end.at + apart).next().is_some() {
            continue;
        }
        taken.insert(end.at);
        let around = ends.partition_point(|other| other.at + limit < end.at);
        let around = ends[around..].iter().take_while(|other| other.at <= end.at + limit);
        let as_near = around.filter(|other| other.distance == end.distance);
        candidates.push(context.edges(text, &backwards, as_near.map(|other| other.at)));
    }
    candidates.sort_by_key(|candidate| candidate.start);
    candidates
}

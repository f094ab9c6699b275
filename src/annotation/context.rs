//! What stands around a quotation, and how well it stands around a place where the quotation may be.
//!
//! The numbers were fitted on a brief of 154 sentences by deleting, moving and altering each of
//! them, and phrases and words of it; `tests/suite/anchor/trials.rs` does it again.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Quote;
use super::choice::Choice;
use super::concordance::{Index, Site};
use super::key::{Key, key, splits_word};
use super::quote::{End, Pattern, similarity};

/// The share of a quotation's characters that may differ in what is proposed for it.
const MOST_EDITS: f64 = 0.15;

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

/// How much of the context must be stored on each side, at least, for a place to be known by nothing
/// but the words, in characters of its key.
const ENOUGH: usize = 8;

/// By how many edits a place may differ from all that was stored and still be taken for the one that
/// was meant, misread.
const MOST_OF_A_TWIN: usize = 2;

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

/// Whether a text begins with something that differs from a pattern by no more than so many edits.
fn begins_like(text: &[char], pattern: &[char], most: usize) -> bool {
    let n_same = text.iter().zip(pattern).take_while(|(a, b)| a == b).count();
    if pattern.len() <= n_same + most {
        return true;
    }
    let (text, pattern) = (&text[n_same..], &pattern[n_same..]);
    most > 0
        && !text.is_empty()
        && (begins_like(&text[1..], &pattern[1..], most - 1)
            || begins_like(&text[1..], pattern, most - 1)
            || begins_like(text, &pattern[1..], most - 1))
}

/// Where in a text the quotation may stand, or may have stood: stretches of its key, in order.
pub(super) struct Sites {
    /// Those where the quotation itself may be.
    pub(super) quoted: Vec<Range<usize>>,
    /// Those where the words before it may be.
    pub(super) openings: Vec<Range<usize>>,
}

/// By how many characters of a quotation something may differ, at most, to be proposed for it.
fn limit(exact: &[char]) -> usize {
    (exact.len() as f64 * MOST_EDITS) as usize
}

/// What was stored of the words around a quotation, ready for comparison.
pub(super) struct Context {
    /// The words before it, backwards.
    before: Vec<char>,
    /// The words after it.
    after: Vec<char>,
    near_before: Pattern,
    near_after: Pattern,
    /// All of it, where there is more than the near.
    whole_before: Option<Pattern>,
    whole_after: Option<Pattern>,
    beside_before: Pattern,
    beside_after: Pattern,
    /// How long the quotation is.
    n_characters: usize,
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
            whole_before: (before.len() > NEAR)
                .then(|| Pattern::new(&before[..before.len().min(WHOLE)])),
            whole_after: (after.len() > NEAR)
                .then(|| Pattern::new(&after[..after.len().min(WHOLE)])),
            near_before: Pattern::new(&before[..before.len().min(NEAR)]),
            near_after: Pattern::new(&after[..after.len().min(NEAR)]),
            beside_before: Pattern::new(&before[..before.len().min(BESIDE)]),
            beside_after: Pattern::new(&after[..after.len().min(BESIDE)]),
            before,
            after,
            n_characters: exact.len(),
        }
    }

    /// How many edits the near context differs by before an index; `None` where none was stored.
    fn before(&self, text: &Key, start: usize) -> Option<usize> {
        (!self.near_before.is_empty()).then(|| self.near_before.align(leading_up_to(text, start)).0)
    }

    fn after(&self, text: &Key, end: usize) -> Option<usize> {
        (!self.near_after.is_empty()).then(|| self.near_after.align(following(text, end)).0)
    }

    /// A stretch where the quotation itself stands, as a candidate.
    pub(super) fn hit(&self, text: &Key, (start, end): (usize, usize)) -> Candidate {
        self.candidate(text, (start, end), 0)
    }

    fn candidate(&self, text: &Key, (start, end): (usize, usize), n_edits: usize) -> Candidate {
        let alike = similarity(n_edits, (end - start).max(self.n_characters));
        let (before, after) = (self.before(text, start), self.after(text, end));
        Candidate { start, end, n_edits, similarity: alike, before, after, far: 0 }
    }

    /// Counts the edits of the stored context beyond the near too. It was stored to tell places apart
    /// whose near context is alike.
    pub(super) fn look_far(&self, text: &Key, candidate: &mut Candidate) {
        let far =
            |whole: &Option<Pattern>, near: Option<usize>, n_edits: &dyn Fn(&Pattern) -> usize| {
                let n_edits = whole.as_ref().map_or(0, n_edits);
                n_edits.saturating_sub(near.unwrap_or(0)).min(MOST_BESIDE)
            };
        let before = |whole: &Pattern| whole.align(leading_up_to(text, candidate.start)).0;
        let after = |whole: &Pattern| whole.align(following(text, candidate.end)).0;
        candidate.far = far(&self.whole_before, candidate.before, &before)
            + far(&self.whole_after, candidate.after, &after);
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
        let end = ends.min_by_key(|end| (self.after(text, *end).unwrap_or(0), Reverse(*end)));
        let end = end.unwrap_or(0);
        let (distance, lengths) = backwards.align(text.back_from(end));
        let changed = |length: &usize| length.abs_diff(backwards.len());
        let length = lengths
            .into_iter()
            .min_by_key(|length| (self.before(text, end - length).unwrap_or(0), changed(length)));
        let start = end - length.unwrap_or(0);
        self.candidate(text, text.without_space(start, end), distance)
    }

    /// How well the near context fits before and after a candidate: 1 for word by word.
    fn fits(&self, candidate: &Candidate) -> (Option<f64>, Option<f64>) {
        let fit = |n_edits: Option<usize>, near: &Pattern| Some(similarity(n_edits?, near.len()));
        (fit(candidate.before, &self.near_before), fit(candidate.after, &self.near_after))
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
        let before = self.beside_before.fit(leading_up_to(text, candidate.start));
        let after = self.beside_after.fit(following(text, candidate.end));
        before.max(after) >= GOOD_FIT
    }

    /// Whether more was stored than the near context.
    pub(super) fn reaches_far(&self) -> bool {
        self.whole_before.is_some() || self.whole_after.is_some()
    }

    /// Whether nothing was stored.
    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// The near context as it is read, and whether anything of it was stored on both sides.
    pub(super) fn near(&self) -> (&[char], &[char]) {
        (&self.before[..self.near_before.len()], &self.after[..self.near_after.len()])
    }

    /// What the words of the quotation and of its stored context come to where they stand one after
    /// the other, letter by letter; `None` where they do not, or too little was stored of a side, or
    /// the quotation was cut out from between them somewhere.
    pub(super) fn verbatim(&self, text: &Index, exact: &[char]) -> Option<Choice> {
        let (near_before, near_after) = self.near();
        if near_before.len() < ENOUGH || near_after.len() < ENOUGH {
            return None;
        }
        let key = &text.key;
        let characters = key.characters();
        let before: Vec<char> = near_before.iter().rev().copied().collect();
        let space = |splits: Option<bool>| (splits == Some(false)).then_some(&' ');
        let (begins, ends) = self.splits_word;
        let rest = || space(begins).into_iter().chain(exact).chain(space(ends));
        let rest: Vec<char> = rest().chain(near_after).copied().collect();
        let mut places = Vec::new();
        let mut has_twin = false;
        for (_, place) in text.find_all(&before) {
            let start = place + characters[place..].iter().take_while(|c| **c == ' ').count();
            let end = start + exact.len();
            if characters.get(start..end) == Some(exact)
                && key.is_edge(start)
                && key.is_edge(end)
                && self.n_same(key, (start, end)) == (self.before.len(), self.after.len())
            {
                places.push((start, end));
            } else if (start..(start + exact.len() / 2 + 2).min(key.len()))
                .any(|at| characters[at..].starts_with(near_after))
            {
                return None;
            } else {
                has_twin |= begins_like(&characters[place..], &rest, MOST_OF_A_TWIN);
            }
        }
        match places[..] {
            [] => None,
            [(start, end)] => {
                let hit = self.hit(key, (start, end));
                // What was stored beyond the near context tells them apart.
                let is_twin = || has_twin || self.has_twin_before(text, exact, end);
                let is_sure = self.reaches_far() || !is_twin();
                Some(if is_sure { Choice::Sure(hit) } else { Choice::Likely(hit) })
            }
            _ => Some(Choice::Several(places.iter().map(|hit| self.hit(key, *hit)).collect())),
        }
    }

    /// Whether the words after the quotation stand elsewhere too, after something that is nearly the
    /// quotation and nearly the words before it.
    fn has_twin_before(&self, text: &Index, exact: &[char], end: usize) -> bool {
        let (near_before, near_after) = self.near();
        let characters = text.key.characters();
        let space = |splits: Option<bool>| (splits == Some(false)).then_some(&' ');
        let (begins, ends) = self.splits_word;
        let rest = space(ends).into_iter().chain(exact.iter().rev()).chain(space(begins));
        let rest: Vec<char> = rest.chain(near_before).copied().collect();
        text.find_all(near_after).into_iter().any(|(place, _)| {
            let first = place.saturating_sub(rest.len() + MOST_OF_A_TWIN);
            let before: Vec<char> = characters[first..place].iter().rev().copied().collect();
            place.abs_diff(end) > 1 && begins_like(&before, &rest, MOST_OF_A_TWIN)
        })
    }

    /// Where in a text the quotation may stand, or may have stood.
    pub(super) fn sites(&self, text: &Index, exact: &[char]) -> Sites {
        let (before, after) = self.near();
        let (begins, ends) = self.splits_word;
        let space = |splits: Option<bool>| (splits == Some(false)).then_some(&' ');
        let mut all: Vec<char> = before.iter().rev().chain(space(begins)).copied().collect();
        let n_before = all.len();
        all.extend(exact.iter().chain(space(ends)).chain(after));
        let Some(sites) = text.sites(&all) else {
            let whole = 0..text.key.len();
            return Sites { quoted: vec![whole.clone()], openings: vec![whole] };
        };
        let most = sites.iter().map(|site| site.n_votes).max().unwrap_or(0);
        let stretches = |least: u32, from: usize, to: &dyn Fn(&Site) -> usize, slack: usize| {
            let mut stretches: Vec<Range<usize>> = Vec::new();
            for site in sites.iter().filter(|site| site.n_votes >= least) {
                let start = (site.first + from).saturating_sub(slack).min(text.key.len());
                let end = (site.last + to(site) + slack).min(text.key.len());
                match stretches.last_mut() {
                    Some(last) if start <= last.end => last.end = last.end.max(end),
                    Some(_) | None => stretches.push(start..end),
                }
            }
            stretches
        };
        let limit = limit(exact);
        Sites {
            quoted: stretches(
                most.div_ceil(3),
                n_before,
                &|_| n_before + exact.len(),
                limit.min(16) + 4,
            ),
            // Where few pieces stand they may be those after a gap, and the others before it.
            openings: stretches(
                0,
                0,
                &|site| if site.n_votes > 3 { n_before } else { n_before + exact.len() },
                16,
            ),
        }
    }

    /// Whether all that was stored of the context, not only the near of it, stands around a
    /// candidate word by word. It was stored to tell places apart whose near context is alike.
    pub(super) fn stands_around(&self, text: &Key, candidate: &Candidate) -> bool {
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
    let limit = limit(exact);
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

//! Finds the places where something stands that is much like a quotation: what a target comes to in a
//! text where its passage was altered.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use document::order;
use edit_distance::{End, Pattern};
use gram_index::{MOST_DRIFT, Pieces, SEED, Site};

use super::choice::apart;
use super::concordance::Index;
use super::context::{Candidate, Context, MOST_BESIDE};
use super::cursor::Cursor;
use super::gap::MOST_OVERLAP;
use super::key::Key;

/// The share of a quotation's characters that may differ in what is proposed for it.
const MOST_EDITS: f64 = 0.15;

/// How far beside its place, by the pieces that stand there, anything is looked for, in characters.
const SLACK: usize = 16;

/// At how many pieces of a site the words before the quotation must be among them.
const MANY_PIECES: u32 = 3;

/// By how many characters of a quotation something may differ, at most, to be proposed for it.
fn limit(exact: &[char]) -> usize {
    (exact.len() as f64 * MOST_EDITS) as usize
}

/// Where in a text a quotation may stand, or may have stood: stretches of its key, in order.
pub(super) struct Sites {
    /// Those where the quotation itself may be.
    pub(super) quoted: Vec<Quoted>,
    /// The quotation with its near context, and where it may begin in the text; `None` where it cannot be
    /// looked up.
    found: Option<(Vec<char>, gram_index::Sites)>,
    /// Where the quotation itself lies in all that.
    at: Range<usize>,
}

/// A stretch where a quotation may be.
pub(super) struct Quoted {
    stretch: Range<usize>,
    /// What a place here costs at the least, in [edits](Candidate::cost): of the pieces that the
    /// quotation and its context are cut into, each that does not stand here has one.
    least: usize,
}

impl Sites {
    /// Looks up the quotation with its near context.
    pub(super) fn new(text: &Index, context: &Context, exact: &[char]) -> Sites {
        let (before, after) = context.near();
        let (begins, ends) = context.spaces();
        let mut all: Vec<char> = before.iter().rev().chain(begins).copied().collect();
        let n_before = all.len();
        let to_end = n_before + exact.len();
        all.extend(exact.iter().chain(ends).chain(after));
        let at = n_before..to_end;
        let Some(found) = text.grams.sites(&all) else {
            let quoted = vec![Quoted { stretch: 0..text.key.len(), least: 0 }];
            return Sites { quoted, found: None, at };
        };
        let most = found.sites.iter().map(|site| site.n_votes).max().unwrap_or(0);
        let likely = found.sites.iter().filter(|site| site.n_votes >= most.div_ceil(2));
        let slack = limit(exact).min(SLACK) + 4;
        let quoted = stretches(text, likely, n_before, |_| to_end, slack).into_iter();
        // White space beside the quotation costs nothing.
        let (begins_at, ends_at) = (n_before.saturating_sub(1), to_end);
        let least =
            |here: Pieces| found.n_missing(here, &[begins_at, n_before, to_end - 1, ends_at]);
        let quoted = quoted.map(|(stretch, here)| Quoted { stretch, least: least(here) }).collect();
        Sites { quoted, found: Some((all, found)), at }
    }

    /// Where the words before the quotation may be, before a gap as long as that at the most and with so
    /// many edits on both sides of it.
    ///
    /// On both sides of a gap the parts of the context stand, but for one with each edit.
    pub(super) fn openings(
        &self,
        text: &Index,
        longest: usize,
        n_edits: usize,
    ) -> Vec<Range<usize>> {
        let whole = 0..text.key.len();
        let Some((all, found)) = &self.found else { return vec![whole] };
        let Range { start: n_before, end: to_end } = self.at.clone();
        // Where few pieces stand they may be those after a gap, and the others before it.
        let to_opening = |site: &Site| if site.n_votes > MANY_PIECES { n_before } else { to_end };
        let mut openings: Vec<Range<usize>> =
            stretches(text, found.sites.iter(), 0, to_opening, SLACK)
                .into_iter()
                .map(|(stretch, _)| stretch)
                .collect();
        // White space beside the gap costs nothing: it is no part.
        let is_space = |at: usize| all.get(at).is_some_and(|character| *character == ' ');
        let to_space = n_before - usize::from(n_before > 0 && is_space(n_before - 1));
        let from_space = to_end + usize::from(is_space(to_end));
        let before = parts(text, &all[..to_space], 0);
        let after = parts(text, &all[from_space..], from_space);
        let n_parts = before.len() + after.len();
        let Some(n_least) = n_parts.checked_sub(n_edits).filter(|n_least| *n_least > 0) else {
            return openings;
        };
        let mut before: Vec<Cursor> = before.iter().map(|begins| Cursor::new(begins)).collect();
        let mut after: Vec<Cursor> = after.iter().map(|begins| Cursor::new(begins)).collect();
        let drift = n_edits + 2;
        openings.retain(|stretch| {
            let begins = stretch.start.saturating_sub(n_before + drift)
                ..=(stretch.end + drift).saturating_sub(n_before);
            let ends = stretch.start.saturating_sub(to_end + MOST_OVERLAP + drift)
                ..=(stretch.end + longest + drift).saturating_sub(to_end);
            let n_there = |parts: &mut [Cursor], places: &RangeInclusive<usize>| {
                parts.iter_mut().filter_map(|part| part.has(places.clone()).then_some(())).count()
            };
            let n_before = n_there(&mut before, &begins);
            n_before + after.len() >= n_least && n_before + n_there(&mut after, &ends) >= n_least
        });
        openings
    }
}

/// The length of the parts that a side of the context is cut into, in characters.
const PART: usize = SEED + 3;

/// Where all would begin by each part of one side of the context, which begins there in all: those parts
/// that can be looked up, each with its places in order.
fn parts(text: &Index, side: &[char], at: usize) -> Vec<Vec<usize>> {
    let parts = side.chunks_exact(PART).enumerate();
    let begins = parts.filter_map(|(nth, part)| {
        let mut begins = text.grams.places(part, MOST_PLACES)?;
        begins.iter_mut().for_each(|begin| *begin = begin.saturating_sub(at + nth * PART));
        Some(begins)
    });
    begins.collect()
}

/// At how many places a part may stand, at most, for them to tell anything.
const MOST_PLACES: usize = 4096;

/// The stretches of a text from one distance to another from where sites begin, and something on
/// both sides; each with the pieces that stand there.
fn stretches<'site>(
    text: &Index,
    sites: impl Iterator<Item = &'site Site>,
    from: usize,
    to: impl Fn(&Site) -> usize,
    slack: usize,
) -> Vec<(Range<usize>, Pieces)> {
    let mut stretches: Vec<(Range<usize>, Pieces)> = Vec::new();
    for site in sites {
        let start = (site.first + from).saturating_sub(slack).min(text.key.len());
        let end = (site.last + to(site) + slack).min(text.key.len());
        match stretches.last_mut() {
            Some((last, pieces)) if start <= last.end => {
                last.end = last.end.max(end);
                *pieces = pieces.and(site.pieces);
            }
            Some(_) | None => stretches.push((start..end, site.pieces)),
        }
    }
    stretches
}

/// The places within some stretches of a text where something stands that is much like a quotation,
/// at most one of any that overlap by half, in order: all that a [choice](super::choice) has to look
/// at. What is dearer than that is left out where it is seen in time.
///
/// The likeliest are searched first, and what they cost bounds the search of the others: nearly all
/// of those that only resemble the quotation are passed over for the pieces that they lack.
pub(super) fn alike(
    index: &Index,
    stretches: &[Quoted],
    context: &Context,
    exact: &[char],
) -> Vec<Candidate> {
    let text = &index.key;
    let most = limit(exact);
    let mut order: Vec<&Quoted> = stretches.iter().collect();
    order.sort_by_key(|quoted| quoted.least);
    let beyond = if context.reaches_far() { 2 * MOST_BESIDE } else { 0 };
    // Where the quotation stands letter by letter, the others say whether that is sure.
    let hits = if order.len() > 1 { index.find_all(exact) } else { Vec::new() };
    let hits = hits.into_iter().map(|hit| context.hit(text, hit).cost());
    let floor =
        hits.min().map_or(0, |cost| (cost..=cost + beyond).filter_map(apart).max().unwrap_or(0));
    let bound = |cheapest: usize| cheapest.saturating_add(beyond).max(floor);

    let forwards = Pattern::new(exact);
    let mut backwards = None;
    let mut cheapest = usize::MAX;
    let mut candidates = Vec::new();
    for Quoted { stretch, least } in order {
        let bound = bound(cheapest);
        // Where pieces have moved against each other by more than this, they are counted apart.
        if *least > bound && bound < MOST_DRIFT {
            break;
        }
        let characters = &text.characters()[stretch.clone()];
        let ends = forwards.search(characters, most.min(bound));
        if ends.is_empty() {
            continue;
        }
        let backwards = backwards.get_or_insert_with(|| {
            Pattern::new(&exact.iter().rev().copied().collect::<Vec<char>>())
        });
        let first = candidates.len();
        candidates.extend(best_of(text, context, backwards, stretch.start, &ends, most));
        let costs = candidates[first..].iter().map(Candidate::cost);
        cheapest = cheapest.min(costs.min().unwrap_or(usize::MAX));
    }
    candidates.sort_by_key(|candidate| candidate.start);
    candidates
}

/// Of the ends in a stretch that begins at an index, the nearest of any that overlap by half.
fn best_of(
    text: &Key,
    context: &Context,
    backwards: &Pattern,
    first: usize,
    ends: &[End],
    limit: usize,
) -> Vec<Candidate> {
    let mut by_distance: Vec<End> = ends.to_vec();
    order::sort_by_key(&mut by_distance, |end| (end.distance, end.at));
    let apart = backwards.len().div_ceil(2);
    let mut taken: Vec<usize> = Vec::new();
    let mut candidates = Vec::new();
    for end in by_distance {
        if taken.iter().any(|other| other.abs_diff(end.at) <= apart) {
            continue;
        }
        taken.push(end.at);
        let around = ends.partition_point(|other| other.at + limit < end.at);
        let around = ends[around..].iter().take_while(|other| other.at <= end.at + limit);
        let as_near = around.filter(|other| other.distance == end.distance);
        candidates.push(edges(text, context, backwards, as_near.map(|other| first + other.at)));
    }
    candidates
}

/// The stretch that is like the quotation and ends at one of some places. A change at the edge of a
/// quotation leaves its edge uncertain: of the edges that are as good, the one is taken beside which
/// the context fits best, and then the one that leaves the length as it was.
fn edges(
    text: &Key,
    context: &Context,
    backwards: &Pattern,
    ends: impl Iterator<Item = usize>,
) -> Candidate {
    let end = ends.min_by_key(|end| (context.after(text, *end).unwrap_or(0), Reverse(*end)));
    let end = end.unwrap_or(0);
    let (distance, lengths) = backwards.align_back(&text.characters()[..end]);
    let changed = |length: &usize| length.abs_diff(backwards.len());
    let length = lengths
        .into_iter()
        .min_by_key(|length| (context.before(text, end - length).unwrap_or(0), changed(length)));
    let start = end - length.unwrap_or(0);
    context.candidate(text, text.without_space(start, end), distance)
}

//! Finds the places where something stands that is much like a quotation: what a target comes to in a
//! text where its passage was altered.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use edit_distance::{End, Pattern};

use super::concordance::{Index, Site};
use super::context::{Candidate, Context};
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
    pub(super) quoted: Vec<Range<usize>>,
    /// Those where the words before it may be.
    pub(super) openings: Vec<Range<usize>>,
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
        let Some(sites) = text.sites(&all) else {
            let whole = 0..text.key.len();
            return Sites { quoted: vec![whole.clone()], openings: vec![whole] };
        };
        let most = sites.iter().map(|site| site.n_votes).max().unwrap_or(0);
        let likely: Vec<Site> =
            sites.iter().filter(|site| site.n_votes >= most.div_ceil(2)).copied().collect();
        let slack = limit(exact).min(SLACK) + 4;
        // Where few pieces stand they may be those after a gap, and the others before it.
        let to_opening = |site: &Site| if site.n_votes > MANY_PIECES { n_before } else { to_end };
        Sites {
            quoted: stretches(text, &likely, n_before, |_| to_end, slack),
            openings: stretches(text, &sites, 0, to_opening, SLACK),
        }
    }
}

/// The stretches of a text from one distance to another from where sites begin, and something on
/// both sides.
fn stretches(
    text: &Index,
    sites: &[Site],
    from: usize,
    to: impl Fn(&Site) -> usize,
    slack: usize,
) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::with_capacity(sites.len());
    for site in sites {
        let start = (site.first + from).saturating_sub(slack).min(text.key.len());
        let end = (site.last + to(site) + slack).min(text.key.len());
        match stretches.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            Some(_) | None => stretches.push(start..end),
        }
    }
    stretches
}

/// The places within some stretches of a text where something stands that is much like a quotation,
/// at most one of any that overlap by half, in order.
pub(super) fn alike(
    text: &Key,
    stretches: &[Range<usize>],
    context: &Context,
    exact: &[char],
) -> Vec<Candidate> {
    let limit = limit(exact);
    let forwards = Pattern::new(exact);
    let mut ends = Vec::new();
    for stretch in stretches {
        let found = forwards.search(&text.characters()[stretch.clone()], limit).into_iter();
        ends.extend(found.map(|end| End { at: end.at + stretch.start, ..end }));
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
        candidates.push(edges(text, context, &backwards, as_near.map(|other| other.at)));
    }
    candidates.sort_by_key(|candidate| candidate.start);
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

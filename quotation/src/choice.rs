//! Which of several places is the one that was meant.
//!
//! A place costs as many edits as it takes to turn what stands there into what was stored: the words
//! before, the quotation and the words after it, together. So an intact copy in other surroundings
//! does not beat the right place where a letter was misread. The cheapest place is proposed; it is
//! sure where every other costs so much more that it cannot be the one that was meant, read badly.
//! A place where the quotation was cut out from between the words around it is one of the others.

use std::ops::Range;

use super::alike::Sites;
use super::concordance::Index;
use super::context::{Candidate, Context, MOST_BESIDE};
use super::gap::{cheapest_gap, longest, most_beside};

/// By how much a place must be cheaper than every other to be proposed, in edits.
const LEAD: usize = 1;

/// What a place costs, at least, that nobody takes for the one that was meant, in edits.
const TWIN: usize = 12;

/// What every other place must cost, at least, for one to be sure where the quotation stands letter by
/// letter; `None` where it cannot be, whatever the others cost.
pub(super) fn apart(cost: usize) -> Option<usize> {
    // Where nothing but one side of the context differs it may be sure: if what every other place
    // costs puts it out of the question.
    (cost <= MOST_BESIDE).then(|| (3 * cost + 3).min(TWIN.max(cost + TWIN / 2)))
}

/// What the candidates come to: places as start and end index in the text's key.
pub(super) enum Choice {
    /// The quotation stands here, and no other place is like it.
    Sure((usize, usize)),
    /// This one rather than any other, and how like it is.
    Likely((usize, usize), f64),
    /// One of these.
    Several(Vec<(usize, usize)>),
    /// None of them.
    None,
}

/// Chooses among all places where something like the quotation stands, and those where it may have
/// stood and stands no more.
pub(super) fn choose(
    text: &Index,
    sites: &Sites,
    context: &Context,
    candidates: &mut [Candidate],
) -> Choice {
    let key = &text.key;
    let Some(least) = candidates.iter().map(Candidate::cost).min() else { return Choice::None };
    let least = if context.reaches_far() {
        // What is dearer already than the cheapest can become is out of the question.
        let most = least + 2 * MOST_BESIDE;
        for one in candidates.iter_mut().filter(|one| one.cost() <= most) {
            context.look_far(key, one);
        }
        candidates.iter().map(Candidate::cost).min().unwrap_or(0)
    } else {
        least
    };
    let leads = |one: &&Candidate| one.cost() < least + LEAD;
    let leading: Vec<Candidate> = candidates.iter().filter(leads).copied().collect();
    let fitting: Vec<Candidate> =
        leading.iter().filter(|one| context.speaks_for(key, one)).copied().collect();
    let mut whole = fitting.iter().filter(|one| context.stands_around(key, one));
    let best = match (&leading[..], &fitting[..], whole.next(), whole.next()) {
        (_, [], _, _) => return Choice::None,
        ([_], [one], _, _) | (_, _, Some(one), None) => *one,
        (_, _, _, _) => {
            return Choice::Several(fitting.iter().map(|one| (one.start, one.end)).collect());
        }
    };
    let cost = best.cost();
    let apart = apart(cost).filter(|_| best.n_edits == 0);
    let most = apart.unwrap_or(0).max(cost + LEAD);
    let gap = gap(text, sites, context, candidates, most - 1).unwrap_or(usize::MAX);
    if gap < cost + LEAD {
        return Choice::None;
    }
    let others = candidates.iter().filter(|one| one.start != best.start).map(Candidate::cost);
    match apart {
        Some(apart) if others.chain([gap]).all(|other| other >= apart) => {
            Choice::Sure((best.start, best.end))
        }
        Some(_) | None => Choice::Likely((best.start, best.end), best.similarity),
    }
}

/// What the cheapest gap costs that the quotation may have left, up to so much.
fn gap(
    text: &Index,
    sites: &Sites,
    context: &Context,
    candidates: &[Candidate],
    most: usize,
) -> Option<usize> {
    let own: Vec<(usize, usize)> = candidates.iter().map(|one| (one.start, one.end)).collect();
    // Where the words before a candidate stand before it, they stand before no gap.
    let is_taken = |stretch: &Range<usize>| {
        let begins = |one: &Candidate| stretch.start < one.start && one.start <= stretch.end;
        candidates.iter().any(|one| begins(one) && one.is_surrounded())
    };
    let is_one = |stretch: &Range<usize>| stretch.len() < 2 * context.near().0.len() + 64;
    let longest = longest(context.n_characters(), most);
    let openings = sites.openings(text, longest, most_beside(most)?).into_iter();
    let openings: Vec<Range<usize>> = openings.filter(|it| !(is_one(it) && is_taken(it))).collect();
    cheapest_gap(&text.key, &openings, context.near(), context.n_characters(), &own, most)
}

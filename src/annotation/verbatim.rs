//! Finds where a quotation stands with its context around it, letter by letter: what a target comes to
//! in nearly every text that holds its passage, and the quickest of all to see.

use super::choice::Choice;
use super::concordance::Index;
use super::context::Context;

/// How much of the context must be stored on each side, at least, for a place to be known by nothing
/// but the words, in characters of its key.
const ENOUGH: usize = 8;

/// By how many edits a place may differ from all that was stored and still be taken for the one that
/// was meant, misread.
const MOST_EDITS: usize = 2;

/// At how many places the words before a quotation may stand, at most, for them to tell anything.
const MOST_PLACES: usize = 4096;

/// What the quotation and its context come to where they stand one after the other, letter by letter;
/// `None` where they do not, or too little was stored of a side, or where the quotation was cut out
/// from between them somewhere.
pub(super) fn verbatim(text: &Index, context: &Context, exact: &[char]) -> Option<Choice> {
    let (near_before, near_after) = context.near();
    if near_before.len() < ENOUGH || near_after.len() < ENOUGH {
        return None;
    }
    let key = &text.key;
    let characters = key.characters();
    let before: Vec<char> = near_before.iter().rev().copied().collect();
    let openings = text.find_all(&before);
    if openings.len() > MOST_PLACES {
        return None;
    }
    let (begins, ends) = context.spaces();
    let rest = begins.into_iter().chain(exact).chain(ends).chain(near_after);
    let rest: Vec<char> = rest.copied().collect();
    let mut places = Vec::new();
    let mut has_twin = false;
    for (_, opening) in openings {
        let is_space = |character: &&char| **character == ' ';
        let start = opening + characters[opening..].iter().take_while(is_space).count();
        let stretch = (start, start + exact.len());
        let is_cut = || {
            let closings = start..(start + exact.len().min(MOST_CUT) / 2 + 2).min(key.len());
            closings.into_iter().any(|closing| characters[closing..].starts_with(near_after))
        };
        if characters.get(stretch.0..stretch.1) == Some(exact)
            && key.is_edge(stretch.0)
            && key.is_edge(stretch.1)
            && context.has_all_around(key, stretch)
        {
            places.push(stretch);
        } else if is_cut() {
            return None;
        } else {
            has_twin |= begins_like(&characters[opening..], &rest, MOST_EDITS);
        }
    }
    match places[..] {
        [] => None,
        [place] => {
            // What was stored beyond the near context tells them apart.
            let is_sure =
                context.reaches_far() || !has_twin && !has_twin_before(text, context, exact, place);
            let hit = context.hit(key, place);
            Some(if is_sure { Choice::Sure(hit) } else { Choice::Likely(hit) })
        }
        _ => Some(Choice::Several(places.iter().map(|hit| context.hit(key, *hit)).collect())),
    }
}

/// How long what stands in the place of a quotation may seem, at most, where it was cut out.
const MOST_CUT: usize = 64;

/// Whether the words after the quotation stand elsewhere too, after something that is nearly the
/// quotation and nearly the words before it.
fn has_twin_before(
    text: &Index,
    context: &Context,
    exact: &[char],
    (_, own_end): (usize, usize),
) -> bool {
    let (near_before, near_after) = context.near();
    let characters = text.key.characters();
    let (begins, ends) = context.spaces();
    let rest = ends.into_iter().chain(exact.iter().rev()).chain(begins).chain(near_before);
    let rest: Vec<char> = rest.copied().collect();
    text.find_all(near_after).into_iter().any(|(closing, _)| {
        let first = closing.saturating_sub(rest.len() + MOST_EDITS);
        // All but a few differ in the first letters.
        let nearest = characters[first..closing].iter().rev().zip(&rest).take(64);
        nearest.filter(|(ours, theirs)| ours == theirs).count() > 8
            && closing.abs_diff(own_end) > 1
            && {
                let before: Vec<char> = characters[first..closing].iter().rev().copied().collect();
                begins_like(&before, &rest, MOST_EDITS)
            }
    })
}

/// Whether a text begins with something that differs from a pattern by no more than so many edits.
fn begins_like(text: &[char], pattern: &[char], most: usize) -> bool {
    let n_same = text.iter().zip(pattern).take_while(|(ours, theirs)| ours == theirs).count();
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

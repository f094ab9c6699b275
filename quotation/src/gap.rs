//! Finds the gap that a quotation left: the place where the words that stood around it stand around
//! something else, or around nothing.
//!
//! A word that was cut from a text nearly always stands somewhere else too, now and then in
//! surroundings that look much the same. What tells that it was cut is not there but at the gap.

use std::ops::Range;

use edit_distance::{End, Pattern};

use super::context::{MOST_BESIDE, beside};
use super::key::Key;

/// How long a gap may be for a quotation of so many characters, if it is to cost no more than that.
pub(super) fn longest(n_characters: usize, most: usize) -> usize {
    // What stands in a gap counts for half its length.
    (n_characters + n_characters / 2 + 8).min(2 * most)
}

/// How many edits the words before and after a gap may have, together, if it is to cost no more than
/// that; `None` where no gap costs so little.
pub(super) fn most_beside(most: usize) -> Option<usize> {
    // Beyond a number they count no more.
    most.checked_sub(CUT).map(|most| if most < MOST_BESIDE { most } else { usize::MAX })
}

/// By how much the words before and after a gap may seem to overlap, where some of them went too.
pub(super) const MOST_OVERLAP: usize = 8;

/// What cutting a quotation out counts for, however long it is, in edits.
const CUT: usize = 2;

/// The share of the words on a side that must stand there, at least, for a gap to be one.
const LEAST: f64 = 0.7;

/// What the cheapest gap of some stretches of a text costs, in edits: those of the words before and
/// after it, and what it takes to cut the quotation or put something else in its place. `None` where
/// there is no gap, or words were stored of one side only. No gap lies where the quotation itself
/// stands, or something like it.
///
/// `before` holds the words before it backwards, `after` the words after it as they are read; the
/// quotation has `n_characters`, and stands at `own`, in order of place. What costs more than `most`
/// is not looked for.
pub(super) fn cheapest_gap(
    text: &Key,
    stretches: &[Range<usize>],
    (before, after): (&[char], &[char]),
    n_characters: usize,
    own: &[(usize, usize)],
    most: usize,
) -> Option<usize> {
    if before.is_empty() || after.is_empty() || stretches.is_empty() {
        return None;
    }
    let most_beside = most_beside(most)?;
    let forwards: Vec<char> = before.iter().rev().copied().collect();
    let backwards: Vec<char> = after.iter().rev().copied().collect();
    let (opening, closing) = (Pattern::new(&forwards), Pattern::new(&backwards));
    let limit = |side: &[char]| ((side.len() as f64 * (1.0 - LEAST)) as usize).min(most_beside);
    let n_most = longest(n_characters, most);
    let mut cheapest: Option<usize> = None;
    for stretch in stretches {
        let characters = text.characters();
        let openings = opening.search(&characters[stretch.clone()], limit(before));
        let Some(last) = openings.last() else { continue };
        let end = stretch.start + last.at + n_most + after.len() + MOST_BESIDE;
        let text = &characters[stretch.start..end.min(characters.len())];
        let closings = closing.search_back(text, limit(after));
        let mut closings = nearest(&closings);
        closings.reverse();
        for closing in &mut closings {
            closing.at = text.len() - closing.at;
        }
        for opening in nearest(&openings) {
            let first = closings.partition_point(|one| one.at + MOST_OVERLAP < opening.at);
            let within = closings[first..].iter().take_while(|one| one.at <= opening.at + n_most);
            for closing in within {
                let gap = (stretch.start + opening.at, stretch.start + closing.at);
                let is_own = own.iter().any(|own| gap.0 < own.1 && own.0 < gap.1);
                if !is_own {
                    let other = gap.1.saturating_sub(gap.0).min(n_characters) / 2;
                    let cost = beside(opening.distance, closing.distance) + other.max(CUT);
                    cheapest = Some(cheapest.map_or(cost, |cheapest| cheapest.min(cost)));
                }
            }
        }
    }
    cheapest
}

/// Those of some ends, in order, that have none nearer beside them.
fn nearest(ends: &[End]) -> Vec<End> {
    let distance_at = |index: Option<usize>, at: usize| {
        let end = index.and_then(|index| ends.get(index)).filter(|end| end.at == at);
        end.map_or(usize::MAX, |end| end.distance)
    };
    (0..ends.len())
        .filter(|&index| {
            let End { at, distance } = ends[index];
            distance <= distance_at(index.checked_sub(1), at.wrapping_sub(1))
                && distance <= distance_at(Some(index + 1), at + 1)
        })
        .map(|index| ends[index])
        .collect()
}

//! Finds the gap that a quotation left: the place where the words that stood around it stand around
//! something else, or around nothing.
//!
//! A word that was cut from a text nearly always stands somewhere else too, now and then in
//! surroundings that look much the same. What tells that it was cut is not there but at the gap.

use std::ops::Range;

use super::key::Key;
use super::quote::{End, Pattern, similarity};

/// How long a gap may be for a quotation of so many characters.
fn longest(n_characters: usize) -> usize {
    n_characters + n_characters / 2 + 8
}

/// By how much the words before and after a gap may seem to overlap, where some of them went too.
const MOST_OVERLAP: usize = 8;

/// How well the words before and after a quotation fit around the best gap of some stretches of a
/// text, both sides together: at most 2; `None` where there is none, or words were stored of one
/// side only. No gap lies where the quotation itself stands.
///
/// `before` holds the words before it backwards, `after` the words after it as they are read;
/// `least` is the least that each must fit.
pub(super) fn best_gap(
    text: &Key,
    stretches: &[Range<usize>],
    (before, after): (&[char], &[char]),
    own: (usize, usize),
    least: f64,
) -> Option<f64> {
    if before.is_empty() || after.is_empty() {
        return None;
    }
    let forwards: Vec<char> = before.iter().rev().copied().collect();
    let backwards: Vec<char> = after.iter().rev().copied().collect();
    let (opening, closing) = (Pattern::new(&forwards), Pattern::new(&backwards));
    let limit = |side: &[char]| (side.len() as f64 * (1.0 - least)) as usize;
    let n_most = longest(own.1 - own.0);
    let mut best: Option<f64> = None;
    for stretch in stretches {
        let text = &text.characters()[stretch.clone()];
        let openings = opening.search(text.iter().copied(), limit(before));
        if openings.is_empty() {
            continue;
        }
        let closings = closing.search(text.iter().rev().copied(), limit(after));
        let mut closings = nearest(&closings);
        closings.reverse();
        for closing in &mut closings {
            closing.at = text.len() - closing.at;
        }
        for opening in nearest(&openings) {
            let first = closings.partition_point(|one| one.at + MOST_OVERLAP < opening.at);
            let within = closings[first..].iter().take_while(|one| one.at <= opening.at + n_most);
            for closing in within {
                // Where the quotation stands, wholly or in part, it was not cut.
                if stretch.start + opening.at >= own.1 || own.0 >= stretch.start + closing.at {
                    let fit = similarity(opening.distance, before.len())
                        + similarity(closing.distance, after.len());
                    best = Some(best.map_or(fit, |best| best.max(fit)));
                }
            }
        }
    }
    best
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

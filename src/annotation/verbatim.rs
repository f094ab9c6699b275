//! Finds where a quotation stands with its context around it, letter by letter: what a target comes to
//! in nearly every text that holds its passage, and the quickest of all to see.

use std::ops::{Range, RangeInclusive};

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

/// Up to how many of them are looked at without asking first what else should stand there.
const FEW_PLACES: usize = 12;

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
    let (begins, ends) = context.spaces();
    let all = near_before.iter().rev().chain(begins).chain(exact).chain(ends).chain(near_after);
    let all: Vec<char> = all.copied().collect();
    let (before, rest) = all.split_at(near_before.len());
    let n_most = exact.len().min(MOST_CUT) / 2 + 2;
    let openings = openings(text, &all, before.len(), near_after.len(), n_most)?;
    let mut places = Vec::new();
    let mut has_twin = false;
    for opening in openings {
        let is_space = |character: &&char| **character == ' ';
        let start = opening + characters[opening..].iter().take_while(is_space).count();
        let stretch = (start, start + exact.len());
        let is_cut = || {
            let closings = start..(start + n_most).min(key.len());
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
            has_twin |= begins_like(&characters[opening..], rest, MOST_EDITS);
        }
    }
    match places[..] {
        [] => None,
        [place] => {
            // What was stored beyond the near context tells them apart.
            let is_sure = context.reaches_far()
                || !has_twin && !has_twin_before(text, &all, near_after.len(), place);
            let hit = context.hit(key, place);
            Some(if is_sure { Choice::Sure(hit) } else { Choice::Likely(hit) })
        }
        _ => Some(Choice::Several(places.iter().map(|hit| context.hit(key, *hit)).collect())),
    }
}

/// How long what stands in the place of a quotation may seem, at most, where it was cut out.
const MOST_CUT: usize = 64;

/// Where the words before a quotation end, in order, at every place where they stand letter by letter
/// and what follows them may be the quotation with the words after it, but for so many edits, or the
/// words after it at once, or after so many characters at the most. `None` where they stand at too many
/// places to tell anything.
fn openings(
    text: &Index,
    all: &[char],
    n_before: usize,
    n_after: usize,
    n_most: usize,
) -> Option<Vec<usize>> {
    let characters = text.key.characters();
    let before = &all[..n_before];
    let stands = |begin: usize| {
        characters.get(begin..begin + n_before) == Some(before)
            && text.key.is_edge(begin)
            && text.key.is_edge(begin + n_before)
    };
    let begins = text.grams.places(before, MOST_PLACES)?;
    let to_after = all.len() - n_after;
    let is_worth_it = begins.len() > FEW_PLACES;
    let like = is_worth_it.then(|| thirds(text, all, n_before..all.len())).flatten();
    let cut = is_worth_it.then(|| text.grams.places(&all[to_after..], MOST_PLACES)).flatten();
    let (Some(mut like), Some(cut)) = (like, cut) else {
        let all_of_them = begins.into_iter().filter(|begin| stands(*begin));
        return Some(all_of_them.map(|begin| begin + n_before).collect());
    };
    let mut cut = Cursor::new(cut);
    let may_be = |begin: &usize| {
        let opening = begin + n_before;
        like.iter_mut().any(|third| third.has(begin.saturating_sub(DRIFT)..=begin + DRIFT))
            || cut.has(opening..=opening + n_most + 1)
    };
    let begins = begins.into_iter().filter(may_be).filter(|begin| stands(*begin));
    Some(begins.map(|begin| begin + n_before).collect())
}

/// By how much a third of something may be shifted where it stands but for [so many](MOST_EDITS) edits,
/// in characters: those, and one for the white space before it.
const DRIFT: usize = MOST_EDITS + 1;

/// Where some characters would begin by each third of a stretch of them: where the stretch stands but
/// for two edits, one of the thirds stands letter by letter. `None` where one is too short to be looked
/// up, or stands everywhere.
fn thirds(text: &Index, all: &[char], stretch: Range<usize>) -> Option<Vec<Cursor>> {
    const N: usize = MOST_EDITS + 1;
    let at = |nth: usize| stretch.start + stretch.len() * nth / N;
    let third = |nth: usize| {
        let places = text.grams.places(&all[at(nth)..at(nth + 1)], MOST_PLACES)?;
        let begins = places.into_iter().filter_map(|place| place.checked_sub(at(nth)));
        Some(Cursor::new(begins.collect()))
    };
    (0..N).map(third).collect()
}

/// Places in order, of which ever later ones are asked for.
struct Cursor {
    places: Vec<usize>,
    passed: usize,
}

impl Cursor {
    fn new(places: Vec<usize>) -> Cursor {
        Cursor { places, passed: 0 }
    }

    /// Whether one is in a range, none of which begins before the last did.
    fn has(&mut self, range: RangeInclusive<usize>) -> bool {
        let places = self.places[self.passed..].iter();
        self.passed += places.take_while(|place| *place < range.start()).count();
        self.places.get(self.passed).is_some_and(|place| range.contains(place))
    }
}

/// Whether the words after the quotation stand elsewhere too, after something that is nearly the
/// quotation and nearly the words before it.
fn has_twin_before(
    text: &Index,
    all: &[char],
    n_after: usize,
    (_, own_end): (usize, usize),
) -> bool {
    let characters = text.key.characters();
    let to_after = all.len() - n_after;
    let after = &all[to_after..];
    let rest: Vec<char> = all[..to_after].iter().rev().copied().collect();
    let is_twin = |closing: usize| {
        let first = closing.saturating_sub(rest.len() + MOST_EDITS);
        // All but a few differ in the first letters.
        let nearest = characters[first..closing].iter().rev().zip(&rest).take(64);
        nearest.filter(|(ours, theirs)| ours == theirs).count() > 8
            && closing.abs_diff(own_end) > 1
            && {
                let before: Vec<char> = characters[first..closing].iter().rev().copied().collect();
                begins_like(&before, &rest, MOST_EDITS)
            }
    };
    let closings = text.grams.places(after, MOST_PLACES).filter(|all| all.len() > FEW_PLACES);
    let like = closings.is_some().then(|| thirds(text, all, 0..to_after)).flatten();
    let (Some(closings), Some(mut like)) = (closings, like) else {
        return text.find_all(after).into_iter().any(|(closing, _)| is_twin(closing));
    };
    let may_be = |closing: &usize| {
        // A twin at the very beginning of the text lacks some of what stands before it.
        closing.checked_sub(to_after).is_none_or(|begin| {
            like.iter_mut().any(|third| third.has(begin.saturating_sub(DRIFT)..=begin + DRIFT))
        })
    };
    let stands = |closing: &usize| {
        let end = closing + n_after;
        characters.get(*closing..end) == Some(after)
            && text.key.is_edge(*closing)
            && text.key.is_edge(end)
    };
    closings.into_iter().filter(may_be).filter(stands).any(is_twin)
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

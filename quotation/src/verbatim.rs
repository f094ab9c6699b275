//! Finds where a quotation stands with its context around it, letter by letter: what a target comes to
//! in nearly every text that holds its passage, and the quickest of all to see.

use std::cell::OnceCell;
use std::ops::Range;

use gram_index::stands;

use super::choice::Choice;
use super::concordance::Index;
use super::context::Context;
use super::cursor::Cursor;
use super::key::occurrences;

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
    let closings = Closings::new(text, near_after);
    let parts = OnceCell::new();
    let like = |n_places: usize| {
        let look_up = || Parts::new(text, exact, before.len() + begins.iter().len());
        if n_places > FEW_PLACES { parts.get_or_init(look_up).as_ref() } else { None }
    };
    let openings = openings(text, before, &closings, like, n_most)?;
    let mut places = Vec::new();
    let mut has_twin = false;
    for opening in openings {
        let is_space = |character: &&char| **character == ' ';
        let start = opening + characters[opening..].iter().take_while(is_space).count();
        let stretch = (start, start + exact.len());
        if stands(characters, start, exact)
            && key.is_edge(stretch.0)
            && key.is_edge(stretch.1)
            && context.has_all_around(key, stretch)
        {
            places.push(stretch);
        } else if closings.has_within(start..(start + n_most).min(key.len())) {
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
                || !has_twin && !has_twin_before(text, &all, &closings, like, place);
            Some(if is_sure { Choice::Sure(place) } else { Choice::Likely(place, 1.0) })
        }
        _ => Some(Choice::Several(places)),
    }
}

/// How long what stands in the place of a quotation may seem, at most, where it was cut out.
const MOST_CUT: usize = 64;

/// Where the words after a quotation stand.
struct Closings<'context> {
    text: &'context Index,
    after: &'context [char],
    /// Where they may stand, by their rarest letters; `None` where those stand at too many places to tell
    /// anything.
    likely: Option<Vec<usize>>,
}

impl<'context> Closings<'context> {
    fn new(text: &'context Index, after: &'context [char]) -> Closings<'context> {
        Closings { text, after, likely: text.grams.places(after, MOST_PLACES) }
    }

    /// Whether they stand at a place letter by letter, at the edges of grapheme clusters or not.
    fn stand(&self, place: usize) -> bool {
        stands(self.text.key.characters(), place, self.after)
    }

    /// Whether they stand at one of some places.
    fn has_within(&self, mut places: Range<usize>) -> bool {
        let Some(likely) = &self.likely else { return places.any(|place| self.stand(place)) };
        let first = likely.partition_point(|place| *place < places.start);
        let within = likely[first..].iter().take_while(|place| **place < places.end);
        within.into_iter().any(|place| self.stand(*place))
    }

    /// Where they stand as words of the text, of the places that may be.
    fn all(&self, mut may_be: impl FnMut(usize) -> bool) -> impl Iterator<Item = usize> {
        let Index { key, .. } = self.text;
        let found = match &self.likely {
            Some(likely) => likely.iter().copied().filter(|place| may_be(*place)).collect(),
            None => occurrences(key.characters(), self.after),
        };
        let is_whole = |place: usize| key.is_edge(place) && key.is_edge(place + self.after.len());
        found.into_iter().filter(move |place| self.stand(*place) && is_whole(*place))
    }
}

/// Where the words before a quotation end, in order, at every place where they stand letter by letter
/// and what follows them may be the quotation with the words after it, but for so many edits, or the
/// words after it at once, or after so many characters at the most. `None` where they stand at too many
/// places to tell anything.
fn openings<'parts>(
    text: &Index,
    before: &[char],
    closings: &Closings,
    like: impl Fn(usize) -> Option<&'parts Parts>,
    n_most: usize,
) -> Option<Vec<usize>> {
    let stands = |begin: &usize| {
        stands(text.key.characters(), *begin, before)
            && text.key.is_edge(*begin)
            && text.key.is_edge(begin + before.len())
    };
    let mut begins = text.grams.places(before, MOST_PLACES)?;
    if let (Some(like), Some(likely)) = (like(begins.len()), &closings.likely) {
        let (mut like, mut cut) = (like.cursors(), Cursor::new(likely));
        begins.retain(|begin| {
            let opening = begin + before.len();
            has_about(&mut like, *begin) || cut.has(opening..=opening + n_most + 1)
        });
    }
    begins.retain(stands);
    Some(begins.iter().map(|begin| begin + before.len()).collect())
}

/// By how much a part of something may be shifted where it stands but for [so many](MOST_EDITS) edits,
/// in characters: those, and one for the white space before it.
const DRIFT: usize = MOST_EDITS + 1;

/// How many parts of a quotation are looked up: wherever it stands but for [so many](MOST_EDITS) edits,
/// one of them stands letter by letter.
const N_PARTS: usize = MOST_EDITS + 1;

/// Where the quotation with its context would begin by each of its parts that are looked up, in order.
struct Parts([Vec<usize>; N_PARTS]);

impl Parts {
    /// Looks up parts of a quotation that begins there in all. `None` where it is too short, or they stand
    /// everywhere.
    fn new(text: &Index, exact: &[char], at: usize) -> Option<Parts> {
        let mut parts = text.grams.places_apart(exact, MOST_PLACES)?;
        for begins in &mut parts {
            // One before the beginning of the text is one near it.
            begins.iter_mut().for_each(|begin| *begin = begin.saturating_sub(at));
        }
        Some(Parts(parts))
    }

    fn cursors(&self) -> [Cursor<'_>; N_PARTS] {
        self.0.each_ref().map(|places| Cursor::new(places))
    }
}

/// Whether a part stands about where it would if all began at a place, which is none before the last that
/// was asked for.
fn has_about(parts: &mut [Cursor; N_PARTS], begin: usize) -> bool {
    parts.iter_mut().any(|part| part.has(begin.saturating_sub(DRIFT)..=begin + DRIFT))
}

/// Whether the words after the quotation stand elsewhere too, after something that is nearly the
/// quotation and nearly the words before it.
fn has_twin_before<'parts>(
    text: &Index,
    all: &[char],
    closings: &Closings,
    like: impl Fn(usize) -> Option<&'parts Parts>,
    (_, own_end): (usize, usize),
) -> bool {
    let characters = text.key.characters();
    let to_after = all.len() - closings.after.len();
    let n_places = closings.likely.as_ref().map_or(0, Vec::len);
    let mut like = like(n_places).map(Parts::cursors);
    let may_be = |closing: usize| {
        let begin = closing.saturating_sub(to_after);
        like.as_mut().is_none_or(|like| has_about(like, begin))
    };
    closings.all(may_be).any(|closing| {
        closing.abs_diff(own_end) > 1
            && ends_like(&characters[..closing], &all[..to_after], MOST_EDITS)
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

/// Whether a text ends in something that differs from a pattern by no more than so many edits.
fn ends_like(text: &[char], pattern: &[char], most: usize) -> bool {
    let pairs = text.iter().rev().zip(pattern.iter().rev());
    let n_same = pairs.take_while(|(ours, theirs)| ours == theirs).count();
    if pattern.len() <= n_same + most {
        return true;
    }
    let (text, pattern) = (&text[..text.len() - n_same], &pattern[..pattern.len() - n_same]);
    let (Some((_, text_before)), Some((_, pattern_before))) =
        (text.split_last(), pattern.split_last())
    else {
        return false;
    };
    most > 0
        && (ends_like(text_before, pattern_before, most - 1)
            || ends_like(text_before, pattern, most - 1)
            || ends_like(text, pattern_before, most - 1))
}

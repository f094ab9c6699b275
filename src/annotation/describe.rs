//! Says where a passage lies, so that it can be found again: [`anchor`](super::anchor)'s twin.
//!
//! Takes a brief and a passage of it; gives the target that is stored: the words with enough of
//! what stands around them to tell them from the same words elsewhere, the place in code points,
//! the citation that a person reads, and the name of the text that all this was taken from.

mod all;

pub use all::describe_all;

use std::iter::Rev;

use serde_json::Map;
use unicode_segmentation::{GraphemeCursor, UWordBounds, UnicodeSegmentation as _};

use super::{Quote, Selector, Target};
use crate::brief::Brief;
use crate::text::{CodePoint, Passage, ReadingText, Span, code_points};

/// The least context on each side, in code points, where the text has that much.
const LEAST_CONTEXT: u32 = 32;

/// The most context on each side, in code points.
const MOST_CONTEXT: u32 = 200;

/// The target of a passage. `anchor(brief, &describe(brief, passage))` is that passage, exactly.
#[must_use]
pub fn describe(brief: &Brief, passage: Passage) -> Target {
    let span = passage.span();
    let mut around = Around::new(&brief.text, span);
    let rivals = rivals(&brief.text, span, around.least());
    target(brief, span, &mut around, &rivals)
}

fn target(brief: &Brief, span: Span, around: &mut Around<'_>, rivals: &[Rival]) -> Target {
    Target {
        source: brief.id.clone(),
        selectors: vec![
            Selector::Quote(quote(&brief.text, span, around, rivals)),
            Selector::Position { start: span.start, end: span.end },
        ],
        citation: Some(brief.cite(span)),
        digest: Some(brief.text.digest().to_owned()),
        extra: Map::new(),
    }
}

/// The words of a span with what stands around them: 32 code points on each side or a little more,
/// so as not to cut a word, then word by word on both sides until no other place of the text has
/// the same words in the same surroundings, or both sides have their 200.
fn quote(text: &ReadingText, span: Span, around: &mut Around<'_>, rivals: &[Rival]) -> Quote {
    let exact = text.slice(span);
    let (mut n_before, mut n_after) = around.least();
    let Around { before, after } = around;
    while rivals.iter().any(|rival| rival.before >= n_before && rival.after >= n_after) {
        let grown = (before.edge_from(n_before + 1), after.edge_from(n_after + 1));
        if grown == (n_before, n_after) {
            break;
        }
        (n_before, n_after) = grown;
    }
    let Span { start, end } = span;
    Quote {
        exact: exact.to_owned(),
        prefix: text.slice(Span { start: CodePoint(start.0 - n_before), end: start }).to_owned(),
        suffix: text.slice(Span { start: end, end: CodePoint(end.0 + n_after) }).to_owned(),
    }
}

/// The same words elsewhere, with how far their surroundings are the same too, in code points.
struct Rival {
    before: u32,
    after: u32,
}

/// All other places where the words of a span stand between so many of the same code points.
fn rivals(text: &ReadingText, span: Span, (n_before, n_after): (u32, u32)) -> Vec<Rival> {
    let (start, end) = (text.byte(span.start).0, text.byte(span.end).0);
    let first = text.byte(CodePoint(span.start.0 - n_before)).0;
    let last = text.byte(CodePoint(span.end.0 + n_after)).0;
    let string = text.as_str();
    occurrences(string, &string[first..last])
        .map(|rival| rival + start - first)
        .filter(|&rival| rival != start)
        .map(|rival| Rival {
            before: shared_before(&string[..start], &string[..rival]),
            after: shared_after(&string[end..], &string[rival + end - start..]),
        })
        .collect()
}

/// The bytes at which some words stand in a text, overlaps included. Sought by the pair of bytes that a
/// window ends with (R. N. Horspool, *Practical fast searching in strings*, 1980): words with their
/// surroundings are long, and most pairs do not stand in them, so most of the text is never read.
fn occurrences(text: &str, words: &str) -> impl Iterator<Item = usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let steps = steps(words);
    let mut start = 0;
    std::iter::from_fn(move || {
        while let Some(window) = text.get(start..start + words.len()) {
            let here = start;
            start += usize::from(steps[last_pair(window)]);
            if window.last() == words.last() && window == words {
                return Some(here);
            }
        }
        None
    })
}

/// How many sorts of pairs are told apart.
const N_PAIRS: usize = 4_096;

/// How far a window that ends with some pair can be moved on without passing over the words.
fn steps(words: &[u8]) -> Vec<u16> {
    let step = |n_bytes: usize| u16::try_from(n_bytes.max(1)).unwrap_or(u16::MAX);
    let mut steps = vec![step(words.len().saturating_sub(1)); N_PAIRS];
    for end in 2..words.len() {
        steps[last_pair(&words[..end])] = step(words.len() - end);
    }
    steps
}

/// Of which sort the last two bytes are.
fn last_pair(window: &[u8]) -> usize {
    let [.., first, second] = window else { return 0 };
    ((usize::from(*first) << 5) ^ usize::from(*second)) % N_PAIRS
}

/// How many code points two texts share from their start, as far as it can matter.
fn shared_after(ours: &str, theirs: &str) -> u32 {
    let (ours, theirs) = (within(ours.as_bytes()), within(theirs.as_bytes()));
    let (our_eights, _) = ours.as_chunks::<8>();
    let (their_eights, _) = theirs.as_chunks::<8>();
    let n_same = n_alike(our_eights.iter(), their_eights.iter()) * 8;
    let n_same = n_same + n_alike(ours[n_same..].iter(), theirs[n_same..].iter());
    // Of a code point that is cut the beginning alone is the same.
    let goes_on = |bytes: &[u8]| bytes.get(n_same).is_some_and(|byte| !begins(*byte));
    let is_cut = goes_on(ours) || goes_on(theirs);
    (n_begun(&ours[..n_same]) - u32::from(is_cut)).min(MOST_CONTEXT)
}

/// How many code points two texts share from their end, as far as it can matter.
fn shared_before(ours: &str, theirs: &str) -> u32 {
    let end = |text: &'_ str| text.len().saturating_sub(MOST_BYTES);
    let (ours, theirs) = (&ours.as_bytes()[end(ours)..], &theirs.as_bytes()[end(theirs)..]);
    let (_, our_eights) = ours.as_rchunks::<8>();
    let (_, their_eights) = theirs.as_rchunks::<8>();
    let n_same = n_alike(our_eights.iter().rev(), their_eights.iter().rev()) * 8;
    let before = |bytes: &'_ [u8]| bytes.len() - n_same;
    let (our_rest, their_rest) = (&ours[..before(ours)], &theirs[..before(theirs)]);
    let n_same = n_same + n_alike(our_rest.iter().rev(), their_rest.iter().rev());
    n_begun(&ours[ours.len() - n_same..]).min(MOST_CONTEXT)
}

/// As many bytes as can matter: a code point has four at most.
const MOST_BYTES: usize = 4 * MOST_CONTEXT as usize;

/// The beginning of some bytes, as far as it can matter.
fn within(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(MOST_BYTES)]
}

fn n_alike<T: PartialEq>(ours: impl Iterator<Item = T>, theirs: impl Iterator<Item = T>) -> usize {
    ours.zip(theirs).take_while(|(a, b)| a == b).count()
}

/// Whether a byte of UTF-8 is the first of its code point.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// How many code points begin in some bytes of UTF-8.
fn n_begun(bytes: &[u8]) -> u32 {
    let n_begun = bytes.iter().filter(|byte| begins(**byte)).count();
    u32::try_from(n_begun).expect("there are no more of them than can matter")
}

/// What stands on both sides of a passage.
struct Around<'text> {
    before: Window<Rev<UWordBounds<'text>>>,
    after: Window<UWordBounds<'text>>,
}

impl<'text> Around<'text> {
    fn new(text: &'text ReadingText, span: Span) -> Around<'text> {
        Around {
            before: Window::new(before(text, span.start).split_word_bounds().rev()),
            after: Window::new(after(text, span.end).split_word_bounds()),
        }
    }

    /// How much of it is stored at the least, before and after, in code points.
    fn least(&mut self) -> (u32, u32) {
        (self.before.edge_from(LEAST_CONTEXT), self.after.edge_from(LEAST_CONTEXT))
    }
}

/// As much of the text before a place as may be stored. It begins where a user-perceived character
/// does: no sooner than what may be stored.
fn before(text: &ReadingText, place: CodePoint) -> &str {
    let start = CodePoint(place.0.saturating_sub(MOST_CONTEXT));
    let window = text.slice(Span { start, end: place });
    if start.0 == 0 {
        return window;
    }
    let wider = CodePoint(start.0.saturating_sub(MOST_CONTEXT));
    let around = text.slice(Span { start: wider, end: place });
    let first = around.len() - window.len();
    let mut cursor = GraphemeCursor::new(first, around.len(), true);
    let edge = match cursor.is_boundary(around, 0) {
        Ok(true) => Some(first),
        Ok(false) | Err(_) => cursor.next_boundary(around, 0).ok().flatten(),
    };
    &around[edge.filter(|&byte| byte < around.len()).unwrap_or(first)..]
}

/// As much of the text after a place as may be stored. It ends where a user-perceived character does.
fn after(text: &ReadingText, place: CodePoint) -> &str {
    let end = CodePoint(place.0.saturating_add(MOST_CONTEXT).min(text.len().0));
    let window = text.slice(Span { start: place, end });
    if end == text.len() {
        return window;
    }
    let wider = CodePoint(end.0.saturating_add(MOST_CONTEXT));
    let around = text.slice(Span { start: place, end: wider });
    let last = window.len();
    let mut cursor = GraphemeCursor::new(last, around.len(), true);
    let edge = match cursor.is_boundary(around, 0) {
        Ok(true) => Some(last),
        Ok(false) | Err(_) => cursor.prev_boundary(around, 0).ok().flatten(),
    };
    &around[..edge.unwrap_or(last)]
}

/// What stands on one side of a passage, with the places where it may be cut: looked for no farther
/// than they are asked for.
struct Window<Words> {
    /// Those that were not looked at yet, the nearest first.
    words: Words,
    /// Distances from the passage to the word edges, in code points, nearest first; when no word is
    /// left, the last is that of the window's own end.
    edges: Vec<u32>,
}

impl<'text, Words: Iterator<Item = &'text str>> Window<Words> {
    fn new(words: Words) -> Window<Words> {
        Window { words, edges: Vec::new() }
    }

    /// The nearest word edge that is at least so far away; the window's end where none is.
    fn edge_from(&mut self, distance: u32) -> u32 {
        let mut last = self.edges.last().copied().unwrap_or(0);
        while last < distance
            && let Some(word) = self.words.next()
        {
            last += code_points(word);
            self.edges.push(last);
        }
        let index = self.edges.partition_point(|&edge| edge < distance);
        self.edges.get(index).copied().unwrap_or(last)
    }
}

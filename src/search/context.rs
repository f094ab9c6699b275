//! Keyword in context: a hit with what stands around it, and the orders in which hits are listed.

use super::fold::Folded;
use super::scan::Hit;
use crate::brief::Brief;
use crate::text::{CodePoint, Passage, Span};

/// A hit with the words around it, cut at word edges, within its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context<'a> {
    /// What stands before it.
    pub left: &'a str,
    /// The hit as printed.
    pub words: &'a str,
    /// What stands after it.
    pub right: &'a str,
}

/// The order in which hits are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As they stand in the text.
    #[default]
    Place,
    /// By the word before, then the one before that.
    Left,
    /// By the words after.
    Right,
}

/// What stands around a passage, `n_around` code points on each side at most.
#[must_use]
pub fn context(brief: &Brief, passage: Passage, n_around: u32) -> Context<'_> {
    let span = passage.span();
    let block_at = |place| brief.block_at(place).map(|index| brief.blocks[index].span);
    let first = block_at(span.start).map_or(span.start, |block| block.start);
    let last = block_at(CodePoint(span.end.0 - 1)).map_or(span.end, |block| block.end);
    // One more on each side: the space at which it is cut.
    let start = first.0.max(span.start.0.saturating_sub(n_around + 1));
    let end = last.0.min(span.end.0.saturating_add(n_around + 1)).max(span.end.0);
    let mut left = brief.text.slice(Span::new(start, span.start.0));
    if start > first.0 {
        left = left.split_once(' ').map_or(left, |(_, whole)| whole);
    }
    let mut right = brief.text.slice(Span::new(span.end.0, end));
    if end < last.0 {
        right = right.rsplit_once(' ').map_or(right, |(whole, _)| whole);
    }
    Context { left, words: brief.text.slice(span), right }
}

/// Lists hits, given in the order of the text by their index, in another order.
///
/// Hits whose context is the same stay in the order of the text.
pub fn put_in_order(folded: &Folded, hits: &[Hit], order: Order, list: &mut [u32]) {
    let hit = |index: &u32| hits[*index as usize];
    match order {
        Order::Place => list.sort_unstable(),
        Order::Left => list.sort_by(|a, b| {
            words_before(folded, hit(a)).cmp(words_before(folded, hit(b))).then(a.cmp(b))
        }),
        Order::Right => list.sort_by(|a, b| {
            words_after(folded, hit(a)).cmp(words_after(folded, hit(b))).then(a.cmp(b))
        }),
    }
}

/// How many words of the context decide an order.
const N_WORDS: usize = 6;

fn words_before(folded: &Folded, hit: Hit) -> impl Iterator<Item = &str> {
    let (start, _) = folded.block(folded.block_at(hit.start));
    let before = &folded.as_str()[start..hit.start as usize];
    words(before.rsplit(|letter: char| !letter.is_alphanumeric()))
}

fn words_after(folded: &Folded, hit: Hit) -> impl Iterator<Item = &str> {
    let (_, end) = folded.block(folded.block_at(hit.start));
    let after = &folded.as_str()[hit.end as usize..end.max(hit.end as usize)];
    words(after.split(|letter: char| !letter.is_alphanumeric()))
}

fn words<'a>(pieces: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    pieces.filter(|word| !word.is_empty()).take(N_WORDS)
}

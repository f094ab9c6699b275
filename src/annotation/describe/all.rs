//! Describes many passages of one brief at once, as [`describe`](super::describe) does each.
//!
//! Passages with the same words share one pass of the text, and their places stand sorted by what
//! follows them: the rivals of a place are its neighbours there, so that ten thousand hits of one
//! word cost a sort and not ten thousand passes.

use std::collections::BTreeMap;

use super::{Around, Rival, occurrences, shared_after, shared_before, target, within};
use crate::annotation::Target;
use crate::brief::Brief;
use crate::text::Passage;

/// The targets of some passages, in their order: each what [`describe`](super::describe) gives.
#[must_use]
pub fn describe_all(brief: &Brief, passages: &[Passage]) -> Vec<Target> {
    let mut by_words: BTreeMap<&str, Places> = BTreeMap::new();
    let text = brief.text.as_str();
    let targets = passages.iter().map(|passage| {
        let span = passage.span();
        let words = brief.text.slice(span);
        let places = by_words.entry(words).or_insert_with(|| Places::new(text, words));
        let mut around = Around::new(&brief.text, span);
        let (_, least) = around.least();
        let rivals = places.rivals(text, brief.text.byte(span.start).0, least);
        target(brief, span, &mut around, &rivals)
    });
    targets.collect()
}

/// All places of some words.
struct Places {
    n_bytes: usize,
    /// The bytes at which they begin, in the order of what follows them.
    by_suffix: Vec<usize>,
    /// For each byte at which they begin, in order, its index in `by_suffix`.
    ranks: Vec<(usize, usize)>,
}

impl Places {
    fn new(text: &str, words: &str) -> Places {
        let n_bytes = words.len();
        let mut by_suffix: Vec<usize> = occurrences(text, words).collect();
        by_suffix.sort_by(|a, b| after(text, a + n_bytes).cmp(after(text, b + n_bytes)));
        let mut ranks: Vec<_> =
            by_suffix.iter().enumerate().map(|(rank, place)| (*place, rank)).collect();
        ranks.sort_unstable();
        Places { n_bytes, by_suffix, ranks }
    }

    /// The other places that could be taken for one: those that share `least` code points after it.
    /// Any other is told from it by those.
    fn rivals(&self, text: &str, place: usize, least: u32) -> Vec<Rival> {
        let Ok(index) = self.ranks.binary_search_by_key(&place, |(place, _)| *place) else {
            return Vec::new();
        };
        let rank = self.ranks[index].1;
        let rival = |other: &usize| {
            let following = |place: usize| &text[place + self.n_bytes..];
            let after = shared_after(following(place), following(*other));
            let before = || shared_before(&text[..place], &text[..*other]);
            (after >= least).then(|| Rival { before: before(), after })
        };
        let before = self.by_suffix[..rank].iter().rev().map_while(rival);
        let after = self.by_suffix[rank + 1..].iter().map_while(rival);
        before.chain(after).collect()
    }
}

/// What follows a byte, as far as it can matter.
fn after(text: &str, byte: usize) -> &[u8] {
    within(&text.as_bytes()[byte..])
}

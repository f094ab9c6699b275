//! Which words of a text are other words in another: what a reader is shown before they confirm.
//!
//! Takes two texts; gives the pieces that make up both, in order: what stands in both, what is gone,
//! what has come. Knows nothing of briefs or of the page.
//!
//! The shortest list of words to take out and to put in is found as Myers showed ("An O(ND)
//! difference algorithm and its variations", 1986), in the form that needs memory in proportion to
//! the texts alone: for n words that differ in d it costs n · d. Texts that differ in more than
//! [`MOST_EDITS`] words are not read side by side by anyone, and are told apart only at their ends.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation as _;

/// How many words may be out and in, of two texts that are compared word by word.
const MOST_EDITS: usize = 2_000;

/// A piece of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'text> {
    /// Stands in both.
    Same(&'text str),
    /// Stands in the old text alone.
    Gone(&'text str),
    /// Stands in the new text alone.
    Come(&'text str),
}

/// Words that gave way to others. One of the two may be empty, never both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replacement {
    /// The words that stood there, without white space at their edges.
    pub gone: String,
    /// The words that stand there now, without white space at their edges.
    pub come: String,
}

/// The pieces of two texts, in order. What is gone stands before what has come in its place.
///
/// Words are those of UAX 29, and what stands between them counts as words too.
// Invariant: `Same` and `Gone` together are the old text, `Same` and `Come` the new one; no piece is
// empty, and no two of a kind meet.
#[must_use]
pub fn differences<'text>(old: &'text str, new: &'text str) -> Vec<Piece<'text>> {
    let (old_words, new_words) = (words(old), words(new));
    let mut pairs = Vec::new();
    common(&old_words, &new_words, (0, 0), &mut pairs);
    let mut stretches = stretches(&pairs, (old_words.len(), new_words.len()));
    join_over_spaces(&mut stretches, &old_words);

    let (old_starts, new_starts) = (starts(&old_words), starts(&new_words));
    let mut pieces = Vec::with_capacity(stretches.len() * 2);
    for Stretch { is_same, old: (a, b), new: (c, d) } in stretches {
        let (gone, come) = (&old[old_starts[a]..old_starts[b]], &new[new_starts[c]..new_starts[d]]);
        if is_same {
            pieces.push(Piece::Same(gone));
        } else {
            pieces.extend((!gone.is_empty()).then_some(Piece::Gone(gone)));
            pieces.extend((!come.is_empty()).then_some(Piece::Come(come)));
        }
    }
    pieces
}

/// What was replaced by what from one text to another, each once: two passages with the same answer
/// changed in the same way. Empty where only white space differs, or nothing.
#[must_use]
pub fn replacements(old: &str, new: &str) -> BTreeSet<Replacement> {
    let mut replacements = BTreeSet::new();
    let mut pending: Option<&str> = None;
    let mut add = |gone: &str, come: &str| {
        let (gone, come) = (gone.trim().to_owned(), come.trim().to_owned());
        if gone != come {
            replacements.insert(Replacement { gone, come });
        }
    };
    for piece in differences(old, new) {
        match piece {
            Piece::Gone(words) => pending = Some(words),
            Piece::Come(words) => add(pending.take().unwrap_or_default(), words),
            Piece::Same(_) => {
                if let Some(words) = pending.take() {
                    add(words, "");
                }
            }
        }
    }
    if let Some(words) = pending {
        add(words, "");
    }
    replacements
}

fn words(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// The byte at which each word begins, and the end of the last.
fn starts(words: &[&str]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(words.len() + 1);
    let mut byte = 0;
    starts.push(byte);
    for word in words {
        byte += word.len();
        starts.push(byte);
    }
    starts
}

/// A stretch of both texts, as start and end index of words.
struct Stretch {
    is_same: bool,
    old: (usize, usize),
    new: (usize, usize),
}

/// The longest stretches that are the same, and what lies between them.
fn stretches(pairs: &[(usize, usize)], (n_old, n_new): (usize, usize)) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut old, mut new) = (0, 0);
    let differ = |old, new| Stretch { is_same: false, old, new };
    for &(a, b) in pairs {
        if old < a || new < b {
            stretches.push(differ((old, a), (new, b)));
        }
        (old, new) = (a + 1, b + 1);
        match stretches.last_mut() {
            Some(last) if last.is_same => (last.old.1, last.new.1) = (old, new),
            Some(_) | None => {
                stretches.push(Stretch { is_same: true, old: (a, old), new: (b, new) });
            }
        }
    }
    if old < n_old || new < n_new {
        stretches.push(differ((old, n_old), (new, n_new)));
    }
    stretches
}

/// A space between two words that both changed is read as part of the change.
fn join_over_spaces(stretches: &mut Vec<Stretch>, old_words: &[&str]) {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut following = stretches.drain(..).peekable();
    while let Some(stretch) = following.next() {
        let is_space = stretch.is_same
            && old_words[stretch.old.0..stretch.old.1].iter().all(|word| word.trim().is_empty());
        let is_between = is_space && following.peek().is_some() && !joined.is_empty();
        match joined.last_mut() {
            Some(last) if !last.is_same && (is_between || !stretch.is_same) => {
                (last.old.1, last.new.1) = (stretch.old.1, stretch.new.1);
            }
            Some(_) | None => joined.push(stretch),
        }
    }
    drop(following);
    *stretches = joined;
}

/// Adds the pairs of words that two texts have in common, as indices counted from `(at_old, at_new)`,
/// in order.
fn common(
    old: &[&str],
    new: &[&str],
    (at_old, at_new): (usize, usize),
    pairs: &mut Vec<(usize, usize)>,
) {
    let n_before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    pairs.extend((0..n_before).map(|n| (at_old + n, at_new + n)));
    let (old, new) = (&old[n_before..], &new[n_before..]);
    let (at_old, at_new) = (at_old + n_before, at_new + n_before);
    let n_after = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (n_old, n_new) = (old.len() - n_after, new.len() - n_after);
    let (inner_old, inner_new) = (&old[..n_old], &new[..n_new]);
    // Where one side is empty all of the other is out or in.
    if !inner_old.is_empty()
        && !inner_new.is_empty()
        && let Some((a, b)) = middle(inner_old, inner_new)
    {
        common(&inner_old[..a], &inner_new[..b], (at_old, at_new), pairs);
        common(&inner_old[a..], &inner_new[b..], (at_old + a, at_new + b), pairs);
    }
    pairs.extend((0..n_after).map(|n| (at_old + n_old + n, at_new + n_new + n)));
}

/// A place half-way on a shortest way from one text to the other, as an index of each; neither text
/// is empty, and they differ at both ends. `None` where the way is too long.
///
/// Two searches set out, one from each end, and go as far as they can for each number of edits; where
/// they meet is on a shortest way.
fn middle(old: &[&str], new: &[&str]) -> Option<(usize, usize)> {
    let (n_old, n_new) = (signed(old.len()), signed(new.len()));
    let most = ((n_old + n_new + 1) / 2).min(signed(MOST_EDITS / 2));
    let (mut ahead, mut back) = (Search::new(n_old, n_new, most), Search::new(n_old, n_new, most));
    // Each search counts from its own end, so a diagonal of one is another of the other.
    let delta = n_old - n_new;
    for n_edits in 0..=most {
        for diagonal in (-n_edits..=n_edits).step_by(2) {
            let is_same = |a: usize, b: usize| old[a] == new[b];
            let Some((start, end)) = ahead.step(diagonal, n_edits, is_same) else { continue };
            let other = delta - diagonal;
            if delta % 2 != 0 && other.abs() < n_edits && end + back.reached(other) >= n_old {
                return Some((unsigned(start), unsigned(start - diagonal)));
            }
        }
        for diagonal in (-n_edits..=n_edits).step_by(2) {
            let is_same = |a: usize, b: usize| old[old.len() - 1 - a] == new[new.len() - 1 - b];
            let Some((_, end)) = back.step(diagonal, n_edits, is_same) else { continue };
            let other = delta - diagonal;
            if delta % 2 == 0 && other.abs() <= n_edits && end + ahead.reached(other) >= n_old {
                return Some((unsigned(n_old - end), unsigned(n_new - (end - diagonal))));
            }
        }
    }
    None
}

/// How far one search has come on each diagonal: the index in the old text less that in the new one.
struct Search {
    n_old: isize,
    n_new: isize,
    most: isize,
    /// The furthest index in the old text; `UNREACHED` where there is none. Has one diagonal more on
    /// either side, which is looked at and never reached.
    furthest: Vec<isize>,
}

/// Less than any index, by more than any length.
const UNREACHED: isize = isize::MIN / 2;

impl Search {
    fn new(n_old: isize, n_new: isize, most: isize) -> Search {
        let furthest = vec![UNREACHED; unsigned(2 * most + 3)];
        Search { n_old, n_new, most, furthest }
    }

    fn slot(&self, diagonal: isize) -> usize {
        unsigned(diagonal + self.most + 1)
    }

    fn reached(&self, diagonal: isize) -> isize {
        self.furthest[self.slot(diagonal)]
    }

    /// Goes as far on a diagonal as so many edits lead: from a neighbour by a word that goes or comes,
    /// and then over all that is the same. Gives the index in the old text before and after that.
    fn step(
        &mut self,
        diagonal: isize,
        n_edits: isize,
        is_same: impl Fn(usize, usize) -> bool,
    ) -> Option<(isize, isize)> {
        let begun = if n_edits == 0 { 0 } else { UNREACHED };
        let ways = [begun, self.reached(diagonal - 1) + 1, self.reached(diagonal + 1)];
        let is_within = |at: &isize| {
            (0..=self.n_old).contains(at) && (0..=self.n_new).contains(&(at - diagonal))
        };
        let start = ways.into_iter().filter(is_within).max();
        let mut end = start.unwrap_or(UNREACHED);
        if start.is_some() {
            while end < self.n_old
                && end - diagonal < self.n_new
                && is_same(unsigned(end), unsigned(end - diagonal))
            {
                end += 1;
            }
        }
        let slot = self.slot(diagonal);
        self.furthest[slot] = end;
        start.map(|start| (start, end))
    }
}

fn signed(length: usize) -> isize {
    isize::try_from(length).expect("no text is longer than the memory")
}

fn unsigned(index: isize) -> usize {
    usize::try_from(index).expect("a search stays within both texts")
}

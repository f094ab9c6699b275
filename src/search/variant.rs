//! Spelling variants: words of the brief's own vocabulary that differ a little from those sought.
//!
//! A misreading, a slip or another transliteration changes a few letters: "Krushchev" for
//! "Khrushchev", "Politbureau" for "Politburo". The measure is the edit distance in which a letter
//! more, less, other, or two letters changed about count one (optimal string alignment); what is
//! allowed grows with the length of the word. The nearest come first. Whether one is the same word
//! is the reader's to say: a variant is never searched for before it is ticked.

use super::fold::Folded;
use super::query::{Query, is_word_edge};
use super::scan::{Hit, find};
use crate::order;

/// How many variants are offered at most.
const MOST: usize = 24;

/// How many vocabulary words a phrase is tried with at most, for each of its words.
const MOST_TRIED: usize = 60;

/// The words of a brief, each once. Built once for each brief.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Entry>,
}

/// A word: one of its places in the folded text, and how many it has.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    end: u32,
    count: u32,
}

/// Another spelling of what is sought, or of one word of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The whole phrase with that spelling, folded.
    pub words: String,
    /// How many hits it has, as whole words.
    pub count: usize,
    /// One of them, which says how it is printed.
    pub hit: Hit,
    /// How many letters differ.
    pub distance: usize,
}

impl Vocabulary {
    /// Collects the words of a folded text: its runs of letters and digits.
    #[must_use]
    pub fn new(folded: &Folded) -> Vocabulary {
        let text = folded.as_str();
        let mut places = words_of(text);
        places.sort_unstable_by(|a, b| text[a.0..a.1].cmp(&text[b.0..b.1]));
        let mut words: Vec<Entry> = Vec::new();
        for (start, end) in places {
            match words.last_mut() {
                Some(last) if text[last.start as usize..last.end as usize] == text[start..end] => {
                    last.count += 1;
                }
                Some(_) | None => words.push(Entry {
                    start: super::fold::narrow(start),
                    end: super::fold::narrow(end),
                    count: 1,
                }),
            }
        }
        Vocabulary { words }
    }

    /// The words at a small distance from one, nearest first, then the most frequent; not itself.
    fn near<'a>(&self, text: &'a str, word: &str) -> Vec<(&'a str, usize, Entry)> {
        let sought: Vec<char> = word.chars().collect();
        let mut rows = Rows::default();
        let mut letters = Vec::new();
        let near = self.words.iter().filter_map(|entry| {
            let other = &text[entry.start as usize..entry.end as usize];
            // A letter is one byte at least and four at most.
            if other.len() > 4 * sought.len() + 4 || other == word {
                return None;
            }
            letters.clear();
            letters.extend(other.chars());
            let most = most_distance(sought.len().max(letters.len()));
            let distance = rows.distance(&sought, &letters, most)?;
            Some((other, distance, *entry))
        });
        let mut near: Vec<_> = near.collect();
        order::sort_by_key(&mut near, |(other, distance, entry)| {
            (*distance, std::cmp::Reverse(entry.count), *other)
        });
        near
    }
}

/// The spelling variants of a query of words that have a hit of their own, nearest first. None for
/// an expression or a list.
#[must_use]
pub fn variants(vocabulary: &Vocabulary, folded: &Folded, words: &str) -> Vec<Variant> {
    let sought = crate::text::fold(words.trim(), false);
    let text = folded.as_str();
    let places = words_of(&sought);
    let mut variants: Vec<Variant> = Vec::new();
    for (start, end) in &places {
        let near = vocabulary.near(text, &sought[*start..*end]);
        for (other, distance, entry) in near.into_iter().take(MOST_TRIED) {
            let is_alone = *start == 0 && *end == sought.len();
            let words = format!("{}{other}{}", &sought[..*start], &sought[*end..]);
            let places = if is_alone { Vec::new() } else { places_of(folded, &words) };
            let (count, hit) = match places.first() {
                Some(hit) => (places.len(), *hit),
                None if is_alone => {
                    (entry.count as usize, Hit { start: entry.start, end: entry.end })
                }
                None => continue,
            };
            if variants.iter().all(|variant| variant.words != words) {
                variants.push(Variant { words, count, hit, distance });
            }
        }
    }
    order::sort_by_key(&mut variants, |it| {
        (it.distance, std::cmp::Reverse(it.count), it.words.clone())
    });
    variants.truncate(MOST);
    variants
}

/// How many letters may differ in words of a length, in letters.
fn most_distance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        8..=10 => 2,
        _ => 3,
    }
}

/// The runs of letters and digits of a folded text, as first byte and first byte after.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices() {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from, at));
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    debug_assert!(
        words.iter().all(|(from, to)| is_word_edge(text, *from) && is_word_edge(text, *to))
    );
    words
}

/// Where words stand as whole words.
fn places_of(folded: &Folded, words: &str) -> Vec<Hit> {
    let query = Query { words: words.to_owned(), is_whole_word: true, ..Query::default() };
    let matcher = query.matcher().ok().flatten();
    matcher.map_or_else(Vec::new, |matcher| find(&matcher, folded))
}

/// The last three rows of the table of distances, kept for the next word.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    above: Vec<usize>,
    here: Vec<usize>,
}

impl Rows {
    /// The distance of two words, if it is no more than `most`.
    fn distance(&mut self, one: &[char], other: &[char], most: usize) -> Option<usize> {
        if one.len().abs_diff(other.len()) > most {
            return None;
        }
        self.above.clear();
        self.above.extend(0..=other.len());
        self.before.clone_from(&self.above);
        for (i, letter) in one.iter().enumerate() {
            self.here.clear();
            self.here.push(i + 1);
            for (j, their_letter) in other.iter().enumerate() {
                let changed = self.above[j] + usize::from(letter != their_letter);
                let mut least = changed.min(self.above[j + 1] + 1).min(self.here[j] + 1);
                if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *their_letter {
                    least = least.min(self.before[j - 1] + 1);
                }
                self.here.push(least);
            }
            // A path goes through this row or, by two letters changed about, over it.
            let least = self.here.iter().chain(&self.above).min().copied().unwrap_or_default();
            if least > most {
                return None;
            }
            std::mem::swap(&mut self.before, &mut self.above);
            std::mem::swap(&mut self.above, &mut self.here);
        }
        let distance = self.above[other.len()];
        (distance <= most && distance > 0).then_some(distance)
    }
}

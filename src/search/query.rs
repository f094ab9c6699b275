//! What is looked for: words with their variants, or a regular expression.

use memchr::memmem::Finder;
use regex_lite::{Regex, RegexBuilder};

use super::Hit;
use crate::order;
use crate::text::{fold, folded_sign};

/// The longest stretch of the folded text, in bytes, that the words of a query can be.
const MOST_WORDS: usize = 1_000;

/// The most that a regular expression may weigh once it is compiled, in bytes.
const MOST_PATTERN: usize = 1 << 20;

/// What a reader looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, or the regular expression, as typed.
    pub words: String,
    /// How `words` is read.
    pub manner: Manner,
    /// Other words that count as hits too: the variants that the reader ticked.
    pub variants: Vec<String>,
    /// Whether capital and small letters differ.
    pub is_case_kept: bool,
    /// Whether a hit must begin and end where a word does.
    pub is_whole_word: bool,
}

/// How the words of a query are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// As they stand.
    #[default]
    Words,
    /// As a regular expression (the syntax of `regex-lite`: no look-around, no back-references).
    /// `^` and `$` are the edges of a block, and nothing reaches beyond it.
    Pattern,
    /// As a list: each line is looked for by itself.
    List,
}

/// Why a query cannot be looked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The regular expression is none.
    #[error("this is not a regular expression: {0}")]
    Pattern(String),
    /// Too much was typed.
    #[error("this is too long to look for: {MOST_WORDS} characters are the most")]
    TooLong,
}

/// A query made ready. Reads folded text only.
#[derive(Clone, Debug)]
pub struct Matcher {
    sought: Sought,
    is_case_kept: bool,
    is_whole_word: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Sought {
    Words(Vec<Finder<'static>>),
    Pattern(Regex),
}

impl Query {
    /// Makes the query ready. `None` when nothing is typed.
    ///
    /// # Errors
    /// When it is no regular expression, or too long.
    pub fn matcher(&self) -> Result<Option<Matcher>, QueryError> {
        let sought = match self.manner {
            Manner::Words => self.finders(std::iter::once(self.words.as_str()))?,
            Manner::List => self.finders(self.words.lines())?,
            Manner::Pattern => self.pattern()?,
        };
        let Query { is_case_kept, is_whole_word, .. } = *self;
        Ok(sought.map(|sought| Matcher { sought, is_case_kept, is_whole_word }))
    }

    fn finders<'a>(
        &'a self,
        lines: impl Iterator<Item = &'a str>,
    ) -> Result<Option<Sought>, QueryError> {
        let typed = lines.chain(self.variants.iter().map(String::as_str));
        let mut words: Vec<String> =
            typed.map(|words| fold(words.trim(), self.is_case_kept)).collect();
        words.retain(|words| !words.is_empty());
        order::sort(&mut words);
        words.dedup();
        if words.iter().any(|words| words.len() > MOST_WORDS) {
            return Err(QueryError::TooLong);
        }
        let finders: Vec<_> =
            words.iter().map(|words| Finder::new(words.as_bytes()).into_owned()).collect();
        Ok((!finders.is_empty()).then_some(Sought::Words(finders)))
    }

    fn pattern(&self) -> Result<Option<Sought>, QueryError> {
        if self.words.is_empty() {
            return Ok(None);
        }
        if self.words.len() > MOST_WORDS {
            return Err(QueryError::TooLong);
        }
        let pattern = folded_pattern(&self.words, self.is_case_kept);
        let built = RegexBuilder::new(&pattern)
            .case_insensitive(!self.is_case_kept)
            .size_limit(MOST_PATTERN)
            .build();
        built
            .map(|regex| Some(Sought::Pattern(regex)))
            .map_err(|error| QueryError::Pattern(error.to_string()))
    }
}

impl Matcher {
    /// Whether a piece of text (a note, a name) has a hit: the test of a filter.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find_in(&fold(text, self.is_case_kept)).next().is_some()
    }

    /// Whether it was made for text that keeps its case: which [`Folded`](super::Folded) it reads.
    #[must_use]
    pub fn is_case_kept(&self) -> bool {
        self.is_case_kept
    }

    /// How many different words it looks for; one for a regular expression.
    #[must_use]
    pub fn n_sought(&self) -> usize {
        match &self.sought {
            Sought::Words(finders) => finders.len(),
            Sought::Pattern(_) => 1,
        }
    }

    /// Whether it looks for a regular expression.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        match self.sought {
            Sought::Pattern(_) => true,
            Sought::Words(_) => false,
        }
    }

    pub(super) fn sought(&self) -> &Sought {
        &self.sought
    }

    /// Every hit in one piece of folded text, overlapping ones too where there are several words.
    pub(super) fn find_in<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let (finders, pattern) = match &self.sought {
            Sought::Words(finders) => (finders.as_slice(), None),
            Sought::Pattern(pattern) => (&[][..], Some(pattern)),
        };
        let words = finders.iter().flat_map(|finder| occurrences(finder, folded.as_bytes(), 0));
        let found = pattern.into_iter().flat_map(|pattern| pattern.find_iter(folded));
        let found = found.filter(|found| !found.is_empty());
        words
            .chain(found.map(|found| Hit::new(found.start(), found.end())))
            .filter(|hit| self.is_fitting(folded, *hit))
    }

    /// Whether a hit begins and ends where a word does, when it must.
    pub(super) fn is_fitting(&self, folded: &str, hit: Hit) -> bool {
        !self.is_whole_word
            || (is_word_edge(folded, hit.start as usize) && is_word_edge(folded, hit.end as usize))
    }
}

/// Every place where words stand in folded text from a byte on, overlapping ones too.
pub(super) fn occurrences<'a>(
    finder: &'a Finder<'static>,
    folded: &'a [u8],
    from: usize,
) -> impl Iterator<Item = Hit> + 'a {
    let length = finder.needle().len();
    let mut from = from;
    std::iter::from_fn(move || {
        let start = from + finder.find(folded.get(from..)?)?;
        from = start + 1;
        Some(Hit::new(start, start + length))
    })
}

/// Whether no word goes over a place: a letter or digit stands on one side of it at most.
pub(super) fn is_word_edge(folded: &str, place: usize) -> bool {
    let before = folded[..place].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = folded[place..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}

/// A regular expression for folded text. Its signs and its letters beyond ASCII are folded; ASCII
/// letters are left to the engine, since after a backslash they are no letters.
fn folded_pattern(pattern: &str, is_case_kept: bool) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for character in pattern.chars() {
        match folded_sign(character) {
            // In a class a plain hyphen would make a range.
            '-' if character != '-' => folded.push_str("\\-"),
            sign if is_case_kept || sign.is_ascii() => folded.push(sign),
            sign => folded.extend(sign.to_lowercase()),
        }
    }
    folded
}

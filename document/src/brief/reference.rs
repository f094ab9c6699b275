//! Words that point elsewhere in the document: "(see above)", "see paragraph 4".
//!
//! A link is made only where the text tells its target: by a number, or by the date and names in
//! the words before it, which the target shares. Else the words stay words.

use std::collections::{HashMap, HashSet};

use super::{Block, Brief, DateMention, Kind, Link};
use crate::text::{Byte, Span};

/// What a link may point to by its number: the paragraphs, by part and sign.
pub(super) struct Linking {
    paragraphs: HashMap<(usize, String), usize>,
}

impl Linking {
    /// Needs all the blocks.
    pub(super) fn new(brief: &Brief) -> Linking {
        let blocks = brief.blocks.iter().enumerate();
        let paragraphs = blocks
            .filter(|(_, block)| block.kind == Kind::Paragraph)
            .map(|(index, block)| ((block.part, sign(block).to_owned()), index))
            .collect();
        Linking { paragraphs }
    }

    /// Finds the links of a block, in order. Takes the dates of all blocks up to this one.
    pub(super) fn read(&self, brief: &Brief, dates: &[DateMention], index: usize) -> Vec<Link> {
        let block = &brief.blocks[index];
        let text = brief.text_of(block);
        let offset = brief.text.byte(block.span.start).0;
        let link = |start: usize, end: usize, target: usize| {
            let at = |byte: usize| brief.text.code_point(Byte(offset + byte));
            Link { span: Span { start: at(start), end: at(end) }, target }
        };
        phrases(text, SEE)
            .filter_map(|start| {
                let rest = &text.as_bytes()[start + SEE.len()..];
                let begins = |word: &str| {
                    rest.get(..word.len())
                        .is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()))
                };
                if begins("above") {
                    let end = start + SEE.len() + "above".len();
                    return Some(link(start, end, above(brief, dates, index, start)?));
                }
                let (number, end) = begins("para").then(|| number_after(text, start)).flatten()?;
                let target = *self.paragraphs.get(&(block.part, number))?;
                (target != index).then(|| link(start, end, target))
            })
            .collect()
    }
}

/// What every link begins with.
const SEE: &str = "see ";

fn sign(block: &Block) -> &str {
    block.label.as_deref().unwrap_or_default().trim_matches(['(', ')', '.'])
}

/// The places of an ASCII phrase, whatever its capitals.
fn phrases<'a>(text: &'a str, phrase: &'static str) -> impl Iterator<Item = usize> + 'a {
    let pieces = text.as_bytes().windows(phrase.len()).enumerate();
    let is_phrase = |piece: &[u8]| {
        piece[0].to_ascii_lowercase() == phrase.as_bytes()[0]
            && piece.eq_ignore_ascii_case(phrase.as_bytes())
    };
    pieces.filter(move |(_, piece)| is_phrase(piece)).map(|(start, _)| start)
}

/// The number in "see paragraph 4", "see para. 12 above", with the byte after it.
fn number_after(text: &str, start: usize) -> Option<(String, usize)> {
    let length = text[start..].find(|sign: char| sign.is_ascii_digit())?;
    let words = text[start..start + length].to_ascii_lowercase();
    if !matches!(words.as_str(), "see para " | "see para. " | "see paragraph " | "see paragraphs ")
    {
        return None;
    }
    let digits = &text[start + length..];
    let n_digits = digits.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(digits.len());
    Some((digits[..n_digits].to_owned(), start + length + n_digits))
}

/// How many blocks back "above" reaches.
const REACH: usize = 200;

/// The block that "see above" at a byte of a block points to: of the earlier blocks of the part
/// that name the same date (or, where the words before give none, at least two of the same
/// names), the one that shares most of the words before it; of equals the nearest.
fn above(brief: &Brief, dates: &[DateMention], index: usize, byte: usize) -> Option<usize> {
    let block = &brief.blocks[index];
    let text = brief.text_of(block);
    let sentence = text[..byte].rfind(". ").map_or(0, |stop| stop + 2);
    let offset = brief.text.byte(block.span.start).0;
    let from = brief.text.code_point(Byte(offset + sentence));
    let to = brief.text.code_point(Byte(offset + byte));
    let last_date = dates.partition_point(|date| date.span.start < to);
    let date = dates[..last_date].last().filter(|date| date.span.start >= from);
    let words: HashSet<&str> = telling_words(&text[sentence..byte]).collect();
    let needed = if date.is_some() { 1 } else { 2 };
    let candidates = (index.saturating_sub(REACH)..index).rev().filter_map(|candidate| {
        let other = &brief.blocks[candidate];
        if other.part != block.part {
            return None;
        }
        if let Some(date) = date {
            let first = dates.partition_point(|mention| mention.span.start < other.span.start);
            let mut in_block =
                dates[first..].iter().take_while(|mention| mention.span.end <= other.span.end);
            if !in_block.any(|mention| mention.value == date.value) {
                return None;
            }
        }
        let shared: HashSet<&str> =
            telling_words(brief.text_of(other)).filter(|word| words.contains(word)).collect();
        (shared.len() >= needed).then_some((shared.len(), candidate))
    });
    // `max_by_key` gives the last of equals, and the candidates come nearest first.
    candidates.rev().max_by_key(|&(n_shared, _)| n_shared).map(|(_, candidate)| candidate)
}

/// Names and figures: what tells one passage from another.
fn telling_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| word.starts_with(|sign: char| sign.is_uppercase() || sign.is_ascii_digit()))
}

//! Words that point elsewhere in the document: "(see above)", "see paragraph 4".
//!
//! A link is made only where the text tells its target: by a number, or by the date and names in
//! the words before it, which the target shares. Else the words stay words.

use std::collections::{HashMap, HashSet};

use super::{Block, Brief, Kind, Link};
use crate::text::{Byte, Span};

/// Finds the links of all blocks. Needs the dates.
pub(super) fn bind(brief: &mut Brief) {
    let paragraphs: HashMap<(usize, String), usize> = brief
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind == Kind::Paragraph)
        .map(|(index, block)| ((block.part, sign(block).to_owned()), index))
        .collect();
    let links: Vec<Vec<Link>> = (0..brief.blocks.len())
        .map(|index| {
            let block = &brief.blocks[index];
            let text = brief.text_of(block);
            let offset = brief.text.byte(block.span.start).0;
            let span = |start: usize, end: usize| Span {
                start: brief.text.code_point(Byte(offset + start)),
                end: brief.text.code_point(Byte(offset + end)),
            };
            let above = phrases(text, "see above").into_iter().filter_map(|(start, end)| {
                Some(Link { span: span(start, end), target: above(brief, index, start)? })
            });
            let numbered = phrases(text, "see para").into_iter().filter_map(|(start, _)| {
                let (number, end) = number_after(text, start)?;
                let target = *paragraphs.get(&(block.part, number))?;
                (target != index).then(|| Link { span: span(start, end), target })
            });
            let mut links: Vec<_> = above.chain(numbered).collect();
            links.sort_by_key(|link| link.span);
            links
        })
        .collect();
    for (block, links) in brief.blocks.iter_mut().zip(links) {
        block.links = links;
    }
}

fn sign(block: &Block) -> &str {
    block.label.as_deref().unwrap_or_default().trim_matches(['(', ')', '.'])
}

/// The places of a phrase, whatever its capitals.
fn phrases(text: &str, phrase: &str) -> Vec<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    lower.match_indices(phrase).map(|(start, _)| (start, start + phrase.len())).collect()
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
fn above(brief: &Brief, index: usize, byte: usize) -> Option<usize> {
    let block = &brief.blocks[index];
    let text = brief.text_of(block);
    let sentence = text[..byte].rfind(". ").map_or(0, |stop| stop + 2);
    let offset = brief.text.byte(block.span.start).0;
    let from = brief.text.code_point(Byte(offset + sentence));
    let to = brief.text.code_point(Byte(offset + byte));
    let last_date = brief.dates.partition_point(|date| date.span.start < to);
    let date = brief.dates[..last_date].last().filter(|date| date.span.start >= from);
    let words: HashSet<&str> = telling_words(&text[sentence..byte]).collect();
    let needed = if date.is_some() { 1 } else { 2 };
    let candidates = (index.saturating_sub(REACH)..index).rev().filter_map(|candidate| {
        let other = &brief.blocks[candidate];
        if other.part != block.part {
            return None;
        }
        if let Some(date) = date {
            let first =
                brief.dates.partition_point(|mention| mention.span.start < other.span.start);
            let mut in_block = brief.dates[first..]
                .iter()
                .take_while(|mention| mention.span.end <= other.span.end);
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

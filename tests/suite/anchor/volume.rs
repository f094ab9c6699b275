//! A text of millions of letters: the published brief again and again, each time in other words.

use briefmark::brief::{Brief, Kind};
use briefmark::text::Passage;

use super::chance::Chance;

/// Copies of a text until there are so many bytes, one after the other, each on lines of its own.
/// In all but the first every fourth word of three letters or more is another of the text's, and each
/// number is another.
pub(super) fn volume(text: &str, n_bytes: usize, chance: &mut Chance) -> String {
    let is_word = |word: &&str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let words: Vec<&str> = tokens(text).filter(is_word).collect();
    let mut volume = text.to_owned();
    while volume.len() < n_bytes {
        volume.push('\n');
        for token in tokens(text) {
            if is_word(&token) && chance.below(4) == 0 {
                volume.push_str(words[chance.below(words.len())]);
            } else if token.bytes().all(|byte| byte.is_ascii_digit()) {
                volume.extend(token.bytes().map(|_| char::from(b"123456789"[chance.below(9)])));
            } else {
                volume.push_str(token);
            }
        }
    }
    volume
}

/// The runs of ASCII letters and digits of a text, and what stands between them, in order.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    text.split_inclusive(move |c| !is_word(c)).flat_map(move |piece| {
        let end = piece.find(|c| !is_word(c)).unwrap_or(piece.len());
        let (word, rest) = piece.split_at(end);
        [word, rest].into_iter().filter(|token| !token.is_empty())
    })
}

/// So many passages of 12 to 240 code points, each of whole words of one paragraph, spread evenly
/// over a brief.
pub(super) fn passages(brief: &Brief, n_passages: usize, chance: &mut Chance) -> Vec<Passage> {
    let paragraphs: Vec<_> = brief
        .blocks
        .iter()
        .filter(|block| block.kind != Kind::Footnote && block.span.len() >= 12)
        .map(|block| briefmark::text::words(&brief.text, block.span))
        .filter(|words| words.len() >= 3)
        .collect();
    let mut passages = Vec::new();
    let mut index = 0;
    while passages.len() < n_passages {
        let words = &paragraphs[index * 7919 % paragraphs.len()];
        index += 1;
        let first = words[chance.below(words.len())];
        let n_code_points = 12 + u32::try_from(chance.below(229)).expect("it is small");
        let last = words.iter().rev().find(|last| last.end().0 <= first.start().0 + n_code_points);
        let span = last.map(|last| briefmark::text::Span { start: first.start(), end: last.end() });
        let span = span.filter(|span| span.start < span.end && span.len() >= 12);
        passages.extend(span.and_then(|span| Passage::around(&brief.text, span)));
    }
    passages
}

//! Running text: whether a sentence or a quotation is at its end.

use super::paragraph::Chunk;

/// Whether a line breaks off inside a sentence: no full stop, question mark or the like stands at
/// its end, whatever quotation marks, brackets, markup and footnote marks follow it.
pub(super) fn is_unfinished(text: &str) -> bool {
    const SHORT: [&str; 12] = [
        "Mr.", "Mrs.", "Dr.", "Gen.", "Col.", "Maj.", "Lt.", "Messrs.", "No.", "i.e.", "e.g.",
        "cf.",
    ];
    let text = text.trim_end_matches(|sign: char| "\"'”’)]*\\~_†‡/ ".contains(sign));
    let last_word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last_word = last_word.trim_start_matches(['(', '"', '[', '“']);
    let is_initial = last_word.len() == 2
        && last_word.ends_with('.')
        && last_word.starts_with(char::is_uppercase);
    !text.ends_with(['.', '?', '!', ':', ';', '…']) || is_initial || SHORT.contains(&last_word)
}

/// Whether a line begins in the middle of a sentence: its first letter is a small one.
pub(super) fn starts_small(text: &str) -> bool {
    let first = text.chars().find(|sign| !"\"'“‘([*_~\\".contains(*sign));
    first.is_some_and(|first| first.is_lowercase() || matches!(first, ',' | ';' | ')' | ']'))
}

/// Whether a paragraph is a quotation set by itself: it begins with a quotation mark, and either
/// ends with one or leaves it open (for a page turn, or as multi-paragraph quotations do).
pub(super) fn is_quotation(chunks: &[Chunk<'_>]) -> bool {
    let (Some(first), Some(last)) = (chunks.first(), chunks.last()) else { return false };
    if !first.text.trim_start_matches(['*', '_', '\\']).starts_with(['"', '“']) {
        return false;
    }
    let tail = last.text.trim_end_matches(|sign: char| "*_\\.,;†‡".contains(sign));
    let depth = || chunks.iter().flat_map(|chunk| marks(chunk.text)).map(Mark::step).sum::<i32>();
    tail.ends_with(['"', '”']) || depth() > 0
}

/// Whether a paragraph closes a quotation that it has not opened.
pub(super) fn closes_quotation(chunks: &[Chunk<'_>]) -> bool {
    let mut depth = 0;
    chunks.iter().flat_map(|chunk| marks(chunk.text)).any(|mark| {
        depth += mark.step();
        depth < 0
    })
}

/// A double quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It opens, at this byte.
    Opening(usize),
    /// It closes, at this byte.
    Closing(usize),
}

impl Mark {
    fn step(self) -> i32 {
        match self {
            Mark::Opening(_) => 1,
            Mark::Closing(_) => -1,
        }
    }
}

/// The double quotation marks of a text. A straight one opens at the start of a word.
pub(super) fn marks(text: &str) -> impl Iterator<Item = Mark> + '_ {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            // The curly ones begin with this byte, as dashes and ellipses do.
            next += bytes[next..].iter().position(|&byte| matches!(byte, b'"' | 0xe2))?;
            let byte = next;
            let sign = text[byte..].chars().next()?;
            next += sign.len_utf8();
            match sign {
                '“' | '„' => return Some(Mark::Opening(byte)),
                '”' => return Some(Mark::Closing(byte)),
                '"' => {
                    let before = text[..byte].chars().next_back().unwrap_or(' ');
                    let after = text[next..].chars().next().unwrap_or(' ');
                    let follows = before.is_whitespace() || "([{/-–—=‘'*_".contains(before);
                    let opens = follows && !after.is_whitespace();
                    return Some(if opens { Mark::Opening(byte) } else { Mark::Closing(byte) });
                }
                _ => {}
            }
        }
    })
}

//! Sentences and words, for a reader who moves and selects without a pointer.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Byte, Passage, ReadingText, Span};

/// The sentences of a span (one block's, as a rule) in order, without the white space between
/// them. Boundaries are those of UAX 29, save that a piece which ends in an abbreviation of the
/// genre ("Dr.", "No.", a lone initial) is joined to the next.
#[must_use]
pub fn sentences(text: &ReadingText, span: Span) -> Vec<Passage> {
    let offset = text.byte(span.start).0;
    let mut sentences = Vec::new();
    let mut pending = None;
    for (byte, piece) in text.slice(span).split_sentence_bound_indices() {
        let start = *pending.get_or_insert(byte);
        if !ends_in_abbreviation(piece) {
            sentences.extend(passage(text, offset + start, offset + byte + piece.len()));
            pending = None;
        }
    }
    if let Some(start) = pending {
        sentences.extend(passage(text, offset + start, text.byte(span.end).0));
    }
    sentences
}

/// The words of a span in order, by UAX 29, without punctuation and white space.
#[must_use]
pub fn words(text: &ReadingText, span: Span) -> Vec<Passage> {
    let offset = text.byte(span.start).0;
    let words = text.slice(span).unicode_word_indices();
    words
        .filter_map(|(byte, word)| passage(text, offset + byte, offset + byte + word.len()))
        .collect()
}

fn passage(text: &ReadingText, start: usize, end: usize) -> Option<Passage> {
    let span = Span { start: text.code_point(Byte(start)), end: text.code_point(Byte(end)) };
    Passage::around(text, span)
}

fn ends_in_abbreviation(piece: &str) -> bool {
    const ABBREVIATIONS: [&str; 14] = [
        "Dr.", "Mr.", "Mrs.", "Messrs.", "Gen.", "Col.", "Maj.", "Lt.", "Capt.", "No.", "Nos.",
        "cf.", "vs.", "approx.",
    ];
    let last = piece.split_whitespace().next_back().unwrap_or_default();
    let last = last.trim_start_matches(['(', '[', '"', '\'', '\u{201c}', '\u{2018}']);
    let is_initial = last.len() == 2 && last.ends_with('.') && last.starts_with(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&last)
}

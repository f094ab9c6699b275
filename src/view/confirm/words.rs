//! What was marked beside what stands there now, the differences marked.

use leptos::prelude::*;

use crate::annotation::{Piece, Quote, Replacement, differences};
use crate::brief::Brief;
use crate::text::Span;

/// How many code points of what stands around a passage are shown on each side.
const REACH: usize = 40;

/// How many replacements are said one by one.
const N_SAID: usize = 3;

/// Words with some of those around them, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) cited: String,
    before: String,
    pub(super) words: String,
    after: String,
}

impl Stretch {
    /// The words of a span, as they stand in a brief.
    pub(super) fn at(brief: &Brief, span: Span) -> Stretch {
        let (reach, length) = (REACH as u32, brief.text.len().0);
        let before = Span::new(span.start.0.saturating_sub(reach), span.start.0);
        let after = Span::new(span.end.0, (span.end.0 + reach).min(length));
        let [before, words, after] = [before, span, after].map(|it| brief.text.slice(it));
        Stretch {
            cited: brief.cite(span),
            before: from_word(before).to_owned(),
            words: words.to_owned(),
            after: to_word(after).to_owned(),
        }
    }

    /// The words of a quotation, as they stood when it was made.
    pub(super) fn stored(quote: &Quote, citation: Option<&str>) -> Stretch {
        let n_before = quote.prefix.chars().count().saturating_sub(REACH);
        let before: String = quote.prefix.chars().skip(n_before).collect();
        let after: String = quote.suffix.chars().take(REACH).collect();
        Stretch {
            cited: citation.unwrap_or_default().to_owned(),
            before: if n_before > 0 { from_word(&before).to_owned() } else { before },
            words: quote.exact.clone(),
            after: to_word(&after).to_owned(),
        }
    }
}

/// What follows the first space: the word before it may be cut.
fn from_word(words: &str) -> &str {
    words.split_once(char::is_whitespace).map_or(words, |(_, whole)| whole)
}

/// What comes before the last space.
fn to_word(words: &str) -> &str {
    words.rsplit_once(char::is_whitespace).map_or(words, |(whole, _)| whole)
}

/// Which of two texts is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// A stretch as one of two texts: what the other has not is marked, the words around it are quiet.
pub(super) fn stretch(
    stretch: &Stretch,
    other: Option<&Stretch>,
    side: Side,
) -> impl IntoView + use<> {
    let pieces = match (other, side) {
        (Some(new), Side::Old) => differences(&stretch.words, &new.words),
        (Some(old), Side::New) => differences(&old.words, &stretch.words),
        (None, Side::Old | Side::New) => vec![Piece::Same(&stretch.words)],
    };
    let pieces = pieces.into_iter().filter_map(|piece| match (piece, side) {
        (Piece::Same(words), _) => Some(words.to_owned().into_any()),
        (Piece::Gone(words), Side::Old) => Some(view! { <del>{words.to_owned()}</del> }.into_any()),
        (Piece::Come(words), Side::New) => Some(view! { <ins>{words.to_owned()}</ins> }.into_any()),
        (Piece::Gone(_), Side::New) | (Piece::Come(_), Side::Old) => None,
    });
    let pieces = pieces.collect_view();
    let around = |words: &str| (!words.trim().is_empty()).then(|| words.to_owned());
    let before = around(&stretch.before).map(|words| {
        view! { <span class="around">{format!("…{words}")}</span> }
    });
    let after = around(&stretch.after).map(|words| {
        view! { <span class="around">{format!("{words}…")}</span> }
    });
    view! { <p class="stretch" dir="auto">{before} <span class="meant">{pieces}</span> {after}</p> }
}

/// How words gave way to others, in a sentence: “Krushchev” is now “Khrushchev”.
pub(super) fn in_words<'it>(replacements: impl IntoIterator<Item = &'it Replacement>) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut n_more = 0_usize;
    for Replacement { gone, come } in replacements {
        if said.len() == N_SAID {
            n_more += 1;
            continue;
        }
        said.push(match (gone.is_empty(), come.is_empty()) {
            (false, true) => format!("“{gone}” is gone"),
            (true, _) => format!("“{come}” has come"),
            (false, false) => format!("“{gone}” is now “{come}”"),
        });
    }
    match (said.is_empty(), n_more) {
        (true, _) => "only the spacing differs".to_owned(),
        (false, 0) => said.join("; "),
        (false, 1) => format!("{}; and 1 other change", said.join("; ")),
        (false, n_more) => format!("{}; and {n_more} other changes", said.join("; ")),
    }
}

/// How like the words are to those that were marked, from 0 to 1, in words.
pub(super) fn likeness(similarity: f64) -> String {
    let percent = (similarity * 100.0).floor();
    let words = if similarity >= 0.97 {
        "nearly the same words"
    } else if similarity >= 0.92 {
        "much the same words"
    } else {
        "words that are alike"
    };
    format!("{words} ({percent} of 100 letters)")
}

//! Stand-off annotations as brat reads them, beside the reading text as a `.txt` file.
//!
//! A line for each annotation and theme: number, type, places in code points, words. brat shows
//! lines one by one, so a passage over the end of a block is given in pieces, as are several
//! passages. A note follows as a comment on it.

use std::fmt::Write as _;

use super::parcel::Parcel;
use crate::annotation::{Annotation, Body};
use crate::brief::Brief;
use crate::text::{Span, code_points};

/// The annotations of a parcel that have a place in its only brief.
pub(super) fn export(parcel: &Parcel, brief: &Brief) -> Vec<u8> {
    let mut file = String::new();
    let (mut n_marks, mut n_notes) = (0, 0);
    for annotation in &parcel.annotations {
        let places = parcel.places(annotation).iter().flatten();
        let spans: Vec<Span> = places.filter_map(|place| place.span()).collect();
        let pieces: Vec<Span> = spans.into_iter().flat_map(|span| pieces(brief, span)).collect();
        if pieces.is_empty() {
            continue;
        }
        let places: Vec<String> =
            pieces.iter().map(|piece| format!("{} {}", piece.start.0, piece.end.0)).collect();
        let words: Vec<&str> = pieces.iter().map(|piece| brief.text.slice(*piece)).collect();
        for kind in kinds(parcel, annotation) {
            n_marks += 1;
            let (places, words) = (places.join(";"), words.join(" "));
            let in_memory = "a text in memory can always be written";
            writeln!(file, "T{n_marks}\t{kind} {places}\t{words}").expect(in_memory);
            if let Some(note) = annotation.note().filter(|note| !note.trim().is_empty()) {
                n_notes += 1;
                let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
                writeln!(file, "#{n_notes}\tAnnotatorNotes T{n_marks}\t{note}").expect(in_memory);
            }
        }
    }
    file.into_bytes()
}

/// What a span holds of each line of the text, white space at the edges aside.
fn pieces(brief: &Brief, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start.0;
    for line in brief.text.slice(span).split('\n') {
        let length = code_points(line);
        let before = length - code_points(line.trim_start());
        let piece = Span::new(start + before, start + before + code_points(line.trim()));
        if !piece.is_empty() {
            pieces.push(piece);
        }
        start += length + 1;
    }
    pieces
}

/// The types of an annotation: its themes as single words of letters, digits, `_` and `-`.
fn kinds(parcel: &Parcel, annotation: &Annotation) -> Vec<String> {
    let themes = annotation.bodies.iter().filter_map(|body| match body {
        Body::Theme { theme, name } => Some(parcel.theme_title(theme, name)),
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    let words = themes.map(|title| {
        let word = |sign: char| if sign.is_alphanumeric() || sign == '-' { sign } else { '_' };
        let kind: String = title.chars().map(word).collect();
        if kind.is_empty() { "Theme".to_owned() } else { kind }
    });
    let mut kinds: Vec<String> = words.collect();
    kinds.dedup();
    if kinds.is_empty() {
        kinds.push(if annotation.is_highlight() { "Highlight" } else { "Note" }.to_owned());
    }
    kinds
}

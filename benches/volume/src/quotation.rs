//! Passages of a volume, as tools store them.

use crate::Volume;
use crate::chance::Chance;

/// How many characters of context stand on each side.
const CONTEXT: usize = 32;

/// How many themes the passages have between them.
const N_THEMES: usize = 10;

/// A passage as a tool stores it: its words with what stands around them, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its name.
    pub id: String,
    /// Its theme: one of ten, in turn.
    pub theme: String,
    /// The words.
    pub exact: String,
    /// Up to 32 characters before them.
    pub prefix: String,
    /// Up to 32 characters after them.
    pub suffix: String,
    /// The first UTF-16 unit, in the volume's text.
    pub start: usize,
    /// The first UTF-16 unit after it.
    pub end: usize,
}

/// So many passages of a volume, in the order of its text, each of whole words of one paragraph; the
/// same words may stand in several. What may be a label at a paragraph's beginning is in none.
pub(crate) fn spread(volume: &Volume, n_quotations: usize) -> Vec<Quotation> {
    let mut chance = Chance::new(23);
    let places = places(volume);
    let n_letters: usize = places.iter().map(|place| place.end - place.start).sum();
    let mut quotations = Vec::with_capacity(n_quotations);
    let (mut before, mut utf16, mut byte) = (0, 0, 0);
    let mut place_idx = 0;
    for nth in 0..n_quotations {
        // The nth of equal shares of all letters that may be quoted.
        let share = nth * n_letters / n_quotations;
        while share >= before + (places[place_idx].end - places[place_idx].start) {
            before += places[place_idx].end - places[place_idx].start;
            place_idx += 1;
        }
        let place = &places[place_idx];
        let (start, end) = words_at(&volume.text, place, place.start + share - before, &mut chance);
        if start < byte {
            (utf16, byte) = (0, 0);
        }
        utf16 += volume.text[byte..start].encode_utf16().count();
        byte = start;
        let exact = &volume.text[start..end];
        quotations.push(Quotation {
            id: format!("a{nth}"),
            theme: format!("theme {}", nth % N_THEMES),
            exact: exact.to_owned(),
            prefix: last(&volume.text[..start]).to_owned(),
            suffix: first(&volume.text[end..]).to_owned(),
            start: utf16,
            end: utf16 + exact.encode_utf16().count(),
        });
    }
    quotations
}

/// What may be quoted of each paragraph, in bytes of the text: all but its first two words.
fn places(volume: &Volume) -> Vec<std::ops::Range<usize>> {
    let mut start = 0;
    let mut places = Vec::with_capacity(volume.paragraphs.len());
    for paragraph in &volume.paragraphs {
        let mut spaces = paragraph.match_indices(' ');
        if let Some((space, _)) = spaces.nth(1) {
            let place = start + space + 1..start + paragraph.len();
            if place.len() >= 12 && !paragraph.contains("[REDACTED]") {
                places.push(place);
            }
        }
        start += paragraph.len() + 1;
    }
    places
}

/// Whole words about a byte of a place: 12 to 240 bytes, or what the place has.
fn words_at(
    text: &str,
    place: &std::ops::Range<usize>,
    near: usize,
    chance: &mut Chance,
) -> (usize, usize) {
    let length = 12 + chance.below(229);
    let near = near.min(place.end.saturating_sub(length)).max(place.start);
    let near = text.floor_char_boundary(near);
    let start =
        text[place.start..near].rfind(' ').map_or(place.start, |space| place.start + space + 1);
    let least = text.ceil_char_boundary((start + length).min(place.end));
    let end = text[least..place.end].find(' ').map_or(place.end, |space| least + space);
    let words = text[start..end].trim_end();
    (start, start + words.len())
}

fn last(text: &str) -> &str {
    let start = text.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(byte, _)| byte);
    &text[start..]
}

fn first(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT).map_or(text.len(), |(byte, _)| byte);
    &text[..end]
}

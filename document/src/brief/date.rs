//! Dates: every expression of time in the text, and the value that it has.
//!
//! A date as analysts write it often leaves the year out. Then it is that of an explicit year
//! earlier in the sentence ("in 1955 … in July"); else, for a day, that of the same day with its
//! year earlier in the part; else the latest one that is not after the document's own date.

mod expression;

use std::collections::HashMap;

use super::{Block, Brief, DateMention};
use crate::text::{Byte, Span};
use expression::{Expression, scan};

/// What is known of the years by now: the blocks are read in their order.
pub(super) struct Dating {
    document: Option<(u16, u8, u8)>,
    /// The year of a day of the year in a part.
    known_days: HashMap<(usize, u8, u8), u16>,
    last_year: Option<u16>,
}

impl Dating {
    /// Begins a document of a date, as printed.
    pub(super) fn new(document: Option<&str>) -> Dating {
        let document = document.and_then(full_date);
        Dating { document, known_days: HashMap::new(), last_year: None }
    }

    /// Reads the dates of the next block, in reading order.
    pub(super) fn read(&mut self, brief: &Brief, block: &Block) -> Vec<DateMention> {
        let Dating { document, known_days, last_year } = self;
        let text = brief.text_of(block);
        let mut mentions = Vec::new();
        let offset = brief.text.byte(block.span.start).0;
        // The year that the sentence has named, and how far the text has been looked through.
        let mut year_before: Option<u16> = None;
        let mut looked_through = 0;
        for found in scan(text) {
            let month_day = found.month.zip(found.first_day);
            if ends_sentence(&text[looked_through..found.start]) {
                year_before = None;
            }
            looked_through = found.end;
            let year = found.year.or_else(|| {
                let key = month_day.map(|(month, day)| (block.part, month, day));
                year_before
                    .or_else(|| key.and_then(|key| known_days.get(&key).copied()))
                    .or_else(|| document.map(|date| latest_before(&found, date)))
                    .or(*last_year)
            });
            if let Some(year) = found.year {
                year_before = Some(year);
                *last_year = Some(year);
                if let Some((month, day)) = month_day {
                    known_days.entry((block.part, month, day)).or_insert(year);
                }
            }
            let at = |byte: usize| brief.text.code_point(Byte(offset + byte));
            mentions.push(DateMention {
                span: Span { start: at(found.start), end: at(found.end) },
                value: found.value(year),
                year_implied: found.year.is_none(),
                qualifier: found.qualifier,
            });
        }
        mentions
    }
}

/// Whether the whole of a line is one date: a day, a month or a year, perhaps in brackets.
pub(super) fn is_date(line: &str) -> bool {
    let bare = line.trim().trim_matches(['(', ')', '[', ']']);
    match scan(bare).as_slice() {
        [found] => found.start == 0 && found.end == bare.len() && found.year.is_some(),
        _ => false,
    }
}

/// The year, month and day of a text that holds one full date, as printed or in ISO 8601.
fn full_date(text: &str) -> Option<(u16, u8, u8)> {
    let iso = text.trim().as_bytes();
    if let [_, _, _, _, b'-', _, _, b'-', _, _] = iso {
        let number = |range: std::ops::Range<usize>| text.trim().get(range)?.parse::<u16>().ok();
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        return Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?));
    }
    scan(text).into_iter().find_map(|found| Some((found.year?, found.month?, found.first_day?)))
}

fn latest_before(found: &Expression, (year, month, day): (u16, u8, u8)) -> u16 {
    let place = (found.month.unwrap_or(1), found.first_day.unwrap_or(1));
    if place <= (month, day) { year } else { year - 1 }
}

/// Whether a sentence ends and another begins in what stands between two places.
pub(super) fn ends_sentence(between: &str) -> bool {
    between.match_indices(['.', '?', '!']).any(|(byte, _)| {
        let rest = between[byte + 1..].trim_start_matches(['"', '\'', ')', '”', '’']);
        let words = rest.trim_start();
        words.len() < rest.len()
            && words.trim_start_matches(['"', '(', '“']).starts_with(char::is_uppercase)
    })
}

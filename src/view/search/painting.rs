//! Hits in the text, as far as the screen shows it.
//!
//! A change of a highlight costs in proportion to all of its ranges, so only hits near the screen
//! have one; they follow as the page scrolls.

use leptos::prelude::*;

use super::Found;
use crate::browser::{clock, highlight, page, place};
use crate::text::Span;
use crate::view::session::{Reading, Session};

/// The names that the style sheet knows: every hit, and the one that is looked at.
const HITS: &str = "search-hit";
const NOW: &str = "search-now";

/// How many hits are painted at most.
const MOST: usize = 400;

/// Paints as the page scrolls, for as long as it lives.
pub(crate) fn follow_page(session: Session) {
    let is_asked = StoredValue::new(false);
    for event in ["scroll", "resize"] {
        page::on_window(event, move |_| {
            if session.search.is_open() && !is_asked.get_value() {
                is_asked.set_value(true);
                clock::next_frame(move || {
                    is_asked.set_value(false);
                    paint(session);
                });
            }
        });
    }
}

/// Paints after each search, each step, and each change of the text's elements.
pub(super) fn follow_found(session: Session) {
    let search = session.search;
    Effect::new(move |_| {
        search.is_open.track();
        search.found.track();
        search.now.track();
        session.drawn.track();
        // The page is written first.
        clock::next_frame(move || paint(session));
    });
}

fn paint(session: Session) {
    let search = session.search;
    let Some(reading) = session.reading() else { return };
    let text = &reading.brief.text;
    if !search.is_open() {
        highlight::tint(HITS, text, &[]);
        highlight::tint(NOW, text, &[]);
        return;
    }
    let found = search.found.get_untracked();
    let now = search.now.get_untracked().and_then(|now| found.span(&reading, now));
    let hits: Vec<Span> =
        near(&reading, &found).into_iter().filter(|hit| Some(*hit) != now).collect();
    highlight::tint(HITS, text, &hits);
    let is_near = now.is_some_and(|now| place::is_on_screen(text, now));
    highlight::tint(NOW, text, now.filter(|_| is_near).as_slice());
}

/// The hits on the screen and half a screen around it.
fn near(reading: &Reading, found: &Found) -> Vec<Span> {
    let (_, height) = page::size();
    let Some(start) = place::first_below(-height / 2.0) else { return Vec::new() };
    let end = place::first_below(height * 1.5).unwrap_or_else(|| reading.brief.text.len());
    let first = found.first_after(reading, start.0);
    let hits = (first..found.hits.len()).map_while(|hit| found.span(reading, hit));
    // Footnotes stand last in both orders; what begins after the screen is not painted.
    hits.take_while(|hit| hit.start < end.max(start)).take(MOST).collect()
}

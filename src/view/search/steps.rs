//! Opening and closing the search, and going from hit to hit.

use leptos::prelude::*;

use super::{Sort, panel};
use crate::browser::place::{self, Edge};
use crate::browser::{address, clock, page};
use crate::view::notice::Notice;
use crate::view::reader::{Step, put_cursor};
use crate::view::session::Session;

/// Opens the panel and moves the focus to its field; words that are selected are what is sought.
pub(crate) fn open(session: Session) {
    let search = session.search;
    if let (Some(passage), Some(reading)) = (session.selection.get_untracked(), session.reading()) {
        let words = reading.brief.text.slice(passage.span());
        // A sentence is being read, a few words are meant.
        if !search.is_open() && words.split_whitespace().count() <= MOST_SELECTED {
            search.manner.set(Sort::Words);
            search.typed.set(words.to_owned());
        }
    }
    session.panel.set(None);
    search.is_open.set(true);
    clock::next_frame(move || {
        panel::focus_field();
        // Folded before the first letter is typed.
        clock::after(0, move || {
            if let Some(reading) = session.reading() {
                let _ = search.index_of(&reading).folded(false);
            }
        });
    });
}

/// How many selected words are taken for what is sought.
const MOST_SELECTED: usize = 4;

/// Closes the panel; the reading cursor stands at the hit that was looked at.
pub(crate) fn close(session: Session) {
    let search = session.search;
    search.is_open.set(false);
    let reading = session.reading();
    let at = reading.zip(search.now.get_untracked()).and_then(|(reading, now)| {
        let passage = search.found.get_untracked().passage(&reading, now)?;
        session.cursor.set(Some(passage.span()));
        reading.brief.block_at(passage.start())
    });
    match at {
        Some(block) => page::focus(&format!("[data-block=\"{block}\"]")),
        None => page::focus("main"),
    }
    leave_address(session);
}

/// Closes the panel for what is drawn in its place.
pub(super) fn give_way(session: Session) {
    session.search.is_open.set(false);
    leave_address(session);
}

fn leave_address(session: Session) {
    if address::sought().is_some() {
        session.seek_in_address("");
    }
}

/// Looks at the next hit or the one before, and stays where the focus is.
pub(super) fn step(session: Session, step: Step) {
    let search = session.search;
    let n_hits = search.found.with_untracked(|found| found.hits.len());
    if n_hits == 0 {
        return;
    }
    let now = search.now.get_untracked();
    search.now.set(Some(match (now, step) {
        (None, Step::Forward) => 0,
        (None, Step::Back) => n_hits - 1,
        (Some(now), Step::Forward) => (now + 1) % n_hits,
        (Some(now), Step::Back) => (now + n_hits - 1) % n_hits,
    }));
    bring_into_view(session);
    say(session);
}

/// Goes to the next hit or the one before: selects it, so that a theme's letter marks it.
pub(crate) fn take(session: Session, way: Step) {
    step(session, way);
    select_now(session);
}

/// Goes to a hit, as [`take`] does.
pub(super) fn take_hit(session: Session, hit: usize) {
    session.search.now.set(Some(hit));
    bring_into_view(session);
    select_now(session);
}

fn select_now(session: Session) {
    let search = session.search;
    let (Some(reading), Some(now)) = (session.reading(), search.now.get_untracked()) else {
        return;
    };
    if let Some(passage) = search.found.get_untracked().passage(&reading, now) {
        put_cursor(session, &reading, passage);
    }
}

/// Brings the hit that is looked at into view.
pub(super) fn bring_into_view(session: Session) {
    let search = session.search;
    let scroll = move || {
        let (Some(reading), Some(now)) = (session.reading(), search.now.get_untracked()) else {
            return;
        };
        let Some(span) = search.found.get_untracked().span(&reading, now) else { return };
        // What is far may not be written yet.
        if let (Some(paper), Some(block)) = (session.paper(), reading.brief.block_at(span.start)) {
            let _ = paper.block(block);
        }
        let text = &reading.brief.text;
        if let Some((_, line, _)) = place::edge_in_page(text, span, Edge::Start) {
            page::scroll_to_line(line);
        }
    };
    scroll();
    // What was far away is laid out only now, and may be higher than was thought.
    clock::next_frame(scroll);
}

/// Says which hit is looked at, to those who listen.
fn say(session: Session) {
    let search = session.search;
    let (Some(reading), Some(now)) = (session.reading(), search.now.get_untracked()) else {
        return;
    };
    let found = search.found.get_untracked();
    if let Some(passage) = found.passage(&reading, now) {
        let around = crate::search::context(&reading.brief, passage, 60);
        session.tell(Notice::spoken(&format!(
            "Hit {} of {}, {}: {}{}{}",
            now + 1,
            found.hits.len(),
            reading.brief.cite(passage.span()),
            around.left,
            around.words,
            around.right
        )));
    }
}

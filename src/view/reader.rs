//! The brief on the page, and what the reader does with it.
//!
//! One listener for each kind of event stands on the whole text; what was meant is read off the
//! nearest element with a `data-` attribute. Places in the page become places in the reading text in
//! `browser::place`, and nowhere else.

mod bar;
mod block;
mod boundaries;
mod contents;
mod cursor;
mod furniture;
mod inline;
mod jump;
mod mark;
mod paper;
mod pattern;
mod pointing;
mod preview;
mod released;
mod sense;
mod stripes;

pub(crate) use bar::{
    BarState, close as close_bar, note as note_on, note_on_block, open as open_bar,
};
pub(crate) use boundaries::leave as leave_boundaries;
pub(crate) use contents::Contents;
pub(crate) use cursor::{Step, Unit, extend, move_cursor, put as put_cursor};
pub(crate) use jump::{
    focus_annotation, glance_at, glance_at_place, resolve, show_active, step_annotation,
};
pub(crate) use paper::{Painting, Paper};
pub(crate) use pointing::{clicked, copied, copy_with_citation, mark_with, pressed, selected_now};
pub(crate) use preview::FirstPages;
pub(crate) use released::{CodeDialog, Findings, RedactionDialog};
pub(crate) use sense::read_sense;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::later::{self, Marking};
use super::library;
use super::session::{Reading, Session};
use crate::browser::page;
use crate::route::Route;
use bar::{Bar, PenSign};
use boundaries::Boundaries;

/// The brief, for reading and marking.
#[component]
pub(crate) fn Reader(
    /// The reader's work.
    session: Session,
    /// The brief on screen.
    reading: Arc<Reading>,
) -> impl IntoView {
    let text = NodeRef::new();
    lay_paper(session, &reading, text);
    redraw_touched(session, &reading);
    jump::follow_route(session);
    let heading = library::heading(&reading.brief);
    view! {
        <article
            id="reading"
            on:click=move |event| later::carry_out(session, Marking::Click(event))
            on:keydown=move |event| later::carry_out(session, Marking::KeyInText(event))
            on:pointerdown=move |_| pointing::pointer_down()
            on:copy=move |event| later::carry_out(session, Marking::Copy(event))
        >
            <h1 class="heading">{heading}</h1>
            {released::about(session, &reading)}
            <div id="reading-text" data-reading-text="" node_ref=text></div>
        </article>
        {move || later::build(session, Marking::Bar)}
    }
}

/// What marks the words that are selected, over the text.
#[component]
pub(crate) fn MarkingTools(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    pointing::follow_selection(session);
    jump::follow_active(session);
    view! {
        <Boundaries session />
        <PenSign session />
        <Bar session />
    }
}

/// Writes the text once there is an element for it: first what the address names.
fn lay_paper(session: Session, reading: &Arc<Reading>, text: NodeRef<html::Div>) {
    let reading = Arc::clone(reading);
    text.on_load(move |root| {
        let first = match session.route.get_untracked() {
            Route::Brief { place, .. } => jump::block_of(session, &reading, &place).unwrap_or(0),
            Route::Library => 0,
        };
        let paper = Paper::lay(session, &reading, &root);
        session.set_paper(Some(paper.clone()));
        // What is on screen is written before anything is painted.
        let _ = paper.block(first);
        leptos::task::spawn_local(paper.write_all(first));
    });
    on_cleanup(move || session.set_paper(None));
}

/// Draws what a change touched, before the page is painted.
fn redraw_touched(session: Session, reading: &Arc<Reading>) {
    let reading = Arc::clone(reading);
    Effect::new(move |_| {
        let touched = reading.take_touched();
        if let Some(paper) = session.paper().filter(|_| !touched.is_empty()) {
            paper.have_painted(Painting::Blocks(touched));
        }
    });
}

/// Draws all highlights for paper, and takes those away again that are far from the screen.
pub(crate) fn follow_printing(session: Session) {
    for (event, is_printing) in [("beforeprint", true), ("afterprint", false)] {
        page::on_window(event, move |_| {
            if let Some(paper) = session.paper() {
                paper.print(is_printing);
            }
        });
    }
}

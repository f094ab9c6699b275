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
mod pointing;
mod released;

pub(crate) use bar::{
    BarState, close as close_bar, note as note_on, note_on_block, open as open_bar,
};
pub(crate) use boundaries::leave as leave_boundaries;
pub(crate) use contents::Contents;
pub(crate) use cursor::{Step, Unit, extend, move_cursor, put as put_cursor};
pub(crate) use jump::{focus_annotation, step_annotation};
pub(crate) use pointing::{copy_with_citation, mark_with};
pub(crate) use released::{CodeDialog, Findings, RedactionDialog};

use std::sync::Arc;

use leptos::prelude::*;

use super::library;
use super::session::{Reading, Session};
use crate::brief::{Kind, Node, Section};
use bar::{Bar, PenSign};
use block::block;
use boundaries::Boundaries;

/// The brief, for reading and marking.
#[component]
pub(crate) fn Reader(
    /// The reader's work.
    session: Session,
    /// The brief on screen.
    reading: Arc<Reading>,
) -> impl IntoView {
    pointing::follow_selection(session);
    jump::follow_route(session);
    jump::follow_active(session);
    let heading = library::heading(&reading.brief);
    let sections = reading.brief.sections();
    let (notes, text): (Vec<_>, Vec<_>) = sections
        .iter()
        .partition(|section| matches!(reading.brief.blocks[section.opening].kind, Kind::Footnote));
    let text = text.iter().map(|it| section(session, &reading, it)).collect_view();
    let notes = (!notes.is_empty()).then(|| {
        let notes = notes.iter().map(|it| section(session, &reading, it)).collect_view();
        view! {
            <div class="footnotes" role="doc-endnotes" aria-label="Footnotes">
                {notes}
            </div>
        }
    });
    view! {
        <article
            id="reading"
            on:click=move |event| pointing::clicked(session, &event)
            on:keydown=move |event| pointing::pressed(session, &event)
            on:pointerdown=move |_| pointing::pointer_down()
            on:copy=move |event| pointing::copied(session, &event)
        >
            <h1 class="heading">{heading}</h1>
            {released::about(session, &reading)}
            <div data-reading-text="">
                {furniture::stamps_after(session, &reading, None)}
                {text}
                {furniture::last_foot(&reading)}
                {notes}
            </div>
        </article>
        <Boundaries session />
        <PenSign session />
        <Bar session />
    }
}

fn section(session: Session, reading: &Arc<Reading>, section: &Section) -> AnyView {
    let inside = nodes(session, reading, &section.nodes);
    view! { <section data-section=section.opening>{inside}</section> }.into_any()
}

fn nodes(session: Session, reading: &Arc<Reading>, nodes_of_section: &[Node]) -> AnyView {
    let views = nodes_of_section.iter().map(|node| match node {
        Node::Block(index) => block(session, reading, *index),
        Node::List(items) => {
            let items = items.iter().map(|item| {
                view! {
                    <li>
                        {block(session, reading, item.block)}
                        {(!item.under.is_empty()).then(|| nodes(session, reading, &item.under))}
                    </li>
                }
            });
            // Some browsers take a list without bullets for no list; the role says that it is one.
            view! { <ol role="list">{items.collect_view()}</ol> }.into_any()
        }
    });
    views.collect_view().into_any()
}

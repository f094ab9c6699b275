//! Changing where an annotation's passages begin and end: by dragging their edges, or by keys.
//!
//! What is being changed is a draft that only this file knows; one edit is made when the reader
//! keeps it, so one undo takes it back.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::super::session::{Part, Session};
use super::cursor::{Step, edge_after};
use crate::annotation::{Anchor, AnnotationId};
use crate::browser::place::{self, Edge};
use crate::browser::{clock, highlight, page};
use crate::text::{CodePoint, Passage, Span};

/// The name under which the style sheet tints the draft.
const TINT: &str = "draft";

/// The edges that can be moved, and a bar to keep or leave what was done.
#[component]
pub(crate) fn Boundaries(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let draft = RwSignal::new(Vec::<Option<Passage>>::new());
    take_passages(session, draft);
    leave_what_is_gone(session);
    tint_draft(session, draft);
    move || {
        session.adjusting.get().map(|id| {
            let n_passages = draft.with(Vec::len);
            let edges = (0..n_passages).flat_map(|nth| [(nth, Edge::Start), (nth, Edge::End)]);
            let handles = edges
                .filter(|(nth, _)| draft.with_untracked(|draft| draft[*nth].is_some()))
                .map(|(nth, edge)| view! { <Handle session draft nth edge /> })
                .collect_view();
            view! {
                {handles}
                <div class="bar adjusting" data-bar="" role="group" aria-label="Change the boundaries">
                    <p>
                        "Drag the edges of the passage, or move them with the arrow keys: a word at a \
                         time, with Shift a letter."
                    </p>
                    <div class="row">
                        <button type="button" class="primary" on:click=move |_| keep(session, &id, draft)>
                            "Keep the new boundaries"
                        </button>
                        <button type="button" on:click=move |_| leave(session)>"Leave them as they were"</button>
                    </div>
                </div>
            }
        })
    }
}

/// Begins with the passages as they are, and with the focus on the first edge.
fn take_passages(session: Session, draft: RwSignal<Vec<Option<Passage>>>) {
    Effect::new(move |_| {
        let Some(id) = session.adjusting.get() else { return draft.set(Vec::new()) };
        let Some(reading) = session.reading() else { return };
        let anchors = session.with_layer_untracked(|layer| layer.anchors(&id).to_vec());
        if anchors.is_empty() {
            // They are found still.
            session.with_layer(|_| ());
        }
        let passage = |anchor: &Anchor| reading.brief.passage(anchor.settled()?);
        draft.set(anchors.iter().map(passage).collect());
        // The passage comes into view clear of the bar, and then its first edge has the focus.
        super::focus_annotation(session, &id);
        clock::next_frame(|| page::focus(".handle"));
    });
}

/// Ends where the annotation was deleted meanwhile, in another tab or by an undo.
fn leave_what_is_gone(session: Session) {
    Effect::new(move |_| {
        let is_gone = session.adjusting.get().is_some_and(|id| {
            session
                .with_part(Part::Annotations, |workspace| !workspace.annotations.contains_key(&id))
        });
        if is_gone {
            session.adjusting.set(None);
        }
    });
}

fn tint_draft(session: Session, draft: RwSignal<Vec<Option<Passage>>>) {
    Effect::new(move |_| {
        let spans: Vec<Span> =
            draft.with(|draft| draft.iter().flatten().map(|passage| passage.span()).collect());
        if let Some(reading) = session.reading() {
            highlight::tint(TINT, &reading.brief.text, &spans);
        }
    });
}

/// One edge of one passage.
#[component]
fn Handle(
    session: Session,
    draft: RwSignal<Vec<Option<Passage>>>,
    nth: usize,
    edge: Edge,
) -> impl IntoView {
    let passage = move || draft.with(|draft| draft.get(nth).copied().flatten());
    let name = match edge {
        Edge::Start => "Beginning of the passage",
        Edge::End => "End of the passage",
    };
    let here = move || match (passage(), edge) {
        (Some(passage), Edge::Start) => passage.start(),
        (Some(passage), Edge::End) => passage.end(),
        (None, Edge::Start | Edge::End) => CodePoint(0),
    };
    let in_page = move || {
        let reading = session.reading()?;
        place::edge_in_page(&reading.brief.text, passage()?.span(), edge)
    };
    let in_page = Memo::new(move |_| in_page().unwrap_or_default());
    // What those who listen hear: the words at the edge.
    let words = move || {
        let reading = session.reading()?;
        let text = reading.brief.text.slice(passage()?.span()).to_owned();
        let mut words = text.split(' ');
        match edge {
            Edge::Start => words.next().map(str::to_owned),
            Edge::End => words.next_back().map(str::to_owned),
        }
    };
    // While it is held, the pointer points at the words beneath it.
    let is_held = RwSignal::new(false);
    let length = move || session.reading().map_or(0, |reading| reading.brief.text.len().0);
    view! {
        <button
            type="button"
            class="handle"
            class:start=edge == Edge::Start
            role="slider"
            aria-label=name
            aria-valuemin="0"
            aria-valuemax=length
            aria-valuenow=move || here().0
            aria-valuetext=words
            style:left=move || format!("{}px", in_page.get().0)
            style:top=move || format!("{}px", in_page.get().1)
            style:height=move || format!("{}px", in_page.get().2)
            on:keydown=move |event| key(session, draft, nth, edge, &event)
            class:held=is_held
            on:pointerdown=move |event| {
                event.prevent_default();
                let handle = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
                if let Some(handle) = handle {
                    // Refused only for a pointer that is gone already.
                    let _ = handle.set_pointer_capture(event.pointer_id());
                    is_held.set(true);
                }
            }
            on:lostpointercapture=move |_| is_held.set(false)
            on:pointermove=move |event| drag(session, draft, nth, edge, &event)
        ></button>
    }
}

fn drag(
    session: Session,
    draft: RwSignal<Vec<Option<Passage>>>,
    nth: usize,
    edge: Edge,
    event: &PointerEvent,
) {
    if event.buttons() == 0 {
        return;
    }
    let Some(reading) = session.reading() else { return };
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    if let Some(to) = place::at_pixel(&reading.brief.text, x, y) {
        put(session, draft, nth, edge, to);
    }
}

fn key(
    session: Session,
    draft: RwSignal<Vec<Option<Passage>>>,
    nth: usize,
    edge: Edge,
    event: &KeyboardEvent,
) {
    if event.key() == "Enter" {
        event.prevent_default();
        if let Some(id) = session.adjusting.get_untracked() {
            keep(session, &id, draft);
        }
        return;
    }
    let step = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => Step::Forward,
        "ArrowLeft" | "ArrowUp" => Step::Back,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    let Some(reading) = session.reading() else { return };
    let Some(passage) = draft.with_untracked(|draft| draft.get(nth).copied().flatten()) else {
        return;
    };
    let from = match edge {
        Edge::Start => passage.start(),
        Edge::End => passage.end(),
    };
    let to = if event.shift_key() {
        Some(CodePoint(match step {
            Step::Forward => from.0 + 1,
            Step::Back => from.0.saturating_sub(1),
        }))
    } else {
        edge_after(&reading.brief, from, step, edge == Edge::Start)
    };
    if let Some(to) = to {
        put(session, draft, nth, edge, to);
    }
}

/// Puts an edge somewhere, unless nothing would be left between the two.
fn put(
    session: Session,
    draft: RwSignal<Vec<Option<Passage>>>,
    nth: usize,
    edge: Edge,
    to: CodePoint,
) {
    let Some(reading) = session.reading() else { return };
    draft.update(|draft| {
        let Some(Some(passage)) = draft.get_mut(nth) else { return };
        let span = match edge {
            Edge::Start => Span { start: to.min(passage.end()), end: passage.end() },
            Edge::End => Span { start: passage.start(), end: to.max(passage.start()) },
        };
        if let Some(changed) = reading.brief.passage(span) {
            *passage = changed;
        }
    });
}

fn keep(session: Session, id: &AnnotationId, draft: RwSignal<Vec<Option<Passage>>>) {
    session.move_passages(id, &draft.get_untracked());
    leave(session);
}

/// Ends the changing of boundaries; what was not kept is forgotten.
pub(crate) fn leave(session: Session) {
    let id = session.adjusting.get_untracked();
    session.adjusting.set(None);
    if let Some(id) = id {
        super::focus_annotation(session, &id);
    }
}

//! The panel *To confirm*: annotations that do not lie where they were put, one after another.
//!
//! What was marked stands beside what would be marked now; the reader accepts it, attaches the
//! annotation to other words, or keeps it as lost. Nothing is written before they say so, and each
//! answer is one step of undo. The same words in another version of a brief are shown in [`compare`].

mod answering;
mod asked;
mod compare;
mod entrance;
mod list;
mod sight;
mod together;
mod words;

pub(crate) use answering::{leaves, pressed};
pub(crate) use compare::{CompareDialog, CompareWith, Compared, has_annotations, named};
pub(crate) use entrance::{ToConfirm, is_open, open, tell_on_opening};

use leptos::prelude::*;

use super::session::{Panel, Part, Session};
use crate::browser::page;
use crate::workspace::{self, Fate};
use answering::step;
use asked::Asked;
use list::List;
use sight::Sight;
use together::Together;

/// The panel, while it is open.
#[component]
pub(crate) fn Confirm(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_open = Memo::new(move |_| session.panel.get() == Some(Panel::Confirm));
    view! {
        <Show when=move || is_open.get()>
            <Open session />
        </Show>
    }
}

/// What the panel shows. Copied freely; all copies are one.
#[derive(Clone, Copy)]
struct Desk {
    session: Session,
    /// All that does not lie where it was put.
    fates: Memo<Vec<Fate>>,
    /// The one that the reader is asked about.
    asked: Memo<Option<Fate>>,
}

#[component]
fn Open(session: Session) -> impl IntoView {
    let fates = Memo::new(move |_| doubts(session));
    let asked = Memo::new(move |_| {
        let key = session.confirming.get();
        fates.with(|fates| index(fates, key.as_ref()).map(|index| fates[index].clone()))
    });
    let desk = Desk { session, fates, asked };
    let place = move || {
        let key = session.confirming.get();
        fates.with(|fates| {
            let n_open = fates.iter().filter(|fate| fate.is_open()).count();
            match index(fates, key.as_ref()) {
                Some(index) if fates[index].is_open() => format!("{} of {n_open}", index + 1),
                Some(_) | None => String::new(),
            }
        })
    };
    let is_single = Memo::new(move |_| fates.with(|fates| fates.len() < 2));
    view! {
        <section
            class="confirm"
            aria-labelledby="confirm-heading"
            on:mousedown=|event| {
                // A press on a button must not take the selection away: it is what will be attached.
                if page::is_inside(event.target(), "button") {
                    event.prevent_default();
                }
            }
        >
            <header class="confirm-head">
                <h2 id="confirm-heading" tabindex="-1">"To confirm"</h2>
                <p class="confirm-place">{place}</p>
                <button
                    type="button"
                    class="quiet"
                    aria-label="The one before"
                    title="The one before (,)"
                    disabled=is_single
                    on:click=move |_| step(session, -1)
                >
                    "‹"
                </button>
                <button
                    type="button"
                    class="quiet"
                    aria-label="The next"
                    title="The next (.)"
                    disabled=is_single
                    on:click=move |_| step(session, 1)
                >
                    "›"
                </button>
                <button
                    type="button"
                    class="quiet"
                    aria-label="Close"
                    title="Close (Escape)"
                    on:click=move |_| entrance::close(session)
                >
                    "×"
                </button>
            </header>
            <Asked desk />
            <Together desk />
            <List desk />
        </section>
        <Sight desk />
    }
}

/// All that does not lie where it was put, in the brief on screen. Followed as [`Session::with`] is.
fn doubts(session: Session) -> Vec<Fate> {
    let Some(reading) = session.reading() else { return Vec::new() };
    session.with_part(Part::Annotations, |work| {
        session.with_layer(|layer| workspace::doubts(&reading.brief, layer, work))
    })
}

/// Which of some fates is meant: the first where none is named, or what was named is settled.
fn index(
    fates: &[Fate],
    named: Option<&(crate::annotation::AnnotationId, usize)>,
) -> Option<usize> {
    let is_named = |fate: &Fate| {
        named.is_some_and(|(id, target)| fate.annotation == *id && fate.target == *target)
    };
    let named = fates.iter().position(is_named);
    named.or((!fates.is_empty()).then_some(0))
}

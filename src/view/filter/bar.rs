//! The bar over the notebook: whether a filter is on, what it asks for, how much it shows. It stays on
//! the screen, so that nobody takes a part of the work for all of it.

use leptos::prelude::*;

use super::piece::{Piece, pieces};
use super::{Shown, clear};
use crate::browser::{clock, page};
use crate::view::dialog::Dialog;
use crate::view::later::{self, Later};
use crate::view::session::{Part, Session};
use crate::view::settle::SettledAside;
use crate::workspace::{Filter, Joint};

/// The bar, and under it the form while that is open.
#[component]
pub(crate) fn FilterBar(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let shown = Shown::follow(session);
    let is_on = Memo::new(move |_| session.filter.with(|filter| !filter.is_empty()));
    let is_open = RwSignal::new(false);
    let is_part = move || is_on.get() || shown.with(|it| it.n_shown != it.n_all);
    let close = move || {
        is_open.set(false);
        page::focus(OPENER);
    };
    let pressed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    view! {
        <section class="filter" class:on=is_on aria-label="Filter" on:keydown=pressed>
            <div class="filter-line">
                <button
                    type="button"
                    class="filter-open"
                    aria-expanded=move || is_open.get().to_string()
                    aria-controls="filter-form"
                    on:click=move |_| {
                        is_open.update(|is_open| *is_open = !*is_open);
                        later::ask(session);
                    }
                >
                    <span class="funnel" aria-hidden="true"></span>
                    "Filter"
                </button>
                <p class="filter-count" role="status">
                    {move || is_part().then(|| view! {
                        {shown.get().words()}
                        <span class="spoken">" shown"</span>
                    })}
                </p>
                <Show when=move || is_on.get()>
                    <button type="button" class="quiet" on:click=move |_| {
                        clear(session);
                        page::focus(OPENER);
                    }>
                        "Clear all"
                    </button>
                </Show>
            </div>
            <Chips session />
            <HiddenLayers session />
            <SettledAside session />
            <Show when=move || is_open.get()>
                {move || later::build(session, Later::Filter(Callback::new(move |()| close())))}
            </Show>
        </section>
    }
}

/// Finds the button that opens the form.
const OPENER: &str = ".filter-open";

/// What the filter asks for: each a button that takes it away.
#[component]
fn Chips(session: Session) -> impl IntoView {
    let asked = Memo::new(move |_| session.filter.with(pieces));
    let joint = Memo::new(move |_| {
        session.filter.with(|filter| (filter.themes.len() > 1).then_some(filter.joint))
    });
    let words = move |piece: &Piece| {
        session.follow(Part::Coder);
        session.with_part(Part::Codebook, |workspace| {
            piece.words(workspace, session.reading().as_ref())
        })
    };
    let chip = move |piece: Piece| {
        let (said, name) = (piece.clone(), piece.clone());
        let take_out = move |_| {
            let nth = asked.with_untracked(|all| all.iter().position(|it| *it == piece));
            session.refine_filter(|filter: &mut Filter| piece.take_out(filter));
            // The focus goes to the chip that takes the place of this one, else to the button.
            clock::next_frame(move || {
                let chips = page::find_all(".filter-chip");
                match nth.and_then(|nth| chips.get(nth).or(chips.last())) {
                    Some(chip) => page::focus_on(chip),
                    None => page::focus(OPENER),
                }
            });
        };
        view! {
            <li>
                <button
                    type="button"
                    class="filter-chip"
                    aria-label=move || format!("No longer filter by: {}", words(&name))
                    on:click=take_out
                >
                    <span>{move || words(&said)}</span>
                    <span aria-hidden="true">"×"</span>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || asked.with(|asked| !asked.is_empty())>
            <ul class="filter-chips" role="list" aria-label="What is filtered by">
                {move || joint.get().map(|joint| view! {
                    <li class="filter-joint">{match joint {
                        Joint::Any => "any of",
                        Joint::All => "all of",
                    }}</li>
                })}
                <For each=move || asked.get() key=Clone::clone children=chip />
            </ul>
        </Show>
    }
}

/// Says that layers of others are hidden, and shows them again.
#[component]
fn HiddenLayers(session: Session) -> impl IntoView {
    let n_hidden = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.hidden_coders.len())
    });
    let says = move || match n_hidden.get() {
        1 => "1 layer is hidden.".to_owned(),
        n_hidden => format!("{n_hidden} layers are hidden."),
    };
    view! {
        <Show when=move || n_hidden.get() != 0>
            <p class="filter-layers">
                {says}
                <button type="button" class="quiet" on:click=move |_| {
                    session.set_hidden_coders(std::collections::BTreeSet::new());
                }>
                    "Show all layers"
                </button>
            </p>
        </Show>
    }
}

/// How many annotations are shown, with a sign where that is not all: for a narrow head of the page.
#[component]
pub(crate) fn NoteCount(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let shown = Shown::follow(session);
    move || match shown.get() {
        Shown { n_all: 0, .. } => ().into_any(),
        Shown { n_shown, n_all } if n_shown == n_all => format!(" ({n_all})").into_any(),
        Shown { n_shown, n_all } => view! {
            <span class="note-count">
                <span class="funnel" aria-hidden="true"></span>
                {n_shown}
                <span class="spoken">{format!(" of {n_all} shown")}</span>
            </span>
        }
        .into_any(),
    }
}

/// Stands where annotations would, when there are some and none is shown.
#[component]
pub(crate) fn NothingPasses(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    view! {
        <p class="explanation">
            "There are annotations on this brief, and the filter shows none of them."
        </p>
        <button type="button" on:click=move |_| {
            clear(session);
            page::focus(OPENER);
        }>
            "Show all"
        </button>
    }
}

/// The button that passes on what is shown, and nothing else.
#[component]
pub(super) fn Share(session: Session) -> impl IntoView {
    view! {
        <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::Share))>
            "Share what is shown…"
        </button>
    }
}

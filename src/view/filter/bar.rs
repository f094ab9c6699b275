//! The bar over the notebook: whether a filter is on, what it asks for, how much it shows. It stays on
//! the screen, so that nobody takes a part of the work for all of it.

use leptos::prelude::*;

use super::chips::Chips;
use super::{OPENER, Shown, clear};
use crate::browser::page;
use crate::view::dialog::Dialog;
use crate::view::later::{self, Rest};
use crate::view::session::{Part, Session};
use crate::view::settle::SettledAside;

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
                {move || later::build(session, Rest::Filter(Callback::new(move |()| close())))}
            </Show>
        </section>
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
        Shown { n_shown, n_all } if n_shown == n_all => view! {
            <span class="all-notes">{format!(" ({n_all})")}</span>
        }
        .into_any(),
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

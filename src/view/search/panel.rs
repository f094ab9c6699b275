//! The panel: the field, how it is read, what was found.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::elsewhere::Elsewhere;
use super::hits::{self, Hits};
use super::lens::WordList;
use super::painting::follow_found;
use super::variants::Variants;
use super::{Sort, close, follow_address, follow_end, follow_query, open, step};
use crate::browser::page;
use crate::search::Order;
use crate::view::dialog::Dialog;
use crate::view::reader::Step;
use crate::view::session::{Reading, Session};
use crate::workspace::counted;

/// The button that opens and closes the panel.
#[component]
pub(crate) fn SearchButton(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_open = session.search.is_open;
    let toggle = move |_| if is_open.get_untracked() { close(session) } else { open(session) };
    view! {
        <button
            type="button"
            class="open-search"
            title="Search the brief ( / )"
            aria-expanded=move || is_open.get().to_string()
            aria-controls="search"
            on:click=toggle
        >
            <span class="lens-sign" aria-hidden="true"></span>
            <span class="words">"Search"</span>
        </button>
    }
}

/// The panel, while it is open.
#[component]
pub(crate) fn SearchPanel(
    /// The reader's work.
    session: Session,
    /// The brief on screen.
    reading: Arc<Reading>,
) -> impl IntoView {
    follow_end(session);
    follow_address(session);
    follow_query(session, &reading);
    follow_found(session);
    let search = session.search;
    view! {
        <Show when=move || search.is_open.get()>
            <search id="search" class="search" aria-label="Search">
                <Field session />
                <Sorts session />
                <div class="search-count">
                    <Count session />
                    <Steps session />
                </div>
                <Hits session>
                    <Variants session />
                    <WordList session />
                    <Elsewhere session />
                </Hits>
                <Coding session />
            </search>
        </Show>
    }
}

/// Moves the focus to the field, or to the choice of sort where there is none.
pub(crate) fn focus_field() {
    page::focus(".search input");
    if let Some(field) = page::find("#search-field")
        && let Ok(field) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(field)
    {
        field.select();
    }
}

/// Where one types.
#[component]
fn Field(session: Session) -> impl IntoView {
    let search = session.search;
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            step(session, if event.shift_key() { Step::Back } else { Step::Forward });
        }
    };
    let label = move || match search.manner.get() {
        Sort::Words | Sort::Estimative => "Search the brief, your notes and themes",
        Sort::Pattern => "A regular expression",
    };
    view! {
        <div class="search-head">
            <Show
                when=move || search.manner.get() != Sort::Estimative
                fallback=|| view! { <p class="search-title">"Estimative language"</p> }
            >
                <input
                    id="search-field"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=label
                    aria-label=label
                    aria-describedby="search-word"
                    aria-invalid=move || search.found.with(|found| found.problem.is_some()).then_some("true")
                    prop:value=search.typed
                    on:input:target=move |event| search.typed.set(event.target().value())
                    on:keydown=press
                />
            </Show>
            <button
                type="button"
                class="quiet search-close"
                aria-label="Close the search"
                on:click=move |_| close(session)
            >
                "×"
            </button>
        </div>
    }
}

/// How what is typed is read.
#[component]
fn Sorts(session: Session) -> impl IntoView {
    let search = session.search;
    let sort = move |sort: Sort, words: &'static str, title: &'static str| {
        view! {
            <label title=title>
                <input
                    type="radio"
                    name="search-sort"
                    prop:checked=move || search.manner.get() == sort
                    on:change=move |_| search.manner.set(sort)
                />
                <span>{words}</span>
            </label>
        }
    };
    let option = move |value: RwSignal<bool>, words: &'static str, sign: &'static str| {
        view! {
            <label title=words>
                <input
                    type="checkbox"
                    aria-label=words
                    prop:checked=value
                    on:change:target=move |event| value.set(event.target().checked())
                />
                <span aria-hidden="true">{sign}</span>
            </label>
        }
    };
    view! {
        <div class="search-sorts">
            <fieldset class="segments">
                <legend class="spoken">"What to look for"</legend>
                {sort(Sort::Words, "Words", "The words as they stand")}
                {sort(Sort::Pattern, "Pattern", "A regular expression; ^ and $ are the edges of a paragraph")}
                {sort(Sort::Estimative, "Estimative", "Words by which an estimate says how sure it is")}
            </fieldset>
            <Show when=move || search.manner.get() != Sort::Estimative>
                <fieldset class="segments">
                    <legend class="spoken">"How to look"</legend>
                    {option(search.is_case_kept, "Match capital and small letters", "Aa")}
                    {option(search.is_whole_word, "Whole words only", "|ab|")}
                </fieldset>
            </Show>
        </div>
    }
}

/// How much was found, or why nothing could be looked for.
#[component]
fn Count(session: Session) -> impl IntoView {
    let search = session.search;
    let says = move || {
        search.found.with(|found| match (&found.problem, found.hits.len(), &found.matcher) {
            (Some(problem), ..) => sentence(problem),
            (None, 0, None) => String::new(),
            (None, 0, Some(_)) => "No hit in the text.".to_owned(),
            (None, n_hits, _) => {
                let now = search.now.get().map_or(0, |now| now + 1);
                let hits = counted(n_hits, "hit", "hits");
                let blocks = counted(found.n_blocks(), "paragraph", "paragraphs");
                format!("{now} of {hits} in {blocks}")
            }
        })
    };
    view! { <p id="search-word" role="status">{says}</p> }
}

/// To the next hit and the one before, and in which order they are listed.
#[component]
fn Steps(session: Session) -> impl IntoView {
    const ORDERS: [(Order, &str, &str); 3] = [
        (Order::Place, "place", "by place"),
        (Order::Left, "left", "by left"),
        (Order::Right, "right", "by right"),
    ];
    let search = session.search;
    let has_none = move || search.found.with(|found| found.hits.is_empty());
    let is_ordered = move || search.found.with(|found| hits::is_ordered(found));
    let choose = move |value: String| {
        if let Some((order, ..)) = ORDERS.into_iter().find(|(_, name, _)| *name == value) {
            search.order.set(order);
        }
    };
    let options = ORDERS.map(|(order, name, words)| {
        let is_now = move || order == if is_ordered() { search.order.get() } else { Order::Place };
        view! { <option value=name selected=is_now>{words}</option> }
    });
    let to = |way: Step, sign: &'static str, label: &'static str, title: &'static str| {
        view! {
            <button
                type="button"
                class="quiet"
                aria-label=label
                title=title
                disabled=has_none
                on:click=move |_| step(session, way)
            >
                {sign}
            </button>
        }
    };
    view! {
        <div class="search-steps">
            <select
                class="quiet"
                aria-label="Order of the hits"
                title=move || (!is_ordered()).then_some("So many hits are listed by place only")
                disabled=move || has_none() || !is_ordered()
                on:change:target=move |event| choose(event.target().value())
            >
                {options.into_iter().collect_view()}
            </select>
            {to(Step::Back, "↑", "Hit before", "Hit before ( Shift Enter, or < in the text )")}
            {to(Step::Forward, "↓", "Next hit", "Next hit ( Enter, or > in the text )")}
        </div>
    }
}

/// What is done with the hits that are ticked.
#[component]
fn Coding(session: Session) -> impl IntoView {
    let search = session.search;
    let n_hits = Memo::new(move |_| search.found.with(|found| found.hits.len()));
    let n_ticked = Memo::new(move |_| search.ticks.with(|ticks| ticks.count(n_hits.get())));
    let all = move |is_ticked: bool| {
        search.ticks.set(if is_ticked {
            super::Ticks::default()
        } else {
            super::Ticks::NoneBut(std::collections::BTreeSet::new())
        });
    };
    let words = move || match (n_ticked.get(), n_hits.get()) {
        (n, all) if n == all => format!("Code all {}…", counted(all, "hit", "hits")),
        (n, all) => format!("Code {n} of {}…", counted(all, "hit", "hits")),
    };
    view! {
        <Show when=move || n_hits.get() != 0>
            <div class="search-foot">
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || n_ticked.get() == n_hits.get()
                        prop:indeterminate=move || n_ticked.get() != 0 && n_ticked.get() != n_hits.get()
                        on:change:target=move |event| all(event.target().checked())
                    />
                    "All"
                </label>
                <button
                    type="button"
                    class="primary"
                    disabled=move || n_ticked.get() == 0
                    on:click=move |_| session.dialog.set(Some(Dialog::CodeHits))
                >
                    {words}
                </button>
            </div>
        </Show>
    }
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

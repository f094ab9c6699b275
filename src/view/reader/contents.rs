//! The contents of the brief: its sections with how much stands on each, and a field to go anywhere.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::session::{Reading, Session};
use super::block::address;
use super::jump::resolve;
use crate::brief::{Kind, Section};
use crate::statistics;

/// How many entries stand above the themes without a scroll of their own.
const N_ENTRIES: usize = 20;

/// The contents of the brief on screen.
#[component]
pub(crate) fn Contents(
    /// The reader's work.
    session: Session,
    /// The brief on screen.
    reading: Arc<Reading>,
) -> impl IntoView {
    let sections = reading.brief.sections();
    let openings: Vec<usize> = sections.iter().map(|section| section.opening).collect();
    let counts: Vec<RwSignal<usize>> = openings.iter().map(|_| RwSignal::new(0)).collect();
    let entries = sections.iter().zip(&counts).map(|(section, count)| {
        let count = *count;
        entry(session, &reading, section, move || count.get())
    });
    let entries = entries.collect_view();
    follow_counts(session, Arc::clone(&reading), openings, counts);
    let is_long = sections.len() > N_ENTRIES;
    view! {
        <h2>"Contents"</h2>
        <GoTo session reading=Arc::clone(&reading) />
        <ol class="entries" class:long=is_long role="list">{entries}</ol>
    }
}

/// Keeps the count of each section. An annotation more or less writes one of them.
fn follow_counts(
    session: Session,
    reading: Arc<Reading>,
    openings: Vec<usize>,
    counts: Vec<RwSignal<usize>>,
) {
    Effect::new(move |_| {
        let now =
            session.with_layer(|layer| statistics::per_section(layer, &reading.brief, &openings));
        for (count, now) in counts.iter().zip(now) {
            if count.get_untracked() != now {
                count.set(now);
            }
        }
    });
}

fn entry(
    session: Session,
    reading: &Arc<Reading>,
    section: &Section,
    count: impl Fn() -> usize + Copy + Send + Sync + 'static,
) -> AnyView {
    let block = &reading.brief.blocks[section.opening];
    let part = reading.brief.part_of(block);
    let (number, words) = match block.kind {
        Kind::Footnote => (None, "Footnotes".to_owned()),
        Kind::Paragraph if part.name.is_empty() => {
            (block.label.clone(), beginning(reading.brief.text_of(block)))
        }
        Kind::Paragraph => {
            let words = beginning(reading.brief.text_of(block));
            (None, format!("{}: {words}", block.citation))
        }
        Kind::Title if part.name.is_empty() => (None, capitalised(&block.citation)),
        Kind::Title => {
            let words = beginning(reading.brief.text_of(block));
            (None, format!("{}: {words}", capitalised(&part.name)))
        }
        Kind::Field
        | Kind::Heading { .. }
        | Kind::Item { .. }
        | Kind::Continuation
        | Kind::Quotation
        | Kind::Redaction => (None, beginning(reading.brief.text_of(block))),
    };
    let counted = move || match count() {
        0 => String::new(),
        n => n.to_string(),
    };
    let spoken = move || match count() {
        0 => String::new(),
        1 => ", 1 annotation".to_owned(),
        n => format!(", {n} annotations"),
    };
    view! {
        <li>
            <a href=address(reading, section.opening) on:click=move |_| session.panel.set(None)>
                <span class="number">{number}</span>
                <span class="beginning">{words}</span>
                <span class="count" aria-hidden="true">{counted}</span>
                <span class="spoken">{spoken}</span>
            </a>
        </li>
    }
    .into_any()
}

/// A field that takes a citation: `11.c`, `p. 5`.
#[component]
fn GoTo(session: Session, reading: Arc<Reading>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let is_unknown = RwSignal::new(false);
    let go = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match resolve(&reading, &typed.get_untracked()) {
            Some(place) => {
                is_unknown.set(false);
                typed.set(String::new());
                session.panel.set(None);
                session.go(place);
            }
            None => is_unknown.set(true),
        }
    };
    view! {
        <form class="go-to" on:submit=go>
            <label>
                "Go to " <span class="example">"11.c or p. 5"</span>
                <input
                    id="go-to"
                    type="text"
                    autocomplete="off"
                    aria-describedby="go-to-word"
                    aria-invalid=move || is_unknown.get().then_some("true")
                    prop:value=typed
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        is_unknown.set(false);
                    }
                />
            </label>
            <p id="go-to-word" role="status">
                {move || is_unknown.get().then_some("This brief has no such paragraph or page.")}
            </p>
        </form>
    }
}

/// A name as it begins a line.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first words of a block.
fn beginning(text: &str) -> String {
    const N_WORDS: usize = 6;
    let words: Vec<_> = text.split_whitespace().collect();
    match words.get(..N_WORDS) {
        Some(first) if words.len() > N_WORDS => format!("{} …", first.join(" ")),
        Some(_) | None => words.join(" "),
    }
}

//! The contents of the brief: its sections with how much stands on each, and a field to go anywhere.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, HtmlDivElement};

use super::super::session::{Reading, Session};
use super::block::address;
use super::jump::resolve;
use crate::brief::Kind;
use crate::browser::clock::{self, Slice};
use crate::browser::element::{copy, make, put, set, style, write};
use crate::browser::page;
use crate::statistics;

/// How many entries stand above the themes without a scroll of their own.
const N_ENTRIES: usize = 20;

/// How many entries are drawn, and left undrawn, together.
const N_TOGETHER: usize = 50;

/// The contents of the brief on screen.
#[component]
pub(crate) fn Contents(
    /// The reader's work.
    session: Session,
    /// The brief on screen.
    reading: Arc<Reading>,
) -> impl IntoView {
    let sections = reading.brief.sections();
    let openings: Arc<[usize]> = sections.iter().map(|section| section.opening).collect();
    let is_long = openings.len() > N_ENTRIES;
    let list = NodeRef::<html::Div>::new();
    let counted = StoredValue::new_local(Counted::default());
    follow_counts(session, &reading, &openings, counted);
    {
        let (reading, openings) = (Arc::clone(&reading), Arc::clone(&openings));
        list.on_load(move |list| {
            leptos::task::spawn_local(write_entries(reading, openings, list, counted));
        });
    }
    let pressed = move |event: web_sys::MouseEvent| {
        if page::is_inside(event.target(), "a") {
            session.panel.set(None);
        }
    };
    view! {
        <h2>"Contents"</h2>
        <GoTo session reading />
        <div class="entries" class:long=is_long node_ref=list on:click=pressed></div>
    }
}

/// What the entries say of how much stands on each section.
#[derive(Default)]
struct Counted {
    /// For each section.
    counts: Vec<usize>,
    /// The links of those that are written, in their order: to seek one among all would be to count
    /// the elements before it.
    links: Vec<Element>,
}

/// Writes the entries, some together in a list: those that are far are not laid out. In slices, for a
/// volume has thousands.
async fn write_entries(
    reading: Arc<Reading>,
    openings: Arc<[usize]>,
    list: HtmlDivElement,
    counted: StoredValue<Counted, LocalStorage>,
) {
    // The text comes first.
    clock::painted().await;
    let pattern = entry_pattern();
    let mut slice = Slice::begin();
    for openings in openings.chunks(N_TOGETHER) {
        let part = make("ol", &[("role", "list")]);
        style(&part, "contain-intrinsic-block-size", &format!("auto {}rem", openings.len() * 3));
        for opening in openings {
            let entry = copy(&pattern);
            let Some(link) = entry.first_element_child() else { return };
            write_entry(&reading, *opening, &link);
            counted.try_update_value(|counted| {
                // The pattern says that there are none.
                match counted.counts.get(counted.links.len()) {
                    Some(0) | None => {}
                    Some(count) => write_count(&link, *count),
                }
                counted.links.push(link);
            });
            put(&part, &entry);
        }
        put(&list, &part);
        slice.rest().await;
        if !list.is_connected() {
            return;
        }
    }
}

/// Keeps how much stands on each section. Only the entries that say otherwise are written.
fn follow_counts(
    session: Session,
    reading: &Arc<Reading>,
    openings: &Arc<[usize]>,
    counted: StoredValue<Counted, LocalStorage>,
) {
    let (reading, openings) = (Arc::clone(reading), Arc::clone(openings));
    Effect::new(move |_| {
        let now = session.count(|layer| statistics::per_section(layer, &reading.brief, &openings));
        counted.update_value(|counted| {
            // An entry that is still to be written will say it then.
            let written = counted.counts.iter().zip(&now).zip(&counted.links);
            for ((before, now), link) in written {
                if before != now {
                    write_count(link, *now);
                }
            }
            counted.counts = now;
        });
    });
}

/// What the entries are copied from.
fn entry_pattern() -> Element {
    let entry = make("li", &[]);
    let link = make("a", &[]);
    put(&link, &make("span", &[("class", "number")]));
    put(&link, &make("span", &[("class", "beginning")]));
    put(&entry, &link);
    entry
}

fn write_entry(reading: &Reading, opening: usize, link: &Element) {
    let block = &reading.brief.blocks[opening];
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
    set(link, "href", &address(reading, opening));
    if let (Some(first), Some(second)) = (link.first_element_child(), link.last_element_child()) {
        if let Some(number) = number {
            write(&first, &number);
        }
        write(&second, &words);
    }
}

/// Says how much stands on a section: a number, and words for those who listen. In attributes that the
/// style sheet shows: of a volume thousands of entries say it.
fn write_count(link: &Element, count: usize) {
    if count == 0 {
        // Neither is refused, there or not.
        let _ = link.remove_attribute("data-count");
        let _ = link.remove_attribute("data-says");
        return;
    }
    let noun = if count == 1 { "annotation" } else { "annotations" };
    set(link, "data-count", &count.to_string());
    set(link, "data-says", &format!(", {count} {noun}"));
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
    let words: Vec<_> = text.split_whitespace().take(N_WORDS + 1).collect();
    match words.get(..N_WORDS) {
        Some(first) if words.len() > N_WORDS => format!("{}\u{a0}…", first.join(" ")),
        Some(_) | None => words.join(" "),
    }
}

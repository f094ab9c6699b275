//! The passages of an annotation: where each lies, and what can be done about one that has no sure
//! place.

use leptos::prelude::*;

use super::ACTIVE_CARD;
use super::entries::Entry;
use crate::annotation::{Anchor, AnnotationId, Selector, Target};
use crate::brief::Brief;
use crate::browser::{clock, page};
use crate::text::Passage;
use crate::view::confirm;
use crate::view::notice::Notice;
use crate::view::reader::copy_with_citation;
use crate::view::session::Session;
use crate::workspace::Edit;

/// The passages of an annotation, where there is more to say of them than the card's head does:
/// each of several on the active card, and each without a sure place on every card.
#[component]
pub(super) fn Passages(
    /// The reader's work.
    session: Session,
    /// Which annotation.
    id: AnnotationId,
    /// The annotation.
    entry: Signal<Entry>,
    /// Whether it is the one that the reader is looking at.
    is_active: Signal<bool>,
) -> impl IntoView {
    move || {
        let (anchors, is_own) = entry.with(|entry| (entry.anchors.clone(), entry.is_own));
        let is_active = is_active.get();
        let (can_change, n_passages) = (is_active && is_own, anchors.len());
        let passages = anchors.into_iter().enumerate().filter_map(|(nth, anchor)| {
            let state = state(session, &id, entry, nth, &anchor, can_change);
            let is_listed = is_active && n_passages > 1;
            if !is_listed && state.is_none() {
                return None;
            }
            let words = is_listed.then(|| {
                let quote = entry.with(|entry| quote(session, entry, nth));
                let cited = entry.with(|entry| cited_nth(session, entry, nth));
                let id = id.clone();
                view! {
                    <p class="card-meta">{cited}</p>
                    <q class="quote">{quote}</q>
                    <div class="card-actions">
                        <Copy session entry nth />
                        {can_change.then(|| view! {
                            <button type="button" on:click=move |_| remove(session, &id, nth)>
                                "Remove this passage"
                            </button>
                        })}
                    </div>
                }
            });
            Some(view! { <li class="passage">{words} {state}</li> })
        });
        let passages = passages.collect_view();
        (!passages.is_empty()).then(|| view! { <ol class="passages" role="list">{passages}</ol> })
    }
}

/// Copies the words of a passage with their citation. Nothing where they have no sure place.
#[component]
pub(super) fn Copy(
    /// The reader's work.
    session: Session,
    /// The annotation.
    entry: Signal<Entry>,
    /// Which of its passages.
    nth: usize,
) -> impl IntoView {
    let passage = move || {
        let span =
            entry.with_untracked(|entry| entry.anchors.get(nth).and_then(Anchor::settled))?;
        Passage::around(&session.reading()?.brief.text, span)
    };
    let is_here =
        move || entry.with(|entry| entry.anchors.get(nth).is_some_and(|it| it.settled().is_some()));
    view! {
        <Show when=is_here>
            <button type="button" on:click=move |_| {
                if let Some(passage) = passage() {
                    copy_with_citation(session, passage);
                }
            }>
                "Copy with citation"
            </button>
        </Show>
    }
}

/// What is to be said of a passage without a sure place, and the way to what can be done about it.
fn state(
    session: Session,
    id: &AnnotationId,
    entry: Signal<Entry>,
    nth: usize,
    anchor: &Anchor,
    can_change: bool,
) -> Option<AnyView> {
    let reading = session.reading()?;
    let (name, says) = match anchor {
        Anchor::Exact { .. } | Anchor::Moved { .. } | Anchor::Whole => return None,
        Anchor::Changed { span, .. } => {
            let place = reading.brief.cite(*span);
            ("Changed", format!(": the words that were marked read otherwise at {place} now."))
        }
        Anchor::Ambiguous { candidates } if candidates.len() == 1 => (
            "Ambiguous",
            ": the words stand at one place, but what stood around them does not.".into(),
        ),
        Anchor::Ambiguous { candidates } => (
            "Ambiguous",
            format!(": the words stand at {} places, and nothing shows which.", candidates.len()),
        ),
        Anchor::Lost => {
            let stored = entry.with(|entry| stored_citation(&reading.brief, entry, nth));
            let before = stored.map(|stored| format!(" They stood at {stored}."));
            let says = format!(
                ": the words that were marked are not in the brief now.{} They are kept, and go out \
                 with every export.",
                before.unwrap_or_default()
            );
            ("Lost", says)
        }
    };
    let id = id.clone();
    Some(
        view! {
            <p class="state"><b>{name}</b> {says}</p>
            {can_change.then(|| view! {
                <div class="card-actions">
                    <button type="button" on:click=move |_| confirm::open(session, Some(&id))>
                        "Say where it belongs…"
                    </button>
                </div>
            })}
        }
        .into_any(),
    )
}

fn remove(session: Session, id: &AnnotationId, nth: usize) {
    let Some(reading) = session.reading() else { return };
    let targets = session.with_untracked(|workspace| {
        let mut targets = workspace.annotations.get(id)?.targets.clone();
        let mut here = targets.iter().enumerate().filter(|(_, it)| it.source == reading.brief.id);
        let index = here.nth(nth)?.0;
        targets.remove(index);
        Some(targets)
    });
    if let Some(targets) = targets
        && session.apply(Edit::SetTargets(id.clone(), targets))
    {
        session.tell(Notice::changed("The passage was removed."));
        focus_card();
    }
}

fn focus_card() {
    clock::next_frame(|| page::focus(&format!("{ACTIVE_CARD} .card-open")));
}

/// The words of a passage: as they stand in the brief, else as they stood when they were marked.
pub(super) fn quote(session: Session, entry: &Entry, nth: usize) -> String {
    let Some(reading) = session.reading() else { return String::new() };
    match entry.anchors.get(nth).and_then(Anchor::settled) {
        Some(span) => reading.brief.text.slice(span).to_owned(),
        None => stored_quote(&reading.brief, entry, nth).unwrap_or_default(),
    }
}

/// Where an annotation lies, in the document's own numbering: the first passage that has a place.
pub(super) fn cited(session: Session, entry: &Entry) -> String {
    let settled = entry.anchors.iter().position(|anchor| anchor.settled().is_some());
    cited_nth(session, entry, settled.unwrap_or(0))
}

fn cited_nth(session: Session, entry: &Entry, nth: usize) -> String {
    let anchor = entry.anchors.get(nth);
    if anchor == Some(&Anchor::Whole) {
        return "the whole brief".to_owned();
    }
    let Some(reading) = session.reading() else { return String::new() };
    match anchor.and_then(Anchor::settled) {
        Some(span) => reading.brief.cite(span),
        None => {
            stored_citation(&reading.brief, entry, nth).unwrap_or_else(|| "no place".to_owned())
        }
    }
}

/// The words that a passage had when it was marked.
fn stored_quote(brief: &Brief, entry: &Entry, nth: usize) -> Option<String> {
    target(brief, entry, nth)?.selectors.iter().find_map(|selector| match selector {
        Selector::Quote(quote) => Some(quote.exact.clone()),
        Selector::Position { .. } | Selector::Other(_) => None,
    })
}

/// Where a passage stood when it was marked.
fn stored_citation(brief: &Brief, entry: &Entry, nth: usize) -> Option<String> {
    target(brief, entry, nth)?.citation.clone()
}

fn target<'entry>(brief: &Brief, entry: &'entry Entry, nth: usize) -> Option<&'entry Target> {
    entry.annotation.targets.iter().filter(|target| target.source == brief.id).nth(nth)
}

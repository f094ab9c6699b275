//! One annotation on its card: what it is about, what it says, and, on the active one, what can be
//! changed.

mod steps;

pub(crate) use steps::delete_active;

use leptos::html;
use leptos::prelude::*;

use super::Notes;
use super::entries::Entry;
use super::flags::Flags;
use super::note::NoteField;
use super::passages::{Copy, Passages, cited, quote};
use super::themes::{AddTheme, Chips, first_theme};
use crate::annotation::{Anchor, AnnotationId};
use crate::browser::{page, paint};
use crate::route::{Place, Route};
use crate::text::Passage;
use crate::view::coders::{CoderSign, CopyToMine, name_of};
use crate::view::later::{self, Rest};
use crate::view::notice::Notice;
use crate::view::reader::{focus_annotation, glance_at};
use crate::view::session::{Session, paint_name};
use steps::{delete, step};

/// One annotation.
#[component]
pub(super) fn Card(
    /// What every card needs.
    notes: Notes,
    /// Which annotation.
    id: AnnotationId,
    /// Its number in its list, from 0, and how many are in the list, in the page or not.
    place: Signal<Option<(usize, usize)>>,
) -> impl IntoView {
    let entry = Entry::follow(notes.session, &id);
    entry.map(|entry| view! { <Known notes id entry place /> })
}

#[component]
fn Known(
    notes: Notes,
    id: AnnotationId,
    entry: Memo<Entry>,
    place: Signal<Option<(usize, usize)>>,
) -> impl IntoView {
    let (session, window) = (notes.session, notes.window);
    let entry = Signal::from(entry);
    let number = move || place.get().map(|(number, _)| number + 1);
    let n_all = move || place.get().map(|(_, n_all)| n_all);
    let is_active = {
        let (selector, key) = (notes.is_active.clone(), Some(id.clone()));
        Signal::derive(move || selector.selected(&key))
    };
    let item = NodeRef::<html::Li>::new();
    let margin = notes.margin;
    item.on_load(move |item| margin.watch(&item));
    let cite = Memo::new(move |_| entry.with(|entry| cited(session, entry)));
    let paint = Memo::new(move |_| entry.with(first_theme).map(|theme| paint_name(&theme)));
    // One attribute, written as a whole: what adds a class of its own would be written over.
    let class = move || {
        let active = if is_active.get() { " active" } else { "" };
        let paint = paint.get().map(|name| format!(" {}", paint::class(&name, 0)));
        format!("card{active}{}", paint.unwrap_or_default())
    };
    let opened = (notes.clone(), id.clone());
    let open_here = (notes.clone(), id.clone());
    let (name_of_card, left) = (id.0.clone(), id.clone());
    let (focused, stepped) = (id.clone(), id.clone());
    let address = address(session, &id);
    view! {
        <li
            class="card-place"
            class:raised=is_active
            data-card=name_of_card
            aria-posinset=number
            aria-setsize=n_all
            node_ref=item
            on:focusin=move |_| window.focus_in(&focused)
        >
            <div
                class=class
                role="group"
                aria-label=move || format!("Annotation on {}", cite.get())
                on:click=move |event| {
                    // A convenience for the pointer; the button inside does the same for all.
                    if !page::is_inside(event.target(), "a, button, input, textarea, label, li[role]") {
                        open(&opened.0, &opened.1);
                    }
                }
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.stop_propagation();
                        event.prevent_default();
                        focus_annotation(session, &left);
                    }
                }
            >
                <Chips notes=notes.clone() entry is_active />
                <p class="card-meta">
                    <a class="cite" href=address>{cite}</a>
                    " · "
                    {move || entry.with(|entry| coder(session, entry))}
                    {move || entry.with(|entry| {
                        let other = entry.annotation.creator.clone().filter(|_| !entry.is_own);
                        other.map(|coder| view! { " " <CoderSign coder /> })
                    })}
                </p>
                <button
                    type="button"
                    class="card-open"
                    aria-expanded=move || is_active.get().to_string()
                    on:click=move |_| open(&open_here.0, &open_here.1)
                    on:keydown=move |event| step(session, window, &stepped, &event)
                >
                    {move || entry.with(|entry| opener(session, entry, is_active.get()))}
                </button>
                <Flags session entry is_active />
                <Said session entry is_active />
                <Passages session id=id.clone() entry is_active />
                <Show when=move || is_active.get()>
                    <Opened notes=notes.clone() id=id.clone() entry />
                </Show>
            </div>
        </li>
    }
}

/// The note as it is read: on every card but the one where it is being written.
#[component]
fn Said(session: Session, entry: Signal<Entry>, is_active: Signal<bool>) -> impl IntoView {
    move || {
        let (note, is_written_here, has_draft) =
            entry.with(|entry| (entry.note(), entry.is_own && is_active.get(), entry.has_draft));
        if is_written_here {
            return ().into_any();
        }
        view! {
            {(!note.is_empty()).then(|| said(session, note))}
            {has_draft.then(|| view! {
                <p class="explanation">"A note on it is half written; open it to go on."</p>
            })}
        }
        .into_any()
    }
}

/// The words of a note: as they were typed, until its Markdown can be read.
fn said(session: Session, note: String) -> AnyView {
    (move || {
        later::build(session, Rest::Note(note.clone())).unwrap_or_else(|| {
            view! { <div class="note-text plain" dir="auto">{note.clone()}</div> }.into_any()
        })
    })
    .into_any()
}

/// What can be done with the active annotation.
#[component]
fn Opened(notes: Notes, id: AnnotationId, entry: Signal<Entry>) -> impl IntoView {
    let is_own = Memo::new(move |_| entry.with(|entry| entry.is_own));
    let saved = Signal::derive(move || entry.with(Entry::note));
    move || {
        if is_own.get() {
            view! {
                <AddTheme session=notes.session id=id.clone() entry />
                <NoteField session=notes.session id=id.clone() saved />
                <Actions session=notes.session id=id.clone() entry />
            }
            .into_any()
        } else {
            view! {
                <p class="explanation">
                    {entry.with(|entry| coder(notes.session, entry))}
                    " made this, so it is not changed here. A copy of your own can be."
                </p>
                <div class="card-actions"><CopyToMine session=notes.session id=id.clone() /></div>
                {entry.with(|entry| entry.anchors.len() == 1).then(|| view! {
                    <div class="card-actions"><Copy session=notes.session entry nth=0 /></div>
                })}
            }
            .into_any()
        }
    }
}

#[component]
fn Actions(session: Session, id: AnnotationId, entry: Signal<Entry>) -> impl IntoView {
    let has_passage =
        move || entry.with(|entry| entry.anchors.iter().any(|it| it.settled().is_some()));
    let is_whole = Memo::new(move |_| entry.with(|entry| entry.anchors.contains(&Anchor::Whole)));
    let is_single = Memo::new(move |_| entry.with(|entry| entry.anchors.len() == 1));
    let (adjusted, added, deleted) = (id.clone(), id.clone(), id);
    let add = move |_| {
        let passage: Option<Passage> = session.selection.get_untracked();
        if passage.is_some_and(|passage| session.add_passage(&added, passage)) {
            session.tell(Notice::changed("The passage was added."));
        }
    };
    view! {
        <div class="card-actions">
            <Show when=has_passage>
                <button type="button" on:click={
                    let id = adjusted.clone();
                    move |_| {
                        // On a narrow page the words lie under the panel.
                        session.panel.set(None);
                        session.adjusting.set(Some(id.clone()));
                    }
                }>"Change boundaries"</button>
            </Show>
            {move || (!is_whole.get()).then(|| view! {
                <button
                    type="button"
                    disabled=move || session.selection.with(Option::is_none)
                    title="Select the words in the text first"
                    on:pointerdown=|event| event.prevent_default()
                    on:mousedown=|event| event.prevent_default()
                    on:click=add.clone()
                >
                    "Add the selected passage"
                </button>
            })}
            {move || is_single.get().then(|| view! { <Copy session entry nth=0 /> })}
            <button type="button" class="delete" on:click=move |_| delete(session, &deleted)>
                "Delete"
            </button>
        </div>
    }
}

/// Makes an annotation the active one from its card, and brings its words into view.
fn open(notes: &Notes, id: &AnnotationId) {
    let session = notes.session;
    if session.active.with_untracked(|active| active.as_ref() == Some(id)) {
        return;
    }
    notes.from_card.set_value(true);
    session.active.set(Some(id.clone()));
    glance_at(session, id);
}

/// What the button that opens a card shows: the words it is about, or that it is a note.
fn opener(session: Session, entry: &Entry, is_active: bool) -> AnyView {
    if entry.anchors.contains(&Anchor::Whole) {
        return "Note on the whole brief".into_any();
    }
    if !entry.annotation.is_highlight() && entry.anchors.iter().any(|it| it.settled().is_some()) {
        return "Note on this passage".into_any();
    }
    let more = match entry.anchors.len() {
        0 | 1 => None,
        // They are listed below.
        n_passages if is_active => return format!("{n_passages} passages").into_any(),
        2 => Some(" and 1 more passage".to_owned()),
        n_passages => Some(format!(" and {} more passages", n_passages - 1)),
    };
    view! {
        <q class="quote">{quote(session, entry, 0)}</q>
        {more.map(|more| view! { <span class="more">{more}</span> })}
    }
    .into_any()
}

/// Who made it.
fn coder(session: Session, entry: &Entry) -> String {
    match &entry.annotation.creator {
        _ if entry.is_own => "you".to_owned(),
        Some(coder) => name_of(session, coder),
        None => "A coder unknown".to_owned(),
    }
}

fn address(session: Session, id: &AnnotationId) -> Option<String> {
    let slug = session.reading()?.slug();
    let name = id.0.strip_prefix("urn:uuid:").unwrap_or(&id.0).to_owned();
    Some(Route::Brief { slug, place: Place::Annotation(name) }.to_string())
}

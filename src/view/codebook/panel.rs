//! The themes beside the text: what marks, how often it did, and which key does it.

use leptos::prelude::*;

use super::arrange::{self, Drag, Over};
use super::lock::Lock;
use super::offer::Offer;
use super::{Letter, ThemeSign, add_theme};
use crate::browser::page;
use crate::codebook::{Theme, ThemeId, in_order};
use crate::view::dialog::Dialog;
use crate::view::filter::ShowOnly;
use crate::view::overview::OverviewButton;
use crate::view::reader::mark_with;
use crate::view::session::{Part, Session};

/// The themes, in the order of their tree, with what can be done with them.
#[component]
pub(crate) fn CodebookPanel(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let rows = Memo::new(move |_| {
        session.with_part(Part::Codebook, |workspace| {
            let themes = in_order(&workspace.themes).into_iter();
            themes.map(|(depth, theme)| (theme.id.clone(), depth)).collect::<Vec<_>>()
        })
    });
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let drag = Drag::new();
    view! {
        <section class="codebook" aria-labelledby="themes-heading">
            <h2 id="themes-heading">"Themes"</h2>
            <Pen session is_empty />
            <ul class="themes" role="list">
                <For
                    each=move || rows.get()
                    key=|row| row.clone()
                    children=move |(id, depth)| view! { <Row session id depth drag /> }
                />
            </ul>
            <Offer session is_empty />
            <div class="codebook-tools">
                <button type="button" on:click=move |_| {
                    if let Some(id) = add_theme(session, "New theme") {
                        session.dialog.set(Some(Dialog::Theme(id)));
                    }
                }>"New theme"</button>
                <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::MakeCodebook))>
                    "Make a codebook from a list…"
                </button>
                <OverviewButton session />
                <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::ImportCodebook))>
                    "Import…"
                </button>
                <button
                    type="button"
                    disabled=move || is_empty.get()
                    on:click=move |_| session.dialog.set(Some(Dialog::ExportCodebook))
                >
                    "Export…"
                </button>
                <Lock session />
            </div>
        </section>
    }
}

/// Says which theme is held as a pen; where none is, how one marks. It keeps its height, so that
/// taking a pen up does not move the themes.
#[component]
fn Pen(session: Session, is_empty: Memo<bool>) -> impl IntoView {
    let held = Memo::new(move |_| {
        let pen = session.pen.get()?;
        session.with_part(Part::Codebook, |workspace| {
            workspace.themes.get(&pen).map(|theme| theme.name.clone())
        })
    });
    let says = move || match held.get() {
        Some(name) => view! {
            <p class="pen held">
                <span><b>"Pen: " {name}</b> " Each selection is marked."</span>
                <button type="button" on:click=move |_| session.pen.set(None)>"Put it down"</button>
            </p>
        }
        .into_any(),
        None if is_empty.get() => ().into_any(),
        None => view! {
            <p class="pen">
                "Select words, then press a theme’s letter. Press a theme here to hold it as a pen."
            </p>
        }
        .into_any(),
    };
    view! { <div class="pen-place">{says}</div> }
}

/// One theme.
#[component]
fn Row(session: Session, id: ThemeId, depth: usize, drag: Drag) -> impl IntoView {
    let theme = {
        let id = id.clone();
        Memo::new(move |_| {
            session.with_part(Part::Codebook, |workspace| workspace.themes.get(&id).cloned())
        })
    };
    let count = {
        let id = id.clone();
        Memo::new(move |_| session.count(|layer| layer.n_with(&id)))
    };
    let is_pen = {
        let id = id.clone();
        Memo::new(move |_| session.pen.with(|pen| pen.as_ref() == Some(&id)))
    };
    let name =
        move || theme.with(|theme| theme.as_ref().map_or(String::new(), |it| it.name.clone()));
    let letter = move || theme.with(|theme| theme.as_ref().and_then(super::letter));
    let means = move || theme.with(|theme| theme.as_ref().map(meaning));
    let press = {
        let id = id.clone();
        move |_| take(session, &id)
    };
    let (name_of_row, edited) = (id.0.clone(), id.clone());
    let [dragged, held, shown, moved, alone] = [(); 5].map(|()| id.clone());
    view! {
        <li
            class="theme"
            style:--depth=depth.to_string()
            data-theme=name_of_row
            data-over=move || drag.over(&shown).map(Over::name)
            on:dragover=move |event| drag.hold(session, &held, &event)
            on:drop=move |event| drag.let_go(session, &event)
        >
            // A press on the theme itself must not take the selection away, so that cannot be dragged.
            <span
                class="theme-handle"
                aria-hidden="true"
                title="Drag to another place"
                draggable="true"
                on:dragstart=move |event| drag.begin(&dragged, &event)
                on:dragend=move |_| drag.end()
            ></span>
            <button
                type="button"
                class="theme-take"
                aria-pressed=move || is_pen.get().to_string()
                title=means
                // The words that are selected must stay selected.
                on:pointerdown=|event| event.prevent_default()
                on:mousedown=|event| event.prevent_default()
                on:click=press
                aria-keyshortcuts="Shift+ArrowUp Shift+ArrowDown Shift+ArrowRight Shift+ArrowLeft"
                on:keydown=move |event| {
                    if arrange::pressed(session, &moved, &event) {
                        event.prevent_default();
                        event.stop_propagation();
                    } else if event.key() == "Escape" && session.pen.get_untracked().is_some() {
                        event.stop_propagation();
                        session.pen.set(None);
                    }
                }
            >
                <ThemeSign id />
                {move || letter().map(|letter| match letter {
                    Letter::Key(key) => view! {
                        <kbd><span class="spoken">"key "</span>{key.to_string()}</kbd>
                    }
                    .into_any(),
                    Letter::Cited(_) => letter.sign(),
                })}
                <span class="theme-name">{name}</span>
                <span class="theme-count">
                    {count}
                    <span class="spoken">
                        {move || if count.get() == 1 { " annotation" } else { " annotations" }}
                    </span>
                </span>
            </button>
            <ShowOnly session id=alone name=Signal::derive(name) />
            <button
                type="button"
                class="quiet theme-edit"
                aria-label=move || format!("Change {}", name())
                title="Change this theme"
                on:click=move |_| session.dialog.set(Some(Dialog::Theme(edited.clone())))
            >
                "…"
            </button>
        </li>
    }
}

/// With words selected, marks them; without, takes the theme up as a pen or puts it down.
fn take(session: Session, id: &ThemeId) {
    if session.selection.get_untracked().is_some() {
        mark_with(session, Some(id));
    } else {
        let is_held = session.pen.get_untracked().as_ref() == Some(id);
        session.pen.set((!is_held).then(|| id.clone()));
        // On a narrow page the words to mark lie under the panel.
        if !is_held && session.panel.get_untracked().is_some() {
            session.panel.set(None);
            page::focus("main");
        }
    }
}

fn meaning(theme: &Theme) -> String {
    if theme.definition.is_empty() { theme.name.clone() } else { theme.definition.clone() }
}

/// Moves the focus to the first theme, or to where one is made.
pub(super) fn focus_first() {
    let first =
        if page::find(".theme-take").is_some() { ".theme-take" } else { ".codebook-tools button" };
    page::focus(first);
}

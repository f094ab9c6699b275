//! The bar at a selection: what can be done with these words, and what stands on them already.

use std::cmp::Reverse;

use leptos::prelude::*;

use super::super::codebook::Swatch;
use super::super::codebook::ThemeFinder;
use super::super::keys::KeyOf;
use super::super::notebook::{WIDE, edit_note};
use super::super::notice::Notice;
use super::super::session::{Panel, Session};
use super::pointing::{copy_with_citation, mark_with};
use crate::annotation::AnnotationId;
use crate::browser::{clock, page, selection};
use crate::codebook::{Theme, ThemeId};
use crate::order;
use crate::statistics;
use crate::text::{CodePoint, Passage};
use crate::workspace::Command;

/// How many themes stand in the bar before one types.
const N_LIKELY: usize = 6;

/// Whether the bar stands in the page, and for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BarState {
    /// It does not.
    #[default]
    Closed,
    /// For what is selected.
    Selection,
    /// For the annotations at a place.
    Point(CodePoint),
}

/// The bar. It stands below the words, or above where there is no room; on a touch screen at the
/// foot of the window, clear of the system's own menu.
#[component]
pub(crate) fn Bar(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let place = RwSignal::new((0.0, 0.0));
    Effect::new(move |_| {
        // The place follows the selection while it grows.
        session.selection.track();
        if session.bar.get() != BarState::Closed {
            // Measured when it stands in the page.
            clock::next_frame(move || {
                if let Some(here) = selection::bar_place("#bar") {
                    place.set(here);
                    clock::next_frame(|| selection::scroll_clear_of("#bar"));
                }
            });
        }
    });
    let inside = move || match session.bar.get() {
        BarState::Closed => None,
        BarState::Selection => session.selection.get().map(|passage| for_passage(session, passage)),
        BarState::Point(at) => Some(for_point(session, at)),
    };
    view! {
        <Show when=move || session.bar.get() != BarState::Closed>
            <div
                id="bar"
                class="bar"
                data-bar=""
                role="dialog"
                aria-label="What to do with these words"
                style:left=move || format!("{}px", place.get().0)
                style:top=move || format!("{}px", place.get().1)
                on:pointerdown=|event| {
                    // A press on a button must not take the selection away.
                    if !page::is_inside(event.target(), "input, textarea") {
                        event.prevent_default();
                    }
                }
            >
                {inside}
            </div>
        </Show>
    }
}

/// Opens the bar for what is selected and moves the focus into it.
pub(crate) fn open(session: Session) {
    session.bar.set(BarState::Selection);
    // It is written first.
    clock::next_frame(|| clock::next_frame(|| page::focus("#bar button")));
}

/// Says which theme is held as a pen, where the panel that says so is not in view.
#[component]
pub(crate) fn PenSign(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    move || {
        let id = session.pen.get()?;
        let name = session.with(|work| work.themes.get(&id).map(|theme| theme.name.clone()))?;
        Some(view! {
            <p class="pen-sign">
                <Swatch id />
                {format!("Pen: {name}")}
                <button type="button" on:click=move |_| session.pen.set(None)>"Put it down"</button>
            </p>
        })
    }
}

/// Closes the bar; the focus goes back to the text.
pub(crate) fn close(session: Session) {
    session.bar.set(BarState::Closed);
    page::focus("main");
    if let (Some(reading), Some(passage)) = (session.reading(), session.selection.get_untracked()) {
        selection::select(&reading.brief.text, passage.span());
    }
}

fn for_passage(session: Session, passage: Passage) -> AnyView {
    let Some(reading) = session.reading() else { return ().into_any() };
    let quote = short(reading.brief.text.slice(passage.span()));
    let cited = reading.brief.cite(passage.span());
    let block = reading.brief.block_at(passage.start());
    let block = block.map_or("", |index| &reading.brief.blocks[index].citation).to_owned();
    let here = annotations_within(session, passage);
    let active = session.active.get_untracked();
    let is_own = active.as_ref().is_some_and(|id| {
        session.with_untracked(|work| work.annotations.get(id).is_some_and(|it| work.is_mine(it)))
    });
    let add = active.filter(|_| is_own).map(|id| {
        view! {
            <button type="button" on:click=move |_| {
                if session.add_passage(&id, passage) {
                    session.tell(Notice::changed("The passage was added to the open annotation."));
                    done(session);
                }
            }>"Add to the open annotation"</button>
        }
    });
    view! {
        <p class="what"><q>{quote}</q> " " <span class="cited">{cited}</span></p>
        <div class="row themes">
            {likely(session).into_iter().map(|theme| theme_button(session, &theme)).collect_view()}
            <button type="button" on:click=move |_| mark_with(session, None)>"Highlight only"</button>
        </div>
        <ThemeFinder session on_pick=Callback::new(move |id: ThemeId| mark_with(session, Some(&id))) />
        <div class="row actions">
            <button type="button" on:click=move |_| note(session, passage)>
                "Note" <KeyOf session command=Command::Note />
            </button>
            <button type="button" on:click=move |_| note_on_block(session, passage)>
                {format!("Note on {block}")} <KeyOf session command=Command::NoteOnBlock />
            </button>
            <button type="button" on:click=move |_| {
                copy_with_citation(session, passage);
                done(session);
            }>"Copy with citation"</button>
            {add}
            <button type="button" class="quiet" on:click=move |_| close(session)>
                "Close"
            </button>
        </div>
        {(!here.is_empty()).then(|| list(session, "Here already", here))}
    }
    .into_any()
}

fn for_point(session: Session, at: CodePoint) -> AnyView {
    let Some(reading) = session.reading() else { return ().into_any() };
    let here = session.with_layer(|layer| layer.at(&reading.brief, at));
    let title = match here.len() {
        1 => "1 annotation at this place".to_owned(),
        n_here => format!("{n_here} annotations at this place"),
    };
    view! {
        {list(session, &title, here)}
        <div class="row">
            <button type="button" class="quiet" on:click=move |_| close(session)>"Close"</button>
        </div>
    }
    .into_any()
}

/// Marks the passage without a theme and opens its note for writing.
pub(crate) fn note(session: Session, passage: Passage) {
    session.selection.set(Some(passage));
    mark_with(session, None);
    if let Some(id) = session.active.get_untracked() {
        edit_note(session, &id);
    }
}

/// Begins a note on the block that the passage begins in, and opens it for writing. Nothing is
/// painted: the note is on the whole of it.
pub(crate) fn note_on_block(session: Session, passage: Passage) {
    let Some(reading) = session.reading() else { return };
    let Some(block) = reading.brief.block_at(passage.start()) else { return };
    let id = session.note(Some(reading.brief.blocks[block].span), "");
    done(session);
    if let Some(id) = id {
        edit_note(session, &id);
    }
}

fn done(session: Session) {
    selection::clear();
    session.selection.set(None);
    close(session);
}

/// The annotations of a list, each a button that looks at it.
fn list(session: Session, title: &str, ids: Vec<AnnotationId>) -> AnyView {
    let items = ids.into_iter().map(|id| {
        let (names, note, other) = session.with_untracked(|work| {
            let annotation = work.annotations.get(&id);
            let themes = annotation.into_iter().flat_map(|it| it.themes());
            let names: Vec<_> = themes
                .map(|theme| (theme.clone(), work.themes.get(theme).map(|it| it.name.clone())))
                .collect();
            let note = annotation.and_then(|it| it.note()).map(short);
            let other =
                annotation.filter(|it| !work.is_mine(it)).and_then(|it| it.creator.as_ref());
            let other = other.map(|coder| match coder.name.as_str() {
                "" => "by another coder".to_owned(),
                name => format!("by {name}"),
            });
            (names, note, other)
        });
        let chips = names.into_iter().map(|(theme, name)| {
            view! {
                <span class="theme-here">
                    <Swatch id=theme />
                    <span>{name.unwrap_or_else(|| "a theme that is gone".to_owned())}</span>
                </span>
            }
        });
        let chips = chips.collect_view();
        let is_plain = chips.is_empty();
        view! {
            <li>
                <button type="button" class="quiet" on:click=move |_| {
                    session.active.set(Some(id.clone()));
                    done(session);
                    // Where there is room the card stands beside its words already.
                    if !page::matches(WIDE) {
                        session.panel.set(Some(Panel::Notes));
                    }
                }>
                    {chips}
                    {is_plain.then_some("Highlight without a theme")}
                    {other.map(|other| view! { <span class="cited">{other}</span> })}
                    {note.map(|note| view! { <q>{note}</q> })}
                </button>
            </li>
        }
    });
    view! { <h2>{title.to_owned()}</h2> <ul class="here" role="list">{items.collect_view()}</ul> }
        .into_any()
}

fn theme_button(session: Session, theme: &Theme) -> impl IntoView + use<> {
    let id = theme.id.clone();
    let marked = id.clone();
    view! {
        <button type="button" class="chip" on:click=move |_| mark_with(session, Some(&marked))>
            <Swatch id />
            <span class="name">{theme.name.clone()}</span>
            {theme.key.map(|key| view! { <kbd>{key.to_string()}</kbd> })}
        </button>
    }
}

/// The themes that the reader is likeliest to want: the pen, those used most on this brief, then the first
/// of the codebook.
fn likely(session: Session) -> Vec<Theme> {
    let mut themes: Vec<Theme> = session.with_untracked(|work| {
        let in_order = crate::codebook::in_order(&work.themes);
        in_order.into_iter().map(|(_, theme)| theme.clone()).collect()
    });
    let counts = session.with_layer(statistics::per_theme);
    let pen = session.pen.get_untracked();
    let is_pen = |theme: &Theme| pen.as_ref() == Some(&theme.id);
    let count = |theme: &Theme| counts.get(&theme.id).copied().unwrap_or(0);
    order::sort_by_key(&mut themes, |theme| Reverse((is_pen(theme), count(theme))));
    themes.truncate(N_LIKELY);
    themes
}

fn annotations_within(session: Session, passage: Passage) -> Vec<AnnotationId> {
    let Some(reading) = session.reading() else { return Vec::new() };
    session.with_layer(|layer| layer.overlapping(&reading.brief, passage.span()))
}

/// The beginning of a text, when it is long.
fn short(text: &str) -> String {
    const LENGTH: usize = 90;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LENGTH).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole_words}\u{a0}…")
}

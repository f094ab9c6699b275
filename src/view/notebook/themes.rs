//! The themes of an annotation: as chips, and, on the active card, to take away and to add.

use leptos::prelude::*;

use super::entries::Entry;
use super::{ACTIVE_CARD, Notes};
use crate::annotation::{AnnotationId, Body};
use crate::browser::{clock, page};
use crate::codebook::ThemeId;
use crate::view::codebook::{Letter, ThemeFinder, ThemeSign};
use crate::view::session::Session;
use crate::workspace::Edit;

/// The themes of an annotation.
#[component]
pub(super) fn Chips(
    /// What every card needs.
    notes: Notes,
    /// The annotation.
    entry: Signal<Entry>,
    /// Whether it is the one that the reader is looking at.
    is_active: Signal<bool>,
) -> impl IntoView {
    move || {
        let (id, given, can_change) = entry.with(|entry| {
            (entry.annotation.id.clone(), given(entry), entry.is_own && is_active.get())
        });
        let chips = given.into_iter().map(|(theme, name)| {
            let known = notes.themes.with(|themes| themes.get(&theme).cloned());
            let is_known = known.is_some();
            let (name, letter) = known.unwrap_or((name, None));
            let remove = can_change.then(|| {
                let (session, id, theme) = (notes.session, id.clone(), theme.clone());
                view! {
                    <button
                        type="button"
                        class="quiet chip-remove"
                        aria-label=format!("Take {name} away")
                        on:click=move |_| {
                            take_away(session, &id, &theme);
                            focus_finder();
                        }
                    >
                        "×"
                    </button>
                }
            });
            view! {
                <li class="chip">
                    <ThemeSign id=theme.clone() />
                    {letter.map(Letter::sign)}
                    <span class="theme-name">{name.clone()}</span>
                    {(!is_known).then_some(" (not in your codebook)")}
                    {remove}
                </li>
            }
        });
        let chips = chips.collect_view();
        (!chips.is_empty()).then(|| view! { <ul class="chips" role="list">{chips}</ul> })
    }
}

/// Adds a theme to an annotation, found by typing.
#[component]
pub(super) fn AddTheme(
    /// The reader's work.
    session: Session,
    /// Which annotation.
    id: AnnotationId,
    /// The annotation.
    entry: Signal<Entry>,
) -> impl IntoView {
    let add = Callback::new(move |theme: ThemeId| {
        let mut themes = entry.with_untracked(themes);
        if !themes.contains(&theme) {
            themes.push(theme);
            session.apply(Edit::SetThemes(id.clone(), themes));
        }
        focus_finder();
    });
    view! { <ThemeFinder session on_pick=add /> }
}

/// The theme that a card is coloured by.
pub(super) fn first_theme(entry: &Entry) -> Option<ThemeId> {
    entry.annotation.themes().next().cloned()
}

fn take_away(session: Session, id: &AnnotationId, theme: &ThemeId) {
    let themes = session.with_untracked(|workspace| {
        let annotation = workspace.annotations.get(id)?;
        Some(annotation.themes().filter(|other| *other != theme).cloned().collect())
    });
    if let Some(themes) = themes {
        session.apply(Edit::SetThemes(id.clone(), themes));
    }
}

/// The themes with the names that they had when they were given.
fn given(entry: &Entry) -> Vec<(ThemeId, String)> {
    let bodies = entry.annotation.bodies.iter().filter_map(|body| match body {
        Body::Theme { theme, name } => Some((theme.clone(), name.clone())),
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    bodies.collect()
}

fn themes(entry: &Entry) -> Vec<ThemeId> {
    entry.annotation.themes().cloned().collect()
}

fn focus_finder() {
    clock::next_frame(|| page::focus(&format!("{ACTIVE_CARD} .finder input")));
}

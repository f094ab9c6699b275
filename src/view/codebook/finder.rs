//! Finds a theme by typing: a field with the themes that fit under it.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::lock::is_locked;
use super::{Letter, ThemeSign, add_theme, letter};
use crate::codebook::{Theme, ThemeId, in_order};
use crate::order;
use crate::view::session::{Part, Session};

/// How many themes are shown at once.
const N_SHOWN: usize = 8;

/// What stands under the field.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    /// A theme that fits.
    Theme(Theme),
    /// A new theme of the name that was typed.
    New(String),
}

/// A field that finds a theme by its letter or by any part of its name, and makes a new one where
/// none fits and the codebook is not locked. Arrow keys choose, Enter picks, Escape closes.
#[component]
pub(crate) fn ThemeFinder(
    /// The reader's work.
    session: Session,
    /// What is done with the theme.
    on_pick: Callback<ThemeId>,
    /// Whether a name that no theme has makes a new one.
    #[prop(default = true)]
    makes_new: bool,
) -> impl IntoView {
    let id = next_id();
    let typed = RwSignal::new(String::new());
    let is_open = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let locked = is_locked(session);
    let makes_new = Memo::new(move |_| makes_new && !locked.get());
    let choices = Memo::new(move |_| {
        let (typed, makes_new) = (typed.get(), makes_new.get());
        session.with_part(Part::Codebook, |workspace| {
            let themes = in_order(&workspace.themes).into_iter().map(|(_, theme)| theme);
            choices(themes, &typed, makes_new)
        })
    });
    let pick = move |choice: Choice| {
        let theme = match choice {
            Choice::Theme(theme) => Some(theme.id),
            Choice::New(name) => add_theme(session, &name),
        };
        typed.set(String::new());
        is_open.set(false);
        if let Some(theme) = theme {
            on_pick.run(theme);
        }
    };
    let press = move |event: KeyboardEvent| {
        let n_choices = choices.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if !is_open.get_untracked() => is_open.set(true),
            "ArrowDown" if n_choices > 0 => chosen.update(|it| *it = (*it + 1) % n_choices),
            "ArrowUp" if n_choices > 0 => {
                chosen.update(|it| *it = (*it + n_choices - 1) % n_choices);
            }
            "Enter" => {
                let choice = choices.with_untracked(|it| it.get(chosen.get_untracked()).cloned());
                if let Some(choice) = choice.filter(|_| is_open.get_untracked()) {
                    pick(choice);
                }
            }
            "Escape" if is_open.get_untracked() => is_open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let list_id = format!("{id}-choices");
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let active_option = {
        let option_id = option_id.clone();
        move || {
            let shown = is_open.get() && !choices.with(Vec::is_empty);
            shown.then(|| option_id(chosen.get()))
        }
    };
    let options = move || {
        let all = choices.get().into_iter().enumerate();
        let options = all.map(|(index, choice)| {
            let picked = choice.clone();
            view! {
                <li
                    role="option"
                    id=option_id(index)
                    aria-selected=move || (chosen.get() == index).to_string()
                    // The field keeps the focus, so that leaving it does not close the list first.
                    on:pointerdown=|event| event.prevent_default()
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| pick(picked.clone())
                >
                    {option(choice)}
                </li>
            }
        });
        options.collect_view()
    };
    view! {
        <div class="finder">
            <input
                type="text"
                role="combobox"
                aria-label="Find a theme"
                aria-autocomplete="list"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=active_option
                autocomplete="off"
                placeholder=move || if makes_new.get() { "Find or name a theme" } else { "Find a theme" }
                prop:value=typed
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    chosen.set(0);
                    is_open.set(true);
                }
                on:click=move |_| is_open.set(true)
                on:blur=move |_| is_open.set(false)
                on:keydown=press
            />
            <ul
                role="listbox"
                id=list_id
                aria-label="Themes that fit"
                hidden=move || !is_open.get() || choices.with(Vec::is_empty)
            >
                {options}
            </ul>
        </div>
    }
}

fn option(choice: Choice) -> AnyView {
    match choice {
        Choice::Theme(theme) => {
            let letter = letter(&theme);
            view! {
                <ThemeSign id=theme.id />
                <span class="theme-name">{theme.name}</span>
                {letter.map(Letter::sign)}
            }
            .into_any()
        }
        Choice::New(name) => view! { <span>"New theme: " <b>{name}</b></span> }.into_any(),
    }
}

/// The themes that fit what was typed: by letter, then by how their name begins, then by what it
/// holds. A name that no theme has can become one.
fn choices<'a>(
    themes: impl Iterator<Item = &'a Theme>,
    typed: &str,
    makes_new: bool,
) -> Vec<Choice> {
    let wanted = typed.trim().to_lowercase();
    let rank = |theme: &Theme| {
        let name = theme.name.to_lowercase();
        let is_key = theme.key.is_some_and(|key| wanted == key.to_string());
        let is_cited = theme.notation.as_ref().is_some_and(|it| it.to_lowercase() == wanted);
        if wanted.is_empty() || is_key || is_cited {
            Some(0)
        } else if name.starts_with(&wanted) {
            Some(1)
        } else {
            name.contains(&wanted).then_some(2)
        }
    };
    let mut fitting: Vec<_> = themes.filter_map(|theme| Some((rank(theme)?, theme))).collect();
    order::sort_by_key(&mut fitting, |(rank, _)| *rank);
    let is_known = fitting.iter().any(|(_, theme)| theme.name.to_lowercase() == wanted);
    let mut choices: Vec<_> =
        fitting.into_iter().take(N_SHOWN).map(|(_, theme)| Choice::Theme(theme.clone())).collect();
    // One letter is a key, not a name.
    if makes_new && !is_known && wanted.chars().count() > 1 {
        choices.push(Choice::New(typed.trim().to_owned()));
    }
    choices
}

/// An element's id that no other field has.
fn next_id() -> String {
    static N_FIELDS: AtomicU32 = AtomicU32::new(0);
    format!("theme-finder-{}", N_FIELDS.fetch_add(1, Ordering::Relaxed))
}

//! The form that asks what is to be shown. Each control acts at once: the text beside it shows what
//! comes of it.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::bar::Share;
use super::clear;
use super::piece::{coders, state_words};
use crate::annotation::Flag;
use crate::codebook::{ThemeId, in_order};
use crate::route::Place;
use crate::view::codebook::{Letter, ThemeSign, letter};
use crate::view::reader::resolve;
use crate::view::session::{Part, Session};
use crate::workspace::{Filter, Joint, Noted, State};

/// The form.
#[component]
pub(crate) fn FilterForm(
    /// The reader's work.
    session: Session,
    /// Closes it.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <form
            id="filter-form"
            class="filter-form"
            aria-label="What is shown"
            on:submit=move |event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <label>
                "Words in the passage, the note or a theme’s name"
                <input
                    type="search"
                    autocomplete="off"
                    prop:value=move || session.filter.with(|filter| filter.words.clone())
                    on:input:target=move |event| {
                        let words = event.target().value();
                        session.refine_filter(|filter| filter.words = words);
                    }
                />
            </label>
            <Themes session />
            <Where session />
            <Note session />
            <Ticks
                session
                legend="Flag"
                choices=Flag::ALL.map(|flag| (flag, flag.words())).to_vec()
                of=flags
            />
            <Coders session />
            <Ticks
                session
                legend="Where the words are now"
                choices=State::ALL.iter().rev().map(|it| (*it, state_words(*it))).collect()
                of=states
            />
            <div class="filter-actions">
                <button type="submit" class="primary">"Done"</button>
                <button type="button" on:click=move |_| clear(session)>"Clear all"</button>
                <Share session />
            </div>
        </form>
    }
}

/// Where a filter has its flags.
fn flags(filter: &mut Filter) -> &mut BTreeSet<Flag> {
    &mut filter.flags
}

/// Where a filter has its states.
fn states(filter: &mut Filter) -> &mut BTreeSet<State> {
    &mut filter.states
}

/// The themes, each with how many annotations of the brief have it.
#[component]
fn Themes(session: Session) -> impl IntoView {
    let rows = Memo::new(move |_| {
        session.with_part(Part::Codebook, |workspace| {
            let themes = in_order(&workspace.themes).into_iter();
            let row = |(depth, theme): (usize, &crate::codebook::Theme)| {
                (theme.id.clone(), depth, theme.name.clone(), letter(theme))
            };
            themes.map(row).collect::<Vec<_>>()
        })
    });
    let row = move |(id, depth, name, letter): (ThemeId, usize, String, Option<Letter>)| {
        let (shown, counted, toggled) = (id.clone(), id.clone(), id.clone());
        let n_all = Memo::new(move |_| session.count(|layer| layer.n_all_with(&counted)));
        view! {
            <li style:--depth=depth.to_string()>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || session.filter.with(|it| it.themes.contains(&shown))
                        on:change=move |_| session.refine_filter(|filter| {
                            toggle(&mut filter.themes, toggled.clone());
                        })
                    />
                    <ThemeSign id />
                    {letter.map(Letter::sign)}
                    <span class="theme-name">{name}</span>
                    <span class="amount">{n_all}</span>
                </label>
            </li>
        }
    };
    let joint = move |joint: Joint, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="filter-joint"
                    prop:checked=move || session.filter.with(|filter| filter.joint == joint)
                    on:change=move |_| session.refine_filter(|filter| filter.joint = joint)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <fieldset>
                <legend>"Themes, with those under them"</legend>
                <Show when=move || session.filter.with(|filter| filter.themes.len() > 1)>
                    <div class="segments" role="group" aria-label="How many of the themes">
                        {joint(Joint::Any, "Any of them")}
                        {joint(Joint::All, "All of them")}
                    </div>
                </Show>
                <ul class="filter-themes" role="list">
                    <For each=move || rows.get() key=Clone::clone children=row />
                </ul>
            </fieldset>
        </Show>
    }
}

/// A paragraph or a page, as one cites it.
#[component]
fn Where(session: Session) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let is_unknown = RwSignal::new(false);
    let add = move || {
        let Some(reading) = session.reading() else { return };
        let cited = typed.get_untracked();
        match resolve(&reading, &cited) {
            Some(Place::Block(id)) => {
                session.refine_filter(|filter| filter.blocks.extend([id]));
            }
            Some(Place::Page(number)) => {
                session.refine_filter(|filter| filter.pages.extend([number]));
            }
            Some(Place::Start | Place::Annotation(_)) | None => {
                is_unknown.set(!cited.trim().is_empty());
                return;
            }
        }
        is_unknown.set(false);
        typed.set(String::new());
    };
    view! {
        <div>
            <label for="filter-where">
                "Paragraph or page " <span class="example">"11.c or p. 5"</span>
            </label>
            <div class="field-row">
                <input
                    id="filter-where"
                    type="text"
                    autocomplete="off"
                    aria-describedby="filter-where-word"
                    aria-invalid=move || is_unknown.get().then_some("true")
                    prop:value=typed
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        is_unknown.set(false);
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            add();
                        }
                    }
                />
                <button type="button" on:click=move |_| add()>"Add"</button>
            </div>
            <p id="filter-where-word" class="explanation" role="status">
                {move || is_unknown.get().then_some("This brief has no such paragraph or page.")}
            </p>
        </div>
    }
}

/// With a note, without one, or either.
#[component]
fn Note(session: Session) -> impl IntoView {
    let choice = move |note: Option<Noted>, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="filter-note"
                    prop:checked=move || session.filter.with(|filter| filter.note == note)
                    on:change=move |_| session.refine_filter(|filter| filter.note = note)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>"Note"</legend>
            <div class="segments">
                {choice(None, "Either")}
                {choice(Some(Noted::With), "With")}
                {choice(Some(Noted::Without), "Without")}
            </div>
        </fieldset>
    }
}

/// The coders, where there are others than the reader.
#[component]
fn Coders(session: Session) -> impl IntoView {
    let all = Memo::new(move |_| {
        session.follow(Part::Annotations);
        session.with_part(Part::Coder, coders)
    });
    let choice = move |(id, name): (String, String)| {
        let shown = id.clone();
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || session.filter.with(|it| it.coders.contains(&shown))
                    on:change=move |_| session.refine_filter(|filter| {
                        toggle(&mut filter.coders, id.clone());
                    })
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <Show when=move || { all.with(Vec::len) > 1 }>
            <fieldset>
                <legend>"Coder"</legend>
                <For each=move || all.get() key=Clone::clone children=choice />
            </fieldset>
        </Show>
    }
}

/// Some things of which each can be ticked.
#[component]
fn Ticks<T: Copy + Ord + Send + Sync + 'static>(
    /// The reader's work.
    session: Session,
    /// What they are.
    legend: &'static str,
    /// Each with its words.
    choices: Vec<(T, &'static str)>,
    /// Where a filter has those that are ticked.
    of: fn(&mut Filter) -> &mut BTreeSet<T>,
) -> impl IntoView {
    let choices = choices.into_iter().map(|(value, words)| {
        let is_ticked = Memo::new(move |_| of(&mut session.filter.get()).contains(&value));
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=is_ticked
                    on:change=move |_| session.refine_filter(|filter| toggle(of(filter), value))
                />
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="filter-ticks">
            <legend>{legend}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

/// Puts a value into a set, or takes it out.
fn toggle<T: Ord>(values: &mut BTreeSet<T>, value: T) {
    if !values.remove(&value) {
        values.insert(value);
    }
}

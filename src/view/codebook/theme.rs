//! Changes one theme: its name, what it means, its key, colour, line and place.

mod draft;
mod letter;
mod look;
mod place;
mod words;

use leptos::prelude::*;

use super::arrange::Place;
use super::delete::Delete;
use super::focus_row;
use super::lock::is_locked;
use super::merge::Merge;
use crate::codebook::{Theme, ThemeId};
use crate::view::dialog::{Dialog, Frame, turn_to};
use crate::view::session::Session;
use draft::Writing;
use letter::{KeyField, Notation};
use look::{Colours, Lines};
use place::Parent;
use words::{Source, Text};

/// The dialog that changes a theme.
#[component]
pub(crate) fn ThemeDialog(
    /// The reader's work.
    session: Session,
    /// Which theme.
    theme: ThemeId,
) -> impl IntoView {
    let found = session.with_untracked(|workspace| workspace.themes.get(&theme).cloned());
    let title = found.as_ref().map_or("Theme".to_owned(), |theme| theme.name.clone());
    let inside = match found {
        Some(theme) => view! { <Form session theme /> }.into_any(),
        None => view! {
            <p>"This theme is no longer here: it was deleted, perhaps in another tab."</p>
        }
        .into_any(),
    };
    view! { <Frame session title>{inside}</Frame> }
}

#[component]
fn Form(session: Session, theme: Theme) -> impl IntoView {
    let (id, deleted, name) = (theme.id.clone(), theme.id.clone(), theme.name.clone());
    let [placed, merged, split] = [(); 3].map(|()| theme.id.clone());
    let writing = Writing::begin(session, theme);
    let draft = writing.fields;
    let is_unsaved = writing.is_unsaved();
    let has_name = Memo::new(move |_| draft.with(|theme| !theme.name.trim().is_empty()));
    let close = move || {
        session.dialog.set(None);
        focus_row(&id, ".theme-edit");
    };
    let closed = close.clone();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if writing.save() {
            close();
        }
    };
    let locked = is_locked(session);
    view! {
        <form class="theme-form" on:submit=save>
            {move || locked.get().then(|| view! {
                <p class="explanation" role="status">
                    "The codebook is locked: unlock it beside the themes to change this one."
                </p>
            })}
            {writing.is_from_before.then(|| view! {
                <p class="explanation" role="status">
                    {move || if is_unsaved.get() {
                        "What you changed before is here, and not saved yet. Save keeps it, Cancel forgets it."
                    } else {
                        ""
                    }}
                </p>
            })}
            <label>
                "Name"
                <input
                    type="text"
                    required
                    autofocus
                    prop:value=move || draft.with(|theme| theme.name.clone())
                    on:input=move |event| {
                        draft.update(|theme| theme.name = event_target_value(&event));
                    }
                />
            </label>
            <Text
                draft
                label="What it means"
                rows="4"
                of=|theme| &theme.definition
                of_mut=|theme| &mut theme.definition
            />
            <Text
                draft
                label="Examples: what belongs to it"
                of=|theme| &theme.examples
                of_mut=|theme| &mut theme.examples
            />
            <Text
                draft
                label="Counter-examples: what only looks like it"
                of=|theme| &theme.counter_examples
                of_mut=|theme| &mut theme.counter_examples
            />
            <Source session draft />
            <KeyField session draft />
            <Notation draft />
            <Colours draft />
            <Lines draft />
            <Parent session draft />
            <Place session id=placed />
            <Merge session id=merged />
            <fieldset>
                <legend>"Split"</legend>
                <button
                    type="button"
                    on:click=move |_| turn_to(session, Dialog::Split(split.clone()))
                >
                    "Go through its passages one by one…"
                </button>
            </fieldset>
            <div class="actions">
                <button type="submit" class="primary" disabled=move || !has_name.get() || locked.get()>"Save"</button>
                <button
                    type="button"
                    on:click=move |_| {
                        writing.forget();
                        closed();
                    }
                >
                    "Cancel"
                </button>
                <Delete session id=deleted name />
            </div>
        </form>
    }
}

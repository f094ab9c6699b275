//! The letters of a theme: the key that marks with it, and what it is in a list.

use leptos::prelude::*;

use crate::codebook::Theme;
use crate::view::session::{Part, Session};
use crate::workspace::Chord;

/// The key that marks with the theme, and what else has that key.
#[component]
pub(super) fn KeyField(
    /// The reader's work.
    session: Session,
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
) -> impl IntoView {
    let key = move || draft.with(|theme| theme.key.map(String::from).unwrap_or_default());
    let taken = move || {
        let (id, key) = draft.with(|theme| (theme.id.clone(), theme.key));
        session.with_part(Part::Codebook, |workspace| {
            let chord = Chord::pressed(&String::from(key?), false, false)?;
            let command = workspace.settings.shortcuts.command(&chord);
            let also = command.map_or(String::new(), |command| {
                format!("It also does this, where no words are to be marked: {}. ", command.what())
            });
            let mut themes = workspace.themes.values();
            let other = themes.find(|other| other.key == key && other.id != id);
            let taken = other.map_or(String::new(), |other| {
                format!("“{}” has this key now; it will be this theme’s.", other.name)
            });
            Some(also + &taken)
        })
    };
    view! {
        <div class="field">
            <label for="theme-key">"Key, a letter from a to z"</label>
            <div class="field-row">
                <input
                    id="theme-key"
                    class="theme-key"
                    type="text"
                    maxlength="1"
                    autocomplete="off"
                    autocapitalize="off"
                    aria-describedby="theme-key-taken"
                    prop:value=key
                    on:input=move |event| {
                        let typed = event_target_value(&event).to_ascii_lowercase();
                        let letter = typed.chars().next().filter(char::is_ascii_lowercase);
                        draft.update(|theme| theme.key = letter);
                    }
                />
                <span id="theme-key-taken" class="explanation">{taken}</span>
            </div>
        </div>
    }
}

/// What the theme is in a list or a scheme, as one cites it there: `l(3)`, `4.2`.
#[component]
pub(super) fn Notation(
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
) -> impl IntoView {
    let notation = move || draft.with(|theme| theme.notation.clone().unwrap_or_default());
    view! {
        <div class="field">
            <label for="theme-notation">"Letter of its list"</label>
            <div class="field-row">
                <input
                    id="theme-notation"
                    class="theme-notation"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby="theme-notation-use"
                    prop:value=notation
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        let written = typed.trim();
                        draft.update(|theme| {
                            theme.notation = (!written.is_empty()).then(|| written.to_owned());
                        });
                    }
                />
                <span id="theme-notation-use" class="explanation">
                    "How it is cited: l(3), 4.2. It stands for the theme where no key does."
                </span>
            </div>
        </div>
    }
}

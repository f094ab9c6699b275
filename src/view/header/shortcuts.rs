//! The list of keys, where each can be changed, and what is said aloud of marks.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::browser::page;
use crate::view::dialog::Frame;
use crate::view::keys::chord_of;
use crate::view::session::{Part, Session};
use crate::workspace::{Chord, Command, Edit, Settings, Shortcuts};

/// Keys that are what they are in every program, and what they do.
const FIXED: [(&str, &str); 7] = [
    ("Shift ↓  Shift ↑", "make the selection longer or shorter by a sentence"),
    ("Shift →  Shift ←", "make the selection longer or shorter by a word"),
    (
        "a … z",
        "a theme’s letter: mark the selection, or the sentence at the cursor, with it; once more takes it \
         away. Where a letter moves the cursor too, it moves: press Enter first. A theme’s letter is changed \
         with the theme",
    ),
    ("Enter", "open the bar: all themes, find a theme, note, copy"),
    (
        "Shift ↑  Shift ↓  Shift →  Shift ←",
        "on a theme beside the text: move it up or down, under the one before it, out again",
    ),
    ("Ctrl Y", "redo too, while no command has it"),
    ("Escape", "close what is open; let go of the pen, the selection"),
];

/// Keys of “To confirm”.
const CONFIRMING: (&str, &str) = (
    "y  a  l  1 … 9",
    "in “To confirm”: accept, attach to the selected words, keep as lost, pick a place",
);

/// The dialog that lists the keys and changes them.
#[component]
pub(crate) fn KeysDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    // Which command waits for its new key, and why the last one was refused.
    let waiting = RwSignal::new(None::<Command>);
    let refused = RwSignal::new(None::<(Command, String)>);
    let rows = Command::ALL.map(|command| view! { <Row session command waiting refused /> });
    let fixed = FIXED.into_iter().chain([CONFIRMING]).map(|(held, what)| {
        view! {
            <tr>
                <th scope="row">{keys(held)}</th>
                <td>{what}</td>
            </tr>
        }
    });
    let are_ours = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.shortcuts.are_ours())
    });
    let reset = move |_| {
        refused.set(None);
        set(session, |settings| settings.shortcuts = Shortcuts::default());
        page::focus("#keys-changed button");
    };
    view! {
        <Frame session title="Keys">
            <p class="explanation">
                "Everything can be done without a mouse. Letters mark and move while the text has the \
                 focus, and are letters wherever you type."
            </p>
            <section id="keys-changed" aria-labelledby="keys-yours">
                <h3 id="keys-yours">"Keys that you can change"</h3>
                <table class="keys">
                    <thead class="spoken">
                        <tr>
                            <th scope="col">"Key"</th>
                            <th scope="col">"What it does"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                </table>
                <p class="actions">
                    <button type="button" disabled=move || are_ours.get() on:click=reset>
                        "Give every command its first key"
                    </button>
                </p>
            </section>
            <section aria-labelledby="keys-fixed">
                <h3 id="keys-fixed">"Keys that stay"</h3>
                <table class="keys">
                    <thead class="spoken">
                        <tr>
                            <th scope="col">"Keys"</th>
                            <th scope="col">"What they do"</th>
                        </tr>
                    </thead>
                    <tbody>{fixed.collect_view()}</tbody>
                </table>
            </section>
            <Aloud session />
        </Frame>
    }
}

/// A command with its key. Pressed, it waits for another one.
#[component]
fn Row(
    session: Session,
    command: Command,
    waiting: RwSignal<Option<Command>>,
    refused: RwSignal<Option<(Command, String)>>,
) -> impl IntoView {
    let key = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.shortcuts.of(command))
    });
    let shown = move || key.with(|key| key.as_ref().map_or("none".to_owned(), Chord::to_string));
    let is_waiting = move || waiting.get() == Some(command);
    let press = move |event: KeyboardEvent| {
        if waiting.get_untracked() != Some(command) {
            return;
        }
        if matches!(event.key().as_str(), "Tab" | "Escape") {
            // The way on and the way out stay open; so does the dialog.
            waiting.set(None);
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
            }
            return;
        }
        let Some(chord) = chord_of(&event) else { return };
        event.prevent_default();
        event.stop_propagation();
        let chord = (chord.key != "Backspace").then_some(chord);
        waiting.set(None);
        refused.set(change(session, command, chord).err().map(|why| (command, why)));
    };
    let why = move || {
        refused.with(|it| it.as_ref().filter(|(of, _)| *of == command).map(|(_, why)| why.clone()))
    };
    view! {
        <tr>
            <th scope="row">
                <button
                    type="button"
                    class="key"
                    class:waiting=is_waiting
                    aria-label=move || if is_waiting() {
                        format!("Press the new key for: {}. Backspace for none, Escape to leave it", command.what())
                    } else {
                        format!("{}: {}. Change", shown(), command.what())
                    }
                    on:click=move |_| {
                        refused.set(None);
                        waiting.set(Some(command));
                    }
                    on:blur=move |_| {
                        if waiting.try_get_untracked().flatten() == Some(command) {
                            waiting.set(None);
                        }
                    }
                    on:keydown=press
                >
                    {move || if is_waiting() {
                        view! { <span>"press a key"</span> }.into_any()
                    } else {
                        view! { <kbd>{shown()}</kbd> }.into_any()
                    }}
                </button>
            </th>
            <td>
                {command.what()}
                {move || is_waiting().then(|| view! {
                    <p class="explanation">"Press the new key. Backspace: none. Escape: leave it."</p>
                })}
                <p class="refused" role="alert">{why}</p>
            </td>
        </tr>
    }
}

/// Gives a command another key, or none.
fn change(session: Session, command: Command, chord: Option<Chord>) -> Result<(), String> {
    let changed = session.with_untracked(|workspace| {
        workspace.settings.shortcuts.with(command, chord, &workspace.themes)
    });
    let shortcuts = changed.map_err(|collision| format!("Nothing was changed: {collision}."))?;
    set(session, |settings| settings.shortcuts = shortcuts);
    Ok(())
}

/// Whether those who listen are told of marks.
#[component]
fn Aloud(session: Session) -> impl IntoView {
    let is_silent = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.marks_silent)
    });
    view! {
        <section aria-labelledby="keys-aloud">
            <h3 id="keys-aloud">"For those who listen"</h3>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || !is_silent.get()
                    on:change:target=move |event| {
                        let marks_silent = !event.target().checked();
                        set(session, |settings| settings.marks_silent = marks_silent);
                    }
                />
                <span>"Say marks aloud: in the text where one begins, and when one is made"</span>
            </label>
            <p class="explanation">
                "A screen reader that browses by letters takes them before this page does: let it pass \
                 keys through, or give the commands other keys."
            </p>
        </section>
    }
}

fn set(session: Session, change: impl FnOnce(&mut Settings)) {
    let mut settings = session.with_untracked(|workspace| workspace.settings.clone());
    change(&mut settings);
    session.apply(Edit::SetSettings(settings));
}

/// Keys as keys, and the signs between them as words. Two spaces stand between one combination and
/// the next, one between the keys of a combination.
fn keys(keys: &'static str) -> impl IntoView {
    let key = |key: &'static str| match key {
        "…" => view! { <span>" … "</span> }.into_any(),
        key => view! { <kbd>{key}</kbd> " " }.into_any(),
    };
    let combinations = keys.split("  ").map(|combination| {
        let keys = combination.split_whitespace().map(key).collect_view();
        view! { <span class="combination">{keys}</span> " " }
    });
    combinations.collect_view()
}

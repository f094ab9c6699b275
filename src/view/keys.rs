//! The keys of the whole page. Fields, dialogs and the bar's own controls come first.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::confirm;
use super::dialog::Dialog;
use super::notebook::{delete_active, edit_note, flag_active};
use super::reader::{
    BarState, Step, Unit, close_bar, extend, leave_boundaries, mark_with, move_cursor, note_on,
    note_on_block, open_bar, step_annotation,
};
use super::search;
use super::session::Session;
use crate::annotation::Flag;
use crate::browser::page;
use crate::codebook::ThemeId;

/// Keys and what they do, for the list that the reader can open.
pub(crate) struct Shortcut {
    /// The keys, as they are labelled.
    pub(crate) keys: &'static str,
    /// What they do.
    pub(crate) what: &'static str,
}

/// Every key, in the order of the work.
pub(crate) const SHORTCUTS: &[Shortcut] = &[
    Shortcut { keys: "j  k", what: "next sentence, sentence before (the reading cursor)" },
    Shortcut {
        keys: "Shift ↓  Shift ↑",
        what: "make the selection longer or shorter by a sentence",
    },
    Shortcut {
        keys: "Shift →  Shift ←", what: "make the selection longer or shorter by a word"
    },
    Shortcut {
        keys: "a … z",
        what: "a theme's letter: mark the selection, or the sentence at the cursor, with it; once \
               more takes it away (at the cursor j and k move: press Enter first)",
    },
    Shortcut { keys: "Enter", what: "open the bar: all themes, find a theme, note, copy" },
    Shortcut { keys: "/", what: "search the brief; in the bar: find a theme by typing" },
    Shortcut { keys: ">  <", what: "next hit of the search, hit before" },
    Shortcut { keys: "n", what: "write a note on the selection" },
    Shortcut { keys: "m", what: "write a note on the whole paragraph or item" },
    Shortcut { keys: ".  ,", what: "next annotation, annotation before" },
    Shortcut { keys: "r", what: "write (revise) the note of the open annotation" },
    Shortcut { keys: "i  c", what: "flag the open annotation: important, to check" },
    Shortcut { keys: "Delete", what: "delete the open annotation" },
    Shortcut {
        keys: "Shift ↑  Shift ↓  Shift →  Shift ←",
        what: "on a theme beside the text: move it up or down, under the one before it, out again",
    },
    Shortcut {
        keys: "y  a  l  1 … 9",
        what: "in “To confirm”: accept, attach to the selected words, keep as lost, pick a place",
    },
    Shortcut { keys: "Ctrl Z", what: "undo" },
    Shortcut { keys: "Ctrl Shift Z  Ctrl Y", what: "redo" },
    Shortcut { keys: "#", what: "go to a paragraph or page" },
    Shortcut { keys: "Escape", what: "close what is open; let go of the pen, the selection" },
    Shortcut { keys: "?", what: "this list" },
];

/// Listens to the keyboard, for as long as the page lives.
pub(crate) fn listen_to_keys(session: Session) {
    page::on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.is_composing() || page::is_dialog_open() {
            return;
        }
        if event.key() == "Escape" {
            escape(session);
        } else if !page::is_typing() && pressed(session, event) {
            event.prevent_default();
        }
    });
}

/// Does what a key asks for; gives whether it asked for anything.
fn pressed(session: Session, event: &KeyboardEvent) -> bool {
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        return match (key.to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => {
                session.undo();
                true
            }
            ("z", true) | ("y", false) => {
                session.redo();
                true
            }
            _ => false,
        };
    }
    if event.alt_key() || session.reading().is_none() {
        return false;
    }
    if confirm::is_open(session) && !confirm::leaves(&key, event.shift_key()) {
        return confirm::pressed(session, &key);
    }
    let has_selection = session.selection.get_untracked().is_some();
    let bar = session.bar.get_untracked();
    match (key.as_str(), event.shift_key()) {
        ("ArrowDown", true) if has_selection => extend(session, Step::Forward, Unit::Sentence),
        ("ArrowUp", true) if has_selection => extend(session, Step::Back, Unit::Sentence),
        ("ArrowRight", true) if has_selection => extend(session, Step::Forward, Unit::Word),
        ("ArrowLeft", true) if has_selection => extend(session, Step::Back, Unit::Word),
        // A control that has the focus keeps its own Enter.
        ("Enter", false) if has_selection && bar == BarState::Closed && !is_on_control() => {
            open_bar(session);
        }
        ("j", false) if bar != BarState::Selection => move_cursor(session, Step::Forward),
        ("k", false) if bar != BarState::Selection => move_cursor(session, Step::Back),
        ("?", _) => session.dialog.set(Some(Dialog::Shortcuts)),
        ("#", _) => page::focus("#go-to"),
        ("/", _) if bar == BarState::Selection => page::focus(".bar input"),
        ("/", _) => search::open(session),
        (">", _) if session.search.is_open() => search::take(session, Step::Forward),
        ("<", _) if session.search.is_open() => search::take(session, Step::Back),
        (letter, false) if has_selection && theme_of(session, letter).is_some() => {
            mark_with(session, theme_of(session, letter).as_ref());
        }
        ("n", false) => match session.selection.get_untracked() {
            Some(passage) => note_on(session, passage),
            None => return false,
        },
        ("m", false) => match session.selection.get_untracked() {
            Some(passage) => note_on_block(session, passage),
            None => return false,
        },
        (".", false) => step_annotation(session, Step::Forward),
        (",", false) => step_annotation(session, Step::Back),
        ("r", false) => match session.active.get_untracked() {
            Some(id) => edit_note(session, &id),
            None => return false,
        },
        ("i", false) => return flag_active(session, Flag::Important),
        ("c", false) => return flag_active(session, Flag::ToCheck),
        ("Delete", false) => {
            if session.active.get_untracked().is_none() {
                return false;
            }
            delete_active(session);
        }
        _ => return false,
    }
    true
}

/// Closes one thing, the nearest first.
fn escape(session: Session) {
    if session.adjusting.get_untracked().is_some() {
        leave_boundaries(session);
    } else if session.bar.get_untracked() != BarState::Closed {
        close_bar(session);
    } else if session.search.is_open() {
        search::close(session);
    } else if session.panel.get_untracked().is_some() {
        session.panel.set(None);
    } else if session.pen.get_untracked().is_some() {
        session.pen.set(None);
    } else if session.selection.get_untracked().is_some() {
        crate::browser::selection::clear();
        session.selection.set(None);
    } else {
        session.active.set(None);
    }
}

/// The theme that a key marks with.
fn theme_of(session: Session, key: &str) -> Option<ThemeId> {
    let mut letters = key.chars();
    let (letter, None) = (letters.next()?, letters.next()) else { return None };
    session.with_untracked(|workspace| {
        let themes = workspace.themes.values();
        themes.into_iter().find(|theme| theme.key == Some(letter)).map(|theme| theme.id.clone())
    })
}

/// Whether the focus is on something that Enter presses.
fn is_on_control() -> bool {
    page::focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "A" | "BUTTON" | "SUMMARY")
            || element.get_attribute("role").is_some_and(|role| role == "button")
    })
}

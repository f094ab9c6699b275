//! The keys of the whole page. Fields, dialogs and the bar's own controls come first.
//!
//! Which key means which command is the reader's to say (`workspace::Shortcuts`).

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::confirm;
use super::dialog::Dialog;
use super::later::{self, Marking};
use super::notebook::{delete_active, edit_note, flag_active};
use super::reader::{
    BarState, Step, Unit, close_bar, extend, leave_boundaries, mark_with, move_cursor, note_on,
    note_on_block, open_bar, step_annotation,
};
use super::search;
use super::session::{Part, Session};
use crate::annotation::Flag;
use crate::browser::page;
use crate::codebook::{ThemeId, by_key};
use crate::workspace::{Chord, Command};

/// Listens to the keyboard, for as long as the page lives.
pub(crate) fn listen_to_keys(session: Session) {
    page::on_window("keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            later::carry_out(session, Marking::Key(event.clone()));
        }
    });
}

/// Does what a key asks for on the page.
pub(crate) fn pressed_in_page(session: Session, event: &KeyboardEvent) {
    if event.default_prevented() || event.is_composing() || page::is_dialog_open() {
        return;
    }
    if event.key() == "Escape" {
        escape(session);
    } else if !page::is_typing() && pressed(session, event) {
        event.prevent_default();
    }
}

/// Does what a key asks for; gives whether it asked for anything.
fn pressed(session: Session, event: &KeyboardEvent) -> bool {
    let Some(chord) = chord_of(event) else { return false };
    let command = command_of(session, &chord);
    match command {
        Some(Command::Undo) => session.undo(),
        Some(Command::Redo) => session.redo(),
        Some(Command::Keys) => session.dialog.set(Some(Dialog::Shortcuts)),
        Some(_) | None => return !chord.ctrl && pressed_in_brief(session, &chord, command),
    }
    true
}

/// Does what a key asks for on the page of a brief.
fn pressed_in_brief(session: Session, chord: &Chord, command: Option<Command>) -> bool {
    if session.reading().is_none() {
        return false;
    }
    let key = chord.key.as_str();
    let moves =
        matches!(command, Some(Command::NextSentence | Command::SentenceBefore | Command::GoTo));
    if confirm::is_open(session) && !moves && !confirm::leaves(key, chord.shift) {
        return confirm::pressed(session, key);
    }
    let has_selection = session.selection.get_untracked().is_some();
    let bar = session.bar.get_untracked();
    match (key, chord.shift) {
        ("ArrowDown", true) if has_selection => extend(session, Step::Forward, Unit::Sentence),
        ("ArrowUp", true) if has_selection => extend(session, Step::Back, Unit::Sentence),
        ("ArrowRight", true) if has_selection => extend(session, Step::Forward, Unit::Word),
        ("ArrowLeft", true) if has_selection => extend(session, Step::Back, Unit::Word),
        // A control that has the focus keeps its own Enter.
        ("Enter", false) if has_selection && bar == BarState::Closed && !is_on_control() => {
            open_bar(session);
        }
        (_, _) => {
            // The cursor goes on before a theme's letter marks, but for a bar that is open.
            let first = command.filter(|_| moves && bar != BarState::Selection);
            let theme = has_selection.then(|| theme_of(session, key)).flatten();
            return match (first, theme) {
                (Some(command), _) => carry_out(session, command),
                (None, Some(theme)) => {
                    mark_with(session, Some(&theme));
                    true
                }
                (None, None) => command.is_some_and(|command| carry_out(session, command)),
            };
        }
    }
    true
}

/// Carries a command out; gives whether there was anything for it to do.
fn carry_out(session: Session, command: Command) -> bool {
    let selected = session.selection.get_untracked();
    let active = session.active.get_untracked();
    let bar = session.bar.get_untracked();
    match command {
        Command::NextSentence if bar != BarState::Selection => move_cursor(session, Step::Forward),
        Command::SentenceBefore if bar != BarState::Selection => move_cursor(session, Step::Back),
        Command::NextSentence | Command::SentenceBefore => return false,
        Command::Note => match selected {
            Some(passage) => note_on(session, passage),
            None => return false,
        },
        Command::NoteOnBlock => match selected {
            Some(passage) => note_on_block(session, passage),
            None => return false,
        },
        Command::NextAnnotation => step_annotation(session, Step::Forward),
        Command::AnnotationBefore => step_annotation(session, Step::Back),
        Command::Revise => match active {
            Some(id) => edit_note(session, &id),
            None => return false,
        },
        Command::Important => return flag_active(session, Flag::Important),
        Command::ToCheck => return flag_active(session, Flag::ToCheck),
        Command::Delete if active.is_some() => delete_active(session),
        Command::Delete => return false,
        Command::Search if bar == BarState::Selection => page::focus(".bar input"),
        Command::Search => search::open(session),
        Command::NextHit if session.search.is_open() => search::take(session, Step::Forward),
        Command::HitBefore if session.search.is_open() => search::take(session, Step::Back),
        Command::NextHit | Command::HitBefore => return false,
        Command::GoTo => page::focus("#go-to"),
        Command::Undo => session.undo(),
        Command::Redo => session.redo(),
        Command::Keys => session.dialog.set(Some(Dialog::Shortcuts)),
    }
    true
}

/// The key of an event; nothing where it is only held along with another, or with a key that menus
/// and screen readers have.
pub(crate) fn chord_of(event: &KeyboardEvent) -> Option<Chord> {
    // A third sign of a key is typed with what some systems call Ctrl and Alt.
    if event.get_modifier_state("AltGraph") {
        return Chord::pressed(&event.key(), false, event.shift_key());
    }
    if event.alt_key() {
        return None;
    }
    Chord::pressed(&event.key(), event.ctrl_key() || event.meta_key(), event.shift_key())
}

/// What a key does. Ctrl+Y makes again too, as where Windows is at home, while nothing else has it.
fn command_of(session: Session, chord: &Chord) -> Option<Command> {
    session
        .with_untracked(|workspace| workspace.settings.shortcuts.command(chord))
        .or_else(|| (chord.ctrl && !chord.shift && chord.key == "y").then_some(Command::Redo))
}

/// The key of a command, as it stands beside what it does; nothing where it has none.
#[component]
pub(crate) fn KeyOf(
    /// The reader's work.
    session: Session,
    /// Which command.
    command: Command,
) -> impl IntoView {
    let key = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| {
            workspace.settings.shortcuts.of(command).map(|chord| chord.to_string())
        })
    });
    move || key.get().map(|key| view! { <kbd>{key}</kbd> })
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
pub(crate) fn theme_of(session: Session, key: &str) -> Option<ThemeId> {
    let mut letters = key.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
    session
        .with_untracked(|workspace| by_key(&workspace.themes, letter).map(|theme| theme.id.clone()))
}

/// Whether the focus is on something that Enter presses.
fn is_on_control() -> bool {
    page::focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "A" | "BUTTON" | "SUMMARY")
            || element.get_attribute("role").is_some_and(|role| role == "button")
    })
}

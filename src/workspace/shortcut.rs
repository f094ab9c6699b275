//! Which key does what, and what a key may not do.
//!
//! Every command has a key of ours; the reader may give it another one, or none. Refused is what the
//! browser, a screen reader, the reading cursor or a theme has already: a key that does two things
//! does the wrong one. Selecting by Shift and the arrow keys, Enter and Escape are what they are in
//! every program, and are not changed.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::codebook::{Theme, ThemeId, by_key};

/// What a key can do anywhere on the page of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    /// The reading cursor goes to the next sentence.
    NextSentence,
    /// The reading cursor goes to the sentence before.
    SentenceBefore,
    /// A note on the selection.
    Note,
    /// A note on the whole paragraph or item.
    NoteOnBlock,
    /// The next annotation.
    NextAnnotation,
    /// The annotation before.
    AnnotationBefore,
    /// Writes the note of the open annotation.
    Revise,
    /// Flags the open annotation as important.
    Important,
    /// Flags the open annotation as to be checked.
    ToCheck,
    /// Deletes the open annotation.
    Delete,
    /// Searches the brief; in the bar, finds a theme.
    Search,
    /// The next hit of the search.
    NextHit,
    /// The hit before.
    HitBefore,
    /// Goes to a paragraph or page.
    GoTo,
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// The list of keys.
    Keys,
}

/// A key, with Ctrl (or ⌘) or without. Written as on the page: `n`, `Delete`, `Ctrl Shift Z`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord {
    /// Whether Ctrl or ⌘ is held.
    pub ctrl: bool,
    /// Whether Shift is held; of a sign that is typed with it, that is no matter.
    pub shift: bool,
    /// What the browser calls the key: the sign that it types, or its name. A letter with Ctrl is a
    /// small one.
    pub key: String,
}

/// The keys that the reader gave to commands, where these are others than ours. As it is stored: the
/// name of a command with its key, empty for none. What a later version stored stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shortcuts(BTreeMap<String, String>);

/// Why a key was not given to a command. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Collision {
    /// Another command has it.
    #[error("{chord} does something else: {}. Give that another key first", .command.what())]
    Command {
        /// The key.
        chord: Chord,
        /// What it does.
        command: Command,
    },
    /// A theme has it.
    #[error(
        "{chord} marks with the theme “{theme}”. Choose another key, or give the theme another letter"
    )]
    Theme {
        /// The key.
        chord: Chord,
        /// The theme's name.
        theme: String,
    },
    /// It moves the reading cursor, scrolls, or opens and closes things.
    #[error(
        "{0} moves in the text, scrolls the page, or opens and closes what has the focus. Choose another key"
    )]
    Reading(Chord),
    /// It answers in “To confirm”.
    #[error("{0} answers a question in “To confirm”. Choose another key")]
    Confirming(Chord),
    /// The browser has it.
    #[error("{0} belongs to the browser. Choose another key")]
    Browser(Chord),
    /// Screen readers have it.
    #[error("{0} belongs to screen readers and to the system. Choose another key")]
    ScreenReader(Chord),
}

impl Command {
    /// Every command, in the order of the work.
    pub const ALL: [Command; 17] = [
        Command::NextSentence,
        Command::SentenceBefore,
        Command::Note,
        Command::NoteOnBlock,
        Command::NextAnnotation,
        Command::AnnotationBefore,
        Command::Revise,
        Command::Important,
        Command::ToCheck,
        Command::Delete,
        Command::Search,
        Command::NextHit,
        Command::HitBefore,
        Command::GoTo,
        Command::Undo,
        Command::Redo,
        Command::Keys,
    ];

    /// Its name in the store.
    fn name(self) -> &'static str {
        match self {
            Command::NextSentence => "next-sentence",
            Command::SentenceBefore => "sentence-before",
            Command::Note => "note",
            Command::NoteOnBlock => "note-on-block",
            Command::NextAnnotation => "next-annotation",
            Command::AnnotationBefore => "annotation-before",
            Command::Revise => "revise",
            Command::Important => "important",
            Command::ToCheck => "to-check",
            Command::Delete => "delete",
            Command::Search => "search",
            Command::NextHit => "next-hit",
            Command::HitBefore => "hit-before",
            Command::GoTo => "go-to",
            Command::Undo => "undo",
            Command::Redo => "redo",
            Command::Keys => "keys",
        }
    }

    /// What it does, in words.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Command::NextSentence => "next sentence (the reading cursor)",
            Command::SentenceBefore => "sentence before",
            Command::Note => "write a note on the selection",
            Command::NoteOnBlock => "write a note on the whole paragraph or item",
            Command::NextAnnotation => "next annotation",
            Command::AnnotationBefore => "annotation before",
            Command::Revise => "write (revise) the note of the open annotation",
            Command::Important => "flag the open annotation as important",
            Command::ToCheck => "flag the open annotation as to check",
            Command::Delete => "delete the open annotation",
            Command::Search => "search the brief; in the bar: find a theme by typing",
            Command::NextHit => "next hit of the search",
            Command::HitBefore => "hit before",
            Command::GoTo => "go to a paragraph or page",
            Command::Undo => "undo",
            Command::Redo => "redo",
            Command::Keys => "this list",
        }
    }

    /// The key that it has unless the reader gives it another.
    #[must_use]
    pub fn ours(self) -> Chord {
        match self {
            Command::NextSentence => Chord::plain("j"),
            Command::SentenceBefore => Chord::plain("k"),
            Command::Note => Chord::plain("n"),
            Command::NoteOnBlock => Chord::plain("m"),
            Command::NextAnnotation => Chord::plain("."),
            Command::AnnotationBefore => Chord::plain(","),
            Command::Revise => Chord::plain("r"),
            Command::Important => Chord::plain("!"),
            Command::ToCheck => Chord::plain(";"),
            Command::Delete => Chord::plain("Delete"),
            Command::Search => Chord::plain("/"),
            Command::NextHit => Chord::plain(">"),
            Command::HitBefore => Chord::plain("<"),
            Command::GoTo => Chord::plain("#"),
            Command::Undo => Chord { ctrl: true, ..Chord::plain("z") },
            Command::Redo => Chord { ctrl: true, shift: true, ..Chord::plain("z") },
            Command::Keys => Chord::plain("?"),
        }
    }
}

impl Chord {
    /// A key by itself.
    fn plain(key: &str) -> Chord {
        Chord { ctrl: false, shift: false, key: key.to_owned() }
    }

    /// A key as it was pressed, given what the browser calls it. Nothing for a key that is only held
    /// along with others.
    #[must_use]
    pub fn pressed(key: &str, ctrl: bool, shift: bool) -> Option<Chord> {
        if matches!(
            key,
            "" | "Control"
                | "Shift"
                | "Alt"
                | "AltGraph"
                | "Meta"
                | "Dead"
                | "Process"
                | "Unidentified"
        ) {
            return None;
        }
        let types = is_sign(key);
        let key = if ctrl && types { key.to_lowercase() } else { key.to_owned() };
        Some(Chord { ctrl, shift: shift && (ctrl || !types), key })
    }

    /// Whether it types a sign.
    fn sign(&self) -> Option<char> {
        self.key.chars().next().filter(|_| !self.ctrl && is_sign(&self.key))
    }
}

fn is_sign(key: &str) -> bool {
    key.chars().count() == 1
}

impl fmt::Display for Chord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("Ctrl ")?;
        }
        if self.shift {
            out.write_str("Shift ")?;
        }
        match self.key.as_str() {
            " " => out.write_str("Space"),
            key if self.ctrl && is_sign(key) => out.write_str(&key.to_uppercase()),
            key => out.write_str(key),
        }
    }
}

impl FromStr for Chord {
    type Err = fmt::Error;

    /// Reads what [`Chord`] is shown as.
    fn from_str(text: &str) -> Result<Chord, fmt::Error> {
        let (ctrl, rest) = text.strip_prefix("Ctrl ").map_or((false, text), |rest| (true, rest));
        let (shift, key) = rest.strip_prefix("Shift ").map_or((false, rest), |rest| (true, rest));
        let key = if key == "Space" { " " } else { key };
        Chord::pressed(key, ctrl, shift).ok_or(fmt::Error)
    }
}

impl Shortcuts {
    /// The key of a command; `None` where the reader took it away.
    #[must_use]
    pub fn of(&self, command: Command) -> Option<Chord> {
        match self.0.get(command.name()) {
            Some(text) => text.parse().ok(),
            None => Some(command.ours()),
        }
    }

    /// What a key does. Where a store gave one key to two commands, the first.
    #[must_use]
    pub fn command(&self, chord: &Chord) -> Option<Command> {
        Command::ALL.into_iter().find(|command| self.of(*command).as_ref() == Some(chord))
    }

    /// Whether every key is ours.
    #[must_use]
    pub fn are_ours(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with another key for a command, or none.
    ///
    /// # Errors
    /// When the key belongs to something else; its own key any command may have back.
    pub fn with(
        &self,
        command: Command,
        chord: Option<Chord>,
        themes: &BTreeMap<ThemeId, Theme>,
    ) -> Result<Shortcuts, Collision> {
        let mut changed = self.clone();
        changed.0.remove(command.name());
        if let Some(chord) = &chord {
            let has_it =
                |other: &Command| *other != command && changed.of(*other).as_ref() == Some(chord);
            if let Some(other) = Command::ALL.into_iter().find(has_it) {
                return Err(Collision::Command { chord: chord.clone(), command: other });
            }
            if *chord == command.ours() {
                return Ok(changed);
            }
            refused(chord, themes)?;
        }
        let chord = chord.map_or_else(String::new, |chord| chord.to_string());
        changed.0.insert(command.name().to_owned(), chord);
        Ok(changed)
    }
}

/// Whether a key belongs to something that is not a command.
fn refused(chord: &Chord, themes: &BTreeMap<ThemeId, Theme>) -> Result<(), Collision> {
    let of_readers =
        ["Insert", "CapsLock", "NumLock", "ScrollLock", "ContextMenu", "Help", "Pause"];
    let of_reading = [
        "Enter",
        "Escape",
        "Tab",
        " ",
        "Backspace",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
    ];
    if of_readers.contains(&chord.key.as_str()) {
        return Err(Collision::ScreenReader(chord.clone()));
    }
    if of_reading.contains(&chord.key.as_str()) {
        return Err(Collision::Reading(chord.clone()));
    }
    let Some(sign) = chord.sign() else {
        // Of what is pressed with Ctrl and of the keys with names, the browser leaves little: undo and
        // redo, which it has in fields alone, and the key that deletes.
        let is_left = match (chord.ctrl, chord.key.as_str()) {
            (true, "z" | "y") => true,
            (false, "Delete") => !chord.shift,
            (_, _) => false,
        };
        return if is_left { Ok(()) } else { Err(Collision::Browser(chord.clone())) };
    };
    match sign {
        // Firefox looks for a link by it.
        '\'' => Err(Collision::Browser(chord.clone())),
        'y' | 'a' | 'l' | '0'..='9' => Err(Collision::Confirming(chord.clone())),
        letter => match by_key(themes, letter) {
            Some(theme) => {
                Err(Collision::Theme { chord: chord.clone(), theme: theme.name.clone() })
            }
            None => Ok(()),
        },
    }
}

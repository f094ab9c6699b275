//! The closed list of what can happen to a workspace, and what it did.

use super::{Key, Merge, OpenedBrief, Record, Settings, Workspace};
use crate::annotation::{Annotation, AnnotationId, Target};
use crate::codebook::{Theme, ThemeId};
use crate::coder::Coder;
use crate::timestamp::Timestamp;

/// What can happen to a workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A new annotation.
    Annotate(Annotation),
    /// The themes of an annotation become these.
    SetThemes(AnnotationId, Vec<ThemeId>),
    /// The note of an annotation becomes this; empty takes it away.
    SetNote(AnnotationId, String),
    /// The passages of an annotation become these.
    SetTargets(AnnotationId, Vec<Target>),
    /// Annotations go, and leave tombstones.
    DeleteAnnotations(Vec<AnnotationId>),
    /// New themes.
    AddThemes(Vec<Theme>),
    /// A theme has other words, colour, line, key or place.
    ReviseTheme(Theme),
    /// A theme goes, with those under it, and leaves tombstones; what it marked stays highlighted.
    DeleteTheme(ThemeId),
    /// The reader says who they are.
    SetCoder(Coder),
    /// The reader likes the page otherwise. Not undone.
    SetSettings(Settings),
    /// A note is being written at a place; empty forgets it. Not undone.
    SetDraft {
        /// Where it is being written.
        place: String,
        /// What stands in the field.
        text: String,
    },
    /// A brief was opened from a file. Not undone.
    OpenBrief(OpenedBrief),
    /// What a file brought, as the reader chose to take it.
    Import(Merge),
}

/// Where a change came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The reader's hand.
    Reader,
    /// Undo or redo.
    History,
    /// Another tab.
    OtherTab,
}

/// What an edit did.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// In words, to follow "Undo:" — "theme d on ¶3".
    pub words: String,
    /// Where it came from.
    pub origin: Origin,
    /// Whether it belongs in the history.
    pub undoable: bool,
    /// Each record that it touched, each key once.
    pub writes: Vec<Write>,
}

/// One record before and after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// Which.
    pub key: Key,
    /// What stood there; `None` for nothing.
    pub before: Option<Record>,
    /// What stands there now; `None` for nothing.
    pub after: Option<Record>,
}

/// Why an edit was not made. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The annotation is gone.
    #[error("this annotation is no longer here: it was deleted, perhaps in another tab")]
    NoAnnotation(AnnotationId),
    /// The theme is gone.
    #[error("this theme is no longer here: it was deleted, perhaps in another tab")]
    NoTheme(ThemeId),
    /// The annotation is another coder's.
    #[error("this annotation is {0}'s and is not changed here; make one of your own beside it")]
    NotYours(String),
}

impl Workspace {
    /// Carries out an edit at a moment. Nothing is changed when it fails.
    ///
    /// # Errors
    /// When what it is about is gone, or another coder's.
    pub fn apply(&mut self, edit: Edit, now: &Timestamp) -> Result<Change, EditError> {
        let _ = (edit, now);
        Ok(Change { words: String::new(), origin: Origin::Reader, undoable: true, writes: vec![] })
    }
}

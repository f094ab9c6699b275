//! Undo and redo.
//!
//! A change is taken back record by record, and only where the record still stands as the change
//! left it. What was changed since, by another tab, is left as it is, and the words say so.

use super::{Change, Origin, Workspace};

/// What can be undone and redone, most recent last.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Change>,
    redo: Vec<Change>,
}

impl History {
    /// Remembers a change; what could be redone is forgotten. A change that is not undoable, or that
    /// did nothing, is not remembered and forgets nothing.
    pub fn push(&mut self, change: Change) {
        if change.undoable && !change.is_empty() {
            self.redo.clear();
            self.undo.push(change);
        }
    }

    /// Remembers a change as a part of the last one, so that one undo takes both back, in these
    /// words. Where there is none, it is remembered by itself.
    pub fn extend(&mut self, change: Change, words: String) {
        match self.undo.last_mut() {
            Some(last) if change.undoable => {
                self.redo.clear();
                last.extend(change, words);
            }
            Some(_) | None => self.push(Change { words, ..change }),
        }
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

    /// Takes the last change back. `None` when there is none. The change that it gives is empty when
    /// another tab has since changed all that it touched.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Option<Change> {
        let change = self.undo.pop()?;
        let made = make(workspace, &change.inverse());
        if !made.is_empty() {
            self.redo.push(Change { words: change.words, ..made.clone() });
        }
        Some(made)
    }

    /// Makes the last change that was taken back again. `None` when there is none.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Option<Change> {
        let taken_back = self.redo.pop()?;
        let made = make(workspace, &taken_back.inverse());
        if !made.is_empty() {
            self.undo.push(Change { words: taken_back.words, ..made.clone() });
        }
        Some(made)
    }
}

/// Makes that part of a change whose records still stand as it expects them.
fn make(workspace: &mut Workspace, change: &Change) -> Change {
    let still_there = |write: &&super::Write| workspace.holds(&write.key, write.before.as_ref());
    let writes: Vec<_> = change.writes.iter().filter(still_there).cloned().collect();
    let words = match change.writes.len() - writes.len() {
        0 => change.words.clone(),
        n_left if writes.is_empty() => {
            let them = if n_left == 1 { "it was" } else { "all of it was" };
            format!("{}: left as it is, because {them} changed since, in another tab", change.words)
        }
        n_left => format!(
            "{} ({n_left} of {} left as they are, because they were changed since, in another tab)",
            change.words,
            change.writes.len()
        ),
    };
    let made = Change { words, origin: Origin::History, undoable: false, writes };
    workspace.write(&made);
    made
}

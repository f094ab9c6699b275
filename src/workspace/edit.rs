//! The closed list of what can happen to a workspace, and what it did.

use super::{Choice, Key, Merge, OpenedBrief, Record, Settings, Workspace};
use crate::annotation::{Annotation, AnnotationId, Target};
use crate::codebook::{Theme, ThemeId};
use crate::coder::Coder;

/// What can happen to a workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A new annotation. Without a creator it is the reader's own.
    Annotate(Annotation),
    /// New annotations, all of them or none: the hits of a search. As [`Edit::Annotate`] each.
    AnnotateAll(Vec<Annotation>),
    /// The themes of an annotation become these.
    SetThemes(AnnotationId, Vec<ThemeId>),
    /// The note of an annotation becomes this; empty takes it away.
    SetNote(AnnotationId, String),
    /// The passages of an annotation become these.
    SetTargets(AnnotationId, Vec<Target>),
    /// Annotations go, and leave tombstones. Those that are gone already are passed over.
    DeleteAnnotations(Vec<AnnotationId>),
    /// Another coder's annotations go, given the coder's IRI. They leave no tombstones: what is
    /// theirs stays theirs, and an import may bring it again.
    RemoveLayer(String),
    /// New themes. One that is here already stays as it is.
    AddThemes(Vec<Theme>),
    /// A theme has other words, colour, line, key or place. A key that another theme had is taken
    /// from it.
    ReviseTheme(Theme),
    /// A theme goes, with those under it, and leaves tombstones; what it marked stays highlighted.
    DeleteTheme(ThemeId),
    /// The reader says who they are. What they made before they had a name becomes theirs.
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
    /// The reader chooses between the sides of a conflict, given the IRI that they share.
    Settle {
        /// The annotation's or theme's IRI.
        id: String,
        /// Which side stays.
        choice: Choice,
    },
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
    /// Each record that it touched, each key once, in the order of the keys.
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

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Change {
        let writes = self.writes.iter().cloned().map(|write| Write {
            key: write.key,
            before: write.after,
            after: write.before,
        });
        Change {
            words: self.words.clone(),
            origin: Origin::History,
            undoable: false,
            writes: writes.collect(),
        }
    }

    /// Whether nothing is other than it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }
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
    /// An annotation must be about something.
    #[error("an annotation needs a passage: select one, or delete the annotation")]
    NoPassage,
    /// A theme would stand under itself.
    #[error("a theme cannot stand under itself; choose another theme above it")]
    UnderItself,
    /// There is no conflict to settle.
    #[error("this conflict is no longer here: it was settled, perhaps in another tab")]
    NoConflict(String),
}

impl Workspace {
    /// What stands under a key.
    #[must_use]
    pub fn record(&self, key: &Key) -> Option<Record> {
        match key {
            Key::Coder => self.coder.clone().map(Record::Coder),
            Key::Settings => (self.settings != Settings::default())
                .then(|| Record::Settings(self.settings.clone())),
            Key::Theme(id) => self.themes.get(id).cloned().map(Record::Theme),
            Key::Annotation(id) => self.annotations.get(id).cloned().map(Record::Annotation),
            Key::Tombstone(id) => self.tombstones.get(id).cloned().map(Record::Tombstone),
            Key::Conflict(id) => self.conflicts.get(id).cloned().map(Record::Conflict),
            Key::Brief(id) => self.briefs.get(id).cloned().map(Record::Brief),
            Key::Draft(place) => self.drafts.get(place).cloned().map(Record::Draft),
        }
    }

    /// Makes a change that was made elsewhere: at start, in another tab, by undo. Each record becomes
    /// what the change says, whatever stood there.
    pub fn write(&mut self, change: &Change) {
        for write in &change.writes {
            self.put(&write.key, write.after.clone());
        }
    }

    /// Puts one record under its key, or takes away what stands there.
    ///
    /// A record of another kind than its key's is passed over: only a bug can make one.
    pub(super) fn put(&mut self, key: &Key, record: Option<Record>) {
        fn set<K: Ord + Clone, V>(
            map: &mut std::collections::BTreeMap<K, V>,
            key: &K,
            value: Option<V>,
        ) {
            match value {
                Some(value) => drop(map.insert(key.clone(), value)),
                None => drop(map.remove(key)),
            }
        }
        match (key, record) {
            (Key::Coder, None) => self.coder = None,
            (Key::Coder, Some(Record::Coder(coder))) => self.coder = Some(coder),
            (Key::Settings, None) => self.settings = Settings::default(),
            (Key::Settings, Some(Record::Settings(settings))) => self.settings = settings,
            (Key::Theme(id), None) => set(&mut self.themes, id, None),
            (Key::Theme(id), Some(Record::Theme(theme))) => set(&mut self.themes, id, Some(theme)),
            (Key::Annotation(id), None) => set(&mut self.annotations, id, None),
            (Key::Annotation(id), Some(Record::Annotation(annotation))) => {
                set(&mut self.annotations, id, Some(annotation));
            }
            (Key::Tombstone(id), None) => set(&mut self.tombstones, id, None),
            (Key::Tombstone(id), Some(Record::Tombstone(tombstone))) => {
                set(&mut self.tombstones, id, Some(tombstone));
            }
            (Key::Conflict(id), None) => set(&mut self.conflicts, id, None),
            (Key::Conflict(id), Some(Record::Conflict(conflict))) => {
                set(&mut self.conflicts, id, Some(conflict));
            }
            (Key::Brief(id), None) => set(&mut self.briefs, id, None),
            (Key::Brief(id), Some(Record::Brief(brief))) => set(&mut self.briefs, id, Some(brief)),
            (Key::Draft(place), None) => set(&mut self.drafts, place, None),
            (Key::Draft(place), Some(Record::Draft(draft))) => {
                set(&mut self.drafts, place, Some(draft));
            }
            (key, Some(record)) => debug_assert!(false, "{record:?} does not belong under {key:?}"),
        }
    }
}

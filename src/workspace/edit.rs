//! The closed list of what can happen to a workspace, and what it did.

use super::{Choice, Key, Merge, OpenedBrief, Record, Settings, Workspace};
use crate::annotation::{Annotation, AnnotationId, Flag, Target};
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
    /// The flags of an annotation become these, each once.
    SetFlags(AnnotationId, Vec<Flag>),
    /// The passages of an annotation become these.
    SetTargets(AnnotationId, Vec<Target>),
    /// The passages of annotations become these, in one step: where the reader said that they are.
    /// Those that are gone already are passed over.
    Confirm {
        /// What the reader said.
        said: Said,
        /// All targets of each annotation, as they will be.
        targets: Vec<(AnnotationId, Vec<Target>)>,
    },
    /// Annotations go, and leave tombstones. Those that are gone already are passed over.
    DeleteAnnotations(Vec<AnnotationId>),
    /// Another coder's annotations go, given the coder's IRI. They leave no tombstones: what is
    /// theirs stays theirs, and an import may bring it again.
    RemoveLayer(String),
    /// New themes. One that is here already stays as it is.
    AddThemes(Vec<Theme>),
    /// Themes of another codebook come in as the reader chose: those that are here become these, with
    /// the next version; new ones keep their time. A key stays with the theme that has it here.
    TakeThemes(Vec<Theme>),
    /// A theme has other words, colour, line, key or place. A key that another theme had is taken
    /// from it.
    ReviseTheme(Theme),
    /// A theme goes under another one, or to the top, as the n-th there, from 0. Those under it go
    /// along.
    MoveTheme {
        /// Which.
        id: ThemeId,
        /// The theme that it shall stand under; none is the top.
        broader: Option<ThemeId>,
        /// How many siblings shall stand before it; more than there are puts it last.
        nth: usize,
    },
    /// Another coder's annotation becomes one of the reader's own beside it, which says of which it
    /// was made.
    CopyToMine {
        /// Theirs.
        from: AnnotationId,
        /// What the copy is to be called.
        id: AnnotationId,
    },
    /// The reader is a coder whom they were before, on another machine: what they made here is
    /// theirs under that name, and what came from there can be changed here.
    JoinIdentity(Coder),
    /// What one theme marks is marked with another, and the one goes. Those under it go under the
    /// other. Where both stood on the same passage, one annotation stays, with both notes.
    MergeThemes {
        /// The theme that goes.
        from: ThemeId,
        /// The theme that stays.
        into: ThemeId,
    },
    /// Annotations have another theme in place of one. Their notes stay.
    Recode {
        /// The theme that they have.
        from: ThemeId,
        /// Each annotation, and the theme that it shall have.
        to: Vec<(AnnotationId, ThemeId)>,
    },
    /// A theme goes, with those under it, and leaves tombstones.
    DeleteTheme(ThemeId, Marked),
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
        /// What was saved there when it was begun, where that is known.
        upon: Option<String>,
    },
    /// A brief was opened from a file. Not undone.
    OpenBrief(OpenedBrief),
    /// A brief that was opened from a file goes, given its IRI, to make room. What was made on it
    /// stays, and is there when the file is opened again.
    RemoveBrief(String),
    /// What a file brought, as the reader chose to take it.
    Import(Merge),
    /// A settlement of a place at which coders differ, as [`super::Difference::settle`] makes it: in
    /// place of the reader's own that stood there, else as a new one.
    SettleDifference(Annotation),
    /// The reader chooses between the sides of a conflict, given the IRI that they share.
    Settle {
        /// The annotation's or theme's IRI.
        id: String,
        /// Which side stays.
        choice: Choice,
    },
}

/// What becomes of what a theme marked when the theme goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// It stays highlighted.
    Stays,
    /// It goes too, but for what has another theme, a note or a flag.
    Goes,
}

/// What the reader said of passages whose place was not sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// They are here.
    Here,
    /// They are nowhere in this text.
    Nowhere,
    /// They are to be in another brief.
    CarriedOver,
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

    /// Takes in a change that came after, so that the two are one, in these words.
    pub fn extend(&mut self, later: Change, words: String) {
        for write in later.writes {
            match self.writes.binary_search_by(|it| it.key.cmp(&write.key)) {
                Ok(at) => self.writes[at].after = write.after,
                Err(at) => self.writes.insert(at, write),
            }
        }
        self.writes.retain(|write| write.before != write.after);
        self.words = words;
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
    /// The brief is gone.
    #[error("this brief is no longer here: it was removed, perhaps in another tab")]
    NoBrief(String),
    /// A theme would be merged with itself.
    #[error("a theme cannot be merged with itself; choose another one")]
    WithItself,
    /// The codebook is given, and must not be changed by accident.
    #[error("the codebook is locked; unlock it first, beside the themes")]
    Locked,
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

    /// Whether something stands under a key.
    #[must_use]
    pub fn has(&self, key: &Key) -> bool {
        match key {
            Key::Coder => self.coder.is_some(),
            Key::Settings => self.settings != Settings::default(),
            Key::Theme(id) => self.themes.contains_key(id),
            Key::Annotation(id) => self.annotations.contains_key(id),
            Key::Tombstone(id) => self.tombstones.contains_key(id),
            Key::Conflict(id) => self.conflicts.contains_key(id),
            Key::Brief(id) => self.briefs.contains_key(id),
            Key::Draft(place) => self.drafts.contains_key(place),
        }
    }

    /// Whether just this stands under a key.
    pub(super) fn holds(&self, key: &Key, record: Option<&Record>) -> bool {
        match (key, record) {
            (Key::Annotation(id), Some(Record::Annotation(annotation))) => {
                self.annotations.get(id) == Some(annotation)
            }
            (Key::Brief(id), Some(Record::Brief(brief))) => self.briefs.get(id) == Some(brief),
            (key, None) => !self.has(key),
            (key, record) => self.record(key).as_ref() == record,
        }
    }

    /// Makes a change that was made elsewhere: at start, in another tab, by undo. Each record becomes
    /// what the change says, whatever stood there.
    pub fn write(&mut self, change: &Change) {
        for write in &change.writes {
            self.replace(&write.key, write.after.clone());
        }
    }

    /// Puts one record under its key, or takes away what stands there; gives what stood there.
    ///
    /// A record of another kind than its key's is passed over: only a bug can make one.
    pub(super) fn replace(&mut self, key: &Key, record: Option<Record>) -> Option<Record> {
        fn set<K: Ord + Clone, V>(
            map: &mut std::collections::BTreeMap<K, V>,
            key: &K,
            value: Option<V>,
        ) -> Option<V> {
            match value {
                Some(value) => map.insert(key.clone(), value),
                None => map.remove(key),
            }
        }
        match (key, record) {
            (Key::Coder, None) => self.coder.take().map(Record::Coder),
            (Key::Coder, Some(Record::Coder(coder))) => {
                self.coder.replace(coder).map(Record::Coder)
            }
            (Key::Settings, record @ (None | Some(Record::Settings(_)))) => {
                let before = self.record(key);
                self.settings = match record {
                    Some(Record::Settings(settings)) => settings,
                    Some(_) | None => Settings::default(),
                };
                before
            }
            (Key::Theme(id), None) => set(&mut self.themes, id, None).map(Record::Theme),
            (Key::Theme(id), Some(Record::Theme(theme))) => {
                set(&mut self.themes, id, Some(theme)).map(Record::Theme)
            }
            (Key::Annotation(id), None) => {
                set(&mut self.annotations, id, None).map(Record::Annotation)
            }
            (Key::Annotation(id), Some(Record::Annotation(annotation))) => {
                set(&mut self.annotations, id, Some(annotation)).map(Record::Annotation)
            }
            (Key::Tombstone(id), None) => {
                set(&mut self.tombstones, id, None).map(Record::Tombstone)
            }
            (Key::Tombstone(id), Some(Record::Tombstone(tombstone))) => {
                set(&mut self.tombstones, id, Some(tombstone)).map(Record::Tombstone)
            }
            (Key::Conflict(id), None) => set(&mut self.conflicts, id, None).map(Record::Conflict),
            (Key::Conflict(id), Some(Record::Conflict(conflict))) => {
                set(&mut self.conflicts, id, Some(conflict)).map(Record::Conflict)
            }
            (Key::Brief(id), None) => set(&mut self.briefs, id, None).map(Record::Brief),
            (Key::Brief(id), Some(Record::Brief(brief))) => {
                set(&mut self.briefs, id, Some(brief)).map(Record::Brief)
            }
            (Key::Draft(place), None) => set(&mut self.drafts, place, None).map(Record::Draft),
            (Key::Draft(place), Some(Record::Draft(draft))) => {
                set(&mut self.drafts, place, Some(draft)).map(Record::Draft)
            }
            (key, Some(record)) => {
                debug_assert!(false, "{record:?} does not belong under {key:?}");
                None
            }
        }
    }
}

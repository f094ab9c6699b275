//! A record and its tombstone in one store: what two tabs leave behind that change a thing and
//! delete it in the same moment.
//!
//! Each tab writes the keys of its own edit, and the store keeps both. Which of the two stands is
//! decided by the rule of merging: a tombstone takes what was last changed before it, and stands
//! beside what was changed after it. Every tab sees the same values and decides the same.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::Sided;
use super::stage::Stage;
use super::{Change, Key, Origin, Record, Workspace, Write};
use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::{Theme, ThemeId};

impl Key {
    /// The keys of what this one may be at odds with: of a tombstone those of what was deleted and of
    /// its other sides, and of those the tombstone's.
    #[must_use]
    pub fn rivals(&self) -> Vec<Key> {
        match self {
            Key::Annotation(AnnotationId(id)) | Key::Theme(ThemeId(id)) => {
                vec![Key::Tombstone(id.clone())]
            }
            Key::Tombstone(id) => vec![
                Key::Annotation(AnnotationId(id.clone())),
                Key::Theme(ThemeId(id.clone())),
                Key::Conflict(id.clone()),
            ],
            Key::Coder | Key::Settings | Key::Conflict(_) | Key::Brief(_) | Key::Draft(_) => {
                Vec::new()
            }
        }
    }
}

impl Workspace {
    /// Takes in what a store holds now under some keys and [those at odds with them](Key::rivals),
    /// because another tab wrote there. Gives what that changed, and the keys under which the store
    /// does not hold what stands here now: they are to be written, or taken away.
    pub fn take_over(&mut self, stored: Vec<(Key, Option<Record>)>) -> (Change, Vec<Key>) {
        let mut before = BTreeMap::new();
        let mut amiss = Vec::new();
        // What comes before what goes: a thing that was changed here after it was deleted elsewhere
        // does not go, and that is told by the tombstone.
        let (comes, goes): (Vec<_>, Vec<_>) =
            stored.into_iter().partition(|(_, record)| record.is_some());
        let mut ids = BTreeSet::new();
        for (key, record) in comes.into_iter().chain(goes) {
            if let Key::Annotation(AnnotationId(id))
            | Key::Theme(ThemeId(id))
            | Key::Tombstone(id) = &key
            {
                ids.insert(id.clone());
            }
            if record.is_none() && self.outlives_tombstone(&key) {
                amiss.push(key);
            } else {
                let stood = self.replace(&key, record);
                before.entry(key).or_insert(stood);
            }
        }
        for id in ids {
            for (key, record) in self.fall(&id) {
                let stood = self.replace(&key, record);
                before.entry(key.clone()).or_insert(stood);
                amiss.push(key);
            }
        }
        let writes = before.into_iter().filter(|(key, before)| !self.holds(key, before.as_ref()));
        let writes = writes.map(|(key, before)| {
            let after = self.record(&key);
            Write { key, before, after }
        });
        let writes = writes.collect();
        let change =
            Change { words: String::new(), origin: Origin::OtherTab, undoable: false, writes };
        (change, amiss)
    }

    /// Takes away every record that fell to its tombstone; gives the keys of what is other than it
    /// was.
    pub fn settle_rivals(&mut self) -> Vec<Key> {
        let fallen: Vec<_> = self.tombstones.keys().flat_map(|id| self.fall(id)).collect();
        for (key, record) in &fallen {
            self.replace(key, record.clone());
        }
        fallen.into_iter().map(|(key, _)| key).collect()
    }

    /// Whether what stands under a key was changed after it was deleted, as its tombstone says.
    fn outlives_tombstone(&self, key: &Key) -> bool {
        let (Key::Annotation(AnnotationId(id)) | Key::Theme(ThemeId(id))) = key else {
            return false;
        };
        let Some(tombstone) = self.tombstones.get(id) else { return false };
        let annotation = self.annotations.get(&AnnotationId(id.clone()));
        let theme = self.themes.get(&ThemeId(id.clone()));
        annotation.is_some_and(|annotation| annotation.outlives(tombstone))
            || theme.is_some_and(|theme| theme.outlives(tombstone))
    }

    /// What becomes of the things that bear an IRI, by their tombstone: the keys of what is other
    /// then, with what stands there.
    fn fall(&self, id: &str) -> Vec<(Key, Option<Record>)> {
        let Some(tombstone) = self.tombstones.get(id) else { return Vec::new() };
        let rivals = Key::Tombstone(id.to_owned()).rivals();
        if !rivals.iter().any(|key| self.has(key)) {
            return Vec::new();
        }
        let mut stage = Stage::new(self);
        stage.fell::<Annotation>(tombstone);
        stage.fell::<Theme>(tombstone);
        let after = stage.into_records().into_iter();
        after.filter(|(key, record)| !self.holds(key, record.as_ref())).collect()
    }
}

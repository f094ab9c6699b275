//! A record and its tombstone in one store: what two tabs leave behind that change a thing and
//! delete it in the same moment.
//!
//! Each tab writes the keys of its own edit, and the store keeps both. Which of the two stands is
//! decided by the rule of merging: a tombstone stands against what was last changed before it, and
//! falls to what was changed after it. Every tab sees the same two values and decides the same.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Versioned as _;
use super::merge::outlives;
use super::{Change, Key, Origin, Record, Workspace, Write};
use crate::annotation::AnnotationId;
use crate::codebook::ThemeId;
use crate::timestamp::Timestamp;

impl Key {
    /// The keys of what this one may be at odds with: of a tombstone those of what was deleted, and
    /// of that the tombstone's.
    #[must_use]
    pub fn rivals(&self) -> Vec<Key> {
        match self {
            Key::Annotation(AnnotationId(id)) | Key::Theme(ThemeId(id)) => {
                vec![Key::Tombstone(id.clone())]
            }
            Key::Tombstone(id) => {
                vec![Key::Annotation(AnnotationId(id.clone())), Key::Theme(ThemeId(id.clone()))]
            }
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
            for key in self.fallen(&id) {
                let stood = self.replace(&key, None);
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

    /// Takes away every record that fell to its tombstone, and every tombstone that fell to its
    /// record; gives their keys.
    pub fn settle_rivals(&mut self) -> Vec<Key> {
        let fallen: Vec<Key> = self.tombstones.keys().flat_map(|id| self.fallen(id)).collect();
        for key in &fallen {
            self.replace(key, None);
        }
        fallen
    }

    /// When what stands under a key was last changed. `None` where nothing stands, or nothing that
    /// can be deleted.
    fn last_changed(&self, key: &Key) -> Option<Option<&Timestamp>> {
        match key {
            Key::Annotation(id) => self.annotations.get(id).map(|annotation| annotation.modified()),
            Key::Theme(id) => self.themes.get(id).map(|theme| Some(&theme.modified)),
            Key::Coder
            | Key::Settings
            | Key::Tombstone(_)
            | Key::Conflict(_)
            | Key::Brief(_)
            | Key::Draft(_) => None,
        }
    }

    /// Whether what stands under a key was changed after it was deleted, as its tombstone says.
    fn outlives_tombstone(&self, key: &Key) -> bool {
        let (Key::Annotation(AnnotationId(id)) | Key::Theme(ThemeId(id))) = key else {
            return false;
        };
        match (self.last_changed(key), self.tombstones.get(id)) {
            (Some(modified), Some(tombstone)) => outlives(modified, tombstone),
            (_, None) | (None, _) => false,
        }
    }

    /// The keys of what fell, where a thing and its tombstone stand side by side.
    fn fallen(&self, id: &str) -> Vec<Key> {
        let tombstone = Key::Tombstone(id.to_owned());
        let mut rivals = tombstone.rivals();
        rivals.retain(|key| self.has(key));
        if rivals.is_empty() || !self.has(&tombstone) {
            return Vec::new();
        }
        if rivals.iter().any(|key| self.outlives_tombstone(key)) {
            return vec![tombstone];
        }
        let about = [Key::Conflict(id.to_owned()), Key::Draft(id.to_owned())];
        rivals.extend(about.into_iter().filter(|key| self.has(key)));
        rivals
    }
}

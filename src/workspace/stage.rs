//! Where an edit lays out its records before any of them is written.

use std::collections::BTreeMap;

use super::lineage::Versioned;
use super::{Key, Record, Tombstone, Workspace};
use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::{Theme, ThemeId};
use crate::coder::Coder;
use crate::timestamp::Timestamp;

/// A workspace with some records as they will be. Nothing is written until the edit is whole, so an
/// edit that fails half-way has done nothing.
pub(super) struct Stage<'a> {
    pub(super) workspace: &'a Workspace,
    after: BTreeMap<Key, Option<Record>>,
}

impl<'a> Stage<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Stage<'a> {
        Stage { workspace, after: BTreeMap::new() }
    }

    /// What stands under a key as things are laid out.
    pub(super) fn get(&self, key: &Key) -> Option<Record> {
        self.after.get(key).cloned().unwrap_or_else(|| self.workspace.record(key))
    }

    /// Whether something stands under a key as things are laid out.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.after.get(key).map_or_else(|| self.workspace.has(key), Option::is_some)
    }

    /// When what stands under a key as things are laid out was last changed, or what a tombstone stands
    /// for was deleted.
    pub(super) fn moment(&self, key: &Key) -> Option<&Timestamp> {
        if let Some(after) = self.after.get(key) {
            return after.as_ref().and_then(Record::moment);
        }
        let workspace = self.workspace;
        match key {
            Key::Annotation(id) => Versioned::modified(workspace.annotations.get(id)?),
            Key::Theme(id) => Versioned::modified(workspace.themes.get(id)?),
            Key::Tombstone(id) => Some(&workspace.tombstones.get(id)?.deleted),
            Key::Coder | Key::Settings | Key::Conflict(_) | Key::Brief(_) | Key::Draft(_) => None,
        }
    }

    pub(super) fn annotation(&self, id: &AnnotationId) -> Option<Annotation> {
        match self.get(&Key::Annotation(id.clone())) {
            Some(Record::Annotation(annotation)) => Some(annotation),
            Some(_) | None => None,
        }
    }

    pub(super) fn coder(&self) -> Option<Coder> {
        match self.get(&Key::Coder) {
            Some(Record::Coder(coder)) => Some(coder),
            Some(_) | None => None,
        }
    }

    pub(super) fn theme(&self, id: &ThemeId) -> Option<Theme> {
        match self.get(&Key::Theme(id.clone())) {
            Some(Record::Theme(theme)) => Some(theme),
            Some(_) | None => None,
        }
    }

    pub(super) fn tombstone(&self, id: &str) -> Option<Tombstone> {
        match self.get(&Key::Tombstone(id.to_owned())) {
            Some(Record::Tombstone(tombstone)) => Some(tombstone),
            Some(_) | None => None,
        }
    }

    pub(super) fn put(&mut self, record: Record) {
        self.after.insert(record.key(), Some(record));
    }

    pub(super) fn take_away(&mut self, key: Key) {
        self.after.insert(key, None);
    }

    /// Takes something away for good: a tombstone stands in its place, and a conflict about it and a
    /// note half written on it go too. The tombstone is no earlier than what it buries, whatever the
    /// clocks say.
    pub(super) fn bury(&mut self, key: Key, id: &str, now: &Timestamp) {
        let deleted = self.no_earlier(id, now);
        self.take_away(key);
        for key in [Key::Conflict(id.to_owned()), Key::Draft(id.to_owned())] {
            if self.has(&key) {
                self.take_away(key);
            }
        }
        self.put(Record::Tombstone(Tombstone { id: id.to_owned(), deleted }));
    }

    /// A moment at which something is made: after it was deleted, where it was.
    pub(super) fn now_or_after_deletion(&self, id: &str, now: &Timestamp) -> Timestamp {
        match self.tombstone(id) {
            Some(tombstone) => now.no_earlier_than_after(&tombstone.deleted),
            None => now.clone(),
        }
    }

    /// The records as they are laid out, in the order of the keys; some may be as they were.
    pub(super) fn into_records(self) -> BTreeMap<Key, Option<Record>> {
        self.after
    }
}

impl Record {
    /// When it was last changed, or what it stands for was deleted.
    pub(super) fn moment(&self) -> Option<&Timestamp> {
        match self {
            Record::Annotation(annotation) => Versioned::modified(annotation),
            Record::Theme(theme) => Versioned::modified(theme),
            Record::Tombstone(tombstone) => Some(&tombstone.deleted),
            Record::Coder(_)
            | Record::Settings(_)
            | Record::Conflict(_)
            | Record::Brief(_)
            | Record::Draft(_) => None,
        }
    }
}

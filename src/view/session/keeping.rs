//! Keeping the work: from storage at the start, to storage with each change, and from other tabs.

use leptos::prelude::*;

use super::{Notice, Session};
use crate::browser::storage;
use crate::workspace::{Change, Key, Origin, Record, StoredKey, Workspace, Write};

/// Whether what changes is being kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Every change is in storage.
    Stored,
    /// Something could not be stored and lives in this tab only; why, as a clause.
    InMemory(String),
    /// A newer version of the app stored this work; it is shown and left alone.
    ReadOnly,
}

impl Keeping {
    /// Whether nothing may be changed.
    pub(crate) fn is_read_only(&self) -> bool {
        match self {
            Keeping::ReadOnly => true,
            Keeping::Stored | Keeping::InMemory(_) => false,
        }
    }
}

impl Session {
    /// Reads what is stored, sets aside what cannot be read, and follows other tabs.
    pub(super) fn start_keeping(self) {
        if let Err(error) = storage::probe() {
            self.keeping.set(Keeping::InMemory(error.to_string()));
            return;
        }
        let stored = Workspace::read(storage::read_all());
        let n_unreadable = stored.unreadable.len();
        self.workspace.set_value(stored.workspace);
        if stored.newer_schema {
            self.keeping.set(Keeping::ReadOnly);
        } else if n_unreadable > 0 {
            for unreadable in &stored.unreadable {
                // Written under its new key before it leaves the old one, so it is never in neither.
                if storage::write(&unreadable.quarantine(), &unreadable.value).is_ok() {
                    let _ = storage::remove(&unreadable.key);
                }
            }
            self.tell(Notice::unreadable(n_unreadable));
        }
        storage::on_other_tab(move |key, value| self.take_over(key, value));
    }

    /// Writes what a change did, key by key. What cannot be written stays in memory and is tried
    /// again with each change, and the reader is told until it is stored.
    pub(super) fn keep(self, change: &Change) {
        self.pending.update_value(|pending| {
            pending.extend(change.writes.iter().map(|write| write.key.clone()));
        });
        self.keep_pending();
    }

    /// Writes each record that storage does not hold as it stands here.
    pub(crate) fn keep_pending(self) {
        let pending = self.pending.with_value(|pending| {
            let record = |key: &Key| self.workspace.with_value(|workspace| workspace.record(key));
            let mut records: Vec<_> =
                pending.iter().map(|key| (key.clone(), record(key))).collect();
            // What goes makes room for what comes.
            records.sort_by_key(|(_, record)| record.is_some());
            records
        });
        let mut refusal = None;
        for (key, record) in pending {
            let kept = match record {
                Some(record) => storage::write(&key.stored(), &record.stored()),
                None => storage::remove(&key.stored()),
            };
            match kept {
                Ok(()) => self.pending.update_value(|pending| {
                    pending.remove(&key);
                }),
                Err(error) => refusal = Some(error.to_string()),
            }
        }
        let was_kept = self.keeping.get_untracked() == Keeping::Stored;
        match refusal {
            Some(reason) => self.keeping.set(Keeping::InMemory(reason)),
            None if !was_kept => {
                self.keeping.set(Keeping::Stored);
                self.tell(Notice::done("Everything is stored again."));
            }
            None => {}
        }
    }

    /// Takes in what another tab wrote or took away.
    fn take_over(self, key: &str, value: Option<&str>) {
        let StoredKey::Key(key) = Key::parse(key) else { return };
        let Ok(after) = value.map(|value| Record::read(&key, value)).transpose() else {
            // The other tab is of another version, or broken: what stands here stays.
            return;
        };
        let before = self.workspace.with_value(|workspace| workspace.record(&key));
        if before == after {
            return;
        }
        let change = Change {
            words: String::new(),
            origin: Origin::OtherTab,
            undoable: false,
            writes: vec![Write { key, before, after }],
        };
        self.workspace.update_value(|workspace| workspace.write(&change));
        self.show(&change);
    }
}

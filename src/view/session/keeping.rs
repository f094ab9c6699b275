//! Keeping the work: to storage with each change, and from other tabs.
//!
//! What a change touched is written at once, key by key, and read back. A change of hundreds of keys is
//! painted first and then written in slices, so that the page answers meanwhile; what is left of it
//! when the page is hidden or closed is written then and there.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Notice, Session};
use crate::browser::clock::Slice;
use crate::browser::{clock, page, storage};
use crate::view::later::{self, Marking};
use crate::workspace::{Change, Key, Record, StoredKey};

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

/// What lies between the work and the store.
#[derive(Default)]
pub(super) struct Backlog {
    /// What storage does not hold as it stands here.
    unstored: BTreeSet<Key>,
    /// Those of them that are being tried, the next one last.
    queue: Vec<Key>,
    /// Why one of them was refused, as a clause.
    refusal: Option<String>,
    /// Whether slices of the queue follow.
    is_writing: bool,
    /// The names of the keys that other tabs wrote, and that were not looked at yet; an empty one stands
    /// for all of them.
    arrived: Vec<String>,
}

/// Up to so many keys are written before the change is painted: what is seen is stored then. More do
/// not fit into a frame.
const AT_ONCE: usize = 256;

impl Session {
    /// Sees to it that nothing is left unwritten when the page goes, and follows other tabs.
    pub(super) fn start_keeping(self) {
        let write = move || {
            if !self.is_written() {
                later::carry_out(self, Marking::WriteAll);
            }
        };
        page::on_window("pagehide", move |_| write());
        page::on_document("visibilitychange", move |_| write());
        storage::on_other_tab(move |key| self.hear(key));
    }

    /// Writes what a change did. What cannot be written stays in memory and is tried again with each
    /// change, and the reader is told until it is stored.
    pub(super) fn keep(self, change: &Change) {
        self.keep_keys(change.writes.iter().map(|write| write.key.clone()));
    }

    /// Writes what stands under some keys.
    pub(super) fn keep_keys(self, keys: impl Iterator<Item = Key>) {
        self.backlog.update_value(|backlog| backlog.unstored.extend(keys));
        self.keep_pending();
    }

    /// Writes each record that storage does not hold as it stands here.
    pub(crate) fn keep_pending(self) {
        let is_writing = self.backlog.try_update_value(|backlog| {
            let stands = |key: &&Key| self.with_untracked(|workspace| workspace.has(key));
            // What goes makes room for what comes.
            let (comes, goes): (Vec<_>, Vec<_>) = backlog.unstored.iter().partition(stands);
            backlog.queue =
                comes.into_iter().rev().chain(goes.into_iter().rev()).cloned().collect();
            backlog.refusal = None;
            std::mem::replace(&mut backlog.is_writing, true)
        });
        if is_writing.unwrap_or(false) {
            // The slices that follow take these too.
            return;
        }
        let n_waiting = self.backlog.with_value(|backlog| backlog.queue.len());
        if n_waiting <= AT_ONCE {
            return self.write_all();
        }
        leptos::task::spawn_local(async move {
            // A page that nobody sees is not painted, and says nothing more before it goes.
            if !page::is_hidden() {
                clock::painted().await;
            }
            let mut slice = Slice::begin();
            while !self.is_written() {
                self.write_slice(|| slice.is_over());
                slice.rest().await;
            }
        });
    }

    /// Writes all that waits, now.
    pub(crate) fn write_all(self) {
        self.write_slice(|| false);
    }

    fn is_written(self) -> bool {
        self.backlog.with_value(|backlog| !backlog.is_writing)
    }

    /// Writes what waits until nothing does or it is time to stop; says what became of it in the end.
    fn write_slice(self, is_over: impl Fn() -> bool) {
        const STRIDE: usize = 16;
        let is_done = self.backlog.try_update_value(|backlog| {
            loop {
                for _ in 0..STRIDE {
                    let Some(key) = backlog.queue.pop() else {
                        return std::mem::take(&mut backlog.is_writing)
                            .then(|| backlog.refusal.take());
                    };
                    let name = key.stored();
                    let stored = self.with_untracked(|workspace| workspace.stored_at(&key));
                    let kept = match stored {
                        Some(value) => storage::write(&name, &value),
                        None => storage::remove(&name),
                    };
                    match kept {
                        Ok(()) => drop(backlog.unstored.remove(&key)),
                        Err(error) => backlog.refusal = Some(error.to_string()),
                    }
                }
                if is_over() {
                    return None;
                }
            }
        });
        if let Some(refusal) = is_done.flatten() {
            self.say_kept(refusal);
            self.measure_room();
        }
    }

    fn say_kept(self, refusal: Option<String>) {
        let was_kept = self.keeping.with_untracked(|keeping| *keeping == Keeping::Stored);
        match refusal {
            Some(reason) => self.keeping.set(Keeping::InMemory(reason)),
            None if !was_kept => {
                self.keeping.set(Keeping::Stored);
                self.tell(Notice::done("Everything is stored again."));
            }
            None => {}
        }
    }

    /// Hears that another tab wrote or took away a key, or all of them. What comes in one go is looked at
    /// in one.
    fn hear(self, key: &str) {
        let is_first = self.backlog.try_update_value(|backlog| {
            backlog.arrived.push(key.to_owned());
            backlog.arrived.len() == 1
        });
        if is_first == Some(true) {
            leptos::task::spawn_local(async move {
                clock::breathe().await;
                later::carry_out(self, Marking::OtherTabs);
            });
        }
    }

    /// Takes in what other tabs wrote, as the store holds it now: what they said on the way there may
    /// have been overtaken.
    pub(crate) fn take_over(self) {
        let names = self.backlog.try_update_value(|backlog| std::mem::take(&mut backlog.arrived));
        let names = names.unwrap_or_default();
        let parsed: Vec<StoredKey> = names.iter().map(|name| Key::parse(name)).collect();
        if parsed.contains(&StoredKey::Newer) {
            // It takes the work over into its own form, and is followed no further.
            self.keeping.set(Keeping::ReadOnly);
        }
        if self.keeping.with_untracked(Keeping::is_read_only) {
            return;
        }
        if names.iter().any(String::is_empty) {
            self.store_again();
        }
        let arrived = self.backlog.try_update_value(|backlog| {
            let arrived = parsed.into_iter().filter_map(|key| match key {
                StoredKey::Key(key) => Some(key),
                StoredKey::Former(_)
                | StoredKey::Quarantined
                | StoredKey::Newer
                | StoredKey::Unknown
                | StoredKey::Foreign => None,
            });
            let mut arrived: BTreeSet<Key> = arrived.collect();
            let rivals: Vec<Key> = arrived.iter().flat_map(Key::rivals).collect();
            arrived.extend(rivals);
            // What is not stored from here is written over what is.
            arrived.retain(|key| !backlog.unstored.contains(key));
            arrived
        });
        let stored = arrived.unwrap_or_default().into_iter().filter_map(|key| {
            let record = match storage::read(&key.stored()) {
                // The other tab is of another version, or broken: what stands here stays.
                Some(value) => Some(Record::read(&key, &value).ok()?),
                None => None,
            };
            Some((key, record))
        });
        let stored = stored.collect();
        let taken = self.workspace.try_update_value(|workspace| workspace.take_over(stored));
        let Some((change, amiss)) = taken else { return };
        if !change.is_empty() {
            self.show(&change);
        }
        if !amiss.is_empty() {
            self.keep_keys(amiss.into_iter());
        }
        self.measure_room();
    }

    /// Stores all that is here: another page of the site emptied the store.
    fn store_again(self) {
        let keys = self.with_untracked(|workspace| {
            workspace.records().map(|record| record.key()).collect::<Vec<_>>()
        });
        if !keys.is_empty() {
            self.keep_keys(keys.into_iter());
            self.tell(Notice::problem(
                "Another page of this site emptied the browser's storage. What this tab holds of your \
                 work was stored again. If anything is missing, open the last file that you saved.",
            ));
        }
    }
}

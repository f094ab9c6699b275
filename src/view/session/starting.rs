//! Reading what is stored, when the page starts.
//!
//! Who the reader is, their themes and what they opened are read at once. Annotations are read at
//! once too, while they are few; thousands are read in slices, so that the brief is there before
//! them. Whoever changes or passes on the work meanwhile first has the rest read.

use leptos::prelude::*;

use super::{Keeping, Notice, Part, Session, paint_name};
use crate::browser::clock::Slice;
use crate::browser::{paint, storage};
use crate::view::later::{self, Marking};
use crate::workspace::{
    Appearance, Key, OfFirstScreen, OpenedBrief, Snapshot, Unreadable, Workspace,
};

/// Up to so many annotations are read at once.
const AT_ONCE: usize = 500;
/// How many are read between two looks at the clock.
const STRIDE: usize = 32;

/// What is still to be read, and what was found on the way.
#[derive(Default)]
pub(super) struct Unread {
    /// Keys of the store, the next one last.
    keys: Vec<String>,
    unreadable: Vec<Unreadable>,
    /// What an earlier version stored, with the name under which it did.
    former: Vec<(Key, String)>,
}

impl Session {
    /// Has all that is stored read as soon as it can be; until then, what the first screen needs.
    pub(super) fn start_reading(self) {
        if let Err(error) = storage::probe() {
            self.keeping.set(Keeping::InMemory(error.to_string()));
            return;
        }
        let keys = storage::keys();
        if !later::can_mark() {
            for key in &keys {
                self.glance_at(key);
            }
        }
        self.unread.update_value(|unread| unread.keys = keys);
        later::carry_out(self, Marking::Read);
    }

    /// Takes in what the first screen needs of what stands under a key, where it is of that. All is read
    /// anew, and what cannot be read is told, with what marks.
    fn glance_at(self, key: &str) {
        let Some(of_first_screen) = Workspace::of_first_screen(key) else { return };
        let Some(fields) = storage::fields(key) else { return };
        self.workspace.update_value(|workspace| match of_first_screen {
            OfFirstScreen::Settings => {
                let settings = &mut workspace.settings;
                settings.appearance = match fields.text("appearance").as_deref() {
                    Some("light") => Appearance::Light,
                    Some("dark") => Appearance::Dark,
                    Some(_) | None => Appearance::System,
                };
                settings.marks_silent = fields.is_true("marks_silent");
            }
            OfFirstScreen::Brief(id) => {
                let [name, source] = ["name", "source"].map(|name| fields.text(name));
                if let (Some(name), Some(source)) = (name, source)
                    && fields.text("id").as_ref() == Some(&id)
                {
                    let brief = OpenedBrief { id: id.clone(), name, source };
                    workspace.briefs.insert(id, brief);
                }
            }
        });
    }

    /// Reads what is stored, or as much of it as is needed first.
    pub(crate) fn read_stored(self) {
        let keys = self.unread.try_update_value(|unread| std::mem::take(&mut unread.keys));
        let (mut later, now): (Vec<_>, Vec<_>) =
            keys.unwrap_or_default().into_iter().partition(|key| Key::is_of_annotation(key));
        self.take(now);
        let is_read_at_once = later.len() <= AT_ONCE;
        if is_read_at_once {
            self.take(std::mem::take(&mut later));
        }
        self.unread.update_value(|unread| unread.keys = later);
        if is_read_at_once {
            self.finish_reading();
            self.show_stored();
            return;
        }
        self.show_stored();
        leptos::task::spawn_local(async move {
            let mut slice = Slice::begin();
            // The page comes first.
            slice.breathe().await;
            while self.has_unread() {
                self.read_stride();
                slice.rest().await;
            }
        });
    }

    /// Has the page look as what was read says, and tells those who follow any of it.
    fn show_stored(self) {
        self.show_settings();
        self.with_untracked(|workspace| {
            for theme in workspace.themes.values() {
                let paint = Some((theme.colour, theme.line));
                paint::set(paint_name(&theme.id).as_str(), paint);
            }
        });
        self.following.tell_all();
    }

    /// Reads the rest of what is stored, if there is any. Who changes the work, or passes it on,
    /// needs all of it.
    pub(crate) fn read_rest(self) {
        while self.has_unread() {
            self.read_stride();
        }
    }

    pub(super) fn has_unread(self) -> bool {
        self.unread.with_value(|unread| !unread.keys.is_empty())
    }

    /// Reads a few annotations more; sees to what was found on the way after the last.
    fn read_stride(self) {
        let keys = self.unread.try_update_value(|unread| {
            let n_left = unread.keys.len().saturating_sub(STRIDE);
            unread.keys.split_off(n_left)
        });
        self.take(keys.unwrap_or_default());
        if !self.has_unread() {
            self.finish_reading();
            self.lay_afresh();
            self.following.tell(Part::Annotations);
        }
    }

    /// Takes in some keys of the store with what stands under them now.
    fn take(self, keys: Vec<String>) {
        self.workspace.update_value(|workspace| {
            let mut snapshot =
                Snapshot { workspace: std::mem::take(workspace), ..Snapshot::default() };
            for key in keys {
                if let Some(value) = storage::read(&key) {
                    snapshot.take(key, value);
                }
            }
            *workspace = snapshot.workspace;
            self.unread.update_value(|unread| {
                unread.unreadable.append(&mut snapshot.unreadable);
                unread.former.append(&mut snapshot.former);
            });
            if snapshot.newer_schema {
                self.keeping.set(Keeping::ReadOnly);
            }
        });
    }

    /// Settles what two tabs left behind, sets aside what could not be read, and has what an earlier
    /// version stored written in today's form.
    fn finish_reading(self) {
        let Unread { unreadable, former, .. } =
            self.unread.try_update_value(std::mem::take).unwrap_or_default();
        let fallen = self.workspace.try_update_value(Workspace::settle_rivals).unwrap_or_default();
        if self.keeping.with_untracked(Keeping::is_read_only) {
            return;
        }
        for unreadable in &unreadable {
            // Written under its new key before it leaves the old one, so it is never in neither.
            if storage::write(&unreadable.quarantine(), &unreadable.value).is_ok() {
                let _ = storage::remove(&unreadable.key);
            }
        }
        if !unreadable.is_empty() {
            self.tell(Notice::unreadable(unreadable.len()));
        }
        if !fallen.is_empty() {
            self.keep_keys(fallen.into_iter());
        }
        self.measure_room();
        if !former.is_empty() {
            leptos::task::spawn_local(self.renew(former));
        }
    }

    /// Writes what an earlier version stored in today's form, reads it back, and then takes away the
    /// earlier one. Where there is no room for both it stays as it is, and is read again next time.
    async fn renew(self, former: Vec<(Key, String)>) {
        let mut slice = Slice::begin();
        slice.breathe().await;
        for (key, name) in former {
            let stored = self.with_untracked(|workspace| workspace.stored_at(&key));
            let is_renewed = match stored {
                Some(value) => storage::write(&key.stored(), &value).is_ok(),
                // It was deleted since.
                None => true,
            };
            if is_renewed {
                let _ = storage::remove(&name);
            }
            slice.rest().await;
        }
        self.measure_room();
    }
}

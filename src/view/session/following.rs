//! Who is asked again after which changes. A change tells those who follow what it touched, and
//! nobody else: at ten thousand annotations, what each reader of the workspace does after each
//! change is what a change costs.

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

use super::Session;
use crate::browser::clock;
use crate::workspace::{Change, Key, Layer, Workspace};

/// What of the work someone follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The themes.
    Codebook,
    /// The annotations, what is half written on them, and where they lie in the brief on screen.
    Annotations,
    /// How many annotations there are, of what and where.
    Counts,
    /// Who the reader is.
    Coder,
    /// What was changed in two places apart.
    Conflicts,
    /// How the reader likes the page.
    Settings,
    /// The briefs that the reader opened.
    Briefs,
    /// Which brief is on screen.
    Reading,
    /// What can be undone and redone.
    History,
}

/// How many parts there are.
const N_PARTS: usize = 9;

/// How long after an edit the numbers on the page follow, in milliseconds: what was marked comes first, and
/// one who marks on has them written once.
const REST: i32 = 100;

/// One count of changes for each part, and one for all.
#[derive(Clone, Copy)]
pub(super) struct Following {
    all: RwSignal<u32>,
    parts: [(Part, RwSignal<u32>); N_PARTS],
    rest: StoredValue<clock::Debounce, LocalStorage>,
}

impl Following {
    pub(super) fn new() -> Following {
        let parts = [
            Part::Codebook,
            Part::Annotations,
            Part::Counts,
            Part::Coder,
            Part::Conflicts,
            Part::Settings,
            Part::Briefs,
            Part::Reading,
            Part::History,
        ];
        Following {
            all: RwSignal::new(0),
            parts: parts.map(|part| (part, RwSignal::new(0))),
            rest: StoredValue::new_local(clock::Debounce::new(REST)),
        }
    }

    fn of(self, part: Part) -> RwSignal<u32> {
        let found = self.parts.iter().find(|(other, _)| *other == part);
        found.expect("every part has its count").1
    }

    /// Tells those who follow one part that it is other than it was.
    pub(super) fn tell(self, part: Part) {
        self.of(part).update(|count| *count += 1);
        if part == Part::Annotations {
            self.of(Part::Counts).update(|count| *count += 1);
        }
        self.all.update(|count| *count += 1);
    }

    /// Tells everyone that all is other than it was.
    pub(super) fn tell_all(self) {
        for (_, count) in self.parts {
            count.update(|count| *count += 1);
        }
        self.all.update(|count| *count += 1);
    }

    /// Tells those who follow what a change touched, each part once; of what is counted, a moment later.
    pub(super) fn tell_of(self, change: &Change) {
        let mut touched = [false; N_PARTS];
        for write in &change.writes {
            let part = match &write.key {
                Key::Theme(_) => Part::Codebook,
                Key::Annotation(_) | Key::Draft(_) => Part::Annotations,
                Key::Coder => Part::Coder,
                Key::Settings => Part::Settings,
                Key::Brief(_) => Part::Briefs,
                Key::Conflict(_) => Part::Conflicts,
                // They are asked for with all of the work, or not at all.
                Key::Tombstone(_) => continue,
            };
            for (touched, (other, _)) in touched.iter_mut().zip(&self.parts) {
                *touched |= *other == part;
            }
        }
        for (_, (part, count)) in touched.iter().zip(&self.parts).filter(|(touched, _)| **touched) {
            count.update(|count| *count += 1);
            if *part == Part::Annotations {
                self.tell_of_counts_later();
            }
        }
        self.all.update(|count| *count += 1);
    }

    fn tell_of_counts_later(self) {
        let counts = self.of(Part::Counts);
        let tell = move || {
            counts.try_update(|count| *count += 1);
        };
        self.rest.with_value(|rest| rest.call(tell));
    }
}

impl Session {
    /// Reads the workspace; inside an effect, a memo or a view, runs again after each change of it.
    /// Who needs a part of it only asks for that: [`Session::with_part`].
    pub(crate) fn with<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        follow(self.following.all);
        self.workspace.with_value(read)
    }

    /// Reads the workspace; inside an effect, a memo or a view, runs again after each change of one
    /// part of it.
    pub(crate) fn with_part<T>(self, part: Part, read: impl FnOnce(&Workspace) -> T) -> T {
        self.follow(part);
        self.workspace.with_value(read)
    }

    /// Reads the workspace without following it.
    pub(crate) fn with_untracked<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_value(read)
    }

    /// Reads the layer over the brief on screen; inside an effect, a memo or a view, runs again
    /// after each change of the annotations.
    pub(crate) fn with_layer<T>(self, read: impl FnOnce(&Layer) -> T) -> T {
        self.follow(Part::Annotations);
        self.layer.with_value(read)
    }

    /// Reads a number of the layer over the brief on screen for the reader to see; inside an effect, a memo
    /// or a view, runs again after each change of the annotations, a moment after each edit.
    pub(crate) fn count<T>(self, read: impl FnOnce(&Layer) -> T) -> T {
        self.follow(Part::Counts);
        self.layer.with_value(read)
    }

    /// Reads the layer over the brief on screen without following it.
    pub(crate) fn with_layer_untracked<T>(self, read: impl FnOnce(&Layer) -> T) -> T {
        self.layer.with_value(read)
    }

    /// What undo and redo would do, in words; follows both.
    pub(crate) fn history_words(self) -> (Option<String>, Option<String>) {
        self.follow(Part::History);
        self.history.with_value(|history| {
            (history.undo_words().map(str::to_owned), history.redo_words().map(str::to_owned))
        })
    }

    /// Has an effect, a memo or a view that asks run again after each change of one part.
    pub(crate) fn follow(self, part: Part) {
        follow(self.following.of(part));
    }
}

/// A handler of an event only reads.
fn follow(count: RwSignal<u32>) {
    if Observer::get().is_some() {
        count.track();
    }
}

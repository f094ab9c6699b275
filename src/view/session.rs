//! The one reactive handle on a reader's work.
//!
//! Holds the workspace, its history and the brief on screen. Reading goes by [`Session::with`], which
//! is tracked; changing goes by [`Session::apply`], which writes what changed to storage at once,
//! redraws the blocks that it touched, and tells the reader when something could not be done.

mod annotating;
mod keeping;
mod reading;

pub(crate) use keeping::Keeping;
pub(crate) use reading::{Reading, iri as brief_iri, slug as brief_slug};

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::graph::Observer;

use super::dialog::Dialog;
use super::exchange::GivenFile;
use super::notice::Notice;
use super::reader::BarState;
use super::search::Searching;
use crate::annotation::AnnotationId;
use crate::browser::{address, clock, page};
use crate::codebook::ThemeId;
use crate::route::{Place, Route};
use crate::text::{Passage, Span};
use crate::workspace::{Change, Edit, History, Key, Layer, Record, Workspace};

/// The one reactive handle. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    workspace: StoredValue<Workspace>,
    history: StoredValue<History>,
    layer: StoredValue<Layer>,
    reading: StoredValue<Option<Arc<Reading>>>,
    /// What storage does not hold as it stands here.
    pending: StoredValue<BTreeSet<Key>>,
    /// Counts the changes of the workspace; whoever reads the workspace follows it.
    revision: RwSignal<u32>,
    /// Where the reader is.
    pub(crate) route: RwSignal<Route>,
    /// The annotation that the reader is looking at.
    pub(crate) active: RwSignal<Option<AnnotationId>>,
    /// Where the reading cursor last stood; it goes on from there when nothing is selected.
    pub(crate) cursor: RwSignal<Option<Span>>,
    /// What is selected in the text.
    pub(crate) selection: RwSignal<Option<Passage>>,
    /// Whether the bar stands in the page, and for what.
    pub(crate) bar: RwSignal<BarState>,
    /// The annotation whose boundaries are being changed.
    pub(crate) adjusting: RwSignal<Option<AnnotationId>>,
    /// The theme that marks each selection at once, while it is held.
    pub(crate) pen: RwSignal<Option<ThemeId>>,
    /// The dialog that stands over the page.
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    /// On a narrow page: the panel that is drawn over the text.
    pub(crate) panel: RwSignal<Option<Panel>>,
    /// What the reader searches for.
    pub(crate) search: Searching,
    /// Files that the reader gave and nobody has looked at yet, in the order in which they came.
    pub(crate) waiting: RwSignal<VecDeque<GivenFile>>,
    /// What the reader is being told, oldest first.
    pub(crate) notices: RwSignal<Vec<Notice>>,
    /// Whether what changes is being kept.
    pub(crate) keeping: RwSignal<Keeping>,
}

/// What stands beside the text on a wide page, and is drawn over it on a narrow one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Contents and themes.
    Contents,
    /// The annotations.
    Notes,
}

impl Session {
    /// Reads what is stored and starts from it.
    pub(crate) fn open() -> Session {
        let session = Session {
            workspace: StoredValue::new(Workspace::default()),
            history: StoredValue::new(History::default()),
            layer: StoredValue::new(Layer::default()),
            reading: StoredValue::new(None),
            pending: StoredValue::new(BTreeSet::new()),
            revision: RwSignal::new(0),
            route: RwSignal::new(address::route()),
            active: RwSignal::new(None),
            cursor: RwSignal::new(None),
            selection: RwSignal::new(None),
            bar: RwSignal::new(BarState::Closed),
            adjusting: RwSignal::new(None),
            pen: RwSignal::new(None),
            dialog: RwSignal::new(None),
            panel: RwSignal::new(None),
            search: Searching::default(),
            waiting: RwSignal::new(VecDeque::new()),
            notices: RwSignal::new(Vec::new()),
            keeping: RwSignal::new(Keeping::Stored),
        };
        session.start_keeping();
        session.with_untracked(|workspace| {
            page::set_appearance(workspace.settings.appearance);
            for theme in workspace.themes.values() {
                page::set_theme_paint(
                    paint_name(&theme.id).as_str(),
                    Some((theme.colour, theme.line)),
                );
            }
        });
        session
    }

    /// Reads the workspace; inside an effect, a memo or a view, runs again after each change of it.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.follow_changes();
        self.workspace.with_value(read)
    }

    /// Reads the layer over the brief on screen; runs again as [`Session::with`] does.
    pub(crate) fn with_layer<T>(self, read: impl FnOnce(&Layer) -> T) -> T {
        self.follow_changes();
        self.layer.with_value(read)
    }

    /// The brief on screen.
    pub(crate) fn reading(self) -> Option<Arc<Reading>> {
        self.reading.get_value()
    }

    /// Puts a brief on screen.
    pub(crate) fn read(self, reading: Arc<Reading>) {
        let layer = self.workspace.with_value(|workspace| Layer::new(&reading.brief, workspace));
        for block in 0..reading.brief.blocks.len() {
            reading.segments[block].set(layer.segments(&reading.brief, block));
        }
        self.layer.set_value(layer);
        self.reading.set_value(Some(reading));
        self.active.set(None);
        self.selection.set(None);
        self.cursor.set(None);
        self.revision.update(|revision| *revision += 1);
    }

    /// Carries out an edit: the one way to change work. Gives whether it was made; where it was
    /// not, the reader has been told why.
    pub(crate) fn apply(self, edit: Edit) -> bool {
        if self.keeping.with_untracked(Keeping::is_read_only) {
            self.tell(Notice::problem(
                "Nothing was changed: this work was stored by a newer version of Briefmark. \
                 Reload the page to get that version.",
            ));
            return false;
        }
        let made =
            self.workspace.try_update_value(|workspace| workspace.apply(edit, &clock::now()));
        match made.expect("the session lives as long as the page") {
            Ok(change) => {
                self.take_in(&change);
                if change.undoable && !change.writes.is_empty() {
                    self.history.update_value(|history| history.push(change));
                }
                true
            }
            Err(error) => {
                self.tell(Notice::problem(&format!("Nothing was changed: {error}.")));
                false
            }
        }
    }

    /// Takes back the last change.
    pub(crate) fn undo(self) {
        self.step(History::undo, "Undone");
    }

    /// Makes the last change that was taken back again.
    pub(crate) fn redo(self) {
        self.step(History::redo, "Redone");
    }

    /// What undo and redo would do, in words; follows each change.
    pub(crate) fn history_words(self) -> (Option<String>, Option<String>) {
        self.follow_changes();
        self.history.with_value(|history| {
            (history.undo_words().map(str::to_owned), history.redo_words().map(str::to_owned))
        })
    }

    /// Whoever asks from inside an effect, a memo or a view is asked again after each change; a
    /// handler of an event only reads.
    fn follow_changes(self) {
        if Observer::get().is_some() {
            self.revision.track();
        }
    }

    fn step(
        self,
        step: impl FnOnce(&mut History, &mut Workspace) -> Option<Change>,
        done: &'static str,
    ) {
        if self.keeping.with_untracked(Keeping::is_read_only) {
            return;
        }
        let change = self.workspace.try_update_value(|workspace| {
            self.history.try_update_value(|history| step(history, workspace)).flatten()
        });
        match change.flatten() {
            Some(change) => {
                self.take_in(&change);
                self.tell(Notice::done(&format!("{done}: {}", change.words)));
            }
            None => self.tell(Notice::done("There is nothing more to take back or to do again.")),
        }
    }

    /// Takes in a change that was made to the workspace: stores it, redraws what it touched.
    fn take_in(self, change: &Change) {
        // A word that offers to undo speaks of the last change only.
        self.notices.update(|notices| notices.retain(|notice| !notice.is_of_change()));
        self.keep(change);
        self.show(change);
    }

    /// Redraws what a change touched.
    fn show(self, change: &Change) {
        for write in &change.writes {
            if let Key::Theme(id) = &write.key {
                let paint = match &write.after {
                    Some(Record::Theme(theme)) => Some((theme.colour, theme.line)),
                    _ => None,
                };
                page::set_theme_paint(&paint_name(id), paint);
            }
            if let Some(Record::Settings(settings)) = &write.after {
                page::set_appearance(settings.appearance);
            }
        }
        if let Some(reading) = self.reading.get_value() {
            let touched = self.layer.try_update_value(|layer| {
                self.workspace
                    .with_value(|workspace| layer.update(&reading.brief, workspace, change))
            });
            for block in touched.unwrap_or_default() {
                let segments = self.layer.with_value(|layer| layer.segments(&reading.brief, block));
                reading.segments[block].set(segments);
            }
        }
        let active = self.active.get_untracked();
        if active.is_some_and(|id| !self.with_untracked(|work| work.annotations.contains_key(&id)))
        {
            self.active.set(None);
        }
        self.revision.update(|revision| *revision += 1);
    }

    /// Reads the workspace without following it.
    pub(crate) fn with_untracked<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        self.workspace.with_value(read)
    }

    /// Tells the reader something.
    pub(crate) fn tell(self, notice: Notice) {
        self.notices.update(|notices| {
            // One thing is said once, and a short word makes room for the next one.
            notices.retain(|other| other.is_lasting() && other.text != notice.text);
            notices.push(notice);
        });
    }

    /// Goes to a place in the brief on screen, and says so in the address.
    pub(crate) fn go(self, place: Place) {
        if let Some(reading) = self.reading() {
            let route = Route::Brief { slug: reading.slug(), place };
            if self.route.get_untracked() == route {
                // The address stays as it is, so nothing else would bring the place into view.
                self.route.set(route);
            } else {
                address::go(&route);
            }
        }
    }
}

/// The part of a custom property's name that stands for a theme: letters, digits and `-`.
pub(crate) fn paint_name(id: &ThemeId) -> String {
    let name = id.0.strip_prefix("urn:uuid:").unwrap_or(&id.0);
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

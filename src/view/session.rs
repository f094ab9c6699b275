//! The one reactive handle on a reader's work.
//!
//! Holds the workspace, its history and the brief on screen. Reading goes by [`Session::with`], which
//! is tracked; changing goes by [`Session::apply`], which writes what changed to storage at once,
//! redraws the blocks that it touched, and tells the reader when something could not be done.

mod annotating;
#[cfg(feature = "bench")]
mod bench;
mod following;
mod keeping;
mod laying;
mod reading;
mod room;
mod seeing;
mod starting;

pub(crate) use following::Part;
pub(crate) use keeping::Keeping;
pub(crate) use reading::{Reading, iri as brief_iri, slug as brief_slug};
pub(crate) use seeing::Come;

use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;

use super::dialog::Dialog;
use super::exchange::GivenFile;
use super::notice::Notice;
use super::reader::{BarState, Paper};
use super::search::Searching;
use crate::annotation::AnnotationId;
use crate::browser::{address, clock, page, paint};
use crate::codebook::ThemeId;
use crate::route::{Place, Route};
use crate::text::{Passage, Span};
use crate::workspace::{Change, Edit, Filter, History, Key, Layer, Record, Room, Workspace};
use following::Following;
use keeping::Backlog;
use starting::Unread;

/// The one reactive handle. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    workspace: StoredValue<Workspace>,
    history: StoredValue<History>,
    layer: StoredValue<Layer>,
    reading: StoredValue<Option<Arc<Reading>>>,
    /// The text of the brief on screen, as it is drawn.
    paper: StoredValue<Option<Paper>, LocalStorage>,
    unread: StoredValue<Unread>,
    backlog: StoredValue<Backlog>,
    following: Following,
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
    /// The passage whose place the reader is asked to confirm: its annotation, and which of all its
    /// targets. The first that waits where none is named.
    pub(crate) confirming: RwSignal<Option<(AnnotationId, usize)>>,
    /// The theme that marks each selection at once, while it is held.
    pub(crate) pen: RwSignal<Option<ThemeId>>,
    /// The dialog that stands over the page.
    pub(crate) dialog: RwSignal<Option<Dialog>>,
    /// On a narrow page: the panel that is drawn over the text.
    pub(crate) panel: RwSignal<Option<Panel>>,
    /// Counts how often elements of the text were drawn, or came near the window: for what lies on
    /// them by its place in the page.
    pub(crate) drawn: RwSignal<u32>,
    /// What the reader searches for.
    pub(crate) search: Searching,
    /// Files that the reader gave and nobody has looked at yet, in the order in which they came.
    pub(crate) waiting: RwSignal<VecDeque<GivenFile>>,
    /// What the reader is being told, oldest first.
    pub(crate) notices: RwSignal<Vec<Notice>>,
    /// Whether what changes is being kept.
    pub(crate) keeping: RwSignal<Keeping>,
    /// How full the store is, once that was measured.
    pub(crate) room: RwSignal<Option<Room>>,
    room_rest: StoredValue<clock::Debounce, LocalStorage>,
    /// What of the annotations the reader wants to see. Changed by [`Session::set_filter`].
    pub(crate) filter: RwSignal<Filter>,
    /// Counts how often laying was begun: one that is not the last gives up.
    laying: StoredValue<u32>,
}

/// What stands beside the text on a wide page, and is drawn over it on a narrow one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Contents and themes.
    Contents,
    /// The annotations.
    Notes,
    /// What is to be confirmed; also on a wide page drawn in the place of the others.
    Confirm,
}

impl Session {
    /// Reads what is stored and starts from it.
    pub(crate) fn open() -> Session {
        let session = Session {
            workspace: StoredValue::new(Workspace::default()),
            history: StoredValue::new(History::default()),
            layer: StoredValue::new(Layer::default()),
            reading: StoredValue::new(None),
            paper: StoredValue::new_local(None),
            unread: StoredValue::new(Unread::default()),
            backlog: StoredValue::new(Backlog::default()),
            following: Following::new(),
            route: RwSignal::default(),
            active: RwSignal::new(None),
            cursor: RwSignal::new(None),
            selection: RwSignal::new(None),
            bar: RwSignal::new(BarState::Closed),
            adjusting: RwSignal::new(None),
            confirming: RwSignal::new(None),
            pen: RwSignal::new(None),
            dialog: RwSignal::new(None),
            panel: RwSignal::new(None),
            drawn: RwSignal::new(0),
            search: Searching::default(),
            waiting: RwSignal::new(VecDeque::new()),
            notices: RwSignal::new(Vec::new()),
            keeping: RwSignal::new(Keeping::Stored),
            room: RwSignal::new(None),
            room_rest: StoredValue::new_local(clock::Debounce::new(room::REST)),
            filter: RwSignal::default(),
            laying: StoredValue::new(0),
        };
        session.start_reading();
        session.start_keeping();
        session.arrive(address::route());
        session.show_settings();
        session
    }

    /// Has the page look as the reader likes it.
    fn show_settings(self) {
        self.with_untracked(|workspace| {
            page::set_appearance(workspace.settings.appearance);
            page::set_marks_silent(workspace.settings.marks_silent);
        });
    }

    /// The text of the brief on screen, as it is drawn.
    pub(crate) fn paper(self) -> Option<Paper> {
        self.paper.get_value()
    }

    /// Says how the text of the brief on screen is drawn; `None` when it leaves the page.
    pub(crate) fn set_paper(self, paper: Option<Paper>) {
        self.paper.set_value(paper);
    }

    /// The brief on screen.
    pub(crate) fn reading(self) -> Option<Arc<Reading>> {
        self.reading.get_value()
    }

    /// Carries out an edit: the one way to change work. Gives whether it was made; where it was
    /// not, the reader has been told why.
    pub(crate) fn apply(self, edit: Edit) -> bool {
        self.carry_out(edit, None)
    }

    /// Carries out an edit as [`Session::apply`] does, and makes it a part of the last step of the
    /// history, which is then told in these words.
    pub(crate) fn apply_to_last(self, edit: Edit, words: String) -> bool {
        self.carry_out(edit, Some(words))
    }

    fn carry_out(self, edit: Edit, words_with_last: Option<String>) -> bool {
        if self.keeping.with_untracked(Keeping::is_read_only) {
            self.tell(Notice::problem(
                "Nothing was changed: this work was stored by a newer version of Briefmark. \
                 Reload the page to get that version.",
            ));
            return false;
        }
        self.read_rest();
        let made =
            self.workspace.try_update_value(|workspace| workspace.apply(edit, &clock::now()));
        match made.expect("the session lives as long as the page") {
            Ok(change) => {
                self.take_in(&change);
                if change.undoable && !change.writes.is_empty() {
                    self.history.update_value(|history| match words_with_last {
                        Some(words) => history.extend(change, words),
                        None => history.push(change),
                    });
                    self.following.tell(Part::History);
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

    fn step(
        self,
        step: impl FnOnce(&mut History, &mut Workspace) -> Option<Change>,
        done: &'static str,
    ) {
        if self.keeping.with_untracked(Keeping::is_read_only) {
            return;
        }
        self.read_rest();
        let change = self.workspace.try_update_value(|workspace| {
            self.history.try_update_value(|history| step(history, workspace)).flatten()
        });
        match change.flatten() {
            Some(change) => {
                self.take_in(&change);
                self.following.tell(Part::History);
                self.tell(Notice::done(&format!("{done}: {}", change.words)));
            }
            None => self.tell(Notice::done("There is nothing more to take back or to do again.")),
        }
    }

    /// Takes in a change that was made to the workspace: stores it, redraws what it touched.
    fn take_in(self, change: &Change) {
        // A word that offers to undo speaks of the last change only.
        if self.notices.with_untracked(|notices| notices.iter().any(Notice::is_of_change)) {
            self.notices.update(|notices| notices.retain(|notice| !notice.is_of_change()));
        }
        self.keep(change);
        self.show(change);
    }

    /// Redraws what a change touched.
    fn show(self, change: &Change) {
        self.repaint(change);
        for write in &change.writes {
            if let Some(Record::Settings(settings)) = &write.after {
                page::set_appearance(settings.appearance);
                page::set_marks_silent(settings.marks_silent);
            }
        }
        self.lay(change);
        let active = self.active.get_untracked();
        if active.is_some_and(|id| !self.with_untracked(|work| work.annotations.contains_key(&id)))
        {
            self.active.set(None);
        }
        self.look_after(change);
        self.following.tell_of(change);
    }

    /// Has the themes look as a change says. Where it is of one theme alone nothing comes to show another
    /// with it, and what is not in the window has time.
    fn repaint(self, change: &Change) {
        let look = |record: &Option<Record>| match record {
            Some(Record::Theme(theme)) => Some((theme.colour, theme.line)),
            Some(_) | None => None,
        };
        let themes = change.writes.iter().filter_map(|write| match &write.key {
            Key::Theme(id) => Some((paint_name(id), look(&write.before), look(&write.after))),
            _ => None,
        });
        let themes: Vec<_> = themes.filter(|(_, before, after)| before != after).collect();
        match themes.as_slice() {
            [(name, _, look)] if change.writes.len() == 1 => paint::set_here(name, *look),
            others => {
                paint::settle();
                others.iter().for_each(|(name, _, look)| paint::set(name, *look));
            }
        }
    }

    /// Tells the reader something.
    pub(crate) fn tell(self, notice: Notice) {
        self.notices.update(|notices| {
            // One thing is said once, and a short word makes room for the next one.
            notices.retain(|other| other.is_lasting() && other.text != notice.text);
            notices.push(notice);
        });
    }

    /// Tells what lies on elements of the text that they are not where they were.
    pub(crate) fn tell_drawn(self) {
        self.drawn.update(|count| *count = count.wrapping_add(1));
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

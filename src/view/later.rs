//! What a reader does not need in order to read and mark: dialogs, the search, the places to confirm,
//! the ruler. A released site brings it as a part of its own, once the page stands.
//!
//! With the feature `split` what [`part`] reaches, and nothing else does, is cut out of the module by
//! `cargo xtask dist` and fetched by itself as soon as the browser has nothing else to do; so it is
//! there before anybody asks. Who asks earlier waits for it; where it does not arrive the reader is
//! told, nothing is opened, and the next time is another try. Without the feature all is one module.

mod part;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use super::dialog::Dialog;
use super::notice::Notice;
use super::search;
use super::session::{Panel, Reading, Session};
use crate::browser::clock;
use crate::exchange::published::Collection;
use crate::route::Carried;

/// Everything that comes later. One list and one door, [`part::build`]: what stands behind it is cut
/// out together.
#[derive(Clone)]
pub(crate) enum Later {
    /// A dialog.
    Dialog(Dialog),
    /// The search of a brief: its panel, and what it follows.
    Search(Arc<Reading>),
    /// The places to confirm.
    Confirm,
    /// The ruler beside a brief.
    Overview(Arc<Reading>),
    /// The form that asks what is shown, and what closes it.
    Filter(Callback<()>),
    /// The words of a note, with the elements of its Markdown.
    Note(String),
    /// Nothing to see: looks at the files that wait.
    Files,
    /// Nothing to see: shows what the address of a brief carries. The brief's slug stands first.
    Carried(String, Carried),
    /// Nothing to see: shows what the site publishes.
    Published(Collection),
}

thread_local! {
    /// What is to be done once the part is here.
    static WAITING: RefCell<Vec<Later>> = const { RefCell::new(Vec::new()) };
    /// Whether the reader waits for something that tells nobody so by itself.
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    /// Whether the part is here.
    static IS_HERE: ArcRwSignal<bool> = ArcRwSignal::new(part::IS_HERE);
    /// Whether it is being fetched.
    static IS_COMING: Cell<bool> = const { Cell::new(false) };
}

/// Has the part fetched when the browser has nothing else to do, or when it is asked for.
pub(crate) fn follow_need(session: Session) {
    clock::when_idle(move || fetch(session));
    Effect::new(move |_| {
        if is_asked_for(session) {
            fetch(session);
        }
    });
}

/// What is asked for, as soon as it is here; nothing until then. Follows the arrival.
pub(crate) fn build(session: Session, later: Later) -> Option<AnyView> {
    if IS_HERE.with(Get::get) { part::build(session, later) } else { None }
}

/// Says that the reader waits for something of it, where nothing else tells.
pub(crate) fn ask(session: Session) {
    if !is_here() {
        IS_ASKED.set(true);
        fetch(session);
    }
}

/// Has something done that nobody sees: now, or as soon as it can be.
pub(crate) fn carry_out(session: Session, later: Later) {
    if is_here() {
        untrack(|| drop(part::build(session, later)));
    } else {
        WAITING.with_borrow_mut(|waiting| waiting.push(later));
        fetch(session);
    }
}

fn is_here() -> bool {
    IS_HERE.with(GetUntracked::get_untracked)
}

/// Whether the reader waits for something of it. Followed as signals are.
fn is_asked_for(session: Session) -> bool {
    let is_dialog_open = session.dialog.with(Option::is_some);
    let is_search_open = session.search.is_open_now();
    let is_confirming = session.panel.get() == Some(Panel::Confirm);
    is_dialog_open || is_search_open || is_confirming
}

/// Fetches the part, if it is not here; once at a time.
fn fetch(session: Session) {
    if is_here() || IS_COMING.replace(true) {
        return;
    }
    leptos::task::spawn_local(async move {
        let is_here = part::fetch().await;
        IS_COMING.set(false);
        if is_here {
            IS_HERE.with(|signal| signal.set(true));
        }
        let waiting = WAITING.take();
        let is_asked = IS_ASKED.take() || !waiting.is_empty();
        if is_here {
            session.notices.update(|notices| notices.retain(|notice| notice.text != NOT_ARRIVED));
            waiting.into_iter().for_each(|later| carry_out(session, later));
            // Who opened the search before it was here was about to type.
            if session.search.is_open() {
                clock::next_frame(search::focus_field);
            }
        } else if is_asked || untrack(|| is_asked_for(session)) {
            give_up(session);
        }
    });
}

/// What is said then, until it is here.
const NOT_ARRIVED: &str = "That part of Briefmark did not arrive, so nothing was opened. What you marked is kept, and reading and \
     marking go on. Check the connection and try again; if it still does not come, reload the page.";

/// Tells the reader that what they asked for is not to be had, and takes the question back.
fn give_up(session: Session) {
    session.dialog.set(None);
    session.search.forget();
    session.panel.update(|panel| *panel = panel.filter(|panel| *panel != Panel::Confirm));
    session.tell(Notice::problem(NOT_ARRIVED));
}

//! What a reader does not need in order to read. A released site brings it in two waves, each a part of
//! its own: once the page is painted what marks and what stands beside the text; then, once the browser
//! has nothing else to do, dialogs, the search, the places to confirm, the ruler.
//!
//! With the feature `split` what [`part`] reaches, and nothing else does, is cut out of the module by
//! `cargo xtask dist`; so it is there before anybody asks. Who asks earlier waits for it: a press or a
//! click is carried out when it can be. Where a part does not arrive the reader is told, nothing is
//! opened, and the next time is another try. Without the feature all is one module.

mod part;

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::thread::LocalKey;

use leptos::prelude::*;
use web_sys::{ClipboardEvent, KeyboardEvent, MouseEvent};

use super::notice::Notice;
use super::reader::{Painting, Paper};
use super::search;
use super::session::{Come, Panel, Reading, Session};
use crate::annotation::AnnotationId;
use crate::browser::{clock, sheet};
use crate::exchange::published::Collection;
use crate::route::Carried;
use crate::workspace::Fullness;

/// Everything that comes later. One door: what stands behind each of its halves is cut out together.
#[derive(Clone)]
pub(crate) enum Later {
    /// What comes once the page is painted.
    Marking(Marking),
    /// What comes after that.
    Rest(Rest),
}

/// What marks, what stands around the text, and what is done by hand.
#[derive(Clone)]
pub(crate) enum Marking {
    /// The tools in the head of the page.
    Tools,
    /// Contents and themes, beside a brief.
    Contents(Arc<Reading>),
    /// The annotations, beside a brief.
    Notebook,
    /// What marks the words that are selected in a brief.
    Bar,
    /// The way from a brief, given its IRI, to another version of it.
    Compare(String),
    /// What a brief of the library offers: its slug, its IRI.
    Offers(String, String),
    /// Whether the work is kept, and how much room there is for it: what cannot wait.
    Alerts,
    /// The same, where it can.
    Room(Fullness),
    /// Where files are dropped; and what follows the page as it scrolls.
    Around,
    /// Nothing to see: what a key asks for.
    Key(KeyboardEvent),
    /// Nothing to see: what a key asks for in the text.
    KeyInText(KeyboardEvent),
    /// Nothing to see: what a click in the text asks for.
    Click(MouseEvent),
    /// Nothing to see: draws highlights on the text, or takes them away.
    Paint(Paper, Painting),
    /// Nothing to see: outlines the words of the annotation that the reader looks at.
    Active(Option<AnnotationId>),
    /// Nothing to see: copies from the text.
    Copy(ClipboardEvent),
    /// Nothing to see: takes in the files that the reader picked.
    Files(Vec<web_sys::File>),
    /// Nothing to see: takes back the last change.
    Undo,
    /// Nothing to see: opens the places to confirm.
    ToConfirm,
    /// Nothing to see: reads what is stored.
    Read,
    /// Nothing to see: lays the annotations over the brief on screen.
    Lay,
    /// Nothing to see: shows of them what an address asks for.
    Asked(Come),
    /// Nothing to see: reads the words of a brief for their sense.
    Sense(Arc<Reading>),
    /// Nothing to see: takes in what other tabs wrote.
    OtherTabs,
    /// Nothing to see: writes what waits to be kept.
    WriteAll,
}

/// What few readers open at first.
#[derive(Clone)]
pub(crate) enum Rest {
    /// The dialog that the session asks for.
    Dialog,
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

impl Later {
    /// Whether it is done for the sake of the work, and not at the reader's word, which is taken back
    /// where it cannot be done.
    fn is_of_the_page(&self) -> bool {
        match self {
            Later::Marking(it) => matches!(
                it,
                Marking::Read
                    | Marking::Lay
                    | Marking::Asked(_)
                    | Marking::Paint(..)
                    | Marking::Active(_)
                    | Marking::Sense(_)
                    | Marking::OtherTabs
                    | Marking::WriteAll
            ),
            Later::Rest(_) => false,
        }
    }
}

impl From<Marking> for Later {
    fn from(marking: Marking) -> Later {
        Later::Marking(marking)
    }
}

impl From<Rest> for Later {
    fn from(rest: Rest) -> Later {
        Later::Rest(rest)
    }
}

/// The halves of what comes later, each fetched as one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wave {
    Marking,
    Rest,
}

/// How far a wave has come.
struct Arrival {
    /// Whether it is here.
    is_here: ArcRwSignal<bool>,
    /// Whether what waited for it was done too.
    is_caught_up: Cell<bool>,
    /// Whether it is being fetched.
    is_coming: Cell<bool>,
    /// Whether the reader waits for something of it that tells nobody so by itself.
    is_asked: Cell<bool>,
    /// What is to be done once it is here.
    waiting: RefCell<Vec<Later>>,
}

thread_local! {
    static MARKING: Arrival = Arrival::new();
    static REST: Arrival = Arrival::new();
}

impl Arrival {
    fn new() -> Arrival {
        Arrival {
            is_here: ArcRwSignal::new(part::IS_HERE),
            is_caught_up: Cell::new(part::IS_HERE),
            is_coming: Cell::new(false),
            is_asked: Cell::new(false),
            waiting: RefCell::default(),
        }
    }
}

impl Wave {
    fn of(later: &Later) -> Wave {
        match later {
            Later::Marking(_) => Wave::Marking,
            Later::Rest(_) => Wave::Rest,
        }
    }

    fn arrival(self) -> &'static LocalKey<Arrival> {
        match self {
            Wave::Marking => &MARKING,
            Wave::Rest => &REST,
        }
    }

    fn is_here(self) -> bool {
        self.arrival().with(|arrival| arrival.is_here.get_untracked())
    }

    /// What is said until it is here, where it did not arrive.
    fn not_arrived(self) -> &'static str {
        match self {
            Wave::Marking => {
                "What marks in Briefmark did not arrive, so this page can be read and not marked. What you \
                 marked before is kept. Check the connection and press a key to try again; if it still does \
                 not come, reload the page."
            }
            Wave::Rest => {
                "That part of Briefmark did not arrive, so nothing was opened. What you marked is kept, and \
                 reading and marking go on. Check the connection and try again; if it still does not come, \
                 reload the page."
            }
        }
    }
}

/// Has the first wave fetched once the page is painted, and the other after it: when the browser has
/// nothing else to do, or when it is asked for.
pub(crate) fn follow_need(session: Session) {
    fetch(session, Wave::Marking);
    Effect::new(move |_| {
        if is_asked_for(session) {
            fetch(session, Wave::Rest);
        }
    });
}

/// What is asked for, as soon as it is here; nothing until then. Follows the arrival.
pub(crate) fn build(session: Session, later: impl Into<Later>) -> Option<AnyView> {
    built(session, later.into())
}

fn built(session: Session, later: Later) -> Option<AnyView> {
    let is_here = Wave::of(&later).arrival().with(|arrival| arrival.is_here.get());
    if is_here { part::build(session, later) } else { None }
}

/// Whether words can be marked, and what is stored was read.
pub(crate) fn can_mark() -> bool {
    MARKING.with(|arrival| arrival.is_caught_up.get())
}

/// Whether all has come.
#[cfg(feature = "bench")]
pub(crate) fn is_whole() -> bool {
    [&MARKING, &REST].iter().all(|wave| wave.with(|arrival| arrival.is_caught_up.get()))
}

/// Says that the reader waits for something of the rest, where nothing else tells.
pub(crate) fn ask(session: Session) {
    if !Wave::Rest.is_here() {
        REST.with(|arrival| arrival.is_asked.set(true));
        fetch(session, Wave::Rest);
    }
}

/// Has something done that nobody sees: now, or as soon as it can be.
pub(crate) fn carry_out(session: Session, later: impl Into<Later>) {
    do_or_wait(session, later.into());
}

fn do_or_wait(session: Session, later: Later) {
    let wave = Wave::of(&later);
    // Each in its turn.
    if wave.arrival().with(|arrival| arrival.is_caught_up.get()) {
        untrack(|| drop(part::build(session, later)));
    } else {
        wave.arrival().with(|arrival| arrival.waiting.borrow_mut().push(later));
        fetch(session, wave);
    }
}

/// Whether the reader waits for something of the rest. Followed as signals are.
fn is_asked_for(session: Session) -> bool {
    let is_dialog_open = session.dialog.with(Option::is_some);
    let is_search_open = session.search.is_open_now();
    let is_confirming = session.panel.get() == Some(Panel::Confirm);
    is_dialog_open || is_search_open || is_confirming
}

/// Fetches a wave, if it is not here; once at a time.
fn fetch(session: Session, wave: Wave) {
    if wave.is_here() || wave.arrival().with(|arrival| arrival.is_coming.replace(true)) {
        return;
    }
    leptos::task::spawn_local(async move {
        let is_here = match wave {
            Wave::Marking => {
                clock::painted().await;
                let sheet = sheet::ask();
                part::fetch_marking().await & sheet.is_here().await
            }
            Wave::Rest => part::fetch_rest().await,
        };
        wave.arrival().with(|arrival| arrival.is_coming.set(false));
        if is_here {
            arrive(session, wave);
        } else {
            let was_asked = wave.arrival().with(|arrival| {
                let was_asked = arrival.is_asked.take() || !arrival.waiting.borrow().is_empty();
                arrival.waiting.borrow_mut().retain(Later::is_of_the_page);
                was_asked
            });
            let is_missed = match wave {
                Wave::Marking => true,
                Wave::Rest => was_asked || untrack(|| is_asked_for(session)),
            };
            if is_missed {
                give_up(session, wave);
            }
        }
    });
}

/// Shows what a wave brought, and does what waited for it.
fn arrive(session: Session, wave: Wave) {
    // What is shown is of the work: that is read and laid before it.
    let waiting = wave.arrival().with(|arrival| arrival.waiting.take());
    let (of_the_page, by_hand): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(Later::is_of_the_page);
    for later in of_the_page {
        untrack(|| drop(part::build(session, later)));
    }
    wave.arrival().with(|arrival| arrival.waiting.borrow_mut().splice(..0, by_hand).for_each(drop));
    wave.arrival().with(|arrival| arrival.is_here.clone()).set(true);
    session.notices.update(|notices| notices.retain(|notice| notice.text != wave.not_arrived()));
    // What is shown is written first: a key may be about it.
    clock::next_frame(move || {
        let waiting = wave.arrival().with(|arrival| {
            arrival.is_caught_up.set(true);
            arrival.waiting.take()
        });
        waiting.into_iter().for_each(|later| carry_out(session, later));
        match wave {
            Wave::Marking => clock::when_idle(move || fetch(session, Wave::Rest)),
            // Who opened the search before it was here was about to type.
            Wave::Rest if session.search.is_open() => search::focus_field(),
            Wave::Rest => {}
        }
    });
}

/// Tells the reader that what they asked for is not to be had, and takes the question back.
fn give_up(session: Session, wave: Wave) {
    if wave == Wave::Rest {
        session.dialog.set(None);
        session.search.forget();
        session.panel.update(|panel| *panel = panel.filter(|panel| *panel != Panel::Confirm));
    }
    session.tell(Notice::problem(wave.not_arrived()));
}

//! What the reader is told: what happened, what was kept, what can be done.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::later::{self, Marking};
use super::reader::BarState;
use super::session::{Keeping, Panel, Part, Session};
use crate::browser::clock;
use crate::workspace::Fullness;

/// How long a short word stands, in milliseconds.
const SHORT: i32 = 6_000;

/// One thing that the reader is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The sentence.
    pub(crate) text: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Said to those who listen, and not shown: those who look see it in the text.
    Spoken,
    /// Something was done; goes by itself.
    Done,
    /// Something was done to the work; offers to undo it, and goes by itself.
    Changed,
    /// The same, of a mark: what those who listen may not want to be told each time.
    Marked,
    /// Something went wrong; stays until the reader closes it.
    Problem,
    /// Stored values could not be read; stays, and offers to show them.
    Unreadable,
    /// The text is another than that which was marked; stays, and offers to confirm the places.
    OtherText,
}

impl Notice {
    /// Said to those who listen, and not shown.
    pub(crate) fn spoken(text: &str) -> Notice {
        Notice { text: text.to_owned(), kind: Kind::Spoken }
    }

    /// Something was done.
    pub(crate) fn done(text: &str) -> Notice {
        Notice { text: text.to_owned(), kind: Kind::Done }
    }

    /// Something was done to the work, and can be undone.
    pub(crate) fn changed(text: &str) -> Notice {
        Notice { text: text.to_owned(), kind: Kind::Changed }
    }

    /// Words were marked, or are no longer: what a reader can have shown and not said aloud.
    pub(crate) fn marked(text: &str) -> Notice {
        Notice { text: text.to_owned(), kind: Kind::Marked }
    }

    /// Something went wrong.
    pub(crate) fn problem(text: &str) -> Notice {
        Notice { text: text.to_owned(), kind: Kind::Problem }
    }

    /// Some stored values could not be read and were set aside.
    pub(crate) fn unreadable(n_values: usize) -> Notice {
        let values =
            if n_values == 1 { "1 stored value" } else { &format!("{n_values} stored values") };
        let text = format!(
            "{values} could not be read. Nothing was thrown away: what could not be read was set \
             aside as it was, and everything else is here."
        );
        Notice { text, kind: Kind::Unreadable }
    }

    /// The brief on screen has another text than that which was marked.
    pub(crate) fn other_text(text: &str) -> Notice {
        Notice { text: text.to_owned(), kind: Kind::OtherText }
    }

    /// Whether it says that the brief on screen has another text.
    pub(crate) fn is_of_text(&self) -> bool {
        self.kind == Kind::OtherText
    }

    /// Whether it speaks of a change, and offers to undo it.
    pub(crate) fn is_of_change(&self) -> bool {
        matches!(self.kind, Kind::Changed | Kind::Marked)
    }

    /// Whether it stays until the reader closes it.
    pub(crate) fn is_lasting(&self) -> bool {
        match self.kind {
            Kind::Spoken | Kind::Done | Kind::Changed | Kind::Marked => false,
            Kind::Problem | Kind::Unreadable | Kind::OtherText => true,
        }
    }
}

/// Everything that the reader is being told. A live region, so that it is also spoken.
#[component]
pub(crate) fn Notices(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_open = Memo::new(move |_| session.dialog.with(Option::is_some));
    // Said by classes and not asked for by `:has`, which would have the browser look through the whole
    // page at each change of it.
    let is_bar_shown =
        move || session.bar.get() != BarState::Closed || session.adjusting.with(Option::is_some);
    let is_sheet_shown = move || session.panel.get() == Some(Panel::Confirm);
    forget_short_ones(session);
    view! {
        <div class="notices" class:at-head=is_bar_shown class:over-sheet=is_sheet_shown>
            <Regions session is_quiet=is_open />
        </div>
    }
}

/// The same, in a dialog: while one is open nothing outside is read, heard or pressed.
#[component]
pub(crate) fn DialogNotices(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    view! {
        <div class="notices">
            <Regions session is_quiet=Memo::new(|_| false) />
        </div>
    }
}

/// Takes those away after a while that do not stay.
fn forget_short_ones(session: Session) {
    Effect::new(move |_| {
        if let Some(notice) = session.notices.with(|notices| notices.last().cloned())
            && !notice.is_lasting()
        {
            clock::after(SHORT, move || {
                session.notices.update(|notices| notices.retain(|other| *other != notice));
            });
        }
    });
}

/// What is said at once, what is said when there is a pause, and what is shown alone.
#[component]
fn Regions(
    session: Session,
    /// Whether it is said elsewhere.
    is_quiet: Memo<bool>,
) -> impl IntoView {
    let marks_silent = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.marks_silent)
    });
    let is_silent = move |notice: &Notice| notice.kind == Kind::Marked && marks_silent.get();
    let is_said = move || !is_quiet.get();
    view! {
        <div role="alert">
            {move || is_said().then(|| later::build(session, Marking::Alerts))}
            {move || is_said().then(|| list(session, &Notice::is_lasting))}
        </div>
        <div role="status">
            {move || is_said().then(|| later::build(session, Marking::Room(Fullness::Scarce)))}
            {move || {
                is_said().then(|| list(session, &|it| !it.is_lasting() && !is_silent(it)))
            }}
        </div>
        // Shown, and not said.
        <div>{move || is_said().then(|| list(session, &is_silent))}</div>
    }
}

fn list(session: Session, is_shown: &dyn Fn(&Notice) -> bool) -> AnyView {
    let shown = session.notices.with(|notices| {
        notices.iter().filter(|notice| is_shown(notice)).cloned().collect::<Vec<_>>()
    });
    shown.into_iter().map(|notice| view! { <NoticeBar session notice /> }).collect_view().into_any()
}

#[component]
fn NoticeBar(session: Session, notice: Notice) -> impl IntoView {
    let kind = notice.kind;
    let text = notice.text.clone();
    let close = move |_| session.notices.update(|notices| notices.retain(|other| *other != notice));
    view! {
        <div
            class="notice"
            class:spoken=kind == Kind::Spoken
            class:problem=matches!(kind, Kind::Problem | Kind::Unreadable)
        >
            <p>{text}</p>
            {matches!(kind, Kind::Changed | Kind::Marked).then(|| view! {
                <button type="button" on:click=move |_| later::carry_out(session, Marking::Undo)>"Undo"</button>
            })}
            {(kind == Kind::OtherText).then(|| view! {
                <button type="button" on:click=move |_| later::carry_out(session, Marking::ToConfirm)>
                    "Look at them"
                </button>
            })}
            {(kind == Kind::Unreadable).then(|| view! {
                <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::Quarantine))>
                    "Show them"
                </button>
            })}
            {(kind != Kind::Spoken).then(|| view! {
                <button type="button" class="quiet" aria-label="Close this message" on:click=close>
                    "×"
                </button>
            })}
        </div>
    }
}

/// Says, for as long as it is so, that the work is not being kept.
#[component]
pub(crate) fn KeepingBanner(session: Session) -> impl IntoView {
    move || {
        match session.keeping.get() {
        Keeping::Stored => None,
        Keeping::InMemory(reason) => {
            let text = format!(
                "Your last changes are not stored: {reason}. They are kept in this tab until you \
                 close it. Download them now, then make room or allow storage."
            );
            Some(view! {
                <div class="notice problem keeping">
                    <p>{text}</p>
                    <button type="button" on:click=move |_| super::exchange::download_all(session)>
                        "Download now"
                    </button>
                    <button type="button" on:click=move |_| session.keep_pending()>"Try again"</button>
                </div>
            }
            .into_any())
        }
        Keeping::ReadOnly => Some(view! {
            <div class="notice problem keeping">
                <p>
                    "This work was stored by a newer version of Briefmark. It is shown as far as this \
                     version can read it, and nothing is changed. Reload the page to get the newer version."
                </p>
            </div>
        }
        .into_any()),
    }
    }
}

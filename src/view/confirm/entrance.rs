//! The ways to the panel: a count in the head of the page, and a word when a brief is opened whose text
//! is another than that which was marked.

use leptos::prelude::*;

use super::doubts;
use crate::annotation::AnnotationId;
use crate::browser::{clock, page, sight};
use crate::view::notice::Notice;
use crate::view::session::{Panel, Part, Session};
use crate::workspace::{Fate, State, n_to_confirm, tally};

/// How many places are to be confirmed, and the way to them. Nothing where there are none.
#[component]
pub(crate) fn ToConfirm(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let n_open = Memo::new(move |_| {
        session.follow(Part::Reading);
        session.with_part(Part::Coder, |work| session.with_layer(|layer| n_to_confirm(layer, work)))
    });
    let is_shown = move || (session.panel.get() == Some(Panel::Confirm)).to_string();
    view! {
        <Show when=move || n_open.get() != 0>
            <button
                type="button"
                class="to-confirm"
                aria-expanded=is_shown
                title="Annotations that do not lie where they were put"
                on:click=move |_| if is_open(session) { close(session) } else { open(session, None) }
            >
                <b>{n_open}</b>
                " "
                <span class="words">"to confirm"</span>
            </button>
        </Show>
    }
}

/// Whether the panel is open.
pub(crate) fn is_open(session: Session) -> bool {
    session.panel.get_untracked() == Some(Panel::Confirm)
}

/// Opens the panel, at an annotation where one is named.
pub(crate) fn open(session: Session, id: Option<&AnnotationId>) {
    let fates = untrack(|| doubts(session));
    let named = id.and_then(|id| fates.iter().find(|fate| fate.annotation == *id));
    session.confirming.set(named.map(|fate| (fate.annotation.clone(), fate.target)));
    session.panel.set(Some(Panel::Confirm));
    session.notices.update(|notices| notices.retain(|notice| !notice.is_of_text()));
    focus();
}

/// Closes the panel; the focus goes back to the way in, else to the text.
pub(super) fn close(session: Session) {
    session.panel.set(None);
    match page::find(".to-confirm") {
        Some(_) => page::focus(".to-confirm"),
        None => page::focus("main"),
    }
}

/// Moves the focus to what the reader would most likely do, once it is written, and shows it from its
/// beginning.
pub(super) fn focus() {
    clock::next_frame(|| {
        clock::next_frame(|| {
            sight::scroll_to_top(".confirm");
            match page::find(".confirm .primary") {
                Some(_) => page::focus(".confirm .primary"),
                None => page::focus("#confirm-heading"),
            }
        });
    });
}

/// Tells the reader what became of their annotations where the text is another than that which they
/// marked, once each has been looked for.
pub(crate) fn tell_on_opening(session: Session) {
    session.notices.update(|notices| notices.retain(|notice| !notice.is_of_text()));
    Effect::new(move |is_told: Option<bool>| {
        let is_laid = is_told.unwrap_or(false) || session.is_laid();
        if is_laid && is_told != Some(true) {
            tell(session);
        }
        is_laid
    });
}

fn tell(session: Session) {
    let Some(reading) = session.reading() else { return };
    let digest = reading.brief.text.digest();
    let fates = untrack(|| doubts(session));
    let is_of_other_text = |fate: &&Fate| {
        fate.is_open()
            && session.with_untracked(|work| {
                let stored = fate.target_in(work).and_then(|target| target.digest.as_deref());
                stored.is_some_and(|stored| stored != digest)
            })
    };
    let changed = tally(fates.iter().filter(is_of_other_text));
    if changed.iter().sum::<usize>() > 0 {
        session.tell(Notice::other_text(&format!(
            "The text of this brief is another than the one that you marked. Of your annotations {}. \
             They are kept as they were until you confirm their places.",
            in_words(changed)
        )));
    }
}

/// How many there are of each state: `5 moved, 2 changed and 1 is lost`.
pub(super) fn in_words(counts: [usize; 5]) -> String {
    let said = [State::Moved, State::Changed, State::Ambiguous, State::Lost].map(|state| {
        let n_fates = counts[state as usize];
        let verb = match (state, n_fates) {
            (_, 0) => return None,
            (State::Moved | State::Changed | State::Exact, _) => "",
            (State::Ambiguous | State::Lost, 1) => "is ",
            (State::Ambiguous | State::Lost, _) => "are ",
        };
        Some(format!("{n_fates} {verb}{}", state.name()))
    });
    let said: Vec<_> = said.into_iter().flatten().collect();
    match said.as_slice() {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

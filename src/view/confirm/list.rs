//! All that does not lie where it was put, a line each, by what became of it.

use leptos::prelude::*;

use super::Desk;
use super::answering::N_NUMBERED;
use super::entrance::focus;
use crate::view::session::Session;
use crate::workspace::{Fate, State, Workspace, quote_of};

/// How many lines of a group are written before the reader asks for more.
const N_LINES: usize = 100;

/// How many characters of a quotation stand in a line.
const QUOTE_LENGTH: usize = 90;

/// A group of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// The reader is asked, and what became of them.
    Open(State),
    /// The reader said that they are nowhere.
    GivenUp,
    /// They are another coder's.
    Others,
}

impl Group {
    const ALL: [Group; 6] = [
        Group::Open(State::Changed),
        Group::Open(State::Ambiguous),
        Group::Open(State::Lost),
        Group::Open(State::Moved),
        Group::GivenUp,
        Group::Others,
    ];

    fn of(fate: &Fate) -> Group {
        match (fate.is_own, fate.is_given_up) {
            (false, _) => Group::Others,
            (true, true) => Group::GivenUp,
            (true, false) => Group::Open(fate.state()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Group::Open(State::Changed) => "Changed",
            Group::Open(State::Ambiguous) => "Ambiguous",
            Group::Open(State::Lost) => "Lost",
            Group::Open(State::Moved) => "Moved",
            Group::Open(State::Exact) => "Where they stood",
            Group::GivenUp => "Kept as lost",
            Group::Others => "By other coders",
        }
    }
}

/// The lines. Nothing where there is one or none: it stands above.
#[component]
pub(super) fn List(desk: Desk) -> impl IntoView {
    let groups = Group::ALL.map(|group| view! { <Lines desk group /> });
    let is_needed = Memo::new(move |_| desk.fates.with(|fates| fates.len() > 1));
    view! {
        <div class="confirm-list" hidden=move || !is_needed.get()>{groups.into_iter().collect_view()}</div>
    }
}

#[component]
fn Lines(desk: Desk, group: Group) -> impl IntoView {
    let n_shown = RwSignal::new(N_LINES);
    let fates = Memo::new(move |_| {
        desk.fates.with(|fates| {
            fates.iter().filter(|fate| Group::of(fate) == group).cloned().collect::<Vec<_>>()
        })
    });
    let lines = move || {
        fates.with(|fates| {
            let lines = fates.iter().take(n_shown.get()).map(|fate| line(desk, fate));
            lines.collect_view()
        })
    };
    let n_fates = Memo::new(move |_| fates.with(Vec::len));
    let n_more = Memo::new(move |_| n_fates.get().saturating_sub(n_shown.get()));
    view! {
        <Show when=move || n_fates.get() != 0>
            <h3>{group.name()} " " <span class="amount">{n_fates}</span></h3>
            <ol role="list">{lines}</ol>
            <Show when=move || n_more.get() != 0>
                <button type="button" on:click=move |_| n_shown.update(|n_shown| *n_shown += N_LINES)>
                    {move || format!("Show more ({} left)", n_more.get())}
                </button>
            </Show>
        </Show>
    }
}

fn line(desk: Desk, fate: &Fate) -> impl IntoView + use<> {
    let session = desk.session;
    let key = (fate.annotation.clone(), fate.target);
    let this = key.clone();
    let is_asked = move || {
        desk.asked.with(|asked| {
            asked.as_ref().is_some_and(|it| (&it.annotation, it.target) == (&this.0, this.1))
        })
    };
    let (stood, words) = session.with_untracked(|work| in_words(work, fate));
    let stands = stands_at(session, fate);
    view! {
        <li>
            <button
                type="button"
                class="quiet line"
                aria-current=move || is_asked().then_some("true")
                on:click=move |_| {
                    session.confirming.set(Some(key.clone()));
                    focus();
                }
            >
                <span class="cited">{stood} {stands.map(|stands| format!(" → {stands}"))}</span>
                <q>{words}</q>
            </button>
        </li>
    }
}

/// Where a passage stood, and its words.
pub(super) fn in_words(work: &Workspace, fate: &Fate) -> (String, String) {
    let target = fate.target_in(work);
    let stood = target.and_then(|target| target.citation.clone());
    let words = target.and_then(quote_of).map(|quote| shortened(&quote.exact));
    (stood.unwrap_or_default(), words.unwrap_or_default())
}

/// Where it stands now, where that is another place.
fn stands_at(session: Session, fate: &Fate) -> Option<String> {
    let reading = session.reading()?;
    match (fate.state(), fate.places()) {
        (State::Moved, [place, ..]) => Some(reading.brief.cite(*place)),
        (State::Ambiguous, places) if places.len() > N_NUMBERED => {
            Some(format!("{} places", places.len()))
        }
        (State::Ambiguous, places) => {
            let cited: Vec<_> = places.iter().map(|place| reading.brief.cite(*place)).collect();
            Some(cited.join(" or "))
        }
        (State::Changed | State::Lost | State::Moved | State::Exact, _) => None,
    }
}

/// The beginning of a text, whole words where there are any.
pub(super) fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(QUOTE_LENGTH) else { return text.to_owned() };
    let begun = &text[..end];
    let words = begun.rsplit_once(char::is_whitespace).map_or(begun, |(words, _)| words);
    format!("{words}…")
}

//! What would become of each annotation, by state, with what differs in its words.

use leptos::prelude::*;

use crate::annotation::{Piece, differences};
use crate::brief::Brief;
use crate::view::confirm::list::{in_words, shortened};
use crate::view::session::Session;
use crate::workspace::{Fate, State, Workspace, quote_of, tally};

/// How many lines of a state are written; the list that can be copied has them all.
const N_LINES: usize = 200;

/// What would become of each annotation.
#[component]
pub(super) fn Report<'a>(
    /// The reader's work.
    session: Session,
    /// The other version.
    brief: &'a Brief,
    /// What would become of the annotations in it.
    fates: &'a [Fate],
    /// Whether the other version would take the place of the brief.
    is_same: bool,
) -> impl IntoView + use<> {
    let counts = tally(fates);
    let n_fates = counts.iter().sum::<usize>();
    let noun = if n_fates == 1 { "passage" } else { "passages" };
    let groups = State::ALL.into_iter().filter_map(|state| {
        let of_state: Vec<&Fate> = fates.iter().filter(|it| it.state() == state).collect();
        (!of_state.is_empty()).then(|| group(session, brief, state, &of_state, is_same))
    });
    view! {
        <p class="summary" role="status">{format!("{n_fates} {noun}. {}", in_sentence(counts))}</p>
        <div class="report">{groups.collect_view()}</div>
    }
}

/// The name of a state and what would become of what has it.
fn in_full(state: State, is_same: bool) -> (&'static str, &'static str) {
    match state {
        State::Changed => ("Changed", "shown to you before anything is marked"),
        State::Ambiguous => ("Ambiguous", "you would pick the place"),
        State::Lost if is_same => ("Lost", "kept with its words and its note"),
        State::Lost => ("Lost", "stays where its words are"),
        State::Moved => ("Moved", "the same words stand elsewhere"),
        State::Exact => ("Exact", "stands where it stood"),
    }
}

/// All states that there are, in a sentence: `9 exact, 2 moved, 1 changed.`
fn in_sentence(counts: [usize; 5]) -> String {
    let order = [State::Exact, State::Moved, State::Changed, State::Ambiguous, State::Lost];
    let there = order.into_iter().filter(|state| counts[*state as usize] > 0);
    let said = there.map(|state| format!("{} {}", counts[state as usize], state.name()));
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() { "There are no annotations to follow.".to_owned() } else { said + "." }
}

fn group(
    session: Session,
    brief: &Brief,
    state: State,
    fates: &[&Fate],
    is_same: bool,
) -> impl IntoView + use<> {
    let (name, fate) = in_full(state, is_same);
    let lines = session.with_untracked(|work| {
        fates.iter().take(N_LINES).map(|fate| line(work, brief, fate)).collect_view()
    });
    let n_more = fates.len().saturating_sub(N_LINES);
    let count = fates.len();
    view! {
        <details open=state != State::Exact && state != State::Moved>
            <summary>
                <strong>{name}</strong> ": " {count} <span class="fate">{fate}</span>
            </summary>
            <ul tabindex="0">
                {lines}
                {(n_more > 0).then(|| view! {
                    <li>{format!("{n_more} more: they are in the list that you can copy.")}</li>
                })}
            </ul>
        </details>
    }
}

/// Where it stood and would stand, and its words with what is gone and what has come.
fn line(work: &Workspace, brief: &Brief, fate: &Fate) -> impl IntoView + use<> {
    let (stood, words) = in_words(work, fate);
    let stands: Vec<_> = fate.places().iter().map(|span| brief.cite(*span)).collect();
    let place = match (fate.state(), stands.as_slice()) {
        (State::Exact | State::Lost, _) | (_, []) => stood,
        (State::Changed | State::Ambiguous | State::Moved, stands) => {
            format!("{stood} → {}", stands.join(" or "))
        }
    };
    let place = if place.is_empty() { "the whole brief".to_owned() } else { place };
    let marked = fate.target_in(work).and_then(quote_of);
    let words = match (fate.state(), marked, fate.places()) {
        (State::Changed, Some(marked), [span, ..]) => {
            let now = brief.text.slice(*span);
            let pieces = differences(&marked.exact, now).into_iter().map(|piece| match piece {
                Piece::Same(words) => shortened(words).into_any(),
                Piece::Gone(words) => view! { <del>{words.to_owned()}</del> }.into_any(),
                Piece::Come(words) => view! { <ins>{words.to_owned()}</ins> }.into_any(),
            });
            view! { <q>{pieces.collect_view()}</q> }.into_any()
        }
        _ if words.is_empty() => ().into_any(),
        _ => view! { <q>{words}</q> }.into_any(),
    };
    let others = (!fate.is_own).then_some(" (another coder’s: it stays)");
    view! { <li><span class="place">{place}</span> {words} {others}</li> }
}

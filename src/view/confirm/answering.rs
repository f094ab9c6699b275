//! What the reader answers, by button and by key.

use leptos::prelude::*;

use super::{doubts, entrance, index};
use crate::annotation::Anchor;
use crate::browser::selection;
use crate::text::{Passage, Span};
use crate::view::notice::Notice;
use crate::view::reader::selected_now;
use crate::view::session::Session;
use crate::workspace::{Answer, Edit, Fate, Workspace, settle, settle_moved};

/// How many places are numbered, so that a digit picks one.
pub(super) const N_NUMBERED: usize = 9;

/// Whether a key keeps the meaning that it has without the panel: what selects. What moves in the text
/// does too, whichever key that is.
pub(crate) fn leaves(key: &str, is_shifted: bool) -> bool {
    match key {
        "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight" => is_shifted,
        _ => false,
    }
}

/// Does what a key asks of the panel; gives whether it asked for anything.
pub(crate) fn pressed(session: Session, key: &str) -> bool {
    match key {
        "y" => accept(session),
        "a" => attach_here(session),
        "l" => keep_lost(session),
        "." => step(session, 1),
        "," => step(session, -1),
        digit => match digit.parse::<usize>() {
            Ok(number @ 1..=N_NUMBERED) => pick(session, number - 1),
            Ok(_) | Err(_) => return false,
        },
    }
    true
}

/// The one that the reader is asked about, if they can answer.
fn asked(session: Session) -> Option<Fate> {
    let fates = doubts(session);
    let index = index(&fates, session.confirming.get_untracked().as_ref())?;
    fates.into_iter().nth(index).filter(|fate| fate.is_own)
}

/// Asks about the one so many further on, round and round.
pub(super) fn step(session: Session, by: isize) {
    let fates = untrack(|| doubts(session));
    let Some(here) = index(&fates, session.confirming.get_untracked().as_ref()) else { return };
    let n_fates = isize::try_from(fates.len()).unwrap_or(isize::MAX);
    let next = (isize::try_from(here).unwrap_or_default() + by).rem_euclid(n_fates);
    let next = fates.get(usize::try_from(next).unwrap_or_default());
    session.confirming.set(next.map(|fate| (fate.annotation.clone(), fate.target)));
    entrance::focus();
}

/// It is where the anchor proposes: other words there, the same words elsewhere, or the only place.
pub(super) fn accept(session: Session) {
    let Some(fate) = asked(session) else { return };
    match fate.anchor {
        Anchor::Changed { span, .. } => put(session, fate, span),
        Anchor::Moved { .. } => answer(session, vec![(fate, Answer::AsAnchored)]),
        Anchor::Ambiguous { ref candidates } => {
            if let [only] = candidates[..] {
                put(session, fate, only);
            }
        }
        Anchor::Exact { .. } | Anchor::Lost | Anchor::Whole => {}
    }
}

/// It is at one of the places where it could be, by its index.
pub(super) fn pick(session: Session, nth: usize) {
    let Some(fate) = asked(session) else { return };
    let Anchor::Ambiguous { candidates } = &fate.anchor else { return };
    if let Some(span) = candidates.get(nth).copied() {
        put(session, fate, span);
    }
}

/// It is where the reader selected words.
pub(super) fn attach_here(session: Session) {
    let Some(fate) = asked(session) else { return };
    match selected_now(session) {
        Some(passage) => answer(session, vec![(fate, Answer::Here(passage))]),
        None => session.tell(Notice::done(
            "Select the words in the text first: by mouse or finger, or with j and Shift and the \
             arrow keys.",
        )),
    }
}

/// It is nowhere in this text.
pub(super) fn keep_lost(session: Session) {
    if let Some(fate) = asked(session).filter(|fate| !fate.is_given_up) {
        answer(session, vec![(fate, Answer::Nowhere)]);
    }
}

/// Several that changed in the same way are where their anchors propose.
pub(super) fn accept_alike(session: Session, fates: &[Fate]) {
    let Some(reading) = session.reading() else { return };
    let answers = fates.iter().filter_map(|fate| {
        let passage = Passage::around(&reading.brief.text, *fate.places().first()?)?;
        Some((fate.clone(), Answer::Here(passage)))
    });
    answer(session, answers.collect());
}

/// All that moved are where their words stand.
pub(super) fn accept_moved(session: Session) {
    let Some(reading) = session.reading() else { return };
    let edit = session.with_untracked(|work| {
        session.with_layer(|layer| settle_moved(work, &reading.brief, layer))
    });
    let n_annotations = match &edit {
        Edit::Confirm { targets, .. } => targets.len(),
        _ => 0,
    };
    let said = match n_annotations {
        1 => "The place of 1 annotation is confirmed.".to_owned(),
        n_annotations => format!("The places of {n_annotations} annotations are confirmed."),
    };
    make(session, edit, None, &said);
}

fn put(session: Session, fate: Fate, span: Span) {
    let passage = session.reading().and_then(|it| Passage::around(&it.brief.text, span));
    if let Some(passage) = passage {
        answer(session, vec![(fate, Answer::Here(passage))]);
    }
}

/// Stores what the reader said, says so, and goes on to the next.
fn answer(session: Session, answers: Vec<(Fate, Answer)>) {
    let Some(reading) = session.reading() else { return };
    let said = match answers.as_slice() {
        [] => return,
        [(fate, Answer::Nowhere)] => {
            let stood = session.with_untracked(|work| stood_at(work, fate));
            format!("Kept as lost, with its words and its note: {stood}.")
        }
        [(_, Answer::Here(passage))] => {
            format!("Confirmed on {}.", reading.brief.cite(passage.span()))
        }
        [(fate, Answer::AsAnchored)] => match fate.anchor.settled() {
            Some(span) => format!("Confirmed on {}.", reading.brief.cite(span)),
            None => "Confirmed.".to_owned(),
        },
        several => format!("The places of {} annotations are confirmed.", several.len()),
    };
    let next = next_of(session, &answers);
    let edit = session.with_untracked(|work| settle(work, &reading.brief, &answers));
    make(session, edit, next, &said);
}

fn make(session: Session, edit: Edit, next: Option<Fate>, said: &str) {
    if session.apply(edit) {
        session.confirming.set(next.map(|fate| (fate.annotation, fate.target)));
        session.tell(Notice::changed(said));
        selection::clear();
        session.selection.set(None);
        entrance::focus();
    }
}

/// The next that waits for an answer after the first of those that have one.
fn next_of(session: Session, answers: &[(Fate, Answer)]) -> Option<Fate> {
    let fates = doubts(session);
    let first = answers.first().and_then(|(fate, _)| fates.iter().position(|it| it == fate))?;
    let is_answered = |fate: &Fate| answers.iter().any(|(other, _)| other == fate);
    let mut after = fates[first..].iter().chain(&fates[..first]);
    after.find(|fate| fate.is_open() && !is_answered(fate)).cloned()
}

/// Where a passage stood when it was marked.
fn stood_at(work: &Workspace, fate: &Fate) -> String {
    let citation = fate.target_in(work).and_then(|target| target.citation.clone());
    citation.unwrap_or_else(|| "a passage without a citation".to_owned())
}

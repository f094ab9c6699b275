//! What was changed in two places apart: kept with both sides until the reader chooses.
//!
//! A count in the head of the page says that there is something to settle, for as long as there is;
//! it leads to a dialog that shows one conflict after another, both sides beside each other.

mod sides;
mod words;

pub(crate) use sides::Sides;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::dialog::{Dialog, Frame, focus_next};
use super::notice::Notice;
use super::session::{Part, Session};
use crate::workspace::{Choice, Conflict, Edit, Record, Workspace};
use words::{last_changed, named};

/// How many conflicts there are, and the way to them. Nothing where there are none.
#[component]
pub(crate) fn ToSettle(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let n_conflicts = Memo::new(move |_| {
        session.follow(Part::Settings);
        session.with_part(Part::Conflicts, |work| open(work).count())
    });
    view! {
        <Show when=move || n_conflicts.get() != 0>
            <button
                type="button"
                class="to-settle"
                title="What was changed in two places apart: both sides are kept until you choose"
                on:click=move |_| session.dialog.set(Some(Dialog::Conflicts))
            >
                <b>{n_conflicts}</b>
                " "
                <span class="words">
                    {move || if n_conflicts.get() == 1 { "conflict" } else { "conflicts" }}
                </span>
            </button>
        </Show>
    }
}

/// The dialog that shows one conflict after another.
#[component]
pub(crate) fn ConflictsDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let at = RwSignal::new(0_usize);
    let n_conflicts =
        Memo::new(move |_| session.with_part(Part::Conflicts, |work| open(work).count()));
    let shown = Memo::new(move |_| {
        session.with_part(Part::Conflicts, |work| {
            let nth = at.get().min(open(work).count().saturating_sub(1));
            let (conflict, here) = open(work).nth(nth)?;
            Some((nth, conflict.clone(), here))
        })
    });
    let undo_words = Memo::new(move |_| session.history_words().0);
    let pressed = move |event: KeyboardEvent| {
        if press(session, at, shown, &event) {
            event.prevent_default();
        }
    };
    view! {
        <Frame session title="Conflicts" wide=true>
            <div class="conflicts" tabindex="-1" on:keydown=pressed>
                {move || match shown.get() {
                    Some((nth, conflict, here)) => {
                        let n_all = n_conflicts.get_untracked();
                        view! { <OneConflict session at place=(nth, n_all) conflict here /> }
                            .into_any()
                    }
                    None => view! {
                        <p>"Nothing is in conflict any more."</p>
                        <div class="actions">
                            <button
                                type="button"
                                class="primary"
                                autofocus
                                on:click=move |_| session.dialog.set(None)
                            >
                                "Close"
                            </button>
                        </div>
                    }
                    .into_any(),
                }}
                <p class="explanation undo-line">
                    <button
                        type="button"
                        disabled=move || undo_words.with(Option::is_none)
                        on:click=move |_| undo(session)
                    >
                        "Undo"
                    </button>
                    " "
                    {move || undo_words.get()}
                </p>
            </div>
        </Frame>
    }
}

/// One conflict: each side beside the one that stands here, and what can be chosen.
#[component]
fn OneConflict(
    /// The reader's work.
    session: Session,
    /// Which one is shown, from 0.
    at: RwSignal<usize>,
    /// The same, and how many there are.
    place: (usize, usize),
    /// The conflict.
    conflict: Conflict,
    /// The side that stands here.
    here: Record,
) -> impl IntoView {
    let (nth, n_all) = place;
    let (what, kept) = session.with_untracked(|work| named(work, &here));
    let n_others = conflict.others.len();
    let id = conflict.id.clone();
    let choose = move |choice: Choice| {
        let id = id.clone();
        move |_| choose(session, id.clone(), choice)
    };
    let (keep, both) = (choose(Choice::Here), choose(Choice::Both));
    let take_other = choose.clone();
    let others = conflict.others.into_iter().enumerate().map(move |(index, other)| {
        let by = last_changed(&other);
        let words = match n_others {
            1 => "Take the other side".to_owned(),
            _ => format!("Take side {}", index + 1),
        };
        view! {
            <section class="other-side" aria-label=format!("Other side {}", index + 1)>
                <Sides session here=here.clone() other names=["Stands here", "The other side"] />
                <p class="explanation">{by}</p>
                <button type="button" on:click=take_other(Choice::Other(index))>
                    {words}
                    " "
                    <kbd aria-hidden="true">{index + 1}</kbd>
                </button>
            </section>
        }
    });
    let others = others.collect_view();
    let step = move |by: isize| move |_| go(at, nth, n_all, by);
    view! {
        <p class="conflict-place" role="status">
            {format!("{} of {n_all}: ", nth + 1)}
            <strong>{what}</strong>
        </p>
        {others}
        <div class="actions">
            <button type="button" class="primary" autofocus on:click=keep>
                "Keep what stands here " <kbd aria-hidden="true">"h"</kbd>
            </button>
            <button type="button" title=kept on:click=both>
                {if n_others == 1 { "Keep both, as two " } else { "Keep all, each as its own " }}
                <kbd aria-hidden="true">"b"</kbd>
            </button>
            {(n_all > 1).then(|| view! {
                <button type="button" on:click=step(-1)>"Previous " <kbd aria-hidden="true">"k"</kbd></button>
                <button type="button" on:click=step(1)>"Next " <kbd aria-hidden="true">"j"</kbd></button>
            })}
        </div>
    }
}

/// Does what a key asks for; gives whether it asked for anything.
fn press(
    session: Session,
    at: RwSignal<usize>,
    shown: Memo<Option<(usize, Conflict, Record)>>,
    event: &KeyboardEvent,
) -> bool {
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        let undoes = key.eq_ignore_ascii_case("z") && !event.shift_key();
        if undoes {
            undo(session);
        }
        return undoes;
    }
    let Some((nth, conflict, _)) = shown.get_untracked().filter(|_| !event.alt_key()) else {
        return false;
    };
    let n_all = session.with_untracked(|work| open(work).count());
    let choice = match key.as_str() {
        "h" => Choice::Here,
        "b" => Choice::Both,
        "j" => {
            go(at, nth, n_all, 1);
            return true;
        }
        "k" => {
            go(at, nth, n_all, -1);
            return true;
        }
        digit => match digit.parse::<usize>() {
            Ok(number) if (1..=conflict.others.len()).contains(&number) => {
                Choice::Other(number - 1)
            }
            Ok(_) | Err(_) => return false,
        },
    };
    choose(session, conflict.id, choice);
    true
}

/// Goes so many conflicts on; after the last comes the first.
fn go(at: RwSignal<usize>, nth: usize, n_all: usize, by: isize) {
    let n_all = isize::try_from(n_all.max(1)).unwrap_or(isize::MAX);
    let next = isize::try_from(nth).unwrap_or(0).saturating_add(by).rem_euclid(n_all);
    at.set(next.unsigned_abs());
    focus();
}

fn choose(session: Session, id: String, choice: Choice) {
    if session.apply(Edit::Settle { id, choice }) {
        let said = match choice {
            Choice::Here => "Kept what stands here.",
            Choice::Other(_) => "Took the other side.",
            Choice::Both => "Kept both: the other side stands beside it now.",
        };
        session.tell(Notice::spoken(said));
    }
    focus();
}

fn undo(session: Session) {
    session.undo();
    focus();
}

/// What was chosen is gone, and the focus with it: it goes to what is asked next.
fn focus() {
    focus_next(".conflicts");
}

/// The conflicts that the reader can settle, each with the side that stands here: not those between
/// annotations that are kept from them while they code blind.
fn open(work: &Workspace) -> impl Iterator<Item = (&Conflict, Record)> {
    work.conflicts.values().filter_map(|conflict| {
        let here = work.record(&conflict.others.first()?.key())?;
        let is_kept = match &here {
            Record::Annotation(annotation) => work.is_kept_from_reader(annotation),
            Record::Coder(_)
            | Record::Settings(_)
            | Record::Theme(_)
            | Record::Tombstone(_)
            | Record::Conflict(_)
            | Record::Brief(_)
            | Record::Draft(_) => false,
        };
        (!is_kept).then_some((conflict, here))
    })
}

//! Settling what coders differ on: one place after another, with what each made of it, and what stands.
//!
//! What is decided is an annotation of the reader's own, in a layer that lies aside as long as what it
//! settles is here: it would paint the same words once more.

mod layer;
mod place;

pub(crate) use layer::{Settled, SettledAside};

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::dialog::{Frame, focus_next};
use super::notice::Notice;
use super::session::{Part, Reading, Session};
use crate::annotation::AnnotationId;
use crate::browser::{clock, page};
use crate::workspace::{Difference, Edit, Workspace, differences};
use place::{OnePlace, Standing};

/// The dialog that shows one place after another at which coders differ.
#[component]
pub(crate) fn SettleDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    session.lay_all();
    let places = follow_places(session);
    let at = RwSignal::new(first_open(&places.get_untracked(), 0).unwrap_or(0));
    let comment = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        places.with(|places| {
            let nth = at.get().min(places.len().saturating_sub(1));
            places.get(nth).map(|place| (nth, place.clone()))
        })
    });
    // The reasons stand with their place, also those that were given before or are half written.
    let deciding = Deciding { session, shown, places, at, comment };
    Effect::new(move |_| {
        let place = shown.get();
        comment.set(place.map(|(_, place)| begun(session, &place)).unwrap_or_default());
    });
    on_cleanup(move || deciding.keep_comment());
    let undo_words = Memo::new(move |_| session.history_words().0);
    let pressed = move |event: KeyboardEvent| {
        let is_writing = page::is_inside(event.target(), "textarea");
        if !is_writing && deciding.press(&event) {
            event.prevent_default();
        }
    };
    let left = move || {
        let (n_open, n_all) = places
            .with(|places| (places.iter().filter(|place| !place.is_settled).count(), places.len()));
        match n_open {
            0 => "All places are settled.".to_owned(),
            1 => format!("1 place of {n_all} is left to settle."),
            n_open => format!("{n_open} places of {n_all} are left to settle."),
        }
    };
    view! {
        <Frame session title="Settle differences" wide=true>
            <div class="settle" tabindex="-1" on:keydown=pressed>
                {move || match (shown.get(), session.reading()) {
                    (Some((nth, place)), Some(reading)) => {
                        // Settled otherwise, a place has the same settlement as before.
                        session.follow(Part::Annotations);
                        let standing = Standing::of(session, &reading.brief, &place);
                        view! {
                            <p class="explanation settle-left">{left}</p>
                            <OnePlace deciding nth standing />
                        }
                        .into_any()
                    }
                    (Some(_) | None, _) => view! {
                        <p>"The coders whose work is shown do not differ in this brief."</p>
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
                        on:click=move |_| deciding.undo()
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

/// The places of the brief on screen at which coders differ. Followed.
fn follow_places(session: Session) -> Memo<Vec<Difference>> {
    Memo::new(move |_| {
        session.follow(Part::Annotations);
        let Some(reading) = session.reading() else { return Vec::new() };
        in_brief(session, &reading)
    })
}

fn in_brief(session: Session, reading: &Arc<Reading>) -> Vec<Difference> {
    session.with_layer_untracked(|layer| {
        session.with_untracked(|work| differences(work, layer, &reading.brief))
    })
}

/// The first place from this one on, and round, that is not settled.
fn first_open(places: &[Difference], from: usize) -> Option<usize> {
    let (before, after) = places.split_at(from.min(places.len()));
    let is_open = |place: &Difference| !place.is_settled;
    let in_after = after.iter().position(is_open).map(|nth| before.len() + nth);
    in_after.or_else(|| before.iter().position(is_open))
}

/// The comment on a place: as far as it is half written, else as it was settled with.
fn begun(session: Session, place: &Difference) -> String {
    session.with_untracked(|work| match work.drafts.get(&draft_place(place)) {
        Some(draft) => draft.text.clone(),
        None => given(work, place).to_owned(),
    })
}

/// The comment that a place was settled with.
fn given<'work>(work: &'work Workspace, place: &Difference) -> &'work str {
    let settlement = place.settlement.as_ref().and_then(|id| work.annotations.get(id));
    settlement.and_then(|it| it.note()).unwrap_or_default()
}

/// Where the comment on a place is kept while it is half written.
fn draft_place(place: &Difference) -> String {
    let first = place.readings.first().map_or("", |reading| reading.id.0.as_str());
    format!("settling {first}")
}

/// What every part of the dialog needs to decide.
#[derive(Clone, Copy)]
struct Deciding {
    session: Session,
    /// The place that is shown, and which one it is, from 0.
    shown: Memo<Option<(usize, Difference)>>,
    places: Memo<Vec<Difference>>,
    /// Which place is shown, from 0.
    at: RwSignal<usize>,
    /// What is written in the field.
    comment: RwSignal<String>,
}

impl Deciding {
    /// How many places there are.
    fn n_all(self) -> usize {
        self.places.with_untracked(Vec::len)
    }

    /// Keeps what is half written, or forgets it where it was given.
    fn keep_comment(self) {
        let shown = self.shown.try_get_untracked().flatten();
        let (Some((_, place)), Some(text)) = (shown, self.comment.try_get_untracked()) else {
            return;
        };
        let key = draft_place(&place);
        let (is_given, is_kept) = self.session.with_untracked(|work| {
            let kept = work.drafts.get(&key).map_or("", |draft| draft.text.as_str());
            (given(work, &place) == text.trim(), kept == text)
        });
        let text = if is_given { String::new() } else { text };
        if !is_kept {
            self.session.apply(Edit::SetDraft { place: key, text, upon: None });
        }
    }

    /// Settles a place: these readings stand, by their index in it, and no others. Goes to the next
    /// that is open.
    fn settle(self, nth: usize, accepted: &[usize]) {
        let (Some(place), Some(reading)) =
            (self.places.with_untracked(|places| places.get(nth).cloned()), self.session.reading())
        else {
            return;
        };
        let ids = place.readings.iter().map(|reading| reading.id.clone()).enumerate();
        let ids = ids.filter(|(index, _)| accepted.contains(index)).map(|(_, id)| id);
        let ids: Vec<AnnotationId> = ids.collect();
        let comment = self.comment.get_untracked();
        let new = AnnotationId(clock::new_iri());
        let edit = self
            .session
            .with_untracked(|work| place.settle(work, &reading.brief, &ids, &comment, new));
        if self.session.apply(edit) {
            self.session.apply(Edit::SetDraft {
                place: draft_place(&place),
                text: String::new(),
                upon: None,
            });
            self.session.tell(Notice::spoken(match ids.len() {
                0 => "Settled: rejected.",
                1 => "Settled: one is accepted.",
                _ => "Settled: all of them are accepted.",
            }));
            let next = self.places.with_untracked(|places| first_open(places, nth + 1));
            self.at.set(next.unwrap_or(nth));
        }
        focus();
    }

    /// Takes the last change back; what was written with a decision that goes stays in the field.
    fn undo(self) {
        let comments = || -> Vec<(String, String)> {
            let places = self.places.get_untracked();
            self.session.with_untracked(|work| {
                let said = |place| (draft_place(place), given(work, place).to_owned());
                places.iter().map(said).collect()
            })
        };
        let before = comments();
        self.session.undo();
        let after = comments();
        for (place, text) in before {
            if !text.is_empty() && after.contains(&(place.clone(), String::new())) {
                self.session.apply(Edit::SetDraft { place, text, upon: None });
            }
        }
        focus();
    }

    /// Goes so many places on; after the last comes the first.
    fn go(self, nth: usize, by: isize) {
        self.keep_comment();
        let n_all = isize::try_from(self.n_all().max(1)).unwrap_or(isize::MAX);
        let next = isize::try_from(nth).unwrap_or(0).saturating_add(by).rem_euclid(n_all);
        self.at.set(next.unsigned_abs());
        focus();
    }

    /// Does what a key asks for; gives whether it asked for anything.
    fn press(self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() {
            let undoes = key.eq_ignore_ascii_case("z") && !event.shift_key();
            if undoes {
                self.undo();
            }
            return undoes;
        }
        let Some((nth, place)) = self.shown.get_untracked().filter(|_| !event.alt_key()) else {
            return false;
        };
        let n_readings = place.readings.len();
        match key.as_str() {
            "j" => self.go(nth, 1),
            "k" => self.go(nth, -1),
            "b" => self.settle(nth, &(0..n_readings).collect::<Vec<_>>()),
            "r" => self.settle(nth, &[]),
            digit => match digit.parse::<usize>() {
                Ok(number) if (1..=n_readings).contains(&number) => {
                    self.settle(nth, &[number - 1]);
                }
                Ok(_) | Err(_) => return false,
            },
        }
        true
    }
}

/// What was decided is gone, and the focus with it: it goes to what is asked next.
fn focus() {
    focus_next(".settle");
}

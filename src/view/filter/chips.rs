//! What the filter asks for, as one reads it: the things of one kind on a line, joined by their words.

use leptos::prelude::*;

use super::OPENER;
use super::piece::{Piece, pieces};
use crate::browser::{clock, page};
use crate::view::session::{Part, Session};
use crate::workspace::{Filter, Joint};

/// What the filter asks for: each a button that takes it away.
#[component]
pub(super) fn Chips(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let asked = Memo::new(move |_| session.filter.with(pieces));
    let joint = Memo::new(move |_| session.filter.with(|filter| filter.joint));
    let kinds = move || {
        let asked = asked.get();
        let mut numbers = 0_usize..;
        let kinds = asked.chunk_by(|one, other| one.is_of_kind(other)).map(|kind| {
            let chips = kind.iter().zip(&mut numbers).enumerate().map(|(nth, (piece, number))| {
                let word = match (nth, number) {
                    (_, 0) => None,
                    (0, _) => Some("and"),
                    (_, _) => Some(joined(piece, joint.get())),
                };
                let word = word.map(|word| view! { <span class="filter-joint">{word}</span> });
                view! { {word} {chip(session, number, piece)} }
            });
            view! { <li>{chips.collect_view()}</li> }
        });
        kinds.collect_view()
    };
    view! {
        <Show when=move || asked.with(|asked| !asked.is_empty())>
            <ul class="filter-chips" role="list" aria-label="What is filtered by">
                {kinds}
            </ul>
        </Show>
    }
}

/// The word between two things of one kind.
fn joined(piece: &Piece, joint: Joint) -> &'static str {
    match (piece, joint) {
        (Piece::Theme(_), Joint::All) => "and",
        (Piece::Theme(_), Joint::Any)
        | (
            Piece::Words(_)
            | Piece::Coder(_)
            | Piece::Block(_)
            | Piece::Page(_)
            | Piece::With
            | Piece::Without
            | Piece::Flag(_)
            | Piece::State(_),
            Joint::Any | Joint::All,
        ) => "or",
    }
}

/// One thing that is asked for, the nth of all.
fn chip(session: Session, nth: usize, piece: &Piece) -> impl IntoView + use<> {
    let [said, name, taken] = [(); 3].map(|()| piece.clone());
    let words = move |piece: &Piece| {
        session.follow(Part::Coder);
        session.with_part(Part::Codebook, |workspace| {
            piece.words(workspace, session.reading().as_ref())
        })
    };
    let take_out = move |_| {
        session.refine_filter(|filter: &mut Filter| taken.take_out(filter));
        // The focus goes to the chip that takes the place of this one, else to the button.
        clock::next_frame(move || {
            let chips = page::find_all(".filter-chip");
            match chips.get(nth).or(chips.last()) {
                Some(chip) => page::focus_on(chip),
                None => page::focus(OPENER),
            }
        });
    };
    view! {
        <button
            type="button"
            class="filter-chip"
            aria-label=move || format!("No longer filter by: {}", words(&name))
            on:click=take_out
        >
            <span>{move || words(&said)}</span>
            <span aria-hidden="true">"×"</span>
        </button>
    }
}

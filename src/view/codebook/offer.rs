//! The codebook that a brief holds itself, offered once to a reader who has none.

use std::sync::Arc;

use leptos::prelude::*;

use super::lists::{longest, says};
use super::panel::focus_first;
use crate::brief::List;
use crate::browser::clock;
use crate::codebook::from_list;
use crate::view::dialog::Dialog;
use crate::view::notice::Notice;
use crate::view::session::{Part, Reading, Session};
use crate::workspace::Edit;

/// Offers the brief's longest list as a codebook, until the reader answers; after that says, as long
/// as there is no theme, how to come by one.
#[component]
pub(super) fn Offer(
    /// The reader's work.
    session: Session,
    /// Whether the codebook holds no theme.
    is_empty: Memo<bool>,
) -> impl IntoView {
    let reading = session.reading();
    let longest = reading.and_then(|reading| {
        let list = longest(&reading.brief)?;
        Some((reading, list))
    });
    let is_answered = Memo::new(move |_| {
        let brief = session.reading().map(|reading| reading.brief.id.clone());
        let answered = |brief: &String| {
            session.with_part(Part::Settings, |workspace| {
                workspace.settings.codebook_offered.contains(brief)
            })
        };
        brief.as_ref().is_none_or(answered)
    });
    move || {
        if !is_empty.get() {
            return ().into_any();
        }
        match longest.clone() {
            Some((reading, list)) if !is_answered.get() => {
                view! { <OfferCard session reading list /> }.into_any()
            }
            Some(_) | None => view! {
                <p class="explanation">
                    "No theme yet. Add one, or mark words without a theme and sort them later."
                </p>
            }
            .into_any(),
        }
    }
}

#[component]
fn OfferCard(session: Session, reading: Arc<Reading>, list: List) -> impl IntoView {
    let opening = &reading.brief.blocks[list.opener];
    let citation = opening.citation.clone();
    let has_others = reading.brief.lists().len() > 1;
    let says = says(&reading.brief, &list);
    let take = move |_| {
        let themes = from_list(&reading.brief, &list, &clock::now());
        let n_themes = themes.len();
        let citation = reading.brief.blocks[list.opener].citation.clone();
        if session.apply(Edit::AddThemes(themes)) {
            answer(session);
            session.tell(Notice::changed(&format!("{n_themes} themes made from {citation}.")));
            clock::next_frame(focus_first);
        }
    };
    view! {
        <div class="offer">
            <h3>"A codebook from this brief"</h3>
            <p>
                {citation} " lists themes of its own: " {says}
                ". Use them to mark with, each with its letter as its key?"
            </p>
            <div class="codebook-tools">
                <button type="button" class="primary" on:click=take>"Use these themes"</button>
                <button type="button" on:click=move |_| {
                    answer(session);
                    clock::next_frame(focus_first);
                }>"Start with an empty codebook"</button>
                {has_others.then(|| view! {
                    <button
                        type="button"
                        class="quiet"
                        on:click=move |_| session.dialog.set(Some(Dialog::MakeCodebook))
                    >
                        "Choose another list…"
                    </button>
                })}
            </div>
        </div>
    }
}

/// Notes that the reader has answered the offer of the brief on screen.
pub(super) fn answer(session: Session) {
    let Some(reading) = session.reading() else { return };
    let mut settings = session.with_untracked(|workspace| workspace.settings.clone());
    if settings.codebook_offered.insert(reading.brief.id.clone()) {
        session.apply(Edit::SetSettings(settings));
    }
}

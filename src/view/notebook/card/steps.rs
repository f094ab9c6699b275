//! From card to card: by the arrow keys, and to the next one when one is deleted.

use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::annotation::{Anchor, AnnotationId};
use crate::browser::{clock, page};
use crate::view::notebook::window::Window;
use crate::view::notebook::{ACTIVE_CARD, card_of};
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::Edit;

/// The buttons that open a card, in the order of the cards.
const OPENERS: &str = ".card-open";

/// Deletes the annotation that the reader is looking at; nothing happens where there is none.
pub(crate) fn delete_active(session: Session) {
    if let Some(id) = session.active.get_untracked() {
        delete(session, &id);
    }
}

/// Deletes an annotation; the focus goes to the next card, else to the one before, else to the head.
pub(super) fn delete(session: Session, id: &AnnotationId) {
    let openers = page::find_all(OPENERS);
    let here = page::find(&format!("{ACTIVE_CARD} {OPENERS}"));
    let index = here.and_then(|here| openers.iter().position(|opener| *opener == here));
    let cited = session.with_layer(|layer| {
        let reading = session.reading()?;
        let span = layer.anchors(id).iter().find_map(Anchor::settled)?;
        Some(reading.brief.cite(span))
    });
    if session.apply(Edit::DeleteAnnotations(vec![id.clone()])) {
        let place = cited.unwrap_or_else(|| "the brief".to_owned());
        session.tell(Notice::changed(&format!("Deleted the annotation on {place}.")));
        clock::next_frame(move || {
            let openers = page::find_all(OPENERS);
            let next = index.map(|index| index.min(openers.len().saturating_sub(1)));
            match next.and_then(|next| openers.get(next)) {
                Some(opener) => focus(opener),
                None => page::focus("#notebook-heading"),
            }
        });
    }
}

/// The arrow keys go from card to card.
pub(super) fn step(session: Session, window: Window, id: &AnnotationId, event: &KeyboardEvent) {
    let by: isize = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let next = session.with_layer(|layer| {
        let number = layer.placed_number(id)?.checked_add_signed(by)?;
        layer.placed(number..number + 1).next().map(|(id, _)| id.clone())
    });
    if let Some(next) = next {
        event.prevent_default();
        let opener = format!("{} {OPENERS}", card_of(&next));
        if let Some(opener) = page::find(&opener) {
            return focus(&opener);
        }
        window.bring(&next);
        // It is written first, and put in its place.
        clock::next_frame(move || {
            clock::next_frame(move || {
                if let Some(opener) = page::find(&opener) {
                    focus(&opener);
                }
            });
        });
        return;
    }
    // From a list of those without a place to the next one, or into the text and out of it.
    let openers = page::find_all(OPENERS);
    let here = page::focused().and_then(|here| openers.iter().position(|opener| *opener == here));
    let next = here.and_then(|here| openers.get(here.checked_add_signed(by)?));
    if let Some(next) = next {
        event.prevent_default();
        focus(next);
    }
}

fn focus(opener: &HtmlElement) {
    // It fails only for an element that is not in the page.
    let _ = opener.focus();
}

//! Keeps the cards beside their passages: after each change of which there are, of the active one, of
//! the size of a card and of the text. Only the cards in the page are measured, and the passages near
//! it: to measure is to have the page laid out, so it is not done for an annotation that is far away.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::WIDE;
use super::window::{Shown, Window};
use crate::annotation::AnnotationId;
use crate::browser::margin::{Watch, arrange};
use crate::browser::{clock, page};
use crate::view::session::Session;

/// How long nothing has changed its size before it is looked which words are near the screen, in
/// milliseconds.
const REST: i32 = 60;

/// The margin. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(super) struct Margin {
    /// The element whose children are the cards.
    pub(super) column: NodeRef<html::Ol>,
    sizes: StoredValue<Option<Watch>, LocalStorage>,
}

impl Margin {
    /// Arranges the cards now and whenever something moves them.
    pub(super) fn follow(session: Session, window: Window) -> Margin {
        let column = NodeRef::new();
        let put = move || put(session, window, column);
        // Called before the page is painted, so nothing is ever seen out of its place. Other words may
        // be near the screen than before; that can wait, as there are cards beyond its edges.
        let rest = clock::Debounce::new(REST);
        let is_flying = window.is_flying;
        let sizes = StoredValue::new_local(Some(Watch::new(move || {
            if !is_flying.get_untracked() {
                put();
                rest.call(move || window.look());
            }
        })));
        Effect::new(move |_| {
            if !is_flying.get() {
                clock::next_frame(put);
            }
        });
        Effect::new(move |before: Option<(Option<AnnotationId>, Vec<Shown>)>| {
            let now = (session.active.get(), window.cards.with(|cards| cards.shown.clone()));
            // A card that comes or goes says so by its size.
            let is_moved = before
                .is_none_or(|(active, cards)| active != now.0 || are_elsewhere(&cards, &now.1));
            if is_moved {
                clock::next_frame(put);
            }
            now
        });
        clock::next_frame(move || {
            sizes.try_with_value(|sizes| sizes.as_ref().map(Watch::add_text));
        });
        Margin { column, sizes }
    }

    /// Follows the size of a card.
    pub(super) fn watch(self, card: &Element) {
        self.sizes.with_value(|sizes| {
            if let Some(sizes) = sizes {
                sizes.add(card);
            }
        });
    }
}

/// Whether one of the cards that stay belongs beside other words than before.
fn are_elsewhere(before: &[Shown], now: &[Shown]) -> bool {
    let starts: BTreeMap<_, _> = before.iter().map(|card| (&card.id, card.start)).collect();
    now.iter().any(|card| starts.get(&card.id).is_some_and(|start| *start != card.start))
}

/// Puts each card where it belongs, on a page that has a margin.
fn put(session: Session, window: Window, column: NodeRef<html::Ol>) {
    // The brief may have been closed since this was asked for.
    let Some(column) = column.try_get_untracked().flatten() else { return };
    let (Some(reading), true) = (session.reading(), page::matches(WIDE)) else { return };
    let active = session.active.get_untracked();
    window.cards.with_untracked(|cards| {
        let active = active.and_then(|id| cards.shown.iter().position(|card| card.id == id));
        let starts: Vec<_> = cards.shown.iter().map(|card| card.start).collect();
        arrange(&reading.brief.text, &column, &starts, active);
    });
}

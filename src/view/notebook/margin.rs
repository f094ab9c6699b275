//! Keeps the cards beside their passages: after each change of them, of the active one, of the size
//! of a card and of the text.

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::WIDE;
use super::entries::Entries;
use crate::browser::margin::{Watch, arrange};
use crate::browser::{clock, page};
use crate::view::session::Session;

/// The margin. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(super) struct Margin {
    /// The element whose children are the cards.
    pub(super) column: NodeRef<html::Ol>,
    sizes: StoredValue<Option<Watch>, LocalStorage>,
}

impl Margin {
    /// Arranges the cards now and whenever something moves them.
    pub(super) fn follow(session: Session, entries: Entries) -> Margin {
        let column = NodeRef::new();
        let put = move || put(session, entries, column);
        // Called before the page is painted, so nothing is ever seen out of its place.
        let sizes = StoredValue::new_local(Some(Watch::new(put)));
        Effect::new(move |_| {
            entries.groups.track();
            session.active.track();
            clock::next_frame(put);
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

/// Puts each card where it belongs, on a page that has a margin.
fn put(session: Session, entries: Entries, column: NodeRef<html::Ol>) {
    // The brief may have been closed since this was asked for.
    let Some(column) = column.try_get_untracked().flatten() else { return };
    let (Some(reading), true) = (session.reading(), page::matches(WIDE)) else { return };
    let active = session.active.get_untracked();
    entries.groups.with_untracked(|groups| {
        let active = active.and_then(|active| groups.placed.iter().position(|id| *id == active));
        arrange(&reading.brief.text, &column, &groups.starts, active);
    });
}

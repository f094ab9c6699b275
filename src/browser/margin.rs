//! A margin: cards that stand beside the passage that they are about.
//!
//! Everything is measured first and written afterwards, so that the browser lays the page out once.
//! Where a card goes is written as its `translate`, and the margin's height as its `min-block-size`:
//! as custom properties they would have all that a card holds styled anew with each move. The style
//! sheet of a page too narrow for a margin overrules both.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::{document, place};
use crate::text::{CodePoint, ReadingText};

/// The room between two cards, in CSS pixels.
const GAP: f64 = 12.0;

/// A card that wants a place, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// Where its passage begins, from the top of the margin; may be above it.
    pub wish: f64,
    /// How high it is.
    pub height: f64,
}

/// Where each card of a margin goes, from its top. The cards stand in document order, never one over
/// another and never above the margin: each as near below its wish as those before it allow. The
/// active one gets its wish, and those before it give way upwards as far as there is room.
#[must_use]
pub fn stack(cards: &[Card], active: Option<usize>) -> Vec<f64> {
    let mut tops = Vec::with_capacity(cards.len());
    let mut next = 0.0_f64;
    for (index, card) in cards.iter().enumerate() {
        let is_active = active == Some(index);
        if is_active {
            next = card.wish.max(0.0);
            let mut below = next;
            // Upwards until one has room as it stands.
            for (top, card) in tops.iter_mut().zip(cards).rev() {
                let highest: f64 = below - GAP - card.height;
                if *top <= highest {
                    break;
                }
                *top = highest;
                below = highest;
            }
        }
        let top = card.wish.max(next);
        tops.push(top);
        next = top + card.height + GAP;
    }
    // Those that were pushed out over the top push back.
    let mut next = 0.0;
    for (top, card) in tops.iter_mut().zip(cards) {
        *top = top.max(next);
        next = *top + card.height + GAP;
    }
    tops
}

/// Puts the cards of a margin, its child elements, beside the places that they are about. Gives
/// whether it did: not while the page holds other cards than `places` says.
pub fn arrange(
    text: &ReadingText,
    margin: &HtmlElement,
    places: &[CodePoint],
    active: Option<usize>,
) -> bool {
    let elements = children(margin);
    if elements.len() != places.len() {
        return false;
    }
    let top = margin.get_bounding_client_rect().top();
    let wishes = place::tops(text, places);
    let cards: Vec<_> = elements
        .iter()
        .zip(wishes)
        .map(|(element, wish)| Card {
            wish: wish.map_or(0.0, |wish| wish - top),
            height: f64::from(element.offset_height()),
        })
        .collect();
    let tops = stack(&cards, active);
    for (element, top) in elements.iter().zip(&tops) {
        write(element, "translate", &format!("0px {top}px"));
    }
    let height = tops.last().zip(cards.last()).map_or(0.0, |(top, card)| top + card.height);
    write(margin, "min-block-size", &format!("{height}px"));
    true
}

/// Writes a property, unless it stands there already: most cards stay where they are.
fn write(element: &HtmlElement, property: &str, value: &str) {
    let style = element.style();
    // Neither fails for a property of a fixed name with a plain value.
    if style.get_property_value(property).as_deref() != Ok(value) {
        let _ = style.set_property(property, value);
    }
}

/// Calls back whenever one of the watched elements has another size, and once for each new one.
pub struct Watch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Watch {
    /// Watches nothing yet.
    ///
    /// # Panics
    /// Never in a browser that runs the app: they all have the observer.
    #[must_use]
    pub fn new(callback: impl FnMut() + 'static) -> Watch {
        let callback = Closure::<dyn FnMut()>::new(callback);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref())
            .expect("every browser that runs wasm observes sizes");
        Watch { observer, _callback: callback }
    }

    /// Watches an element, for as long as it is in the page.
    pub fn add(&self, element: &Element) {
        self.observer.observe(element);
    }

    /// Watches the brief's text, if it is on the page.
    pub fn add_text(&self) {
        if let Ok(Some(text)) = document().query_selector(place::ROOT) {
            self.observer.observe(&text);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn children(margin: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(nodes) = margin.query_selector_all(":scope > *") else { return Vec::new() };
    (0..nodes.length()).filter_map(|i| nodes.item(i)?.dyn_into().ok()).collect()
}

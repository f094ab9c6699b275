//! Bringing what is meant into view: words of the brief into the part of the window that nothing lies
//! over, a panel to its beginning.

use web_sys::DomRect;

use super::place;
use super::{page, window};
use crate::text::{ReadingText, Span};

/// The least room between the words and what lies over the page, in CSS pixels.
const GAP: f64 = 8.0;

/// Scrolls so that a span begins in the upper part of what is clear between two elements, given by
/// their selectors: one over the head of the window and one over its foot. Not at all where the span
/// stands clear already, or is not on the page.
pub fn bring_clear(text: &ReadingText, span: Span, head: &str, foot: &str) {
    let Some(words) = place::to_page(text, span) else { return };
    let words = words.get_bounding_client_rect();
    let (_, height) = page::size();
    let box_of = |selector| page::find(selector).map(|it| it.get_bounding_client_rect());
    let top = box_of(head).map_or(0.0, |head| head.bottom()).max(0.0);
    // What stands beside the text and not over it leaves the whole height.
    let is_over = |foot: &DomRect| foot.left() < words.right() && foot.right() > words.left();
    let bottom = box_of(foot).filter(is_over).map_or(height, |foot| foot.top());
    if words.top() < top + GAP || words.bottom() > bottom - GAP {
        let by = words.top() - top - (bottom - top) / 6.0;
        window().scroll_by_with_x_and_y(0.0, by);
    }
}

/// Scrolls what an element holds to its beginning.
pub fn scroll_to_top(selector: &str) {
    if let Some(element) = page::find(selector) {
        element.set_scroll_top(0);
    }
}

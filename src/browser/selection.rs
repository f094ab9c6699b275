//! What the reader has selected, as a passage of the reading text.

use std::cell::Cell;

use web_sys::{DomRect, Element, Selection};

use super::place::{self, Edge};
use super::{page, window};
use crate::text::{CodePoint, Passage, ReadingText, Span};

/// The passage that is selected: none where nothing is, or nothing of the brief's text.
#[must_use]
pub fn passage(text: &ReadingText) -> Option<Passage> {
    let selection = current()?;
    if selection.is_collapsed() {
        return None;
    }
    of_range(text, &selection.get_range_at(0).ok()?)
}

/// The passage in a range of the page.
#[must_use]
pub fn of_range(text: &ReadingText, range: &web_sys::Range) -> Option<Passage> {
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    let start = place::from_page(text, &start, range.start_offset().ok()?, Edge::Start)?;
    let end = place::from_page(text, &end, range.end_offset().ok()?, Edge::End)?;
    // A selection that lies wholly between two runs ends before it starts: it holds no text.
    Passage::around(text, Span::new(start.0, end.0))
}

/// Selects a span on the page.
pub fn select(text: &ReadingText, span: Span) {
    let (Some(selection), Some(range)) = (current(), place::to_page(text, span)) else { return };
    // Both fail only for a range of another document.
    let _ = selection.remove_all_ranges();
    let _ = selection.add_range(&range);
    STANDS.set(Some(true));
}

thread_local! {
    /// Whether anything is selected anywhere, be it a caret; `None` until that is followed.
    static STANDS: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Takes note from now on of whether anything is selected. Where nothing is, the browser lays the page
/// out to say so: it is asked when that changes, and not when something is about to be drawn.
pub fn follow() {
    if STANDS.get().is_none() {
        STANDS.set(Some(has_range()));
        page::on_document("selectionchange", |_| STANDS.set(Some(has_range())));
    }
}

/// Whether anything is selected anywhere, be it a caret.
fn stands() -> bool {
    STANDS.get().unwrap_or_else(has_range)
}

fn has_range() -> bool {
    current().is_some_and(|selection| selection.range_count() > 0)
}

/// Takes note of what is selected, where an end of it lies inside an element that is about to be
/// written anew; what it gives selects the same words again, the same end first.
pub fn hold(text: &ReadingText, inside: &Element) -> impl FnOnce(&ReadingText) + use<> {
    let held = held(text, inside);
    move |text| {
        let (Some((anchor, focus)), Some(selection)) = (held, current()) else { return };
        let is_forward = anchor <= focus;
        let edge = |is_start| if is_start { Edge::Start } else { Edge::End };
        let anchor = place::point(text, anchor, edge(is_forward));
        let focus = place::point(text, focus, edge(!is_forward));
        if let (Some((anchor, from)), Some((focus, to))) = (anchor, focus) {
            // It fails only for a point that is not in the page.
            let _ = selection.set_base_and_extent(&anchor, from, &focus, to);
        }
    }
}

/// Where the selection begins and where it goes, if either is inside an element.
fn held(text: &ReadingText, inside: &Element) -> Option<(CodePoint, CodePoint)> {
    if !stands() {
        return None;
    }
    let selection = current()?;
    let (anchor, focus) = (selection.anchor_node()?, selection.focus_node()?);
    if !inside.contains(Some(&anchor)) && !inside.contains(Some(&focus)) {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let start = range.start_container().ok()?;
    let start = place::from_page(text, &start, range.start_offset().ok()?, Edge::Start)?;
    if selection.is_collapsed() {
        return Some((start, start));
    }
    let end = range.end_container().ok()?;
    let end = place::from_page(text, &end, range.end_offset().ok()?, Edge::End)?;
    let is_forward = range.start_container().ok()? == anchor
        && range.start_offset() == Ok(selection.anchor_offset());
    Some(if is_forward { (start, end) } else { (end, start) })
}

/// Selects nothing.
pub fn clear() {
    if let Some(selection) = current() {
        let _ = selection.remove_all_ranges();
    }
}

/// Whether anything at all is selected on the page.
#[must_use]
pub fn is_some() -> bool {
    current().is_some_and(|selection| !selection.is_collapsed())
}

/// Scrolls so that the selection stands in view, and not at all where it does already.
pub fn scroll_near() {
    let Some(rectangle) = rectangle() else { return };
    let (_, height) = page::size();
    let margin = height / 5.0;
    let by = if rectangle.top() < margin {
        rectangle.top() - margin
    } else if rectangle.bottom() > height - margin {
        // The beginning of a long sentence matters more than its end.
        (rectangle.bottom() - height + margin).min(rectangle.top() - margin)
    } else {
        return;
    };
    window().scroll_by_with_x_and_y(0.0, by);
}

/// Where a bar beside the selection belongs: left and top in CSS pixels from the page's own corner.
/// Below the words, or above them where there is no room, and never over them nor off the page.
#[must_use]
pub fn bar_place(bar: &str) -> Option<(f64, f64)> {
    const GAP: f64 = 10.0;
    let (selected, bar) = (rectangle()?, page::find(bar)?.get_bounding_client_rect());
    let (width, height) = page::size();
    let (x, y) = page::scrolled();
    let middle = selected.left() + (selected.width() - bar.width()) / 2.0;
    let left = middle.min(width - bar.width() - GAP).max(GAP);
    let below = selected.bottom() + GAP;
    let above = selected.top() - bar.height() - GAP;
    let top = if below + bar.height() <= height || above < GAP { below } else { above };
    Some((left + x, top + y))
}

/// Scrolls so that what stands at the foot of the window does not lie over the selection's end.
pub fn scroll_clear_of(bar: &str) {
    const GAP: f64 = 12.0;
    let (Some(selected), Some(bar)) = (rectangle(), page::find(bar)) else { return };
    let over = selected.bottom() + GAP - bar.get_bounding_client_rect().top();
    let (_, height) = page::size();
    // Beside the words the bar has found a place of its own.
    let is_docked = bar.get_bounding_client_rect().bottom() >= height - 1.0;
    if is_docked && over > 0.0 {
        window().scroll_by_with_x_and_y(0.0, over);
    }
}

/// Where the selection stands in the window.
fn rectangle() -> Option<DomRect> {
    let selection = current()?;
    if selection.range_count() == 0 {
        return None;
    }
    Some(selection.get_range_at(0).ok()?.get_bounding_client_rect())
}

fn current() -> Option<Selection> {
    window().get_selection().ok().flatten()
}

//! From places in the reading text to places in the page, and back.
//!
//! The view writes each run of reading text as one text node inside an element whose `data-at` is
//! the code point that the run begins at; labels, marks and page turns stand outside such elements.
//! So the way from the page to the text is an attribute and the text's own table, never the page's
//! idea of its text.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node, Range};

use super::document;
use crate::text::{CodePoint, ReadingText, Span, Utf16};

/// The element that holds the brief's text.
pub const ROOT: &str = "[data-reading-text]";

/// Which edge of a selection a point of the page is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins: a point between two runs belongs to the later.
    Start,
    /// Where it ends: a point between two runs belongs to the earlier.
    End,
}

/// The code point that a point of the page shows. `None` outside the brief's text.
#[must_use]
pub fn from_page(text: &ReadingText, node: &Node, offset: u32, edge: Edge) -> Option<CodePoint> {
    if node.node_type() == Node::TEXT_NODE
        && let Some(start) = node.parent_element().as_ref().and_then(run_start)
    {
        return Some(text.code_point_of_utf16(Utf16(text.utf16(start).0 + offset)));
    }
    let root = document().query_selector(ROOT).ok().flatten()?;
    let point = document().create_range().ok()?;
    point.set_start(node, offset).ok()?;
    point.collapse_with_to_start(true);
    let runs = runs(&root);
    // The runs stand in document order, so those that begin before the point come first.
    let n_before = runs.partition_point(|run| {
        run.first_child().is_some_and(|words| point.compare_point(&words, 0) == Ok(-1))
    });
    match edge {
        Edge::Start => runs.get(n_before).and_then(run_start),
        Edge::End => runs.get(n_before.checked_sub(1)?).and_then(|run| run_end(text, run)),
    }
}

/// A range of the page over a span; `None` when the span is not on the page.
#[must_use]
pub fn to_page(text: &ReadingText, span: Span) -> Option<Range> {
    let root = document().query_selector(ROOT).ok().flatten()?;
    let runs = runs(&root);
    let range = document().create_range().ok()?;
    let (node, offset) = point(text, &runs, span.start, Edge::Start)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = point(text, &runs, span.end, Edge::End)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// The code point under a point of the window, in CSS pixels.
#[must_use]
pub fn at_pixel(text: &ReadingText, x: f64, y: f64) -> Option<CodePoint> {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
    let caret = document().caret_position_from_point(x as f32, y as f32)?;
    from_page(text, &caret.offset_node()?, caret.offset(), Edge::Start)
}

/// How far below the top of the window each of some places stands, in CSS pixels; `None` for one that
/// is not on the page. The page is read through once for all of them.
#[must_use]
pub fn tops(text: &ReadingText, places: &[CodePoint]) -> Vec<Option<f64>> {
    let Ok(Some(root)) = document().query_selector(ROOT) else { return vec![None; places.len()] };
    let runs: Vec<_> =
        runs(&root).into_iter().filter_map(|run| Some((run_start(&run)?, run))).collect();
    let range = document().create_range().ok();
    let top = |place: CodePoint| {
        let index = runs.partition_point(|(start, _)| *start <= place).checked_sub(1)?;
        let (start, run) = &runs[index];
        let (range, words) = (range.as_ref()?, run.first_child()?);
        let offset = text.utf16(place).0 - text.utf16(*start).0;
        range.set_start(&words, offset).ok()?;
        range.set_end(&words, offset + 1).ok()?;
        Some(range.get_bounding_client_rect().top())
    };
    places.iter().map(|place| top(*place)).collect()
}

fn point(
    text: &ReadingText,
    runs: &[HtmlElement],
    place: CodePoint,
    edge: Edge,
) -> Option<(Node, u32)> {
    let begins_before = |run: &HtmlElement| match (run_start(run), edge) {
        (Some(start), Edge::Start) => start <= place,
        (Some(start), Edge::End) => start < place,
        (None, _) => false,
    };
    let run = runs.get(runs.partition_point(begins_before).checked_sub(1)?)?;
    let words = run.first_child()?;
    let offset = text.utf16(place).0.checked_sub(text.utf16(run_start(run)?).0)?;
    let length = words.node_value().map_or(0, |words| words.encode_utf16().count());
    (offset as usize <= length).then_some((words, offset))
}

fn runs(root: &Element) -> Vec<HtmlElement> {
    let Ok(nodes) = root.query_selector_all("[data-at]") else { return Vec::new() };
    (0..nodes.length()).filter_map(|i| nodes.item(i)?.dyn_into().ok()).collect()
}

fn run_start(run: impl AsRef<Element>) -> Option<CodePoint> {
    run.as_ref().get_attribute("data-at")?.parse().ok().map(CodePoint)
}

fn run_end(text: &ReadingText, run: &HtmlElement) -> Option<CodePoint> {
    let n_units = run.first_child()?.node_value()?.encode_utf16().count();
    let start = text.utf16(run_start(run)?).0;
    Some(text.code_point_of_utf16(Utf16(start + u32::try_from(n_units).ok()?)))
}

/// The code point of the first run that ends below a line of the window, in CSS pixels from its top.
#[must_use]
pub fn first_below(line: f64) -> Option<CodePoint> {
    let root = document().query_selector(ROOT).ok().flatten()?;
    let runs = runs(&root);
    // Runs stand one below the other, but for footnotes, which stand last in both orders.
    let first = runs.partition_point(|run| run.get_bounding_client_rect().bottom() <= line);
    runs.get(first).and_then(run_start)
}

/// Whether a span stands in the window, at least in part.
#[must_use]
pub fn is_on_screen(text: &ReadingText, span: Span) -> bool {
    let (_, height) = super::page::size();
    let rectangle = to_page(text, span).map(|range| range.get_bounding_client_rect());
    rectangle.is_some_and(|it| it.bottom() > 0.0 && it.top() < height)
}

/// Where an edge of a span stands in the page: left, top and height in CSS pixels from the page's
/// own corner.
#[must_use]
pub fn edge_in_page(text: &ReadingText, span: Span, edge: Edge) -> Option<(f64, f64, f64)> {
    let rectangles = to_page(text, span)?.get_client_rects()?;
    let last = rectangles.length().checked_sub(1)?;
    let rectangle = rectangles.get(if edge == Edge::Start { 0 } else { last })?;
    let side = if edge == Edge::Start { rectangle.left() } else { rectangle.right() };
    let (x, y) = super::page::scrolled();
    Some((side + x, rectangle.top() + y, rectangle.height()))
}

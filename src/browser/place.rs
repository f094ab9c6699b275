//! From places in the reading text to places in the page, and back.
//!
//! The view writes each run of reading text as one text node inside an element whose `data-at` is
//! the code point that the run begins at; labels, marks and page turns stand outside such elements.
//! So the way from the page to the text is an attribute and the text's own table, never the page's
//! idea of its text.
//!
//! The runs stand in sheets, and the sheets in folios; the `data-from` of both is the code point
//! that they begin at. A place is sought among the folios, among the sheets of one, and among the
//! runs of one of these. What is far from the window is not laid out, and measuring what is in it
//! would lay it out: so nothing here measures inside of a sheet that is far, unless it must.

use std::iter::successors;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node, Range};

use super::document;
use crate::text::{CodePoint, ReadingText, Span, Utf16};

/// The element that holds the brief's text: its children are the folios, but for the last one, which
/// may hold the folios of the notes.
pub const ROOT: &str = "#reading-text";

/// The element that holds the first pages of a brief until all of it is here; nothing in it is a place.
#[cfg(feature = "bench")]
pub const FIRST_PAGES: &str = "[data-first-pages]";

/// What holds the folios of the notes.
const NOTES: &str = "footnotes";

/// The attribute of a sheet near the window: one whose inside may be measured.
pub const NEAR: &str = "data-near";

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
    let point = document().create_range().ok()?;
    point.set_start(node, offset).ok()?;
    point.collapse_with_to_start(true);
    let begins_before = |node: &Node| point.compare_point(node, 0) == Ok(-1);
    let last = sheet_by(|element| begins_before(element));
    // The runs stand in document order, so those that begin before the point come first.
    let n_before = |runs: &[HtmlElement]| {
        runs.partition_point(|run| run.first_child().as_ref().is_some_and(begins_before))
    };
    match edge {
        Edge::Start => {
            let first = last.or_else(|| folios().first()?.first_element_child());
            successors(first, next).find_map(|sheet| {
                let runs = runs(&sheet);
                runs.get(n_before(&runs)).and_then(run_start)
            })
        }
        Edge::End => successors(last, previous).find_map(|sheet| {
            let runs = runs(&sheet);
            runs.get(n_before(&runs).checked_sub(1)?).and_then(|run| run_end(text, run))
        }),
    }
}

/// A range of the page over a span; `None` when the span is not on the page.
#[must_use]
pub fn to_page(text: &ReadingText, span: Span) -> Option<Range> {
    let range = document().create_range().ok()?;
    let (node, offset) = point(text, span.start, Edge::Start)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = point(text, span.end, Edge::End)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// The point of the page that shows a code point: a text node, and how many UTF-16 units into it.
#[must_use]
pub fn point(text: &ReadingText, place: CodePoint, edge: Edge) -> Option<(Node, u32)> {
    let begins_before = |start: CodePoint| match edge {
        Edge::Start => start <= place,
        Edge::End => start < place,
    };
    let runs = runs(&sheet_by(|element| begins_before(from(element)))?);
    let n_before = runs.partition_point(|run| run_start(run).is_some_and(begins_before));
    let run = runs.get(n_before.checked_sub(1)?)?;
    let words = run.first_child()?;
    let offset = text.utf16(place).0.checked_sub(text.utf16(run_start(run)?).0)?;
    (offset <= length(&words)).then_some((words, offset))
}

/// The code point under a point of the window, in CSS pixels.
#[must_use]
pub fn at_pixel(text: &ReadingText, x: f64, y: f64) -> Option<CodePoint> {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
    let caret = document().caret_position_from_point(x as f32, y as f32)?;
    from_page(text, &caret.offset_node()?, caret.offset(), Edge::Start)
}

/// How far below the top of the window each of some places stands, in CSS pixels; `None` for one that
/// is not on the page. In a sheet that is far from the window it is estimated from how far into its
/// text the place is.
#[must_use]
pub fn tops(text: &ReadingText, places: &[CodePoint]) -> Vec<Option<f64>> {
    let range = document().create_range().ok();
    // What was found out of the last sheet serves for the next place, which mostly is in it too.
    let mut last: Option<Measured> = None;
    let mut top = |place: CodePoint| {
        if last.as_ref().is_none_or(|last| !last.span.contains(place)) {
            last = Some(Measured::of(text, &sheet_by(|element| from(element) <= place)?));
        }
        let sheet = last.as_ref()?;
        if sheet.runs.is_empty() {
            let share = f64::from(place.0.saturating_sub(sheet.span.start.0))
                / f64::from(sheet.span.len().max(1));
            return Some(sheet.top + sheet.height * share.min(1.0));
        }
        let nth = sheet.runs.partition_point(|(start, _)| *start <= place).checked_sub(1)?;
        let (start, run) = &sheet.runs[nth];
        let (range, words) = (range.as_ref()?, run.first_child()?);
        let offset = text.utf16(place).0 - text.utf16(*start).0;
        range.set_start(&words, offset).ok()?;
        range.set_end(&words, offset + 1).ok()?;
        Some(range.get_bounding_client_rect().top())
    };
    places.iter().map(|place| top(*place)).collect()
}

/// A sheet with where it stands; without its runs when it is far.
struct Measured {
    span: Span,
    top: f64,
    height: f64,
    runs: Vec<(CodePoint, HtmlElement)>,
}

impl Measured {
    fn of(text: &ReadingText, sheet: &Element) -> Measured {
        // One that is far may stand in a folio that is far, whose inside is not laid out either.
        let is_far = !is_near(sheet);
        let folio = sheet.parent_element().filter(|_| is_far);
        let folio = folio.filter(|folio| find_near(folio).is_none());
        let measured = folio.as_ref().unwrap_or(sheet);
        let rectangle = measured.get_bounding_client_rect();
        let end = match &folio {
            Some(folio) => next_folio(folio),
            None => next(sheet),
        };
        let (start, end) = (from(measured), end.map_or(text.len(), |next| from(&next)));
        let runs = if is_far { Vec::new() } else { runs(sheet) };
        let runs = runs.into_iter().filter_map(|run| Some((run_start(&run)?, run))).collect();
        let span = Span { start, end: end.max(start) };
        Measured { span, top: rectangle.top(), height: rectangle.height(), runs }
    }
}

/// The code point of the first run that ends below a line of the window, in CSS pixels from its top.
#[must_use]
pub fn first_below(line: f64) -> Option<CodePoint> {
    let ends_above = |element: &Element| element.get_bounding_client_rect().bottom() <= line;
    // Folios stand one below the other, and so do the sheets of one and the runs of one.
    let folios = folios();
    let folio = folios.get(folios.partition_point(ends_above))?;
    let sheets = children(folio);
    let sheet = sheets.get(sheets.partition_point(ends_above)).cloned();
    successors(sheet.or_else(|| next_folio(folio)?.first_element_child()), next).find_map(|sheet| {
        let runs = runs(&sheet);
        runs.get(runs.partition_point(|run| ends_above(run))).and_then(run_start)
    })
}

/// Whether a span stands in the window, at least in part.
#[must_use]
pub fn is_on_screen(text: &ReadingText, span: Span) -> bool {
    if !sheet_by(|element| from(element) <= span.start).is_some_and(|sheet| is_near(&sheet)) {
        return false;
    }
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

/// The folios of the text, those of its notes behind the others; none where no brief is on the page.
fn folios() -> Vec<Element> {
    let Ok(Some(root)) = document().query_selector(ROOT) else { return Vec::new() };
    let mut folios = children(&root);
    if let Some(notes) = folios.pop_if(|last| last.class_list().contains(NOTES)) {
        folios.extend(children(&notes));
    }
    folios
}

/// The last sheet that fulfils a condition, which holds for all folios and sheets up to some place.
fn sheet_by(holds: impl Fn(&Element) -> bool) -> Option<Element> {
    let folios = folios();
    let folio = &folios[folios.partition_point(&holds).checked_sub(1)?];
    let sheets = children(folio);
    // A folio begins where its first sheet does.
    let nth = sheets.partition_point(&holds).saturating_sub(1);
    sheets.get(nth).cloned()
}

/// The sheet after another.
fn next(sheet: &Element) -> Option<Element> {
    let folio = || next_folio(&sheet.parent_element()?)?.first_element_child();
    sheet.next_element_sibling().or_else(folio)
}

/// The sheet before another.
fn previous(sheet: &Element) -> Option<Element> {
    let folio = || {
        let folio = sheet.parent_element()?;
        // The notes begin behind the last folio of the text.
        let before = || folio.parent_element()?.previous_element_sibling();
        folio.previous_element_sibling().or_else(before)?.last_element_child()
    };
    sheet.previous_element_sibling().or_else(folio)
}

fn next_folio(folio: &Element) -> Option<Element> {
    let next = folio.next_element_sibling()?;
    if next.class_list().contains(NOTES) { next.first_element_child() } else { Some(next) }
}

fn children(element: &Element) -> Vec<Element> {
    successors(element.first_element_child(), Element::next_element_sibling).collect()
}

/// The code point that a sheet or a folio begins at.
fn from(element: &Element) -> CodePoint {
    let from = element.get_attribute("data-from").and_then(|from| from.parse().ok());
    CodePoint(from.unwrap_or(0))
}

fn is_near(sheet: &Element) -> bool {
    sheet.has_attribute(NEAR)
}

/// A sheet of a folio that is near the window.
fn find_near(folio: &Element) -> Option<Element> {
    children(folio).into_iter().find(is_near)
}

fn runs(sheet: &Element) -> Vec<HtmlElement> {
    super::element::find_all(sheet, "[data-at]")
}

fn run_start(run: impl AsRef<Element>) -> Option<CodePoint> {
    run.as_ref().get_attribute("data-at")?.parse().ok().map(CodePoint)
}

fn run_end(text: &ReadingText, run: &HtmlElement) -> Option<CodePoint> {
    let start = text.utf16(run_start(run)?).0;
    Some(text.code_point_of_utf16(Utf16(start + length(&run.first_child()?))))
}

/// How many UTF-16 units a text node holds.
fn length(words: &Node) -> u32 {
    words.dyn_ref::<web_sys::CharacterData>().map_or(0, web_sys::CharacterData::length)
}

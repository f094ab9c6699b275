//! From places in the reading text to places in the page, and back.
//!
//! The view writes each run of reading text as one text node inside an element whose `data-at` is
//! the code point that the run begins at; labels, marks and page turns stand outside such elements.
//! So the way from the page to the text is an attribute and the text's own table, never the page's
//! idea of its text.
//!
//! The runs stand in sheets, whose `data-from` is the code point that they begin at. A place is
//! sought among the sheets and then among the runs of one: what it costs grows with the logarithm
//! of the text. A sheet that is far from the window is not laid out, and measuring what is in it
//! would lay it out: so nothing here measures inside of a sheet that is far, unless it must.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlCollection, HtmlElement, Node, Range};

use super::document;
use crate::text::{CodePoint, ReadingText, Span, Utf16};

/// The element that holds the brief's text: its children are the sheets, but for the last one, which
/// may hold the sheets of the notes.
pub const ROOT: &str = "#reading-text";

/// What holds the sheets of the notes.
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
    let sheets = Sheets::on_page()?;
    let n_before = sheets.partition_point(|sheet| begins_before(sheet));
    let here = n_before.saturating_sub(1);
    match edge {
        Edge::Start => (here..sheets.len()).find_map(|index| {
            let runs = runs(&sheets.get(index)?);
            // The runs stand in document order, so those that begin before the point come first.
            let n_before =
                runs.partition_point(|run| run.first_child().as_ref().is_some_and(begins_before));
            runs.get(n_before).and_then(run_start)
        }),
        Edge::End => (0..n_before).rev().find_map(|index| {
            let runs = runs(&sheets.get(index)?);
            let n_before =
                runs.partition_point(|run| run.first_child().as_ref().is_some_and(begins_before));
            runs.get(n_before.checked_sub(1)?).and_then(|run| run_end(text, run))
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
    let runs = runs(&Sheets::on_page()?.last(begins_before)?);
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
    let Some(sheets) = Sheets::on_page() else { return vec![None; places.len()] };
    let range = document().create_range().ok();
    // What was found out of the last sheet serves for the next place, which mostly is in it too.
    let mut last: Option<Measured> = None;
    let mut top = |place: CodePoint| {
        let index = sheets.partition_point(|sheet| from(sheet) <= place).checked_sub(1)?;
        if last.as_ref().is_none_or(|last| last.index != index) {
            last = Some(Measured::of(text, &sheets, index)?);
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
    index: usize,
    span: Span,
    top: f64,
    height: f64,
    runs: Vec<(CodePoint, HtmlElement)>,
}

impl Measured {
    fn of(text: &ReadingText, sheets: &Sheets, index: usize) -> Option<Measured> {
        let sheet = sheets.get(index)?;
        let rectangle = sheet.get_bounding_client_rect();
        let end = sheets.get(index + 1).map_or(text.len(), |next| from(&next));
        let span = Span { start: from(&sheet), end: end.max(from(&sheet)) };
        let runs = if is_near(&sheet) { runs(&sheet) } else { Vec::new() };
        let runs = runs.into_iter().filter_map(|run| Some((run_start(&run)?, run))).collect();
        Some(Measured { index, span, top: rectangle.top(), height: rectangle.height(), runs })
    }
}

/// The code point of the first run that ends below a line of the window, in CSS pixels from its top.
#[must_use]
pub fn first_below(line: f64) -> Option<CodePoint> {
    let sheets = Sheets::on_page()?;
    let ends_above = |element: &Element| element.get_bounding_client_rect().bottom() <= line;
    // Sheets stand one below the other, and so do the runs of one.
    let first = sheets.partition_point(ends_above);
    (first..sheets.len()).find_map(|index| {
        let runs = runs(&sheets.get(index)?);
        runs.get(runs.partition_point(|run| ends_above(run))).and_then(run_start)
    })
}

/// Whether a span stands in the window, at least in part.
#[must_use]
pub fn is_on_screen(text: &ReadingText, span: Span) -> bool {
    let sheet = Sheets::on_page().and_then(|sheets| sheets.last(|start| start <= span.start));
    if !sheet.is_some_and(|sheet| is_near(&sheet)) {
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

/// The sheets of the text, those of its notes behind the others.
struct Sheets {
    text: HtmlCollection,
    n_text: u32,
    notes: Option<HtmlCollection>,
}

impl Sheets {
    /// `None` where no brief is on the page.
    fn on_page() -> Option<Sheets> {
        let root = document().query_selector(ROOT).ok().flatten()?;
        let notes = root.last_element_child().filter(|last| last.class_list().contains(NOTES));
        let text = root.children();
        let n_text = text.length() - u32::from(notes.is_some());
        Some(Sheets { text, n_text, notes: notes.map(|notes| notes.children()) })
    }

    fn len(&self) -> usize {
        (self.n_text + self.notes.as_ref().map_or(0, HtmlCollection::length)) as usize
    }

    fn get(&self, index: usize) -> Option<Element> {
        let index = u32::try_from(index).ok()?;
        match index.checked_sub(self.n_text) {
            None => self.text.item(index),
            Some(nth) => self.notes.as_ref()?.item(nth),
        }
    }

    /// The last sheet whose start fulfils a condition that holds up to some place of the text.
    fn last(&self, holds: impl Fn(CodePoint) -> bool) -> Option<Element> {
        self.get(self.partition_point(|sheet| holds(from(sheet))).checked_sub(1)?)
    }

    /// How many sheets come before the first that does not fulfil the condition.
    fn partition_point(&self, holds: impl Fn(&Element) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.get(middle).is_some_and(|sheet| holds(&sheet)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// The code point that a sheet begins at.
fn from(sheet: &Element) -> CodePoint {
    let from = sheet.get_attribute("data-from").and_then(|from| from.parse().ok());
    CodePoint(from.unwrap_or(0))
}

fn is_near(sheet: &Element) -> bool {
    sheet.has_attribute(NEAR)
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

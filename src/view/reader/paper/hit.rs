//! Which highlighted words lie under a point of the window.
//!
//! The browser can say which element lies there, and takes as long for it as it takes to walk the
//! boxes of the page. Here the boxes of the marks near the window are measured once, from the corner
//! of the text, and sought by their height. They hold as long as the text keeps its size and nothing
//! is drawn: scrolling moves the corner, and the boxes with it.

use web_sys::Element;

use crate::browser::element;
use crate::text::CodePoint;

/// The boxes of the marks near the window.
#[derive(Default)]
pub(super) struct Hits {
    /// Width and height of the text when they were measured; `None` when they are not.
    size: Option<(f64, f64)>,
    /// From the top down.
    boxes: Vec<Box>,
    /// How high the highest is.
    tallest: f64,
}

/// The box of a mark on one line, in CSS pixels from the corner of the text.
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    /// Where the mark's words begin.
    at: CodePoint,
}

impl Hits {
    /// Forgets what was measured: something is drawn.
    pub(super) fn forget(&mut self) {
        self.size = None;
    }

    /// Where the marked words begin that lie under a point of the window, in CSS pixels. `sheets` are
    /// those near the window.
    pub(super) fn under<'a>(
        &mut self,
        root: &Element,
        sheets: impl Iterator<Item = &'a Element>,
        x: f64,
        y: f64,
    ) -> Option<CodePoint> {
        let corner = root.get_bounding_client_rect();
        let (left, top) = (corner.left(), corner.top());
        let size = (corner.width(), corner.height());
        if self.size != Some(size) {
            self.measure(sheets, left, top);
            self.size = Some(size);
        }
        let (x, y) = (x - left, y - top);
        let n_above = self.boxes.partition_point(|mark| mark.top <= y);
        let here = self.boxes[..n_above].iter().rev();
        here.take_while(|mark| mark.top + self.tallest > y)
            .find(|mark| y < mark.bottom && mark.left <= x && x < mark.right)
            .map(|mark| mark.at)
    }

    fn measure<'a>(&mut self, sheets: impl Iterator<Item = &'a Element>, left: f64, top: f64) {
        self.boxes.clear();
        for mark in sheets.flat_map(|sheet| element::find_all(sheet, "mark")) {
            let at = mark.get_attribute("data-at").or_else(|| {
                element::find(&mark, "[data-at]").and_then(|run| run.get_attribute("data-at"))
            });
            let at = at.and_then(|at| at.parse().ok());
            let (Some(at), rectangles) = (at.map(CodePoint), mark.get_client_rects()) else {
                continue;
            };
            for rectangle in (0..rectangles.length()).filter_map(|nth| rectangles.get(nth)) {
                self.boxes.push(Box {
                    left: rectangle.left() - left,
                    top: rectangle.top() - top,
                    right: rectangle.right() - left,
                    bottom: rectangle.bottom() - top,
                    at,
                });
            }
        }
        self.boxes.sort_by(|one, other| one.top.total_cmp(&other.top));
        let heights = self.boxes.iter().map(|mark| mark.bottom - mark.top);
        self.tallest = heights.fold(0.0, f64::max);
    }
}

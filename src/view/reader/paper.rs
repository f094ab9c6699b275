//! The text on the page: a document that this room writes itself, sheet by sheet.
//!
//! All of the text is in the page, so that the browser's own find, selecting across pages, printing
//! and those who listen have all of it. What is far from the window costs little all the same: a
//! sheet that is far is not laid out (`content-visibility`), and its highlights are not drawn. They
//! are drawn when the sheet comes near, and go when it is far again; for printing all are drawn.
//!
//! The sheets are written in slices, those that the reader looks at first. A change redraws the
//! blocks that it touched, where they are drawn at all.

#[cfg(feature = "bench")]
mod bench;
mod coming;
mod cut;
mod hit;
mod painting;

pub(crate) use painting::Painting;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use web_sys::{Element, HtmlElement};

use super::super::later::{self, Marking};
use super::super::library;
use super::super::session::{Reading, Session};
use super::block::Writer;
use super::furniture::block_of_page;
use super::mark::Part;
use super::stripes;
use crate::brief::Section;
use crate::browser::clock::{self, Slice};
use crate::browser::near::{Found, Near};
use crate::browser::{element, place};
use coming::Coming;
use cut::{Cut, cut};
use hit::Hits;

/// How far beyond the window a sheet is still near: a screen and a half on either side, so that one
/// who scrolls meets what is drawn already.
const MARGIN: &str = "150% 0px";

/// How far beyond the window the sheets of a folio are watched: farther, so that they are by the time
/// that one of them is near.
const FOLIO_MARGIN: &str = "400% 0px";

/// The text on the page. Copied freely; all copies are one.
#[derive(Clone)]
pub(crate) struct Paper(Rc<Sheets>);

struct Sheets {
    session: Session,
    writer: Writer,
    /// In the order of the text. Never empty where the brief has blocks.
    sheets: Vec<Sheet>,
    /// Says which sheets are near, of those that it watches: the ones in the folios around the window.
    near: Near,
    /// Says which folios are, for as long as it is kept.
    _around: Near,
    /// The element that holds the sheets.
    root: Element,
    hits: RefCell<Hits>,
    /// What is still to be drawn as sheets come and go.
    coming: Coming,
    /// Whether all highlights are drawn, wherever they are.
    is_printing: Cell<bool>,
}

/// A stretch of blocks that are drawn together.
struct Sheet {
    element: Element,
    blocks: Range<usize>,
    sections: Vec<Section>,
    is_last_of_text: bool,
    /// How high it was thought to be, in CSS pixels.
    height: u32,
    is_written: Cell<bool>,
    is_near: Cell<bool>,
    /// Whether it is near, and not all of its highlights are drawn yet.
    is_due: Cell<bool>,
    /// The blocks whose highlights are in the page, and what stands there of each, as far as that is known.
    painted: RefCell<BTreeMap<usize, Option<Drawn>>>,
    /// Blocks that look otherwise than they are drawn.
    stale: RefCell<BTreeSet<usize>>,
}

/// A block as it is drawn.
struct Drawn {
    words: Vec<Part>,
    stripes: Vec<stripes::Drawn>,
}

impl Paper {
    /// Lays out a brief in an element that holds nothing. The sheets around a block are written at
    /// once, the others are blank until [`Paper::write_all`].
    pub(crate) fn lay(session: Session, reading: &Arc<Reading>, root: &Element) -> Paper {
        let brief = &reading.brief;
        let cuts = cut(brief, &brief.sections());
        let width = root.client_width();
        let n_text = cuts.iter().filter(|cut| !cut.is_notes).count();
        let sheets = cuts.into_iter().enumerate();
        let sheets: Vec<Sheet> = sheets
            .map(|(nth, cut)| {
                let height = height(reading, &cut.blocks, width);
                Sheet {
                    element: blank(reading, &cut, nth, height),
                    blocks: cut.blocks,
                    sections: cut.sections,
                    is_last_of_text: nth + 1 == n_text,
                    height,
                    is_written: Cell::new(false),
                    is_near: Cell::new(false),
                    is_due: Cell::new(false),
                    painted: RefCell::default(),
                    stale: RefCell::default(),
                }
            })
            .collect();
        let (text, notes) = sheets.split_at(n_text);
        let mut folios = bind(text, 0, root);
        if !notes.is_empty() {
            let foot = element::make(
                "div",
                &[("class", "footnotes"), ("role", "doc-endnotes"), ("aria-label", "Footnotes")],
            );
            folios.extend(bind(notes, n_text, &foot));
            element::put(root, &foot);
        }
        Paper(Rc::new_cyclic(|this: &Weak<Sheets>| {
            let of_sheets = this.clone();
            let near = Near::new(MARGIN, move |sheet, found| {
                if let Some(sheets) = of_sheets.upgrade() {
                    sheets.follow(sheet, found);
                }
            });
            let of_folios = this.clone();
            let around = Near::new(FOLIO_MARGIN, move |folio, found| {
                if let Some(sheets) = of_folios.upgrade() {
                    sheets.follow_folio(folio, found);
                }
            });
            for folio in &folios {
                around.watch(folio);
            }
            Sheets {
                session,
                writer: Writer::new(session, Arc::clone(reading)),
                sheets,
                near,
                _around: around,
                root: root.clone(),
                hits: RefCell::default(),
                coming: Coming::default(),
                is_printing: Cell::new(false),
            }
        }))
    }

    /// Writes every sheet that is still blank, from the one with a block onwards and then from the
    /// first; in slices, so that the page answers meanwhile. Stops where the paper has left the page.
    pub(crate) async fn write_all(self, from: usize) {
        let (weak, n_sheets) = (Rc::downgrade(&self.0), self.0.sheets.len());
        let first = self.0.sheet_of(from).unwrap_or(0);
        drop(self);
        // What is on screen is painted before the rest is written.
        clock::painted().await;
        let mut slice = Slice::begin();
        for (nth, index) in (first..n_sheets).chain(0..first).enumerate() {
            let Some(sheets) = weak.upgrade() else { return };
            sheets.write(index);
            drop(sheets);
            if slice.is_over() {
                library::tell_written(nth + 1, n_sheets);
                slice.rest().await;
            }
        }
        library::tell_written(n_sheets, n_sheets);
    }

    /// The element of a block, with its highlights drawn and those around it.
    pub(crate) fn block(&self, block: usize) -> Option<HtmlElement> {
        let index = self.0.sheet_of(block)?;
        let last = (index + 1).min(self.0.sheets.len() - 1);
        for index in index.saturating_sub(1)..=last {
            self.0.come_near(index);
        }
        self.0.block(block)
    }

    /// The element where a page begins.
    pub(crate) fn page(&self, number: u32) -> Option<HtmlElement> {
        let block = block_of_page(&self.0.writer.reading.brief, number)?;
        self.block(block)?;
        let sheet = &self.0.sheets[self.0.sheet_of(block)?];
        element::find(&sheet.element, &format!("[data-page=\"{number}\"]"))
    }

    /// Has something done about highlights, as soon as what draws them is here.
    pub(crate) fn have_painted(&self, painting: Painting) {
        later::carry_out(self.0.session, Marking::Paint(self.clone(), painting));
    }

    /// Draws all highlights, for paper; or no more than those near the window.
    pub(crate) fn print(&self, is_printing: bool) {
        self.0.is_printing.set(is_printing);
        for index in 0..self.0.sheets.len() {
            self.0.write(index);
            self.0.have_painted(Painting::Sheet(index));
        }
    }
}

impl Sheets {
    /// Takes in that a folio came near the window, or went far from it: the browser looks in each frame
    /// at all that is watched, and a volume has hundreds of sheets.
    fn follow_folio(self: &Rc<Sheets>, folio: &Element, found: Found) {
        let first = folio.get_attribute("data-folio").and_then(|first| first.parse::<usize>().ok());
        let n_sheets = usize::try_from(folio.child_element_count()).unwrap_or(0);
        let sheets = first.and_then(|first| self.sheets.get(first..first + n_sheets));
        for (sheet, nth) in sheets.into_iter().flatten().zip(first.unwrap_or(0)..) {
            match found {
                Found::Near(_) => self.near.watch(&sheet.element),
                Found::Far => {
                    self.near.forget(&sheet.element);
                    self.leave(nth);
                }
            }
        }
    }

    /// Takes in that a sheet came near the window, or went far from it. What is in the window is drawn
    /// now, what is beside it before one gets there.
    fn follow(self: &Rc<Sheets>, element: &Element, found: Found) {
        let nth = element.get_attribute("data-sheet").and_then(|nth| nth.parse::<usize>().ok());
        let Some((nth, sheet)) = nth.and_then(|nth| Some((nth, self.sheets.get(nth)?))) else {
            return;
        };
        match found {
            Found::Near(away) if away != 0.0 && sheet.is_written.get() => {
                if !sheet.is_near.get() {
                    self.enter(sheet);
                    self.have_painted(Painting::Coming(nth, away));
                }
            }
            Found::Near(_) => self.come_near(nth),
            Found::Far => self.leave(nth),
        }
    }

    /// Takes in that a sheet is far from the window.
    fn leave(self: &Rc<Sheets>, nth: usize) {
        let sheet = &self.sheets[nth];
        if sheet.is_near.replace(false) {
            sheet.is_due.set(false);
            self.hits.borrow_mut().forget();
            let _ = sheet.element.remove_attribute(place::NEAR);
            self.have_painted(Painting::Gone(nth));
        }
    }

    /// Has a sheet near the window with all of its highlights drawn.
    fn come_near(self: &Rc<Sheets>, nth: usize) {
        let sheet = &self.sheets[nth];
        let (was_near, was_due) = (sheet.is_near.get(), sheet.is_due.replace(false));
        if !was_near {
            self.enter(sheet);
            self.write(nth);
        }
        if !was_near || was_due {
            self.have_painted(Painting::Sheet(nth));
            self.session.tell_drawn();
        }
    }

    fn enter(&self, sheet: &Sheet) {
        sheet.is_near.set(true);
        self.hits.borrow_mut().forget();
        element::set(&sheet.element, place::NEAR, "");
    }

    /// Has something done about highlights that are near or far now. Before what draws them is here there
    /// are none; once it is, all blocks that have some are told of.
    fn have_painted(self: &Rc<Sheets>, painting: Painting) {
        if later::can_mark() {
            Paper(Rc::clone(self)).have_painted(painting);
        }
    }

    /// Whether the highlights of a sheet are to be in the page.
    fn paints(&self, sheet: &Sheet) -> bool {
        sheet.is_near.get() || self.is_printing.get()
    }

    /// Writes a sheet that is blank.
    fn write(&self, nth: usize) {
        let sheet = &self.sheets[nth];
        if sheet.is_written.replace(true) {
            return;
        }
        self.hits.borrow_mut().forget();
        if nth == 0 {
            self.writer.stamps_after(None, &sheet.element);
        }
        for section in &sheet.sections {
            element::put(&sheet.element, &self.writer.section(section));
        }
        if sheet.is_last_of_text {
            self.writer.last_foot(&sheet.element);
        }
    }

    /// The sheet that a block is on.
    fn sheet_of(&self, block: usize) -> Option<usize> {
        let index = self.sheets.partition_point(|sheet| sheet.blocks.end <= block);
        (index < self.sheets.len()).then_some(index)
    }

    /// The element of a block on a sheet that is written.
    fn block(&self, block: usize) -> Option<HtmlElement> {
        let sheet = &self.sheets[self.sheet_of(block)?];
        element::find(&sheet.element, &format!("[data-block=\"{block}\"]"))
    }
}

/// Writes all of a brief on sheets that nobody draws on, in an element that holds nothing.
pub(super) fn write_pages(session: Session, reading: &Arc<Reading>, root: &Element) {
    let brief = &reading.brief;
    let writer = Writer::new(session, Arc::clone(reading));
    let width = root.client_width();
    for (nth, cut) in cut(brief, &brief.sections()).into_iter().enumerate() {
        let sheet = blank(reading, &cut, nth, height(reading, &cut.blocks, width));
        if nth == 0 {
            writer.stamps_after(None, &sheet);
        }
        for section in &cut.sections {
            element::put(&sheet, &writer.section(section));
        }
        element::put(root, &sheet);
    }
}

/// How many sheets are a folio.
const N_FOLIO: usize = 24;

/// Puts sheets into an element, in folios: what must look at every child of the text, as a change of
/// style does, looks at some dozen folios, and into those alone that are near.
///
/// `first` is how many sheets come before these. Gives the folios.
fn bind(sheets: &[Sheet], first: usize, parent: &Element) -> Vec<Element> {
    let bind = |(nth, sheets): (usize, &[Sheet])| {
        let folio = element::make("div", &[("class", "folio")]);
        element::set(&folio, "data-folio", &(first + nth * N_FOLIO).to_string());
        let from = sheets.first().and_then(|sheet| sheet.element.get_attribute("data-from"));
        element::set(&folio, "data-from", &from.unwrap_or_default());
        let height: u32 = sheets.iter().map(|sheet| sheet.height).sum();
        element::style(&folio, "contain-intrinsic-block-size", &format!("auto {height}px"));
        for sheet in sheets {
            element::put(&folio, &sheet.element);
        }
        element::put(parent, &folio);
        folio
    };
    sheets.chunks(N_FOLIO).enumerate().map(bind).collect()
}

/// A sheet on which nothing is written yet, of a height in CSS pixels.
fn blank(reading: &Reading, cut: &Cut, nth: usize, height: u32) -> Element {
    let start = reading.brief.blocks[cut.blocks.start].span.start.0.to_string();
    let nth = nth.to_string();
    let sheet =
        element::make("div", &[("class", "sheet"), ("data-from", &start), ("data-sheet", &nth)]);
    element::style(&sheet, "contain-intrinsic-block-size", &format!("auto {height}px"));
    sheet
}

/// How high some blocks will be on a page of some width, by the type that the style sheet sets; both
/// in CSS pixels. The browser puts what it finds in the place of this as soon as it has laid them out.
fn height(reading: &Reading, blocks: &Range<usize>, width: i32) -> u32 {
    const LETTER: u32 = 8;
    const LINE: u32 = 30;
    const BETWEEN: u32 = 18;
    const PAGE_BREAK: u32 = 75;
    let per_line = (u32::try_from(width).unwrap_or(0) / LETTER).max(20);
    let brief = &reading.brief;
    let heights = blocks.clone().map(|index| {
        let block = &brief.blocks[index];
        let before = index.checked_sub(1).map_or(0, |before| brief.blocks[before].page);
        let breaks = block.page.saturating_sub(before) * PAGE_BREAK;
        block.span.len().div_ceil(per_line) * LINE + BETWEEN + breaks
    });
    heights.sum()
}

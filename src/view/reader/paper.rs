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

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use web_sys::{Element, HtmlElement};

use super::super::library;
use super::super::session::{Reading, Session};
use super::block::{Part, Writer};
use super::furniture::block_of_page;
use super::stripes;
use crate::annotation::{Anchor, AnnotationId};
use crate::brief::Section;
use crate::browser::clock::{self, Slice};
use crate::browser::near::{Found, Near};
use crate::browser::renewal::renew;
use crate::browser::{element, page, place, selection};
use crate::text::{CodePoint, Span};
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

    /// Draws blocks anew whose highlights look otherwise. Where they are many, those in the window: the
    /// others near it follow a moment later.
    pub(crate) fn redraw(&self, blocks: &BTreeSet<usize>) {
        let near = blocks.iter().filter_map(|block| {
            let nth = self.0.sheet_of(*block)?;
            let sheet = &self.0.sheets[nth];
            (sheet.is_written.get() && self.0.paints(sheet)).then_some((nth, *block))
        });
        let near: Vec<_> = near.collect();
        if near.is_empty() {
            return;
        }
        let now = self.0.put_off(near).into_iter();
        let now = now.map(|(nth, block)| (&self.0.sheets[nth], block));
        self.0.draw(&self.0.root, now);
        self.0.writer.session.tell_drawn();
    }

    /// Writes blocks anew whose words are set otherwise, wherever they are. What lies on elements of the
    /// text is to be told when all of them are ([`Session::tell_drawn`]).
    pub(crate) fn rewrite(&self, blocks: &[usize]) {
        let written = blocks.iter().filter_map(|block| {
            let sheet = &self.0.sheets[self.0.sheet_of(*block)?];
            sheet.is_written.get().then_some((sheet, *block))
        });
        self.0.draw(&self.0.root, written);
    }

    /// Outlines the words of an annotation, and those of no other.
    pub(crate) fn activate(&self, active: Option<&AnnotationId>) {
        let before = self.0.writer.active.replace(active.cloned());
        for id in before.iter().chain(active) {
            for block in self.0.blocks_of(id) {
                let Some(element) = self.0.block(block) else { continue };
                for mark in element::find_all(&element, "mark") {
                    let ids = mark.get_attribute("data-annotations").unwrap_or_default();
                    let is_active = active.is_some_and(|id| ids.split(' ').any(|it| it == id.0));
                    // A class with a fixed name is always accepted.
                    let _ = mark.class_list().toggle_with_force("active", is_active);
                }
            }
        }
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

    /// The first words of an annotation, where they are painted.
    pub(crate) fn mark(&self, id: &AnnotationId) -> Option<HtmlElement> {
        let block = self.block(*self.0.blocks_of(id).first()?)?;
        let marks = element::find_all(&block, "mark");
        marks.into_iter().find(|mark| {
            let ids = mark.get_attribute("data-annotations").unwrap_or_default();
            ids.split(' ').any(|it| it == id.0)
        })
    }

    /// The annotations whose words lie under a point of the window, shortest first, and where the run
    /// of words begins that they have in common. In CSS pixels.
    pub(crate) fn under(&self, x: f64, y: f64) -> Option<(CodePoint, Vec<AnnotationId>)> {
        let sheets = self.0.sheets.iter().filter(|sheet| sheet.is_near.get());
        let sheets = sheets.map(|sheet| &sheet.element);
        let at = self.0.hits.borrow_mut().under(&self.0.root, sheets, x, y)?;
        let brief = &self.0.writer.reading.brief;
        Some((at, self.0.session.with_layer_untracked(|layer| layer.at(brief, at))))
    }

    /// Draws all highlights, for paper; or no more than those near the window.
    pub(crate) fn print(&self, is_printing: bool) {
        self.0.is_printing.set(is_printing);
        for (index, sheet) in self.0.sheets.iter().enumerate() {
            self.0.write(index);
            self.0.paint(sheet);
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
                    self.draw_later(nth, away);
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
            self.clear_later(nth);
        }
    }

    /// Has a sheet near the window with all of its highlights drawn.
    fn come_near(&self, nth: usize) {
        let sheet = &self.sheets[nth];
        let (was_near, was_due) = (sheet.is_near.get(), sheet.is_due.replace(false));
        if !was_near {
            self.enter(sheet);
            self.write(nth);
        }
        if !was_near || was_due {
            self.paint(sheet);
            self.writer.session.tell_drawn();
        }
    }

    fn enter(&self, sheet: &Sheet) {
        sheet.is_near.set(true);
        self.hits.borrow_mut().forget();
        element::set(&sheet.element, place::NEAR, "");
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
        let paints = self.paints(sheet);
        let segments = |block: usize| {
            if !paints {
                return Vec::new();
            }
            let segments = self.segments(block);
            if !segments.is_empty() {
                sheet.painted.borrow_mut().insert(block, None);
            }
            segments
        };
        if nth == 0 {
            self.writer.stamps_after(None, &sheet.element);
        }
        for section in &sheet.sections {
            element::put(&sheet.element, &self.writer.section(section, &segments));
        }
        if sheet.is_last_of_text {
            self.writer.last_foot(&sheet.element);
        }
    }

    /// Draws the highlights of a sheet that is written, or takes them away, as it is near or far.
    fn paint(&self, sheet: &Sheet) {
        let others: Vec<usize> = if self.paints(sheet) {
            self.unpainted(sheet).into_iter().map(|(block, _)| block).collect()
        } else {
            sheet.painted.borrow().keys().copied().collect()
        };
        if !others.is_empty() {
            self.draw(&sheet.element, others.into_iter().map(|block| (sheet, block)));
        }
    }

    /// The blocks of a sheet whose highlights are not in the page as they are now, with how many segments
    /// each has: at least one where something is to be drawn.
    fn unpainted(&self, sheet: &Sheet) -> Vec<(usize, usize)> {
        let (painted, stale) = (sheet.painted.borrow(), sheet.stale.borrow());
        let count = |block: usize| {
            let is_stale = stale.contains(&block);
            let is_drawn = painted.contains_key(&block) && !is_stale;
            let n_segments = if is_drawn { 0 } else { self.segments(block).len() };
            (block, n_segments.max(usize::from(is_stale)))
        };
        sheet.blocks.clone().map(count).filter(|(_, n_segments)| *n_segments > 0).collect()
    }

    /// Writes the words of blocks anew, all of them inside one element: the runs that are others now. What
    /// is selected there stays selected, and the focus stays where it was.
    fn draw<'a>(&self, inside: &Element, blocks: impl Iterator<Item = (&'a Sheet, usize)>) {
        let text = &self.writer.reading.brief.text;
        // Once for all of them: to ask for the selection can have the page laid out.
        let held = selection::hold(text, inside);
        for (sheet, block) in blocks {
            self.draw_block(sheet, block);
        }
        held(text);
    }

    fn draw_block(&self, sheet: &Sheet, block: usize) {
        sheet.stale.borrow_mut().remove(&block);
        let element = element::find(&sheet.element, &format!("[data-block=\"{block}\"]"));
        let Some(words) = element.and_then(|it| element::find(&it, ".words")) else { return };
        let segments = if self.paints(sheet) { self.segments(block) } else { Vec::new() };
        let before = sheet.painted.borrow_mut().remove(&block).flatten();
        let before = before.as_ref();
        let now = Drawn {
            words: self.writer.parts(block, &segments),
            stripes: self.writer.stripes(block, &segments),
        };
        self.hits.borrow_mut().forget();
        let focus = page::hold_focus(&words);
        let words_before = before.map(|before| before.words.as_slice());
        renew(&words, words_before, &now.words, |part| self.writer.part(block, part));
        if let Some(inside) = words.parent_element() {
            let stripes_before = before.map(|before| before.stripes.as_slice());
            self.writer.draw_stripes(&inside, stripes_before, &now.stripes);
        }
        focus();
        if !segments.is_empty() {
            sheet.painted.borrow_mut().insert(block, Some(now));
        }
    }

    fn segments(&self, block: usize) -> Vec<crate::annotation::Segment<AnnotationId>> {
        self.session.with_layer_untracked(|layer| layer.segments(&self.writer.reading.brief, block))
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

    /// The blocks that the words of an annotation stand in.
    fn blocks_of(&self, id: &AnnotationId) -> Vec<usize> {
        let brief = &self.writer.reading.brief;
        let spans: Vec<Span> = self.session.with_layer_untracked(|layer| {
            layer.anchors(id).iter().filter_map(Anchor::settled).collect()
        });
        spans
            .into_iter()
            .flat_map(|span| {
                let first = brief.block_at(span.start).unwrap_or(0);
                first..brief.blocks.partition_point(|block| block.span.start < span.end)
            })
            .collect()
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

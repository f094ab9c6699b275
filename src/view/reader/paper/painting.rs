//! Draws the highlights of the text: what comes after the words. The words are written without it, so
//! that they can be read before it is here.

use std::collections::BTreeSet;

use web_sys::{Element, HtmlElement};

use super::{Drawn, Paper, Sheet, Sheets};
use crate::annotation::{Anchor, AnnotationId, Segment};
use crate::browser::renewal::renew;
use crate::browser::{element, page, selection};
use crate::text::{CodePoint, Span};

/// What is to be done about highlights.
#[derive(Clone)]
pub(crate) enum Painting {
    /// Draw those of a sheet, or take them away, as it is near or far.
    Sheet(usize),
    /// Draw those of a sheet that came near, in the next frames: how far from the window it was then, in
    /// CSS pixels; negative above it.
    Coming(usize, f64),
    /// Take away those of a sheet that went far, in one of the next frames.
    Gone(usize),
    /// Draw blocks anew whose highlights look otherwise.
    Blocks(BTreeSet<usize>),
}

impl Paper {
    /// Does what is to be done about highlights.
    pub(crate) fn paint(&self, painting: Painting) {
        match painting {
            Painting::Sheet(nth) => self.0.paint(&self.0.sheets[nth]),
            Painting::Coming(nth, away) => self.0.draw_later(nth, away),
            Painting::Gone(nth) => self.0.clear_later(nth),
            Painting::Blocks(blocks) => self.redraw(&blocks),
        }
    }

    /// Draws blocks anew whose highlights look otherwise. Where they are many, those in the window: the
    /// others near it follow a moment later.
    fn redraw(&self, blocks: &BTreeSet<usize>) {
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
}

impl Sheets {
    /// Draws the highlights of a sheet that is written, or takes them away, as it is near or far.
    pub(super) fn paint(&self, sheet: &Sheet) {
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
    pub(super) fn unpainted(&self, sheet: &Sheet) -> Vec<(usize, usize)> {
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
    pub(super) fn draw<'a>(
        &self,
        inside: &Element,
        blocks: impl Iterator<Item = (&'a Sheet, usize)>,
    ) {
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

    fn segments(&self, block: usize) -> Vec<Segment<AnnotationId>> {
        self.session.with_layer_untracked(|layer| layer.segments(&self.writer.reading.brief, block))
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

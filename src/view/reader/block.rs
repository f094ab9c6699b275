//! One block on the page: its label beside its words, its highlights, its footnote marks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::GetUntracked as _;
use web_sys::Element;

use super::super::session::{Reading, Session};
use super::furniture::Turns;
use super::inline::{Piece, Run, is_plain, pieces};
use super::pattern::Patterns;
use crate::annotation::AnnotationId;
use crate::brief::{Kind, Node, Section};
use crate::browser::element::{clear, put, put_text, set, set_number, write};
use crate::route::{Place, Route};
use crate::text::Span;

/// Writes the blocks of a brief as elements of the page.
pub(super) struct Writer {
    pub(super) session: Session,
    pub(super) reading: Arc<Reading>,
    pub(super) patterns: Patterns,
    pub(super) turns: Turns,
    /// The annotation that the reader is looking at.
    pub(super) active: RefCell<Option<AnnotationId>>,
    /// The exemption codes that are stamped after each block (`None`: at the very start).
    pub(super) codes: BTreeMap<Option<usize>, Vec<usize>>,
}

impl Writer {
    /// Gets ready to write a brief.
    pub(super) fn new(session: Session, reading: Arc<Reading>) -> Writer {
        let mut codes: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, code) in reading.brief.codes.iter().enumerate() {
            codes.entry(code.after).or_default().push(index);
        }
        let active = RefCell::new(session.active.get_untracked());
        Writer {
            session,
            reading,
            patterns: Patterns::make(),
            turns: Turns::default(),
            active,
            codes,
        }
    }

    /// A section with all its blocks; no words of it are marked.
    pub(super) fn section(&self, section: &Section) -> Element {
        let element = self.patterns.section();
        self.nodes(&section.nodes, &element);
        element
    }

    fn nodes(&self, nodes: &[Node], parent: &Element) {
        for node in nodes {
            match node {
                Node::Block(index) => self.block(*index, parent),
                Node::List(items) => {
                    let list = self.patterns.list();
                    for item in items {
                        let entry = self.patterns.entry();
                        self.block(item.block, &entry);
                        self.nodes(&item.under, &entry);
                        put(&list, &entry);
                    }
                    put(parent, &list);
                }
            }
        }
    }

    /// A block, with the pages that begin before it and the codes that are stamped after it.
    fn block(&self, index: usize, parent: &Element) {
        self.breaks_before(index, parent);
        let block = &self.reading.brief.blocks[index];
        let blank = self.patterns.block(block.kind, block.label.is_some());
        set_number(&blank.block, "data-block", number(index));
        set(&blank.block, "data-id", &block.id);
        if let (Some(label), Some(link)) = (&block.label, &blank.label) {
            set(link, "href", &address(&self.reading, index));
            set(link, "aria-label", &block.citation);
            write(link, label);
        }
        let links = self.reading.links_in(index);
        if is_plain(&self.reading.brief, block, &links) {
            self.fill(&blank.run(), block.span);
        } else {
            clear(&blank.words);
            for piece in pieces(&self.reading.brief, block, &links, &[]) {
                put(&blank.words, &self.piece(index, &piece));
            }
        }
        if matches!(block.kind, Kind::Footnote) {
            self.back_to_reference(index, &blank.inside);
        }
        put(parent, &blank.block);
        self.stamps_after(Some(index), parent);
    }

    /// Writes a piece of a block, unpainted.
    pub(super) fn piece(&self, index: usize, piece: &Piece) -> Element {
        match piece {
            Piece::Turn(number) => self.turn(*number),
            Piece::Reference(nth) => self.reference(index, *nth),
            Piece::Run(run) => self.styled(run),
        }
    }

    /// The words of a run, in the elements that say how they are set. The innermost holds the words
    /// alone and says where they begin.
    pub(super) fn styled(&self, run: &Run) -> Element {
        let mut element = self.patterns.run();
        self.fill(&element, run.span);
        let mut wrap = |outer: Element| {
            put(&outer, &element);
            element = outer;
        };
        if let Some(redaction) = run.redaction {
            let withheld = self.patterns.withheld();
            set_number(&withheld, "data-redaction", number(redaction));
            wrap(withheld);
        }
        if let Some(target) = run.link {
            let link = self.patterns.link();
            set(&link, "href", &address(&self.reading, target));
            wrap(link);
        }
        for style in &run.styles {
            wrap(self.patterns.style(*style));
        }
        element
    }

    /// Writes words into a run, which says where they begin.
    pub(super) fn fill(&self, run: &Element, words: Span) {
        set_number(run, "data-at", words.start.0);
        write(run, self.reading.brief.text.slice(words));
    }

    fn reference(&self, block: usize, nth: usize) -> Element {
        let reference = &self.reading.brief.blocks[block].references[nth];
        let element = self.patterns.reference(reference.note.is_some());
        set(&element, "data-says", &reference.mark);
        if let Some(note) = reference.note {
            set(&element, "href", &address(&self.reading, note));
            set(&element, "aria-label", &format!("footnote {}", reference.mark));
        }
        element
    }

    /// The way back from a footnote to each place that refers to it.
    fn back_to_reference(&self, note: usize, parent: &Element) {
        for index in &self.reading.brief.blocks[note].referred_by {
            let element = self.patterns.back();
            set(&element, "href", &address(&self.reading, *index));
            let citation = &self.reading.brief.blocks[*index].citation;
            set(&element, "aria-label", &format!("back to {citation}"));
            put_text(parent, " ");
            put(parent, &element);
        }
    }
}

/// The address of a block.
pub(super) fn address(reading: &Reading, index: usize) -> String {
    let place = Place::Block(reading.brief.blocks[index].id.clone());
    Route::Brief { slug: reading.slug(), place }.to_string()
}

/// The place of something among its like, as an attribute says it.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index)
        .expect("a brief has fewer parts than code points, and those are counted in 32 bits")
}

//! Page turns, markings and stamps: shown as they are printed, and no part of the reading text.
//!
//! Their letters reach the page by the style sheet (`content: attr(…)`), so that selecting, copying
//! and the browser's own find pass over them; those who listen hear "page 5".

use web_sys::Element;

use super::block::{Writer, number};
use crate::brief::{Brief, Kind, Marking, Page};
use crate::browser::element::{put, put_before, set, set_number};

impl Writer {
    /// A page turn inside a sentence.
    pub(super) fn turn(&self, number: u32) -> Element {
        let element = self.patterns.turn();
        name_page(&element, number);
        if let Some(furniture) = element.first_element_child() {
            set(&furniture, "data-says", &format!("p. {number}"));
            if let Some(foot) = self.foot_of(number - 1) {
                put_before(&furniture, &self.marking(foot));
            }
        }
        if let Some(head) = self.page(number).and_then(|page| page.head.as_ref()) {
            put(&element, &self.marking(head));
        }
        element
    }

    /// Everything that stands between a block and the one before it: the pages that begin there.
    pub(super) fn breaks_before(&self, block: usize, parent: &Element) {
        for number in pages_before(&self.reading.brief, block) {
            let element = self.patterns.page();
            name_page(&element, number);
            let markings = element.first_element_child();
            let says = markings.as_ref().and_then(Element::first_element_child);
            if let (Some(markings), Some(says)) = (markings, says) {
                set(&says, "data-says", &format!("page {number}"));
                if let Some(foot) = self.foot_of(number - 1) {
                    put_before(&says, &self.marking(foot));
                }
                if let Some(head) = self.page(number).and_then(|page| page.head.as_ref()) {
                    put(&markings, &self.marking(head));
                }
            }
            for stamp in self.page(number).map_or(&[][..], |page| &page.stamps) {
                let furniture = self.patterns.furniture();
                set(&furniture, "data-says", stamp);
                put(&element, &furniture);
            }
            put(parent, &element);
        }
    }

    /// The marking at the foot of the last page.
    pub(super) fn last_foot(&self, parent: &Element) {
        let last = self.reading.brief.pages.last().map_or(0, |page| page.number);
        let Some(foot) = self.foot_of(last) else { return };
        let element = self.patterns.last();
        if let Some(markings) = element.first_element_child() {
            put(&markings, &self.marking(foot));
        }
        put(parent, &element);
    }

    /// The exemption codes that are stamped after a block (`None`: at the very start).
    pub(super) fn stamps_after(&self, block: Option<usize>, parent: &Element) {
        for index in self.codes.get(&block).into_iter().flatten() {
            let code = &self.reading.brief.codes[*index].code;
            let element = self.patterns.stamp();
            if let Some(button) = element.first_element_child() {
                set(&button, "aria-label", &format!("Exemption code {code}: what it means"));
                set(&button, "data-says", code);
                set_number(&button, "data-code", number(*index));
            }
            put(parent, &element);
        }
    }

    fn page(&self, number: u32) -> Option<&Page> {
        self.reading.brief.pages.get(number.checked_sub(1)? as usize)
    }

    fn foot_of(&self, number: u32) -> Option<&Marking> {
        self.page(number)?.foot.as_ref()
    }

    fn marking(&self, marking: &Marking) -> Element {
        let element = self.patterns.furniture();
        let class = if marking.struck { "furniture marking struck" } else { "furniture marking" };
        set(&element, "class", class);
        set(&element, "data-says", &marking.printed);
        element
    }
}

fn name_page(element: &Element, number: u32) {
    set(element, "aria-label", &format!("page {number}"));
    set_number(element, "data-page", number);
}

/// The numbers of the pages that begin between a block and the one before it. Footnotes stand at
/// the end of the brief and not on their page, so no page begins there.
fn pages_before(brief: &Brief, block: usize) -> std::ops::RangeInclusive<u32> {
    if matches!(brief.blocks[block].kind, Kind::Footnote) {
        #[expect(clippy::reversed_empty_ranges, reason = "no page at all")]
        return 1..=0;
    }
    block.checked_sub(1).map_or(0, |before| last_page(brief, before)) + 1..=brief.blocks[block].page
}

/// The number of the page that a block ends on.
fn last_page(brief: &Brief, block: usize) -> u32 {
    let block = &brief.blocks[block];
    block.turns.last().map_or(block.page, |turn| turn.page)
}

/// The block that a page begins in or before.
pub(super) fn block_of_page(brief: &Brief, number: u32) -> Option<usize> {
    let is_note = |kind| matches!(kind, Kind::Footnote);
    let n_blocks = brief.blocks.partition_point(|block| !is_note(block.kind));
    let pages = brief.blocks[..n_blocks].iter();
    let ends: Vec<u32> = pages.enumerate().map(|(index, _)| last_page(brief, index)).collect();
    let block = ends.partition_point(|end| *end < number);
    (block < n_blocks).then_some(block)
}

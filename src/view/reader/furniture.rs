//! Page turns, markings and stamps: shown as they are printed, and no part of the reading text.
//!
//! Their letters reach the page by the style sheet (`content: attr(…)`), so that selecting, copying
//! and the browser's own find pass over them; those who listen hear "page 5".

use std::cell::RefCell;

use web_sys::Element;

use super::block::{Writer, number};
use super::pattern::{Patterns, first, next};
use crate::brief::{Brief, Kind, Marking, Page};
use crate::browser::element::{copy, put, put_before, set, set_number};

/// The page turns that were written last: nearly every page has the markings of the one before.
#[derive(Default)]
pub(super) struct Turns {
    inside: RefCell<Option<Turn>>,
    between: RefCell<Option<Turn>>,
}

/// What stands where a page turns, to be copied where the same is printed.
struct Turn {
    /// The number of the page that began there.
    number: u32,
    element: Element,
}

impl Writer {
    /// A page turn inside a sentence.
    pub(super) fn turn(&self, number: u32) -> Element {
        let before = &self.turns.inside;
        let (element, says) = self.begin_page(number, before, Patterns::turn, Element::clone);
        set(&says, "data-says", &format!("p. {number}"));
        element
    }

    /// Everything that stands between a block and the one before it: the pages that begin there.
    pub(super) fn breaks_before(&self, block: usize, parent: &Element) {
        for number in pages_before(&self.reading.brief, block) {
            let before = &self.turns.between;
            let (element, says) = self.begin_page(number, before, Patterns::page, first);
            set(&says, "data-says", &format!("page {number}"));
            for stamp in self.page(number).map_or(&[][..], |page| &page.stamps) {
                let furniture = self.patterns.furniture();
                set(&furniture, "data-says", stamp);
                put(&element, &furniture);
            }
            put(parent, &element);
        }
    }

    /// What stands where a page begins, with the markings of both pages, and the element in it that is to
    /// say its number. A copy of the turn before where that shows the same, else of one that is made: `line`
    /// finds in it where the markings go.
    fn begin_page(
        &self,
        number: u32,
        before: &RefCell<Option<Turn>>,
        make: fn(&Patterns) -> Element,
        line: fn(&Element) -> Element,
    ) -> (Element, Element) {
        let printed = self.printed_at(number);
        let [foot, head] = printed;
        let is_same = |turn: &Turn| self.printed_at(turn.number).map(look) == printed.map(look);
        let known = before.take().filter(is_same);
        let turn = known.unwrap_or_else(|| {
            let element = make(&self.patterns);
            let line = line(&element);
            if let Some(foot) = foot {
                put_before(&first(&line), &self.marking(foot));
            }
            if let Some(head) = head {
                put(&line, &self.marking(head));
            }
            Turn { number, element }
        });
        let element = copy(&turn.element);
        let begins = first(&line(&element));
        let says = if foot.is_some() { next(&begins) } else { begins };
        before.replace(Some(turn));
        name_page(&element, number);
        (element, says)
    }

    /// The marking at the foot of the last page.
    pub(super) fn last_foot(&self, parent: &Element) {
        let last = self.reading.brief.pages.last().map_or(0, |page| page.number);
        let Some(foot) = self.foot_of(last) else { return };
        let element = self.patterns.last();
        put(&first(&element), &self.marking(foot));
        put(parent, &element);
    }

    /// The exemption codes that are stamped after a block (`None`: at the very start).
    pub(super) fn stamps_after(&self, block: Option<usize>, parent: &Element) {
        for index in self.codes.get(&block).into_iter().flatten() {
            let code = &self.reading.brief.codes[*index].code;
            let element = self.patterns.stamp();
            let button = first(&element);
            set(&button, "aria-label", &format!("Exemption code {code}: what it means"));
            set(&button, "data-says", code);
            set_number(&button, "data-code", number(*index));
            put(parent, &element);
        }
    }

    fn page(&self, number: u32) -> Option<&Page> {
        self.reading.brief.pages.get(number.checked_sub(1)? as usize)
    }

    /// The markings at the foot of the page before and at the head of one.
    fn printed_at(&self, number: u32) -> [Option<&Marking>; 2] {
        [self.foot_of(number - 1), self.page(number).and_then(|page| page.head.as_ref())]
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

/// All that is seen of a marking.
fn look(marking: Option<&Marking>) -> Option<(&str, bool)> {
    marking.map(|marking| (marking.printed.as_str(), marking.struck))
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

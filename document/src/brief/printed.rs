//! What is printed between the words of a brief and is none of them: labels, footnote marks, and what
//! stands where a page turns. Whoever quotes the page, and not the reading text, quotes it too.

use super::line::{self, LineKind};
use super::{Block, Brief};
use crate::text::{CodePoint, Span};

/// Whether a line is none of the words wherever it stands: a marking, a page number between lines, a
/// stamp, exemption codes, a rule or a bullet that bears nothing.
#[must_use]
pub fn is_furniture(line: &str) -> bool {
    !matches!(line::classify(line), LineKind::Text | LineKind::Blank)
}

/// What is printed at one place between the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed<'brief> {
    /// The code point that it stands before.
    pub at: CodePoint,
    /// Each label, mark, marking, page number, stamp and code, as printed. In which order they stand on the
    /// page is not known of all of them.
    pub what: Vec<&'brief str>,
}

impl Brief {
    /// What is printed inside a span and at its edges, in order of place; no two at one place. Places
    /// where a block begins are among them even where nothing is printed there.
    pub fn printed_in(&self, span: Span) -> impl Iterator<Item = Printed<'_>> {
        let first = self.block_at(span.start).unwrap_or(0);
        let begun = move |(_, block): &(usize, &Block)| block.span.start <= span.end;
        let blocks = self.blocks.iter().enumerate().skip(first).take_while(begun);
        let printed = blocks.flat_map(|(index, block)| self.printed_on(index, block));
        printed.filter(move |printed| span.start <= printed.at && printed.at <= span.end)
    }

    /// What is printed before a block and in it.
    fn printed_on<'brief>(
        &'brief self,
        index: usize,
        block: &'brief Block,
    ) -> Vec<Printed<'brief>> {
        let after = index.checked_sub(1);
        let last_page = |before: usize| self.page_at(self.blocks[before].span.end);
        let before = after.map_or(block.page, last_page);
        let codes = self.codes.iter().filter(|code| code.after == after);
        let beside = self.at_turn(before, block.page).chain(block.label.as_deref());
        let what = beside.chain(codes.map(|code| code.code.as_str())).collect();
        let mut printed = vec![Printed { at: block.span.start, what }];
        let marks = block.references.iter();
        printed.extend(marks.map(|it| Printed { at: it.at, what: vec![&it.mark] }));
        let mut page = block.page;
        for turn in &block.turns {
            printed.push(Printed { at: turn.at, what: self.at_turn(page, turn.page).collect() });
            page = turn.page;
        }
        printed.sort_by_key(|printed| printed.at);
        printed.dedup_by(|later, kept| {
            let is_one = later.at == kept.at;
            if is_one {
                kept.what.append(&mut later.what);
            }
            is_one
        });
        printed
    }

    /// What stands at head and foot of the pages from one to another; nothing where they are one.
    fn at_turn(&self, from: u32, to: u32) -> impl Iterator<Item = &str> {
        let first = self.pages.partition_point(|page| page.number < from);
        let n_pages = if from < to { (to - from) as usize + 1 } else { 0 };
        self.pages[first..].iter().take(n_pages).flat_map(|page| {
            let markings = [&page.head, &page.foot].into_iter().flatten();
            let markings = markings.map(|marking| marking.printed.as_str());
            let stamps = page.stamps.iter().map(String::as_str);
            markings.chain(page.printed.as_deref()).chain(stamps)
        })
    }
}

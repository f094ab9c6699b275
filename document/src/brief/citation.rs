//! Places in a brief: the block, the page and the citation of each, as a person would say them.

use std::ops::Range;

use super::{Block, Brief, Part, parse};
use crate::text::{CodePoint, Passage, Span};

impl Brief {
    /// The text of a block.
    #[must_use]
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.slice(block.span)
    }

    /// Index of the block that holds a place; the line feed after a block belongs to it.
    #[must_use]
    pub fn block_at(&self, place: CodePoint) -> Option<usize> {
        let index =
            self.blocks.partition_point(|block| block.span.start <= place).checked_sub(1)?;
        (place <= self.text.len()).then_some(index)
    }

    /// Index of the block with an id.
    #[must_use]
    pub fn block_by_id(&self, id: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.id == id)
    }

    /// The number of the page that a place is on.
    #[must_use]
    pub fn page_at(&self, place: CodePoint) -> u32 {
        let Some(block) = self.block_at(place).map(|index| &self.blocks[index]) else { return 1 };
        let n_turned = block.turns.partition_point(|turn| turn.at <= place);
        n_turned.checked_sub(1).map_or(block.page, |turn| block.turns[turn].page)
    }

    /// The passage nearest to a span. A redaction is one thing: what takes in a part of it takes in the
    /// whole. `None` where nothing is left.
    #[must_use]
    pub fn passage(&self, span: Span) -> Option<Passage> {
        let touched = &self.redactions[self.redactions_in(span)];
        let whole = touched.iter().fold(span, |whole, redaction| Span {
            start: whole.start.min(redaction.span.start),
            end: whole.end.max(redaction.span.end),
        });
        Passage::around(&self.text, whole)
    }

    /// Which of [`Brief::redactions`] a span touches.
    #[must_use]
    pub fn redactions_in(&self, span: Span) -> Range<usize> {
        if span.is_empty() {
            return 0..0;
        }
        // They are disjoint, in reading order.
        let first = self.redactions.partition_point(|it| it.span.end <= span.start);
        let end = self.redactions.partition_point(|it| it.span.start < span.end);
        first..end.max(first)
    }

    /// How a person cites a span: `¶11.l(3), p. 14`, or `¶2–¶3, pp. 3–4` across several.
    #[must_use]
    pub fn cite(&self, span: Span) -> String {
        let last = CodePoint(span.end.0.saturating_sub(1).max(span.start.0));
        let place = |at| self.block_at(at).map_or("", |index| &self.blocks[index].citation);
        let (from, to) = (place(span.start), place(last));
        let (first_page, last_page) = (self.page_at(span.start), self.page_at(last));
        let place = if from == to { from.to_owned() } else { format!("{from}–{to}") };
        let page = if first_page == last_page {
            format!("p. {first_page}")
        } else {
            format!("pp. {first_page}–{last_page}")
        };
        if place.is_empty() { page } else { format!("{place}, {page}") }
    }

    /// How a person cites a span in a paper of their own: series and number, title, date,
    /// paragraph, page.
    #[must_use]
    pub fn cite_in_full(&self, span: Span) -> String {
        let meta = &self.meta;
        let series = match (&meta.series, &meta.number) {
            (Some(series), Some(number)) => Some(format!("{series} {number}")),
            (Some(name), None) | (None, Some(name)) => Some(name.clone()),
            (None, None) => None,
        };
        let whole = [series, Some(meta.title.clone()), meta.date.clone(), Some(self.cite(span))];
        whole.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The part that a block belongs to.
    #[must_use]
    pub fn part_of(&self, block: &Block) -> &Part {
        &self.parts[block.part]
    }

    /// The same brief under another name: an IRI, or a slug for `urn:briefmark:` and the slug, as
    /// a site names the briefs that it publishes.
    #[must_use]
    pub fn with_id(mut self, id: &str) -> Brief {
        self.id = parse::iri(id);
        self
    }
}

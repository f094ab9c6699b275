//! The text of an edition: sections, lists, marks, page turns.

use std::collections::BTreeSet;

use super::Edition;
use super::markup::Markup;
use crate::annotation::segments;
use crate::brief::{Kind, Node, Section, Style};
use crate::text::{CodePoint, Span};

impl Edition<'_> {
    /// A section with the notes on it beside it.
    pub(super) fn section(&self, page: &mut Markup, section: &Section) {
        page.tag("<section class=\"section\">\n<div class=\"text\">\n");
        self.nodes(page, &section.nodes);
        page.tag("</div>\n");
        self.margin(page, section);
        page.tag("</section>\n");
    }

    fn nodes(&self, page: &mut Markup, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Block(block) => {
                    self.page_before(page, *block);
                    let (open, close) = tags(self.brief.blocks[*block].kind);
                    page.open(open.0, &[("id", &self.brief.blocks[*block].id), ("class", open.1)]);
                    self.block(page, *block);
                    page.close(close);
                    page.tag("\n");
                }
                Node::List(items) => {
                    page.tag("<ul>\n");
                    for item in items {
                        page.open("li", &[("id", &self.brief.blocks[item.block].id)]);
                        self.page_before(page, item.block);
                        page.tag("<p>");
                        self.block(page, item.block);
                        page.tag("</p>\n");
                        self.nodes(page, &item.under);
                        page.tag("</li>\n");
                    }
                    page.tag("</ul>\n");
                }
            }
        }
    }

    /// Says the page before a block that begins a new one. Footnotes stand at the end, and turn none.
    fn page_before(&self, page: &mut Markup, block: usize) {
        let here = &self.brief.blocks[block];
        let before = block.checked_sub(1).map(|before| {
            let before = &self.brief.blocks[before];
            before.turns.last().map_or(before.page, |turn| turn.page)
        });
        if here.kind != Kind::Footnote && before != Some(here.page) {
            self.turn(page, here.page);
        }
    }

    /// A page's number and the marking at its head.
    fn turn(&self, page: &mut Markup, number: u32) {
        page.open("span", &[("class", "turn"), ("role", "doc-pagebreak")]);
        let known = self.brief.pages.iter().find(|page| page.number == number);
        if let Some(marking) = known.and_then(|page| page.head.as_ref()) {
            let name = if marking.struck { "s" } else { "span" };
            page.element(name, &[], &marking.printed);
            page.tag(" · ");
        }
        page.text(&format!("p. {number}"));
        page.tag("</span>");
    }

    /// The label, the words, and the codes stamped after them.
    fn block(&self, page: &mut Markup, index: usize) {
        let block = &self.brief.blocks[index];
        if let Some(label) = &block.label {
            page.element("span", &[("class", "label")], label);
            page.tag(" ");
        }
        self.words(page, index);
        for code in self.brief.codes.iter().filter(|code| code.after == Some(index)) {
            page.element("span", &[("class", "stamp")], &code.code);
        }
    }

    fn words(&self, page: &mut Markup, index: usize) {
        let block = &self.brief.blocks[index];
        let within = self.within.get(&index).into_iter().flatten();
        let here: Vec<_> = within
            .filter_map(|passage| Some((passage, passage.span.overlap(block.span)?)))
            .collect();
        let painted: Vec<_> = here
            .iter()
            .filter(|(passage, _)| passage.annotation.is_highlight())
            .map(|(passage, span)| (passage.annotation, *span))
            .collect();
        let segments = segments(&painted);
        let mut cuts: BTreeSet<CodePoint> = BTreeSet::from([block.span.start, block.span.end]);
        cuts.extend(segments.iter().flat_map(|segment| [segment.span.start, segment.span.end]));
        cuts.extend(block.runs.iter().flat_map(|run| [run.span.start, run.span.end]));
        cuts.extend(block.references.iter().map(|reference| reference.at));
        cuts.extend(block.turns.iter().map(|turn| turn.at));
        cuts.extend(here.iter().map(|(_, span)| span.end));
        cuts.retain(|place| block.span.start <= *place && *place <= block.span.end);
        let cuts: Vec<CodePoint> = cuts.into_iter().collect();
        for (n, start) in cuts.iter().enumerate() {
            for (passage, _) in here.iter().filter(|(passage, _)| passage.span.end == *start) {
                self.number_after(page, passage);
            }
            for reference in block.references.iter().filter(|reference| reference.at == *start) {
                page.element("sup", &[], &reference.mark);
            }
            for turn in block.turns.iter().filter(|turn| turn.at == *start) {
                self.turn(page, turn.page);
            }
            let Some(end) = cuts.get(n + 1) else { break };
            let piece = Span { start: *start, end: *end };
            let covers = segments.iter().find(|segment| segment.span.overlap(piece).is_some());
            if let Some(segment) = covers {
                self.open_mark(page, segment.ids.iter().flat_map(|annotation| annotation.themes()));
            }
            let styles: Vec<&'static str> = block
                .runs
                .iter()
                .filter(|run| run.span.overlap(piece).is_some())
                .map(|run| match run.style {
                    Style::Emphasis => "em",
                    Style::Strong => "strong",
                    Style::Struck => "s",
                })
                .collect();
            styles.iter().for_each(|name| page.open(name, &[]));
            page.text(self.brief.text.slice(piece));
            styles.iter().rev().for_each(|name| page.close(name));
            if covers.is_some() {
                page.close("mark");
            }
        }
    }

    /// A mark looks like the first two of its themes; its number tells them all.
    fn open_mark<'b>(
        &self,
        page: &mut Markup,
        themes: impl Iterator<Item = &'b crate::codebook::ThemeId>,
    ) {
        let mut known: Vec<usize> = themes.filter_map(|id| self.classes.get(id).copied()).collect();
        let mut seen = BTreeSet::new();
        known.retain(|index| seen.insert(*index));
        let class = match known.as_slice() {
            [] => "plain".to_owned(),
            [one] => format!("t{one}"),
            [one, two, ..] => format!("t{one} u{two} two"),
        };
        page.open("mark", &[("class", &class)]);
    }

    /// The number of a passage's note, behind the passage.
    fn number_after(&self, page: &mut Markup, passage: &crate::exchange::parcel::Passage) {
        let Some(number) = self.numbers.get(&passage.annotation.id) else { return };
        let (href, id) = (format!("#n{number}"), format!("r{number}"));
        let first = self.passages.get(&passage.annotation.id).and_then(|own| own.first());
        let is_first = first.is_some_and(|first| first.index == passage.index);
        let attributes = [("href", href.as_str()), ("class", "ref"), ("id", id.as_str())];
        let n_attributes = if is_first { 3 } else { 2 };
        page.element("a", &attributes[..n_attributes], &number.to_string());
    }
}

/// The element that a kind of block is, with its class.
fn tags(kind: Kind) -> ((&'static str, &'static str), &'static str) {
    let open = match kind {
        Kind::Title => ("p", "display"),
        Kind::Heading { level: 1 } => ("h2", "heading"),
        Kind::Heading { .. } => ("h3", "heading"),
        Kind::Quotation => ("blockquote", "quotation"),
        Kind::Field => ("p", "field"),
        Kind::Footnote => ("p", "footnote"),
        Kind::Paragraph | Kind::Item { .. } | Kind::Continuation | Kind::Redaction => {
            ("p", "block")
        }
    };
    (open, open.0)
}

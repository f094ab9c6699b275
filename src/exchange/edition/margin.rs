//! The margin of an edition: what was said of each passage, and what has no place.

use super::Edition;
use super::markup::Markup;
use crate::annotation::{Anchor, Annotation, Body, Flag, Selector};
use crate::brief::{Node, Section};
use crate::exchange::parcel::Passage;

impl Edition<'_> {
    /// The notes on a section, in the order of their numbers.
    pub(super) fn margin(&self, page: &mut Markup, section: &Section) {
        let mut blocks = Vec::new();
        gather(&section.nodes, &mut blocks);
        let beside = blocks.iter().filter_map(|block| self.beside.get(block)).flatten();
        let mut here: Vec<(usize, &Annotation)> = beside
            .filter_map(|annotation| Some((*self.numbers.get(&annotation.id)?, *annotation)))
            .collect();
        here.sort_by_key(|(number, _)| *number);
        if here.is_empty() {
            return;
        }
        let opening = &self.brief.blocks[section.opening];
        let label = format!("Notes on {}", opening.citation);
        page.open("aside", &[("class", "margin"), ("aria-label", &label)]);
        page.tag("\n<ol>\n");
        for (number, annotation) in here {
            page.open("li", &[("id", &format!("n{number}"))]);
            let back = format!("#r{number}");
            if self.passages.contains_key(&annotation.id) {
                page.element("a", &[("class", "number"), ("href", &back)], &number.to_string());
            } else {
                page.element("span", &[("class", "number")], &number.to_string());
            }
            page.tag(" ");
            self.saying(page, annotation);
            page.tag("</li>\n");
        }
        page.tag("</ol>\n</aside>\n");
    }

    /// Whether anything of the brief has no place in its text.
    pub(super) fn has_apart(&self) -> bool {
        self.aside().next().is_some()
    }

    /// What is about this brief and stands beside no block.
    fn aside(&self) -> impl Iterator<Item = &Annotation> {
        self.parcel.annotations.iter().copied().filter(|annotation| {
            !self.numbers.contains_key(&annotation.id)
                && self.parcel.places(annotation).iter().any(Option::is_some)
        })
    }

    /// Notes on the whole, and passages that the text no longer shows for sure: with their words.
    pub(super) fn apart(&self, page: &mut Markup) {
        if !self.has_apart() {
            return;
        }
        page.tag("<section class=\"apart\" id=\"apart\">\n<h2>Beside the text</h2>\n<ul>\n");
        for annotation in self.aside() {
            page.tag("<li>");
            for (place, target) in self.parcel.places(annotation).iter().zip(&annotation.targets) {
                let Some(place) = place else { continue };
                let state = match place.anchor {
                    Anchor::Whole => "on the whole brief",
                    Anchor::Changed { .. } => "its words were changed",
                    Anchor::Ambiguous { .. } => "its words fit several places",
                    Anchor::Lost => "its words are no longer there",
                    Anchor::Exact { .. } | Anchor::Moved { .. } => "",
                };
                page.element("p", &[("class", "quiet")], state);
                for selector in &target.selectors {
                    match selector {
                        Selector::Quote(quote) => page.element("blockquote", &[], &quote.exact),
                        Selector::Position { .. } | Selector::Other(_) => {}
                    }
                }
                if let Some(citation) = &target.citation {
                    page.element("p", &[("class", "quiet")], citation);
                }
            }
            self.saying(page, annotation);
            page.tag("</li>\n");
        }
        page.tag("</ul>\n</section>\n");
    }

    /// Themes, coder and note.
    fn saying(&self, page: &mut Markup, annotation: &Annotation) {
        for body in &annotation.bodies {
            match body {
                Body::Theme { theme, name } => {
                    page.open("span", &[("class", "theme")]);
                    self.swatch(page, theme);
                    page.text(&self.parcel.theme_title(theme, name));
                    page.tag("</span>");
                }
                Body::Note { .. } | Body::Flag(_) | Body::Other(_) => {}
            }
        }
        let passages = self.passages.get(&annotation.id);
        if let Some(passages) = passages.filter(|passages| passages.len() > 1) {
            let cite = |passage: &Passage| self.brief.cite(passage.span);
            let places: Vec<String> = passages.iter().map(cite).collect();
            page.element("span", &[("class", "quiet")], &places.join("; "));
        }
        if let Some(creator) = annotation.creator.as_ref().filter(|_| self.has_several_coders) {
            let name =
                if creator.name.is_empty() { "a reader without a name" } else { &creator.name };
            page.element("span", &[("class", "quiet")], &format!(" {name}"));
        }
        if annotation.is_blind() {
            page.element("span", &[("class", "quiet")], " coded blind");
        }
        let flags: Vec<&str> = annotation.flags().map(Flag::words).collect();
        if !flags.is_empty() {
            page.element("span", &[("class", "quiet")], &format!(" {}", flags.join(", ")));
        }
        for body in &annotation.bodies {
            match body {
                Body::Note { text, .. } if !text.trim().is_empty() => {
                    page.markdown(text);
                }
                Body::Note { .. } | Body::Theme { .. } | Body::Flag(_) | Body::Other(_) => {}
            }
        }
    }
}

/// Every block of some nodes.
fn gather(nodes: &[Node], blocks: &mut Vec<usize>) {
    for node in nodes {
        match node {
            Node::Block(block) => blocks.push(*block),
            Node::List(items) => {
                for item in items {
                    blocks.push(item.block);
                    gather(&item.under, blocks);
                }
            }
        }
    }
}

//! The Markdown of a note or of a definition, as elements of the page.

use super::markup::Markup;
use crate::annotation::{NoteElement, NotePart, read_note};

impl Markup {
    /// What someone wrote, as it reads.
    pub(super) fn markdown(&mut self, markdown: &str) {
        self.open("div", &[("class", "note")]);
        self.parts(&read_note(markdown));
        self.close("div");
    }

    fn parts(&mut self, parts: &[NotePart]) {
        for part in parts {
            match part {
                NotePart::Words(words) => self.text(words),
                NotePart::Element(element, inside) => self.note_element(element, inside),
            }
        }
    }

    fn note_element(&mut self, element: &NoteElement, inside: &[NotePart]) {
        match element {
            NoteElement::Paragraph => self.around("p", &[], inside),
            // A card of the page has no room for ranks, and neither has a margin.
            NoteElement::Heading => {
                self.open("p", &[]);
                self.around("strong", &[], inside);
                self.close("p");
            }
            NoteElement::Emphasis => self.around("em", &[], inside),
            NoteElement::Strong => self.around("strong", &[], inside),
            NoteElement::Code => self.around("code", &[], inside),
            NoteElement::CodeBlock => self.around("pre", &[], inside),
            NoteElement::Quotation => self.around("blockquote", &[], inside),
            NoteElement::List(None) => self.around("ul", &[], inside),
            NoteElement::List(Some(first)) => {
                self.around("ol", &[("start", &first.to_string())], inside);
            }
            NoteElement::Item => self.around("li", &[], inside),
            NoteElement::Link(address) => {
                self.around("a", &[("href", address), ("rel", "noreferrer")], inside);
            }
            NoteElement::Break => self.tag("<br>"),
            NoteElement::Rule => self.tag("<hr>"),
        }
    }

    fn around(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        inside: &[NotePart],
    ) {
        self.open(name, attributes);
        self.parts(inside);
        self.close(name);
    }
}

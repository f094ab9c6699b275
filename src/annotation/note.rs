//! A note as it is read: its Markdown as a tree of a few kinds of elements, and of no others.
//!
//! CommonMark is read by a library; what the page shows is made here. HTML stands as the words that
//! were typed. A link leads to the web or to a letter, and nowhere else; a picture is never fetched,
//! but told by its words and its address. A line that was ended is ended, as people write notes.

mod both;

pub use both::{append_note, both_notes};

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

/// How deep elements stand in one another; what is deeper stands in the last of them.
const DEEPEST: usize = 12;

/// A part of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotePart {
    /// Words, as they are.
    Words(String),
    /// An element with what is in it.
    Element(NoteElement, Vec<NotePart>),
}

/// Every kind of element that a note can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteElement {
    /// A paragraph.
    Paragraph,
    /// A heading, of whatever rank: a card has no room for ranks.
    Heading,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Code within a line.
    Code,
    /// Lines of code.
    CodeBlock,
    /// A quotation.
    Quotation,
    /// A list; the number of the first item, where items are numbered.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A link to an address that begins with `http:`, `https:` or `mailto:`.
    Link(String),
    /// The end of a line.
    Break,
    /// A line between two parts.
    Rule,
}

/// Reads the Markdown of a note.
#[must_use]
pub fn read_note(markdown: &str) -> Vec<NotePart> {
    let mut tree = Tree::default();
    for event in Parser::new(markdown) {
        match event {
            Event::Start(tag) => tree.open(tag),
            Event::End(end) => tree.close(end),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => tree.say(&words),
            Event::Code(words) => {
                tree.put(NotePart::Element(
                    NoteElement::Code,
                    vec![NotePart::Words(words.into_string())],
                ));
            }
            Event::SoftBreak | Event::HardBreak => {
                tree.put(NotePart::Element(NoteElement::Break, Vec::new()));
            }
            Event::Rule => tree.put(NotePart::Element(NoteElement::Rule, Vec::new())),
            // What we did not ask the library to look for stands as words.
            Event::InlineMath(words) | Event::DisplayMath(words) => tree.say(&words),
            Event::FootnoteReference(words) => tree.say(&words),
            Event::TaskListMarker(is_done) => tree.say(if is_done { "[x] " } else { "[ ] " }),
        }
    }
    tree.done()
}

/// What a tag of the library is to us.
enum Opened {
    /// An element, open since then.
    Element(NoteElement, Vec<NotePart>),
    /// Nothing but what is in it, and words after that: the address of what is not led to.
    Plain(String),
}

/// A note while it is read: what is open, outermost first.
#[derive(Default)]
struct Tree {
    top: Vec<NotePart>,
    open: Vec<Opened>,
}

impl Tree {
    fn open(&mut self, tag: Tag<'_>) {
        let element = match tag {
            Tag::Paragraph => Some(NoteElement::Paragraph),
            Tag::HtmlBlock => Some(NoteElement::Paragraph),
            Tag::Heading { .. } => Some(NoteElement::Heading),
            Tag::Emphasis => Some(NoteElement::Emphasis),
            Tag::Strong => Some(NoteElement::Strong),
            Tag::CodeBlock(_) => Some(NoteElement::CodeBlock),
            Tag::BlockQuote(_) => Some(NoteElement::Quotation),
            Tag::List(first) => Some(NoteElement::List(first)),
            Tag::Item => Some(NoteElement::Item),
            Tag::Link { link_type, dest_url, .. } => {
                let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let address = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.into_string()
                };
                match followed(&address) {
                    Some(address) => Some(NoteElement::Link(address)),
                    // Its words are the address already.
                    None if is_bare => return self.open.push(Opened::Plain(String::new())),
                    None => return self.open.push(Opened::Plain(aside(&address))),
                }
            }
            Tag::Image { dest_url, .. } => return self.open.push(Opened::Plain(aside(&dest_url))),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => None,
        };
        let depth = self.open.iter().filter(|it| matches!(it, Opened::Element(..))).count();
        self.open.push(match element.filter(|_| depth < DEEPEST) {
            Some(element) => Opened::Element(element, Vec::new()),
            None => Opened::Plain(String::new()),
        });
    }

    /// Tags end in the order in which they were opened, the last first.
    fn close(&mut self, _: TagEnd) {
        match self.open.pop() {
            Some(Opened::Element(element, mut parts)) => {
                // The end of its last line is no part of what is shown.
                if let Some(NotePart::Words(words)) = parts.last_mut()
                    && matches!(element, NoteElement::CodeBlock | NoteElement::Paragraph)
                    && words.ends_with('\n')
                {
                    words.pop();
                }
                self.put(NotePart::Element(element, parts));
            }
            Some(Opened::Plain(after)) => self.say(&after),
            None => {}
        }
    }

    /// Words join those that they follow.
    fn say(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.inside().last_mut() {
            Some(NotePart::Words(before)) => before.push_str(words),
            Some(NotePart::Element(..)) | None => {
                self.inside().push(NotePart::Words(words.to_owned()));
            }
        }
    }

    fn put(&mut self, part: NotePart) {
        self.inside().push(part);
    }

    /// Where the next part goes.
    fn inside(&mut self) -> &mut Vec<NotePart> {
        let open = self.open.iter_mut().rev().find_map(|open| match open {
            Opened::Element(_, parts) => Some(parts),
            Opened::Plain(_) => None,
        });
        open.unwrap_or(&mut self.top)
    }

    fn done(self) -> Vec<NotePart> {
        self.top
    }
}

/// An address that a link of a note may lead to.
fn followed(address: &str) -> Option<String> {
    let scheme = address.split_once(':')?.0;
    let is_known =
        ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (is_known && !address.contains(char::is_control)).then(|| address.to_owned())
}

/// An address as it is told where nothing leads to it.
fn aside(address: &str) -> String {
    if address.is_empty() { String::new() } else { format!(" ({address})") }
}

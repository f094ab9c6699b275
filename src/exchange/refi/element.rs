//! XML as a tree of elements, as much of it as REFI-QDA uses: names without their namespace,
//! attributes, and either words or other elements.

use std::io;

use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// How deep elements may stand in one another. Codes stand under codes; no codebook is so deep, and
/// a file that is would only be meant to do harm.
const DEEPEST: usize = 200;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The words directly in it.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

/// Why a text is not XML.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadXml {
    /// It breaks the rules of XML.
    #[error("it is not XML: {0}")]
    Malformed(String),
    /// It ends in the middle, or holds nothing.
    #[error("it ends before its first element does; it was cut off, so save or send it again")]
    CutOff,
    /// Elements stand too deep in one another.
    #[error("its elements stand more than {DEEPEST} deep in one another")]
    TooDeep,
}

impl Element {
    pub(super) fn new(name: &str) -> Element {
        Element { name: name.to_owned(), ..Element::default() }
    }

    /// The same with an attribute more.
    pub(super) fn with(mut self, attribute: &str, value: &str) -> Element {
        self.attributes.push((attribute.to_owned(), value.to_owned()));
        self
    }

    /// The same with an attribute more, where there is a value.
    pub(super) fn with_some(self, attribute: &str, value: Option<&str>) -> Element {
        match value {
            Some(value) => self.with(attribute, value),
            None => self,
        }
    }

    /// The same with words in it.
    pub(super) fn saying(mut self, words: &str) -> Element {
        words.clone_into(&mut self.text);
        self
    }

    /// The same with elements more in it.
    pub(super) fn holding(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children);
        self
    }

    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(name, _)| name == attribute);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of a text.
    pub(super) fn read(text: &str) -> Result<Element, BadXml> {
        let malformed = |error: &dyn std::fmt::Display| BadXml::Malformed(error.to_string());
        let mut reader = Reader::from_str(text);
        // The elements that are open, outermost first.
        let mut open: Vec<Element> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|error| malformed(&error))?;
            let closed = match event {
                Event::Start(start) => {
                    if open.len() == DEEPEST {
                        return Err(BadXml::TooDeep);
                    }
                    open.push(opened(&start).map_err(|error| malformed(&error))?);
                    None
                }
                Event::Empty(start) => Some(opened(&start).map_err(|error| malformed(&error))?),
                Event::End(_) => open.pop(),
                Event::Text(words) => {
                    say(&mut open, &words.xml10_content());
                    None
                }
                Event::CData(words) => {
                    say(&mut open, &words.xml10_content());
                    None
                }
                Event::GeneralRef(reference) => {
                    let sign = reference.resolve_char_ref().map_err(|error| malformed(&error))?;
                    match (sign, quick_xml::escape::resolve_predefined_entity(&reference)) {
                        (Some(sign), _) => say(&mut open, sign.encode_utf8(&mut [0; 4])),
                        (None, Some(words)) => say(&mut open, words),
                        // An entity that nobody defined stands as it is written.
                        (None, None) => say(&mut open, &format!("&{};", &*reference)),
                    }
                    None
                }
                Event::Eof => return Err(BadXml::CutOff),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
            };
            if let Some(closed) = closed {
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => return Ok(closed),
                }
            }
        }
    }

    /// The element as a document, two spaces of indent.
    pub(super) fn written(&self) -> Vec<u8> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let in_memory = "XML in memory can always be written";
        let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
        writer.write_event(declaration).expect(in_memory);
        self.write(&mut writer).expect(in_memory);
        let mut document = writer.into_inner();
        document.push(b'\n');
        document
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name.as_str());
        for (name, value) in &self.attributes {
            let value = escaped(value);
            let attribute = quick_xml::events::attributes::Attribute {
                key: quick_xml::name::QName(name),
                value: value.into(),
            };
            start.push_attribute(attribute);
        }
        if self.children.is_empty() && self.text.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        let end = start.to_end().into_owned();
        writer.write_event(Event::Start(start))?;
        if !self.text.is_empty() {
            writer.write_event(Event::Text(BytesText::from_escaped(escaped(&self.text))))?;
        }
        for child in &self.children {
            child.write(writer)?;
        }
        writer.write_event(Event::End(end))
    }
}

fn opened(start: &BytesStart) -> quick_xml::Result<Element> {
    let mut element = Element::new(start.local_name().as_ref());
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0)?;
        element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn say(open: &mut [Element], words: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(words);
    }
}

/// Words as they stand in XML. Line ends and tabs are written by number, for a reader makes others of
/// them; a sign that XML cannot hold is shown as one that cannot be shown.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// Whether words hold a sign that XML cannot.
pub(in crate::exchange) fn has_unspeakable(words: &str) -> bool {
    words.chars().any(|sign| {
        matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
    })
}

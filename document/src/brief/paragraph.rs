//! From classified lines to drafts of blocks: what belongs together, and what each piece is.
//!
//! Takes the lines with their kinds and pages; gives the drafts in order of the source, the codes
//! between them, and what looked odd. Furniture falls out here; halves of a sentence that a page
//! turn parts are one draft again. Inline markup is still in the drafts' lines.

mod gatherer;

use gatherer::Gatherer;

use super::line::LineKind;
use super::outline::Placing;
use super::source::Line;
use super::{Finding, label, prose, redaction};

/// A block before it has an address: its lines as they stand in the source.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) role: Role,
    /// As printed.
    pub(super) label: Option<String>,
    /// Never empty.
    pub(super) chunks: Vec<Chunk<'a>>,
}

/// One line of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk<'a> {
    pub(super) line: u32,
    pub(super) page: u32,
    pub(super) text: &'a str,
    /// Whether it is quoted with a `>`, which is not in its text.
    pub(super) quoted: bool,
}

/// What a draft is, as far as can be said before the parts of the document are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Field,
    /// A line set as a title: in the head of a part it is one, elsewhere it is a heading.
    Display,
    /// A display line that names an enclosure.
    Enclosure,
    /// A heading that Markdown marks as one.
    Heading(u8),
    Labelled(Placing),
    Plain,
    Quotation,
    Redaction,
    Note,
}

impl Role {
    /// Whether it stands in the head of a document, line by line.
    fn is_head(self) -> bool {
        match self {
            Role::Field | Role::Display | Role::Enclosure | Role::Heading(_) | Role::Redaction => {
                true
            }
            Role::Labelled(_) | Role::Plain | Role::Quotation | Role::Note => false,
        }
    }

    /// Whether it holds one line only.
    fn is_line(self) -> bool {
        match self {
            Role::Display | Role::Enclosure | Role::Heading(_) | Role::Redaction => true,
            Role::Field | Role::Labelled(_) | Role::Plain | Role::Quotation | Role::Note => false,
        }
    }
}

/// An exemption code between drafts.
#[derive(Clone, Debug)]
pub(super) struct StampedCode {
    pub(super) code: String,
    pub(super) page: u32,
    pub(super) line: u32,
    /// Index of the draft before it.
    pub(super) after: Option<usize>,
}

/// All that the lines hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered<'a> {
    pub(super) drafts: Vec<Draft<'a>>,
    pub(super) codes: Vec<StampedCode>,
    pub(super) findings: Vec<Finding>,
}

/// Gathers classified lines into drafts, line by line.
#[derive(Default)]
pub(super) struct Gathering<'a> {
    gatherer: Gatherer<'a>,
    /// The lines of the paragraph that is being read.
    paragraph: Vec<Chunk<'a>>,
}

impl<'a> Gathering<'a> {
    /// Begins a document. `capitals` are its capital labels, as [`capital_label`] reads them.
    pub(super) fn new(capitals: Vec<(u32, u32)>) -> Gathering<'a> {
        Gathering { gatherer: Gatherer::new(capitals), paragraph: Vec::new() }
    }

    /// Takes the next line in.
    pub(super) fn line(&mut self, line: &Line<'a>, kind: &LineKind<'a>, page: u32) {
        let text = line.text.trim();
        let unquoted = text.strip_prefix('>');
        let chunk = Chunk {
            line: line.number,
            page,
            text: unquoted.map_or(text, str::trim_start),
            quoted: unquoted.is_some(),
        };
        match kind {
            LineKind::Text => {
                if self.paragraph.last().is_some_and(|last| is_apart(last, &chunk)) {
                    self.end_paragraph();
                }
                self.paragraph.push(chunk);
            }
            LineKind::Rule if is_underlined(&self.paragraph) => {
                let level = if chunk.text.starts_with('=') { 1 } else { 2 };
                self.gatherer.heading(level, self.paragraph[0]);
                self.paragraph.clear();
            }
            LineKind::Rule => self.end_paragraph(),
            LineKind::Blank => {
                self.end_paragraph();
                self.gatherer.since.blank = true;
            }
            LineKind::Furniture(_) => {
                self.end_paragraph();
                self.gatherer.since.furniture = true;
            }
            LineKind::Bullet => {
                self.end_paragraph();
                self.gatherer.bullet(chunk);
            }
            LineKind::Codes(codes) => {
                self.end_paragraph();
                self.gatherer.codes(codes, chunk);
            }
        }
    }

    /// All that the lines hold.
    pub(super) fn finish(mut self) -> Gathered<'a> {
        self.end_paragraph();
        self.gatherer.gathered
    }

    fn end_paragraph(&mut self) {
        self.gatherer.paragraph(&self.paragraph);
        self.paragraph.clear();
    }
}

/// Two lines without a blank one between them belong apart where only one is quoted with `>`, or
/// a page turned between them.
fn is_apart(last: &Chunk<'_>, next: &Chunk<'_>) -> bool {
    last.page != next.page || last.quoted != next.quoted
}

/// Whether a rule right under these lines makes a heading of them.
fn is_underlined(paragraph: &[Chunk<'_>]) -> bool {
    match paragraph {
        [only] => {
            only.text.len() <= 80
                && prose::is_unfinished(only.text)
                && label::read(only.text).is_none()
                && redaction::split_leading(only.text).is_none()
        }
        _ => false,
    }
}

/// The capital label (`A.`, `II.`) at the start of a line of text, by the line's number and its
/// value: a lone one is somebody's initial.
pub(super) fn capital_label(line: &Line<'_>) -> Option<(u32, u32)> {
    let label = label::read(line.text).filter(label::Label::is_upper)?;
    Some((line.number, label.readings.last()?.value))
}

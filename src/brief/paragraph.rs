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

/// Gathers classified lines into drafts.
pub(super) fn gather<'a>(
    lines: &[Line<'a>],
    kinds: &[LineKind<'a>],
    page_of_line: &[u32],
) -> Gathered<'a> {
    let mut gatherer = Gatherer::new(capital_labels(lines, kinds));
    let mut paragraph: Vec<Chunk<'a>> = Vec::new();
    for ((line, kind), &page) in lines.iter().zip(kinds).zip(page_of_line) {
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
                if paragraph.last().is_some_and(|last| is_apart(last, &chunk)) {
                    gatherer.paragraph(&std::mem::take(&mut paragraph));
                }
                paragraph.push(chunk);
                continue;
            }
            LineKind::Rule if is_underlined(&paragraph) => {
                gatherer.heading(if chunk.text.starts_with('=') { 1 } else { 2 }, paragraph[0]);
                paragraph.clear();
                continue;
            }
            LineKind::Blank
            | LineKind::Rule
            | LineKind::Bullet
            | LineKind::Codes(_)
            | LineKind::Furniture(_) => gatherer.paragraph(&std::mem::take(&mut paragraph)),
        }
        match kind {
            LineKind::Blank => gatherer.since.blank = true,
            LineKind::Furniture(_) => gatherer.since.furniture = true,
            LineKind::Bullet => gatherer.bullet(chunk),
            LineKind::Codes(codes) => gatherer.codes(codes, chunk),
            LineKind::Rule | LineKind::Text => {}
        }
    }
    gatherer.paragraph(&paragraph);
    gatherer.gathered
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

/// The capital labels (`A.`, `II.`) at line starts with the numbers of their lines: a lone one is
/// somebody's initial.
fn capital_labels(lines: &[Line<'_>], kinds: &[LineKind<'_>]) -> Vec<(u32, u32)> {
    let texts = lines.iter().zip(kinds).filter(|(_, kind)| **kind == LineKind::Text);
    texts
        .filter_map(|(line, _)| {
            let label = label::read(line.text).filter(label::Label::is_upper)?;
            Some((line.number, label.readings.last()?.value))
        })
        .collect()
}

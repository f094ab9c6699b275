//! A brief: a declassified document as a value.
//!
//! Comes in: the bytes or the Markdown of one document. Goes out: a [`Brief`] (its pages with their
//! markings, its blocks in reading order with their printed labels, its footnotes, redactions and
//! exemption codes, and its reading text) and the [`Finding`]s: what looked odd on the way. Reading
//! never fails, and never corrects: the words stay as they are printed. What they say of each other
//! (dates, sources, references back) is a [`Sense`], read from the brief when it is asked for.

mod citation;
mod cited;
mod date;
mod display;
mod finding;
mod footnote;
mod inline;
mod label;
mod line;
mod list;
mod marking;
mod meta;
mod outline;
mod page;
mod paragraph;
mod parse;
mod part;
mod printed;
mod prose;
pub mod redaction;
mod reference;
mod section;
mod sense;
mod source;
mod word;

pub use display::field_name;
pub use list::{List, ListItem};
pub use parse::{Parsing, Progress, parse};
pub use printed::{Printed, is_furniture};
pub use section::{Item, Node, Section};
pub use sense::{Sense, Sensing};
pub use source::decode;

use serde::Serialize;

use crate::text::{CodePoint, ReadingText, Span};

/// A document as a value. Never changes once parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Its IRI: `urn:briefmark:` and a slug, or `urn:briefmark:sha256-` and the text's digest.
    pub id: String,
    /// What its front matter or its headings say of it.
    pub meta: Meta,
    /// Its parts in order: a memo, a title page, the main text, enclosures. At least one.
    pub parts: Vec<Part>,
    /// Its pages in order. At least one.
    pub pages: Vec<Page>,
    /// Its blocks in reading order; footnotes follow the last other block.
    // Invariant: the reading text is the blocks' text, in this order, joined by one line feed.
    pub blocks: Vec<Block>,
    /// What was withheld from it, in reading order.
    pub redactions: Vec<Redaction>,
    /// The exemption codes stamped on its pages, in order of appearance.
    pub codes: Vec<ExemptionCode>,
    /// The one text that all offsets, quotations and counts are taken from.
    pub text: ReadingText,
}

/// What is known of a brief as a document. Empty where neither front matter nor headings say it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Its title, as printed or as the front matter gives it; else the file's name.
    pub title: String,
    /// Its date as printed.
    pub date: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Its number in the series.
    pub number: Option<String>,
    /// Where the document comes from.
    pub source: Option<String>,
    /// The highest classification that its markings or front matter give.
    pub classification: Option<String>,
}

/// A part of a document with a numbering of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// How a citation names it ("memo", "enclosure 2"); empty for the main part.
    pub name: String,
}

/// The kinds of part that a released document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// A slip or memorandum that transmits the paper.
    Transmittal,
    /// A page that holds titles only.
    TitlePage,
    /// The paper itself: where paragraphs are cited without naming a part.
    Main,
    /// What follows the paper and numbers again.
    Enclosure,
}

/// One page of the typescript.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Counted from 1 in the order of the document.
    pub number: u32,
    /// The page number that is printed on it, if one survives.
    pub printed: Option<String>,
    /// The classification marking at its head.
    pub head: Option<Marking>,
    /// The classification marking at its foot.
    pub foot: Option<Marking>,
    /// Release stamps and running heads, as printed.
    pub stamps: Vec<String>,
}

/// A classification marking as it stands on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marking {
    /// The letters as printed, without the Markdown around them: `S-E-C-R-E-T`.
    pub printed: String,
    /// Whether a line is drawn through it (declassified).
    pub struck: bool,
    /// The classification that it says.
    pub level: Level,
    /// Handling caveats beside the level, in printed order: `NOFORN`, `ORCON`.
    pub caveats: Vec<String>,
    /// The line of the source that it stands on, from 1.
    pub line: u32,
}

/// A level of classification, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Level {
    /// No damage expected from disclosure.
    Unclassified,
    /// For official use only, limited official use, and the like.
    OfficialUseOnly,
    /// Below confidential; in use until 1953 and by allies.
    Restricted,
    /// Confidential.
    Confidential,
    /// Secret.
    Secret,
    /// Top secret.
    TopSecret,
}

/// One block of content: what a reader would point at as a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its address within the brief, unique: `11.l.3`, `4+1` (first unlettered block after the
    /// opening of paragraph 4), `memo.1`, `note.2`. Letters, digits, `.`, `+` and `-` only.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Index of its part in [`Brief::parts`].
    pub part: usize,
    /// Its label as printed (`11.`, `a.`, `(3).`, `SUBJECT :`, `**`); not in the reading text.
    pub label: Option<String>,
    /// Its place in the document's own numbering: `¶11.l(3)`, `memo ¶1`, `note **`. An unlettered
    /// block after a list has its paragraph's, so several blocks can share one.
    pub citation: String,
    /// Where it lies in the reading text.
    pub span: Span,
    /// The number of the page that it begins on.
    pub page: u32,
    /// Where pages turn inside it, in order.
    pub turns: Vec<Turn>,
    /// Emphasis and the like inside it, in order of start; may nest.
    pub runs: Vec<Run>,
    /// Footnote marks inside it, in order.
    pub references: Vec<Reference>,
    /// Of a footnote: the indices of the blocks that refer to it, in order.
    pub referred_by: Vec<usize>,
    /// First and last line of the source that it was read from, from 1.
    pub lines: (u32, u32),
}

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Kind {
    /// A field of a memorandum's head; its label is the field's name ("SUBJECT :").
    Field,
    /// A line of a title, of a title page or at the head of the text.
    Title,
    /// A heading inside the text; 1 is the highest level.
    Heading {
        /// From 1 to 6.
        level: u8,
    },
    /// A numbered paragraph, or a paragraph of a text without numbers.
    Paragraph,
    /// A lettered item (depth 1) or what is numbered under one (depth 2 and more).
    Item {
        /// From 1.
        depth: u8,
    },
    /// An unlettered block that belongs to the numbered paragraph before it.
    Continuation,
    /// A quotation set as a block of its own.
    Quotation,
    /// A redaction that stands alone.
    Redaction,
    /// The body of a footnote.
    Footnote,
}

/// A page turn inside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The first code point of the reading text on the new page.
    pub at: CodePoint,
    /// The number of the new page.
    pub page: u32,
}

/// A styled stretch of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Where it lies.
    pub span: Span,
    /// How it is set.
    pub style: Style,
}

/// How a run is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Italic or underlined in the typescript.
    Emphasis,
    /// Bold.
    Strong,
    /// Struck through.
    Struck,
}

/// A footnote mark in the text. The mark itself is not in the reading text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The code point that the mark stands before; the block's end when it is last.
    pub at: CodePoint,
    /// The mark as printed: `*`, `**`, `1`.
    pub mark: String,
    /// Index in [`Brief::blocks`] of the footnote it is bound to, if one was found.
    pub note: Option<usize>,
}

/// Words that point to another block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Index in [`Brief::blocks`] of the block that they point to.
    pub target: usize,
}

/// Something withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Redaction {
    /// Index in [`Brief::blocks`] of the block that it stands in.
    pub block: usize,
    /// Where it lies in the reading text.
    pub span: Span,
    /// The number of the page that it is on.
    pub page: u32,
    /// What the document says is withheld, where it says so ("2 lines not declassified").
    pub extent: Option<String>,
    /// The code that the redaction itself carries, if the document ties one to it.
    pub code: Option<String>,
}

/// An exemption code stamped on a page. Furniture: not in the reading text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExemptionCode {
    /// As printed: `25X1A2d2`, `50X1-HUM`, `(b)(1)`.
    pub code: String,
    /// The number of the page that it is on.
    pub page: u32,
    /// Index in [`Brief::blocks`] of the block that it stands after; `None` at the very start.
    pub after: Option<usize>,
    /// The line of the source that it stands on, from 1.
    pub line: u32,
}

/// A date expression in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateMention {
    /// Where it lies.
    pub span: Span,
    /// Its value in ISO 8601 or EDTF: `1957-07-23`, `1957-06`, `1957-06-17/1957-06-19`.
    pub value: String,
    /// Whether the text leaves the year out, so that it was taken from what stands around.
    pub year_implied: bool,
    /// What narrows it within its value, in small letters: "early", "end", "second half".
    pub qualifier: Option<String>,
}

/// A publication that the text cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitedSource {
    /// The words that cite it.
    pub span: Span,
    /// The publication as printed, with section and page where given.
    pub publication: String,
    /// The author, where named.
    pub author: Option<String>,
    /// The title of the piece, where given.
    pub title: Option<String>,
    /// Its date, as in [`DateMention::value`], as printed even where that looks wrong.
    pub date: Option<String>,
}

/// Something that looked odd in the source. It is shown, and nothing is changed because of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What sort of oddity it is.
    pub kind: FindingKind,
    /// One sentence for the reader: what was seen, and what was done about it.
    pub message: String,
    /// The line of the source, from 1; `None` when it concerns the whole.
    pub line: Option<u32>,
    /// Where it lies in the reading text, when it lies there.
    pub span: Option<Span>,
}

/// The sorts of oddity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// Bytes that are not UTF-8.
    Encoding,
    /// A name spelt otherwise than in the rest of the document.
    NameVariant,
    /// A date that does not fit the document.
    Date,
    /// A mark of punctuation without its partner.
    Quotation,
    /// A bullet or rule that belongs to nothing.
    Stray,
    /// A number or letter out of sequence.
    Numbering,
    /// A footnote without a reference, or a reference without a footnote.
    Footnote,
    /// A page whose marking is missing, or differs between head and foot.
    Marking,
}

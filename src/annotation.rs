//! An annotation: what a coder says of one or more passages of a brief.
//!
//! The value is the W3C Web Annotation model's, with names for what we understand; all else that a
//! file says is kept beside it, verbatim, and goes out as it came in.

mod anchor;
mod confirm;
mod describe;
mod difference;
mod flag;
mod json;
mod note;
mod segment;

pub use anchor::{Anchor, Anchors, anchor, anchor_all};
pub use confirm::{confirm, give_up, is_given_up, relocate, transfer};
pub use describe::{describe, describe_all};
pub use difference::{Piece, Replacement, differences, replacements};
pub use flag::{Flag, UnknownFlag};
use json::CREATOR;
pub use json::{CONTEXT, Refusal};
pub use note::{NoteElement, NotePart, append_note, both_notes, read_note};
pub use quotation::Concordance;
pub use segment::{Segment, segments};

use serde_json::{Map, Value};

use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::text::CodePoint;
use crate::timestamp::Timestamp;

/// The IRI of an annotation, `urn:uuid:…` for those made here.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct AnnotationId(pub String);

/// What a coder says of one or more passages.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Which annotation it is, for good.
    pub id: AnnotationId,
    /// Why it was made. A highlight has `Classifying` or `Highlighting`; one that has neither but
    /// `Commenting` is a note, and is not painted.
    pub motivations: Vec<Motivation>,
    /// When it was made, if known.
    pub created: Option<Timestamp>,
    /// When it was last changed, if known.
    pub modified: Option<Timestamp>,
    /// Who made it, if known.
    pub creator: Option<Coder>,
    /// What it says: themes, a note, flags, and what we do not understand.
    pub bodies: Vec<Body>,
    /// What it is about: one target for each passage.
    pub targets: Vec<Target>,
    /// Other properties, verbatim.
    pub extra: Map<String, Value>,
}

/// Why an annotation was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Motivation {
    /// To mark a passage as belonging to a theme.
    Classifying,
    /// To say something.
    Commenting,
    /// To mark a passage.
    Highlighting,
    /// Another of the model's, or a file's own.
    Other(String),
}

/// The motivation of one who judges what others made, as the model names it. It paints nothing by
/// itself.
pub const MODERATING: &str = "moderating";

/// What an annotation says.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// It belongs to a theme. The name travels for tools that know no codebook.
    Theme {
        /// Which one.
        theme: ThemeId,
        /// Its name when the annotation was written.
        name: String,
    },
    /// A note by the coder, in Markdown.
    Note {
        /// The text.
        text: String,
        /// Other properties of the body, verbatim.
        extra: Map<String, Value>,
    },
    /// The coder means to come back to it.
    Flag(Flag),
    /// A body that we do not understand, verbatim.
    Other(Value),
}

/// One passage that an annotation is about, or a whole brief when it has no selectors.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The IRI of the brief.
    pub source: String,
    /// Where in it, each way of saying it.
    pub selectors: Vec<Selector>,
    /// The place in the document's own numbering: `¶11.l(3), p. 14`.
    pub citation: Option<String>,
    /// The SHA-256 of the reading text that the selectors were made from.
    pub digest: Option<String>,
    /// Other properties, verbatim.
    pub extra: Map<String, Value>,
}

/// One way of saying where a passage is.
#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    /// By its words and those around it.
    Quote(Quote),
    /// By its place in the reading text: start inclusive, end exclusive.
    Position {
        /// The first code point.
        start: CodePoint,
        /// The first code point after it.
        end: CodePoint,
    },
    /// A selector that we do not understand, verbatim.
    Other(Value),
}

/// A passage's words and those around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Quote {
    /// The words.
    pub exact: String,
    /// What stands before them.
    #[serde(default)]
    pub prefix: String,
    /// What stands after them.
    #[serde(default)]
    pub suffix: String,
}

impl Annotation {
    /// The themes it belongs to, in order.
    pub fn themes(&self) -> impl Iterator<Item = &ThemeId> {
        self.bodies.iter().filter_map(|body| match body {
            Body::Theme { theme, .. } => Some(theme),
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
        })
    }

    /// Its note: the first, where a file gave several.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.bodies.iter().find_map(|body| match body {
            Body::Note { text, .. } => Some(text.as_str()),
            Body::Theme { .. } | Body::Flag(_) | Body::Other(_) => None,
        })
    }

    /// Gives it another creator, or none.
    pub fn sign(&mut self, creator: Option<Coder>) {
        self.creator = creator;
        // As a file said it of the former one.
        self.extra.shift_remove(CREATOR);
    }

    /// Gives it the creator of another, with all that a file says of them.
    pub fn sign_as(&mut self, other: &Annotation) {
        self.sign(other.creator.clone());
        if let Some(said) = other.extra.get(CREATOR) {
            self.extra.insert(CREATOR.to_owned(), said.clone());
        }
    }

    /// Its flags, in order.
    pub fn flags(&self) -> impl Iterator<Item = Flag> {
        self.bodies.iter().filter_map(|body| match body {
            Body::Flag(flag) => Some(*flag),
            Body::Theme { .. } | Body::Note { .. } | Body::Other(_) => None,
        })
    }

    /// Whether it paints its passages. What other programs made for reasons of their own (or gave
    /// none) does, where it has a passage and does not merely comment.
    #[must_use]
    pub fn is_highlight(&self) -> bool {
        let mut comments = false;
        for why in &self.motivations {
            match why {
                Motivation::Classifying | Motivation::Highlighting => return true,
                Motivation::Commenting => comments = true,
                Motivation::Other(name) => comments |= name == MODERATING,
            }
        }
        !comments && self.targets.iter().any(|target| !target.selectors.is_empty())
    }
}

impl Target {
    /// Where it says that its passage begins: what was true of the text that it was made from.
    #[must_use]
    pub fn stored_start(&self) -> Option<CodePoint> {
        self.selectors.iter().find_map(|selector| match selector {
            Selector::Position { start, .. } => Some(*start),
            Selector::Quote(_) | Selector::Other(_) => None,
        })
    }
}

//! All that a reader owns: annotations, themes, what was deleted, who they are, what they opened.
//!
//! A plain value with one door. [`Workspace::apply`] takes an [`Edit`] and gives the [`Change`] that
//! it made: each record before and after, so that a change can be written to storage key by key, and
//! turned round to undo it. Undo, import, another tab and the tests all go through that door.

mod apply;
mod blind;
mod coders;
mod contrast;
mod edit;
mod fate;
mod filter;
mod history;
mod layer;
mod lineage;
mod merge;
mod reach;
mod rivals;
mod room;
mod settlement;
mod shortcut;
mod sides;
mod sight;
mod snapshot;
mod stage;
mod words;

pub use blind::{BLIND, Blind, paragraph_of};
pub use coders::{Hand, coders, is_namesake, sign};
pub use contrast::{Contrast, contrast};
pub use edit::{Change, Edit, EditError, Marked, Origin, Said, Write};
pub use fate::{
    Answer, Comparison, Fate, State, alike, carry_over, compare, doubts, list, n_to_confirm,
    quote_of, settle, settle_moved, tally,
};
pub use filter::{Filter, Joint, Noted, Sieve};
pub use history::History;
pub use layer::Layer;
pub use lineage::REVISES;
pub use merge::{Alike, Incoming, Likeness, Merge, Taking, Verdict, plan};
pub use reach::Reach;
pub use room::{CAPACITY, Fullness, Room};
pub use settlement::{ACCEPTS, Difference, Reading, SETTLES, differences};
pub use shortcut::{Chord, Collision, Command, Shortcuts};
pub use sight::Sight;
pub use snapshot::{OfFirstScreen, SCHEMA, Snapshot, StoredKey, Unreadable};
pub use words::counted;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::{Theme, ThemeId};
use crate::coder::Coder;
use crate::timestamp::Timestamp;

/// All that a reader owns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// Who the reader is. `None` before they made anything; without a name until they said it.
    pub coder: Option<Coder>,
    /// Every theme, by id.
    pub themes: BTreeMap<ThemeId, Theme>,
    /// Every annotation, by id.
    pub annotations: BTreeMap<AnnotationId, Annotation>,
    /// What was deleted, by the IRI of the annotation or theme. What was changed after it was deleted
    /// stands beside its tombstone: another version of it may come that was not.
    pub tombstones: BTreeMap<String, Tombstone>,
    /// What two sides changed apart from each other, by the IRI of the annotation or theme: the other
    /// sides, until the reader chooses.
    pub conflicts: BTreeMap<String, Conflict>,
    /// The briefs that the reader opened from a file, by their IRI.
    pub briefs: BTreeMap<String, OpenedBrief>,
    /// Notes half written, by where they are being written (an annotation's IRI or a place).
    pub drafts: BTreeMap<String, Draft>,
    /// How the reader likes the page.
    pub settings: Settings,
}

/// Says that something was deleted, so that a merge does not bring it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// The IRI of what was deleted.
    pub id: String,
    /// When.
    pub deleted: Timestamp,
}

/// The other sides of an annotation or theme that was changed in two places apart. The side that
/// stood here still stands where it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The IRI that all sides share.
    pub id: String,
    /// The other sides, annotations or themes, in the order of their content. Never empty.
    pub others: Vec<Record>,
}

/// Which side of a conflict the reader chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The one that stands here.
    Here,
    /// The one at this index of [`Conflict::others`].
    Other(usize),
    /// All of them: each other side becomes a thing of its own, which says of what it was made.
    Both,
}

/// A brief that the reader opened from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedBrief {
    /// Its IRI.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// The source text, decoded.
    pub source: String,
}

/// A note half written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Where it is being written.
    pub place: String,
    /// What stands in the field.
    pub text: String,
    /// What was saved there when it was begun, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upon: Option<String>,
}

/// How the reader likes the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub appearance: Appearance,
    /// The briefs that the reader codes blind, by IRI.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub blind: BTreeMap<String, Blind>,
    /// Whether a codebook was offered and answered, by brief IRI.
    pub codebook_offered: std::collections::BTreeSet<String>,
    /// Whether the codebook is given and must not be changed by accident.
    pub codebook_locked: bool,
    /// The coders whose layers are not shown, by IRI.
    #[serde(skip_serializing_if = "std::collections::BTreeSet::is_empty")]
    pub hidden_coders: std::collections::BTreeSet<String>,
    /// Whether those who listen are told nothing of marks: neither in the text nor when one is made.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub marks_silent: bool,
    /// Whether settlements are shown also where what they settle is here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub settled_shown: bool,
    /// The keys that the reader changed.
    #[serde(skip_serializing_if = "Shortcuts::are_ours")]
    pub shortcuts: Shortcuts,
    /// The words of the estimative lens, where the reader changed the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimative: Option<Vec<String>>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the system has it.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

/// One thing that is stored under one key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Who the reader is.
    Coder,
    /// How the reader likes the page.
    Settings,
    /// A theme.
    Theme(ThemeId),
    /// An annotation.
    Annotation(AnnotationId),
    /// What was deleted.
    Tombstone(String),
    /// The other sides of what was changed in two places apart.
    Conflict(String),
    /// An opened brief.
    Brief(String),
    /// A note half written.
    Draft(String),
}

/// What stands under a [`Key`].
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// Who the reader is.
    Coder(Coder),
    /// How the reader likes the page.
    Settings(Settings),
    /// A theme.
    Theme(Theme),
    /// An annotation.
    Annotation(Annotation),
    /// What was deleted.
    Tombstone(Tombstone),
    /// The other sides of what was changed in two places apart.
    Conflict(Conflict),
    /// An opened brief.
    Brief(OpenedBrief),
    /// A note half written.
    Draft(Draft),
}

impl Workspace {
    /// The reader's name, once they said it.
    #[must_use]
    pub fn coder_name(&self) -> Option<&str> {
        self.coder.as_ref().map(|coder| coder.name.as_str()).filter(|name| !name.is_empty())
    }

    /// Whether an annotation is the reader's own, or nobody's: either can be changed here. Another
    /// coder's is a layer, which is shown and passed on as it is.
    #[must_use]
    pub fn is_mine(&self, annotation: &Annotation) -> bool {
        let mine = self.coder.as_ref().map(|coder| coder.id.as_str());
        annotation.creator.as_ref().is_none_or(|creator| Some(creator.id.as_str()) == mine)
    }
}

impl Record {
    /// The key that this record stands under.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Record::Coder(_) => Key::Coder,
            Record::Settings(_) => Key::Settings,
            Record::Theme(theme) => Key::Theme(theme.id.clone()),
            Record::Annotation(annotation) => Key::Annotation(annotation.id.clone()),
            Record::Tombstone(tombstone) => Key::Tombstone(tombstone.id.clone()),
            Record::Conflict(conflict) => Key::Conflict(conflict.id.clone()),
            Record::Brief(brief) => Key::Brief(brief.id.clone()),
            Record::Draft(draft) => Key::Draft(draft.place.clone()),
        }
    }
}

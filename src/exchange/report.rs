//! What became of the items of a file: how many were taken, and which were not and why.

use crate::annotation::Refusal;
use crate::codebook::BadTheme;

/// What became of the items of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many were taken: annotations, themes and tombstones.
    pub taken: usize,
    /// Those that were not, in the order of the file.
    pub refused: Vec<Refused>,
}

/// An item that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it was meant to be.
    pub item: Item,
    /// Its place among its kind in the file, from 0.
    pub index: usize,
    /// Its `id`, where it has one.
    pub id: Option<String>,
    /// Why it was not taken.
    pub reason: Reason,
}

/// What an item of a file is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// An annotation.
    Annotation,
    /// A theme of the codebook.
    Theme,
    /// A note that something was deleted.
    Tombstone,
    /// Another version of an annotation or theme.
    Version,
    /// A row of a table.
    Row,
    /// A source of a project.
    Source,
    /// A selection in a source.
    Selection,
    /// A part of a project or of a file.
    Part,
    /// A note of a project.
    Note,
    /// A coding of a project.
    Coding,
}

impl Item {
    /// Every one.
    pub const ALL: [Item; 10] = [
        Item::Annotation,
        Item::Theme,
        Item::Tombstone,
        Item::Version,
        Item::Row,
        Item::Source,
        Item::Selection,
        Item::Part,
        Item::Note,
        Item::Coding,
    ];

    /// What it is called in a list: `annotation`, `other version`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Item::Annotation => "annotation",
            Item::Theme => "theme",
            Item::Tombstone => "deletion",
            Item::Version => "other version",
            Item::Row => "row",
            Item::Source => "source",
            Item::Selection => "selection",
            Item::Part => "part",
            Item::Note => "note",
            Item::Coding => "coding",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Item> {
        Item::ALL.into_iter().find(|item| item.name() == name)
    }
}

/// Why an item was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It is no annotation.
    #[error(transparent)]
    Annotation(#[from] Refusal),
    /// It is no theme.
    #[error(transparent)]
    Theme(#[from] BadTheme),
    /// It does not say what was deleted, and when.
    #[error("it does not say what was deleted and when")]
    Tombstone,
    /// It is something of a project of which nothing can be made.
    #[error("{0}")]
    Project(&'static str),
    /// It is a row of which nothing can be made.
    #[error("{0}")]
    Row(&'static str),
    /// It is a part of a file of ours that this version does not know.
    #[error(
        "`{0}` is none of what this version of Briefmark knows: a later one may have written it, and \
         can read it"
    )]
    Unknown(String),
    /// As it was told where the file was read for us.
    #[error("{0}")]
    Told(String),
}

//! The codebook: the themes that a coder marks with.

use serde_json::{Map, Value};

use crate::timestamp::Timestamp;

/// The IRI of a theme, `urn:uuid:…` for those made here.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct ThemeId(pub String);

/// A theme: what a passage can be marked as. A SKOS concept in files.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which theme it is, for good.
    pub id: ThemeId,
    /// Its short name (`skos:prefLabel`).
    pub name: String,
    /// What it means (`skos:definition`); may be empty.
    pub definition: String,
    /// The letter of the list that it came from: `a`, `l(3)` (`skos:notation`).
    pub notation: Option<String>,
    /// The key that marks with it, a lower-case letter.
    pub key: Option<char>,
    /// Its colour.
    pub colour: Colour,
    /// The line drawn under what it marks, so that colour is never the only sign.
    pub line: LineStyle,
    /// The theme above it (`skos:broader`).
    pub broader: Option<ThemeId>,
    /// The place that it was made from.
    pub source: Option<ThemeSource>,
    /// Its place among its siblings, from 0.
    pub position: u32,
    /// When it was last changed.
    pub modified: Timestamp,
    /// What a file said of it that we do not understand, verbatim.
    pub extra: Map<String, Value>,
}

/// The place in a brief that a theme was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeSource {
    /// The IRI of the brief.
    pub brief: String,
    /// The citation in it: `¶11.c`.
    pub citation: String,
}

/// A colour, `#rrggbb` in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// The line under a highlight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineStyle {
    /// One line.
    #[default]
    Solid,
    /// Two lines.
    Double,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// A wave.
    Wavy,
}

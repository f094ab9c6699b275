//! The codebook: the themes that a coder marks with.
//!
//! A theme is a SKOS concept with a colour, a line and a key. Themes are made by hand, or from a
//! lettered list of a brief, each named after its item; those get the same IRI in every reader's
//! hands, so that two codebooks made from one list are one codebook.

mod comparison;
mod field;
mod json;
mod list;
mod name;
mod palette;
mod tree;

pub use comparison::{Compared, Decision, KnownBy, OtherTheme, Standing, compare, resolve};
pub use field::Field;
pub use json::BadTheme;
pub use list::{from_list, theme_of_place};
pub use name::short_name;
pub use palette::{PALETTE, free_key, palette};
pub use tree::{Spot, Way, beside, by_key, children, descendants, in_order, step};

use std::fmt;
use std::str::FromStr;

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
    /// Passages that belong to it, in Markdown (`skos:example`); may be empty.
    pub examples: String,
    /// Passages that one might take for its own and that are not, in Markdown; may be empty.
    pub counter_examples: String,
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

impl LineStyle {
    /// Every line, in the order in which new themes take them.
    pub const ALL: [LineStyle; 5] = [
        LineStyle::Solid,
        LineStyle::Dashed,
        LineStyle::Double,
        LineStyle::Dotted,
        LineStyle::Wavy,
    ];

    /// Its name in files, which is also CSS's.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            LineStyle::Solid => "solid",
            LineStyle::Double => "double",
            LineStyle::Dotted => "dotted",
            LineStyle::Dashed => "dashed",
            LineStyle::Wavy => "wavy",
        }
    }
}

impl FromStr for LineStyle {
    type Err = BadTheme;

    fn from_str(name: &str) -> Result<LineStyle, BadTheme> {
        LineStyle::ALL.into_iter().find(|line| line.name() == name).ok_or(BadTheme::Line)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = BadTheme;

    /// Reads `#rrggbb`, in either case.
    fn from_str(text: &str) -> Result<Colour, BadTheme> {
        let digits = text.strip_prefix('#').ok_or(BadTheme::Colour)?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(BadTheme::Colour);
        }
        let channels = u32::from_str_radix(digits, 16).map_err(|_| BadTheme::Colour)?;
        let [_, red, green, blue] = channels.to_be_bytes();
        Ok(Colour { red, green, blue })
    }
}

impl Theme {
    /// What to call it where there is little room: its letter, else its name.
    #[must_use]
    pub fn label(&self) -> &str {
        self.notation.as_deref().unwrap_or(&self.name)
    }
}

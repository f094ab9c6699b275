//! A theme of which a file says no more than how it is called.
//!
//! Tables and lists of quotations name themes; they do not describe them. Such a theme bears no time:
//! any theme that was made in a codebook knows more, and takes its place in a merge.

use serde_json::Map;

use crate::codebook::{Theme, ThemeId, palette};
use crate::timestamp::Timestamp;

/// A theme by its name, the so-manyth of its file.
pub(super) fn named_theme(
    index: usize,
    id: ThemeId,
    name: String,
    notation: Option<String>,
) -> Theme {
    let (colour, line) = palette(index);
    Theme {
        id,
        name,
        definition: String::new(),
        examples: String::new(),
        counter_examples: String::new(),
        notation,
        key: None,
        colour,
        line,
        broader: None,
        source: None,
        position: u32::try_from(index).unwrap_or(u32::MAX),
        modified: Timestamp(String::new()),
        extra: Map::new(),
    }
}

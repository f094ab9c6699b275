//! Counts over the layer that a workspace lays over a brief.

mod overview;

pub use overview::{Overview, Stretch, Stripe, stripes, theme_by_section};

use std::collections::BTreeMap;

use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::workspace::Layer;

/// How many annotations of a brief have each theme; themes that none has are not in it.
#[must_use]
pub fn per_theme(layer: &Layer) -> BTreeMap<ThemeId, usize> {
    layer.themes().map(|(theme, n_shown)| (theme.clone(), n_shown)).collect()
}

/// How many annotations begin in each section: a section is one of `openings` (indices of blocks in
/// order) and the blocks up to the next. What stands before the first opening is not counted.
#[must_use]
pub fn per_section(layer: &Layer, brief: &Brief, openings: &[usize]) -> Vec<usize> {
    let ends = openings.iter().skip(1).copied().chain([brief.blocks.len()]);
    openings.iter().zip(ends).map(|(opening, end)| layer.n_begun_in(*opening..end)).collect()
}

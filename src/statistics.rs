//! Counts over a workspace and the layer that it lays over a brief.

use std::collections::BTreeMap;

use crate::annotation::AnnotationId;
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::workspace::{Layer, Workspace};

/// How many annotations of a brief have each theme; themes that none has are not in it.
#[must_use]
pub fn per_theme(layer: &Layer, workspace: &Workspace) -> BTreeMap<ThemeId, usize> {
    let mut counts = BTreeMap::new();
    for id in layer.in_order() {
        let Some(annotation) = workspace.annotations.get(&id) else { continue };
        for theme in annotation.themes() {
            *counts.entry(theme.clone()).or_default() += 1;
        }
    }
    counts
}

/// How many annotations begin in each section: a section is one of `openings` (indices of blocks in
/// order) and the blocks up to the next. What stands before the first opening is not counted.
#[must_use]
pub fn per_section(layer: &Layer, brief: &Brief, openings: &[usize]) -> Vec<usize> {
    let mut counts = vec![0; openings.len()];
    for block in layer.in_order().iter().filter_map(|id| first_block(layer, brief, id)) {
        if let Some(section) = openings.partition_point(|opening| *opening <= block).checked_sub(1)
        {
            counts[section] += 1;
        }
    }
    counts
}

/// The block that an annotation begins in, when it has settled anywhere.
fn first_block(layer: &Layer, brief: &Brief, id: &AnnotationId) -> Option<usize> {
    let starts = layer.anchors(id).iter().filter_map(|anchor| anchor.settled());
    brief.block_at(starts.map(|span| span.start).min()?)
}

//! Where in a brief its themes are: on a ruler of the whole, beside one block, and as a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::{AnnotationId, Segment};
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::text::Span;
use crate::workspace::{Layer, Workspace};

/// The themes that mark words in each of so many equal parts of a brief's text. What is marked without
/// a theme is `None`.
#[must_use]
pub fn overview<'layer>(
    layer: &'layer Layer,
    brief: &Brief,
    n_parts: usize,
) -> Vec<BTreeSet<Option<&'layer ThemeId>>> {
    let mut parts = vec![BTreeSet::new(); n_parts];
    let length = u64::from(brief.text.len().0.max(1));
    let part =
        |place: u32| usize::try_from(u64::from(place) * n_parts as u64 / length).unwrap_or(0);
    for (themes, spans) in layer.painted() {
        for span in spans {
            let last = span.end.0.saturating_sub(1).max(span.start.0);
            for here in parts.iter_mut().take(part(last) + 1).skip(part(span.start.0)) {
                here.extend(themes.iter().map(Some));
                if themes.is_empty() {
                    here.insert(None);
                }
            }
        }
    }
    parts
}

/// A stretch of a block that one theme marks without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripe {
    /// Which theme; `None` is a highlight without one.
    pub theme: Option<ThemeId>,
    /// Where it lies.
    pub span: Span,
    /// The annotation that it begins with.
    pub first: AnnotationId,
}

/// The stripes of a block, theme by theme, given the runs of it that are painted; each theme's in the
/// order of the text.
#[must_use]
pub fn stripes(workspace: &Workspace, segments: &[Segment<AnnotationId>]) -> Vec<Stripe> {
    let mut by_theme: BTreeMap<Option<&ThemeId>, Vec<Stripe>> = BTreeMap::new();
    for segment in segments {
        // A theme that several have here marks the words once.
        let mut bearers: BTreeMap<Option<&ThemeId>, &AnnotationId> = BTreeMap::new();
        for id in &segment.ids {
            let Some(annotation) = workspace.annotations.get(id) else { continue };
            let mut has_theme = false;
            for theme in annotation.themes() {
                has_theme = true;
                bearers.entry(Some(theme)).or_insert(id);
            }
            if !has_theme {
                bearers.entry(None).or_insert(id);
            }
        }
        for (theme, id) in bearers {
            let stripes = by_theme.entry(theme).or_default();
            match stripes.last_mut().filter(|last| last.span.end == segment.span.start) {
                Some(last) => last.span.end = segment.span.end,
                None => stripes.push(Stripe {
                    theme: theme.cloned(),
                    span: segment.span,
                    first: id.clone(),
                }),
            }
        }
    }
    by_theme.into_values().flatten().collect()
}

/// For each theme that annotations have, the sections that they begin in and how many do: a section
/// is one of `openings` (indices of blocks in order) and the blocks up to the next, told by its index
/// among them. What stands before the first opening is not counted.
#[must_use]
pub fn theme_by_section(
    layer: &Layer,
    workspace: &Workspace,
    brief: &Brief,
    openings: &[usize],
) -> BTreeMap<ThemeId, BTreeMap<usize, usize>> {
    let mut table: BTreeMap<ThemeId, BTreeMap<usize, usize>> = BTreeMap::new();
    for (id, start) in layer.placed(0..usize::MAX) {
        let block = brief.block_at(start).unwrap_or(0);
        let section = openings.partition_point(|opening| *opening <= block).checked_sub(1);
        let (Some(section), Some(annotation)) = (section, workspace.annotations.get(id)) else {
            continue;
        };
        for theme in annotation.themes().collect::<BTreeSet<_>>() {
            *table.entry(theme.clone()).or_default().entry(section).or_default() += 1;
        }
    }
    table
}

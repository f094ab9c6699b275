//! Where in a brief its themes are: on a ruler of the whole, beside one block, and as a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::{AnnotationId, Segment};
use crate::brief::Brief;
use crate::codebook::{Theme, ThemeId, in_order};
use crate::order;
use crate::text::{CodePoint, Span};
use crate::workspace::{Layer, Workspace};

/// Which themes mark words in each of so many equal parts of a brief's text, kept from one change to the
/// next: only the parts are counted again in which words are painted otherwise, and all of them once.
#[derive(Clone, Debug)]
pub struct Overview {
    parts: Vec<Part>,
    /// How many themes are told of one part.
    n_told: usize,
    /// The themes in the order of the codebook, and what has none.
    order: Vec<Option<ThemeId>>,
    is_counted: bool,
}

/// A part of the text, as long as the others. What is marked without a theme is `None`.
#[derive(Clone, Debug, Default)]
struct Part {
    themes: BTreeSet<Option<ThemeId>>,
    /// The first ones of them, in the order of the codebook.
    told: Vec<Option<ThemeId>>,
}

/// Parts that follow one another and have the same to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The number of its first part, from 0.
    pub first: usize,
    /// How many parts it has.
    pub n_parts: usize,
    /// The themes that are told of it, in the order of the codebook; `None` is a highlight without one.
    pub themes: Vec<Option<ThemeId>>,
}

impl Overview {
    /// An overview of so many parts, in which nothing is counted yet; of each so many themes are told.
    #[must_use]
    pub fn new(n_parts: usize, n_told: usize) -> Overview {
        let parts = vec![Part::default(); n_parts];
        Overview { parts, n_told, order: Vec::new(), is_counted: false }
    }

    /// Takes in what a layer shows now. No one else may ask the layer what is painted otherwise.
    pub fn follow(&mut self, brief: &Brief, layer: &mut Layer, themes: &BTreeMap<ThemeId, Theme>) {
        let repainted = layer.take_repainted();
        let mut is_due = vec![!std::mem::replace(&mut self.is_counted, true); self.parts.len()];
        for block in repainted {
            let span = brief.blocks[block].span;
            let last = self.part_of(brief, span.end);
            let parts = is_due.iter_mut().take(last + 1);
            parts.skip(self.part_of(brief, span.start)).for_each(|it| *it = true);
        }
        let themes = in_order(themes).into_iter().map(|(_, theme)| Some(&theme.id));
        let order: Vec<Option<&ThemeId>> = themes.chain([None]).collect();
        let is_reordered = !order.iter().copied().eq(self.order.iter().map(Option::as_ref));
        if is_reordered {
            self.order = order.into_iter().map(Option::<&ThemeId>::cloned).collect();
        }
        for (number, is_due) in is_due.into_iter().enumerate() {
            if is_due {
                self.parts[number].themes = self.themes_in(brief, layer, number);
            }
            if is_due || is_reordered {
                self.parts[number].told = self.told(&self.parts[number].themes);
            }
        }
    }

    /// The themes that mark words in each part; `None` is a highlight without one.
    pub fn parts(&self) -> impl Iterator<Item = &BTreeSet<Option<ThemeId>>> {
        self.parts.iter().map(|part| &part.themes)
    }

    /// What there is to tell, from the beginning of the text to its end.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (first, part) in self.parts.iter().enumerate().filter(|(_, it)| !it.told.is_empty()) {
            match stretches.last_mut() {
                Some(last) if last.first + last.n_parts == first && last.themes == part.told => {
                    last.n_parts += 1;
                }
                Some(_) | None => {
                    stretches.push(Stretch { first, n_parts: 1, themes: part.told.clone() });
                }
            }
        }
        stretches
    }

    /// The themes that mark words in one part.
    fn themes_in(&self, brief: &Brief, layer: &Layer, number: usize) -> BTreeSet<Option<ThemeId>> {
        let here =
            Span { start: self.start_of(brief, number), end: self.start_of(brief, number + 1) };
        let mut found = BTreeSet::new();
        for (themes, _) in layer.painting(brief, here).filter(|it| it.1.overlap(here).is_some()) {
            found.extend(themes.iter().map(Some));
            if themes.is_empty() {
                found.insert(None);
            }
        }
        order::set(found.into_iter().map(Option::<&ThemeId>::cloned))
    }

    /// The first of some themes, in the order of the codebook, after those that are not in it.
    fn told(&self, themes: &BTreeSet<Option<ThemeId>>) -> Vec<Option<ThemeId>> {
        let unknown = themes.iter().filter(|theme| !self.order.contains(theme));
        let known = self.order.iter().filter(|theme| themes.contains(theme));
        unknown.chain(known).take(self.n_told).cloned().collect()
    }

    /// The part that a place lies in; beyond the last one for the end of the text.
    fn part_of(&self, brief: &Brief, place: CodePoint) -> usize {
        let length = u64::from(brief.text.len().0.max(1));
        let part = u64::from(place.0) * self.parts.len() as u64 / length;
        usize::try_from(part).unwrap_or(usize::MAX)
    }

    /// The first place that lies in a part.
    fn start_of(&self, brief: &Brief, number: usize) -> CodePoint {
        let length = u64::from(brief.text.len().0.max(1));
        let start = (number as u64 * length).div_ceil(self.parts.len().max(1) as u64);
        CodePoint(u32::try_from(start).unwrap_or(u32::MAX))
    }
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

//! The layer that a workspace lays over one brief: where each annotation lies now.
//!
//! Takes a [`Brief`] and a [`Workspace`]; keeps for each block what covers it, for each theme what
//! has it, and all annotations in the order of the text. A [`Change`] is taken in annotation by
//! annotation, and gives the blocks that look otherwise after it: the view redraws those and no
//! others. An annotation costs the logarithm of their number, its anchors aside.
//!
//! What is shown of all that is a [`Sight`]: the layer paints, orders and counts no more than that,
//! and keeps the rest in its place ([`Layer::see`]).
//!
//! Many annotations can be laid a few at a time, those near a place first: [`Layer::begin`], then
//! [`Layer::step`] until [`Layer::is_laid`]. In between the layer is whole as far as it goes, and
//! takes changes in. A change that brings many, or some that have to be looked for in all of the text,
//! leaves them for steps too.

mod doubts;
mod looking;
mod order;
mod place;
mod sequence;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Change, Key, Record, Sight, Workspace};
use crate::annotation::{Anchor, Anchors, Annotation, AnnotationId, Concordance, Target};
use crate::brief::Brief;
use crate::codebook::{Theme, ThemeId};
use crate::text::{CodePoint, Span};
use doubts::{Doubt, Doubts};
use looking::Look;
use order::{Order, Standing};

/// How many new annotations of one change are put in at once.
const AT_ONCE: usize = 256;

/// Where the annotations of one brief lie.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    places: BTreeMap<AnnotationId, Placed>,
    /// Those of which a passage does not lie where it was put.
    doubts: Doubts,
    /// For each block, what paints it: spans of the whole text, not cut to the block.
    covers: Vec<Vec<(AnnotationId, Span)>>,
    /// For each block, whether it was painted otherwise since [`Layer::take_repainted`] gave it.
    repainted: Vec<bool>,
    order: Order,
    by_theme: BTreeMap<ThemeId, Bearing>,
    sight: Sight,
    /// Where it is being looked through again, after the sight became another.
    look: Option<Look>,
    /// The annotation that the reader looks at: shown whatever the filter says.
    held: Option<AnnotationId>,
    n_hidden: usize,
    /// Those that have not been looked for yet, the next one last.
    left: Vec<AnnotationId>,
    /// Whether a change came while some were left, so that what is left may be here already.
    is_overtaken: bool,
    /// What was read of the text to look quotations up in it, kept for the next ones.
    concordance: Concordance,
}

/// What is known of one annotation.
#[derive(Clone, Debug)]
struct Placed {
    /// One for each of its targets in this brief, in their order.
    anchors: Vec<Anchor>,
    standing: Standing,
    is_painted: bool,
    is_shown: bool,
    /// Each once.
    themes: Vec<ThemeId>,
    doubt: Option<Doubt>,
}

/// How many have a theme.
#[derive(Clone, Copy, Debug, Default)]
struct Bearing {
    /// Shown or not.
    n_all: usize,
    n_shown: usize,
}

impl Layer {
    /// Finds every annotation of the workspace that has a target in the brief.
    #[must_use]
    pub fn new(brief: &Brief, workspace: &Workspace) -> Layer {
        let mut layer = Layer::begin(brief, workspace, CodePoint(0));
        while !layer.is_laid() {
            layer.step(brief, workspace, usize::MAX);
        }
        layer
    }

    /// A layer with nothing laid yet, that will begin with what was stored as lying nearest to a
    /// place.
    #[must_use]
    pub fn begin(brief: &Brief, workspace: &Workspace, near: CodePoint) -> Layer {
        let mut layer = Layer {
            covers: vec![Vec::new(); brief.blocks.len()],
            repainted: vec![true; brief.blocks.len()],
            order: Order::new(brief.blocks.len()),
            ..Layer::default()
        };
        layer.expect(brief, workspace.annotations.values(), near);
        layer
    }

    /// Leaves annotations for steps, those that were stored as lying nearest to a place first, and takes
    /// out what is here of them; gives the blocks that look otherwise after it.
    pub fn expect<'work>(
        &mut self,
        brief: &Brief,
        annotations: impl Iterator<Item = &'work Annotation>,
        near: CodePoint,
    ) -> BTreeSet<usize> {
        let in_brief = annotations.filter_map(|annotation| {
            let first = targets_in(brief, annotation).next()?;
            let distance = first.stored_start().map_or(0, |start| start.0.abs_diff(near.0));
            Some((distance, &annotation.id))
        });
        let mut expected: Vec<(u32, &AnnotationId)> = in_brief.collect();
        expected.sort_unstable_by_key(|(distance, _)| Reverse(*distance));
        let ids = || expected.iter().map(|(_, id)| *id);
        self.leave(ids());
        if self.places.is_empty() { BTreeSet::new() } else { self.take_out(brief, ids()).0 }
    }

    /// Leaves annotations for steps, the next one last.
    fn leave<'id>(&mut self, ids: impl Iterator<Item = &'id AnnotationId>) {
        self.is_overtaken |= !self.is_laid();
        self.left.extend(ids.cloned());
    }

    /// Lays so many annotations more, or fewer where their text had to be made ready first; gives the
    /// blocks that look otherwise after it.
    pub fn step(
        &mut self,
        brief: &Brief,
        workspace: &Workspace,
        n_annotations: usize,
    ) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for _ in 0..n_annotations {
            let Some(id) = self.left.last() else { break };
            let is_here = self.is_overtaken && self.places.contains_key(id);
            // What was deleted in the meantime is gone.
            let annotation = workspace.annotations.get(id).filter(|_| !is_here);
            if let Some(annotation) = annotation {
                let Some(anchors) = self.anchors_in_step(brief, annotation) else { break };
                touched.extend(self.put(brief, annotation, anchors));
            }
            self.left.pop();
        }
        self.is_overtaken &= !self.is_laid();
        touched
    }

    /// What finds targets in the brief, with what the layer has read of its text by now.
    #[must_use]
    pub fn anchors_over<'brief>(&self, brief: &'brief Brief) -> Anchors<'brief> {
        Anchors::with(brief, &self.concordance)
    }

    /// Where the targets of an annotation in the brief lie. Where its text has to be read first,
    /// reads a piece of it, and gives nothing before all is read.
    fn anchors_in_step(&self, brief: &Brief, annotation: &Annotation) -> Option<Vec<Anchor>> {
        let anchors = self.anchors_over(brief);
        let targets = targets_in(brief, annotation);
        targets.map(|target| anchors.in_step(target)).collect()
    }

    /// Whether every annotation has been looked for.
    #[must_use]
    pub fn is_laid(&self) -> bool {
        self.left.is_empty()
    }

    /// Takes a change in; gives the blocks that look otherwise after it. What was here stays here, and of
    /// what is new as many come as one can see at once; the others are left for [steps](Layer::step).
    pub fn update(&mut self, brief: &Brief, change: &Change) -> BTreeSet<usize> {
        let of_annotations = || {
            let writes = change.writes.iter();
            writes.filter_map(|write| match &write.key {
                Key::Annotation(id) => Some((id, write)),
                _ => None,
            })
        };
        let (mut touched, placed) = self.take_out(brief, of_annotations().map(|(id, _)| id));
        self.is_overtaken |= !self.is_laid();
        let anchors = self.anchors_over(brief);
        let (mut later, mut n_new) = (Vec::new(), 0);
        for ((_, write), placed) in of_annotations().zip(placed) {
            let Some(Record::Annotation(annotation)) = &write.after else { continue };
            n_new += usize::from(placed.is_none());
            let anchors = match placed {
                Some(placed) if has_targets(write.before.as_ref(), annotation) => {
                    Some(placed.anchors)
                }
                None if n_new > AT_ONCE => None,
                Some(_) | None => {
                    targets_in(brief, annotation).map(|target| anchors.at_once(target)).collect()
                }
            };
            match anchors {
                Some(anchors) => touched.extend(self.put(brief, annotation, anchors)),
                None => later.push(&annotation.id),
            }
        }
        self.leave(later.into_iter().rev());
        for write in &change.writes {
            if let Key::Theme(theme) = &write.key
                && looks_otherwise(&write.before, &write.after)
            {
                touched.extend(self.blocks_of(brief, theme));
            }
        }
        touched
    }

    /// Whether a settlement lies over what it settles, in any brief.
    #[must_use]
    pub fn lays_aside(&self) -> bool {
        self.sight.lays_aside()
    }

    /// Where each target of an annotation lies; nothing when it has none in this brief.
    #[must_use]
    pub fn anchors(&self, id: &AnnotationId) -> &[Anchor] {
        self.places.get(id).map_or(&[], |placed| placed.anchors.as_slice())
    }

    /// The annotations of which a passage does not lie where it was put, in the order of their ids.
    #[must_use]
    pub fn doubtful(&self) -> &BTreeSet<AnnotationId> {
        self.doubts.ids()
    }

    /// How many passages do not lie where they were put, and nobody said that they are nowhere: of the
    /// annotations of a coder, by IRI, or of nobody.
    #[must_use]
    pub fn n_open_doubts(&self, creator: Option<&str>) -> usize {
        self.doubts.n_open(creator)
    }

    /// Puts in an annotation that is not here; gives the blocks that it paints.
    fn put(&mut self, brief: &Brief, annotation: &Annotation, anchors: Vec<Anchor>) -> Vec<usize> {
        let id = &annotation.id;
        if anchors.is_empty() {
            return Vec::new();
        }
        let is_shown = self.sees(brief, annotation, &anchors);
        let mut themes: Vec<ThemeId> = annotation.themes().cloned().collect();
        crate::order::sort(&mut themes);
        themes.dedup();
        let placed = Placed {
            standing: standing(brief, &anchors),
            doubt: Doubt::of(brief, annotation, targets_in(brief, annotation).zip(&anchors)),
            anchors,
            is_painted: annotation.is_highlight(),
            is_shown,
            themes,
        };
        let mut touched = Vec::new();
        for span in placed.painted() {
            for block in blocks(brief, span) {
                self.covers[block].push((id.clone(), span));
                self.repainted[block] = true;
                touched.push(block);
            }
        }
        for theme in &placed.themes {
            let bearing = match self.by_theme.get_mut(theme) {
                Some(bearing) => bearing,
                None => self.by_theme.entry(theme.clone()).or_default(),
            };
            bearing.n_all += 1;
            bearing.n_shown += usize::from(is_shown);
        }
        if let Some(doubt) = &placed.doubt {
            self.doubts.put(id, doubt);
        }
        self.n_hidden += usize::from(!is_shown);
        self.order.insert(id, placed.standing, is_shown);
        self.places.insert(id.clone(), placed);
        touched
    }

    /// Takes annotations out; gives the blocks that look otherwise after it, and what was known of each.
    fn take_out<'id>(
        &mut self,
        brief: &Brief,
        ids: impl Iterator<Item = &'id AnnotationId>,
    ) -> (BTreeSet<usize>, Vec<Option<Placed>>) {
        let mut gone: BTreeMap<usize, BTreeSet<&AnnotationId>> = BTreeMap::new();
        let mut placed = Vec::new();
        for id in ids {
            let taken = self.take(id);
            let spans = taken.iter().flat_map(Placed::painted);
            for block in spans.flat_map(|span| blocks(brief, span)) {
                gone.entry(block).or_default().insert(id);
            }
            placed.push(taken);
        }
        // Each block once, however many of its annotations went.
        for (block, gone) in &gone {
            self.covers[*block].retain(|(id, _)| !gone.contains(id));
            self.repainted[*block] = true;
        }
        (gone.into_keys().collect(), placed)
    }

    /// Takes an annotation out, but for what it paints; gives what was known of it.
    fn take(&mut self, id: &AnnotationId) -> Option<Placed> {
        let placed = self.places.remove(id)?;
        self.order.remove(id, placed.standing);
        self.n_hidden -= usize::from(!placed.is_shown);
        if let Some(doubt) = &placed.doubt {
            self.doubts.remove(id, doubt);
        }
        for theme in &placed.themes {
            if let Some(bearing) = self.by_theme.get_mut(theme) {
                bearing.n_all -= 1;
                bearing.n_shown -= usize::from(placed.is_shown);
                if bearing.n_all == 0 {
                    self.by_theme.remove(theme);
                }
            }
        }
        Some(placed)
    }

    /// The blocks that a theme paints.
    fn blocks_of(&self, brief: &Brief, theme: &ThemeId) -> BTreeSet<usize> {
        let bearers = self.places.values().filter(|placed| placed.themes.contains(theme));
        bearers.flat_map(Placed::painted).flat_map(|span| blocks(brief, span)).collect()
    }
}

impl Placed {
    /// The spans that it paints.
    fn painted(&self) -> impl Iterator<Item = Span> {
        self.anchors.iter().filter(|_| self.is_painted).filter_map(Anchor::settled)
    }
}

/// The targets of an annotation that are in a brief.
fn targets_in<'annotation>(
    brief: &Brief,
    annotation: &'annotation Annotation,
) -> impl Iterator<Item = &'annotation Target> {
    annotation.targets.iter().filter(|target| target.source == brief.id)
}

/// Whether a record is of an annotation with the targets of this one.
fn has_targets(record: Option<&Record>, annotation: &Annotation) -> bool {
    matches!(record, Some(Record::Annotation(before)) if before.targets == annotation.targets)
}

fn standing(brief: &Brief, anchors: &[Anchor]) -> Standing {
    match anchors.iter().filter_map(Anchor::settled).map(|span| span.start).min() {
        Some(start) => Standing::Placed { block: block_of(brief, start), start },
        None if anchors.contains(&Anchor::Whole) => Standing::Whole,
        None => Standing::Unplaced,
    }
}

/// Whether a theme looks otherwise on its words. Its colour and line reach the page by way of its
/// style; its letter and its name do not.
fn looks_otherwise(before: &Option<Record>, after: &Option<Record>) -> bool {
    fn told(record: &Option<Record>) -> Option<(&str, Option<&str>, Option<char>)> {
        match record {
            Some(Record::Theme(Theme { name, notation, key, .. })) => {
                Some((name, notation.as_deref(), *key))
            }
            Some(_) | None => None,
        }
    }
    told(before) != told(after)
}

/// The block that a place is in; the first where there is none.
fn block_of(brief: &Brief, place: CodePoint) -> usize {
    brief.block_at(place).unwrap_or(0)
}

/// The blocks that a span touches.
fn blocks(brief: &Brief, span: Span) -> Range<usize> {
    let first = block_of(brief, span.start);
    let n_blocks = brief.blocks.partition_point(|block| block.span.start < span.end);
    first..n_blocks.max(first)
}

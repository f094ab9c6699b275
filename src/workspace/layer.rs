//! The layer that a workspace lays over one brief: where each annotation lies now.
//!
//! Takes a [`Brief`] and a [`Workspace`]; keeps for each block what covers it. A [`Change`] is taken
//! in annotation by annotation, and gives the blocks that look otherwise after it: the view redraws
//! those and no others.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Key, Record, Workspace};
use crate::annotation::{Anchor, Anchors, Annotation, AnnotationId, Segment, segments};
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::text::{CodePoint, Span};

/// Where the annotations of one brief lie.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// One anchor for each of an annotation's targets in this brief, in their order.
    anchors: BTreeMap<AnnotationId, Vec<Anchor>>,
    /// Those of which a passage does not lie where it was put.
    doubtful: BTreeSet<AnnotationId>,
    /// For each block, what paints it: spans of the whole text, not cut to the block.
    covers: Vec<Vec<(AnnotationId, Span)>>,
}

impl Layer {
    /// Finds every annotation of the workspace that has a target in the brief.
    #[must_use]
    pub fn new(brief: &Brief, workspace: &Workspace) -> Layer {
        let covers = vec![Vec::new(); brief.blocks.len()];
        let mut layer = Layer { anchors: BTreeMap::new(), doubtful: BTreeSet::new(), covers };
        let anchors = Anchors::new(brief);
        for annotation in workspace.annotations.values() {
            layer.put(brief, &anchors, annotation);
        }
        layer
    }

    /// Takes a change in; gives the blocks that look otherwise after it. `workspace` is the one
    /// after the change.
    pub fn update(
        &mut self,
        brief: &Brief,
        workspace: &Workspace,
        change: &Change,
    ) -> BTreeSet<usize> {
        let anchors = Anchors::new(brief);
        let mut touched = BTreeSet::new();
        for write in &change.writes {
            match &write.key {
                Key::Annotation(id) => {
                    touched.append(&mut self.take(id));
                    if let Some(Record::Annotation(annotation)) = &write.after {
                        touched.append(&mut self.put(brief, &anchors, annotation));
                    }
                }
                // A theme's colour and line reach the page by way of its style; its letter does not.
                Key::Theme(theme) => touched.append(&mut self.blocks_of(workspace, theme)),
                Key::Coder
                | Key::Settings
                | Key::Tombstone(_)
                | Key::Conflict(_)
                | Key::Brief(_)
                | Key::Draft(_) => {}
            }
        }
        touched
    }

    /// Where each target of an annotation lies; nothing when it has none in this brief.
    #[must_use]
    pub fn anchors(&self, id: &AnnotationId) -> &[Anchor] {
        self.anchors.get(id).map_or(&[], Vec::as_slice)
    }

    /// The annotations of which a passage does not lie where it was put, in the order of their ids.
    #[must_use]
    pub fn doubtful(&self) -> &BTreeSet<AnnotationId> {
        &self.doubtful
    }

    /// The runs of a block that are painted, cut to the block.
    #[must_use]
    pub fn segments(&self, brief: &Brief, block: usize) -> Vec<Segment<AnnotationId>> {
        let Some(covers) = self.covers.get(block) else { return Vec::new() };
        let whole = brief.blocks[block].span;
        let cut = covers.iter().filter_map(|(id, span)| Some((id.clone(), span.overlap(whole)?)));
        segments(&cut.collect::<Vec<_>>())
    }

    /// The annotations of this brief in the order of the text: first those on the whole brief, last
    /// those that have no place.
    #[must_use]
    pub fn in_order(&self) -> Vec<AnnotationId> {
        let mut ids: Vec<_> = self.anchors.keys().collect();
        ids.sort_by_key(|id| (self.start(id), *id));
        ids.into_iter().cloned().collect()
    }

    /// The annotations that lie at a place, shortest first.
    #[must_use]
    pub fn at(&self, brief: &Brief, place: CodePoint) -> Vec<AnnotationId> {
        let Some(covers) = brief.block_at(place).and_then(|block| self.covers.get(block)) else {
            return Vec::new();
        };
        let mut here: Vec<_> = covers.iter().filter(|(_, span)| span.contains(place)).collect();
        here.sort_by_key(|(id, span)| (span.len(), id));
        here.into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// The annotations that share words with a span, in the order of the text.
    #[must_use]
    pub fn overlapping(&self, brief: &Brief, span: Span) -> Vec<AnnotationId> {
        let covers = blocks(brief, span).flat_map(|block| &self.covers[block]);
        let mut ids: Vec<_> =
            covers.filter(|(_, other)| other.overlap(span).is_some()).map(|(id, _)| id).collect();
        ids.sort_by_key(|id| (self.start(id), *id));
        ids.dedup();
        ids.into_iter().cloned().collect()
    }

    /// Where an annotation begins, for sorting: the whole brief before all else, the lost after.
    fn start(&self, id: &AnnotationId) -> CodePoint {
        let starts = self.anchors(id).iter().map(|anchor| match anchor {
            Anchor::Whole => CodePoint(0),
            Anchor::Exact { span } | Anchor::Moved { span } | Anchor::Changed { span, .. } => {
                span.start
            }
            Anchor::Ambiguous { .. } | Anchor::Lost => CodePoint(u32::MAX),
        });
        starts.min().unwrap_or(CodePoint(u32::MAX))
    }

    fn put(
        &mut self,
        brief: &Brief,
        anchors: &Anchors,
        annotation: &Annotation,
    ) -> BTreeSet<usize> {
        let targets = annotation.targets.iter().filter(|target| target.source == brief.id);
        let anchors: Vec<_> = targets.map(|target| anchors.anchor(target)).collect();
        if anchors.is_empty() {
            return BTreeSet::new();
        }
        let mut touched = BTreeSet::new();
        if annotation.is_highlight() {
            for span in anchors.iter().filter_map(Anchor::settled) {
                for block in blocks(brief, span) {
                    self.covers[block].push((annotation.id.clone(), span));
                    touched.insert(block);
                }
            }
        }
        let lies_still = |anchor: &Anchor| matches!(anchor, Anchor::Exact { .. } | Anchor::Whole);
        if !anchors.iter().all(lies_still) {
            self.doubtful.insert(annotation.id.clone());
        }
        self.anchors.insert(annotation.id.clone(), anchors);
        touched
    }

    fn take(&mut self, id: &AnnotationId) -> BTreeSet<usize> {
        self.anchors.remove(id);
        self.doubtful.remove(id);
        let mut touched = BTreeSet::new();
        for (block, covers) in self.covers.iter_mut().enumerate() {
            let n_before = covers.len();
            covers.retain(|(other, _)| other != id);
            if covers.len() < n_before {
                touched.insert(block);
            }
        }
        touched
    }

    fn blocks_of(&self, workspace: &Workspace, theme: &ThemeId) -> BTreeSet<usize> {
        let has_theme = |id: &AnnotationId| {
            let annotation = workspace.annotations.get(id);
            annotation.is_some_and(|annotation| annotation.themes().any(|other| other == theme))
        };
        let covers = self.covers.iter().enumerate();
        covers
            .filter(|(_, covers)| covers.iter().any(|(id, _)| has_theme(id)))
            .map(|(block, _)| block)
            .collect()
    }
}

/// The blocks that a span touches.
fn blocks(brief: &Brief, span: Span) -> std::ops::Range<usize> {
    let first = brief.block_at(span.start).unwrap_or(0);
    let n_blocks = brief.blocks.partition_point(|block| block.span.start < span.end);
    first..n_blocks.max(first)
}

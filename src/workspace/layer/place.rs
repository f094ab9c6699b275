//! What of a layer lies where: in a block, at a place, on a span, under a theme. All of it is of the
//! annotations that are shown, but where it is said.

use super::order::Standing;
use super::{Layer, blocks};
use crate::annotation::{AnnotationId, Segment, segments};
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::order;
use crate::text::{CodePoint, Span};

impl Layer {
    /// The runs of a block that are painted, cut to the block.
    #[must_use]
    pub fn segments(&self, brief: &Brief, block: usize) -> Vec<Segment<AnnotationId>> {
        let Some(covers) = self.covers.get(block) else { return Vec::new() };
        let whole = brief.blocks[block].span;
        let cut = covers.iter().filter(|(id, _)| self.is_shown(id));
        let cut = cut.filter_map(|(id, span)| Some((id.clone(), span.overlap(whole)?)));
        segments(&cut.collect::<Vec<_>>())
    }

    /// What paints words of the blocks that a span touches, in no order: with its themes and where it
    /// lies, once for each of these blocks.
    pub fn painting(&self, brief: &Brief, span: Span) -> impl Iterator<Item = (&[ThemeId], Span)> {
        let covers = blocks(brief, span).filter_map(|block| self.covers.get(block)).flatten();
        covers.filter_map(|(id, span)| {
            let placed = self.places.get(id).filter(|placed| placed.is_shown)?;
            Some((placed.themes.as_slice(), *span))
        })
    }

    /// The blocks that are painted otherwise than when this was last asked: all of them in a layer that
    /// was not asked yet. Who asks keeps what it made of the others.
    pub fn take_repainted(&mut self) -> Vec<usize> {
        let repainted = self.repainted.iter_mut().enumerate();
        let taken = repainted.filter_map(|(block, it)| std::mem::take(it).then_some(block));
        taken.collect()
    }

    /// The annotations that lie at a place and are shown, shortest first.
    #[must_use]
    pub fn at(&self, brief: &Brief, place: CodePoint) -> Vec<AnnotationId> {
        let mut here = self.all_at(brief, place);
        here.retain(|id| self.is_shown(id));
        here
    }

    /// The annotations that lie at a place, shown or not, shortest first.
    #[must_use]
    pub fn all_at(&self, brief: &Brief, place: CodePoint) -> Vec<AnnotationId> {
        let Some(covers) = brief.block_at(place).and_then(|block| self.covers.get(block)) else {
            return Vec::new();
        };
        let mut here: Vec<_> = covers.iter().filter(|(_, span)| span.contains(place)).collect();
        order::sort_by_key(&mut here, |(id, span)| (span.len(), id));
        here.into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// The annotations that share words with a span and are shown, in the order of the text.
    #[must_use]
    pub fn overlapping(&self, brief: &Brief, span: Span) -> Vec<AnnotationId> {
        let covers = blocks(brief, span).flat_map(|block| &self.covers[block]);
        let mut ids: Vec<_> =
            covers.filter(|(_, other)| other.overlap(span).is_some()).map(|(id, _)| id).collect();
        order::sort_by_key(&mut ids, |id| (self.start(id), *id));
        ids.dedup();
        ids.into_iter().filter(|id| self.is_shown(id)).cloned().collect()
    }

    /// How many have a theme, of those that are shown.
    #[must_use]
    pub fn n_with(&self, theme: &ThemeId) -> usize {
        self.by_theme.get(theme).map_or(0, |bearing| bearing.n_shown)
    }

    /// How many have a theme, shown or not; to one who codes blind no more is told than is shown.
    #[must_use]
    pub fn n_all_with(&self, theme: &ThemeId) -> usize {
        if self.sight.is_blind() {
            return self.n_with(theme);
        }
        self.by_theme.get(theme).map_or(0, |bearing| bearing.n_all)
    }

    /// The themes that annotations of this brief have, each with how many of those that are shown
    /// have it: at least one.
    pub fn themes(&self) -> impl Iterator<Item = (&ThemeId, usize)> {
        let counts = self.by_theme.iter().map(|(theme, bearing)| (theme, bearing.n_shown));
        counts.filter(|(_, n_shown)| *n_shown > 0)
    }

    /// Where an annotation begins, for sorting: the whole brief before all else, the lost after.
    fn start(&self, id: &AnnotationId) -> CodePoint {
        match self.places.get(id).map(|placed| placed.standing) {
            Some(Standing::Whole) => CodePoint(0),
            Some(Standing::Placed { start, .. }) => start,
            Some(Standing::Unplaced) | None => CodePoint(u32::MAX),
        }
    }
}

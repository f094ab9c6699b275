//! Looking through a layer with other eyes: what is shown of it, and what is not.
//!
//! A [`Sight`] that became another is carried through block by block, from a place onwards and round,
//! a few annotations at a time: what is on the screen first. In between the layer is whole, in part
//! as it was seen before. What changes meanwhile is seen as it is to be.

use std::collections::BTreeSet;

use super::super::{Sight, Workspace};
use super::{Layer, Placed, blocks};
use crate::annotation::{Anchor, Annotation, AnnotationId};
use crate::brief::Brief;
use crate::order;
use crate::text::CodePoint;

/// How far a layer has been looked through.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// The block that it began with.
    first: usize,
    /// How many blocks were looked through since. Before the first of them, what is not in the text.
    n_done: usize,
    /// Whether what is not in the text was.
    has_begun: bool,
}

impl Layer {
    /// Has the layer show what a sight shows, beginning near a place: [`Layer::look`] does it. Gives
    /// whether there is anything to do.
    pub fn see(&mut self, brief: &Brief, sight: Sight, near: impl FnOnce() -> CodePoint) -> bool {
        if self.sight == sight {
            return false;
        }
        self.sight = sight;
        let first = super::block_of(brief, near());
        self.look = Some(Look { first, n_done: 0, has_begun: false });
        true
    }

    /// Looks through so many annotations more, and through the rest of their block; gives the blocks
    /// that look otherwise after it.
    pub fn look(
        &mut self,
        brief: &Brief,
        workspace: &Workspace,
        n_annotations: usize,
    ) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        let mut n_seen = 0;
        while let Some(look) = self.look.filter(|_| n_seen < n_annotations) {
            let n_blocks = self.covers.len();
            let here: Vec<AnnotationId> = if look.has_begun {
                self.order.in_block((look.first + look.n_done) % n_blocks.max(1)).cloned().collect()
            } else {
                self.order.outside().cloned().collect()
            };
            for id in &here {
                touched.extend(self.look_at(brief, workspace, id).into_iter().flatten());
            }
            n_seen += here.len();
            let n_done = look.n_done + usize::from(look.has_begun);
            self.look = (n_done < n_blocks).then_some(Look { n_done, has_begun: true, ..look });
        }
        touched
    }

    /// Whether all that is here is shown or hidden as the sight says.
    #[must_use]
    pub fn is_looked_through(&self) -> bool {
        self.look.is_none()
    }

    /// Holds the annotation that the reader looks at: it is shown whatever the filter says, for one
    /// does not lose out of sight what one has in hand. Gives the blocks that look otherwise; `None`
    /// where no other annotations are shown than before.
    pub fn hold(
        &mut self,
        brief: &Brief,
        workspace: &Workspace,
        held: Option<&AnnotationId>,
    ) -> Option<BTreeSet<usize>> {
        if self.held.as_ref() == held {
            return None;
        }
        let before = std::mem::replace(&mut self.held, held.cloned());
        let both = before.iter().chain(held);
        let touched = both.filter_map(|id| self.look_at(brief, workspace, id));
        touched.reduce(|mut one, mut other| {
            one.append(&mut other);
            one
        })
    }

    /// Whether an annotation is here and shown.
    #[must_use]
    pub fn is_shown(&self, id: &AnnotationId) -> bool {
        self.n_hidden == 0 || self.places.get(id).is_some_and(|placed| placed.is_shown)
    }

    /// How many are here, shown or not; to one who codes blind no more is told than is shown.
    #[must_use]
    pub fn n_all(&self) -> usize {
        if self.sight.is_blind() { self.len() } else { self.places.len() }
    }

    /// Whether an annotation is shown because it passes the sight, and not only because the reader
    /// looks at it.
    #[must_use]
    pub fn passes(&self, brief: &Brief, workspace: &Workspace, id: &AnnotationId) -> bool {
        let shows = |annotation| self.sight.shows(brief, annotation, self.anchors(id));
        self.is_shown(id)
            && (self.held.as_ref() != Some(id) || workspace.annotations.get(id).is_some_and(shows))
    }

    /// Those that pass the sight, in the order of the text: what is passed on as what is shown.
    #[must_use]
    pub fn passing(&self, brief: &Brief, workspace: &Workspace) -> Vec<AnnotationId> {
        self.order.iter().filter(|id| self.passes(brief, workspace, id)).cloned().collect()
    }

    /// Whether an annotation is to be shown.
    pub(super) fn sees(&self, brief: &Brief, it: &Annotation, anchors: &[Anchor]) -> bool {
        self.sight.is_whole()
            || self.sight.shows(brief, it, anchors)
            || self.held.as_ref() == Some(&it.id) && !self.sight.conceals(brief, it, anchors)
    }

    /// Shows or hides one as the sight says; gives the blocks that look otherwise, or `None` where it
    /// was so already.
    fn look_at(
        &mut self,
        brief: &Brief,
        workspace: &Workspace,
        id: &AnnotationId,
    ) -> Option<BTreeSet<usize>> {
        let annotation = workspace.annotations.get(id)?;
        let is_shown = self.sees(brief, annotation, &self.places.get(id)?.anchors);
        let placed = self.places.get_mut(id)?;
        if std::mem::replace(&mut placed.is_shown, is_shown) == is_shown {
            return None;
        }
        let placed: &Placed = placed;
        self.order.show(id, placed.standing, is_shown);
        for theme in &placed.themes {
            if let Some(bearing) = self.by_theme.get_mut(theme) {
                bearing.n_shown = bearing.n_shown + usize::from(is_shown) - usize::from(!is_shown);
            }
        }
        self.n_hidden = self.n_hidden + usize::from(!is_shown) - usize::from(is_shown);
        let touched = order::set(placed.painted().flat_map(|span| blocks(brief, span)));
        for block in &touched {
            self.repainted[*block] = true;
        }
        Some(touched)
    }
}

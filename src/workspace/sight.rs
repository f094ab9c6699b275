//! What of the annotations of a brief is shown on the page: what the filter lets through, of the
//! coders whose work is not hidden.
//!
//! Nothing here touches the work: what is not shown is kept, passed on and counted as before.

use std::collections::BTreeSet;

use super::{Filter, Sieve, Workspace};
use crate::annotation::{Anchor, Annotation, AnnotationId};
use crate::brief::Brief;

/// What of the annotations of a brief is shown. Made ready for one brief and one workspace; made anew
/// and compared when the codebook, the settings or the filter change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    sieve: Option<Sieve>,
    /// The coders whose work is hidden, by IRI.
    hidden: BTreeSet<String>,
    /// The reader's own IRI.
    reader: Option<String>,
    /// The settlements that lie over what they settle.
    laid_aside: BTreeSet<AnnotationId>,
    /// While the reader codes blind: the blocks, by index, in which they see others' work already.
    open: Option<BTreeSet<usize>>,
}

impl Sight {
    /// What a filter shows of a brief, the layers that the reader hid left out.
    #[must_use]
    pub fn new(brief: &Brief, workspace: &Workspace, filter: &Filter) -> Sight {
        Sight {
            sieve: (!filter.is_empty()).then(|| filter.sieve(brief, workspace)),
            hidden: workspace.settings.hidden_coders.clone(),
            reader: workspace.coder.as_ref().map(|coder| coder.id.clone()),
            laid_aside: workspace.laid_aside(),
            open: None,
        }
    }

    /// The same, but of others' work only what lies in some blocks, given by index: for one who codes
    /// blind and is done with these.
    #[must_use]
    pub fn blind(self, open: BTreeSet<usize>) -> Sight {
        Sight { open: Some(open), ..self }
    }

    /// Whether the reader codes the brief blind.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.open.is_some()
    }

    /// Whether a settlement lies over what it settles.
    pub(super) fn lays_aside(&self) -> bool {
        !self.laid_aside.is_empty()
    }

    /// Whether everything is shown.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.sieve.is_none()
            && self.hidden.is_empty()
            && self.laid_aside.is_empty()
            && self.open.is_none()
    }

    /// Whether an annotation is shown, given where its passages in the brief lie.
    #[must_use]
    pub fn shows(&self, brief: &Brief, it: &Annotation, anchors: &[Anchor]) -> bool {
        !self.conceals(brief, it, anchors)
            && self.sieve.as_ref().is_none_or(|sieve| sieve.lets_through(brief, it, anchors))
    }

    /// Whether an annotation is another coder's whose work the reader does not want to see, or not
    /// yet, or a settlement over what it settles: such a one is not even shown when it is asked for by
    /// name.
    #[must_use]
    pub fn conceals(&self, brief: &Brief, it: &Annotation, anchors: &[Anchor]) -> bool {
        if self.laid_aside.contains(&it.id) {
            return true;
        }
        let Some(creator) = &it.creator else { return false };
        if self.reader.as_ref() == Some(&creator.id) {
            return false;
        }
        self.hidden.contains(&creator.id) || !self.is_open(brief, anchors)
    }

    /// Whether another's work is open to be seen: all of it lies in blocks that are.
    fn is_open(&self, brief: &Brief, anchors: &[Anchor]) -> bool {
        let Some(open) = &self.open else { return true };
        !anchors.is_empty()
            && anchors.iter().all(|anchor| {
                anchor.settled().is_some_and(|span| {
                    let first = brief.block_at(span.start).unwrap_or(0);
                    let end = brief.blocks.partition_point(|block| block.span.start < span.end);
                    (first..end).all(|block| open.contains(&block))
                })
            })
    }
}

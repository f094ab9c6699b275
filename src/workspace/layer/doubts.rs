//! The annotations of one brief of which a passage does not lie where it was put, counted by whose they
//! are: how many passages a reader is to say something of costs no look at any of them.

use std::collections::BTreeMap;

use super::{Anchor, Annotation, AnnotationId, Target};
use crate::annotation::is_given_up;
use crate::brief::Brief;

/// The doubts about the annotations of one brief.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    by_annotation: BTreeMap<AnnotationId, Doubt>,
    n_open_of_nobody: usize,
    /// By the coder's IRI.
    n_open_of: BTreeMap<String, usize>,
}

/// What is doubtful of one annotation.
#[derive(Clone, Debug)]
struct Doubt {
    /// The IRI of the coder whose it is, if it is anybody's.
    creator: Option<String>,
    /// Of how many passages something is to be said: those that nobody has given up.
    n_open: usize,
}

impl Doubts {
    /// Takes in an annotation that is not here, with what is known of its targets in a brief. Nothing where
    /// each lies where it was put.
    pub(super) fn put<'target>(
        &mut self,
        brief: &Brief,
        annotation: &Annotation,
        passages: impl Iterator<Item = (&'target Target, &'target Anchor)>,
    ) {
        let mut doubtful = passages.filter(|(_, anchor)| !lies_still(anchor)).peekable();
        if doubtful.peek().is_none() {
            return;
        }
        let n_open = doubtful.filter(|(target, _)| !is_given_up(&brief.text, target)).count();
        let creator = annotation.creator.as_ref().map(|creator| creator.id.clone());
        match &creator {
            None => self.n_open_of_nobody += n_open,
            Some(creator) => *self.n_open_of.entry(creator.clone()).or_default() += n_open,
        }
        self.by_annotation.insert(annotation.id.clone(), Doubt { creator, n_open });
    }

    /// Forgets an annotation, doubtful or not.
    pub(super) fn remove(&mut self, id: &AnnotationId) {
        let Some(Doubt { creator, n_open }) = self.by_annotation.remove(id) else { return };
        let Some(creator) = creator else { return self.n_open_of_nobody -= n_open };
        if let Some(n_open_of) = self.n_open_of.get_mut(&creator) {
            *n_open_of -= n_open;
            if *n_open_of == 0 {
                self.n_open_of.remove(&creator);
            }
        }
    }

    /// The doubtful annotations, in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &AnnotationId> {
        self.by_annotation.keys()
    }

    /// Of how many passages something is to be said by whose they are: a coder, by IRI, or nobody.
    pub(super) fn n_open(&self, creator: Option<&str>) -> usize {
        match creator {
            None => self.n_open_of_nobody,
            Some(creator) => self.n_open_of.get(creator).copied().unwrap_or(0),
        }
    }
}

/// Whether an anchor says that the target lies where it was put.
fn lies_still(anchor: &Anchor) -> bool {
    match anchor {
        Anchor::Exact { .. } | Anchor::Whole => true,
        Anchor::Moved { .. } | Anchor::Changed { .. } | Anchor::Ambiguous { .. } | Anchor::Lost => {
            false
        }
    }
}

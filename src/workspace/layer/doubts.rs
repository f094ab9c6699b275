//! The annotations of one brief of which a passage does not lie where it was put, counted by whose they
//! are: how many passages a reader is to say something of costs no look at any of them.

use std::collections::BTreeSet;

use super::{Anchor, Annotation, AnnotationId, Target};
use crate::annotation::is_given_up;
use crate::brief::Brief;

/// The doubts about the annotations of one brief.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    ids: BTreeSet<AnnotationId>,
    /// Of how many passages something is to be said, by whose they are: a coder, by IRI, or nobody. Of
    /// each of them once; coders are few.
    n_open: Vec<(Option<String>, usize)>,
}

/// What is doubtful of one annotation.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    /// The IRI of the coder whose it is, if it is anybody's.
    creator: Option<String>,
    /// Of how many passages something is to be said: those that nobody has given up.
    n_open: usize,
}

impl Doubt {
    /// What is doubtful of an annotation, with what is known of its targets in a brief; `None` where each
    /// lies where it was put.
    pub(super) fn of<'target>(
        brief: &Brief,
        annotation: &Annotation,
        passages: impl Iterator<Item = (&'target Target, &'target Anchor)>,
    ) -> Option<Doubt> {
        let mut doubtful = passages.filter(|(_, anchor)| !lies_still(anchor)).peekable();
        doubtful.peek()?;
        let n_open = doubtful.filter(|(target, _)| !is_given_up(&brief.text, target)).count();
        let creator = annotation.creator.as_ref().map(|creator| creator.id.clone());
        Some(Doubt { creator, n_open })
    }
}

impl Doubts {
    /// Takes in what is doubtful of an annotation that is not here.
    pub(super) fn put(&mut self, id: &AnnotationId, doubt: &Doubt) {
        self.ids.insert(id.clone());
        match self.n_open.iter_mut().find(|(creator, _)| *creator == doubt.creator) {
            Some((_, n_open)) => *n_open += doubt.n_open,
            None => self.n_open.push((doubt.creator.clone(), doubt.n_open)),
        }
    }

    /// Forgets an annotation of which that was doubtful.
    pub(super) fn remove(&mut self, id: &AnnotationId, doubt: &Doubt) {
        self.ids.remove(id);
        if let Some((_, n_open)) =
            self.n_open.iter_mut().find(|(creator, _)| *creator == doubt.creator)
        {
            *n_open -= doubt.n_open;
        }
    }

    /// The doubtful annotations, in the order of their ids.
    pub(super) fn ids(&self) -> &BTreeSet<AnnotationId> {
        &self.ids
    }

    /// Of how many passages something is to be said by whose they are: a coder, by IRI, or nobody.
    pub(super) fn n_open(&self, creator: Option<&str>) -> usize {
        let of_creator = self.n_open.iter().find(|(known, _)| known.as_deref() == creator);
        of_creator.map_or(0, |(_, n_open)| *n_open)
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

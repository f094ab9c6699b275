//! What another version of a brief would do to its annotations, found out a few of them at a time.

use super::{Fate, sort, targets_in};
use crate::annotation::{Anchors, AnnotationId, Concordance, is_given_up};
use crate::brief::Brief;
use crate::workspace::Workspace;

/// A comparison that is under way: [`Comparison::step`] until it [is done](Comparison::is_done).
/// However it is cut into steps, [`Comparison::finish`] gives what [`compare`](super::compare) gives.
#[derive(Debug)]
pub struct Comparison {
    /// The IRI of the brief whose annotations are followed.
    from: String,
    concordance: Concordance,
    /// Those that were not looked for yet, the next one last.
    left: Vec<AnnotationId>,
    n_all: usize,
    fates: Vec<Fate>,
}

impl Comparison {
    /// Begins with nothing looked for. `from` is the IRI of the brief whose annotations are followed.
    #[must_use]
    pub fn begin(workspace: &Workspace, from: &str) -> Comparison {
        let annotations = workspace.annotations.values();
        let left: Vec<AnnotationId> = annotations
            .filter(|it| !workspace.is_kept_from_reader(it))
            .filter(|it| targets_in(it, from).next().is_some())
            .map(|it| it.id.clone())
            .collect();
        let (from, n_all) = (from.to_owned(), left.len());
        Comparison { from, concordance: Concordance::default(), left, n_all, fates: Vec::new() }
    }

    /// Looks for one annotation more in the other version, or reads a piece of it first where it must.
    /// What was deleted since is passed over.
    pub fn step(&mut self, workspace: &Workspace, to: &Brief) {
        let Some(id) = self.left.last() else { return };
        if let Some(annotation) = workspace.annotations.get(id) {
            let anchors = Anchors::with(to, &self.concordance);
            let mut fates = Vec::new();
            for (index, target) in targets_in(annotation, &self.from) {
                let Some(anchor) = anchors.in_step(target) else { return };
                fates.push(Fate {
                    annotation: annotation.id.clone(),
                    target: index,
                    anchor,
                    is_own: workspace.is_mine(annotation),
                    is_given_up: is_given_up(&to.text, target),
                });
            }
            self.fates.append(&mut fates);
        }
        self.left.pop();
    }

    /// Whether all were looked for.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    /// How many annotations were looked for, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.n_all - self.left.len(), self.n_all)
    }

    /// What was found, in the order of [`compare`](super::compare).
    #[must_use]
    pub fn finish(self) -> Vec<Fate> {
        let mut fates = self.fates;
        sort(&mut fates);
        fates
    }
}

//! What a card shows, kept up to date for as long as the card stands in the page.

use leptos::prelude::*;

use crate::annotation::{Anchor, Annotation, AnnotationId};
use crate::view::session::{Part, Session};
use crate::workspace::{Layer, Workspace};

/// An annotation with where it lies.
#[derive(Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) annotation: Annotation,
    /// One for each of its passages in this brief, in their order.
    pub(super) anchors: Vec<Anchor>,
    /// Whether it is the reader's own, and so can be changed.
    pub(super) is_own: bool,
    /// Whether a note on it is half written.
    pub(super) has_draft: bool,
}

impl Entry {
    /// Follows an annotation. `None` where it is gone; one that goes later is shown as it last was,
    /// until its card is taken away.
    pub(super) fn follow(session: Session, id: &AnnotationId) -> Option<Memo<Entry>> {
        let now = move |id: &AnnotationId, before: Option<&Entry>| {
            session.with_layer(|layer| {
                session.with_part(Part::Coder, |workspace| Entry::now(workspace, layer, id, before))
            })
        };
        untrack(|| now(id, None))?;
        let id = id.clone();
        Some(Memo::new_owning(move |before: Option<Entry>| match now(&id, before.as_ref()) {
            Some(entry) => (entry, true),
            None => (before.expect("it was there when it was first followed"), false),
        }))
    }

    /// What there is to show, where it is other than before; nothing is copied where it is not.
    fn now(
        workspace: &Workspace,
        layer: &Layer,
        id: &AnnotationId,
        before: Option<&Entry>,
    ) -> Option<Entry> {
        let annotation = workspace.annotations.get(id)?;
        let anchors = layer.anchors(id);
        let is_own = workspace.is_mine(annotation);
        let has_draft = workspace.drafts.contains_key(&id.0);
        let is_same = before.is_some_and(|before| {
            before.annotation == *annotation
                && before.anchors == anchors
                && before.is_own == is_own
                && before.has_draft == has_draft
        });
        (!is_same).then(|| Entry {
            annotation: annotation.clone(),
            anchors: anchors.to_vec(),
            is_own,
            has_draft,
        })
    }

    /// Its note; empty where it has none.
    pub(super) fn note(&self) -> String {
        self.annotation.note().unwrap_or_default().to_owned()
    }
}

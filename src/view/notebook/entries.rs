//! What the cards show, kept up to date: one signal for each annotation, so that a change of one
//! writes one card, and one reader of the workspace for all of them.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::annotation::{Anchor, Annotation, AnnotationId};
use crate::text::CodePoint;
use crate::view::session::Session;
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

/// The annotations of a brief by where they lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups {
    /// On the whole brief.
    pub(super) whole: Vec<AnnotationId>,
    /// In the text, in its order.
    pub(super) placed: Vec<AnnotationId>,
    /// Where each of `placed` begins.
    pub(super) starts: Vec<CodePoint>,
    /// Those of which no passage has a place.
    pub(super) unplaced: Vec<AnnotationId>,
}

/// The annotations of the brief on screen. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(super) struct Entries {
    pub(super) groups: RwSignal<Groups>,
    entries: StoredValue<BTreeMap<AnnotationId, ArcRwSignal<Entry>>>,
}

impl Entries {
    /// Follows the workspace. The cards are written after the first look at it.
    pub(super) fn follow(session: Session) -> Entries {
        let entries = Entries {
            groups: RwSignal::new(Groups::default()),
            entries: StoredValue::new(BTreeMap::new()),
        };
        Effect::new(move |_| {
            session.with(|workspace| {
                session.with_layer(|layer| entries.update(workspace, layer));
            });
        });
        entries
    }

    /// What a card shows. `None` once the annotation is gone.
    pub(super) fn get(self, id: &AnnotationId) -> Option<ArcRwSignal<Entry>> {
        self.entries.with_value(|entries| entries.get(id).cloned())
    }

    fn update(self, workspace: &Workspace, layer: &Layer) {
        let mut groups = Groups::default();
        let known = self.entries.get_value();
        let mut entries = BTreeMap::new();
        for id in layer.in_order() {
            let Some(annotation) = workspace.annotations.get(&id) else { continue };
            let anchors = layer.anchors(&id);
            groups.put(&id, anchors);
            let is_own = workspace.is_mine(annotation);
            let has_draft = workspace.drafts.contains_key(&id.0);
            let entry = known.get(&id).cloned();
            let is_same = entry.as_ref().is_some_and(|entry| {
                entry.with_untracked(|entry| {
                    entry.annotation == *annotation
                        && entry.anchors == anchors
                        && entry.is_own == is_own
                        && entry.has_draft == has_draft
                })
            });
            let now = || Entry {
                annotation: annotation.clone(),
                anchors: anchors.to_vec(),
                is_own,
                has_draft,
            };
            let entry = match entry {
                Some(entry) if is_same => entry,
                Some(entry) => {
                    entry.set(now());
                    entry
                }
                None => ArcRwSignal::new(now()),
            };
            entries.insert(id, entry);
        }
        self.entries.set_value(entries);
        if self.groups.with_untracked(|before| *before != groups) {
            self.groups.set(groups);
        }
    }
}

impl Groups {
    /// How many annotations there are.
    pub(super) fn len(&self) -> usize {
        self.whole.len() + self.placed.len() + self.unplaced.len()
    }

    fn put(&mut self, id: &AnnotationId, anchors: &[Anchor]) {
        let start = anchors.iter().filter_map(Anchor::settled).map(|span| span.start).min();
        if let Some(start) = start {
            self.placed.push(id.clone());
            self.starts.push(start);
        } else if anchors.contains(&Anchor::Whole) {
            self.whole.push(id.clone());
        } else {
            self.unplaced.push(id.clone());
        }
    }
}

impl Entry {
    /// Its note; empty where it has none.
    pub(super) fn note(&self) -> String {
        self.annotation.note().unwrap_or_default().to_owned()
    }
}

//! The layer over the brief on screen: laid in slices when the brief opens, then with each change.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Part, Reading, Session};
use crate::annotation::{Anchors, AnnotationId};
use crate::brief::Brief;
use crate::browser::clock;
use crate::route::{Place, Route};
use crate::text::CodePoint;
use crate::workspace::{Change, Layer};

/// How long a slice may keep the page from the reader, in milliseconds.
const SLICE: f64 = 8.0;
/// How many annotations are laid between two looks at the clock.
const STRIDE: usize = 32;

impl Session {
    /// Puts a brief on screen. The annotations that lie near the place that the address names are
    /// laid before this returns, as many as fit into a slice; the rest follow while the page is free.
    pub(crate) fn read(self, reading: Arc<Reading>) {
        let near = self.near(&reading.brief);
        let layer = self.with_untracked(|workspace| Layer::begin(&reading.brief, workspace, near));
        self.layer.set_value(layer);
        self.reading.set_value(Some(Arc::clone(&reading)));
        self.active.set(None);
        self.selection.set(None);
        self.cursor.set(None);
        self.lay_slice(&reading);
        self.following.tell(Part::Reading);
        leptos::task::spawn_local(async move {
            clock::breathe().await;
            // Another brief may have been opened since.
            while self.reading().is_some_and(|now| Arc::ptr_eq(&now, &reading))
                && self.lay_slice(&reading)
            {
                clock::breathe().await;
            }
        });
    }

    /// Lays a slice of the layer. Gives whether there was something to lay.
    fn lay_slice(self, reading: &Reading) -> bool {
        let began = clock::ticks();
        let anchors = Anchors::new(&reading.brief);
        let mut touched = BTreeSet::new();
        let mut has_laid = false;
        while clock::ticks() - began < SLICE && self.layer.with_value(|layer| !layer.is_laid()) {
            has_laid = true;
            self.layer.update_value(|layer| {
                touched.extend(self.with_untracked(|workspace| {
                    layer.step(&reading.brief, &anchors, workspace, STRIDE)
                }));
            });
        }
        if has_laid {
            reading.touch(touched);
            self.following.tell(Part::Annotations);
        }
        has_laid
    }

    /// The place of a brief that the address names, as far as the brief and the stored form know.
    fn near(self, brief: &Brief) -> CodePoint {
        let Route::Brief { place, .. } = self.route.get_untracked() else { return CodePoint(0) };
        let start_of = |block: usize| brief.blocks.get(block).map(|block| block.span.start);
        let near = match place {
            Place::Start => None,
            Place::Block(id) => brief.block_by_id(&id).and_then(start_of),
            Place::Page(number) => {
                brief.blocks.iter().position(|block| block.page >= number).and_then(start_of)
            }
            Place::Annotation(name) => self.with_untracked(|workspace| {
                let id = AnnotationId(format!("urn:uuid:{name}"));
                workspace.annotations.get(&id)?.targets.first()?.stored_start()
            }),
        };
        near.unwrap_or(CodePoint(0))
    }

    /// Takes a change into the layer, and redraws the blocks that look otherwise after it.
    pub(super) fn lay(self, change: &Change) {
        let Some(reading) = self.reading() else { return };
        let anchors = Anchors::new(&reading.brief);
        let touched = self
            .layer
            .try_update_value(|layer| layer.update(&reading.brief, &anchors, change))
            .unwrap_or_default();
        reading.touch(touched);
    }
}

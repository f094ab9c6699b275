//! The layer over the brief on screen: laid in slices when the brief opens, then with each change;
//! looked through in slices when something else is to be shown of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Panel, Part, Reading, Session};
use crate::annotation::AnnotationId;
use crate::brief::Brief;
use crate::browser::clock::{self, Slice};
use crate::route::{Place, Route};
use crate::statistics::Overview;
use crate::text::CodePoint;
use crate::view::later::{self, Marking};
use crate::view::reader::BarState;
use crate::workspace::{Change, Layer};

/// How many annotations are laid between two looks at the clock.
const STRIDE: usize = 32;
/// After how many milliseconds those who draw and count the annotations are told that there are more
/// of them. The first ones, near the window, are drawn at once.
const PATIENCE: f64 = 250.0;

impl Session {
    /// Puts a brief on screen. The annotations that lie near the place that the address names are
    /// laid before this returns, as many as fit into a slice; the rest follow while the page is free.
    /// Where the page is just opened the text comes first, and all of them follow.
    pub(crate) fn read(self, reading: Arc<Reading>) {
        self.reading.set_value(Some(Arc::clone(&reading)));
        self.active.set(None);
        self.selection.set(None);
        self.cursor.set(None);
        // What was asked of the last brief is not asked of this one.
        self.bar.set(BarState::Closed);
        self.adjusting.set(None);
        self.confirming.set(None);
        self.panel.update(|panel| *panel = panel.take().filter(|it| *it != Panel::Confirm));
        later::carry_out(self, Marking::Lay);
        later::carry_out(self, Marking::Sense(reading));
        self.following.tell(Part::Reading);
    }

    /// Lays the annotations over the brief that was put on screen.
    pub(crate) fn lay_over(self) {
        self.lay_afresh();
        self.following.tell(Part::Annotations);
        // An address may name one of those that were just read.
        let route = self.route.get_untracked();
        if matches!(route, Route::Brief { place: Place::Annotation(_), .. }) {
            self.route.set(route);
        }
    }

    /// Lays the layer over the brief on screen from the beginning.
    pub(super) fn lay_afresh(self) {
        let Some(reading) = self.reading() else { return };
        let slice = Slice::begin();
        let near = self.near(&reading.brief);
        let mut layer =
            self.with_untracked(|workspace| Layer::begin(&reading.brief, workspace, near));
        layer.see(&reading.brief, self.sight(&reading.brief), || near);
        self.layer.set_value(layer);
        self.lay_on(reading, slice);
    }

    /// Lays the layer on, and looks through it, until both are done: now as much as fits into what is
    /// left of a slice, the rest while the page is free.
    pub(super) fn lay_on(self, reading: Arc<Reading>, mut slice: Slice) {
        // Where few fit those that follow are told of at once.
        let mut told = if slice.is_over() { f64::NEG_INFINITY } else { clock::ticks() };
        reading.touch(self.lay_slice(&reading, slice));
        let turn = self.laying.get_value().wrapping_add(1);
        self.laying.set_value(turn);
        if self.is_laid_on() {
            return;
        }
        leptos::task::spawn_local(async move {
            let mut touched = BTreeSet::new();
            slice.breathe().await;
            // Another brief may have been opened since, or the layer begun anew.
            while self.laying.get_value() == turn
                && self.reading().is_some_and(|now| Arc::ptr_eq(&now, &reading))
                && !self.is_laid_on()
            {
                touched.extend(self.lay_slice(&reading, slice));
                if self.is_laid_on() || clock::ticks() - told >= PATIENCE {
                    reading.touch(std::mem::take(&mut touched));
                    self.following.tell(Part::Annotations);
                    told = clock::ticks();
                }
                slice.breathe().await;
            }
            reading.touch(touched);
        });
    }

    pub(super) fn is_laid_on(self) -> bool {
        self.with_layer_untracked(|layer| layer.is_laid() && layer.is_looked_through())
    }

    /// Whether every stored annotation was read and looked for. Followed as the annotations are.
    pub(crate) fn is_laid(self) -> bool {
        self.with_layer(Layer::is_laid) && !self.has_unread()
    }

    /// Lays the layer on until it is laid or the slice is over; gives the blocks that look otherwise
    /// after it.
    pub(super) fn lay_slice(self, reading: &Reading, slice: Slice) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        loop {
            let step = self.layer.try_update_value(|layer| {
                self.with_untracked(|workspace| {
                    let mut touched = layer.look(&reading.brief, workspace, STRIDE);
                    touched.extend(layer.step(&reading.brief, workspace, STRIDE));
                    touched
                })
            });
            // One by one: to append a set to another goes through both.
            touched.extend(step.unwrap_or_default());
            if slice.is_over() || self.is_laid_on() {
                return touched;
            }
        }
    }

    /// Takes a change into the layer, and has the blocks drawn anew that look otherwise after it.
    pub(super) fn lay(self, change: &Change) {
        let Some(reading) = self.reading() else { return };
        let touched = self.layer.try_update_value(|layer| layer.update(&reading.brief, change));
        reading.touch(touched.unwrap_or_default());
        if !self.is_laid_on() {
            self.lay_on(reading, Slice::begin());
        }
    }

    /// Takes what is shown of the brief on screen into the overview of it. There may be one alone.
    pub(crate) fn overlook(self, reading: &Reading, overview: &mut Overview) {
        self.layer.update_value(|layer| {
            self.with_untracked(|it| overview.follow(&reading.brief, layer, &it.themes));
        });
    }

    /// The place of a brief that the address names, as far as the brief and the stored form know.
    pub(super) fn near(self, brief: &Brief) -> CodePoint {
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
}

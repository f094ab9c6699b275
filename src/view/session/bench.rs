//! The two halves of taking a change in, for a driver that measures them apart.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Session;
use crate::annotation::Annotation;
use crate::workspace::{Change, Key, Origin, Record, Write};

impl Session {
    /// Takes in annotations as if they had been stored before, and finds where they lie. Gives the
    /// blocks to draw.
    pub(crate) fn lay(self, annotations: Vec<Annotation>) -> BTreeSet<usize> {
        let Some(reading) = self.reading() else { return BTreeSet::new() };
        let writes = annotations.into_iter().map(|annotation| Write {
            key: Key::Annotation(annotation.id.clone()),
            before: None,
            after: Some(Record::Annotation(annotation)),
        });
        let change = Change {
            words: String::new(),
            origin: Origin::OtherTab,
            undoable: false,
            writes: writes.collect(),
        };
        self.workspace.update_value(|workspace| workspace.write(&change));
        let touched = self.layer.try_update_value(|layer| {
            self.workspace.with_value(|workspace| layer.update(&reading.brief, workspace, &change))
        });
        touched.unwrap_or_default()
    }

    /// Draws blocks, and lets everything that follows the workspace follow.
    pub(crate) fn draw(self, blocks: BTreeSet<usize>) {
        let Some(reading) = self.reading() else { return };
        for block in blocks {
            let segments = self.layer.with_value(|layer| layer.segments(&reading.brief, block));
            reading.segments[block].set(segments);
        }
        self.revision.update(|revision| *revision += 1);
    }
}

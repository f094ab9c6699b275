//! Annotations that a driver brings, taken in as those are that were stored before.

use leptos::prelude::*;

use super::Session;
use crate::annotation::Annotation;
use crate::workspace::{Change, Key, Origin, Record, Write};

impl Session {
    /// Takes in annotations as if they had been stored before the brief on screen was opened: they are
    /// laid as its opening would, in slices.
    pub(crate) fn bring(self, annotations: Vec<Annotation>) {
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
        if let Some(reading) = self.reading() {
            self.read(reading);
        }
    }
}

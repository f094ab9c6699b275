//! Annotations that a driver brings, taken in as those are that were stored before.

use leptos::prelude::*;

use super::Session;
use crate::annotation::Annotation;

impl Session {
    /// Takes in annotations as if they had been stored before the brief on screen was opened: they are
    /// laid as its opening would, in slices.
    pub(crate) fn bring(self, annotations: Vec<Annotation>) {
        let named = annotations.into_iter().map(|annotation| (annotation.id.clone(), annotation));
        self.workspace.update_value(|workspace| workspace.annotations.extend(named));
        if let Some(reading) = self.reading() {
            self.read(reading);
        }
    }
}

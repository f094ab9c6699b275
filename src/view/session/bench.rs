//! Annotations that a driver brings, taken in as those are that were stored before.

use leptos::prelude::*;

use super::{Part, Session};
use crate::annotation::Annotation;
use crate::browser::clock::Slice;

impl Session {
    /// Takes in annotations as if they had been stored before: they are laid over the brief on screen as
    /// its opening would, in slices, and take the place of those that bear the same names.
    pub(crate) fn bring(self, annotations: Vec<Annotation>) {
        let Some(reading) = self.reading() else { return };
        let slice = Slice::begin();
        let brief = &reading.brief;
        let near = self.near(brief);
        let expected =
            self.layer.try_update_value(|layer| layer.expect(brief, annotations.iter(), near));
        reading.touch(expected.unwrap_or_default());
        let named = annotations.into_iter().map(|annotation| (annotation.id.clone(), annotation));
        self.workspace.update_value(|workspace| workspace.annotations.extend(named));
        self.lay_on(reading, slice);
        self.following.tell(Part::Annotations);
    }
}

//! The names of a driver's annotations and themes, and ours.

use std::collections::HashMap;

use uuid::Uuid;

use crate::annotation::AnnotationId;
use crate::codebook::ThemeId;

/// What the driver calls which annotation.
#[derive(Default)]
pub(super) struct Names {
    ids: HashMap<String, AnnotationId>,
    names: HashMap<AnnotationId, String>,
}

impl Names {
    /// The annotation that the driver calls so; a name that is new is given one.
    pub(super) fn annotation(&mut self, name: String) -> AnnotationId {
        if let Some(id) = self.ids.get(&name) {
            return id.clone();
        }
        let id = AnnotationId(iri(&name));
        self.call(id.clone(), name);
        id
    }

    /// From now on the driver calls this annotation so.
    pub(super) fn call(&mut self, id: AnnotationId, name: String) {
        self.ids.insert(name.clone(), id.clone());
        self.names.insert(id, name);
    }

    /// What the driver calls an annotation; its IRI where that is not known.
    pub(super) fn of(&self, id: &AnnotationId) -> String {
        self.names.get(id).unwrap_or(&id.0).clone()
    }
}

/// The theme that the driver calls so.
pub(super) fn theme_id(name: &str) -> ThemeId {
    ThemeId(iri(name))
}

/// An IRI for a name, the same each time.
fn iri(name: &str) -> String {
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}

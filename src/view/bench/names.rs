//! The names of a driver's annotations and themes, and ours.

use std::cell::OnceCell;
use std::collections::HashMap;

use uuid::Builder;

use crate::annotation::AnnotationId;
use crate::codebook::ThemeId;

/// What the driver calls which annotation.
///
/// An annotation that the driver names before it is there gets its IRI from that name; one that the
/// app has made has its own.
#[derive(Default)]
pub(super) struct Names {
    /// Those that were brought, with their names.
    brought: Vec<(AnnotationId, String)>,
    /// Those that the app has made, by their names.
    made: HashMap<String, AnnotationId>,
    /// All of them; read together when one is first asked for.
    names: OnceCell<HashMap<AnnotationId, String>>,
}

impl Names {
    /// The annotation that the driver calls so, and brings.
    pub(super) fn bring(&mut self, name: String) -> AnnotationId {
        let id = self.annotation(&name);
        self.brought.push((id.clone(), name));
        self.names.take();
        id
    }

    /// The annotation that the driver calls so.
    pub(super) fn annotation(&self, name: &str) -> AnnotationId {
        self.made.get(name).cloned().unwrap_or_else(|| AnnotationId(iri(name)))
    }

    /// From now on the driver calls an annotation so that the app has made.
    pub(super) fn call(&mut self, id: AnnotationId, name: String) {
        if let Some(names) = self.names.get_mut() {
            names.insert(id.clone(), name.clone());
        }
        self.made.insert(name, id);
    }

    /// What the driver calls an annotation; its IRI where that is not known.
    pub(super) fn of(&self, id: &AnnotationId) -> String {
        let names = self.names.get_or_init(|| {
            let made = self.made.iter().map(|(name, id)| (id.clone(), name.clone()));
            self.brought.iter().cloned().chain(made).collect()
        });
        names.get(id).unwrap_or(&id.0).clone()
    }
}

/// The theme that the driver calls so.
pub(super) fn theme_id(name: &str) -> ThemeId {
    ThemeId(iri(name))
}

/// An IRI for a name, the same each time: FNV-1a in 128 bits, which is quick and told apart well enough by
/// a driver's ten thousand names.
fn iri(name: &str) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = name.bytes().fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    let uuid = Builder::from_random_bytes(hash.to_be_bytes()).into_uuid();
    let mut iri = "urn:uuid:".to_owned();
    iri.push_str(uuid.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
    iri
}

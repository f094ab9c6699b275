//! REFI-QDA, the exchange format of programs for qualitative analysis: codebooks (QDC) and projects
//! (QDPX), version 1.0.
//!
//! A project is an archive: `project.qde` with codes, coders and selections, and each source as plain
//! text. A selection has a place and no words; its `name` is ours for those, so that a reader can
//! tell how the writer counted: the standard says code points, and programs differ on whether a line
//! end of two signs is one.

mod archive;
mod codebook;
mod element;
mod fit;
mod project;
mod read;
mod source;

pub(super) use codebook::{export as export_codebook, export_themes, import_themes};
pub use element::BadXml;
pub(super) use element::has_unspeakable;
pub(super) use project::export as export_project;
pub use read::BadProject;
pub(super) use read::{ReadProject, import, import_xml};

use uuid::Uuid;

/// The UUID that an IRI is.
fn uuid_of(iri: &str) -> Option<Uuid> {
    iri.strip_prefix("urn:uuid:").and_then(|uuid| Uuid::try_parse(uuid).ok())
}

/// Whether an IRI is a UUID, and so comes back from a project as it was.
pub(super) fn is_uuid(iri: &str) -> bool {
    uuid_of(iri).is_some()
}

/// The name of the nth coding of a source that belongs to an annotation on the whole of it.
fn coding_guid(annotation: &str, nth: usize) -> String {
    guid(&format!("{annotation} coding {nth}"))
}

/// The name that a thing has in a project: the UUID of its IRI, or one that follows from the IRI.
fn guid(iri: &str) -> String {
    uuid_of(iri).unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_OID, iri.as_bytes())).to_string()
}

/// The IRI of a name, which may stand in braces.
fn iri(guid: &str) -> Option<String> {
    let bare = guid.trim().trim_start_matches('{').trim_end_matches('}');
    Uuid::try_parse(bare).ok().map(|uuid| format!("urn:uuid:{uuid}"))
}

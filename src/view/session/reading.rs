//! The brief on screen.

use std::sync::Arc;

use leptos::prelude::*;

use crate::annotation::{AnnotationId, Segment};
use crate::brief::{Brief, Finding};

/// A brief with what the page needs to show it: one signal for each block, so that an edit redraws
/// only what it touched.
pub(crate) struct Reading {
    /// The document.
    pub(crate) brief: Brief,
    /// What looked odd in it.
    pub(crate) findings: Vec<Finding>,
    /// For each block, the runs that are painted.
    pub(crate) segments: Vec<RwSignal<Vec<Segment<AnnotationId>>>>,
}

impl Reading {
    /// Sets a brief up for reading, with nothing painted.
    pub(crate) fn new((brief, findings): (Brief, Vec<Finding>)) -> Arc<Reading> {
        let segments = brief.blocks.iter().map(|_| RwSignal::new(Vec::new())).collect();
        Arc::new(Reading { brief, findings, segments })
    }

    /// The part of the brief's IRI that stands in the address.
    pub(crate) fn slug(&self) -> String {
        slug(&self.brief.id)
    }
}

/// The IRI of the brief that an address names.
pub(crate) fn iri(slug: &str) -> String {
    format!("urn:briefmark:{slug}")
}

/// The part of a brief's IRI that stands in the address.
pub(crate) fn slug(id: &str) -> String {
    id.strip_prefix("urn:briefmark:").unwrap_or(id).to_owned()
}

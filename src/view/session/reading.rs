//! The brief on screen.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::brief::{Brief, Finding, Sense, put_in_order};

/// A brief with what the page needs to show it.
pub(crate) struct Reading {
    /// The document.
    pub(crate) brief: Brief,
    /// What looked odd in how it is built.
    pub(crate) findings: Vec<Finding>,
    /// What its words say, once they were read for that.
    sense: ArcRwSignal<Option<Arc<Sense>>>,
    /// The blocks that look otherwise than they are drawn.
    touched: ArcRwSignal<BTreeSet<usize>>,
}

impl Reading {
    /// Sets a brief up for reading.
    pub(crate) fn new((brief, findings): (Brief, Vec<Finding>)) -> Arc<Reading> {
        let (sense, touched) = (ArcRwSignal::new(None), ArcRwSignal::default());
        Arc::new(Reading { brief, findings, sense, touched })
    }

    /// What the words say, if they were read for that by now.
    pub(crate) fn sense(&self) -> Option<Arc<Sense>> {
        self.sense.get_untracked()
    }

    /// Keeps what the words say.
    pub(crate) fn set_sense(&self, sense: Arc<Sense>) {
        self.sense.set(Some(sense));
    }

    /// All that looked odd, in order; `None` until the words were read for their sense. Followed.
    pub(crate) fn oddities(&self) -> Option<Vec<Finding>> {
        let sense = self.sense.get()?;
        let mut findings = [self.findings.as_slice(), sense.findings.as_slice()].concat();
        put_in_order(&mut findings);
        Some(findings)
    }

    /// The part of the brief's IRI that stands in the address.
    pub(crate) fn slug(&self) -> String {
        slug(&self.brief.id)
    }

    /// Asks for blocks to be drawn anew. Whoever draws them is told once for all that is asked in one
    /// task of the browser, before it paints.
    pub(crate) fn touch(&self, blocks: BTreeSet<usize>) {
        if !blocks.is_empty() {
            self.touched.update(|touched| touched.extend(blocks));
        }
    }

    /// The blocks that are to be drawn anew since this was last asked. Inside an effect: runs again
    /// when there are some.
    pub(crate) fn take_touched(&self) -> BTreeSet<usize> {
        self.touched.track();
        self.touched.try_update_untracked(std::mem::take).unwrap_or_default()
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

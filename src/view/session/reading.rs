//! The brief on screen.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use crate::brief::{Brief, Finding, Link, Sense};

/// A brief with what the page needs to show it.
pub(crate) struct Reading {
    /// The document.
    pub(crate) brief: Brief,
    /// What looked odd in how it is built.
    pub(crate) findings: Vec<Finding>,
    /// What its words say, once they were read for that.
    sense: ArcRwSignal<Option<Sense>>,
    /// Whether they are being read for it, or were.
    is_sensed: AtomicBool,
    /// The blocks that look otherwise than they are drawn.
    touched: ArcRwSignal<BTreeSet<usize>>,
}

impl Reading {
    /// Sets a brief up for reading.
    pub(crate) fn new((brief, findings): (Brief, Vec<Finding>)) -> Arc<Reading> {
        let (sense, is_sensed) = (ArcRwSignal::new(None), AtomicBool::new(false));
        Arc::new(Reading { brief, findings, sense, is_sensed, touched: ArcRwSignal::default() })
    }

    /// Whether the words are still to be read for their sense; whoever is told so reads them.
    pub(crate) fn begin_sense(&self) -> bool {
        !self.is_sensed.swap(true, Ordering::Relaxed)
    }

    /// Keeps what the words say.
    pub(crate) fn set_sense(&self, sense: Sense) {
        self.sense.set(Some(sense));
    }

    /// The words of a block that point to another one, as far as that is known by now.
    pub(crate) fn links_in(&self, block: usize) -> Vec<Link> {
        self.sense.with_untracked(|sense| {
            sense.as_ref().map_or_else(Vec::new, |sense| sense.links_in(block).to_vec())
        })
    }

    /// All that looked odd, in order; `None` until the words were read for their sense. Followed.
    pub(crate) fn oddities(&self) -> Option<Vec<Finding>> {
        self.sense.with(|sense| Some(sense.as_ref()?.oddities(&self.findings)))
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

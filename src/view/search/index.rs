//! A brief made ready to be searched: folded once for each case, its words collected once.

use std::sync::{Arc, OnceLock, Weak};

use crate::search::{Folded, Vocabulary};
use crate::view::session::Reading;

/// A brief's text as it is searched. What is not asked for is not made.
#[derive(Debug)]
pub(super) struct Index {
    reading: Weak<Reading>,
    folded: OnceLock<Folded>,
    case_kept: OnceLock<Folded>,
    vocabulary: OnceLock<Vocabulary>,
}

impl Index {
    pub(super) fn new(reading: &Arc<Reading>) -> Index {
        Index {
            reading: Arc::downgrade(reading),
            folded: OnceLock::new(),
            case_kept: OnceLock::new(),
            vocabulary: OnceLock::new(),
        }
    }

    /// Whether it is of this brief.
    pub(super) fn is_of(&self, reading: &Arc<Reading>) -> bool {
        std::ptr::eq(self.reading.as_ptr(), Arc::as_ptr(reading))
    }

    /// The folded text; empty once the brief was closed.
    pub(super) fn folded(&self, is_case_kept: bool) -> &Folded {
        let folded = if is_case_kept { &self.case_kept } else { &self.folded };
        folded.get_or_init(|| match self.reading.upgrade() {
            Some(reading) => Folded::new(&reading.brief, is_case_kept),
            None => Folded::default(),
        })
    }

    /// The words of the brief.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::new(self.folded(false)))
    }
}

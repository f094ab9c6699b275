//! Finds where a stored target lies in a brief's reading text.

use serde::Serialize;

use crate::text::Span;

/// Where a stored target lies now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "state")]
pub enum Anchor {
    /// The stored position still shows the quotation.
    Exact {
        /// Where.
        span: Span,
    },
    /// The quotation stands elsewhere, once, or once with its context by a clear margin.
    Moved {
        /// Where.
        span: Span,
    },
    /// Words much like the quotation stand where its context fits: a proposal.
    Changed {
        /// Where.
        span: Span,
        /// 1 minus the edit distance over the longer length, from 0 to 1.
        similarity: f64,
    },
    /// Several places fit equally: the reader picks.
    Ambiguous {
        /// All of them, in order of place.
        candidates: Vec<Span>,
    },
    /// Nothing fits.
    Lost,
    /// The target is the whole brief: it has no selectors.
    Whole,
}

impl Anchor {
    /// Where it can be painted without asking: exact and moved only.
    #[must_use]
    pub fn settled(&self) -> Option<Span> {
        match self {
            Anchor::Exact { span } | Anchor::Moved { span } => Some(*span),
            Anchor::Changed { .. } | Anchor::Ambiguous { .. } | Anchor::Lost | Anchor::Whole => {
                None
            }
        }
    }
}

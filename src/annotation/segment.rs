//! Cuts overlapping passages into disjoint runs.

use crate::text::Span;

/// A run of text that the same things cover from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<Id> {
    /// Where it lies.
    pub span: Span,
    /// What covers it, in the order in which it was given. Never empty.
    pub ids: Vec<Id>,
}

//! Cuts overlapping passages into disjoint runs.
//!
//! Takes spans with the names of what covers them; gives the runs to draw, in order of place, each
//! with all that covers it. Knows nothing of colours or of the page.

use std::collections::BTreeSet;

use crate::text::{CodePoint, Span};

/// A run of text that the same things cover from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<Id> {
    /// Where it lies.
    pub span: Span,
    /// What covers it, in the order in which it was given. Never empty.
    pub ids: Vec<Id>,
}

/// The runs that some spans cut a text into, in order of place. A span that holds nothing covers
/// nothing; one that is given twice is named twice.
///
/// Costs `n log n` for n spans, and what is given back.
// Invariant: segments are disjoint, cover each span exactly, and none can be longer: each edge of a
// segment is an edge of a span.
#[must_use]
pub fn segments<Id: Clone>(covers: &[(Id, Span)]) -> Vec<Segment<Id>> {
    let mut edges: Vec<(CodePoint, Edge)> = Vec::with_capacity(covers.len() * 2);
    for (index, (_, span)) in covers.iter().enumerate().filter(|(_, (_, span))| !span.is_empty()) {
        edges.push((span.start, Edge::Opens(index)));
        edges.push((span.end, Edge::Closes(index)));
    }
    edges.sort_unstable_by_key(|(place, _)| *place);

    let mut segments = Vec::new();
    let mut open = BTreeSet::new();
    let mut start = CodePoint(0);
    for (place, edge) in edges {
        if start < place && !open.is_empty() {
            let ids = open.iter().map(|&index: &usize| covers[index].0.clone()).collect();
            segments.push(Segment { span: Span { start, end: place }, ids });
        }
        start = place;
        match edge {
            Edge::Opens(index) => open.insert(index),
            Edge::Closes(index) => open.remove(&index),
        };
    }
    segments
}

/// One end of a cover, by its index in what was given.
#[derive(Clone, Copy)]
enum Edge {
    Opens(usize),
    Closes(usize),
}

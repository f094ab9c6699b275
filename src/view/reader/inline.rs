//! Cuts a block into the pieces that the page writes one after another.

use std::collections::BTreeSet;

use crate::annotation::{AnnotationId, Segment};
use crate::brief::{Block, Brief, Link, Style};
use crate::text::{CodePoint, Span};

/// One piece of a block, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words that are set alike.
    Run(Run),
    /// The sign of a page turn; the number of the new page.
    Turn(u32),
    /// A footnote mark: its index in [`Block::references`].
    Reference(usize),
}

/// Words that are set alike and covered by the same annotations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// Where they lie.
    pub(super) span: Span,
    /// The annotations that paint them.
    pub(super) annotations: Vec<AnnotationId>,
    /// Those of them that begin to paint here.
    pub(super) begin: Vec<AnnotationId>,
    /// Those of them that cease to paint here.
    pub(super) end: Vec<AnnotationId>,
    /// How they are set.
    pub(super) styles: Vec<Style>,
    /// The redaction that they are part of: its index in [`Brief::redactions`].
    pub(super) redaction: Option<usize>,
    /// The block that they point to: its index in [`Brief::blocks`].
    pub(super) link: Option<usize>,
}

impl Run {
    /// Whether nothing but annotations sets it apart.
    pub(super) fn is_plain(&self) -> bool {
        self.styles.is_empty() && self.redaction.is_none() && self.link.is_none()
    }
}

/// Whether a block with these links that no annotation covers is a single run of words that nothing sets apart.
pub(super) fn is_plain(brief: &Brief, block: &Block, links: &[Link]) -> bool {
    block.runs.is_empty()
        && links.is_empty()
        && block.turns.is_empty()
        && block.references.is_empty()
        && !block.span.is_empty()
        && brief.redactions_in(block.span).is_empty()
}

/// The pieces of a block with these links. The runs are the block's text, whole and in order.
pub(super) fn pieces(
    brief: &Brief,
    block: &Block,
    links: &[Link],
    segments: &[Segment<AnnotationId>],
) -> Vec<Piece> {
    let mut places = BTreeSet::from([block.span.start, block.span.end]);
    let mut cut = |span: Span| places.extend([span.start, span.end]);
    segments.iter().for_each(|segment| cut(segment.span));
    block.runs.iter().for_each(|run| cut(run.span));
    links.iter().for_each(|link| cut(link.span));
    let redactions: Vec<_> =
        brief.redactions_in(block.span).map(|index| (index, &brief.redactions[index])).collect();
    redactions.iter().for_each(|(_, redaction)| cut(redaction.span));
    places.extend(block.turns.iter().map(|turn| turn.at));
    places.extend(block.references.iter().map(|reference| reference.at));

    let places: Vec<CodePoint> = places
        .into_iter()
        .filter(|place| (block.span.start..=block.span.end).contains(place))
        .collect();
    let mut pieces = Vec::new();
    let mut segment_idx = 0;
    for (n, start) in places.iter().copied().enumerate() {
        let references = block.references.iter().enumerate();
        let here = references.filter(|(_, reference)| reference.at == start);
        pieces.extend(here.map(|(index, _)| Piece::Reference(index)));
        let turns = block.turns.iter().filter(|turn| turn.at == start);
        pieces.extend(turns.map(|turn| Piece::Turn(turn.page)));
        let Some(end) = places.get(n + 1).copied() else { break };
        let span = Span { start, end };
        while segments.get(segment_idx).is_some_and(|segment| segment.span.end <= start) {
            segment_idx += 1;
        }
        let covering = segments.get(segment_idx).filter(|it| it.span.contains(start));
        let annotations = covering.map_or(&[][..], |segment| &segment.ids);
        let neighbour = |at: Option<&Segment<AnnotationId>>,
                         is_next: &dyn Fn(&Segment<_>) -> bool| {
            at.filter(|segment| is_next(segment)).map_or(Vec::new(), |segment| segment.ids.clone())
        };
        let before = if covering.is_some_and(|segment| segment.span.start == start) {
            let previous = segment_idx.checked_sub(1).and_then(|index| segments.get(index));
            neighbour(previous, &|segment| segment.span.end == start)
        } else {
            annotations.to_vec()
        };
        let after = if covering.is_some_and(|segment| segment.span.end == end) {
            neighbour(segments.get(segment_idx + 1), &|segment| segment.span.start == end)
        } else {
            annotations.to_vec()
        };
        let without = |others: &[AnnotationId]| {
            annotations.iter().filter(|id| !others.contains(id)).cloned().collect()
        };
        let covers = |other: Span| other.start <= start && end <= other.end;
        pieces.push(Piece::Run(Run {
            span,
            annotations: annotations.to_vec(),
            begin: without(&before),
            end: without(&after),
            styles: block.runs.iter().filter(|it| covers(it.span)).map(|it| it.style).collect(),
            redaction: redactions.iter().find(|(_, it)| covers(it.span)).map(|(index, _)| *index),
            link: links.iter().find(|link| covers(link.span)).map(|link| link.target),
        }));
    }
    pieces
}

//! Coding many hits at once: what would be marked, and what is already.

use std::collections::BTreeSet;

use crate::annotation::{Annotation, AnnotationId, Body, Motivation, describe_all};
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::text::{Passage, Span, sentences};
use crate::workspace::{Edit, Layer, Workspace};

/// What is marked for each hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// The hit itself.
    #[default]
    Hit,
    /// The sentence that it is in.
    Sentence,
    /// The paragraph or item that it is in: its block.
    Paragraph,
}

/// What coding hits with a theme would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The passages that would be marked, in the order of the text, each once.
    pub new: Vec<Passage>,
    /// The passages that lie in one that the reader has given this theme already: passed over.
    pub already: Vec<Passage>,
}

/// Plans the coding of hits, given as spans in the order of the text. Several hits in one sentence or
/// paragraph are one passage. Without a theme nothing is coded already.
#[must_use]
pub fn coding(
    brief: &Brief,
    workspace: &Workspace,
    layer: &Layer,
    theme: Option<&ThemeId>,
    spans: &[Span],
    unit: Unit,
) -> Plan {
    let coded = Reach::new(theme.map_or_else(Vec::new, |it| coded(workspace, layer, it)));
    let mut plan = Plan::default();
    let mut seen = BTreeSet::new();
    for passage in passages(brief, spans, unit) {
        if seen.insert(passage) {
            let is_coded = coded.covers(passage.span());
            if is_coded { &mut plan.already } else { &mut plan.new }.push(passage);
        }
    }
    plan
}

impl Plan {
    /// The edit that marks what is planned with a theme: one step of undo. `new_id` gives an IRI
    /// that nothing else has. `None` when there is nothing to mark.
    #[must_use]
    pub fn edit(
        &self,
        brief: &Brief,
        theme: &ThemeId,
        mut new_id: impl FnMut() -> String,
    ) -> Option<Edit> {
        let annotations = describe_all(brief, &self.new).into_iter().map(|target| Annotation {
            id: AnnotationId(new_id()),
            motivations: vec![Motivation::Classifying],
            created: None,
            modified: None,
            // Without a creator it becomes the reader's own; the workspace knows the theme's name.
            creator: None,
            bodies: vec![Body::Theme { theme: theme.clone(), name: String::new() }],
            targets: vec![target],
            extra: serde_json::Map::new(),
        });
        (!self.new.is_empty()).then(|| Edit::AnnotateAll(annotations.collect()))
    }
}

/// The passages that hits stand for, in order.
fn passages(brief: &Brief, spans: &[Span], unit: Unit) -> Vec<Passage> {
    let mut last: Option<(usize, Vec<Passage>)> = None;
    let passages = spans.iter().filter_map(|span| {
        let block = brief.block_at(span.start)?;
        match unit {
            Unit::Hit => brief.passage(*span),
            // A hit that goes on into the next block belongs where it begins.
            Unit::Paragraph => brief.passage(brief.blocks[block].span),
            Unit::Sentence => {
                if last.as_ref().is_none_or(|(of, _)| *of != block) {
                    last = Some((block, sentences(&brief.text, brief.blocks[block].span)));
                }
                let (_, sentences) = last.as_ref()?;
                let at = sentences.partition_point(|sentence| sentence.end() <= span.start);
                brief.passage(sentences.get(at)?.span())
            }
        }
    });
    passages.collect()
}

/// Where the reader's own annotations with a theme lie.
fn coded(workspace: &Workspace, layer: &Layer, theme: &ThemeId) -> Vec<Span> {
    let own = workspace.annotations.values().filter(|annotation| {
        workspace.is_mine(annotation) && annotation.themes().any(|other| other == theme)
    });
    let anchors = own.flat_map(|annotation| layer.anchors(&annotation.id));
    anchors.filter_map(crate::annotation::Anchor::settled).collect()
}

/// Spans by their start, each with the furthest end of it and of those before it: whether one of them
/// covers another span is one look-up.
struct Reach {
    spans: Vec<Span>,
}

impl Reach {
    fn new(mut spans: Vec<Span>) -> Reach {
        spans.sort_unstable();
        let mut furthest = crate::text::CodePoint(0);
        for span in &mut spans {
            furthest = furthest.max(span.end);
            span.end = furthest;
        }
        Reach { spans }
    }

    // Among the spans that begin no later, the one that ends last begins no later.
    fn covers(&self, span: Span) -> bool {
        let n_before = self.spans.partition_point(|other| other.start <= span.start);
        n_before.checked_sub(1).is_some_and(|last| span.end <= self.spans[last].end)
    }
}

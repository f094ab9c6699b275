//! What a source of a project becomes: a brief, and its selections passages of it.

use serde_json::Map;

use super::element::Element;
use crate::annotation::{Anchors, Concordance, Quote, Selector, Target, describe};
use crate::brief::{self, Brief};
use crate::text::{Passage, ReadingText, Span};
use crate::workspace::OpenedBrief;

/// How many code points of context a quotation gets on each side.
const CONTEXT: u32 = 32;

/// What a source's selections are about: a brief that it names, or the one that it becomes.
pub(super) struct About {
    pub(super) iri: String,
    pub(super) opened: Option<(OpenedBrief, Brief)>,
    /// What was read of the brief to look selections up in it, kept for the next ones.
    concordance: Concordance,
}

impl About {
    pub(super) fn new(source: &Element, text: &ReadingText) -> About {
        let described = source.child("Description").map(|described| described.text.trim());
        if let Some(iri) = described.filter(|words| {
            words.starts_with("urn:briefmark:") && !words.contains(char::is_whitespace)
        }) {
            let concordance = Concordance::default();
            return About { iri: iri.to_owned(), opened: None, concordance };
        }
        let name = source.get("name").unwrap_or("A source").to_owned();
        let (brief, _) = brief::parse(text.as_str(), &name);
        let source = text.as_str().to_owned();
        let opened = OpenedBrief { id: brief.id.clone(), name, source };
        let iri = brief.id.clone();
        About { iri, opened: Some((opened, brief)), concordance: Concordance::default() }
    }

    /// The target of a place of the source: as it stands, or where it stands in the brief that the
    /// source becomes, whose text has no labels and no markings.
    pub(super) fn target(&self, text: &ReadingText, span: Span) -> Target {
        let around = |start: u32, end: u32| text.slice(Span::new(start, end)).to_owned();
        let quote = Quote {
            exact: text.slice(span).to_owned(),
            prefix: around(span.start.0.saturating_sub(CONTEXT), span.start.0),
            suffix: around(span.end.0, span.end.0.saturating_add(CONTEXT).min(text.len().0)),
        };
        let stored = Target {
            source: self.iri.clone(),
            selectors: vec![
                Selector::Quote(quote),
                Selector::Position { start: span.start, end: span.end },
            ],
            citation: None,
            digest: Some(text.digest().to_owned()),
            extra: Map::new(),
        };
        let Some((_, brief)) = &self.opened else { return stored };
        let found = Anchors::with(brief, &self.concordance).anchor(&stored).settled();
        let passage = found.and_then(|span| Passage::around(&brief.text, span));
        passage.map_or(stored, |passage| describe(brief, passage))
    }
}

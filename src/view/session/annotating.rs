//! Making annotations on the brief on screen, and giving them other passages.

use super::Session;
use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Target, describe};
use crate::brief::Brief;
use crate::browser::clock;
use crate::codebook::ThemeId;
use crate::order;
use crate::text::{CodePoint, Passage, Span};
use crate::workspace::Edit;

impl Session {
    /// Marks a passage of the brief on screen: with themes, or as a highlight without one. Gives
    /// the new annotation.
    pub(crate) fn mark(self, passage: Passage, themes: &[ThemeId]) -> Option<AnnotationId> {
        let reading = self.reading()?;
        let target = describe(&reading.brief, passage);
        let motivation =
            if themes.is_empty() { Motivation::Highlighting } else { Motivation::Classifying };
        let annotation = self.annotation(vec![motivation], self.theme_bodies(themes), target);
        self.annotate(annotation)
    }

    /// Begins a note on a span (a paragraph), or on the whole brief: nothing is painted.
    pub(crate) fn note(self, span: Option<Span>, text: &str) -> Option<AnnotationId> {
        let reading = self.reading()?;
        let passage = span.and_then(|span| reading.brief.passage(span));
        let target = match passage {
            Some(passage) => describe(&reading.brief, passage),
            None => whole(&reading.brief),
        };
        let body = Body::Note { text: text.to_owned(), extra: serde_json::Map::new() };
        self.annotate(self.annotation(vec![Motivation::Commenting], vec![body], target))
    }

    /// Adds a passage to an annotation, or takes its place among the passages.
    pub(crate) fn add_passage(self, id: &AnnotationId, passage: Passage) -> bool {
        let Some(reading) = self.reading() else { return false };
        let targets = self.with_untracked(|workspace| {
            workspace.annotations.get(id).map(|annotation| annotation.targets.clone())
        });
        let Some(mut targets) = targets else { return false };
        targets.push(describe(&reading.brief, passage));
        order::sort_by_key(&mut targets, |target| {
            target.stored_start().unwrap_or(CodePoint(u32::MAX))
        });
        self.apply(Edit::SetTargets(id.clone(), targets))
    }

    /// Gives the passages of an annotation in the brief on screen other boundaries, in one edit;
    /// `None` leaves one as it is.
    pub(crate) fn move_passages(self, id: &AnnotationId, passages: &[Option<Passage>]) -> bool {
        let Some(reading) = self.reading() else { return false };
        let targets = self.with_untracked(|workspace| {
            workspace.annotations.get(id).map(|annotation| annotation.targets.clone())
        });
        let Some(mut targets) = targets else { return false };
        let anchors = self.with_layer_untracked(|layer| layer.anchors(id).to_vec());
        let of_this_brief = targets.iter_mut().filter(|target| target.source == reading.brief.id);
        let mut has_moved = false;
        for ((target, anchor), passage) in of_this_brief.zip(anchors).zip(passages) {
            let Some(passage) = passage else { continue };
            if anchor.settled() != Some(passage.span()) {
                *target = describe(&reading.brief, *passage);
                has_moved = true;
            }
        }
        has_moved && self.apply(Edit::SetTargets(id.clone(), targets))
    }

    fn annotate(self, annotation: Annotation) -> Option<AnnotationId> {
        let id = annotation.id.clone();
        let made = self.apply(Edit::Annotate(annotation));
        made.then_some(id)
    }

    fn annotation(
        self,
        motivations: Vec<Motivation>,
        bodies: Vec<Body>,
        target: Target,
    ) -> Annotation {
        let now = clock::now();
        Annotation {
            id: AnnotationId(clock::new_iri()),
            motivations,
            created: Some(now.clone()),
            modified: Some(now),
            // Without a creator it becomes the reader's own.
            creator: self.with_untracked(|workspace| workspace.coder.clone()),
            bodies,
            targets: vec![target],
            extra: serde_json::Map::new(),
        }
    }

    fn theme_bodies(self, themes: &[ThemeId]) -> Vec<Body> {
        self.with_untracked(|workspace| {
            let name =
                |id| workspace.themes.get(id).map_or(String::new(), |theme| theme.name.clone());
            themes.iter().map(|id| Body::Theme { theme: id.clone(), name: name(id) }).collect()
        })
    }
}

/// A target that is a whole brief.
fn whole(brief: &Brief) -> Target {
    Target {
        source: brief.id.clone(),
        selectors: Vec::new(),
        citation: None,
        digest: Some(brief.text.digest().to_owned()),
        extra: serde_json::Map::new(),
    }
}

//! What is passed on: a part of a work, with the briefs that it is about.
//!
//! A format of another program needs more than the records: the themes by name, the words as they
//! stand in the brief now, the place as that program counts it. A parcel holds all this ready, so
//! that every writer says the same of the same annotation. It changes nothing.

use std::collections::BTreeMap;

use super::native::{Selection, annotations, themes};
use crate::annotation::{Anchor, Anchors, Annotation, AnnotationId, Target};
use crate::brief::Brief;
use crate::codebook::{Theme, ThemeId, in_order};
use crate::order;
use crate::text::Span;
use crate::workspace::Workspace;

/// A part of a work, with the briefs that it is about.
#[derive(Debug)]
pub struct Parcel<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) selection: &'a Selection,
    pub(super) briefs: &'a [Brief],
    /// In the order of the briefs and of the text; those of no known brief last.
    pub(super) annotations: Vec<&'a Annotation>,
    /// Those that the annotations use or that belong to the part, in the codebook's order, with
    /// their depth in the tree from 0.
    pub(super) themes: Vec<(usize, &'a Theme)>,
    /// The public address of the page that shows the brief, where programs ask for one.
    pub(super) address: Option<&'a str>,
    places: BTreeMap<&'a AnnotationId, Vec<Option<Place>>>,
}

/// Where a target lies in one of the briefs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Index in [`Parcel::briefs`].
    pub(super) brief: usize,
    pub(super) anchor: Anchor,
}

impl Place {
    /// The words that it surely means; none where a reader would have to say.
    pub(super) fn span(&self) -> Option<Span> {
        self.anchor.settled()
    }
}

/// A passage of a brief that an annotation surely means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage<'a> {
    pub(super) annotation: &'a Annotation,
    /// Index among the annotation's targets.
    pub(super) index: usize,
    pub(super) span: Span,
}

impl<'a> Parcel<'a> {
    /// Finds every passage of the part in the briefs. A target belongs to a brief that it names, or
    /// whose text has the digest that it gives.
    #[must_use]
    pub fn new(
        workspace: &'a Workspace,
        selection: &'a Selection,
        briefs: &'a [Brief],
    ) -> Parcel<'a> {
        let anchors: Vec<Anchors> = briefs.iter().map(Anchors::new).collect();
        let place = |target: &Target| {
            let brief = briefs.iter().position(|brief| is_about(target, brief))?;
            Some(Place { brief, anchor: anchors[brief].anchor(target) })
        };
        let mut annotations = annotations(workspace, selection);
        let places: BTreeMap<_, Vec<_>> = annotations
            .iter()
            .map(|annotation| (&annotation.id, annotation.targets.iter().map(place).collect()))
            .collect();
        let first = |annotation: &&Annotation| {
            let place = places[&annotation.id].iter().flatten().next();
            let Some(place) = place else { return (usize::MAX, u32::MAX) };
            let start = match &place.anchor {
                Anchor::Whole => 0,
                anchor => anchor.settled().map_or(u32::MAX, |span| span.start.0),
            };
            (place.brief, start)
        };
        annotations.sort_by_cached_key(first);
        let used = themes(workspace, selection, &annotations);
        let themes = in_order(&workspace.themes)
            .into_iter()
            .filter(|(_, theme)| used.contains(&theme.id))
            .collect();
        Parcel { workspace, selection, briefs, annotations, themes, address: None, places }
    }

    /// The same, for programs that know the brief by the public address of a page.
    #[must_use]
    pub fn at(self, address: Option<&'a str>) -> Parcel<'a> {
        Parcel { address, ..self }
    }

    /// Where each target of an annotation lies, in their order; `None` where its brief is not here.
    pub(super) fn places(&self, annotation: &Annotation) -> &[Option<Place>] {
        self.places.get(&annotation.id).map_or(&[], Vec::as_slice)
    }

    /// The passages of one brief, by its index, in the order of the text.
    pub(super) fn passages(&self, brief: usize) -> Vec<Passage<'a>> {
        let mut passages = Vec::new();
        for annotation in &self.annotations {
            for (index, place) in self.places(annotation).iter().enumerate() {
                let here = place.as_ref().filter(|place| place.brief == brief);
                if let Some(span) = here.and_then(Place::span) {
                    passages.push(Passage { annotation, index, span });
                }
            }
        }
        order::sort_by_key(&mut passages, |passage| passage.span);
        passages
    }

    /// The name of a theme: the codebook's, else the one that the annotation carries.
    pub(super) fn theme_name<'b>(&'b self, id: &'b ThemeId, carried: &'b str) -> &'b str {
        match self.workspace.themes.get(id) {
            Some(theme) => &theme.name,
            None if carried.is_empty() => &id.0,
            None => carried,
        }
    }

    /// A theme as one writes it on a slip: `11.a Internal discord`, letter first where it has one.
    pub(super) fn theme_title(&self, id: &ThemeId, carried: &str) -> String {
        let name = self.theme_name(id, carried);
        match self.workspace.themes.get(id).and_then(|theme| theme.notation.as_deref()) {
            Some(notation) if notation != name => format!("{notation} {name}"),
            Some(_) | None => name.to_owned(),
        }
    }

    /// The names of the themes above a theme and its own, outermost first. A circle of parents ends
    /// where it meets itself.
    pub(super) fn theme_path(&self, id: &ThemeId, carried: &str) -> Vec<String> {
        let mut path = vec![self.theme_name(id, carried).to_owned()];
        let mut seen = vec![id];
        let above = |id: &ThemeId| self.workspace.themes.get(id)?.broader.as_ref();
        let mut here = above(id);
        while let Some(broader) = here.filter(|broader| !seen.contains(broader)) {
            if let Some(theme) = self.workspace.themes.get(broader) {
                path.push(theme.name.clone());
            }
            seen.push(broader);
            here = above(broader);
        }
        path.reverse();
        path
    }
}

/// Whether a target is about a brief: it names it, or was made from the very same text.
pub(super) fn is_about(target: &Target, brief: &Brief) -> bool {
    target.source == brief.id || target.digest.as_deref() == Some(brief.text.digest())
}

//! Selections, codings and notes of a project as annotations, each coder's own.

use serde_json::Map;

use super::Project;
use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Target};
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::exchange::Item;
use crate::exchange::import::{Reason, urn};
use crate::exchange::refi::element::Element;
use crate::exchange::refi::{coding_guid, iri};
use crate::timestamp::Timestamp;

/// A note that stands by itself.
#[derive(Clone)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) coder: Option<String>,
    pub(super) times: Times,
    /// Whether something that is read refers to it.
    pub(super) is_read: bool,
}

/// When something was made and changed.
#[derive(Clone)]
pub(super) struct Times {
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
}

impl Times {
    pub(super) fn of(element: &Element) -> Times {
        let time = |name| element.get(name).map(|when| Timestamp(when.to_owned()));
        Times { created: time("creationDateTime"), modified: time("modifiedDateTime") }
    }
}

/// A coding of a source as a whole.
struct WholeCoding {
    id: String,
    coder: Option<String>,
    times: Times,
    theme: ThemeId,
}

/// Takes out the codings that belong to an annotation, from the nth on, and gives their themes.
fn take_further(codings: &mut Vec<WholeCoding>, annotation: &str, first: usize) -> Vec<ThemeId> {
    let own = |nth: usize| iri(&coding_guid(annotation, nth));
    let further = (first..).map_while(|nth| {
        let own = own(nth)?;
        let at = codings.iter().position(|coding| coding.id == own)?;
        Some(codings.remove(at).theme)
    });
    further.collect()
}

impl Project<'_> {
    /// A selection: one annotation for each coder who coded it. The first, or who made the selection,
    /// has its memo.
    pub(super) fn selection(&mut self, selection: &Element, target: Target) {
        let maker = selection.get("creatingUser").and_then(iri);
        let own = selection
            .get("guid")
            .and_then(iri)
            .unwrap_or_else(|| urn(&format!("selection {}", target.to_json())));
        let mut hands: Vec<(Option<String>, Vec<ThemeId>)> = Vec::new();
        for coding in selection.all("Coding") {
            let hand = coding.get("creatingUser").and_then(iri).or_else(|| maker.clone());
            let Some(theme) = self.theme(coding) else { continue };
            match hands.iter_mut().find(|(other, _)| *other == hand) {
                Some((_, themes)) if !themes.contains(&theme) => themes.push(theme),
                Some(_) => {}
                None => hands.push((hand, vec![theme])),
            }
        }
        let note = self.memo(selection);
        if hands.is_empty() || (note.is_some() && !hands.iter().any(|(hand, _)| *hand == maker)) {
            hands.insert(0, (maker.clone(), Vec::new()));
        }
        let first = hands.iter().position(|(hand, _)| *hand == maker).unwrap_or(0);
        let times = Times::of(selection);
        for (index, (hand, themes)) in hands.into_iter().enumerate() {
            let id = match &hand {
                _ if index == first => own.clone(),
                Some(coder) => urn(&format!("{own} by {coder}")),
                None => urn(&format!("{own} by nobody")),
            };
            let note = note.clone().filter(|_| index == first);
            self.take(id, hand, times.clone(), themes, note, target.clone());
        }
    }

    /// The theme of a coding; one without any is refused.
    fn theme(&mut self, coding: &Element) -> Option<ThemeId> {
        let code = coding.child("CodeRef").and_then(|code| code.get("targetGUID"));
        let theme = code.and_then(iri).map(ThemeId);
        if theme.is_none() {
            let id = coding.get("guid").map(str::to_owned);
            let reason = Reason::Project("it names no code");
            self.reading.refuse(Item::Coding, self.n_codings, id, reason);
        }
        self.n_codings += 1;
        theme
    }

    /// The memo of an element: its description, and the notes that it refers to.
    fn memo(&mut self, element: &Element) -> Option<String> {
        let described = element.child("Description").map(|described| described.text.clone());
        let notes = element.all("NoteRef").filter_map(|note| Some(self.note(note)?.1.text));
        let notes: Vec<String> = notes.collect();
        let mut said: Vec<String> = Vec::new();
        for text in described.into_iter().chain(notes).filter(|text| !text.is_empty()) {
            if !said.contains(&text) {
                said.push(text);
            }
        }
        (!said.is_empty()).then(|| said.join("\n\n"))
    }

    /// The note that a reference is to, with its IRI.
    fn note(&mut self, reference: &Element) -> Option<(String, Note)> {
        let id = reference.get("targetGUID").and_then(iri)?;
        let note = self.notes.get_mut(&id)?;
        note.is_read = true;
        Some((id, note.clone()))
    }

    /// The notes on a source as a whole, and its codes. Those that we wrote of one annotation are one.
    pub(super) fn on_the_whole(&mut self, source: &Element, iri_of_brief: &str) {
        let whole = Target::from_json(serde_json::Value::String(iri_of_brief.to_owned()));
        let mut codings: Vec<WholeCoding> = Vec::new();
        for coding in source.all("Coding") {
            let Some(theme) = self.theme(coding) else { continue };
            let id = coding.get("guid").and_then(iri);
            let id = id.unwrap_or_else(|| urn(&format!("coding of {iri_of_brief} by {}", theme.0)));
            let coder = coding.get("creatingUser").and_then(iri);
            codings.push(WholeCoding { id, coder, times: Times::of(coding), theme });
        }
        for note in source.all("NoteRef") {
            if let Some((id, Note { text, coder, times, is_read: _ })) = self.note(note) {
                let themes = take_further(&mut codings, &id, 0);
                self.take(id, coder, times, themes, Some(text), whole.clone());
            }
        }
        while !codings.is_empty() {
            let WholeCoding { id, coder, times, theme } = codings.remove(0);
            let further = take_further(&mut codings, &id, 1);
            let themes = std::iter::once(theme).chain(further).collect();
            self.take(id, coder, times, themes, None, whole.clone());
        }
    }

    fn take(
        &mut self,
        id: String,
        coder: Option<String>,
        times: Times,
        themes: Vec<ThemeId>,
        note: Option<String>,
        target: Target,
    ) {
        let why = match (themes.is_empty(), target.selectors.is_empty()) {
            (false, _) => Motivation::Classifying,
            (true, false) => Motivation::Highlighting,
            (true, true) => Motivation::Commenting,
        };
        let themes = themes.into_iter().map(|theme| {
            let name = self.codes.get(&theme).cloned().unwrap_or_default();
            Body::Theme { theme, name }
        });
        let note = note.map(|text| Body::Note { text, extra: Map::new() });
        let creator = coder.map(|id| {
            let unknown = Coder { id: id.clone(), name: String::new() };
            self.coders.get(&id).cloned().unwrap_or(unknown)
        });
        let annotation = Annotation {
            id: AnnotationId(id),
            motivations: vec![why],
            created: times.created,
            modified: times.modified,
            creator,
            bodies: themes.chain(note).collect(),
            targets: vec![target],
            extra: Map::new(),
        };
        self.reading.take_annotation(annotation);
    }
}

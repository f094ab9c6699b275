//! A driver's annotations and themes as the app keeps its own.

use serde_json::Map;

use super::names::theme_id;
use super::{Opened, Stored};
use crate::annotation::{
    Anchor, Anchors, Annotation, AnnotationId, Body, Motivation, Quote, Selector, Target,
};
use crate::browser::clock;
use crate::codebook::{Theme, ThemeId, palette};
use crate::text::Span;

/// Looks at the places where passages stood when a driver stored them.
pub(super) struct Positions<'opened> {
    opened: &'opened Opened,
    /// The same target each time, with the next passage in it.
    target: Target,
}

impl<'opened> Positions<'opened> {
    pub(super) fn new(opened: &'opened Opened) -> Positions<'opened> {
        let brief = &opened.reading.brief;
        let target = Target {
            source: brief.id.clone(),
            selectors: Vec::with_capacity(2),
            citation: None,
            digest: Some(brief.text.digest().to_owned()),
            extra: Map::new(),
        };
        Positions { opened, target }
    }

    /// A passage that stands where it stood. A position in this very text is one that shows the
    /// quotation, whatever was stored of the words around it: those are not read.
    pub(super) fn look(&mut self, anchors: &Anchors, stored: &Stored) -> Option<Looked> {
        let Opened { reading, .. } = self.opened;
        let (start, end) = stored.start().zip(stored.end())?;
        let span = self.opened.shared().to_read(&reading.brief.text, start, end)?;
        let exact = stored.exact();
        if reading.brief.text.slice(span) != exact {
            return None;
        }
        let quote = Quote { exact, prefix: String::new(), suffix: String::new() };
        let selectors = &mut self.target.selectors;
        selectors.push(Selector::Position { start: span.start, end: span.end });
        selectors.push(Selector::Quote(quote));
        let anchor = anchors.at_once(&self.target);
        let quote = self.target.selectors.pop();
        self.target.selectors.clear();
        match quote {
            Some(Selector::Quote(quote)) => Some(Looked { anchor: anchor?, exact: quote.exact }),
            _ => None,
        }
    }
}

/// Where a passage lies that was looked for, and its words, where they stand at its position: empty
/// where they do not, and once they were taken.
pub(super) struct Looked {
    pub(super) anchor: Anchor,
    pub(super) exact: String,
}

/// The annotation that a driver stored, as the app would have stored it, with the target of its passage.
pub(super) fn annotation(
    id: AnnotationId,
    stored: &Stored,
    themes: &mut Themes,
    target: Target,
) -> Annotation {
    let (name, theme) = themes.called(stored.theme());
    Annotation {
        id,
        motivations: vec![Motivation::Classifying],
        created: None,
        modified: None,
        creator: None,
        bodies: vec![Body::Theme { theme, name }],
        targets: vec![target],
        extra: Map::new(),
    }
}

/// The passage that a driver stored, as the app would have stored it. `hint` says whether its position may
/// be used.
pub(super) fn target(stored: &Stored, opened: &Opened, hint: bool) -> Target {
    let text = &opened.reading.brief.text;
    let exact = stored.exact();
    let offsets = stored.start().zip(stored.end()).filter(|_| hint);
    let span = offsets.and_then(|(start, end)| opened.shared().to_read(text, start, end));
    // A position in this very text is one that shows the quotation.
    let is_of_text = span.is_some_and(|span| text.slice(span) == exact);
    target_at(stored, opened, exact, span, is_of_text)
}

/// The same, of which the words were read already, and where they stand.
pub(super) fn target_at(
    stored: &Stored,
    opened: &Opened,
    exact: String,
    span: Option<Span>,
    is_of_text: bool,
) -> Target {
    let brief = &opened.reading.brief;
    let quote = Quote {
        exact,
        prefix: stored.prefix().unwrap_or_default(),
        suffix: stored.suffix().unwrap_or_default(),
    };
    let mut selectors = vec![Selector::Quote(quote)];
    selectors.extend(span.map(|span| Selector::Position { start: span.start, end: span.end }));
    Target {
        source: brief.id.clone(),
        selectors,
        citation: None,
        digest: is_of_text.then(|| brief.text.digest().to_owned()),
        extra: Map::new(),
    }
}

/// The themes that a driver has named by now: some ten, each of them a thousand times.
#[derive(Default)]
pub(super) struct Themes(Vec<(String, ThemeId)>);

impl Themes {
    /// A theme's name, with what it is known by here.
    fn called(&mut self, name: String) -> (String, ThemeId) {
        if let Some((_, id)) = self.0.iter().find(|(known, _)| *known == name) {
            return (name, id.clone());
        }
        let id = theme_id(&name);
        self.0.push((name.clone(), id.clone()));
        (name, id)
    }

    /// The names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

/// A theme of that name, with the colour and line that come next.
pub(super) fn theme(name: String, n_before: usize) -> Theme {
    let (colour, line) = palette(n_before);
    Theme {
        id: theme_id(&name),
        name,
        definition: String::new(),
        examples: String::new(),
        counter_examples: String::new(),
        notation: None,
        key: None,
        colour,
        line,
        broader: None,
        source: None,
        position: u32::try_from(n_before).unwrap_or(u32::MAX),
        modified: clock::now(),
        extra: Map::new(),
    }
}

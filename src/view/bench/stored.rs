//! A driver's annotations and themes as the app keeps its own.

use serde_json::Map;

use super::names::theme_id;
use super::{Opened, Stored};
use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Quote, Selector, Target};
use crate::browser::clock;
use crate::codebook::{Theme, ThemeId, palette};

/// The annotation that a driver stored, as the app would have stored it. `hint` says whether its
/// position may be used.
pub(super) fn annotation(
    id: AnnotationId,
    stored: &Stored,
    themes: &mut Themes,
    opened: &Opened,
    hint: bool,
) -> Annotation {
    let text = &opened.reading.brief.text;
    let (name, theme) = themes.called(stored.theme());
    let exact = stored.exact();
    let offsets = stored.start().zip(stored.end()).filter(|_| hint);
    let span = offsets.and_then(|(start, end)| opened.shared().to_read(text, start, end));
    // A position in this very text is one that shows the quotation.
    let digest = span.filter(|span| text.slice(*span) == exact).map(|_| text.digest().to_owned());
    let quote = Quote {
        exact,
        prefix: stored.prefix().unwrap_or_default(),
        suffix: stored.suffix().unwrap_or_default(),
    };
    let mut selectors = vec![Selector::Quote(quote)];
    selectors.extend(span.map(|span| Selector::Position { start: span.start, end: span.end }));
    let target = Target {
        source: opened.reading.brief.id.clone(),
        selectors,
        citation: None,
        digest,
        extra: Map::new(),
    };
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

//! Hits outside the text: in notes, in quotations, in the names of themes.

use super::fold::Folded;
use super::query::Matcher;
use crate::annotation::{AnnotationId, Selector};
use crate::codebook::ThemeId;
use crate::workspace::{Layer, Workspace};

/// A place outside the text that has a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it is in.
    pub field: Field,
    /// The whole of what it is in: the note, the quotation, the name.
    pub text: String,
}

/// What a mention is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// An annotation's note.
    Note(AnnotationId),
    /// The words that an annotation was made on.
    Quote(AnnotationId),
    /// A theme's name.
    Theme(ThemeId),
}

/// Every note and quotation on a brief, and every theme name, that has a hit: notes first, in the
/// order of the text.
#[must_use]
pub fn mentions(matcher: &Matcher, workspace: &Workspace, layer: &Layer) -> Vec<Mention> {
    let mut notes = Vec::new();
    let mut quotes = Vec::new();
    for id in layer.in_order() {
        let Some(annotation) = workspace.annotations.get(&id) else { continue };
        if let Some(note) = annotation.note().filter(|note| matcher.is_in(note)) {
            notes.push(Mention { field: Field::Note(id.clone()), text: note.to_owned() });
        }
        let selectors = annotation.targets.iter().flat_map(|target| &target.selectors);
        let words = selectors.filter_map(|selector| match selector {
            Selector::Quote(quote) => Some(&quote.exact),
            Selector::Position { .. } | Selector::Other(_) => None,
        });
        let found = words.filter(|words| matcher.is_in(words));
        quotes.extend(
            found.map(|words| Mention { field: Field::Quote(id.clone()), text: words.clone() }),
        );
    }
    let themes = workspace.themes.values().filter(|theme| matcher.is_in(&theme.name));
    let themes = themes
        .map(|theme| Mention { field: Field::Theme(theme.id.clone()), text: theme.name.clone() });
    notes.into_iter().chain(quotes).chain(themes).collect()
}

impl Matcher {
    /// A piece of text cut at its first hit, for showing it: what stands before, the hit, and what
    /// follows. `None` without one.
    #[must_use]
    pub fn cut<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        let folded = Folded::of(text, self.is_case_kept());
        let first = self.find_in(folded.as_str()).min()?;
        let (start, end) = folded.source(first);
        Some((&text[..start], &text[start..end], &text[end..]))
    }
}

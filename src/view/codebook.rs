//! The codebook on the page: the themes beside the text, how they come to be and how they change.
//!
//! A theme is always told by its name and its letter as well as by its colour; its colour and its
//! line are custom properties of the page, so that recolouring a theme touches one place.

mod arrange;
mod carry;
mod delete;
mod export;
mod finder;
mod import;
mod lists;
mod lock;
mod make;
mod merge;
mod offer;
mod panel;
mod said;
mod split;
mod theme;

pub(crate) use export::ExportCodebook;
pub(crate) use finder::ThemeFinder;
pub(crate) use import::ImportCodebook;
pub(crate) use make::MakeCodebook;
pub(crate) use panel::CodebookPanel;
pub(crate) use split::SplitDialog;
pub(crate) use theme::ThemeDialog;

use std::fmt;

use leptos::prelude::*;

use super::session::{Session, paint_name};
use crate::browser::{clock, page, paint};
use crate::codebook::{LineStyle, Theme, ThemeId, free_key, palette};
use crate::workspace::Edit;

/// A theme's colour over its line. Says nothing to those who listen: its name stands beside it.
#[component]
pub(crate) fn ThemeSign(
    /// Which theme.
    id: ThemeId,
) -> impl IntoView {
    // A theme that is not in the codebook has no paint, and is drawn as a highlight without a theme.
    let class = format!("theme-sign {}", paint::class(&paint_name(&id), 0));
    view! { <span class=class aria-hidden="true"></span> }
}

/// A theme's colour, beside its name.
#[component]
pub(crate) fn Swatch(
    /// Which theme.
    id: ThemeId,
) -> impl IntoView {
    let class = format!("swatch {}", paint::class(&paint_name(&id), 0));
    view! { <span class=class></span> }
}

/// What stands for a theme where there is little room.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Letter {
    /// The key that marks with it.
    Key(char),
    /// What it is in its list, where it has no key.
    Cited(String),
}

impl fmt::Display for Letter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Letter::Key(key) => write!(out, "{key}"),
            Letter::Cited(letter) => write!(out, "{letter}"),
        }
    }
}

impl Letter {
    /// As it is shown: what looks like a key can be pressed.
    pub(crate) fn sign(self) -> AnyView {
        match self {
            Letter::Key(key) => view! { <kbd>{key.to_string()}</kbd> }.into_any(),
            Letter::Cited(letter) => {
                view! { <span class="theme-letter">{letter}</span> }.into_any()
            }
        }
    }
}

/// The letter that stands for a theme.
pub(crate) fn letter(theme: &Theme) -> Option<Letter> {
    theme.key.map(Letter::Key).or_else(|| theme.notation.clone().map(Letter::Cited))
}

/// What a line is called on the page.
fn line_name(line: LineStyle) -> &'static str {
    match line {
        LineStyle::Solid => "one line",
        LineStyle::Double => "two lines",
        LineStyle::Dotted => "dots",
        LineStyle::Dashed => "dashes",
        LineStyle::Wavy => "a wave",
    }
}

/// Moves the focus to a part of a theme's row, once the row is drawn.
fn focus_row(id: &ThemeId, part: &str) {
    let quoted = id.0.replace('\\', "\\\\").replace('"', "\\\"");
    let selector = format!("[data-theme=\"{quoted}\"] {part}");
    clock::next_frame(move || page::focus(&selector));
}

/// Adds a theme to the end of the codebook, with the next colour, line and key that are free.
fn add_theme(session: Session, name: &str) -> Option<ThemeId> {
    let theme = session.with_untracked(|workspace| {
        let (colour, line) = palette(workspace.themes.len());
        let after = |theme: &Theme| theme.position + 1;
        let top = workspace.themes.values().filter(|theme| theme.broader.is_none());
        Theme {
            id: ThemeId(clock::new_iri()),
            name: name.to_owned(),
            definition: String::new(),
            examples: String::new(),
            counter_examples: String::new(),
            notation: None,
            key: free_key(&workspace.themes),
            colour,
            line,
            broader: None,
            source: None,
            position: top.map(after).max().unwrap_or(0),
            modified: clock::now(),
            extra: serde_json::Map::new(),
        }
    });
    let id = theme.id.clone();
    session.apply(Edit::AddThemes(vec![theme])).then_some(id)
}

//! How a run of text that annotations cover is painted.

use leptos::prelude::*;

use super::super::codebook::letter;
use super::super::session::{Session, paint_name};
use super::inline::Run;
use crate::annotation::AnnotationId;
use crate::codebook::ThemeId;
use crate::workspace::Workspace;

/// How many strokes (tint and line) a run shows at most; more are counted.
const N_STROKES: usize = 2;
/// How many themes are told by their letters alone; more are counted too.
const N_LETTERS: usize = 3;

/// Words covered by at least one annotation: up to two tints with their lines, the letters of the
/// themes that end here, and a count where more than three lie on one another.
///
/// The colours and lines are custom properties of the page, so that recolouring a theme does not
/// come by here.
pub(super) fn painted(session: Session, run: &Run, words: AnyView) -> AnyView {
    let (strokes, letters, says) = session.with_untracked(|workspace| {
        let strokes = themes(workspace, &run.annotations);
        let ending = themes(workspace, &run.end);
        let mut letters: String =
            ending.into_iter().filter_map(|theme| letter(workspace.themes.get(&theme?)?)).collect();
        // The count stands once, where they come to lie on one another.
        if strokes.len() > N_LETTERS && !run.begin.is_empty() {
            let parted = if letters.is_empty() { "" } else { "·" };
            letters = format!("{}{parted}{letters}", strokes.len());
        }
        (strokes, letters, says(workspace, &run.begin))
    });
    let property = |nth: usize, what: &str, otherwise: &str| match strokes.get(nth) {
        Some(Some(theme)) => format!("var(--{what}-{}, {otherwise})", paint_name(theme)),
        Some(None) | None => otherwise.to_owned(),
    };
    let ids: Vec<_> = run.annotations.iter().map(|id| id.0.clone()).collect();
    let is_deep = strokes.len() >= N_STROKES;
    view! {
        <mark
            class:two=is_deep
            data-annotations=ids.join(" ")
            data-letters=(!letters.is_empty()).then_some(letters)
            data-says=(!says.is_empty()).then_some(says)
            style:--c=property(0, "colour", "var(--edge)")
            style:--line=property(0, "line", "solid")
            style:--c2=is_deep.then(|| property(1, "colour", "var(--edge)"))
            style:--line2=is_deep.then(|| property(1, "line", "solid"))
        >
            <span class="under">{words}</span>
        </mark>
    }
    .into_any()
}

/// The strokes of a run: each theme once, in order; `None` is a highlight without a theme.
fn themes(workspace: &Workspace, ids: &[AnnotationId]) -> Vec<Option<ThemeId>> {
    let mut themes = Vec::new();
    for annotation in ids.iter().filter_map(|id| workspace.annotations.get(id)) {
        let mut own: Vec<_> = annotation.themes().cloned().map(Some).collect();
        if own.is_empty() {
            own.push(None);
        }
        for theme in own {
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
    }
    themes
}

/// What those who listen hear before words that begin to be marked.
fn says(workspace: &Workspace, begin: &[AnnotationId]) -> String {
    if begin.is_empty() {
        return String::new();
    }
    let names: Vec<_> = themes(workspace, begin)
        .into_iter()
        .map(|theme| match theme.and_then(|id| workspace.themes.get(&id)) {
            Some(theme) => theme.name.clone(),
            None => "no theme".to_owned(),
        })
        .collect();
    format!("(marked: {}) ", names.join(", "))
}

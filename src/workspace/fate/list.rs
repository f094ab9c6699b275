//! What has become of each passage, as a list that leaves the app: a table of plain text.

use super::{Fate, quote_of};
use crate::annotation::{Anchor, Body};
use crate::brief::Brief;
use crate::workspace::Workspace;

/// A line for each of some fates in the text of a brief, in their order, under a line of names;
/// columns are parted by tabs, as spreadsheets take them from the clipboard.
#[must_use]
pub fn list(workspace: &Workspace, brief: &Brief, fates: &[Fate]) -> String {
    let names =
        ["state", "stood at", "stands at", "similarity", "words marked", "words now", "themes"];
    let mut list = line(names.into_iter().chain(["note", "made by", "annotation"]));
    for fate in fates {
        let Some(annotation) = workspace.annotations.get(&fate.annotation) else { continue };
        let target = fate.target_in(workspace);
        let stood = target.and_then(|target| target.citation.as_deref()).unwrap_or_default();
        let stands = fate.places().iter().map(|place| brief.cite(*place)).collect::<Vec<_>>();
        let similarity = match fate.anchor {
            Anchor::Changed { similarity, .. } => format!("{similarity:.2}"),
            Anchor::Exact { .. } | Anchor::Moved { .. } => "1.00".to_owned(),
            Anchor::Ambiguous { .. } | Anchor::Lost | Anchor::Whole => String::new(),
        };
        let marked = target.and_then(quote_of).map(|quote| quoted(&quote.exact));
        let now = match fate.places() {
            [place] => quoted(brief.text.slice(*place)),
            [] | [_, _, ..] => String::new(),
        };
        let name = |body: &Body| match body {
            Body::Theme { theme, name } => {
                let known = workspace.themes.get(theme).map(|theme| theme.name.clone());
                Some(known.unwrap_or_else(|| name.clone()))
            }
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
        };
        let themes = annotation.bodies.iter().filter_map(name).collect::<Vec<_>>();
        let coder = annotation.creator.as_ref().map_or("", |coder| coder.name.as_str());
        list.push_str(&line([
            fate.state().name(),
            stood,
            &stands.join("; "),
            &similarity,
            &marked.unwrap_or_default(),
            &now,
            &themes.join("; "),
            &annotation.note().map(quoted).unwrap_or_default(),
            coder,
            &fate.annotation.0,
        ]));
    }
    list
}

/// What a person wrote stands in quotation marks: so no spreadsheet takes it for a formula.
fn quoted(words: &str) -> String {
    format!("“{words}”")
}

/// Tabs and line feeds inside a cell would end it; and what does not begin as words do may be a formula to
/// a spreadsheet.
fn line<'cell>(cells: impl IntoIterator<Item = &'cell str>) -> String {
    let begins_well = |first: char| first.is_alphanumeric() || matches!(first, '“' | '¶' | '§');
    let cells = cells.into_iter().map(|cell| {
        let cell = cell.replace(['\t', '\n', '\r'], " ");
        if cell.is_empty() || cell.starts_with(begins_well) { cell } else { quoted(&cell) }
    });
    let mut line = cells.collect::<Vec<_>>().join("\t");
    line.push('\n');
    line
}

//! A work as a flat table: one row for each annotation, passage and theme.
//!
//! The same columns go into CSV and NDJSON. Offsets are those that the annotation stores, in code
//! points of the text whose digest stands beside them; where a brief is at hand, part, paragraph,
//! page and state say where the passage lies in it now.

use super::parcel::{Parcel, Place};
use crate::annotation::{Anchor, Annotation, Body, Flag, Motivation, Selector, Target};
use crate::codebook::ThemeId;
use crate::workspace::REVISES;

/// The columns in their order.
pub(super) const COLUMNS: [&str; 30] = [
    "annotation_id",
    "document",
    "document_sha256",
    "part",
    "paragraph",
    "citation",
    "page",
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
    "code_label",
    "code_name",
    "code_path",
    "note",
    "coder",
    "coder_id",
    "created",
    "modified",
    "anchor_state",
    // What follows is for the way back.
    "document_id",
    "passage",
    "motivation",
    "code_id",
    "revises",
    "flags",
    "blind",
    "settles",
    "accepts",
];

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    Number(u32),
}

/// Between the names of a path of themes.
pub(super) const UNDER: &str = " > ";

/// A row.
pub(super) type Row = [Cell; COLUMNS.len()];

/// All rows, in the order of the parcel: the passages of an annotation one after another, the themes
/// of each in their order; one row without a theme where there is none.
pub(super) fn rows(parcel: &Parcel) -> Vec<Row> {
    let mut rows = Vec::new();
    for annotation in &parcel.annotations {
        let themes: Vec<(&ThemeId, &str)> = annotation
            .bodies
            .iter()
            .filter_map(|body| match body {
                Body::Theme { theme, name } => Some((theme, name.as_str())),
                Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
            })
            .collect();
        let places = parcel.places(annotation);
        for (index, target) in annotation.targets.iter().enumerate() {
            let place = places.get(index).and_then(Option::as_ref);
            let mut row = row(parcel, annotation, index, target, place);
            if themes.is_empty() {
                rows.push(row);
                continue;
            }
            for (theme, name) in &themes {
                write_theme(&mut row, parcel, theme, name);
                rows.push(row.clone());
            }
        }
    }
    rows
}

fn row(
    parcel: &Parcel,
    annotation: &Annotation,
    index: usize,
    target: &Target,
    place: Option<&Place>,
) -> Row {
    let mut row: Row = [const { Cell::Nothing }; COLUMNS.len()];
    let mut put = |column: &str, cell: Cell| row[at(column)] = cell;
    put("annotation_id", text(&annotation.id.0));
    put("document_id", text(&target.source));
    put("document_sha256", text(target.digest.as_deref().unwrap_or_default()));
    put("citation", text(target.citation.as_deref().unwrap_or_default()));
    for selector in target.selectors.iter().rev() {
        match selector {
            Selector::Quote(quote) => {
                put("quote", text(&quote.exact));
                put("prefix", text(&quote.prefix));
                put("suffix", text(&quote.suffix));
            }
            Selector::Position { start, end } => {
                put("start", Cell::Number(start.0));
                put("end", Cell::Number(end.0));
            }
            Selector::Other(_) => {}
        }
    }
    put("note", text(annotation.note().unwrap_or_default()));
    if let Some(creator) = &annotation.creator {
        put("coder", text(&creator.name));
        put("coder_id", text(&creator.id));
    }
    let time = |when: Option<&crate::timestamp::Timestamp>| {
        text(when.map(|when| when.0.as_str()).unwrap_or_default())
    };
    put("created", time(annotation.created.as_ref()));
    put("modified", time(annotation.modified.as_ref()));
    put("passage", Cell::Number(u32::try_from(index + 1).unwrap_or(u32::MAX)));
    put("motivation", text(&motives(annotation)));
    put("revises", text(&ancestors(annotation)));
    let flags: Vec<&str> = annotation.flags().map(Flag::name).collect();
    put("flags", text(&flags.join(" ")));
    put("blind", text(if annotation.is_blind() { "yes" } else { "" }));
    if let Some((settles, accepts)) = annotation.settlement() {
        put("settles", text(&settles.join(" ")));
        put("accepts", text(&accepts.join(" ")));
    }
    if let Some(place) = place {
        let brief = &parcel.briefs[place.brief];
        put("document", text(&brief.meta.title));
        put("anchor_state", text(state(&place.anchor)));
        if let Some(span) = place.span()
            && let Some(block) = brief.block_at(span.start).map(|block| &brief.blocks[block])
        {
            put("part", text(&brief.part_of(block).name));
            put("paragraph", text(&block.citation));
            put("page", Cell::Number(brief.page_at(span.start)));
        }
    }
    row
}

fn write_theme(row: &mut Row, parcel: &Parcel, theme: &ThemeId, carried: &str) {
    let known = parcel.workspace.themes.get(theme);
    let label = known.and_then(|theme| theme.notation.as_deref()).unwrap_or_default();
    row[at("code_label")] = text(label);
    row[at("code_name")] = text(parcel.theme_name(theme, carried));
    row[at("code_path")] = text(&parcel.theme_path(theme, carried).join(UNDER));
    row[at("code_id")] = text(&theme.0);
}

fn at(column: &str) -> usize {
    COLUMNS.iter().position(|name| *name == column).expect("a row has every column that is named")
}

fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Nothing } else { Cell::Text(words.to_owned()) }
}

/// The motivations, a space between them.
fn motives(annotation: &Annotation) -> String {
    let names = annotation.motivations.iter().map(|why| match why {
        Motivation::Classifying => "classifying",
        Motivation::Commenting => "commenting",
        Motivation::Highlighting => "highlighting",
        Motivation::Other(name) => name,
    });
    names.collect::<Vec<_>>().join(" ")
}

/// The versions that it descends from, a space between them.
fn ancestors(annotation: &Annotation) -> String {
    let names = annotation.extra.get(REVISES).and_then(|names| names.as_array());
    let names = names.into_iter().flatten().filter_map(|name| name.as_str());
    names.collect::<Vec<_>>().join(" ")
}

/// The name of a state.
fn state(anchor: &Anchor) -> &'static str {
    match anchor {
        Anchor::Exact { .. } => "exact",
        Anchor::Moved { .. } => "moved",
        Anchor::Changed { .. } => "changed",
        Anchor::Ambiguous { .. } => "ambiguous",
        Anchor::Lost => "lost",
        Anchor::Whole => "whole",
    }
}

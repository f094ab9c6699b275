//! Reads a table of annotations: ours, and those of other programs by the names of their columns.
//!
//! Rows with one `annotation_id` are one annotation: its passages by their number, its themes in the
//! order of the rows. A table knows of a theme only its name, letter and IRI, and of the codebook
//! nothing else.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, json};

use super::BYTE_ORDER_MARK;
use super::columns::{Row, opened};
use crate::annotation::{
    Annotation, AnnotationId, Body, Motivation, Quote, Selector, Target, append_note,
};
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::exchange::import::{FORMER_ID, Reading, Reason, iri_for, urn};
use crate::exchange::named_theme::named_theme;
use crate::exchange::{Incoming, Item, Report};
use crate::text::CodePoint;
use crate::timestamp::Timestamp;
use crate::workspace::{BLIND, REVISES};

/// Whether a text's first line names columns that annotations have.
pub(in crate::exchange) fn is_table(text: &str) -> bool {
    let Ok(Some((columns, _))) = opened(text).map(|(columns, table)| columns.map(|it| (it, table)))
    else {
        return false;
    };
    columns.has("quote") || (columns.has("annotation_id") && columns.has("note"))
}

/// Reads the annotations of a table.
pub(in crate::exchange) fn import(text: &str) -> (Incoming, Report) {
    let spreadsheet = text.starts_with(BYTE_ORDER_MARK);
    let mut reading = Reading::default();
    let Ok((Some(columns), mut table)) = opened(text) else { return reading.done() };
    let mut gathered = Gathered::default();
    for (index, record) in table.records().enumerate() {
        match record {
            Ok(record) => {
                let row = Row { columns: &columns, record: &record, spreadsheet };
                if let Err(reason) = gathered.take(&row) {
                    reading.refuse_row(index, row.id(), reason);
                }
            }
            Err(_) => reading.refuse_row(index, None, Reason::Row("it cannot be read as a row")),
        }
    }
    for (index, name, label) in gathered.themes {
        reading.take_theme(named_theme(index, name, label.0, label.1));
    }
    for annotation in gathered.annotations {
        reading.take_annotation(annotation);
    }
    reading.done()
}

impl Row<'_> {
    /// What it says. Of a table with a row for each body, that is every body but a theme.
    fn note(&self) -> Option<&str> {
        match self.get("body_purpose") {
            Some("tagging") => self.get("note"),
            Some(_) => self.get("body_value").or(self.get("note")),
            None => self.get("note"),
        }
    }

    fn number(&self, column: &'static str) -> Result<Option<u32>, Reason> {
        let Some(cell) = self.get(column) else { return Ok(None) };
        let number = cell.trim().parse().map(Some);
        number.map_err(|_| Reason::Row("its start, end or passage is not a whole number"))
    }

    /// Which annotation it belongs to; what has no name is named by what it says.
    fn id(&self) -> Option<String> {
        if let Some(id) = self.get("annotation_id") {
            return Some(id.to_owned());
        }
        // Taguette numbers its highlights, and gives one a row for each tag.
        let said = ["document_id", "document", "id", "quote", "note", "coder", "created"];
        let said: Vec<&str> = said.iter().map(|name| self.get(name).unwrap_or_default()).collect();
        self.get("quote").or(self.get("note")).map(|_| urn(&json!(said).to_string()))
    }
}

/// What the rows so far said.
#[derive(Default)]
struct Gathered {
    annotations: Vec<Annotation>,
    /// Index in `annotations` by id.
    by_id: HashMap<String, usize>,
    /// For each annotation the numbers of its passages, in the order in which they stand.
    passages: Vec<Vec<u32>>,
    /// Place, IRI, name and letter of each theme.
    themes: Vec<(usize, ThemeId, (String, Option<String>))>,
    theme_by_id: BTreeMap<ThemeId, usize>,
}

impl Gathered {
    fn take(&mut self, row: &Row) -> Result<(), Reason> {
        let name = row.id().ok_or(Reason::Row("it has neither a quotation nor a note"))?;
        let iri = iri_for(&name);
        let id = iri.clone().unwrap_or_else(|| name.clone());
        let target = target(row)?;
        let passage = row.number("passage")?;
        let index = match self.by_id.get(&id) {
            Some(index) => *index,
            None => {
                let mut annotation = annotation(row, &id);
                if iri.is_some() {
                    annotation.extra.insert(FORMER_ID.to_owned(), json!(name));
                }
                self.annotations.push(annotation);
                self.passages.push(Vec::new());
                self.by_id.insert(id, self.annotations.len() - 1);
                self.annotations.len() - 1
            }
        };
        let passages = &mut self.passages[index];
        let annotation = &mut self.annotations[index];
        let is_new = match passage {
            Some(number) => !passages.contains(&number),
            None => !annotation.targets.contains(&target),
        };
        if is_new {
            passages.push(passage.unwrap_or(u32::MAX));
            annotation.targets.push(target);
        }
        if let Some(text) = row.note() {
            note_too(annotation, text);
        }
        for (theme, name) in self.themes_of(row) {
            let annotation = &mut self.annotations[index];
            if !annotation.themes().any(|other| *other == theme) {
                // The note stands after the themes.
                let n_themes = annotation.themes().count();
                annotation.bodies.insert(n_themes, Body::Theme { theme, name });
            }
        }
        Ok(())
    }

    fn themes_of(&mut self, row: &Row) -> Vec<(ThemeId, String)> {
        let names: Vec<&str> = match (row.get("body_purpose"), row.get("code_name")) {
            (Some("tagging"), _) => row.get("body_value").into_iter().collect(),
            (_, Some(name)) => vec![name],
            (_, None) => {
                let several = row.get("code_names").into_iter().flat_map(|all| all.split(','));
                several.map(str::trim).filter(|name| !name.is_empty()).collect()
            }
        };
        let given = row.get("code_id").map(str::to_owned);
        let names = if names.is_empty() && given.is_some() { vec![""] } else { names };
        let label = row.get("code_label").map(str::to_owned);
        let mut themes = Vec::new();
        for name in names {
            let id = given.clone().unwrap_or_else(|| urn(&format!("theme {name}")));
            let theme = ThemeId(id);
            if !self.theme_by_id.contains_key(&theme) {
                let index = self.themes.len();
                self.theme_by_id.insert(theme.clone(), index);
                self.themes.push((index, theme.clone(), (name.to_owned(), label.clone())));
            }
            themes.push((theme, name.to_owned()));
        }
        themes
    }
}

fn note(text: &str) -> Body {
    Body::Note { text: text.to_owned(), extra: Map::new() }
}

/// Adds what a further row of an annotation says to its note, unless it says that already.
fn note_too(annotation: &mut Annotation, said: &str) {
    let mut notes = annotation.bodies.iter_mut().filter_map(|body| match body {
        Body::Note { text, .. } => Some(text),
        Body::Theme { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    match notes.next() {
        Some(text) => append_note(text, said),
        None => annotation.bodies.push(note(said)),
    }
}

fn annotation(row: &Row, id: &str) -> Annotation {
    // A name that no flag has is passed over: other programs have columns of that name.
    let flags = row.get("flags").into_iter().flat_map(|names| names.split(' '));
    let flags = flags.filter_map(|name| name.parse().ok()).map(Body::Flag);
    let has_theme =
        ["code_name", "code_names", "code_id"].iter().any(|name| row.get(name).is_some());
    let motivations = match row.get("motivation") {
        Some(names) => names.split(' ').map(Motivation::named).collect(),
        None if row.columns.has("motivation") => Vec::new(),
        None if has_theme => vec![Motivation::Classifying],
        None if row.get("quote").is_none() => vec![Motivation::Commenting],
        None => vec![Motivation::Highlighting],
    };
    let creator = match (row.get("coder_id"), row.get("coder")) {
        (None, None) => None,
        (id, name) => {
            let name = name.unwrap_or_default().to_owned();
            let id = id.map_or_else(|| urn(&format!("coder {name}")), str::to_owned);
            Some(Coder { id, name })
        }
    };
    let mut extra = Map::new();
    if let Some(names) = row.get("revises") {
        extra.insert(REVISES.to_owned(), names.split(' ').collect());
    }
    if row.get("blind") == Some("yes") {
        extra.insert(BLIND.to_owned(), json!(true));
    }
    let mut annotation = Annotation {
        id: AnnotationId(id.to_owned()),
        motivations,
        created: row.get("created").map(|when| Timestamp(when.to_owned())),
        modified: row.get("modified").map(|when| Timestamp(when.to_owned())),
        creator,
        bodies: row.note().map(note).into_iter().chain(flags).collect(),
        targets: Vec::new(),
        extra,
    };
    if let Some(settles) = row.get("settles") {
        let accepts = row.get("accepts").into_iter().flat_map(|names| names.split(' '));
        annotation.set_settlement(settles.split(' '), accepts);
    }
    annotation
}

fn target(row: &Row) -> Result<Target, Reason> {
    let mut selectors = Vec::new();
    if let Some(exact) = row.get("quote") {
        let around = |side| row.get(side).unwrap_or_default().to_owned();
        selectors.push(Selector::Quote(Quote {
            exact: exact.to_owned(),
            prefix: around("prefix"),
            suffix: around("suffix"),
        }));
    }
    match (row.number("start")?, row.number("end")?) {
        (Some(start), Some(end)) if start <= end => {
            selectors.push(Selector::Position { start: CodePoint(start), end: CodePoint(end) });
        }
        (None, None) => {}
        (_, _) => return Err(Reason::Row("its start and end are no place: start comes first")),
    }
    let mut extra = Map::new();
    let source = match (row.get("document_id"), row.get("document")) {
        (Some(iri), _) => iri.to_owned(),
        (None, Some(name)) => {
            extra.insert("briefmark:document".to_owned(), json!(name));
            urn(&format!("document {name}"))
        }
        (None, None) => String::new(),
    };
    Ok(Target {
        source,
        selectors,
        citation: row.get("citation").map(str::to_owned),
        digest: row.get("document_sha256").map(str::to_owned),
        extra,
    })
}

impl Reading {
    pub(super) fn refuse_row(&mut self, index: usize, id: Option<String>, reason: Reason) {
        self.refuse(Item::Row, index, id, reason);
    }
}

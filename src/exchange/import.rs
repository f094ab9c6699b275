//! Reads annotation files: ours, and those of other programs.

use serde_json::{Map, Value, json};
use uuid::Uuid;

// What a reading refuses with, for those who read.
use super::native::NAMESPACE;
pub(super) use super::report::Reason;
use super::{Item, Refused, Report, hypothesis, recogito};
use crate::annotation::Annotation;
use crate::codebook::Theme;
use crate::timestamp::Timestamp;
use crate::workspace::{Incoming, Tombstone};

/// Why nothing of a file could be read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is not UTF-8.
    #[error("this file is not text in UTF-8; save it as UTF-8 and open it again")]
    NotUtf8,
    /// It is not JSON, or nested deeper than any annotation is.
    #[error("{}", not_json(.0))]
    NotJson(#[from] serde_json::Error),
    /// Its pages are not in it.
    #[error("this file only names where its annotations are ({0}); open the page itself")]
    Elsewhere(String),
    /// It holds nothing that could be an annotation.
    #[error(
        "this file holds no annotations (looked for `items`, `first`, `annotations`, or a list)"
    )]
    NoAnnotations,
}

/// Why a file is not JSON, in words: one that was cut off says so, and where.
fn not_json(error: &serde_json::Error) -> String {
    if !error.is_eof() {
        return format!("this file is not JSON: {error}");
    }
    match (error.line(), error.column()) {
        (1, 0) => "this file is empty: save or send it again".to_owned(),
        (line, column) => format!(
            "this file ends in the middle (line {line}, column {column}); it was cut off, so save or send \
             it again"
        ),
    }
}

/// Reads a file: an annotation collection, page or set, one annotation, a list of them, or what
/// Hypothesis or Recogito wrote; with or without a byte order mark. What could not be read of it is
/// in the report, with reasons.
///
/// # Errors
/// When the file as a whole is no text, no JSON, or holds nothing that could be an annotation.
pub fn import(file: &[u8]) -> Result<(Incoming, Report), ImportError> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let text = std::str::from_utf8(file).map_err(|_| ImportError::NotUtf8)?;
    let document: Value = serde_json::from_str(text)?;
    let items = items(&document)?;
    let mut reading = Reading::default();
    let scheme = if is_scheme(&document) { &document } else { &document["codebook"] };
    for (index, theme) in list(&scheme["themes"]).iter().enumerate() {
        reading.theme(Item::Theme, index, theme);
    }
    for (index, item) in items.into_iter().enumerate() {
        reading.annotation(Item::Annotation, index, item);
    }
    for (index, tombstone) in list(&document["tombstones"]).iter().enumerate() {
        reading.tombstone(index, tombstone);
    }
    for (index, version) in list(&document["otherVersions"]).iter().enumerate() {
        if version["type"] == "Concept" {
            reading.theme(Item::Version, index, version);
        } else {
            reading.annotation(Item::Version, index, version);
        }
    }
    for (index, part) in unknown_parts(&document).enumerate() {
        reading.refuse(Item::Part, index, None, Reason::Unknown(part.clone()));
    }
    Ok(reading.done())
}

/// What a file of ours says as a whole and today's files do not: a later version may have written it.
/// What other programs say of their collections is theirs.
fn unknown_parts(document: &Value) -> impl Iterator<Item = &String> {
    const KNOWN: [&str; 14] = [
        "@context",
        "id",
        "type",
        "label",
        "created",
        "creator",
        "generator",
        "modified",
        "total",
        "codebook",
        "tombstones",
        "otherVersions",
        "first",
        "last",
    ];
    let contexts = list(&document["@context"]).iter();
    let is_ours = contexts.into_iter().any(|context| context["briefmark"] == NAMESPACE);
    let parts = document.as_object().filter(|_| is_ours).into_iter().flat_map(Map::keys);
    parts.filter(|part| !KNOWN.contains(&part.as_str()))
}

/// The items of a document that may be annotations.
fn items(document: &Value) -> Result<Vec<&Value>, ImportError> {
    let object = match document {
        Value::Array(list) => return Ok(list.iter().collect()),
        Value::Object(object) => object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err(ImportError::NoAnnotations);
        }
    };
    for key in ["items", "annotations", "rows", "@graph"] {
        if let Some(items) = object.get(key) {
            return Ok(list(items).iter().collect());
        }
    }
    match object.get("first") {
        Some(first @ Value::Object(_)) => return Ok(pages(first, object.get("last"))),
        Some(Value::String(page)) => return Err(ImportError::Elsewhere(page.clone())),
        Some(_) | None => {}
    }
    if object.contains_key("target") || object.get("type").is_some_and(|kind| kind == "Annotation")
    {
        return Ok(vec![document]);
    }
    // A collection of nothing, or a codebook alone.
    let is_collection = object.get("type").is_some_and(|kind| kind == "AnnotationCollection");
    if is_collection || object.contains_key("codebook") || is_scheme(document) {
        return Ok(Vec::new());
    }
    Err(ImportError::NoAnnotations)
}

/// Whether a document is a codebook by itself.
fn is_scheme(document: &Value) -> bool {
    document["type"] == "ConceptScheme" && document["themes"].is_array()
}

/// The items of a page and of those embedded after it.
fn pages<'a>(first: &'a Value, last: Option<&'a Value>) -> Vec<&'a Value> {
    let mut items = Vec::new();
    let mut page = Some(first);
    let mut last = last.filter(|last| last.is_object() && last["id"] != first["id"]);
    while let Some(here) = page {
        items.extend(list(&here["items"]));
        if last.is_some_and(|last| last["id"] == here["id"]) {
            last = None;
        }
        page = here.get("next").filter(|next| next.is_object());
    }
    items.extend(last.into_iter().flat_map(|last| list(&last["items"])));
    items
}

/// A list, or one value as a list of one; nothing where there is nothing.
pub(super) fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        Value::Null => &[],
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            std::slice::from_ref(value)
        }
    }
}

/// What was read of a file so far.
#[derive(Default)]
pub(super) struct Reading {
    incoming: Incoming,
    report: Report,
}

impl Reading {
    pub(super) fn take_annotation(&mut self, annotation: Annotation) {
        self.incoming.annotations.push(annotation);
        self.report.taken += 1;
    }

    pub(super) fn take_theme(&mut self, theme: Theme) {
        self.incoming.themes.push(theme);
        self.report.taken += 1;
    }

    pub(super) fn done(self) -> (Incoming, Report) {
        (self.incoming, self.report)
    }

    fn annotation(&mut self, item: Item, index: usize, value: &Value) {
        let value = if hypothesis::is_one(value) {
            hypothesis::to_w3c(value)
        } else if recogito::is_one(value) {
            recogito::to_w3c(value)
        } else {
            value.clone()
        };
        match Annotation::from_json(&with_iri(value.clone())) {
            Ok(annotation) => self.take_annotation(annotation),
            Err(reason) => self.refuse(item, index, id_of(&value), reason.into()),
        }
    }

    fn theme(&mut self, item: Item, index: usize, value: &Value) {
        match Theme::from_json(value) {
            Ok(theme) => self.take_theme(theme),
            Err(reason) => self.refuse(item, index, id_of(value), reason.into()),
        }
    }

    fn tombstone(&mut self, index: usize, value: &Value) {
        let deleted = value["deleted"].as_str().map(|when| Timestamp(when.to_owned()));
        match (value["id"].as_str(), deleted.filter(|when| when.instant().is_some())) {
            (Some(id), Some(deleted)) => {
                let id = iri_for(id).unwrap_or_else(|| id.to_owned());
                self.incoming.tombstones.push(Tombstone { id, deleted });
                self.report.taken += 1;
            }
            (_, _) => self.refuse(Item::Tombstone, index, id_of(value), Reason::Tombstone),
        }
    }

    pub(super) fn refuse(&mut self, item: Item, index: usize, id: Option<String>, reason: Reason) {
        self.report.refused.push(Refused { item, index, id, reason });
    }
}

fn id_of(value: &Value) -> Option<String> {
    value["id"].as_str().map(str::to_owned)
}

/// An annotation with an IRI: its own, or one that follows from its name or from what it says, so
/// that reading the file again finds the same annotation. A name that is no IRI is kept beside it.
fn with_iri(mut value: Value) -> Value {
    let Value::Object(object) = &mut value else { return value };
    let id = match object.get("id") {
        Some(Value::String(id)) => {
            let Some(iri) = iri_for(id) else { return value };
            object.insert(FORMER_ID.to_owned(), json!(id));
            iri
        }
        Some(Value::Null) | None => {
            let content = Value::Object(object.clone());
            urn(&content.to_string())
        }
        Some(_) => return value,
    };
    let rest = std::mem::take(object);
    *object = Map::from_iter([("id".to_owned(), json!(id))]);
    object.extend(rest.into_iter().filter(|(key, _)| key != "id"));
    value
}

/// What an annotation was called where it was made, where that is no IRI.
pub(super) const FORMER_ID: &str = "briefmark:formerId";

/// The IRI that follows from a name, the same each time; `None` where it is one already.
pub(super) fn iri_for(name: &str) -> Option<String> {
    (!is_iri(name)).then(|| match Uuid::try_parse(name.trim_start_matches('#')) {
        Ok(uuid) => format!("urn:uuid:{uuid}"),
        Err(_) => urn(name),
    })
}

/// The same IRI for the same words.
pub(super) fn urn(name: &str) -> String {
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}

/// Whether a name begins with a scheme and holds no space: enough to tell an IRI from a bare name.
fn is_iri(name: &str) -> bool {
    let Some((scheme, rest)) = name.split_once(':') else { return false };
    let letters = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(letters)
        && !rest.is_empty()
        && !name.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

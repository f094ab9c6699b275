//! A theme as a file and the storage hold it: a SKOS concept.
//!
//! `to_json` and `from_json` are a pair. What a file says of a theme beyond what we know is kept in
//! [`Theme::extra`] and written back after our own keys.

use serde_json::{Map, Value, json};

use super::{Theme, ThemeId, ThemeSource};
use crate::timestamp::Timestamp;

/// Why an item of a codebook could not be taken as a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTheme {
    /// It is not a JSON object.
    #[error("it is not an object")]
    NotAnObject,
    /// It has no identity.
    #[error("it has no `id`, so nothing could refer to it")]
    NoId,
    /// It has no name.
    #[error("it has no `prefLabel`, so it could not be shown")]
    NoName,
    /// Its colour is not `#rrggbb`.
    #[error("its colour is not of the form #rrggbb")]
    Colour,
    /// Its line is none that we draw.
    #[error("its line is none of solid, double, dotted, dashed, wavy")]
    Line,
}

impl Theme {
    /// The theme as a JSON object, keys in a fixed order.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("id", json!(self.id.0));
        put("type", json!("Concept"));
        put("prefLabel", json!(self.name));
        if !self.definition.is_empty() {
            put("definition", json!(self.definition));
        }
        if !self.examples.is_empty() {
            put("example", json!(self.examples));
        }
        if !self.counter_examples.is_empty() {
            put("briefmark:counterExample", json!(self.counter_examples));
        }
        if let Some(notation) = &self.notation {
            put("notation", json!(notation));
        }
        if let Some(broader) = &self.broader {
            put("broader", json!(broader.0));
        }
        put("briefmark:position", json!(self.position));
        if let Some(key) = self.key {
            put("briefmark:key", json!(key.to_string()));
        }
        put("briefmark:colour", json!(self.colour.to_string()));
        put("briefmark:line", json!(self.line.name()));
        if let Some(ThemeSource { brief, citation }) = &self.source {
            put("briefmark:madeFrom", json!({ "source": brief, "briefmark:citation": citation }));
        }
        put("modified", json!(self.modified.0));
        object.extend(self.extra.clone());
        Value::Object(object)
    }

    /// Reads what [`Theme::to_json`] writes, and concepts of other programs: colour and line, where
    /// they are missing, are the palette's.
    ///
    /// # Errors
    /// When it is no object, has no `id` or no `prefLabel`, or a colour or line that cannot be drawn.
    pub fn from_json(value: &Value) -> Result<Theme, BadTheme> {
        let mut rest = value.as_object().ok_or(BadTheme::NotAnObject)?.clone();
        let id = take_text(&mut rest, "id").ok_or(BadTheme::NoId)?;
        let name = take_text(&mut rest, "prefLabel").ok_or(BadTheme::NoName)?;
        if is_concept(rest.get("type")) {
            rest.shift_remove("type");
        }
        let position = rest.get("briefmark:position").and_then(Value::as_u64);
        let position = position.and_then(|position| u32::try_from(position).ok());
        if position.is_some() {
            rest.shift_remove("briefmark:position");
        }
        let (palette_colour, palette_line) = super::palette(position.unwrap_or(0) as usize);
        let colour = take_text(&mut rest, "briefmark:colour").map(|colour| colour.parse());
        let line = take_text(&mut rest, "briefmark:line").map(|line| line.parse());
        Ok(Theme {
            id: ThemeId(id),
            name,
            definition: take_text(&mut rest, "definition").unwrap_or_default(),
            examples: take_text(&mut rest, "example").unwrap_or_default(),
            counter_examples: take_text(&mut rest, "briefmark:counterExample").unwrap_or_default(),
            notation: take_text(&mut rest, "notation"),
            broader: take_text(&mut rest, "broader").map(ThemeId),
            position: position.unwrap_or(0),
            key: take_key(&mut rest),
            colour: colour.transpose()?.unwrap_or(palette_colour),
            line: line.transpose()?.unwrap_or(palette_line),
            source: take_source(&mut rest),
            modified: Timestamp(take_text(&mut rest, "modified").unwrap_or_default()),
            extra: rest,
        })
    }
}

fn is_concept(kind: Option<&Value>) -> bool {
    kind.and_then(Value::as_str).is_some_and(|kind| kind == "Concept" || kind == "skos:Concept")
}

/// Takes a text out of an object; what is there but no text stays.
fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    let text = object.get(key)?.as_str()?.to_owned();
    object.shift_remove(key);
    Some(text)
}

fn take_key(object: &mut Map<String, Value>) -> Option<char> {
    let mut letters = object.get("briefmark:key")?.as_str()?.chars();
    let (Some(key), None) = (letters.next(), letters.next()) else { return None };
    object.shift_remove("briefmark:key");
    Some(key)
}

fn take_source(object: &mut Map<String, Value>) -> Option<ThemeSource> {
    let source = object.get("briefmark:madeFrom")?.as_object().filter(|from| from.len() == 2)?;
    let text = |key| source.get(key).and_then(Value::as_str).map(str::to_owned);
    let source = ThemeSource { brief: text("source")?, citation: text("briefmark:citation")? };
    object.shift_remove("briefmark:madeFrom");
    Some(source)
}

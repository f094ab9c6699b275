//! An annotation as files and the storage hold it: the Web Annotation model's JSON.
//!
//! `to_json` and `from_json` are a pair: what one writes the other reads as the same value, and a
//! file from elsewhere is written the same the second time as the first. What we do not understand
//! stays as it came, in `extra` or as an `Other`. Where a property that we know holds something that
//! we do not, the whole of it is in `extra` and goes back out from there.

mod target;

use serde_json::{Map, Value, json};

use super::{Annotation, AnnotationId, Body, Flag, Motivation, Target};
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::timestamp::Timestamp;

/// The property that says who made an annotation.
pub(super) const CREATOR: &str = "creator";

/// The context of the Web Annotation model. An annotation that names it alone needs no context of its
/// own inside a file that names it.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Why an item of a file could not be taken as an annotation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is a number, a text, a list or nothing.
    #[error("it is not an object, so it cannot be an annotation")]
    NotAnObject,
    /// Its `type` says that it is something else.
    #[error("its type is {0}, not Annotation")]
    NotAnAnnotation(String),
    /// Its `id` is not a text.
    #[error("its `id` is not a text, so nothing could refer to it")]
    BadId,
    /// It has no `id`.
    #[error("it has no `id`, so nothing could refer to it")]
    NoId,
    /// It has no `target`.
    #[error("it has no `target`, so it is about nothing")]
    NoTarget,
}

impl Annotation {
    /// The annotation as a JSON object, keys in a fixed order, what we do not understand last.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Object(Map::new());
        object.put("id", json!(self.id.0));
        object.put_unless("type", &self.extra, || json!("Annotation"));
        if !self.motivations.is_empty() {
            object.put("motivation", one_or_list(self.motivations.iter().map(Motivation::to_json)));
        }
        object.put_some("created", self.created.as_ref().map(|when| json!(when.0)));
        object.put_some("modified", self.modified.as_ref().map(|when| json!(when.0)));
        if let Some(creator) = &self.creator {
            object.put_unless(CREATOR, &self.extra, || coder_to_json(creator));
        }
        let bodies: Vec<Value> = self.bodies.iter().flat_map(Body::to_json).collect();
        if !bodies.is_empty() {
            object.put("body", one_or_list(bodies.into_iter()));
        }
        if !self.targets.is_empty() {
            object.put("target", one_or_list(self.targets.iter().map(Target::to_json)));
        }
        object.rest(&self.extra)
    }

    /// Reads one annotation: what [`Annotation::to_json`] writes, and every form that the model
    /// allows.
    ///
    /// # Errors
    /// When it is no annotation, has no identity, or is about nothing.
    pub fn from_json(value: &Value) -> Result<Annotation, Refusal> {
        let mut rest = value.as_object().ok_or(Refusal::NotAnObject)?.clone();
        if is_of_type(rest.get("type"), "Annotation")? {
            rest.shift_remove("type");
        }
        let id = match rest.shift_remove("id") {
            Some(Value::String(id)) => AnnotationId(id),
            Some(_) => return Err(Refusal::BadId),
            None => return Err(Refusal::NoId),
        };
        if rest.get("@context").is_some_and(|context| *context == json!(CONTEXT)) {
            rest.shift_remove("@context");
        }
        let targets = match rest.shift_remove("target") {
            None | Some(Value::Null) => return Err(Refusal::NoTarget),
            Some(Value::Array(list)) if list.is_empty() => return Err(Refusal::NoTarget),
            Some(Value::Array(list)) => list.into_iter().map(Target::from_json).collect(),
            Some(one) => vec![Target::from_json(one)],
        };
        let motivations = take_motivations(&mut rest);
        let bodies = take_bodies(&mut rest, &motivations);
        Ok(Annotation {
            id,
            motivations,
            created: take_text(&mut rest, "created").map(Timestamp),
            modified: take_text(&mut rest, "modified").map(Timestamp),
            creator: take_creator(&mut rest),
            bodies,
            targets,
            extra: rest,
        })
    }
}

impl Motivation {
    fn to_json(&self) -> Value {
        json!(match self {
            Motivation::Classifying => "classifying",
            Motivation::Commenting => "commenting",
            Motivation::Highlighting => "highlighting",
            Motivation::Other(name) => name,
        })
    }

    /// The motivation of a name.
    #[must_use]
    pub fn named(name: &str) -> Motivation {
        match name {
            "classifying" => Motivation::Classifying,
            "commenting" => Motivation::Commenting,
            "highlighting" => Motivation::Highlighting,
            other => Motivation::Other(other.to_owned()),
        }
    }
}

/// Motivations that are all texts; otherwise all of them stay where they are.
fn take_motivations(rest: &mut Map<String, Value>) -> Vec<Motivation> {
    let motivations = match rest.get("motivation") {
        Some(Value::String(name)) => Some(vec![Motivation::named(name)]),
        Some(Value::Array(names)) => {
            names.iter().map(|name| name.as_str().map(Motivation::named)).collect()
        }
        Some(_) | None => None,
    };
    let Some(motivations) = motivations.filter(|motivations| !motivations.is_empty()) else {
        return Vec::new();
    };
    rest.shift_remove("motivation");
    motivations
}

impl Body {
    /// A theme is two bodies: its IRI for those who have the codebook, its name for those who do not.
    fn to_json(&self) -> Vec<Value> {
        match self {
            Body::Theme { theme, name } => {
                let mut bodies = vec![json!({
                    "type": "SpecificResource",
                    "purpose": "classifying",
                    "source": theme.0,
                })];
                if !name.is_empty() {
                    bodies.push(
                        json!({ "type": "TextualBody", "purpose": "tagging", "value": name }),
                    );
                }
                bodies
            }
            Body::Note { text, extra } => {
                let mut object = Object(Map::new());
                object.put_unless("type", extra, || json!("TextualBody"));
                object.put_unless("purpose", extra, || json!("commenting"));
                object.put_unless("format", extra, || json!("text/markdown"));
                object.put("value", json!(text));
                object.0.retain(|_, value| !value.is_null());
                let rest = extra.iter().filter(|(key, _)| !NOTED.contains(&key.as_str()));
                object.0.extend(rest.map(|(key, value)| (key.clone(), value.clone())));
                vec![Value::Object(object.0)]
            }
            Body::Flag(flag) => vec![flag.to_json()],
            Body::Other(value) => vec![value.clone()],
        }
    }
}

fn take_bodies(rest: &mut Map<String, Value>, motivations: &[Motivation]) -> Vec<Body> {
    let list = match rest.shift_remove("body") {
        None => Vec::new(),
        Some(Value::Array(list)) => list,
        Some(one) => vec![one],
    };
    // A body without a purpose has its annotation's motivation (section 3.3.5 of the model).
    let says_something = motivations.iter().all(|why| *why == Motivation::Commenting);
    let mut bodies: Vec<Body> = Vec::with_capacity(list.len());
    let mut list = list.into_iter().peekable();
    while let Some(value) = list.next() {
        bodies.push(if let Some(theme) = theme_of(&value) {
            let name = list.peek().and_then(tag_of).map(str::to_owned);
            if name.is_some() {
                list.next();
            }
            Body::Theme { theme, name: name.unwrap_or_default() }
        } else if let Some(flag) = Flag::of_json(&value) {
            Body::Flag(flag)
        } else {
            note_of(&value, says_something).unwrap_or(Body::Other(value))
        });
    }
    // A plain text in place of a body (section 3.2.5) says what a body of plain text would.
    if let Some(text) = take_text(rest, "bodyValue") {
        let mut extra = Map::new();
        extra.insert("purpose".to_owned(), Value::Null);
        extra.insert("format".to_owned(), json!("text/plain"));
        bodies.push(Body::Note { text, extra });
    }
    bodies
}

fn theme_of(value: &Value) -> Option<ThemeId> {
    let body = value.as_object()?;
    let plain = body.len() == 3
        && body.get("type")? == "SpecificResource"
        && body.get("purpose")? == "classifying";
    plain.then(|| body.get("source")?.as_str().map(|iri| ThemeId(iri.to_owned())))?
}

fn tag_of(value: &Value) -> Option<&str> {
    let body = value.as_object()?;
    let plain =
        body.len() == 3 && body.get("type")? == "TextualBody" && body.get("purpose")? == "tagging";
    plain.then(|| body.get("value")?.as_str().filter(|name| !name.is_empty()))?
}

/// The keys of a note that we write when nothing is kept of them.
const NOTED: [&str; 3] = ["type", "purpose", "format"];

/// A textual body that comments. Each key that we would write and that it lacks is noted as null, so
/// that it is not added on the way out.
fn note_of(value: &Value, says_something: bool) -> Option<Body> {
    let mut extra = value.as_object()?.clone();
    let text = extra.get("value")?.as_str()?.to_owned();
    let kind = extra.get("type").cloned().unwrap_or(Value::Null);
    let purpose = extra.get("purpose").cloned().unwrap_or(Value::Null);
    let comments = purpose == "commenting" || (purpose.is_null() && says_something);
    if !comments || !(kind == "TextualBody" || kind.is_null()) {
        return None;
    }
    extra.shift_remove("value");
    for (key, ours) in NOTED.into_iter().zip(["TextualBody", "commenting", "text/markdown"]) {
        match extra.get(key) {
            Some(theirs) if theirs == ours => drop(extra.shift_remove(key)),
            Some(_) => {}
            None => drop(extra.insert(key.to_owned(), Value::Null)),
        }
    }
    Some(Body::Note { text, extra })
}

fn coder_to_json(coder: &Coder) -> Value {
    match (coder.id.is_empty(), coder.name.is_empty()) {
        (false, true) => json!(coder.id),
        (true, _) => json!({ "type": "Person", "name": coder.name }),
        (false, false) => json!({ "id": coder.id, "type": "Person", "name": coder.name }),
    }
}

/// The first creator. Where we would not write it back the same, it stays in the rest too.
fn take_creator(rest: &mut Map<String, Value>) -> Option<Coder> {
    let value = rest.get(CREATOR)?;
    let first = value.as_array().map_or(Some(value), |list| list.first())?;
    let text = |key| first.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let coder = match first {
        Value::String(id) => Coder { id: id.clone(), name: String::new() },
        Value::Object(_) => Coder { id: text("id"), name: text("name") },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return None,
    };
    if coder.id.is_empty() && coder.name.is_empty() {
        return None;
    }
    if *value == coder_to_json(&coder) {
        rest.shift_remove(CREATOR);
    }
    Some(coder)
}

/// Whether a `type` names a class alone (so that we would write the same) or among others.
fn is_of_type(kind: Option<&Value>, class: &str) -> Result<bool, Refusal> {
    match kind {
        None => Ok(false),
        Some(Value::String(name)) if name == class => Ok(true),
        Some(Value::Array(names)) if names.iter().any(|name| name == class) => Ok(false),
        Some(Value::String(name)) => Err(Refusal::NotAnAnnotation(name.clone())),
        Some(other) => Err(Refusal::NotAnAnnotation(other.to_string())),
    }
}

/// Takes a text out of an object; what is there but no text stays.
fn take_text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    let text = object.get(key)?.as_str()?.to_owned();
    object.shift_remove(key);
    Some(text)
}

/// One value by itself, several as a list.
fn one_or_list(values: impl Iterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    match values.as_slice() {
        // By itself a list would be read as several, and null as none.
        [Value::Array(_) | Value::Null] => Value::Array(values),
        [_] => values.swap_remove(0),
        _ => Value::Array(values),
    }
}

/// An object that is being written, our keys first.
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    fn put_some(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Puts what was kept of a property; where nothing was, our own.
    fn put_unless(&mut self, key: &str, kept: &Map<String, Value>, ours: impl FnOnce() -> Value) {
        self.put(key, kept.get(key).cloned().unwrap_or_else(ours));
    }

    /// The whole object: the rest after our own keys.
    fn rest(mut self, rest: &Map<String, Value>) -> Value {
        for (key, value) in rest {
            self.0.entry(key.clone()).or_insert_with(|| value.clone());
        }
        Value::Object(self.0)
    }
}

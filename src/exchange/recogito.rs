//! Annotations as Recogito's own format has them: `bodies` for `body`, and selectors with a `quote`.
//!
//! What its W3C adapter writes is the model's, and needs nothing of this.

mod export;

pub(super) use export::export;

use serde_json::{Map, Value, json};

/// Whether an item is in Recogito's own form.
pub(super) fn is_one(value: &Value) -> bool {
    value["bodies"].is_array() && value["target"].is_object() && value.get("body").is_none()
}

/// The same as a Web Annotation. Its selectors are kept after the quotations that are made of them:
/// their positions count UTF-16 units.
pub(super) fn to_w3c(value: &Value) -> Value {
    let mut annotation = value.as_object().cloned().unwrap_or_default();
    let bodies = annotation.shift_remove("bodies").unwrap_or(Value::Null);
    let bodies: Vec<Value> = bodies.as_array().into_iter().flatten().map(body).collect();
    if !bodies.is_empty() {
        annotation.insert("body".to_owned(), Value::Array(bodies));
    }
    let Some(target) = annotation.get_mut("target").and_then(Value::as_object_mut) else {
        return Value::Object(annotation);
    };
    // Who and when stand with the target; the model has them on the annotation.
    let creator = target.get("creator").cloned();
    let (created, updated) = (target.get("created").cloned(), target.get("updated").cloned());
    if let Some(selectors) = target.get_mut("selector").and_then(Value::as_array_mut) {
        *selectors = selectors.drain(..).flat_map(selector).collect();
    }
    for (key, value) in
        [("creator", creator.map(person)), ("created", created), ("modified", updated)]
    {
        if let Some(value) = value.filter(|value| value.is_string() || value.is_object()) {
            annotation.entry(key.to_owned()).or_insert(value);
        }
    }
    Value::Object(annotation)
}

fn body(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(object) = body.as_object_mut()
        && object.get("value").is_some_and(Value::is_string)
        && !object.contains_key("type")
    {
        object.insert("type".to_owned(), json!("TextualBody"));
    }
    body
}

fn selector(selector: Value) -> Vec<Value> {
    let quote = selector["quote"]
        .as_str()
        .map(|quote| json!({ "type": "TextQuoteSelector", "exact": quote }));
    quote.into_iter().chain([selector]).collect()
}

/// A person as the model has them.
fn person(creator: Value) -> Value {
    let Some(user) = creator.as_object() else { return creator };
    let mut person = Map::new();
    for (ours, theirs) in [("id", "id"), ("name", "name")] {
        if let Some(value) = user.get(theirs) {
            person.insert(ours.to_owned(), value.clone());
        }
    }
    person.insert("type".to_owned(), json!("Person"));
    person.extend(
        user.iter()
            .filter(|(key, _)| *key != "id" && *key != "name")
            .map(|(key, value)| (key.clone(), value.clone())),
    );
    Value::Object(person)
}

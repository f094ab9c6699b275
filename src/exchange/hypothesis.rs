//! Annotations as Hypothesis exports them.
//!
//! They are no Web Annotations: the note is `text`, the tags are beside it, and positions count
//! UTF-16 units of a web page. So the quotation alone says where they lie; the positions travel on,
//! marked, and are not read as places in a brief.

mod export;

pub(super) use export::export;

use serde_json::{Map, Value, json};

/// Whether an item is one of Hypothesis's: it names a page and an account, and is of no type.
pub(super) fn is_one(value: &Value) -> bool {
    value["uri"].is_string()
        && (value["user"].is_string() || value["text"].is_string())
        && value.get("type").is_none()
}

/// The same as a Web Annotation. What that model has no word for is kept whole under one key.
pub(super) fn to_w3c(value: &Value) -> Value {
    let mut rest = value.as_object().cloned().unwrap_or_default();
    let mut take = |key: &str| rest.shift_remove(key).unwrap_or(Value::Null);
    let (id, uri, user) = (take("id"), take("uri"), take("user"));
    let (created, updated) = (take("created"), take("updated"));
    let (text, tags, target) = (take("text"), take("tags"), take("target"));

    let mut annotation = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            annotation.insert(key.to_owned(), value);
        }
    };
    put("id", iri(id));
    put("type", json!("Annotation"));
    let note = text.as_str().filter(|note| !note.is_empty());
    let targets = targets(target, &uri);
    let quotes = targets.iter().any(|target| target.get("selector").is_some());
    put("motivation", motivation(value, note.is_some(), quotes));
    put("created", created);
    put("modified", updated);
    if let Some(account) = user.as_str() {
        let shown = value["user_info"]["display_name"].as_str();
        let name = shown.unwrap_or_else(|| account.trim_start_matches("acct:"));
        put("creator", json!({ "id": account, "type": "Person", "name": name }));
    }
    let note = note.map(|note| body("commenting", "text/markdown", note));
    let tags = tags.as_array().into_iter().flatten().filter_map(Value::as_str);
    let tags = tags.map(|tag| body("tagging", "text/plain", tag));
    let bodies: Vec<Value> = note.into_iter().chain(tags).collect();
    if !bodies.is_empty() {
        put("body", Value::Array(bodies));
    }
    put("target", Value::Array(targets));
    if !rest.is_empty() {
        put("briefmark:hypothesis", Value::Object(rest));
    }
    Value::Object(annotation)
}

/// The address under which Hypothesis shows an annotation.
fn iri(id: Value) -> Value {
    match id.as_str() {
        Some(id) if !id.contains(':') => json!(format!("https://hypothes.is/a/{id}")),
        Some(_) | None => id,
    }
}

fn motivation(value: &Value, has_note: bool, quotes: bool) -> Value {
    let replies = value["references"].as_array().is_some_and(|above| !above.is_empty());
    match (replies, quotes, has_note) {
        (true, _, _) => json!("replying"),
        (false, true, true) => json!(["highlighting", "commenting"]),
        (false, true, false) => json!("highlighting"),
        (false, false, _) => json!("commenting"),
    }
}

fn body(purpose: &str, format: &str, text: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": format, "value": text })
}

/// Its targets; the page itself, where it has none.
fn targets(target: Value, uri: &Value) -> Vec<Value> {
    let mut targets = match target {
        Value::Array(targets) if !targets.is_empty() => targets,
        _ => return vec![uri.clone()],
    };
    for selector in targets.iter_mut().filter_map(|target| target.get_mut("selector")) {
        for selector in selector.as_array_mut().into_iter().flatten() {
            if let Some(selector) = selector.as_object_mut()
                && selector.get("type").is_some_and(|kind| kind == "TextPositionSelector")
            {
                selector.insert("briefmark:unit".to_owned(), json!("utf-16"));
            }
        }
    }
    targets
}

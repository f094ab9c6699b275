//! Annotations as Recogito's W3C adapter reads them.
//!
//! A list of Web Annotations whose targets each have both a quotation and a position. The adapter
//! believes the position and counts it in UTF-16 units of the very same text, so what has no sure
//! place in that text is left out.

use serde_json::{Map, Value, json};

use crate::annotation::{Annotation, Body, CONTEXT, Selector, describe};
use crate::brief::Brief;
use crate::exchange::parcel::Parcel;
use crate::text::{Passage, Span};

/// The annotations of a parcel that have a place in its only brief.
pub(in crate::exchange) fn export(parcel: &Parcel, brief: &Brief) -> Vec<u8> {
    let mut list = Vec::new();
    for annotation in &parcel.annotations {
        let spans: Vec<Span> =
            parcel.places(annotation).iter().flatten().filter_map(|place| place.span()).collect();
        let targets: Vec<Value> =
            spans.iter().filter_map(|span| target(parcel, brief, *span)).collect();
        if !targets.is_empty() {
            list.push(item(parcel, annotation, targets));
        }
    }
    let mut text =
        serde_json::to_string_pretty(&Value::Array(list)).expect("a JSON value can be written");
    text.push('\n');
    text.into_bytes()
}

fn item(parcel: &Parcel, annotation: &Annotation, targets: Vec<Value>) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("@context", json!(CONTEXT));
    put("id", json!(annotation.id.0));
    put("type", json!("Annotation"));
    if let Some(created) = &annotation.created {
        put("created", json!(created.0));
    }
    if let Some(modified) = &annotation.modified {
        put("modified", json!(modified.0));
    }
    if let Some(coder) = &annotation.creator {
        put("creator", json!({ "id": coder.id, "type": "Person", "name": coder.name }));
    }
    let mut bodies = Vec::new();
    for body in &annotation.bodies {
        match body {
            Body::Theme { theme, name } => {
                bodies.push(json!({
                    "type": "SpecificResource", "purpose": "classifying", "source": theme.0,
                }));
                let name = parcel.theme_name(theme, name);
                bodies.push(json!({ "type": "TextualBody", "purpose": "tagging", "value": name }));
            }
            Body::Note { text, .. } => bodies.push(json!({
                "type": "TextualBody", "purpose": "commenting", "format": "text/markdown",
                "value": text,
            })),
            Body::Flag(flag) => bodies.push(flag.to_json()),
            Body::Other(_) => {}
        }
    }
    put("body", Value::Array(bodies));
    put("target", Value::Array(targets));
    Value::Object(object)
}

fn target(parcel: &Parcel, brief: &Brief, span: Span) -> Option<Value> {
    let passage = Passage::around(&brief.text, span)?;
    let quote =
        describe(brief, passage).selectors.into_iter().find_map(|selector| match selector {
            Selector::Quote(quote) => Some(Selector::Quote(quote).to_json()),
            Selector::Position { .. } | Selector::Other(_) => None,
        })?;
    let (start, end) = (brief.text.utf16(passage.start()).0, brief.text.utf16(passage.end()).0);
    let mut position = json!({ "type": "TextPositionSelector", "start": start, "end": end });
    // Where the two ways of counting part, ours must not take the one for the other.
    if (start, end) != (passage.start().0, passage.end().0) {
        position["briefmark:unit"] = json!("utf-16");
    }
    let source = parcel.address.unwrap_or(&brief.id);
    Some(json!({ "source": source, "selector": [quote, position] }))
}

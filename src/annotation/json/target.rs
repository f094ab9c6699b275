//! Targets and selectors in JSON.

use serde_json::{Map, Value, json};

use super::{Object, one_or_list, take_text};
use crate::annotation::{Quote, Selector, Target};
use crate::text::CodePoint;

const CITATION: &str = "briefmark:citation";
const DIGEST: &str = "briefmark:digest";

impl Target {
    /// The target as JSON: its IRI alone where it is the whole of something and nothing else is said.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Object(Map::new());
        let bare = self.selectors.is_empty() && self.citation.is_none() && self.digest.is_none();
        if bare && self.extra.is_empty() {
            return json!(self.source);
        }
        if self.source.is_empty() {
            // The target names no source: it is in `extra` as it came.
        } else if self.selectors.is_empty() {
            object.put_unless("id", &self.extra, || json!(self.source));
            if self.extra.contains_key("source") {
                object.0.shift_remove("id");
            }
        } else {
            object.put_unless("source", &self.extra, || json!(self.source));
        }
        if !self.selectors.is_empty() {
            object.put("selector", one_or_list(self.selectors.iter().map(Selector::to_json)));
        }
        object.put_some(CITATION, self.citation.as_ref().map(|citation| json!(citation)));
        object.put_some(DIGEST, self.digest.as_ref().map(|digest| json!(digest)));
        object.rest(&self.extra)
    }

    /// Reads a target in any of the model's forms. Never fails: what names no source is kept as it is.
    #[must_use]
    pub fn from_json(value: Value) -> Target {
        let none = Target {
            source: String::new(),
            selectors: Vec::new(),
            citation: None,
            digest: None,
            extra: Map::new(),
        };
        let mut rest = match value {
            Value::String(source) => return Target { source, ..none },
            Value::Object(object) => object,
            other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) => {
                let extra = Map::from_iter([("value".to_owned(), other)]);
                return Target { extra, ..none };
            }
        };
        let selectors: Vec<Selector> = match rest.shift_remove("selector") {
            None => Vec::new(),
            Some(Value::Array(list)) => list.into_iter().map(Selector::from_json).collect(),
            Some(one) => vec![Selector::from_json(one)],
        };
        let source = match (rest.get("source"), rest.get("id")) {
            (Some(Value::String(source)), _) => {
                let source = source.clone();
                // Without a selector, `source` beside other keys is not the same as `id`: it stays.
                if !selectors.is_empty() {
                    rest.shift_remove("source");
                }
                source
            }
            (Some(Value::Object(source)), _) => {
                source.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            (None, Some(Value::String(id))) if selectors.is_empty() => {
                let id = id.clone();
                rest.shift_remove("id");
                id
            }
            (Some(_) | None, _) => String::new(),
        };
        let citation = take_text(&mut rest, CITATION);
        let digest = take_text(&mut rest, DIGEST);
        Target { source, selectors, citation, digest, extra: rest }
    }
}

impl Selector {
    /// The selector as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Selector::Quote(quote) => {
                let mut object = Object(Map::new());
                object.put("type", json!("TextQuoteSelector"));
                object.put("exact", json!(quote.exact));
                let context = [("prefix", &quote.prefix), ("suffix", &quote.suffix)];
                for (key, words) in context.into_iter().filter(|(_, words)| !words.is_empty()) {
                    object.put(key, json!(words));
                }
                Value::Object(object.0)
            }
            Selector::Position { start, end } => json!({
                "type": "TextPositionSelector",
                "start": start.0,
                "end": end.0,
            }),
            Selector::Other(value) => value.clone(),
        }
    }

    /// Reads a selector. One that says more than we understand (a refinement, say) is kept whole: to
    /// take a part of it for the whole would put the mark in the wrong place.
    #[must_use]
    pub fn from_json(value: Value) -> Selector {
        quote_of(&value).or_else(|| position_of(&value)).unwrap_or(Selector::Other(value))
    }
}

fn quote_of(value: &Value) -> Option<Selector> {
    let object = value.as_object()?;
    if object.get("type")? != "TextQuoteSelector" {
        return None;
    }
    let mut quote = Quote::default();
    for (key, value) in object {
        match key.as_str() {
            "type" => {}
            "exact" => value.as_str()?.clone_into(&mut quote.exact),
            "prefix" => value.as_str()?.clone_into(&mut quote.prefix),
            "suffix" => value.as_str()?.clone_into(&mut quote.suffix),
            _ => return None,
        }
    }
    object.contains_key("exact").then_some(Selector::Quote(quote))
}

fn position_of(value: &Value) -> Option<Selector> {
    let object = value.as_object()?;
    if object.len() != 3 || object.get("type")? != "TextPositionSelector" {
        return None;
    }
    let place = |key| object.get(key)?.as_u64()?.try_into().ok().map(CodePoint);
    let (start, end) = (place("start")?, place("end")?);
    (start <= end).then_some(Selector::Position { start, end })
}

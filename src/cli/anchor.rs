//! `briefmark anchor FILE`: where selectors lie in a brief.
//!
//! Standard input holds one target or a list of them: `{"selector": […]}` as the Web Annotation
//! model has it, or in short `{"exact", "prefix", "suffix", "start", "end"}`, of which `exact` or
//! the two numbers must be there. Out comes a list with one object for each, in the same order:
//!
//! - `state`: `exact`, `moved`, `changed`, `ambiguous`, `lost` or `whole`;
//! - of the first three: `span` in code points of the reading text, `text`, `citation`, and of
//!   `changed` its `similarity`, from 0 to 1;
//! - of `ambiguous`: `candidates`, each with `span`, `text` and `citation`.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::{CommandError, open};
use crate::annotation::{Anchor, Selector, Target, anchor_all};
use crate::brief::Brief;
use crate::text::Span;

/// Prints where each target of standard input lies.
pub(super) fn run(path: &Path) -> Result<ExitCode, CommandError> {
    let (brief, _) = open(path)?;
    let mut input = Vec::new();
    std::io::stdin()
        .read_to_end(&mut input)
        .map_err(|source| CommandError::Unreadable { path: "standard input".into(), source })?;
    let targets = targets(serde_json::from_slice(&input)?)?;
    let results: Vec<Value> =
        anchor_all(&brief, &targets).iter().map(|anchor| result(&brief, anchor)).collect();
    writeln!(std::io::stdout().lock(), "{:#}", Value::Array(results))?;
    Ok(ExitCode::SUCCESS)
}

fn targets(input: Value) -> Result<Vec<Target>, CommandError> {
    let list = match input {
        Value::Array(list) => list,
        one => vec![one],
    };
    (1..).zip(list).map(|(n, item)| target(item).ok_or(CommandError::NoTarget(n))).collect()
}

/// Reads a target in its own form or in short.
fn target(item: Value) -> Option<Target> {
    let object = item.as_object()?;
    if object.contains_key("selector") {
        return Some(Target::from_json(item));
    }
    let take = |kind: &str, keys: &[&str]| {
        let said = keys.iter().filter_map(|&key| Some((key.to_owned(), object.get(key)?.clone())));
        let mut selector: Map<String, Value> = said.collect();
        selector.insert("type".to_owned(), json!(kind));
        Selector::from_json(Value::Object(selector))
    };
    let mut selectors = Vec::new();
    if object.contains_key("exact") {
        selectors.push(take("TextQuoteSelector", &["exact", "prefix", "suffix"]));
    }
    if object.contains_key("start") || object.contains_key("end") {
        selectors.push(take("TextPositionSelector", &["start", "end"]));
    }
    let are_understood = selectors.iter().all(|selector| match selector {
        Selector::Quote(_) | Selector::Position { .. } => true,
        Selector::Other(_) => false,
    });
    (are_understood && !selectors.is_empty()).then(|| Target {
        source: String::new(),
        selectors,
        citation: None,
        digest: None,
        extra: Map::new(),
    })
}

fn result(brief: &Brief, anchor: &Anchor) -> Value {
    let (state, spans, similarity): (&str, &[Span], Option<f64>) = match anchor {
        Anchor::Exact { span } => ("exact", &[*span], None),
        Anchor::Moved { span } => ("moved", &[*span], None),
        Anchor::Changed { span, similarity } => ("changed", &[*span], Some(*similarity)),
        Anchor::Ambiguous { candidates } => ("ambiguous", candidates, None),
        Anchor::Lost => ("lost", &[], None),
        Anchor::Whole => ("whole", &[], None),
    };
    let places = spans.iter().map(|span| {
        let citation = brief.cite(*span);
        json!({ "span": span, "text": brief.text.slice(*span), "citation": citation })
    });
    let mut result = Map::from_iter([("state".to_owned(), json!(state))]);
    if state == "ambiguous" {
        result.insert("candidates".to_owned(), places.collect());
    } else {
        result.extend(places.filter_map(|place| place.as_object().cloned()).flatten());
    }
    result.extend(similarity.map(|similarity| ("similarity".to_owned(), json!(similarity))));
    Value::Object(result)
}

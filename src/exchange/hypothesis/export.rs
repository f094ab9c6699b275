//! Annotations as Hypothesis imports them.
//!
//! It keeps one passage for each annotation, counts UTF-16 units of the page's text, and falls to the
//! quotation with its surroundings where that text is another than ours: so both are written.

use serde_json::{Map, Value, json};

use crate::annotation::{Annotation, Body, Quote, Selector, Target, describe};
use crate::exchange::parcel::{Parcel, Place};
use crate::text::Passage;
use crate::timestamp::Timestamp;

/// The export of a parcel.
pub(in crate::exchange) fn export(parcel: &Parcel) -> Vec<u8> {
    let annotations: Vec<Value> =
        parcel.annotations.iter().flat_map(|annotation| items(parcel, annotation)).collect();
    let times = parcel.annotations.iter().filter_map(|one| one.modified.as_ref());
    let latest = times.max_by(|one, other| one.cmp_instant(other).then(one.0.cmp(&other.0)));
    // The same work gives the same bytes: it was exported when it was last changed.
    let exported = latest.cloned().unwrap_or_else(|| Timestamp::from_millis(0));
    let file = json!({
        "export_date": exported.0,
        "export_userid": "briefmark",
        "client_version": concat!("Briefmark ", env!("CARGO_PKG_VERSION")),
        "annotations": annotations,
    });
    let mut text = serde_json::to_string_pretty(&file).expect("a JSON value can be written");
    text.push('\n');
    text.into_bytes()
}

/// One item for each passage; one for a note on a whole brief.
fn items<'a>(
    parcel: &'a Parcel<'a>,
    annotation: &'a Annotation,
) -> impl Iterator<Item = Value> + 'a {
    let places = parcel.places(annotation);
    annotation.targets.iter().enumerate().map(move |(index, target)| {
        let place = places.get(index).and_then(Option::as_ref);
        item(parcel, annotation, index, target, place)
    })
}

fn item(
    parcel: &Parcel,
    annotation: &Annotation,
    index: usize,
    target: &Target,
    place: Option<&Place>,
) -> Value {
    let uri = parcel.address.unwrap_or(&target.source);
    let id = match index {
        0 => annotation.id.0.clone(),
        _ => format!("{}#{}", annotation.id.0, index + 1),
    };
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("id", json!(id));
    if let Some(created) = annotation.created.as_ref().or(annotation.modified.as_ref()) {
        put("created", json!(created.0));
    }
    if let Some(modified) = annotation.modified.as_ref().or(annotation.created.as_ref()) {
        put("updated", json!(modified.0));
    }
    if let Some(coder) = &annotation.creator {
        put("user", json!(account(&coder.id)));
        put("user_info", json!({ "display_name": coder.name }));
    }
    put("uri", json!(uri));
    put("group", json!("__world__"));
    put("permissions", json!({ "read": ["group:__world__"], "update": [], "delete": [] }));
    if let Some(place) = place {
        put("document", json!({ "title": [parcel.briefs[place.brief].meta.title] }));
    }
    put("text", json!(annotation.note().unwrap_or_default()));
    let tags = annotation.bodies.iter().filter_map(|body| match body {
        Body::Theme { theme, name } => Some(parcel.theme_title(theme, name)),
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    put("tags", tags.collect());
    let selectors = selectors(parcel, target, place);
    put(
        "target",
        match selectors.as_slice() {
            [] => json!([{ "source": uri }]),
            _ => json!([{ "source": uri, "selector": selectors }]),
        },
    );
    Value::Object(object)
}

/// The place as the page counts it, where it is known, and the words.
fn selectors(parcel: &Parcel, target: &Target, place: Option<&Place>) -> Vec<Value> {
    let here = place.and_then(|place| Some((&parcel.briefs[place.brief], place.span()?)));
    let here = here.and_then(|(brief, span)| Some((brief, Passage::around(&brief.text, span)?)));
    let (position, described) = match here {
        Some((brief, passage)) => {
            let start = brief.text.utf16(passage.start()).0;
            let end = brief.text.utf16(passage.end()).0;
            let position = json!({ "type": "TextPositionSelector", "start": start, "end": end });
            (Some(position), Some(describe(brief, passage)))
        }
        None => (None, None),
    };
    let quote = quote(described.as_ref().unwrap_or(target)).map(|quote| {
        let Quote { exact, prefix, suffix } = quote;
        json!({ "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix })
    });
    position.into_iter().chain(quote).collect()
}

fn quote(target: &Target) -> Option<&Quote> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::Quote(quote) => Some(quote),
        Selector::Position { .. } | Selector::Other(_) => None,
    })
}

/// An account that stands for a coder: two of one name stay two.
fn account(id: &str) -> String {
    let name: String =
        id.trim_start_matches("urn:uuid:").chars().filter(char::is_ascii_alphanumeric).collect();
    format!("acct:{name}@briefmark")
}

//! The native file: a W3C annotation collection with its one page, the codebook, and what was deleted.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::annotation::{Annotation, AnnotationId, Body, CONTEXT, Selector};
use crate::codebook::{ThemeId, in_order};
use crate::order;
use crate::timestamp::Timestamp;
use crate::workspace::{Conflict, Record, Workspace};

/// Where the keys of ours that have no short name live.
pub(super) const NAMESPACE: &str = "urn:briefmark:ns:";

/// Which part of a work is passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of it: every annotation, the whole codebook, what was deleted, what is in conflict.
    All,
    /// The annotations of one brief, given its IRI, with the themes that they use or that were made
    /// from it, what of these is in conflict, and what was deleted.
    Brief(String),
    /// These annotations, with the themes that they use, and what of these is in conflict.
    Annotations(BTreeSet<AnnotationId>),
}

/// The file for a part of a work: UTF-8, two spaces of indent, a line feed at the end. The same work
/// gives the same bytes, and so does the work that is read back from them.
#[must_use]
pub fn export(workspace: &Workspace, selection: &Selection) -> String {
    let annotations = annotations(workspace, selection);
    let used = themes(workspace, selection, &annotations);
    let order = in_order(&workspace.themes).into_iter().map(|(_, theme)| theme);
    let themes: Vec<Value> =
        order.filter(|theme| used.contains(&theme.id)).map(|theme| theme.to_json()).collect();
    let tombstones = match selection {
        Selection::All | Selection::Brief(_) => tombstones(workspace),
        Selection::Annotations(_) => Vec::new(),
    };
    let versions = versions(workspace, &conflicts(workspace, selection, &annotations, &used));
    let modified = annotations.iter().filter_map(|annotation| annotation.modified.as_ref());
    let modified = modified.filter(|when| when.instant().is_some());
    let modified = modified.max_by(|one, other| one.cmp_instant(other).then(one.0.cmp(&other.0)));
    let items: Vec<Value> =
        annotations.iter().map(|annotation| named(workspace, annotation).to_json()).collect();

    let id = iri(&json!([items, themes, tombstones, versions]));
    let mut file = Map::new();
    let mut put = |key: &str, value: Value| file.insert(key.to_owned(), value);
    put("@context", json!([CONTEXT, context()]));
    put("id", json!(id));
    put("type", json!("AnnotationCollection"));
    put("label", json!("Annotations made with Briefmark"));
    if let Some(Timestamp(modified)) = modified {
        put("modified", json!(modified));
    }
    put("total", json!(items.len()));
    if !themes.is_empty() {
        let codebook = format!("{id}#codebook");
        put("codebook", json!({ "id": codebook, "type": "ConceptScheme", "themes": themes }));
    }
    if !tombstones.is_empty() {
        put("tombstones", Value::Array(tombstones));
    }
    if !versions.is_empty() {
        put("otherVersions", Value::Array(versions));
    }
    if !items.is_empty() {
        put(
            "first",
            json!({
                "id": format!("{id}#page"),
                "type": "AnnotationPage",
                "partOf": id,
                "startIndex": 0,
                "items": items,
            }),
        );
    }
    written(&Value::Object(file))
}

/// How many annotations and themes the file for a part of a work holds.
#[must_use]
pub fn extent(workspace: &Workspace, selection: &Selection) -> (usize, usize) {
    let annotations = annotations(workspace, selection);
    (annotations.len(), themes(workspace, selection, &annotations).len())
}

/// What our keys mean, for a JSON-LD reader: each key of the file that the context of the Web
/// Annotation model does not define.
#[must_use]
pub fn context() -> Value {
    json!({
        "briefmark": NAMESPACE,
        "Concept": "skos:Concept",
        "ConceptScheme": "skos:ConceptScheme",
        "prefLabel": "skos:prefLabel",
        "definition": "skos:definition",
        "example": "skos:example",
        "notation": "skos:notation",
        "broader": { "@id": "skos:broader", "@type": "@id" },
        "codebook": { "@id": "briefmark:codebook", "@type": "@id" },
        "themes": { "@reverse": "skos:inScheme" },
        "Tombstone": "as:Tombstone",
        "tombstones": { "@id": "briefmark:tombstones", "@type": "@id" },
        "deleted": { "@id": "as:deleted", "@type": "xsd:dateTime" },
        // As a literal: the other versions of an annotation are not more said of the same one.
        "otherVersions": { "@id": "briefmark:otherVersions", "@type": "@json" },
    })
}

/// The annotations in the order of reading, as far as a file can tell: by brief, place, and id.
pub(super) fn annotations<'a>(
    workspace: &'a Workspace,
    selection: &Selection,
) -> Vec<&'a Annotation> {
    let chosen = |annotation: &&Annotation| match selection {
        Selection::All => true,
        Selection::Brief(brief) => annotation.targets.iter().any(|target| target.source == *brief),
        Selection::Annotations(ids) => ids.contains(&annotation.id),
    };
    // One who codes blind passes nothing on that they may not see.
    let in_sight = |annotation: &&Annotation| !workspace.is_kept_from_reader(annotation);
    let mut chosen: Vec<&Annotation> =
        workspace.annotations.values().filter(chosen).filter(in_sight).collect();
    order::sort_by_key(&mut chosen, |annotation| (place(annotation), &annotation.id));
    chosen
}

fn place(annotation: &Annotation) -> Option<(&str, Option<(u32, u32)>)> {
    let target = annotation.targets.first()?;
    let position = target.selectors.iter().find_map(|selector| match selector {
        Selector::Position { start, end } => Some((start.0, end.0)),
        Selector::Quote(_) | Selector::Other(_) => None,
    });
    Some((&target.source, position))
}

/// An annotation whose themes have the names that the codebook gives them now.
fn named(workspace: &Workspace, annotation: &Annotation) -> Annotation {
    let mut annotation = annotation.clone();
    for body in &mut annotation.bodies {
        match body {
            Body::Theme { theme, name } => {
                if let Some(theme) = workspace.themes.get(theme) {
                    name.clone_from(&theme.name);
                }
            }
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => {}
        }
    }
    annotation
}

/// The themes of the codebook that go with some annotations, and those above them.
pub(super) fn themes<'a>(
    workspace: &'a Workspace,
    selection: &Selection,
    annotations: &[&'a Annotation],
) -> BTreeSet<&'a ThemeId> {
    let mut used: BTreeSet<&ThemeId> =
        annotations.iter().flat_map(|annotation| annotation.themes()).collect();
    match selection {
        Selection::All => used.extend(workspace.themes.keys()),
        Selection::Brief(brief) => used.extend(workspace.themes.values().filter_map(|theme| {
            theme.source.as_ref().is_some_and(|source| source.brief == *brief).then_some(&theme.id)
        })),
        Selection::Annotations(_) => {}
    }
    // A theme travels with those above it. A circle of parents ends where it meets itself.
    let mut waiting: Vec<&ThemeId> = used.iter().copied().collect();
    while let Some(theme) = waiting.pop().and_then(|id| workspace.themes.get(id)) {
        waiting.extend(theme.broader.as_ref().filter(|broader| used.insert(broader)));
    }
    used.retain(|id| workspace.themes.contains_key(id));
    used
}

fn tombstones(workspace: &Workspace) -> Vec<Value> {
    let tombstones = workspace.tombstones.values().map(|tombstone| {
        json!({ "id": tombstone.id, "type": "Tombstone", "deleted": tombstone.deleted.0 })
    });
    tombstones.collect()
}

/// What is in conflict of the annotations and themes that go with a part of a work.
pub(super) fn conflicts<'a>(
    workspace: &'a Workspace,
    selection: &Selection,
    annotations: &[&Annotation],
    themes: &BTreeSet<&ThemeId>,
) -> Vec<&'a Conflict> {
    let annotations: BTreeSet<&str> = annotations.iter().map(|it| it.id.0.as_str()).collect();
    let themes: BTreeSet<&str> = themes.iter().map(|id| id.0.as_str()).collect();
    let goes_with = |conflict: &&Conflict| match selection {
        Selection::All => true,
        Selection::Brief(_) | Selection::Annotations(_) => {
            [&annotations, &themes].iter().any(|some| some.contains(conflict.id.as_str()))
        }
    };
    workspace.conflicts.values().filter(goes_with).collect()
}

/// The other sides of what is in conflict; not those that one who codes blind may not see.
fn versions(workspace: &Workspace, conflicts: &[&Conflict]) -> Vec<Value> {
    let sides = conflicts.iter().flat_map(|conflict| &conflict.others);
    let versions = sides.filter_map(|side| match side {
        Record::Annotation(it) if workspace.is_kept_from_reader(it) => None,
        Record::Annotation(annotation) => Some(annotation.to_json()),
        Record::Theme(theme) => Some(theme.to_json()),
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => None,
    });
    versions.collect()
}

/// A name for what the file holds, the same for the same.
fn iri(content: &Value) -> String {
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, content.to_string().as_bytes()))
}

pub(super) fn written(file: &Value) -> String {
    let mut text = serde_json::to_string_pretty(file).expect("a JSON value can be written");
    text.push('\n');
    text
}

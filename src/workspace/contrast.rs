//! In what two versions of one thing differ, in words that can stand side by side.

use serde_json::{Map, Value};

use super::lineage::Versioned as _;
use super::{ACCEPTS, BLIND, REVISES, Record, SETTLES, Workspace};
use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Selector, Target};
use crate::codebook::{Theme, ThemeId};

/// One respect in which two versions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// Which: `Note`, `Themes`.
    pub respect: &'static str,
    /// What the one says; empty where it says nothing.
    pub one: String,
    /// What the other says.
    pub other: String,
}

/// The respects in which two versions of an annotation or of a theme differ; none where they say the
/// same. Themes have the names that the workspace gives them, else those that the version does.
#[must_use]
pub fn contrast(workspace: &Workspace, one: &Record, other: &Record) -> Vec<Contrast> {
    let sides = match (one, other) {
        (Record::Annotation(one), Record::Annotation(other)) => {
            if one.version() == other.version() {
                return Vec::new();
            }
            [of_annotation(workspace, one), of_annotation(workspace, other)]
        }
        (Record::Theme(one), Record::Theme(other)) => {
            if one.version() == other.version() {
                return Vec::new();
            }
            [of_theme(workspace, one), of_theme(workspace, other)]
        }
        (_, _) => return Vec::new(),
    };
    let [of_one, of_other] = sides;
    let pairs = of_one.into_iter().zip(of_other);
    let differing = pairs.filter(|((_, one), (_, other))| one != other);
    let contrasts: Vec<Contrast> =
        differing.map(|((respect, one), (_, other))| Contrast { respect, one, other }).collect();
    if contrasts.is_empty() { vec![in_full(one, other)] } else { contrasts }
}

/// All that two records say, where they differ in nothing that has a name.
fn in_full(one: &Record, other: &Record) -> Contrast {
    let said = |record: &Record| match record {
        Record::Annotation(annotation) => annotation.to_json().to_string(),
        Record::Theme(theme) => theme.to_json().to_string(),
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => String::new(),
    };
    Contrast { respect: "In full", one: said(one), other: said(other) }
}

/// Each respect of an annotation, always the same ones in the same order.
fn of_annotation(workspace: &Workspace, annotation: &Annotation) -> Vec<(&'static str, String)> {
    let mut themes = Vec::new();
    let mut notes = Vec::new();
    let mut flags = Vec::new();
    let mut others = Vec::new();
    for body in &annotation.bodies {
        match body {
            Body::Theme { theme, name } => themes.push(theme_name(workspace, theme, name)),
            Body::Note { text, extra } => {
                notes.push(text.clone());
                others.extend((!extra.is_empty()).then(|| Value::Object(extra.clone())));
            }
            Body::Flag(flag) => flags.push(flag.name()),
            Body::Other(value) => others.push(value.clone()),
        }
    }
    let why: Vec<&str> = annotation.motivations.iter().map(why).collect();
    let passages: Vec<String> = annotation.targets.iter().map(passage).collect();
    let around: Vec<String> = annotation.targets.iter().filter_map(around).collect();
    let mut briefs: Vec<String> = annotation.targets.iter().map(brief).collect();
    briefs.dedup();
    let mut rest = annotation.extra.clone();
    rest.shift_remove(REVISES);
    let blind = if annotation.is_blind() { "coded blind" } else { "" };
    if !blind.is_empty() {
        rest.shift_remove(BLIND);
    }
    let (mut settles, mut accepts) = (String::new(), String::new());
    if let Some((settled, accepted)) = annotation.settlement() {
        settles = readings(workspace, &settled);
        accepts = readings(workspace, &accepted);
        rest.shift_remove(SETTLES);
        rest.shift_remove(ACCEPTS);
    }
    let selectors = annotation.targets.iter().flat_map(|target| &target.selectors);
    others.extend(selectors.filter_map(|selector| match selector {
        Selector::Other(value) => Some(value.clone()),
        Selector::Quote(_) | Selector::Position { .. } => None,
    }));
    let extras = annotation.targets.iter().map(|target| &target.extra);
    others.extend(extras.filter(|it| !it.is_empty()).map(|it| Value::Object(it.clone())));
    vec![
        ("Themes", themes.join(", ")),
        ("Note", notes.join("\n\n")),
        ("Flags", flags.join(", ")),
        ("Brief", briefs.join("\n")),
        ("Passages", passages.join("\n")),
        ("Words around them", around.join("\n")),
        ("Why it was made", why.join(", ")),
        ("Blind coding", blind.to_owned()),
        ("What it settles", settles),
        ("What it accepts", accepts),
        ("What else it says", in_lines(&rest, &others)),
    ]
}

/// Each respect of a theme, always the same ones in the same order.
fn of_theme(workspace: &Workspace, theme: &Theme) -> Vec<(&'static str, String)> {
    let broader = theme.broader.as_ref().map(|id| theme_name(workspace, id, ""));
    let source = theme.source.as_ref().map(|source| source.citation.clone());
    let mut rest = theme.extra.clone();
    rest.shift_remove(REVISES);
    vec![
        ("Name", theme.name.clone()),
        ("Definition", theme.definition.clone()),
        ("Examples", theme.examples.clone()),
        ("Counter-examples", theme.counter_examples.clone()),
        ("Letter", theme.notation.clone().unwrap_or_default()),
        ("Key", theme.key.map(String::from).unwrap_or_default()),
        ("Colour", theme.colour.to_string()),
        ("Line", theme.line.name().to_owned()),
        ("Under", broader.unwrap_or_default()),
        ("Made from", source.unwrap_or_default()),
        ("Place among its like", theme.position.saturating_add(1).to_string()),
        ("What else it says", in_lines(&rest, &[])),
    ]
}

/// Annotations by IRI, a line each: by whom and with which themes, where they are here.
fn readings(workspace: &Workspace, ids: &[&str]) -> String {
    let words = ids.iter().map(|id| {
        let known = workspace.annotations.get(&AnnotationId((*id).to_owned()));
        let Some(known) = known.filter(|it| !workspace.is_kept_from_reader(it)) else {
            return (*id).to_owned();
        };
        let maker = known.creator.as_ref().map_or("", |maker| maker.name.as_str());
        let maker = if maker.is_empty() { "a reader without a name" } else { maker };
        let themes = known.bodies.iter().filter_map(|body| match body {
            Body::Theme { theme, name } => Some(theme_name(workspace, theme, name)),
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
        });
        let themes = themes.collect::<Vec<_>>().join(", ");
        format!("{maker}: {}", if themes.is_empty() { "no theme" } else { &themes })
    });
    words.collect::<Vec<_>>().join("\n")
}

fn theme_name(workspace: &Workspace, id: &ThemeId, name: &str) -> String {
    let known = workspace.themes.get(id).map(|theme| theme.name.as_str());
    let named = known.or(Some(name)).filter(|name| !name.is_empty());
    named.unwrap_or(&id.0).to_owned()
}

fn why(motivation: &Motivation) -> &str {
    match motivation {
        Motivation::Classifying => "classifying",
        Motivation::Commenting => "commenting",
        Motivation::Highlighting => "highlighting",
        Motivation::Other(name) => name,
    }
}

/// Its citation, what it quotes, and where that stands.
fn passage(target: &Target) -> String {
    let mut words = target.citation.clone().unwrap_or_default();
    for selector in &target.selectors {
        let said = match selector {
            Selector::Quote(quote) => format!("“{}”", quote.exact),
            Selector::Position { start, end } => format!("(characters {} to {})", start.0, end.0),
            Selector::Other(_) => continue,
        };
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&said);
    }
    if words.is_empty() { "the whole brief".to_owned() } else { words }
}

/// The words before and after what it quotes.
fn around(target: &Target) -> Option<String> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::Quote(quote) => Some(format!("“{} … {}”", quote.prefix, quote.suffix)),
        Selector::Position { .. } | Selector::Other(_) => None,
    })
}

/// Which brief it is about, and the beginning of the digest of its text.
fn brief(target: &Target) -> String {
    let digest = target.digest.as_deref().map(|digest| digest.get(..8).unwrap_or(digest));
    let text = digest.map(|digest| format!(", text {digest}")).unwrap_or_default();
    format!("{}{text}", target.source)
}

/// Other properties and values, a line each.
fn in_lines(rest: &Map<String, Value>, others: &[Value]) -> String {
    let properties = rest.iter().map(|(key, value)| format!("{key}: {value}"));
    properties.chain(others.iter().map(Value::to_string)).collect::<Vec<_>>().join("\n")
}

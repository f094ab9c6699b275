//! Edits that give what one theme marks to another.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, json};

use super::annotation::{add_note, revise};
use super::codebook::number;
use crate::annotation::{Annotation, AnnotationId, Body, Selector, Target, append_note};
use crate::codebook::{Theme, ThemeId, children, descendants};
use crate::order;
use crate::timestamp::Timestamp;
use crate::workspace::lineage::Versioned as _;
use crate::workspace::stage::Stage;
use crate::workspace::{EditError, Key, Record};

pub(super) fn recode(
    stage: &mut Stage,
    from: &ThemeId,
    to: Vec<(AnnotationId, ThemeId)>,
    now: &Timestamp,
) -> Result<(), EditError> {
    for (id, theme) in to {
        let theme = stage.theme(&theme).ok_or(EditError::NoTheme(theme))?;
        revise(stage, &id, now, |annotation| replace(annotation, from, &theme))?;
    }
    Ok(())
}

/// Other coders' annotations keep the theme that they were given: they are not ours to change.
pub(super) fn merge_themes(
    stage: &mut Stage,
    from: &ThemeId,
    into: &ThemeId,
    now: &Timestamp,
) -> Result<(), EditError> {
    if from == into {
        return Err(EditError::WithItself);
    }
    let gone = stage.theme(from).ok_or_else(|| EditError::NoTheme(from.clone()))?;
    let stays = stage.theme(into).ok_or_else(|| EditError::NoTheme(into.clone()))?;
    let stays = join_themes(stage, &gone, stays, now);
    stage.bury(Key::Theme(from.clone()), &from.0, now);

    let workspace = stage.workspace;
    let mine = workspace.annotations.values().filter(|it| workspace.is_mine(it));
    let marked: Vec<&Annotation> = mine.filter(|it| it.themes().any(|it| it == from)).collect();
    for annotation in &marked {
        revise(stage, &annotation.id, now, |annotation| replace(annotation, from, &stays))?;
    }
    join_twins(stage, &marked, &stays.id, now)
}

/// The theme that stays, with what the other one meant and with those that stood under it.
fn join_themes(stage: &mut Stage, gone: &Theme, before: Theme, now: &Timestamp) -> Theme {
    let mut theme = before.clone();
    for (had, more) in [
        (&mut theme.definition, &gone.definition),
        (&mut theme.examples, &gone.examples),
        (&mut theme.counter_examples, &gone.counter_examples),
    ] {
        append_note(had, more);
    }
    let themes = &stage.workspace.themes;
    // A theme that stood under the one that goes takes that one's place.
    if descendants(themes, &gone.id).contains(&theme.id) {
        theme.broader.clone_from(&gone.broader);
        theme.position = gone.position;
    }
    let mut orphans = children(themes, Some(&gone.id));
    orphans.retain(|orphan| orphan.id != theme.id);
    if !orphans.is_empty() {
        let mut under = children(themes, Some(&theme.id));
        under.retain(|child| child.id != gone.id);
        under.extend(orphans.into_iter().map(|it| Theme { broader: Some(theme.id.clone()), ..it }));
        number(stage, under, now);
    }
    if theme != before {
        theme = theme.revising(&before, now);
        stage.put(Record::Theme(theme.clone()));
    }
    theme
}

/// Of annotations that have come to mark the same passages with the same theme, the first that was
/// made stays, with the themes and the notes of all.
fn join_twins(
    stage: &mut Stage,
    marked: &[&Annotation],
    theme: &ThemeId,
    now: &Timestamp,
) -> Result<(), EditError> {
    let workspace = stage.workspace;
    let mut by_place: HashMap<Vec<Place>, Vec<Annotation>> = HashMap::new();
    for annotation in marked {
        by_place.entry(places(&annotation.targets)).or_default();
    }
    // What stands with the theme now had it before, or is one of those that were marked.
    let marked: BTreeSet<&AnnotationId> = marked.iter().map(|annotation| &annotation.id).collect();
    let may_have =
        |it: &&Annotation| marked.contains(&it.id) || it.themes().any(|other| other == theme);
    let mine = workspace.annotations.values().filter(|it| workspace.is_mine(it));
    // What settles a place where coders differ stands beside what it settles.
    for annotation in mine.filter(may_have).filter(|it| !it.is_settlement()) {
        let Some(annotation) = stage.annotation(&annotation.id) else { continue };
        if annotation.themes().any(|it| it == theme)
            && let Some(twins) = by_place.get_mut(&places(&annotation.targets))
        {
            twins.push(annotation);
        }
    }
    let mut all: Vec<Vec<Annotation>> = by_place.into_values().collect();
    // The order of a hash map must not be seen.
    order::sort_by(&mut all, |one, other| {
        one.first().map(|it| &it.id).cmp(&other.first().map(|it| &it.id))
    });
    for mut twins in all {
        let made = |it: &Annotation| it.created.as_ref().and_then(Timestamp::instant);
        order::sort_by_cached_key(&mut twins, |it| (made(it), it.id.clone()));
        let mut twins = twins.into_iter();
        let Some(first) = twins.next() else { continue };
        for twin in twins {
            stage.bury(Key::Annotation(twin.id.clone()), &twin.id.0, now);
            revise(stage, &first.id, now, |annotation| take_in(annotation, twin))?;
        }
    }
    Ok(())
}

/// Adds what a twin says beyond what an annotation says already.
fn take_in(annotation: &mut Annotation, twin: Annotation) {
    for body in twin.bodies {
        match &body {
            Body::Theme { theme, .. } if annotation.themes().any(|it| it == theme) => {}
            Body::Theme { .. } => {
                let n_themes = annotation.themes().count();
                annotation.bodies.insert(n_themes.min(annotation.bodies.len()), body);
            }
            Body::Note { text: more, extra } if extra.is_empty() => {
                let note = annotation.bodies.iter_mut().find_map(|body| match body {
                    Body::Note { text, .. } => Some(text),
                    Body::Theme { .. } | Body::Flag(_) | Body::Other(_) => None,
                });
                match note {
                    Some(text) => append_note(text, more),
                    None => add_note(annotation, body),
                }
            }
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => {
                if !annotation.bodies.contains(&body) {
                    annotation.bodies.push(body);
                }
            }
        }
    }
    merge_extra(&mut annotation.extra, twin.extra);
}

/// What both say stays as the first says it.
fn merge_extra(extra: &mut Map<String, serde_json::Value>, other: Map<String, serde_json::Value>) {
    for (key, value) in other {
        extra.entry(key).or_insert(value);
    }
}

/// Puts one theme in the place of another; an annotation that has both, or one of them twice, as a
/// file can say, has it once.
fn replace(annotation: &mut Annotation, from: &ThemeId, to: &Theme) {
    if !annotation.themes().any(|it| it == from) {
        return;
    }
    let mut is_there = false;
    annotation.bodies.retain_mut(|body| match body {
        Body::Theme { theme, name } if *theme == *from || *theme == to.id => {
            if *theme == *from {
                *theme = to.id.clone();
                name.clone_from(&to.name);
            }
            !std::mem::replace(&mut is_there, true)
        }
        Body::Theme { .. } | Body::Note { .. } | Body::Flag(_) | Body::Other(_) => true,
    });
}

/// Where a passage is, as far as two of them are compared: its position and its words, in the text that
/// it was taken from, and whatever else says where it is.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    source: String,
    digest: Option<String>,
    position: Option<(u32, u32)>,
    quote: Option<(String, String, String)>,
    /// As JSON.
    others: Vec<String>,
}

fn places(targets: &[Target]) -> Vec<Place> {
    let mut places: Vec<Place> = targets.iter().map(place).collect();
    order::sort(&mut places);
    places
}

fn place(target: &Target) -> Place {
    let position = target.selectors.iter().find_map(|selector| match selector {
        Selector::Position { start, end } => Some((start.0, end.0)),
        Selector::Quote(_) | Selector::Other(_) => None,
    });
    let quote = target.selectors.iter().find_map(|selector| match selector {
        Selector::Quote(quote) => Some(quote.clone()),
        Selector::Position { .. } | Selector::Other(_) => None,
    });
    let quote = quote.map(|it| (it.exact, it.prefix, it.suffix));
    let others = target.selectors.iter().filter_map(|selector| match selector {
        Selector::Other(value) => Some(value.to_string()),
        Selector::Quote(_) | Selector::Position { .. } => None,
    });
    // What has no selector may say in another way of what part it is.
    let whole = target.selectors.is_empty().then(|| json!(target.extra).to_string());
    Place {
        source: target.source.clone(),
        digest: target.digest.clone(),
        position,
        quote,
        others: others.chain(whole).collect(),
    }
}

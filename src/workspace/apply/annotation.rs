//! Edits of annotations.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::annotation::{Annotation, AnnotationId, Body, Flag, Motivation, Target};
use crate::codebook::{Theme, ThemeId};
use crate::coder::Coder;
use crate::timestamp::Timestamp;
use crate::workspace::lineage::Versioned as _;
use crate::workspace::stage::Stage;
use crate::workspace::{EditError, Key, Record};

/// The reader is someone from the first thing that they make: they get an IRI with it, and give the
/// name that goes with it when they like. So nothing is ever signed in hindsight for another.
pub(super) fn annotate(
    stage: &mut Stage,
    mut annotation: Annotation,
    now: &Timestamp,
) -> Result<(), EditError> {
    if annotation.targets.is_empty() {
        return Err(EditError::NoPassage);
    }
    if annotation.creator.is_none() {
        let coder = stage.coder().unwrap_or_else(|| {
            let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, annotation.id.0.as_bytes());
            Coder { id: format!("urn:uuid:{id}"), name: String::new() }
        });
        annotation.creator = Some(coder.clone());
        stage.put(Record::Coder(coder));
    }
    for body in &mut annotation.bodies {
        if let Body::Theme { theme, name } = body
            && let Some(theme) = stage.theme(theme)
        {
            *name = theme.name;
        }
    }
    let painted = annotation.is_highlight();
    fit_motivations(&mut annotation, painted);
    stage.workspace.mark_blindness(&mut annotation);
    annotation.created.get_or_insert_with(|| now.clone());
    annotation.set_modified(stage.now_or_after_deletion(&annotation.id.0, now));
    if stage.annotation(&annotation.id).is_some() {
        let before = own(stage, &annotation.id)?;
        annotation = annotation.revising(&before, now);
    }
    stage.put(Record::Annotation(annotation));
    Ok(())
}

/// Makes a settlement, as long as all that it settles is here.
pub(super) fn settle_difference(
    stage: &mut Stage,
    settlement: Annotation,
    now: &Timestamp,
) -> Result<(), EditError> {
    let mut ids = settlement.settles().map(|id| AnnotationId(id.to_owned()));
    let gone = ids.find(|id| stage.annotation(id).is_none());
    drop(ids);
    match gone {
        Some(gone) => Err(EditError::NoAnnotation(gone)),
        None => annotate(stage, settlement, now),
    }
}

/// Makes a new version of one of the reader's own annotations.
pub(super) fn revise(
    stage: &mut Stage,
    id: &AnnotationId,
    now: &Timestamp,
    change: impl FnOnce(&mut Annotation),
) -> Result<(), EditError> {
    let before = own(stage, id)?;
    let mut annotation = before.clone();
    let painted = annotation.is_highlight();
    change(&mut annotation);
    fit_motivations(&mut annotation, painted);
    if annotation != before {
        stage.workspace.mark_blindness(&mut annotation);
    }
    stage.put(Record::Annotation(annotation.revising(&before, now)));
    Ok(())
}

fn own(stage: &Stage, id: &AnnotationId) -> Result<Annotation, EditError> {
    let annotation = stage.annotation(id).ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
    check_own(stage, &annotation)?;
    Ok(annotation)
}

fn check_own(stage: &Stage, annotation: &Annotation) -> Result<(), EditError> {
    match &annotation.creator {
        Some(creator) if !stage.workspace.is_mine(annotation) => {
            let named = [&creator.name, &creator.id].into_iter().find(|name| !name.is_empty());
            Err(EditError::NotYours(named.map_or("another coder", String::as_str).to_owned()))
        }
        Some(_) | None => Ok(()),
    }
}

/// Says why it was made from what it now is: classifying with themes, highlighting when it is painted
/// without, commenting with a note. What other programs gave as reasons stays.
fn fit_motivations(annotation: &mut Annotation, painted: bool) {
    let has_themes = annotation.themes().next().is_some();
    let has_note = annotation.note().is_some();
    let mut why = Vec::new();
    if has_themes {
        why.push(Motivation::Classifying);
    } else if painted {
        why.push(Motivation::Highlighting);
    }
    if has_note {
        why.push(Motivation::Commenting);
    }
    let others = annotation.motivations.drain(..).filter(|why| match why {
        Motivation::Other(_) => true,
        Motivation::Classifying | Motivation::Commenting | Motivation::Highlighting => false,
    });
    why.extend(others);
    if why.is_empty() {
        why.push(Motivation::Commenting);
    }
    annotation.motivations = why;
}

/// A body for each theme, once. A theme that the annotation has already need not be in the codebook.
pub(super) fn theme_bodies(
    stage: &Stage,
    id: &AnnotationId,
    themes: Vec<ThemeId>,
) -> Result<Vec<Body>, EditError> {
    let annotation = own(stage, id)?;
    let mut seen = BTreeSet::new();
    let mut bodies = Vec::new();
    for theme in themes {
        if !seen.insert(theme.clone()) {
            continue;
        }
        let has = |body: &&Body| match body {
            Body::Theme { theme: had, .. } => *had == theme,
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => false,
        };
        bodies.push(match (stage.theme(&theme), annotation.bodies.iter().find(has)) {
            (Some(Theme { name, .. }), _) => Body::Theme { theme, name },
            (None, Some(body)) => body.clone(),
            (None, None) => return Err(EditError::NoTheme(theme)),
        });
    }
    Ok(bodies)
}

/// Themes first, then what else was said, in its order.
pub(super) fn set_themes(annotation: &mut Annotation, themes: Vec<Body>) {
    let rest = annotation.bodies.drain(..).filter(|body| match body {
        Body::Theme { .. } => false,
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => true,
    });
    annotation.bodies = themes.into_iter().chain(rest).collect();
}

/// The first note is the note; any other that a file brought stays. Flags stand after it.
pub(super) fn set_note(annotation: &mut Annotation, new: String) {
    let at = annotation.bodies.iter().position(|body| match body {
        Body::Note { .. } => true,
        Body::Theme { .. } | Body::Flag(_) | Body::Other(_) => false,
    });
    match (at, new.trim().is_empty()) {
        (Some(at), true) => drop(annotation.bodies.remove(at)),
        (None, true) => {}
        (Some(at), false) => {
            if let Body::Note { text, .. } = &mut annotation.bodies[at] {
                *text = new;
            }
        }
        (None, false) => {
            add_note(annotation, Body::Note { text: new, extra: serde_json::Map::new() });
        }
    }
}

/// Puts a note before the flags.
pub(super) fn add_note(annotation: &mut Annotation, note: Body) {
    let first_flag = annotation.bodies.iter().position(|body| matches!(body, Body::Flag(_)));
    annotation.bodies.insert(first_flag.unwrap_or(annotation.bodies.len()), note);
}

/// Flags stand last, each once, in their order.
pub(super) fn set_flags(annotation: &mut Annotation, flags: &[Flag]) {
    annotation.bodies.retain(|body| match body {
        Body::Flag(_) => false,
        Body::Theme { .. } | Body::Note { .. } | Body::Other(_) => true,
    });
    let flags = Flag::ALL.into_iter().filter(|flag| flags.contains(flag));
    annotation.bodies.extend(flags.map(Body::Flag));
}

pub(super) fn confirm(
    stage: &mut Stage,
    targets: Vec<(AnnotationId, Vec<Target>)>,
    now: &Timestamp,
) -> Result<(), EditError> {
    for (id, targets) in targets {
        if targets.is_empty() {
            return Err(EditError::NoPassage);
        }
        if stage.annotation(&id).is_some() {
            revise(stage, &id, now, |annotation| annotation.targets = targets)?;
        }
    }
    Ok(())
}

pub(super) fn delete_annotations(
    stage: &mut Stage,
    ids: Vec<AnnotationId>,
    now: &Timestamp,
) -> Result<(), EditError> {
    let workspace = stage.workspace;
    let here = ids.iter().filter_map(|id| workspace.annotations.get(id));
    let here: Vec<&Annotation> = here.collect();
    if let (true, Some(first)) = (here.is_empty(), ids.first()) {
        return Err(EditError::NoAnnotation(first.clone()));
    }
    for annotation in here {
        check_own(stage, annotation)?;
        stage.bury(Key::Annotation(annotation.id.clone()), &annotation.id.0, now);
    }
    Ok(())
}

pub(super) fn remove_layer(stage: &mut Stage, coder: &str) -> Result<(), EditError> {
    let workspace = stage.workspace;
    if let Some(me) = workspace.coder.as_ref().filter(|me| me.id == coder) {
        return Err(EditError::NotYours(me.name.clone()));
    }
    for annotation in workspace.annotations.values() {
        if annotation.creator.as_ref().is_some_and(|creator| creator.id == coder) {
            stage.take_away(Key::Annotation(annotation.id.clone()));
            stage.take_away(Key::Conflict(annotation.id.0.clone()));
        }
    }
    Ok(())
}

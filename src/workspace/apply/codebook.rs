//! Edits of the codebook.

use std::collections::{BTreeMap, BTreeSet};

use super::annotation::revise;
use crate::annotation::Body;
use crate::codebook::{Theme, ThemeId, children, descendants};
use crate::timestamp::Timestamp;
use crate::workspace::lineage::Versioned as _;
use crate::workspace::reach::{going, has_one_of, says_more};
use crate::workspace::stage::Stage;
use crate::workspace::{EditError, Key, Marked, Record};

pub(super) fn add_themes(stage: &mut Stage, themes: Vec<Theme>, now: &Timestamp) {
    let mut keys: BTreeSet<char> =
        stage.workspace.themes.values().filter_map(|theme| theme.key).collect();
    for mut theme in themes {
        if stage.theme(&theme.id).is_some() {
            continue;
        }
        theme.key = theme.key.filter(|key| keys.insert(*key));
        theme.modified = stage.now_or_after_deletion(&theme.id.0, now);
        stage.put(Record::Theme(theme));
    }
}

pub(super) fn take_themes(stage: &mut Stage, themes: Vec<Theme>, now: &Timestamp) {
    let given: BTreeMap<ThemeId, Option<char>> =
        themes.iter().map(|theme| (theme.id.clone(), theme.key)).collect();
    // The keys that stay where they are; a theme that gives its own up does not.
    let here = stage.workspace.themes.values();
    let staying = here.filter(|it| given.get(&it.id).is_none_or(|key| *key == it.key));
    let mut keys: BTreeSet<char> = staying.filter_map(|theme| theme.key).collect();
    for mut theme in themes {
        let before = stage.theme(&theme.id);
        let had = before.as_ref().and_then(|before| before.key);
        theme.key = theme.key.filter(|key| had == Some(*key) || keys.insert(*key));
        if let Some(before) = before {
            theme.set_descent(before.descent());
            stage.put(Record::Theme(theme.revising(&before, now)));
            continue;
        }
        let tombstone = Key::Tombstone(theme.id.0.clone());
        // What was deleted here is younger than its deletion; what bore no time is made now.
        if stage.has(&tombstone) {
            stage.take_away(tombstone);
            theme.modified = now.clone();
        }
        if theme.modified.instant().is_none() {
            theme.modified = now.clone();
        }
        stage.put(Record::Theme(theme));
    }
}

pub(super) fn revise_theme(
    stage: &mut Stage,
    theme: Theme,
    now: &Timestamp,
) -> Result<(), EditError> {
    let before = stage.theme(&theme.id).ok_or_else(|| EditError::NoTheme(theme.id.clone()))?;
    if let Some(broader) = &theme.broader {
        let under = descendants(&stage.workspace.themes, &theme.id);
        if *broader == theme.id || under.contains(broader) {
            return Err(EditError::UnderItself);
        }
    }
    let workspace = stage.workspace;
    let had_key = workspace
        .themes
        .values()
        .filter(|other| other.id != theme.id && other.key.is_some() && other.key == theme.key);
    for other in had_key {
        let without = Theme { key: None, ..other.clone() };
        stage.put(Record::Theme(without.revising(other, now)));
    }
    // What a version descends from is not the caller's to say.
    let mut theme = theme;
    theme.set_descent(before.descent());
    stage.put(Record::Theme(theme.revising(&before, now)));
    Ok(())
}

pub(super) fn move_theme(
    stage: &mut Stage,
    id: &ThemeId,
    broader: Option<ThemeId>,
    nth: usize,
    now: &Timestamp,
) -> Result<(), EditError> {
    let theme = stage.theme(id).ok_or_else(|| EditError::NoTheme(id.clone()))?;
    if let Some(broader) = &broader {
        stage.theme(broader).ok_or_else(|| EditError::NoTheme(broader.clone()))?;
        if broader == id || descendants(&stage.workspace.themes, id).contains(broader) {
            return Err(EditError::UnderItself);
        }
    }
    let mut siblings: Vec<Theme> = children(&stage.workspace.themes, broader.as_ref());
    siblings.retain(|sibling| sibling.id != *id);
    siblings.insert(nth.min(siblings.len()), Theme { broader, ..theme });
    number(stage, siblings, now);
    Ok(())
}

/// Gives themes their places among their siblings; those that stand as they stood stay untouched.
pub(super) fn number(stage: &mut Stage, siblings: Vec<Theme>, now: &Timestamp) {
    for (position, theme) in (0..).zip(siblings) {
        let Some(before) = stage.theme(&theme.id) else { continue };
        let theme = Theme { position, ..theme };
        if theme != before {
            stage.put(Record::Theme(theme.revising(&before, now)));
        }
    }
}

pub(super) fn delete_theme(
    stage: &mut Stage,
    id: &ThemeId,
    marked: Marked,
    now: &Timestamp,
) -> Result<(), EditError> {
    if stage.theme(id).is_none() {
        return Err(EditError::NoTheme(id.clone()));
    }
    let workspace = stage.workspace;
    let gone = going(workspace, id);
    for theme in &gone {
        stage.bury(Key::Theme(theme.clone()), &theme.0, now);
    }
    for annotation in workspace.annotations.values() {
        if !workspace.is_mine(annotation) || !has_one_of(annotation, &gone) {
            continue;
        }
        if marked == Marked::Goes && !says_more(annotation, &gone) {
            stage.bury(Key::Annotation(annotation.id.clone()), &annotation.id.0, now);
        } else {
            revise(stage, &annotation.id, now, |annotation| {
                annotation.bodies.retain(|body| match body {
                    Body::Theme { theme, .. } => !gone.contains(theme),
                    Body::Note { .. } | Body::Flag(_) | Body::Other(_) => true,
                });
            })?;
        }
    }
    Ok(())
}

//! Carries out an edit.

mod annotation;
mod codebook;
mod recoding;

use annotation::{
    annotate, confirm, delete_annotations, remove_layer, revise, set_flags, set_note, set_themes,
    theme_bodies,
};
use codebook::{add_themes, delete_theme, move_theme, revise_theme, take_themes};
use recoding::{merge_themes, recode};

use super::lineage::Versioned as _;
use super::stage::Stage;
use super::{Change, Choice, Edit, EditError, Key, Origin, Record, Workspace, Write, words};
use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::timestamp::Timestamp;

impl Workspace {
    /// Carries out an edit at a moment. Nothing is changed when it fails.
    ///
    /// # Errors
    /// When what it is about is gone or another coder's, or it would leave a thing without sense.
    pub fn apply(&mut self, edit: Edit, now: &Timestamp) -> Result<Change, EditError> {
        if self.settings.codebook_locked && changes_codebook(&edit) {
            return Err(EditError::Locked);
        }
        let words = words::of(self, &edit);
        let undoable = match &edit {
            Edit::SetSettings(_) | Edit::SetDraft { .. } | Edit::OpenBrief(_) => false,
            Edit::Annotate(_)
            | Edit::AnnotateAll(_)
            | Edit::SetThemes(..)
            | Edit::SetNote(..)
            | Edit::SetFlags(..)
            | Edit::SetTargets(..)
            | Edit::Confirm { .. }
            | Edit::DeleteAnnotations(_)
            | Edit::RemoveLayer(_)
            | Edit::AddThemes(_)
            | Edit::TakeThemes(_)
            | Edit::ReviseTheme(_)
            | Edit::MoveTheme { .. }
            | Edit::MergeThemes { .. }
            | Edit::Recode { .. }
            | Edit::DeleteTheme(..)
            | Edit::SetCoder(_)
            | Edit::RemoveBrief(_)
            | Edit::Import(_)
            | Edit::Settle { .. } => true,
        };
        let mut stage = Stage::new(self);
        match edit {
            Edit::Annotate(annotation) => annotate(&mut stage, annotation, now)?,
            Edit::AnnotateAll(annotations) => {
                for annotation in annotations {
                    annotate(&mut stage, annotation, now)?;
                }
            }
            Edit::SetThemes(id, themes) => {
                let bodies = theme_bodies(&stage, &id, themes)?;
                revise(&mut stage, &id, now, |annotation| set_themes(annotation, bodies))?;
            }
            Edit::SetNote(id, text) => {
                revise(&mut stage, &id, now, |annotation| set_note(annotation, text))?;
            }
            Edit::SetFlags(id, flags) => {
                revise(&mut stage, &id, now, |annotation| set_flags(annotation, &flags))?;
            }
            Edit::SetTargets(id, targets) => {
                if targets.is_empty() {
                    return Err(EditError::NoPassage);
                }
                revise(&mut stage, &id, now, |annotation| annotation.targets = targets)?;
            }
            Edit::Confirm { said: _, targets } => confirm(&mut stage, targets, now)?,
            Edit::DeleteAnnotations(ids) => delete_annotations(&mut stage, ids, now)?,
            Edit::RemoveLayer(coder) => remove_layer(&mut stage, &coder)?,
            Edit::AddThemes(themes) => add_themes(&mut stage, themes, now),
            Edit::TakeThemes(themes) => take_themes(&mut stage, themes, now),
            Edit::ReviseTheme(theme) => revise_theme(&mut stage, theme, now)?,
            Edit::MoveTheme { id, broader, nth } => move_theme(&mut stage, &id, broader, nth, now)?,
            Edit::MergeThemes { from, into } => merge_themes(&mut stage, &from, &into, now)?,
            Edit::Recode { from, to } => recode(&mut stage, &from, to, now)?,
            Edit::DeleteTheme(id, marked) => delete_theme(&mut stage, &id, marked, now)?,
            Edit::SetCoder(coder) => set_coder(&mut stage, coder),
            Edit::SetSettings(settings) => stage.put(Record::Settings(settings)),
            Edit::SetDraft { place, text } if text.is_empty() => {
                stage.take_away(Key::Draft(place));
            }
            Edit::SetDraft { place, text } => {
                stage.put(Record::Draft(super::Draft { place, text }));
            }
            Edit::OpenBrief(brief) => stage.put(Record::Brief(brief)),
            Edit::RemoveBrief(id) if !stage.has(&Key::Brief(id.clone())) => {
                return Err(EditError::NoBrief(id));
            }
            Edit::RemoveBrief(id) => stage.take_away(Key::Brief(id)),
            Edit::Import(merge) => {
                for (record, _) in merge.items {
                    stage.merge(record);
                }
            }
            Edit::Settle { id, choice } => settle(&mut stage, id, choice, now)?,
        }
        let after = stage.into_records();
        let mut writes = Vec::with_capacity(after.len());
        for (key, after) in after {
            if !self.holds(&key, after.as_ref()) {
                let before = self.replace(&key, after.clone());
                writes.push(Write { key, before, after });
            }
        }
        Ok(Change { words, origin: Origin::Reader, undoable, writes })
    }
}

/// Whether an edit is of the codebook itself, by the reader's hand. What a file brings was chosen.
fn changes_codebook(edit: &Edit) -> bool {
    match edit {
        Edit::AddThemes(_)
        | Edit::TakeThemes(_)
        | Edit::ReviseTheme(_)
        | Edit::MoveTheme { .. }
        | Edit::MergeThemes { .. }
        | Edit::DeleteTheme(..) => true,
        Edit::Annotate(_)
        | Edit::AnnotateAll(_)
        | Edit::SetThemes(..)
        | Edit::SetNote(..)
        | Edit::SetFlags(..)
        | Edit::SetTargets(..)
        | Edit::DeleteAnnotations(_)
        | Edit::RemoveLayer(_)
        | Edit::Recode { .. }
        | Edit::Confirm { .. }
        | Edit::RemoveBrief(_)
        | Edit::SetCoder(_)
        | Edit::SetSettings(_)
        | Edit::SetDraft { .. }
        | Edit::OpenBrief(_)
        | Edit::Import(_)
        | Edit::Settle { .. } => false,
    }
}

/// A reader who has no name yet keeps the IRI that their work already bears.
fn set_coder(stage: &mut Stage, mut coder: Coder) {
    let workspace = stage.workspace;
    if let Some(nameless) = workspace.coder.as_ref().filter(|me| me.name.is_empty()) {
        coder.id.clone_from(&nameless.id);
    }
    for annotation in workspace.annotations.values() {
        let signed = annotation.creator.as_ref();
        if signed.is_some_and(|creator| creator.id == coder.id && creator.name != coder.name) {
            let creator = Some(coder.clone());
            stage.put(Record::Annotation(Annotation { creator, ..annotation.clone() }));
        }
    }
    stage.put(Record::Coder(coder));
}

/// The side that stays descends from all the others, so that no later merge brings them back.
fn settle(stage: &mut Stage, id: String, choice: Choice, now: &Timestamp) -> Result<(), EditError> {
    let Some(Record::Conflict(conflict)) = stage.get(&Key::Conflict(id.clone())) else {
        return Err(EditError::NoConflict(id));
    };
    let here = [Key::Annotation(AnnotationId(id.clone())), Key::Theme(ThemeId(id.clone()))];
    let mut sides = conflict.others;
    let chosen = match choice {
        Choice::Other(index) if index < sides.len() => sides.swap_remove(index),
        Choice::Other(_) => return Err(EditError::NoConflict(id)),
        Choice::Here => match here.iter().find_map(|key| stage.get(key)) {
            Some(record) => record,
            None => return Err(EditError::NoConflict(id)),
        },
    };
    sides.extend(here.iter().find_map(|key| stage.get(key)));
    stage.take_away(Key::Conflict(id));
    match chosen {
        Record::Annotation(mut annotation) => {
            for side in &sides {
                if let Record::Annotation(side) = side {
                    annotation.descend(side);
                }
            }
            if stage.workspace.is_mine(&annotation) {
                annotation.set_modified(now.clone());
            }
            stage.put(Record::Annotation(annotation));
        }
        Record::Theme(mut theme) => {
            for side in &sides {
                if let Record::Theme(side) = side {
                    theme.descend(side);
                }
            }
            theme.set_modified(now.clone());
            stage.put(Record::Theme(theme));
        }
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => {}
    }
    Ok(())
}

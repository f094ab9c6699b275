//! Carries out an edit.

mod annotation;
mod codebook;
mod coder;
mod conflict;
mod recoding;

use annotation::{
    annotate, confirm, delete_annotations, remove_layer, revise, set_flags, set_note, set_themes,
    settle_difference, theme_bodies,
};
use codebook::{add_themes, delete_theme, move_theme, revise_theme, take_themes};
use coder::{copy_to_mine, join_identity, set_coder};
use conflict::settle;
use recoding::{merge_themes, recode};

use super::stage::Stage;
use super::{Change, Edit, EditError, Key, Origin, Record, Workspace, Write, words};
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
            | Edit::CopyToMine { .. }
            | Edit::JoinIdentity(_)
            | Edit::DeleteTheme(..)
            | Edit::SetCoder(_)
            | Edit::RemoveBrief(_)
            | Edit::Import(_)
            | Edit::SettleDifference(_)
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
            Edit::CopyToMine { from, id } => copy_to_mine(&mut stage, &from, id, now)?,
            Edit::JoinIdentity(coder) => join_identity(&mut stage, coder, now),
            Edit::SetCoder(coder) => set_coder(&mut stage, coder),
            Edit::SetSettings(settings) => stage.put(Record::Settings(settings)),
            Edit::SetDraft { place, text, .. } if text.is_empty() => {
                stage.take_away(Key::Draft(place));
            }
            Edit::SetDraft { place, text, upon } => {
                stage.put(Record::Draft(super::Draft { place, text, upon }));
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
            Edit::SettleDifference(settlement) => {
                settle_difference(&mut stage, settlement, now)?;
            }
            Edit::Settle { id, choice } => settle(&mut stage, &id, choice, now)?,
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
        | Edit::CopyToMine { .. }
        | Edit::JoinIdentity(_)
        | Edit::Confirm { .. }
        | Edit::RemoveBrief(_)
        | Edit::SetCoder(_)
        | Edit::SetSettings(_)
        | Edit::SetDraft { .. }
        | Edit::OpenBrief(_)
        | Edit::Import(_)
        | Edit::SettleDifference(_)
        | Edit::Settle { .. } => false,
    }
}

//! Edits of who made what.

use super::annotation::annotate;
use super::conflict::{SOURCE, source};
use crate::annotation::{Annotation, AnnotationId};
use crate::coder::Coder;
use crate::timestamp::Timestamp;
use crate::workspace::lineage::Versioned as _;
use crate::workspace::stage::Stage;
use crate::workspace::{EditError, REVISES, Record};

/// A reader who has no name yet keeps the IRI that their work already bears.
pub(super) fn set_coder(stage: &mut Stage, mut coder: Coder) {
    let workspace = stage.workspace;
    if let Some(nameless) = workspace.coder.as_ref().filter(|me| me.name.is_empty()) {
        coder.id.clone_from(&nameless.id);
    }
    sign_anew(stage, |annotation| {
        let signed = annotation.creator.as_ref();
        let is_theirs = |creator: &Coder| creator.id == coder.id && creator.name != coder.name;
        signed.is_some_and(is_theirs).then(|| signed_by(annotation, &coder))
    });
    stage.put(Record::Coder(coder));
}

/// Puts what becomes of annotations that are signed anew in their place, and in that of what they are in
/// conflict with.
fn sign_anew(stage: &mut Stage, becomes: impl Fn(&Annotation) -> Option<Annotation>) {
    let workspace = stage.workspace;
    for annotation in workspace.annotations.values().filter_map(&becomes) {
        stage.put(Record::Annotation(annotation));
    }
    for conflict in workspace.conflicts.values() {
        let mut conflict = conflict.clone();
        let mut is_signed = false;
        for side in &mut conflict.others {
            if let Record::Annotation(annotation) = side
                && let Some(signed) = becomes(annotation)
            {
                *annotation = signed;
                is_signed = true;
            }
        }
        if is_signed {
            stage.put(Record::Conflict(conflict));
        }
    }
}

/// An annotation with a coder's signature, and no other.
fn signed_by(annotation: &Annotation, coder: &Coder) -> Annotation {
    let mut annotation = annotation.clone();
    annotation.sign(Some(coder.clone()));
    annotation
}

/// What was signed with the one identity is signed with the other, and is as late as that: so those
/// who have it under the former hand come to know. What it says is the same, so it meets no conflict.
pub(super) fn join_identity(stage: &mut Stage, coder: Coder, now: &Timestamp) {
    let workspace = stage.workspace;
    let former = workspace.coder.as_ref().filter(|me| me.id != coder.id);
    sign_anew(stage, |annotation| {
        let signed = annotation.creator.as_ref().zip(former);
        signed.filter(|(creator, me)| me.id == creator.id)?;
        let mut annotation = signed_by(annotation, &coder);
        let when = match annotation.modified() {
            Some(before) => now.no_earlier_than_after(before),
            None => now.clone(),
        };
        annotation.set_modified(when);
        Some(annotation)
    });
    stage.put(Record::Coder(coder));
}

/// What the other says, as the reader's own: a beginning, that says of what it was made.
///
/// # Errors
/// When theirs is gone.
pub(super) fn copy_to_mine(
    stage: &mut Stage,
    from: &AnnotationId,
    id: AnnotationId,
    now: &Timestamp,
) -> Result<(), EditError> {
    let theirs = stage.annotation(from).ok_or_else(|| EditError::NoAnnotation(from.clone()))?;
    let mut copy = Annotation { id, created: None, modified: None, ..theirs };
    copy.sign(None);
    copy.extra.shift_remove(REVISES);
    copy.extra.insert(SOURCE.to_owned(), source(&from.0));
    annotate(stage, copy, now)
}

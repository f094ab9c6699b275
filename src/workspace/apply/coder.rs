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
    for annotation in workspace.annotations.values() {
        let signed = annotation.creator.as_ref();
        if signed.is_some_and(|creator| creator.id == coder.id && creator.name != coder.name) {
            let creator = Some(coder.clone());
            stage.put(Record::Annotation(Annotation { creator, ..annotation.clone() }));
        }
    }
    stage.put(Record::Coder(coder));
}

/// What was signed with the one identity is signed with the other, and is as late as that: so those
/// who have it under the former hand come to know. What it says is the same, so it meets no conflict.
pub(super) fn join_identity(stage: &mut Stage, coder: Coder, now: &Timestamp) {
    let workspace = stage.workspace;
    let former = workspace.coder.as_ref().filter(|me| me.id != coder.id);
    for annotation in workspace.annotations.values() {
        let signed = annotation.creator.as_ref();
        if signed.is_some_and(|creator| former.is_some_and(|me| me.id == creator.id)) {
            let mut annotation = Annotation { creator: Some(coder.clone()), ..annotation.clone() };
            let when = match annotation.modified() {
                Some(before) => now.no_earlier_than_after(before),
                None => now.clone(),
            };
            annotation.set_modified(when);
            stage.put(Record::Annotation(annotation));
        }
    }
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
    let mut copy = Annotation { id, creator: None, created: None, modified: None, ..theirs };
    copy.extra.shift_remove(REVISES);
    copy.extra.insert(SOURCE.to_owned(), source(&from.0));
    annotate(stage, copy, now)
}

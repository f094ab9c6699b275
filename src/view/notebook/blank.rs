//! Notes that were begun and left without a word: they go as quietly as they came.

use leptos::prelude::*;

use super::card_of;
use crate::annotation::{Annotation, AnnotationId, Body, Motivation};
use crate::browser::{clock, page};
use crate::view::session::{Keeping, Session};
use crate::workspace::{Edit, Workspace};

/// How long a card is left before its blank note goes, in milliseconds.
const LEAVING: i32 = 300;

/// Whether an annotation is a note by the reader that says nothing, neither saved nor half written.
/// A highlight is none: it says where it is.
pub(super) fn is_blank(workspace: &Workspace, id: &AnnotationId) -> bool {
    workspace.annotations.get(id).is_some_and(|annotation| {
        workspace.is_mine(annotation)
            && is_mere_note(annotation)
            && !workspace.drafts.contains_key(&id.0)
    })
}

/// Whether an annotation was made to comment and for nothing else, and has no word.
fn is_mere_note(annotation: &Annotation) -> bool {
    let says_nothing = annotation.bodies.iter().all(|body| match body {
        Body::Note { text, .. } => text.trim().is_empty(),
        Body::Theme { .. } | Body::Flag(_) | Body::Other(_) => false,
    });
    says_nothing && annotation.motivations == [Motivation::Commenting]
}

/// Deletes an annotation if it is blank. Gives whether it did.
pub(super) fn discard(session: Session, id: &AnnotationId) -> bool {
    let is_blank = session.with_untracked(|workspace| is_blank(workspace, id));
    is_blank
        && !session.keeping.with_untracked(Keeping::is_read_only)
        && session.apply(Edit::DeleteAnnotations(vec![id.clone()]))
}

/// Deletes an annotation if it is blank once the reader has left its card; nothing happens where
/// they are still in it, as when they only looked at another window.
pub(super) fn discard_when_left(session: Session, id: AnnotationId) {
    if session.with_untracked(|workspace| !is_blank(workspace, &id)) {
        return;
    }
    clock::after(LEAVING, move || {
        // Nothing moves from under a pointer that is pressing a button or drawing over words.
        if page::find(":root:active").is_some() {
            discard_when_left(session, id);
        // Not by `:focus-within`, which nothing matches while another window has the focus.
        } else if session.adjusting.with_untracked(|it| it.as_ref() == Some(&id)) {
            // It is at hand still.
        } else if !page::is_inside(page::focused().map(Into::into), &card_of(&id)) {
            discard(session, &id);
        }
    });
}

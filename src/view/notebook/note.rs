//! Writing a note. What stands in the field is kept as a draft while it is written, and becomes the
//! note when the field is left.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::ACTIVE_CARD;
use super::blank::{discard, discard_when_left, is_blank};
use crate::annotation::{AnnotationId, both_notes};
use crate::browser::{clock, page};
use crate::view::notice::Notice;
use crate::view::reader::focus_annotation;
use crate::view::session::Session;
use crate::workspace::Edit;

/// How long the field rests before its words are kept as a draft, in milliseconds.
const REST: i32 = 400;

/// A field for the note of an annotation. Leaving it saves, as does Ctrl+Enter; Escape leaves it
/// with the words kept as a draft. A note that is left without a word is no note, and goes.
#[component]
pub(super) fn NoteField(
    /// The reader's work.
    session: Session,
    /// Which annotation.
    id: AnnotationId,
    /// The note as it is saved.
    saved: Signal<String>,
) -> impl IntoView {
    let (text, upon) = session.with_untracked(|work| {
        let draft = work.drafts.get(&id.0);
        let text = draft.map_or_else(|| saved.get_untracked(), |draft| draft.text.clone());
        let upon = draft.and_then(|draft| draft.upon.clone());
        (text, upon.unwrap_or_else(|| saved.get_untracked()))
    });
    let is_from_before = is_other(&text, &saved.get_untracked());
    let writing = Writing {
        session,
        text: RwSignal::new(text),
        upon: RwSignal::new(upon),
        saved,
        id: StoredValue::new(id),
    };
    writing.follow_saved();
    writing.keep_when_closed();
    let is_unsaved =
        Memo::new(move |_| saved.with(|saved| writing.text.with(|it| is_other(it, saved))));
    let is_leaving = StoredValue::new(false);
    let rest = clock::Debounce::new(REST);
    let press = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            writing.save();
        }
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            writing.keep();
            is_leaving.set_value(true);
            if !writing.discard() {
                page::focus(&format!("{ACTIVE_CARD} .card-open"));
                is_leaving.set_value(false);
            }
        }
        _ => {}
    };
    let is_apart =
        Memo::new(move |_| saved.with(|saved| writing.upon.with(|upon| is_other(upon, saved))));
    let says = move || match (is_unsaved.get(), is_apart.get(), is_from_before) {
        (false, _, _) => "",
        (true, true, _) => {
            "The note was changed elsewhere meanwhile. Ctrl+Enter saves yours below it."
        }
        (true, false, true) => "From before, not saved yet. Ctrl+Enter saves.",
        (true, false, false) => "Not saved yet. Ctrl+Enter saves.",
    };
    view! {
        <div class="note-field">
            <label for="note-field">"Note"</label>
            <textarea
                id="note-field"
                dir="auto"
                aria-describedby="note-state"
                rows="3"
                prop:value=writing.text
                on:input=move |event| {
                    writing.text.set(event_target_value(&event));
                    rest.call(move || writing.keep());
                }
                on:blur=move |_| {
                    // A field that is taken away loses the focus after all that it knew is gone.
                    if is_leaving.try_get_value() == Some(false) {
                        writing.save();
                        writing.leave();
                    }
                }
                on:keydown=press
            ></textarea>
            <p class="explanation" id="note-state">{says}</p>
        </div>
    }
}

/// A note while it is being written. Copied freely; all copies are one.
#[derive(Clone, Copy)]
struct Writing {
    session: Session,
    text: RwSignal<String>,
    /// The note upon which they were begun.
    upon: RwSignal<String>,
    saved: Signal<String>,
    id: StoredValue<AnnotationId>,
}

impl Writing {
    /// Which annotation it is on, the words in the field, and whether they are other than the saved
    /// ones. The field may be gone: then what it held was kept when it went.
    fn written(self) -> Option<(AnnotationId, String, bool)> {
        let (text, saved) = (self.text.try_get_untracked()?, self.saved.try_get_untracked()?);
        let is_unsaved = is_other(&text, &saved);
        Some((self.id.try_get_value()?, text, is_unsaved))
    }

    /// Keeps the words as a draft, if they are not saved; none where they are.
    fn keep(self) {
        let (Some((id, text, is_unsaved)), Some(upon)) =
            (self.written(), self.upon.try_get_untracked())
        else {
            return;
        };
        keep_unsaved(self.session, id, text, Some(upon), is_unsaved);
    }

    /// Makes the words the note. Where that was changed elsewhere meanwhile it becomes both.
    fn save(self) {
        let Some((id, text, is_unsaved)) = self.written() else { return };
        if !is_unsaved {
            keep_draft(self.session, id, String::new(), None);
            return;
        }
        let saved = self.saved.get_untracked();
        let both = both_notes(&saved, &self.upon.get_untracked(), &text);
        if self.session.apply(Edit::SetNote(id.clone(), both.clone())) {
            if is_other(&both, &text) {
                self.text.set(both.clone());
            }
            if is_other(&both, &text) && !text.trim().is_empty() {
                self.session.tell(Notice::done(
                    "The note was changed elsewhere while you wrote: what you wrote stands below that.",
                ));
            }
            self.upon.set(both);
            keep_draft(self.session, id, String::new(), None);
        }
    }

    /// Forgets a note without a word, once the reader is elsewhere.
    fn leave(self) {
        if let Some(id) = self.id.try_get_value() {
            discard_when_left(self.session, id);
        }
    }

    /// Forgets a note without a word at once; the focus goes back to what it was about. Gives
    /// whether there was one.
    fn discard(self) -> bool {
        let id = self.id.get_value();
        let is_empty = self.text.with_untracked(|text| text.trim().is_empty());
        if !is_empty || self.session.with_untracked(|work| !is_blank(work, &id)) {
            return false;
        }
        page::focus("#notebook-heading");
        focus_annotation(self.session, &id);
        discard(self.session, &id)
    }

    /// Takes over a note that was changed elsewhere (undo, another tab), unless one is being written
    /// here.
    fn follow_saved(self) {
        Effect::new(move |before: Option<String>| {
            let saved = self.saved.get();
            if before.is_some_and(|before| self.text.with_untracked(|it| !is_other(it, &before))) {
                self.text.set(saved.clone());
            }
            if self.text.with_untracked(|it| !is_other(it, &saved)) {
                self.upon.set(saved.clone());
            }
            saved
        });
    }

    /// Keeps the words when the card closes under the reader's hands: no field that goes is left.
    fn keep_when_closed(self) {
        on_cleanup(move || {
            let Some((id, text, is_unsaved)) = self.written() else { return };
            let upon = self.upon.try_get_untracked();
            // Not in the middle of taking the card away.
            clock::after(0, move || {
                let is_here = self.session.with_untracked(|it| it.annotations.contains_key(&id));
                if is_here {
                    let (text, upon) = (text.clone(), upon.clone());
                    keep_unsaved(self.session, id.clone(), text, upon, is_unsaved);
                }
                discard_when_left(self.session, id);
            });
        });
    }
}

/// Keeps words as a draft, if they are not saved. Words that were taken away again leave none.
fn keep_unsaved(
    session: Session,
    id: AnnotationId,
    text: String,
    upon: Option<String>,
    is_unsaved: bool,
) {
    if is_unsaved {
        keep_draft(session, id, text, upon);
    } else {
        keep_draft(session, id, String::new(), None);
    }
}

/// Keeps a draft, or forgets it where it is empty; nothing happens where that changes nothing.
fn keep_draft(session: Session, id: AnnotationId, text: String, upon: Option<String>) {
    let before = session.with_untracked(|work| work.drafts.get(&id.0).map(|it| it.text.clone()));
    if before.unwrap_or_default() != text {
        session.apply(Edit::SetDraft { place: id.0, text, upon });
    }
}

/// Whether two notes say something else, white space around them aside.
fn is_other(text: &str, saved: &str) -> bool {
    text.trim() != saved.trim()
}

//! Locks the codebook: a codebook that was given is not changed by accident.

use leptos::prelude::*;

use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::{Edit, Settings};

/// A switch that locks the codebook and unlocks it.
#[component]
pub(super) fn Lock(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_locked = is_locked(session);
    let press = move |_| {
        let settings = session.with_untracked(|workspace| workspace.settings.clone());
        let codebook_locked = !settings.codebook_locked;
        if session.apply(Edit::SetSettings(Settings { codebook_locked, ..settings })) {
            session.tell(Notice::done(if codebook_locked {
                "The codebook is locked: passages can be coded, themes cannot be changed."
            } else {
                "The codebook is unlocked."
            }));
        }
    };
    view! {
        <button type="button" aria-pressed=move || is_locked.get().to_string() on:click=press>
            {move || if is_locked.get() { "Locked" } else { "Lock" }}
        </button>
    }
}

/// Whether the codebook is locked.
pub(super) fn is_locked(session: Session) -> Memo<bool> {
    Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.codebook_locked)
    })
}

//! Files that are dropped on the page, wherever.

use leptos::prelude::*;

use super::incoming::{is_next_free, receive};
use crate::browser::file;
use crate::view::later::{self, Rest};
use crate::view::session::Session;

/// Takes what is dropped on the page, and says so while it is being dragged. Looks at what waits,
/// one file after another.
#[component]
pub(crate) fn DropZone(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    file::on_drop(move |over| is_over.set(over), move |files| receive(session, files));
    Effect::new(move |_| {
        if is_next_free(session) {
            later::carry_out(session, Rest::Files);
        }
    });
    view! {
        <div class="drop-zone" hidden=move || !is_over.get()>
            <p>
                <strong>"Drop it here"</strong>
                <span>"A brief (.md, .txt) is opened. Annotations (.json, .csv, .qdpx and others) are shown before anything is taken."</span>
            </p>
        </div>
    }
}

//! Passing work on and taking it in.

use leptos::prelude::*;

use super::incoming::receive;
use super::published::Published;
use super::quarantine::n_set_aside;
use super::room::RoomLeft;
use super::saving::Outgoing;
use crate::browser::file;
use crate::route::Route;
use crate::view::dialog::{Dialog, Frame};
use crate::view::session::Session;
use crate::workspace::counted;

/// The dialog that passes work on and takes it in.
#[component]
pub(crate) fn ShareDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let slug = match session.route.get_untracked() {
        Route::Library => None,
        Route::Brief { slug, .. } => Some(slug),
    };
    view! {
        <Frame session title="Share">
            <Outgoing session />
            <section class="part" aria-labelledby="share-in">
                <h3 id="share-in">"Take in a file"</h3>
                <p class="explanation">
                    "Someone’s annotations, or your own from another browser: a file of Briefmark, a table, a \
                     REFI-QDA project or codebook, an export of Hypothesis, Recogito or Taguette. You see \
                     first what it would bring. It can also be dropped anywhere on the page."
                </p>
                <label class="button file">
                    "Choose files…"
                    <input
                        type="file"
                        multiple
                        accept=".json,.jsonld,.annotation,.csv,.qdpx,.qde,.qdc,.xml,application/json,application/ld+json,text/csv"
                        on:change:target=move |event| receive(session, file::all(event.target().files()))
                    />
                </label>
                {slug.map(|slug| view! { <Published session slug /> })}
            </section>
            <RoomLeft session />
            <SetAside session />
        </Frame>
    }
}

/// Says how many stored values were set aside, where there are any.
#[component]
fn SetAside(session: Session) -> impl IntoView {
    match n_set_aside() {
        0 => None,
        n_values => Some(view! {
            <section class="part" aria-labelledby="share-aside">
                <h3 id="share-aside">"Set aside"</h3>
                <p class="explanation">
                    {counted(n_values, "stored value", "stored values")}
                    " could not be read and "
                    {if n_values == 1 { "stays" } else { "stay" }}
                    " out of the file."
                </p>
                <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::Quarantine))>
                    "Show what was set aside"
                </button>
            </section>
        }),
    }
}

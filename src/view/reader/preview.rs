//! The first pages of a long brief while the rest of it is being read: to be looked at, as nothing can
//! be marked before all of it is known.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::super::library;
use super::super::session::{Reading, Session};
use super::paper::write_pages;
use super::released::facts;

/// The first pages of a brief, where the whole will stand.
#[component]
pub(crate) fn FirstPages(
    /// The reader's work.
    session: Session,
    /// As much of the brief as is shown.
    reading: Arc<Reading>,
) -> impl IntoView {
    let text = NodeRef::<html::Div>::new();
    let heading = library::heading(&reading.brief);
    let facts = facts(&reading.brief);
    text.on_load(move |root| {
        write_pages(session, &reading, &root);
    });
    view! {
        <div class="app with-brief">
            <div class="side contents"></div>
            <main tabindex="-1">
                <article id="reading" aria-busy="true">
                    <h1 class="heading">{heading}</h1>
                    <p class="about">{facts} <span class="fact" role="status">"Opening…"</span></p>
                    <div data-first-pages="" inert node_ref=text></div>
                </article>
            </main>
            <div class="side notes"></div>
        </div>
    }
}

//! What can be answered at once: all that moved, and those that changed in the same way.

use leptos::prelude::*;

use super::Desk;
use super::answering::{accept_alike, accept_moved};
use super::words::in_words;
use crate::workspace::{Fate, State, alike};

/// The answers to several passages at once. Nothing where no two are alike.
#[component]
pub(super) fn Together(desk: Desk) -> impl IntoView {
    move || {
        let session = desk.session;
        let reading = session.reading()?;
        desk.fates.with(|fates| {
            let is_moved = |fate: &&Fate| fate.is_open() && fate.state() == State::Moved;
            let n_moved = fates.iter().filter(is_moved).count();
            let groups = session.with_untracked(|work| alike(&reading.brief, work, fates));
            let moved = (n_moved > 0).then(|| {
                let words = match n_moved {
                    1 => "Confirm the one that moved".to_owned(),
                    n_moved => format!("Confirm all {n_moved} that moved"),
                };
                view! {
                    <li>
                        <button type="button" on:click=move |_| accept_moved(session)>{words}</button>
                    </li>
                }
            });
            let groups = groups.into_iter().map(|(how, fates)| {
                let words = format!("Accept all {}: {}", fates.len(), in_words(&how));
                view! {
                    <li>
                        <button type="button" on:click=move |_| accept_alike(session, &fates)>
                            {words}
                        </button>
                    </li>
                }
            });
            let groups = groups.collect_view();
            (moved.is_some() || !groups.is_empty()).then(|| view! {
                <ul class="together" role="list" aria-label="Several at once">{groups} {moved}</ul>
            })
        })
    }
}

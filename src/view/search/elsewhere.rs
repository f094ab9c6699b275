//! Hits in notes, quotations and theme names.

use leptos::prelude::*;

use super::hits::nearest;
use super::{PAUSE, Sort, give_way};
use crate::browser::clock;
use crate::search::{Field, Mention, mentions};
use crate::view::dialog::Dialog;
use crate::view::reader::focus_annotation;
use crate::view::session::{Panel, Session};
use crate::workspace::counted;

/// How much stands before a hit, in code points.
const N_LEFT: usize = 40;

/// How many are listed.
const MOST: usize = 100;

/// The hits outside the text, folded until they are asked for.
#[component]
pub(super) fn Elsewhere(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let search = session.search;
    let found = RwSignal::new(Vec::new());
    let pause = StoredValue::new_local(clock::Debounce::new(PAUSE));
    let look = move || {
        let matched = search.found.get_untracked();
        let is_asked = search.manner.get_untracked() != Sort::Estimative;
        let mentioned = matched.matcher.as_ref().filter(|_| is_asked).map(|matcher| {
            session
                .with_layer(|layer| session.with_untracked(|work| mentions(matcher, work, layer)))
        });
        // The panel may have been closed since.
        let _ = found.try_set(mentioned.unwrap_or_default());
    };
    Effect::new(move |_| {
        search.found.track();
        session.with(|_| ());
        pause.with_value(|pause| pause.call(look));
    });
    let amount = move || {
        found.with(|found| {
            let count =
                |is_it: fn(&Field) -> bool| found.iter().filter(|it| is_it(&it.field)).count();
            let kinds = [
                (count(|field| matches!(field, Field::Note(_))), "note", "notes"),
                (count(|field| matches!(field, Field::Quote(_))), "quotation", "quotations"),
                (count(|field| matches!(field, Field::Theme(_))), "theme name", "theme names"),
            ];
            let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
            let said = kinds.map(|(n, one, several)| counted(n, one, several));
            format!("Also in {}", said.collect::<Vec<_>>().join(", "))
        })
    };
    let rows = move || {
        let shown = found.get().into_iter().take(MOST);
        shown.map(|mention| row(session, mention)).collect_view()
    };
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <details class="search-part elsewhere">
                <summary>{amount}</summary>
                <ul role="list">{rows}</ul>
            </details>
        </Show>
    }
}

fn row(session: Session, mention: Mention) -> impl IntoView {
    let found = session.search.found.get_untracked();
    let cut = found.matcher.as_ref().and_then(|matcher| matcher.cut(&mention.text));
    let (left, words, right) = cut.unwrap_or((mention.text.as_str(), "", ""));
    let (left, words, right) = (nearest(left, N_LEFT), words.to_owned(), right.to_owned());
    let kind = match &mention.field {
        Field::Note(_) => "Note",
        Field::Quote(_) => "Quotation",
        Field::Theme(_) => "Theme",
    };
    let go = move |_| match &mention.field {
        Field::Note(id) | Field::Quote(id) => {
            session.active.set(Some(id.clone()));
            session.panel.set(Some(Panel::Notes));
            give_way(session);
            focus_annotation(session, id);
        }
        Field::Theme(id) => session.dialog.set(Some(Dialog::Theme(id.clone()))),
    };
    view! {
        <li>
            <button type="button" class="hit" on:click=go>
                <span class="cited">{kind}</span>
                <span class="around">{left}<b>{words}</b><span>{right}</span></span>
            </button>
        </li>
    }
}

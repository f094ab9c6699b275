//! Other spellings that the brief has of what is sought, to be ticked.

use leptos::prelude::*;

use super::Sort;
use crate::search::Variant;
use crate::view::session::Session;
use crate::workspace::counted;

/// The spellings, with how many hits each has. None is searched for before it is ticked.
#[component]
pub(super) fn Variants(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let search = session.search;
    let is_shown = Memo::new(move |_| {
        search.manner.get() == Sort::Words && search.offered.with(|offered| !offered.is_empty())
    });
    let tick = move |words: &str, is_ticked: bool| {
        search.variants.update(|ticked| {
            ticked.retain(|other| other != words);
            if is_ticked {
                ticked.push(words.to_owned());
            }
        });
    };
    let rows = move || {
        let rows = search.offered.get().into_iter().map(|variant| {
            let words = variant.words.clone();
            let shown = printed(session, &variant).unwrap_or_else(|| words.clone());
            view! {
                <li>
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || search.variants.with(|it| it.contains(&words))
                            on:change:target=move |event| {
                                tick(&variant.words, event.target().checked());
                            }
                        />
                        <span>{shown}</span>
                        <span class="amount">{counted(variant.count, "hit", "hits")}</span>
                    </label>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <Show when=move || is_shown.get()>
            <details class="search-part variants">
                <summary>
                    {move || counted(search.offered.with(Vec::len), "spelling", "spellings")}
                    " like it in this brief"
                </summary>
                <ul role="list">{rows}</ul>
            </details>
        </Show>
    }
}

/// The spelling as the brief prints it.
fn printed(session: Session, variant: &Variant) -> Option<String> {
    let reading = session.reading()?;
    let index = session.search.index_of(&reading);
    let span = index.folded(false).span(&reading.brief.text, variant.hit);
    Some(reading.brief.text.slice(span).to_owned())
}

//! The list of the estimative lens, seen and changed.

use leptos::html;
use leptos::prelude::*;

use super::{PAUSE, Sort, estimative};
use crate::browser::clock;
use crate::search::{ESTIMATIVE, lens_words};
use crate::view::session::Session;
use crate::workspace::{Edit, Settings, counted};

/// The words, one a line.
#[component]
pub(super) fn WordList(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let search = session.search;
    let field = NodeRef::<html::Textarea>::new();
    let keep = move |list: Option<Vec<String>>| {
        let is_first_list = list.as_ref().is_none_or(|list| list.iter().eq(ESTIMATIVE));
        let estimative = list.filter(|_| !is_first_list);
        let settings = session.with_untracked(|workspace| workspace.settings.clone());
        if settings.estimative != estimative {
            session.apply(Edit::SetSettings(Settings { estimative, ..settings }));
        }
    };
    // Leaving the panel by Escape is no change of the field for the browser: what is typed is kept.
    let pause = StoredValue::new_local(clock::Debounce::new(PAUSE));
    let typed = move |words: String| {
        pause.with_value(|pause| pause.call(move || keep(Some(lens_words(&words)))));
    };
    let restore = move |_| {
        pause.with_value(|pause| pause.call(move || keep(None)));
        if let Some(field) = field.get_untracked() {
            field.set_value(&ESTIMATIVE.join("\n"));
        }
    };
    let amount = move || {
        let n_words = estimative(session).len();
        format!("The list: {}", counted(n_words, "word or phrase", "words and phrases"))
    };
    view! {
        <Show when=move || search.manner.get() == Sort::Estimative>
            <details class="search-part lens">
                <summary>{amount}</summary>
                <p class="explanation">
                    "Words by which an estimate says how sure it is, as Sherman Kent asked that they be \
                     weighed. They are looked for as whole words, and nothing is said of what they mean \
                     where they stand. One a line; the list is yours to change."
                </p>
                <textarea
                    node_ref=field
                    rows="8"
                    aria-label="Words of the estimative lens, one a line"
                    spellcheck="false"
                    prop:value=untrack(|| estimative(session).join("\n"))
                    on:input:target=move |event| typed(event.target().value())
                ></textarea>
                <button type="button" on:click=restore>"Put the first list back"</button>
            </details>
        </Show>
    }
}

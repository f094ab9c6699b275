//! Shows one theme alone, by one gesture, and everything again by the same.

use leptos::prelude::*;

use crate::codebook::ThemeId;
use crate::view::session::Session;

/// The button on a theme's row that shows what it marks, with the themes under it, and nothing else.
#[component]
pub(crate) fn ShowOnly(
    /// The reader's work.
    session: Session,
    /// Which theme.
    id: ThemeId,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let this = id.clone();
    let is_on = Memo::new(move |_| session.filter.with(|filter| filter.themes.contains(&this)));
    let toggle = move |_| {
        session.refine_filter(|filter| {
            let is_alone = filter.themes.len() == 1 && filter.themes.contains(&id);
            filter.themes.clear();
            if !is_alone {
                filter.themes.insert(id.clone());
            }
        });
    };
    view! {
        <button
            type="button"
            class="quiet show-only"
            aria-pressed=move || is_on.get().to_string()
            aria-label=move || format!("Show only {}", name.get())
            title="Show only what has this theme; once more shows all"
            on:click=toggle
        >
            <span class="funnel" aria-hidden="true"></span>
        </button>
    }
}

//! One of several, to be chosen: a radio button with its words.

use leptos::prelude::*;

/// One of several answers.
#[component]
pub(crate) fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// The name that those share of which one is chosen.
    #[prop(into)]
    name: String,
    /// What this one stands for.
    value: T,
    /// Which one is chosen.
    chosen: RwSignal<T>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="radio"
                name=name
                prop:checked=move || chosen.get() == value
                on:change=move |_| chosen.set(value)
            />
            {children()}
        </label>
    }
}

//! The list of keys.

use leptos::prelude::*;

use crate::view::dialog::Frame;
use crate::view::keys::SHORTCUTS;
use crate::view::session::Session;

/// The dialog that lists the keys.
#[component]
pub(crate) fn Shortcuts(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let rows = SHORTCUTS.iter().map(|shortcut| {
        view! {
            <tr>
                <th scope="row">{keys(shortcut.keys)}</th>
                <td>{shortcut.what}</td>
            </tr>
        }
    });
    view! {
        <Frame session title="Keys">
            <p class="explanation">
                "Everything can be done without a mouse. Letters mark and move while the text has the \
                 focus, and are letters wherever you type."
            </p>
            <table class="keys">
                <thead class="spoken">
                    <tr>
                        <th scope="col">"Keys"</th>
                        <th scope="col">"What they do"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Frame>
    }
}

/// Keys as keys, and the signs between them as words. Two spaces stand between one combination and
/// the next, one between the keys of a combination.
fn keys(keys: &'static str) -> impl IntoView {
    let key = |key: &'static str| match key {
        "…" => view! { <span>" … "</span> }.into_any(),
        key => view! { <kbd>{key}</kbd> " " }.into_any(),
    };
    let combinations = keys.split("  ").map(|combination| {
        let keys = combination.split_whitespace().map(key).collect_view();
        view! { <span class="combination">{keys}</span> " " }
    });
    combinations.collect_view()
}

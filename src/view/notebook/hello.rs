//! Asks a reader who has marked something for the name that it should carry.

use leptos::html;
use leptos::prelude::*;

use crate::browser::page;
use crate::view::header::set_name;
use crate::view::session::{Part, Session};

/// Asks once for the reader's name; "Later" puts it off until the brief is opened again.
#[component]
pub(super) fn Hello(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_later = RwSignal::new(false);
    let is_nameless = Memo::new(move |_| {
        session.with_part(Part::Coder, |workspace| {
            workspace.coder.as_ref().is_some_and(|it| it.name.is_empty())
        })
    });
    let field = NodeRef::<html::Input>::new();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if name.trim().is_empty() {
            page::focus("#hello-name");
        } else if set_name(session, &name) {
            page::focus("#notebook-heading");
        }
    };
    view! {
        <Show when=move || is_nameless.get() && !is_later.get()>
            <form class="hello" on:submit=save>
                <label for="hello-name">"Who is reading?"</label>
                <p class="explanation" id="hello-why">
                    "Your name stands on what you mark, so that others know whose it is."
                </p>
                <div class="field-row">
                    <input
                        id="hello-name"
                        type="text"
                        autocomplete="name"
                        aria-describedby="hello-why"
                        node_ref=field
                    />
                    <button type="submit" class="primary">"Save"</button>
                    <button type="button" class="quiet" on:click=move |_| {
                        is_later.set(true);
                        page::focus("#notebook-heading");
                    }>
                        "Later"
                    </button>
                </div>
            </form>
        </Show>
    }
}

//! Who the reader is: asked for once, kept here, changed at any time.

use leptos::html;
use leptos::prelude::*;

use crate::browser::clock;
use crate::coder::Coder;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::Edit;

/// The dialog that asks for the reader's name.
#[component]
pub(crate) fn Identity(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let name =
        session.with_untracked(|workspace| workspace.coder_name().unwrap_or_default().to_owned());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        if set_name(session, &field.value()) {
            session.dialog.set(None);
        }
    };
    view! {
        <Frame session title="Who you are">
            <form on:submit=save>
                <label>
                    "Your name"
                    <input node_ref=field type="text" autocomplete="name" value=name autofocus />
                </label>
                <p class="explanation">
                    "It stands on what you mark, so that those who get your files know whose it is. It is \
                     kept in this browser, and leaves it only in a file or a link that you make."
                </p>
                <div class="actions">
                    <button type="submit" class="primary">"Save"</button>
                    <button type="button" on:click=move |_| session.dialog.set(None)>"Cancel"</button>
                </div>
            </form>
        </Frame>
    }
}

/// Gives the reader a name; they stay the same coder under it. Gives whether it was set; nothing is
/// changed where it is the name they have.
pub(crate) fn set_name(session: Session, name: &str) -> bool {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let coder = session.with_untracked(|workspace| workspace.coder.clone());
    if coder.as_ref().map_or("", |coder| &coder.name) == name {
        return true;
    }
    let id = coder.map_or_else(clock::new_iri, |coder| coder.id);
    let said = if name.is_empty() {
        "Your name is taken off what you marked.".to_owned()
    } else {
        format!("What you mark is now {name}’s.")
    };
    let is_set = session.apply(Edit::SetCoder(Coder { id, name }));
    if is_set {
        session.tell(Notice::changed(&said));
    }
    is_set
}

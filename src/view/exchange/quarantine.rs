//! Stored values that could not be read: shown as they are, to keep as files or to throw away.

use leptos::prelude::*;

use crate::browser::{clock, file, page, storage};
use crate::order;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::{Key, StoredKey, Workspace, counted};

/// Where the focus goes when a value was thrown away.
const NEXT: &str = "dialog .set-aside button";

/// A stored value that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SetAside {
    /// The key that it stands under now.
    key: String,
    /// The key that it stood under before.
    former_key: String,
    value: String,
}

/// How many stored values were set aside.
pub(super) fn n_set_aside() -> usize {
    storage::keys().iter().filter(|key| is_set_aside(key)).count()
}

/// Everything that was set aside, in order of key.
fn set_aside() -> Vec<SetAside> {
    let mut keys = storage::keys();
    keys.retain(|key| is_set_aside(key));
    order::sort(&mut keys);
    let aside = keys.into_iter().filter_map(|key| {
        let value = storage::read(&key)?;
        let former_key = key.replacen("/quarantine/", "/", 1);
        Some(SetAside { key, former_key, value })
    });
    aside.collect()
}

fn is_set_aside(key: &str) -> bool {
    Key::parse(key) == StoredKey::Quarantined
}

/// The dialog that shows what was set aside.
#[component]
pub(crate) fn Quarantine(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let values = RwSignal::new(set_aside());
    let throw_away = move |key: &str| match storage::remove(key) {
        Ok(()) => {
            values.set(set_aside());
            // What had the focus is gone.
            clock::next_frame(|| match page::find(NEXT) {
                Some(_) => page::focus(NEXT),
                None => page::focus("dialog header button"),
            });
        }
        Err(error) => session.tell(Notice::problem(&format!("Nothing was thrown away: {error}."))),
    };
    view! {
        <Frame session title="What could not be read" wide=true>
            {move || match values.with(Vec::len) {
                0 => view! { <p class="explanation">"Nothing is set aside."</p> }.into_any(),
                n_values => view! {
                    <p class="explanation">
                        {counted(n_values, "stored value was", "stored values were")}
                        " set aside as found: this version of Briefmark could make no sense of "
                        {if n_values == 1 { "it" } else { "them" }}
                        ". The rest of your work is not touched. Keep as a file what may matter: another \
                         version, or a person, may be able to read it."
                    </p>
                    <ul class="set-aside">
                        {values
                            .get()
                            .into_iter()
                            .map(|value| view! { <Value session value throw_away /> })
                            .collect_view()}
                    </ul>
                }
                .into_any(),
            }}
        </Frame>
    }
}

/// One value that was set aside.
#[component]
fn Value(
    /// The reader's work.
    session: Session,
    /// The value.
    value: SetAside,
    /// Throws away what stands under a key.
    throw_away: impl Fn(&str) + Copy + 'static,
) -> impl IntoView {
    let SetAside { key, former_key, value } = value;
    let is_sure = RwSignal::new(false);
    let reason = reason(&former_key, &value);
    let size = counted(value.chars().count(), "character", "characters");
    let file_name = format!("{}.txt", key.replace('/', "-"));
    let text = value.clone();
    let download = move |_| {
        if let Err(reason) = file::download(&file_name, "text/plain;charset=utf-8", text.as_bytes())
        {
            session.tell(Notice::problem(&format!("Nothing was saved: {reason}.")));
        }
    };
    view! {
        <li>
            <h3>{former_key}</h3>
            <p>{size} {reason.map(|reason| format!(": {reason}"))} "."</p>
            <pre tabindex="0" aria-label="The value as it was stored">{value}</pre>
            <div class="actions">
                <button type="button" on:click=download>"Download it"</button>
                <button
                    type="button"
                    on:blur=move |_| is_sure.set(false)
                    on:click=move |_| {
                        if is_sure.get_untracked() { throw_away(&key) } else { is_sure.set(true) }
                    }
                >
                    {move || if is_sure.get() { "Throw it away for good" } else { "Throw away…" }}
                </button>
            </div>
        </li>
    }
}

/// Why a value cannot be read, as a clause. `None` where this version can read it after all.
fn reason(former_key: &str, value: &str) -> Option<String> {
    let stored = Workspace::read(vec![(former_key.to_owned(), value.to_owned())]);
    stored.unreadable.into_iter().next().map(|unreadable| unreadable.reason)
}

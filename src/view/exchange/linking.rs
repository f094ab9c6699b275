//! A whole set inside a link, on its way out.

use leptos::prelude::*;

use super::outgoing::Choice;
use super::worker::{self, Written};
use crate::annotation::Annotation;
use crate::browser::{address, clipboard};
use crate::exchange::{Selection, extent};
use crate::route::{Carried, Place, Route};
use crate::view::notice::Notice;
use crate::view::session::{Session, brief_slug};
use crate::workspace::{Workspace, counted};

/// From how many characters on some programs cut an address, and from how many most do.
const LONG: usize = 2_000;
const TOO_LONG: usize = 8_000;

/// How far a link has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    NotAsked,
    Working,
    Made { address: String, left: Vec<String> },
    Failed(String),
}

/// The part of the dialog that makes a link with what was chosen, as far as it is on the brief.
#[component]
pub(super) fn LinkOut(
    /// The reader's work.
    session: Session,
    /// What was chosen for the file.
    choice: Memo<Choice>,
    /// The IRI of the brief on screen.
    iri: String,
    /// Says who the reader is, where they have just written it.
    say_name: Callback<(), bool>,
) -> impl IntoView {
    let state = RwSignal::new(State::NotAsked);
    let iri = StoredValue::new(iri);
    let selection = Memo::new(move |_| {
        let choice = choice.get();
        session.with(|workspace| iri.with_value(|iri| on_brief(&choice, workspace, iri)))
    });
    // A link of something else is no link of this.
    Effect::new(move |_| {
        selection.track();
        state.set(State::NotAsked);
    });
    let n_annotations = move || {
        session.with(|workspace| selection.with(|selection| extent(workspace, selection).0))
    };
    let make = move |_| {
        let _ = say_name.run(());
        state.set(State::Working);
        let (asked, iri) = (selection.get_untracked(), iri.get_value());
        leptos::task::spawn_local(async move {
            let made = match worker::pack(session, &iri, &asked).await {
                Ok(Written { bytes, left }) => {
                    State::Made { address: whole_address(&iri, &bytes), left }
                }
                Err(reason) => State::Failed(reason),
            };
            // The dialog may be closed by now, or ask for something else.
            if selection.try_get_untracked() == Some(asked) {
                state.try_set(made);
            }
        });
    };
    let copy = move |_| {
        let State::Made { address, .. } = state.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            match clipboard::write(&address).await {
                Ok(()) => session.tell(Notice::done("The link is on the clipboard.")),
                Err(reason) => session.tell(Notice::problem(&format!(
                    "The link could not be put on the clipboard ({reason}): select and copy it."
                ))),
            }
        });
    };
    view! {
        <section class="part link-out" aria-labelledby="share-link">
            <h3 id="share-link">"Or pass it on as a link"</h3>
            <p class="explanation">
                "What you chose, as far as it is on this brief, inside an address: nothing is stored \
                 anywhere, and no server sees it. Who opens the link is shown what it would bring."
            </p>
            <div class="actions">
                <button
                    type="button"
                    disabled=move || n_annotations() == 0 || state.get() == State::Working
                    on:click=make
                >
                    {move || match n_annotations() {
                        0 => "Make a link: nothing is marked".to_owned(),
                        n => format!("Make a link with {}", counted(n, "annotation", "annotations")),
                    }}
                </button>
            </div>
            <div role="status">
                {move || match state.get() {
                    State::NotAsked => None,
                    State::Working => Some(view! { <p class="explanation">"Making the link…"</p> }.into_any()),
                    State::Failed(reason) => {
                        let words = format!("There is no link: {reason}. Save a file instead.");
                        Some(view! { <p class="problem-text">{words}</p> }.into_any())
                    }
                    State::Made { address, left } => Some(view! {
                        <label>
                            "The link"
                            <input type="text" class="made-link" readonly prop:value=address.clone() />
                        </label>
                        <p class="explanation">{length_in_words(address.len())}</p>
                        {super::formats::left_out(&left)}
                    }.into_any()),
                }}
            </div>
            <Show when=move || matches!(state.get(), State::Made { .. })>
                <div class="actions">
                    <button type="button" class="primary" on:click=copy>"Copy the link"</button>
                </div>
            </Show>
        </section>
    }
}

/// What of a choice is on a brief.
fn on_brief(choice: &Choice, workspace: &Workspace, iri: &str) -> Selection {
    let is_on_it =
        |annotation: &Annotation| annotation.targets.iter().any(|target| target.source == iri);
    match choice {
        Choice::Everything | Choice::Brief(_) => Selection::Brief(iri.to_owned()),
        Choice::Settled(_) | Choice::Themes(_) | Choice::Shown(_) => match choice
            .selection(workspace)
        {
            Selection::Annotations(ids) => {
                let annotations = &workspace.annotations;
                let ids = ids.into_iter().filter(|id| annotations.get(id).is_some_and(is_on_it));
                Selection::Annotations(ids.collect())
            }
            other @ (Selection::All | Selection::Brief(_)) => other,
        },
    }
}

/// The address that brings a set to a brief.
fn whole_address(iri: &str, set: &[u8]) -> String {
    let route = Route::Brief { slug: brief_slug(iri), place: Place::Start };
    let set = String::from_utf8_lossy(set).into_owned();
    format!("{}{}", address::page(), route.carrying(&Carried::Set(set)))
}

/// How long a link is, and what that means.
fn length_in_words(length: usize) -> String {
    let characters = format!("{} characters", super::room::thousands(length));
    if length <= LONG {
        format!("{characters}: short enough for any message.")
    } else if length <= TOO_LONG {
        format!(
            "{characters}: some mail programs and messengers cut addresses of more than 2,000. Try it, \
             or send the file; a link that was cut says so."
        )
    } else {
        format!(
            "{characters}: most programs cut an address of this length. Send the file instead, or \
             choose fewer themes."
        )
    }
}

//! Passing work on and taking it in.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::count;
use super::incoming::receive;
use super::outgoing::{self, Choice};
use super::quarantine::n_set_aside;
use super::room::RoomLeft;
use crate::browser::file;
use crate::codebook::{Theme, ThemeId, in_order};
use crate::route::Route;
use crate::view::codebook::Swatch;
use crate::view::dialog::{Dialog, Frame};
use crate::view::header::set_name;
use crate::view::session::{Session, brief_iri};

/// Which of the choices is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Everything,
    Brief,
    Shown,
    Themes,
}

/// The dialog that passes work on and takes it in.
#[component]
pub(crate) fn ShareDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    view! {
        <Frame session title="Share">
            <Outgoing session />
            <section class="part" aria-labelledby="share-in">
                <h3 id="share-in">"Take in a file"</h3>
                <p class="explanation">
                    "Someone’s annotations, or your own from another browser. You see first what the file would \
                     bring. It can also be dropped anywhere on the page."
                </p>
                <label class="button file">
                    "Choose files…"
                    <input
                        type="file"
                        multiple
                        accept=".json,.jsonld,application/json,application/ld+json"
                        on:change:target=move |event| receive(session, file::all(event.target().files()))
                    />
                </label>
            </section>
            <RoomLeft session />
            <SetAside session />
        </Frame>
    }
}

/// The form that saves a part of the work to a file.
#[component]
fn Outgoing(session: Session) -> impl IntoView {
    let scope = RwSignal::new(Scope::Everything);
    let themes = RwSignal::new(BTreeSet::new());
    let name = RwSignal::new(String::new());
    // Asked for once: the field stays while it is being filled.
    let has_name = session.with_untracked(|workspace| workspace.coder_name().is_some());
    let brief = match session.route.get_untracked() {
        Route::Library => None,
        Route::Brief { slug, .. } => {
            session.reading().filter(|reading| reading.slug() == slug).map(|_| brief_iri(&slug))
        }
    };
    let of_brief = brief.clone();
    let shown = brief.as_ref().and_then(|_| session.shown_alone());
    let of_shown = shown.clone();
    let choice = Memo::new(move |_| match (scope.get(), &of_brief, &of_shown) {
        (Scope::Brief, Some(iri), _) => Choice::Brief(iri.clone()),
        (Scope::Shown, _, Some(ids)) => Choice::Shown(ids.clone()),
        (Scope::Themes, ..) => Choice::Themes(themes.get()),
        (Scope::Everything | Scope::Brief | Scope::Shown, ..) => Choice::Everything,
    });
    let contents = move |choice: &Choice| session.with(|workspace| choice.contents(workspace));
    let option = move |value: Scope, words: &'static str, contents: Signal<String>| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="scope"
                    prop:checked=move || scope.get() == value
                    on:change=move |_| scope.set(value)
                />
                <span>{words}</span>
                <span class="amount">{move || contents.get()}</span>
            </label>
        }
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        if !has_name && !name.trim().is_empty() {
            set_name(session, &name);
        }
        if outgoing::download(session, &choice.get_untracked()) {
            session.dialog.set(None);
        }
    };
    let has_themes = session.with_untracked(|workspace| !workspace.themes.is_empty());
    view! {
        <form class="part" on:submit=save aria-labelledby="share-out">
            <h3 id="share-out">"Save to a file"</h3>
            <p class="explanation">
                "To pass on, or to keep: everything that you marked is in this browser only, until you save it."
            </p>
            <fieldset>
                <legend class="spoken">"What goes into the file"</legend>
                {option(
                    Scope::Everything,
                    "Everything",
                    Signal::derive(move || contents(&Choice::Everything)),
                )}
                {brief.map(|iri| option(
                    Scope::Brief,
                    "This brief only",
                    Signal::derive(move || contents(&Choice::Brief(iri.clone()))),
                ))}
                {shown.map(|ids| option(
                    Scope::Shown,
                    "What is shown",
                    Signal::derive(move || contents(&Choice::Shown(ids.clone()))),
                ))}
                {has_themes.then(|| option(
                    Scope::Themes,
                    "Chosen themes only",
                    Signal::derive(move || match themes.with(BTreeSet::len) {
                        0 => "none chosen".to_owned(),
                        _ => contents(&Choice::Themes(themes.get())),
                    }),
                ))}
                {move || (scope.get() == Scope::Themes).then(|| view! { <ThemeChoice session themes /> })}
            </fieldset>
            {(!has_name).then(|| view! {
                <label>
                    "Your name, to stand on what you marked (you may leave it out)"
                    <input
                        type="text"
                        autocomplete="name"
                        on:input:target=move |event| name.set(event.target().value())
                    />
                </label>
            })}
            <p class="file-name">
                "The file: " <output>{move || session.with(|workspace| choice.get().file_name(workspace))}</output>
            </p>
            <div class="actions">
                <button
                    type="submit"
                    class="primary"
                    disabled=move || choice.get() == Choice::Themes(BTreeSet::new())
                >
                    "Download the file"
                </button>
            </div>
        </form>
    }
}

/// The themes, to be chosen from.
#[component]
fn ThemeChoice(
    /// The reader's work.
    session: Session,
    /// Those that are chosen.
    themes: RwSignal<BTreeSet<ThemeId>>,
) -> impl IntoView {
    let all = session.with_untracked(|workspace| {
        in_order(&workspace.themes).into_iter().map(|(_, theme)| theme.clone()).collect::<Vec<_>>()
    });
    let items = all.into_iter().map(|Theme { id, name, notation, .. }| {
        let (this, that) = (id.clone(), id.clone());
        view! {
            <li>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || themes.with(|themes| themes.contains(&this))
                        on:change=move |_| themes.update(|themes| {
                            if !themes.remove(&that) {
                                themes.insert(that.clone());
                            }
                        })
                    />
                    <Swatch id />
                    {notation.map(|notation| view! { <kbd>{notation}</kbd> })}
                    <span>{name}</span>
                </label>
            </li>
        }
    });
    view! { <ul class="themes-to-choose">{items.collect_view()}</ul> }
}

/// Says how many stored values were set aside, where there are any.
#[component]
fn SetAside(session: Session) -> impl IntoView {
    match n_set_aside() {
        0 => None,
        n_values => Some(view! {
            <section class="part" aria-labelledby="share-aside">
                <h3 id="share-aside">"Set aside"</h3>
                <p class="explanation">
                    {count(n_values, "stored value", "stored values")}
                    " could not be read and "
                    {if n_values == 1 { "stays" } else { "stay" }}
                    " out of the file."
                </p>
                <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::Quarantine))>
                    "Show what was set aside"
                </button>
            </section>
        }),
    }
}

//! The form that saves a part of the work: what goes into the file, and in which format.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::formats::{self, FormatChoice, Prepared};
use super::linking::LinkOut;
use super::outgoing::{self, Choice};
use crate::codebook::{Theme, ThemeId, in_order};
use crate::exchange::Format;
use crate::route::Route;
use crate::view::codebook::Swatch;
use crate::view::header::set_name;
use crate::view::session::{Session, brief_iri};

/// Which of the choices is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Everything,
    Brief,
    Settled,
    Shown,
    Themes,
}

/// The form that saves a part of the work to a file.
#[component]
pub(super) fn Outgoing(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
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
    let settled = brief.clone().filter(|iri| {
        session.read_rest();
        session.with_untracked(|workspace| !workspace.settled(iri).is_empty())
    });
    let (of_brief, of_link) = (brief.clone(), brief.clone());
    let shown = brief.as_ref().and_then(|_| session.shown_alone());
    let shown = shown.map(|ids| ids.into_iter().collect::<BTreeSet<_>>());
    let of_shown = shown.clone();
    let choice = Memo::new(move |_| match (scope.get(), &of_brief, &of_shown) {
        (Scope::Brief, Some(iri), _) => Choice::Brief(iri.clone()),
        (Scope::Settled, Some(iri), _) => Choice::Settled(iri.clone()),
        (Scope::Shown, _, Some(ids)) => Choice::Shown(ids.clone()),
        (Scope::Themes, ..) => Choice::Themes(themes.get()),
        (Scope::Everything | Scope::Brief | Scope::Settled | Scope::Shown, ..) => {
            Choice::Everything
        }
    });
    let format = RwSignal::new(Format::Native);
    let prepared = formats::prepare(session, choice, format);
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
    let say_name = Callback::new(move |()| {
        let name = name.get_untracked();
        let is_said = !has_name && !name.trim().is_empty();
        if is_said {
            set_name(session, &name);
        }
        is_said
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let is_named_now = say_name.run(());
        let (choice, format) = (choice.get_untracked(), format.get_untracked());
        let is_saved = match prepared.get_untracked() {
            Prepared::Whole => outgoing::download(session, &choice),
            Prepared::Ready(_) if is_named_now => {
                // It was written before the name was known.
                leptos::task::spawn_local(outgoing::write_and_hand_over(session, choice, format));
                true
            }
            Prepared::Ready(written) => {
                outgoing::hand_over(session, &choice, format, &written.bytes)
            }
            Prepared::Working | Prepared::Failed(_) => false,
        };
        if is_saved {
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
                {settled.map(|iri| option(
                    Scope::Settled,
                    "What was settled only",
                    Signal::derive(move || contents(&Choice::Settled(iri.clone()))),
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
            <FormatChoice format prepared />
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
                "The file: " <output>{move || session.with(|workspace| choice.get().file_name(workspace, format.get()))}</output>
            </p>
            <div class="actions">
                <button
                    type="submit"
                    class="primary"
                    disabled=move || {
                        choice.get() == Choice::Themes(BTreeSet::new()) || !prepared.with(Prepared::is_there)
                    }
                >
                    "Download the file"
                </button>
            </div>
        </form>
        {of_link.map(|iri| view! { <LinkOut session choice iri say_name /> })}
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

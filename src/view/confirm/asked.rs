//! The one passage that the reader is asked about: old and new side by side, what the annotation says,
//! and what can be answered.

use leptos::prelude::*;

use super::answering::{N_NUMBERED, accept, attach_here, keep_lost, pick};
use super::words::{Side, Stretch, in_words, likeness, stretch};
use super::{Desk, entrance};
use crate::annotation::{Anchor, Annotation, Body, replacements};
use crate::brief::Brief;
use crate::view::codebook::{Letter, ThemeSign, letter};
use crate::view::session::Session;
use crate::workspace::{Fate, State, Workspace, quote_of};

/// The passage that the reader is asked about; a word where there is none.
#[component]
pub(super) fn Asked(desk: Desk) -> impl IntoView {
    move || {
        let session = desk.session;
        match (desk.asked.get(), session.reading()) {
            (Some(fate), Some(reading)) => card(session, &reading.brief, &fate),
            _ => view! {
                <p class="explanation">"Nothing is left to confirm."</p>
                <div class="confirm-actions">
                    <button type="button" class="primary" on:click=move |_| entrance::close(session)>
                        "Close"
                    </button>
                </div>
            }
            .into_any(),
        }
    }
}

fn card(session: Session, brief: &Brief, fate: &Fate) -> AnyView {
    session.with_untracked(|work| {
        let target = fate.target_in(work);
        let old = target.and_then(|target| {
            Some(Stretch::stored(quote_of(target)?, target.citation.as_deref()))
        });
        let said = work.annotations.get(&fate.annotation).map(|it| says(work, it));
        let by = (!fate.is_own).then(|| {
            let name = work.annotations.get(&fate.annotation).and_then(|annotation| {
                annotation.creator.as_ref().map(|it| it.name.clone()).filter(|it| !it.is_empty())
            });
            let name = name.unwrap_or_else(|| "Another coder".to_owned());
            view! {
                <p class="explanation">
                    {name} " made this, so its place is not changed here. Mark the words to add your own."
                </p>
            }
        });
        view! {
            <div class="asked" role="group" aria-labelledby="asked-heading">
                <h3 id="asked-heading">{heading(fate)}</h3>
                {match fate.anchor {
                    Anchor::Ambiguous { .. } => candidates(session, brief, fate, old.as_ref()),
                    _ => versions(brief, fate, old.as_ref()),
                }}
                {said}
                {by}
                {fate.is_own.then(|| view! { <Actions session fate=fate.clone() /> })}
            </div>
        }
        .into_any()
    })
}

/// What became of it, in a sentence.
fn heading(fate: &Fate) -> String {
    match &fate.anchor {
        Anchor::Changed { similarity, .. } => format!("Changed: {}", likeness(*similarity)),
        Anchor::Moved { .. } => "Moved: the same words stand elsewhere".to_owned(),
        Anchor::Ambiguous { candidates } => match candidates.len() {
            1 => "Ambiguous: one place, but what stood around it does not".to_owned(),
            n_places => format!("Ambiguous: {n_places} places, and nothing shows which"),
        },
        Anchor::Lost if fate.is_given_up => "Kept as lost".to_owned(),
        Anchor::Lost => "Lost: nothing like it stands in the text now".to_owned(),
        Anchor::Exact { .. } | Anchor::Whole => "Where it stood".to_owned(),
    }
}

/// The old words beside the new ones; the old ones alone where there are no new ones.
pub(super) fn versions(brief: &Brief, fate: &Fate, old: Option<&Stretch>) -> AnyView {
    let new = fate.places().first().map(|span| Stretch::at(brief, *span));
    let how = match (old, &new) {
        (Some(old), Some(new)) if fate.state() == State::Changed => {
            let how = in_words(&replacements(&old.words, &new.words));
            Some(view! { <p class="how">{how} "."</p> })
        }
        _ => None,
    };
    let now = new.as_ref().map(|new| {
        view! {
            <div class="version now">
                <h4>"Stands now " <span class="cited">{new.cited.clone()}</span></h4>
                {stretch(new, old, Side::New)}
            </div>
        }
    });
    view! {
        <div class="versions">
            {marked(old, new.as_ref())}
            {now}
        </div>
        {how}
    }
    .into_any()
}

/// The words as they were marked.
fn marked(old: Option<&Stretch>, new: Option<&Stretch>) -> impl IntoView + use<> {
    let cited = old.map(|old| old.cited.clone()).filter(|cited| !cited.is_empty());
    let words = match old {
        Some(old) => stretch(old, new, Side::Old).into_any(),
        None => {
            view! { <p class="explanation">"No words were stored, only a place."</p> }.into_any()
        }
    };
    view! {
        <div class="version">
            <h4>"Was marked " {cited.map(|cited| view! { <span class="cited">{cited}</span> })}</h4>
            {words}
        </div>
    }
}

/// The old words over the places where they could be, numbered as they are in the text.
fn candidates(session: Session, brief: &Brief, fate: &Fate, old: Option<&Stretch>) -> AnyView {
    let places = fate.places();
    let is_own = fate.is_own;
    let n_more = places.len().saturating_sub(N_NUMBERED);
    let items = places.iter().take(N_NUMBERED).enumerate().map(|(nth, span)| {
        let here = Stretch::at(brief, *span);
        let words = stretch(&here, old, Side::New);
        let (number, cited) = (nth + 1, here.cited);
        view! {
            <li>
                <button
                    type="button"
                    class="candidate"
                    class:primary=nth == 0
                    disabled=!is_own
                    on:click=move |_| pick(session, nth)
                >
                    <kbd>{number}</kbd>
                    <span class="spoken">"Put it on"</span>
                    <span class="cited">{cited}</span>
                    {words}
                </button>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <div class="versions">{marked(old, None)}</div>
        <ol class="candidates" role="list" aria-label="Places where it could be">{items}</ol>
        {(n_more > 0).then(|| view! {
            <p class="explanation">
                {format!("{n_more} more are not listed: select the words in the text instead.")}
            </p>
        })}
    }
    .into_any()
}

/// What can be answered.
#[component]
fn Actions(session: Session, fate: Fate) -> impl IntoView {
    let accept_words = match fate.state() {
        State::Changed => Some("Accept the new words"),
        State::Moved => Some("Confirm the new place"),
        State::Ambiguous | State::Lost | State::Exact => None,
    };
    let is_lost = fate.state() == State::Lost;
    let selected = move || {
        let passage = session.selection.get()?;
        let reading = session.reading()?;
        Some(reading.brief.cite(passage.span()))
    };
    let selected = Memo::new(move |_| selected());
    view! {
        <div class="confirm-actions">
            {accept_words.map(|words| view! {
                <button type="button" class="primary" on:click=move |_| accept(session)>
                    {words} <kbd>"y"</kbd>
                </button>
            })}
            <button
                type="button"
                disabled=move || selected.with(Option::is_none)
                on:click=move |_| attach_here(session)
            >
                {move || match selected.get() {
                    Some(cited) => format!("Attach here: {cited}"),
                    None => "Attach here".to_owned(),
                }}
                <kbd>"a"</kbd>
            </button>
            {(!fate.is_given_up).then(|| view! {
                <button
                    type="button"
                    class:primary=is_lost
                    on:click=move |_| keep_lost(session)
                >
                    "Keep as lost" <kbd>"l"</kbd>
                </button>
            })}
        </div>
        <p class="explanation hint">
            "Not there? Select the right words in the text, then attach here. What is kept as lost keeps \
             its words and its note, and goes out with every export."
        </p>
    }
}

/// The themes and the note of an annotation.
fn says(work: &Workspace, annotation: &Annotation) -> impl IntoView + use<> {
    let themes = annotation.bodies.iter().filter_map(|body| match body {
        Body::Theme { theme, name } => {
            let known = work.themes.get(theme);
            let name = known.map_or_else(|| name.clone(), |theme| theme.name.clone());
            let letter = known.and_then(letter).map(Letter::sign);
            Some(view! {
                <li class="chip">
                    <ThemeSign id=theme.clone() />
                    {letter}
                    <span class="theme-name">{name}</span>
                </li>
            })
        }
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    let themes = themes.collect_view();
    let themes = (!themes.is_empty())
        .then(|| view! { <ul class="chips" role="list" aria-label="Themes">{themes}</ul> });
    let note = annotation.note().map(str::to_owned);
    let note = note.map(|note| view! { <p class="note-text" dir="auto">{note}</p> });
    view! { {themes} {note} }
}

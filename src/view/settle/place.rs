//! One place at which coders differ: the passage, what each made of it, and what can be decided.

use leptos::prelude::*;

use super::Deciding;
use crate::annotation::{Annotation, Body};
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::view::codebook::ThemeSign;
use crate::view::coders::{CoderSign, name_of};
use crate::view::notebook::NoteText;
use crate::view::session::Session;
use crate::workspace::{Difference, Workspace};

/// A place as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    citation: String,
    passage: String,
    readings: Vec<Said>,
    /// How it was settled, in words.
    settled: Option<String>,
}

/// What one annotation says of it.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    coder: Option<Coder>,
    name: String,
    /// The words that it marks, where they are not all of the place.
    words: Option<String>,
    themes: Vec<(ThemeId, String)>,
    note: String,
    is_accepted: bool,
}

impl Standing {
    pub(super) fn of(session: Session, brief: &Brief, place: &Difference) -> Standing {
        session.with_untracked(|work| {
            let settlement = place.settlement.as_ref().and_then(|id| work.annotations.get(id));
            let readings = place.readings.iter().filter_map(|reading| {
                let annotation = work.annotations.get(&reading.id)?;
                let spans: Vec<_> = session.with_layer_untracked(|layer| {
                    let anchors = layer.anchors(&reading.id).iter().enumerate();
                    let here = anchors.filter(|(n, _)| reading.targets.contains(n));
                    here.filter_map(|(_, anchor)| anchor.settled()).collect()
                });
                let is_whole = spans.contains(&place.span);
                let words = spans.iter().map(|span| brief.text.slice(*span)).collect::<Vec<_>>();
                Some(Said {
                    coder: annotation.creator.clone().or_else(|| work.coder.clone()),
                    name: who(session, work, annotation),
                    words: (!is_whole).then(|| words.join(" … ")),
                    themes: themes(work, annotation),
                    note: annotation.note().unwrap_or_default().to_owned(),
                    is_accepted: settlement
                        .is_some_and(|it| it.accepts().any(|id| id == annotation.id.0)),
                })
            });
            Standing {
                citation: brief.cite(place.span),
                passage: brief.text.slice(place.span).to_owned(),
                readings: readings.collect(),
                settled: settlement.map(|it| {
                    let who = who(session, work, it);
                    match (place.is_settled, it.accepts().next()) {
                        (false, _) => format!("Settled by {who} before more came to it."),
                        (true, None) => format!("Settled by {who}: rejected."),
                        (true, Some(_)) => format!("Settled by {who}."),
                    }
                }),
            }
        })
    }
}

fn who(session: Session, work: &Workspace, annotation: &Annotation) -> String {
    let mine = work.coder_name().map_or("you".to_owned(), |name| format!("{name}, you"));
    match &annotation.creator {
        Some(coder) if !work.is_mine(annotation) => name_of(session, coder),
        Some(_) | None => mine,
    }
}

fn themes(work: &Workspace, annotation: &Annotation) -> Vec<(ThemeId, String)> {
    let bodies = annotation.bodies.iter().filter_map(|body| match body {
        Body::Theme { theme, name } => {
            let known = work.themes.get(theme).map_or(name, |theme| &theme.name);
            Some((theme.clone(), known.clone()))
        }
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    bodies.collect()
}

/// One place, and what can be decided.
#[component]
pub(super) fn OnePlace(
    /// What is needed to decide.
    deciding: Deciding,
    /// Which place it is, from 0.
    nth: usize,
    /// The place.
    standing: Standing,
) -> impl IntoView {
    let n_all = deciding.n_all();
    let Standing { citation, passage, readings, settled } = standing;
    let n_readings = readings.len();
    let everyone: Vec<usize> = (0..n_readings).collect();
    let all_words = if n_readings == 2 { "Accept both " } else { "Accept all of them " };
    let rows = readings.into_iter().enumerate().map(|(index, said)| {
        view! { <OneReading deciding nth index said /> }
    });
    let comment = deciding.comment;
    view! {
        <p class="conflict-place" role="status">
            {format!("{} of {n_all}: ", nth + 1)}
            <strong>{citation}</strong>
            {settled.map(|settled| view! { " " <span class="settled">{settled}</span> })}
        </p>
        <blockquote class="settle-passage" tabindex="0" dir="auto">{passage}</blockquote>
        <ul class="settle-readings" role="list">{rows.collect_view()}</ul>
        <label>
            "Comment: why it stands so (you may leave it out)"
            <textarea
                rows="2"
                prop:value=comment
                on:input:target=move |event| comment.set(event.target().value())
            ></textarea>
        </label>
        <div class="actions">
            <button
                type="button"
                class="primary"
                autofocus
                on:click=move |_| deciding.settle(nth, &everyone)
            >
                {all_words} <kbd aria-hidden="true">"b"</kbd>
            </button>
            <button type="button" on:click=move |_| deciding.settle(nth, &[])>
                {if n_readings == 2 { "Reject both " } else { "Reject all of them " }}
                <kbd aria-hidden="true">"r"</kbd>
            </button>
            {(n_all > 1).then(|| view! {
                <button type="button" on:click=move |_| deciding.go(nth, -1)>
                    "Previous " <kbd aria-hidden="true">"k"</kbd>
                </button>
                <button type="button" on:click=move |_| deciding.go(nth, 1)>
                    "Next " <kbd aria-hidden="true">"j"</kbd>
                </button>
            })}
        </div>
    }
}

/// What one annotation says of the place, and the way to accept it.
#[component]
fn OneReading(
    /// What is needed to decide.
    deciding: Deciding,
    /// Which place it is, from 0.
    nth: usize,
    /// Which reading of it, from 0.
    index: usize,
    /// What it says.
    said: Said,
) -> impl IntoView {
    let Said { coder, name, words, themes, note, is_accepted } = said;
    let is_bare = themes.is_empty();
    let chips = themes.into_iter().map(|(id, name)| {
        view! { <li class="chip"><ThemeSign id /> <span class="theme-name">{name}</span></li> }
    });
    let marked = format!("what {name} marked ");
    view! {
        <li class:accepted=is_accepted>
            <p class="settle-who">
                {coder.map(|coder| view! { <CoderSign coder /> " " })}
                <strong>{name}</strong>
                {is_accepted.then_some(" ✓ accepted")}
            </p>
            <ul class="chips" role="list">{chips.collect_view()}</ul>
            {is_bare.then(|| view! { <p class="explanation">"No theme"</p> })}
            {words.map(|words| view! { <p class="quote" dir="auto">{words}</p> })}
            {(!note.is_empty()).then(|| view! { <NoteText note /> })}
            <button
                type="button"
                class="accept"
                on:click=move |_| deciding.settle(nth, &[index])
            >
                "Accept "
                <span class="spoken">{marked}</span>
                <kbd aria-hidden="true">{index + 1}</kbd>
            </button>
        </li>
    }
}

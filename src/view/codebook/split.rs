//! Splits a theme: goes through its passages one by one and sends each to another theme.
//!
//! Each decision is carried out at once, so that none is lost, and all of them are one step of undo.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Letter, ThemeFinder, ThemeSign, letter};
use crate::annotation::{Annotation, AnnotationId, Selector};
use crate::browser::{clock, page};
use crate::codebook::{Theme, ThemeId, in_order};
use crate::search::{Context, context};
use crate::view::dialog::Frame;
use crate::view::keys::theme_of;
use crate::view::notebook::NoteText;
use crate::view::session::{Part, Session};
use crate::workspace::{Edit, Workspace};

/// How much text stands on each side of a passage, in code points.
const N_AROUND: u32 = 160;

/// The dialog that goes through the passages of a theme.
#[component]
pub(crate) fn SplitDialog(
    /// The reader's work.
    session: Session,
    /// The theme that is split.
    theme: ThemeId,
) -> impl IntoView {
    let name = session.with_untracked(|workspace| {
        workspace.themes.get(&theme).map_or_else(String::new, |theme| theme.name.clone())
    });
    view! {
        <Frame session title=format!("Split “{name}”")>
            <Passages session theme name />
        </Frame>
    }
}

/// One passage after another, with the themes that it can go to.
#[component]
fn Passages(session: Session, theme: ThemeId, name: String) -> impl IntoView {
    let passages = session.with_untracked(|workspace| marked(session, workspace, &theme));
    let n_passages = passages.len();
    let passages = StoredValue::new(passages);
    let nth = RwSignal::new(0_usize);
    // Where each passage was sent, by its number.
    let sent = RwSignal::new(BTreeMap::<usize, ThemeId>::new());
    let theme = StoredValue::new(theme);
    let name = StoredValue::new(name);

    let send = move |to: ThemeId| {
        let at = nth.get_untracked();
        let Some(id) = passages.with_value(|passages| passages.get(at).cloned()) else { return };
        // One that was sent already is sent on from there.
        let from = sent.with_untracked(|sent| sent.get(&at).cloned());
        let from = from.unwrap_or_else(|| theme.get_value());
        if to != from && has(session, &id, &from) {
            let edit = Edit::Recode { from, to: vec![(id, to.clone())] };
            let is_first = sent.with_untracked(BTreeMap::is_empty);
            let words = name.with_value(|name| format!("splitting theme {name}"));
            let is_sent =
                if is_first { session.apply(edit) } else { session.apply_to_last(edit, words) };
            if !is_sent {
                return;
            }
            sent.update(|sent| drop(sent.insert(at, to)));
        }
        leave(nth, n_passages);
    };
    let go = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || is_typed(&event) {
            return;
        }
        let key = event.key();
        match key.as_str() {
            "ArrowRight" => leave(nth, n_passages),
            "ArrowLeft" => nth.update(|nth| *nth = nth.saturating_sub(1)),
            key => {
                let Some(to) = theme_of(session, key) else { return };
                send(to);
            }
        }
        event.prevent_default();
    };
    let passage = move || {
        let id = passages.with_value(|passages| passages.get(nth.get()).cloned());
        match id {
            Some(id) => shown(session, &id, nth.get(), n_passages),
            None => done(sent.with(BTreeMap::len), n_passages),
        }
    };
    let choices = move || {
        let themes = session.with_part(Part::Codebook, |workspace| {
            let themes = in_order(&workspace.themes).into_iter().map(|(_, theme)| theme.clone());
            themes.filter(|it| it.id != theme.get_value()).collect::<Vec<_>>()
        });
        let choices = themes.into_iter().map(|theme| choice(theme, send));
        choices.collect_view()
    };
    let is_over = Memo::new(move |_| nth.get() >= n_passages);
    view! {
        <div class="split" on:keydown=go>
            <div class="split-place" role="status" tabindex="-1" autofocus>{passage}</div>
            <div hidden=move || is_over.get()>
                <p class="explanation">
                    "Press a theme’s letter to send the passage there; → leaves it as it is, ← goes back."
                </p>
                <ThemeFinder session on_pick=Callback::new(send) />
                <ul class="split-themes" role="list">{choices}</ul>
            </div>
            <div class="actions">
                <button type="button" on:click=move |_| nth.update(|it| *it = it.saturating_sub(1))>
                    "Back"
                </button>
                <button
                    type="button"
                    hidden=move || is_over.get()
                    on:click=move |_| leave(nth, n_passages)
                >
                    "Leave as it is"
                </button>
                <button type="button" class="primary" on:click=move |_| session.dialog.set(None)>
                    "Done"
                </button>
            </div>
        </div>
    }
}

/// Goes on to the next passage. After the last one what has the focus is gone; what is said gets it.
fn leave(nth: RwSignal<usize>, n_passages: usize) {
    nth.update(|nth| *nth = (*nth + 1).min(n_passages));
    if nth.get_untracked() == n_passages {
        clock::next_frame(|| page::focus(".split-place"));
    }
}

fn choice(theme: Theme, send: impl Fn(ThemeId) + Copy + 'static) -> impl IntoView {
    let id = theme.id.clone();
    let key = letter(&theme);
    view! {
        <li>
            <button type="button" on:click=move |_| send(id.clone())>
                <ThemeSign id=theme.id />
                {key.map(Letter::sign)}
                <span class="theme-name">{theme.name}</span>
            </button>
        </li>
    }
}

/// A passage with its note and the other themes that it has.
fn shown(session: Session, id: &AnnotationId, nth: usize, n_passages: usize) -> AnyView {
    let found = session.with_part(Part::Annotations, |workspace| {
        let annotation = workspace.annotations.get(id)?;
        let themes = annotation.themes().filter_map(|theme| workspace.themes.get(theme));
        let themes: Vec<String> = themes.map(|theme| theme.name.clone()).collect();
        let words = words(session, annotation);
        Some((words, cited(annotation), annotation.note().map(str::to_owned), themes))
    });
    let head = format!("{} of {n_passages}", nth + 1);
    let Some((words, cited, note, themes)) = found else {
        return view! {
            <p class="card-meta">{head}</p>
            <p>"This annotation is no longer here: it was deleted, perhaps in another tab."</p>
        }
        .into_any();
    };
    let words = words.into_iter().map(|Words { left, quote, right }| {
        view! {
            <p class="split-passage" tabindex="0">{left} <q class="quote">{quote}</q> {right}</p>
        }
    });
    view! {
        <p class="card-meta">{head} " · " {cited} " · " {themes.join(", ")}</p>
        {words.collect_view()}
        {note.map(|note| view! { <NoteText note /> })}
    }
    .into_any()
}

fn done(n_sent: usize, n_passages: usize) -> AnyView {
    let says = match (n_passages, n_sent) {
        (0, _) => "You have marked no passage with this theme.".to_owned(),
        (_, 0) => "That was the last one. All of them stay as they are.".to_owned(),
        (_, 1) => "That was the last one. 1 was sent to another theme; you can undo it.".to_owned(),
        (_, n_sent) => format!(
            "That was the last one. {n_sent} were sent to other themes; one undo takes all back."
        ),
    };
    view! { <p>{says}</p> }.into_any()
}

/// The reader's own annotations with a theme: those of the brief on screen in its order, then others.
fn marked(session: Session, workspace: &Workspace, theme: &ThemeId) -> Vec<AnnotationId> {
    let is_one = |id: &&AnnotationId| {
        workspace.annotations.get(*id).is_some_and(|annotation| {
            workspace.is_mine(annotation) && annotation.themes().any(|it| it == theme)
        })
    };
    let here = session.with_layer_untracked(|layer| layer.all_in_order());
    let mut ids: Vec<AnnotationId> = here.iter().filter(is_one).cloned().collect();
    let is_here: BTreeSet<&AnnotationId> = here.iter().collect();
    let elsewhere = workspace.annotations.keys().filter(is_one).filter(|id| !is_here.contains(id));
    ids.extend(elsewhere.cloned());
    ids
}

fn has(session: Session, id: &AnnotationId, theme: &ThemeId) -> bool {
    session.with_untracked(|workspace| {
        workspace.annotations.get(id).is_some_and(|it| it.themes().any(|it| it == theme))
    })
}

/// A passage, with what stands around it where its brief is on screen.
struct Words {
    left: String,
    quote: String,
    right: String,
}

/// The passages of an annotation.
fn words(session: Session, annotation: &Annotation) -> Vec<Words> {
    let around = || {
        let reading = session.reading()?;
        session.with_layer_untracked(|layer| {
            let anchors = layer.anchors(&annotation.id);
            let around = anchors.iter().map(|anchor| {
                let passage = reading.brief.passage(anchor.settled()?)?;
                let Context { left, words, right } = context(&reading.brief, passage, N_AROUND);
                let [left, quote, right] = [left, words, right].map(str::to_owned);
                Some(Words { left, quote, right })
            });
            let around: Option<Vec<Words>> = around.collect();
            // Some may lie in another brief, or nowhere for sure: then all are shown as they were marked.
            around.filter(|around| around.len() == annotation.targets.len())
        })
    };
    around().unwrap_or_else(|| {
        let quotes = quotes(annotation).into_iter();
        quotes.map(|quote| Words { left: String::new(), quote, right: String::new() }).collect()
    })
}

fn quotes(annotation: &Annotation) -> Vec<String> {
    let selectors = annotation.targets.iter().flat_map(|target| &target.selectors);
    selectors
        .filter_map(|selector| match selector {
            Selector::Quote(quote) => Some(quote.exact.clone()),
            Selector::Position { .. } | Selector::Other(_) => None,
        })
        .collect()
}

fn cited(annotation: &Annotation) -> String {
    let citations = annotation.targets.iter().filter_map(|target| target.citation.clone());
    citations.collect::<Vec<_>>().join("; ")
}

/// Whether a key goes into a field.
fn is_typed(event: &KeyboardEvent) -> bool {
    page::is_inside(event.target(), "input")
}

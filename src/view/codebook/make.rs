//! Makes a codebook from one of the brief's own lists, after a look at what it would hold.

use std::sync::Arc;

use leptos::prelude::*;

use super::lists::{longest, says};
use super::offer::answer;
use super::panel::focus_first;
use crate::brief::List;
use crate::browser::clock;
use crate::codebook::{Theme, from_list};
use crate::text::sentences;
use crate::view::choice::Choice;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::{Reading, Session};
use crate::workspace::Edit;

/// A theme as it would be made.
#[derive(Clone)]
struct Draft {
    theme: Theme,
    /// How deep it stands under others.
    depth: usize,
    /// What it will be called; the reader may change it.
    name: RwSignal<String>,
    /// Whether it is in the codebook already, and so is passed over.
    is_here: bool,
}

/// The dialog that makes a codebook from a list.
#[component]
pub(crate) fn MakeCodebook(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let inside = match session.reading() {
        Some(reading) => {
            let lists = reading.brief.lists();
            if lists.is_empty() {
                view! {
                    <p>"This brief holds no lettered list. Add themes one by one with “New theme”."</p>
                }
                .into_any()
            } else {
                view! { <Choosing session reading lists /> }.into_any()
            }
        }
        None => view! { <p>"Open a brief first: its lists are what a codebook is made from."</p> }
            .into_any(),
    };
    view! {
        <Frame session title="Make a codebook from a list" wide=true>
            {inside}
        </Frame>
    }
}

#[component]
fn Choosing(session: Session, reading: Arc<Reading>, lists: Vec<List>) -> impl IntoView {
    let longest = longest(&reading.brief);
    let first = lists.iter().position(|list| Some(list) == longest.as_ref()).unwrap_or(0);
    let chosen = RwSignal::new(first);
    let drafts = {
        let reading = Arc::clone(&reading);
        let lists = lists.clone();
        Memo::new_with_compare(
            move |_| drafts(session, &reading, &lists[chosen.get()]),
            // Each choice is a new set of names to change.
            |_, _| true,
        )
    };
    let n_new = move || drafts.with(|drafts| drafts.iter().filter(|draft| !draft.is_here).count());
    let n_here = move || drafts.with(|drafts| drafts.iter().filter(|draft| draft.is_here).count());
    let choices = lists.iter().enumerate().map(|(index, list)| {
        // The list hangs on what stands right before it, which need not be its paragraph's first block.
        let first = list.items.first().map_or(list.opener, |item| item.block);
        let opening = &reading.brief.blocks[first.saturating_sub(1).max(list.opener)];
        let sentence = sentences(&reading.brief.text, opening.span).into_iter().next_back();
        let opens = sentence.map(|it| reading.brief.text.slice(it.span()).to_owned());
        let (cited, says) = (reading.brief.cite(opening.span), says(&reading.brief, list));
        view! {
            <Choice name="list" value=index chosen>
                <span>
                    <b>{cited}</b> ": " {says} "."
                    {opens.map(|opens| view! { <q class="opens">{opens}</q> })}
                </span>
            </Choice>
        }
    });
    let choices = choices.collect_view();
    let citations: Vec<_> =
        lists.iter().map(|it| reading.brief.blocks[it.opener].citation.clone()).collect();
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let themes: Vec<_> = drafts.with_untracked(|drafts| {
            drafts.iter().filter(|draft| !draft.is_here).map(Draft::named).collect()
        });
        let n_themes = themes.len();
        if session.apply(Edit::AddThemes(themes)) {
            answer(session);
            let citation = &citations[chosen.get_untracked()];
            session.tell(Notice::changed(&format!("{n_themes} themes made from {citation}.")));
            session.dialog.set(None);
            clock::next_frame(focus_first);
        }
    };
    view! {
        <form class="make-codebook" on:submit=make>
            <fieldset>
                <legend>"Lists of this brief"</legend>
                {choices}
            </fieldset>
            <section aria-labelledby="preview-heading">
                <h3 id="preview-heading">"The themes that it makes"</h3>
                <p class="explanation">
                    "Change a name here or later. The whole item becomes the theme’s definition."
                    {move || (n_here() > 0).then(|| format!(
                        " {} of them are in your codebook already and stay as they are.", n_here()
                    ))}
                </p>
                <ol class="preview" role="list">
                    {move || drafts.get().into_iter().map(preview).collect_view()}
                </ol>
            </section>
            <div class="actions">
                <button type="submit" class="primary" disabled=move || n_new() == 0>
                    {move || match n_new() {
                        0 => "Nothing new to make".to_owned(),
                        1 => "Make 1 theme".to_owned(),
                        n_new => format!("Make {n_new} themes"),
                    }}
                </button>
                <button type="button" on:click=move |_| session.dialog.set(None)>"Cancel"</button>
            </div>
        </form>
    }
}

fn preview(draft: Draft) -> impl IntoView {
    let Draft { theme, depth, name, is_here } = draft;
    let letter = theme.notation.clone().unwrap_or_default();
    view! {
        <li style:--depth=depth.to_string()>
            <span
                class="theme-sign"
                aria-hidden="true"
                style:--c=theme.colour.to_string()
                style:--line=theme.line.name()
            ></span>
            <span class="theme-letter">{letter.clone()}</span>
            <div>
                <input
                    type="text"
                    aria-label=format!("Name of theme {letter}")
                    prop:value=name
                    disabled=is_here
                    on:input=move |event| name.set(event_target_value(&event))
                />
                {is_here.then(|| view! { <p class="explanation">"In your codebook already."</p> })}
                <p class="definition">{theme.definition}</p>
            </div>
        </li>
    }
}

impl Draft {
    /// The theme under the name that the reader left it; its own where they left none.
    fn named(&self) -> Theme {
        let name = self.name.get_untracked().trim().to_owned();
        let mut theme = self.theme.clone();
        if !name.is_empty() {
            theme.name = name;
        }
        theme
    }
}

fn drafts(session: Session, reading: &Reading, list: &List) -> Vec<Draft> {
    let themes = from_list(&reading.brief, list, &clock::now());
    let mut drafts: Vec<Draft> = Vec::with_capacity(themes.len());
    for theme in themes {
        let parent = drafts.iter().rev().find(|it| Some(&it.theme.id) == theme.broader.as_ref());
        drafts.push(Draft {
            depth: parent.map_or(0, |parent| parent.depth + 1),
            name: RwSignal::new(theme.name.clone()),
            is_here: session.with_untracked(|work| work.themes.contains_key(&theme.id)),
            theme,
        });
    }
    drafts
}

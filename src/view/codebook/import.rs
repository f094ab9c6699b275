//! Takes a codebook in from a file, after a look at each of its themes beside the one that is here.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::carry;
use super::lock::is_locked;
use super::panel::focus_first;
use super::said::{Beside, names_of};
use crate::browser::{clock, file};
use crate::codebook::{Compared, Decision, Standing, Theme, ThemeId, compare, resolve};
use crate::exchange::ReadCodebook;
use crate::view::choice::Choice;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::Edit;

/// A theme of the file, and what the reader wants done with it.
#[derive(Clone)]
struct Item {
    compared: Compared,
    decision: RwSignal<Decision>,
}

/// A file that was read.
#[derive(Clone)]
struct Given {
    name: String,
    items: Vec<Item>,
    /// Why some things in it are not taken.
    refused: Vec<String>,
    /// The names of the themes here and there, by IRI.
    names: BTreeMap<ThemeId, String>,
    /// The themes that are here.
    here: BTreeMap<ThemeId, Theme>,
}

/// The dialog that takes a codebook in.
#[component]
pub(crate) fn ImportCodebook(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let given = RwSignal::new(None::<Result<Given, String>>);
    let read = move |files: Option<web_sys::FileList>| {
        if let Some(chosen) = file::all(files).into_iter().next() {
            leptos::task::spawn_local(async move {
                let read = open(session, chosen).await;
                // The dialog may have been closed meanwhile.
                let _ = given.try_set(Some(read));
            });
        }
    };
    view! {
        <Frame session title="Take in a codebook" wide=true>
            <p class="explanation">
                "A codebook of your own or of someone else’s: a Briefmark file (SKOS), a REFI-QDA codebook, \
                 a table as Taguette writes it. You see first how each theme stands to yours."
            </p>
            <label class="button file">
                "Choose a file…"
                <input
                    type="file"
                    accept=".json,.jsonld,.qdc,.qde,.xml,.csv,.tsv"
                    on:change:target=move |event| read(event.target().files())
                />
            </label>
            <div class="codebook-given" role="status">
                {move || given.with(|given| given.as_ref().map(|given| match given {
                    Ok(given) => view! { <p>{summary(given)}</p> }.into_any(),
                    Err(reason) => view! { <p>{format!("Nothing was taken: {reason}.")}</p> }.into_any(),
                }))}
            </div>
            {move || given.get().and_then(Result::ok).map(|given| view! { <Looking session given /> })}
        </Frame>
    }
}

async fn open(session: Session, chosen: web_sys::File) -> Result<Given, String> {
    let name = chosen.name();
    let bytes = file::read(&chosen).await?;
    let ReadCodebook { themes, report } =
        carry::read(bytes).await.map_err(|reason| format!("“{name}”: {reason}"))?;
    let here = session.with_untracked(|workspace| workspace.themes.clone());
    let names = names_of(here.values().chain(themes.iter().map(|other| &other.theme)));
    let items = compare(&here, themes).into_iter().map(|compared| {
        let decision = RwSignal::new(compared.proposed(&here));
        Item { compared, decision }
    });
    let items = items.collect();
    let refused = report.refused.into_iter().map(|refused| match refused.id {
        Some(id) => format!("{id}: {}", refused.reason),
        None => format!("number {}: {}", refused.index + 1, refused.reason),
    });
    Ok(Given { name, items, refused: refused.collect(), names, here })
}

/// How many themes stand how: `3 new, 12 the same`.
fn summary(given: &Given) -> String {
    let count =
        |standing| given.items.iter().filter(|it| it.compared.standing() == standing).count();
    let parts = [
        (count(Standing::New), "new"),
        (count(Standing::Doubtful), "with a name that is here"),
        (count(Standing::Different), "different"),
        (count(Standing::Same), "the same"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    format!(
        "“{}”: {}.",
        given.name,
        if parts.is_empty() { "no theme".to_owned() } else { parts.join(", ") }
    )
}

/// The themes of the file, those first about which there is something to say.
#[component]
fn Looking(session: Session, given: Given) -> impl IntoView {
    let locked = is_locked(session);
    let of = |standing: Standing| -> Vec<Item> {
        given.items.iter().filter(|it| it.compared.standing() == standing).cloned().collect()
    };
    let (new, same) = (of(Standing::New), of(Standing::Same));
    let n_same = same.len();
    let questions: Vec<Item> =
        of(Standing::Doubtful).into_iter().chain(of(Standing::Different)).collect();
    let items = given.items.clone();
    let decisions = items.clone();
    let n_taken = Memo::new(move |_| {
        decisions.iter().filter(|it| it.decision.get() != Decision::Leave).count()
    });
    let has_questions = !questions.is_empty();
    let questions = questions.into_iter().enumerate().map(|(nth, item)| {
        let known = item.compared.here.as_ref().and_then(|(id, _)| given.here.get(id).cloned());
        known.map(|known| view! { <Question nth item known names=given.names.clone() /> })
    });
    let questions = questions.collect_view();
    let new = new.into_iter().map(|item| new_one(item, &given.names)).collect_view();
    let has_new = !new.is_empty();
    let same = same.into_iter().map(|item| view! { <li>{item.compared.other.theme.name}</li> });
    let same = same.collect_view();
    let refused = given.refused.iter().map(|why| view! { <li>{why.clone()}</li> }).collect_view();
    let n_refused = given.refused.len();
    let name = given.name.clone();
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let decided: Vec<_> =
            items.iter().map(|it| (it.compared.clone(), it.decision.get_untracked())).collect();
        let themes = session.with_untracked(|workspace| resolve(&workspace.themes, &decided));
        let n_themes = themes.len();
        if session.apply(Edit::TakeThemes(themes)) {
            session.dialog.set(None);
            let themes =
                if n_themes == 1 { "1 theme".to_owned() } else { format!("{n_themes} themes") };
            session.tell(Notice::changed(&format!("Took {themes} from “{name}”.")));
            clock::next_frame(focus_first);
        }
    };
    view! {
        <form class="codebook-compared" on:submit=take>
            {has_questions.then(|| view! {
                <section aria-labelledby="compared-questions">
                    <h3 id="compared-questions">"To decide"</h3>
                    {questions}
                </section>
            })}
            {has_new.then(|| view! {
                <section aria-labelledby="compared-new">
                    <h3 id="compared-new">"New"</h3>
                    <ul class="compared-new" role="list">{new}</ul>
                </section>
            })}
            {(n_same > 0).then(|| view! {
                <details>
                    <summary>{format!("The same here and there ({n_same})")}</summary>
                    <ul>{same}</ul>
                </details>
            })}
            {(n_refused > 0).then(|| view! {
                <details open>
                    <summary>{format!("Could not be read ({n_refused})")}</summary>
                    <ul>{refused}</ul>
                </details>
            })}
            {move || locked.get().then(|| view! {
                <p class="explanation" role="status">
                    "The codebook is locked: unlock it beside the themes to take anything in."
                </p>
            })}
            <div class="actions">
                <button
                    type="submit"
                    class="primary"
                    disabled=move || locked.get() || n_taken.get() == 0
                >
                    {move || match n_taken.get() {
                        0 => "Nothing to take".to_owned(),
                        1 => "Take 1 theme".to_owned(),
                        n_taken => format!("Take {n_taken} themes"),
                    }}
                </button>
                <button type="button" on:click=move |_| session.dialog.set(None)>
                    "Cancel: nothing is changed"
                </button>
            </div>
        </form>
    }
}

/// A theme that is not here: taken, unless the reader says no.
fn new_one(item: Item, names: &BTreeMap<ThemeId, String>) -> impl IntoView + use<> {
    let Item { compared, decision } = item;
    let theme = compared.other.theme;
    let under = theme.broader.as_ref().and_then(|id| names.get(id)).cloned();
    view! {
        <li>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || decision.get() == Decision::Add
                    on:change:target=move |event| decision.set(if event.target().checked() {
                        Decision::Add
                    } else {
                        Decision::Leave
                    })
                />
                <span class="swatch" style:--c=theme.colour.to_string()></span>
                <span>
                    <b>{theme.name}</b>
                    {under.map(|under| format!(" (under {under})"))}
                    {(!theme.definition.is_empty()).then(|| view! {
                        <span class="definition">{theme.definition}</span>
                    })}
                </span>
            </label>
        </li>
    }
}

/// A theme that is here and differs, or that has a name which is here: what both say, and a choice.
#[component]
fn Question(
    nth: usize,
    item: Item,
    known: Theme,
    names: BTreeMap<ThemeId, String>,
) -> impl IntoView {
    let Item { compared, decision } = item;
    let is_doubtful = compared.standing() == Standing::Doubtful;
    let name = format!("compared-{nth}");
    let answers: Vec<(Decision, &'static str)> = if is_doubtful {
        vec![
            (Decision::Add, "They are two: add the file’s beside mine"),
            (Decision::Leave, "They are one: keep what I say of it"),
            (Decision::Replace, "They are one: take what the file says of it"),
        ]
    } else {
        vec![
            (Decision::Leave, "Keep what I say of it"),
            (Decision::Replace, "Take what the file says of it"),
        ]
    };
    let answers = answers.into_iter().map(|(value, words)| {
        view! {
            <Choice name=name.clone() value chosen=decision>
                <span>{words}</span>
            </Choice>
        }
    });
    let answers = answers.collect_view();
    let legend = known.name.clone();
    view! {
        <fieldset class="compared-question">
            <legend>
                {legend}
                {is_doubtful.then_some(": a theme of the file has this name")}
            </legend>
            <Beside known other=compared.other.theme differs=compared.differs names />
            {answers}
        </fieldset>
    }
}

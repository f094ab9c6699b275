//! Codes the hits that are ticked: what is marked, with which theme, and first what that would do.

use leptos::prelude::*;

use super::Sort;
use crate::browser::clock;
use crate::codebook::ThemeId;
use crate::search::{Plan, Unit, coding, context};
use crate::text::{Passage, Span};
use crate::view::codebook::{ThemeFinder, ThemeSign};
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::counted;

/// How many passages the preview lists.
const N_SHOWN: usize = 40;

/// How much text stands on each side of a passage there, in code points.
const N_AROUND: u32 = 24;

/// The dialog that codes hits.
#[component]
pub(crate) fn CodeHits(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let search = session.search;
    let unit = RwSignal::new(Unit::Hit);
    let theme = RwSignal::new(None::<ThemeId>);
    let plan = Memo::new(move |_| {
        search.found.track();
        search.ticks.track();
        plan(session, theme.get().as_ref(), unit.get())
    });
    let name = Memo::new(move |_| {
        let theme = theme.get()?;
        session.with(|work| work.themes.get(&theme).map(|theme| theme.name.clone()))
    });
    let mark = move |_| {
        let (Some(theme), Some(reading)) = (theme.get_untracked(), session.reading()) else {
            return;
        };
        let edit = plan.with_untracked(|plan| plan.edit(&reading.brief, &theme, clock::new_iri));
        let Some(edit) = edit else { return };
        let said =
            plan.with_untracked(|plan| done(plan, &name.get_untracked().unwrap_or_default()));
        if session.apply(edit) {
            session.dialog.set(None);
            session.tell(Notice::changed(&said));
        }
    };
    let can_mark = move || theme.with(Option::is_some) && plan.with(|plan| !plan.new.is_empty());
    view! {
        <Frame session title="Code the hits">
            <Units session unit />
            <fieldset>
                <legend>"With the theme"</legend>
                {move || theme.get().map(|id| view! {
                    <p class="coding-theme"><ThemeSign id /> <b>{name}</b></p>
                })}
                <ThemeFinder session on_pick=Callback::new(move |id| theme.set(Some(id))) />
            </fieldset>
            <Preview session plan name />
            <div class="actions">
                <button type="button" class="primary" disabled=move || !can_mark() on:click=mark>
                    {move || format!(
                        "Mark {}",
                        counted(plan.with(|plan| plan.new.len()), "passage", "passages"),
                    )}
                </button>
                <button type="button" on:click=move |_| session.dialog.set(None)>"Cancel"</button>
            </div>
        </Frame>
    }
}

/// What is marked for each hit.
#[component]
fn Units(session: Session, unit: RwSignal<Unit>) -> impl IntoView {
    const UNITS: [(Unit, &str); 3] = [
        (Unit::Hit, "The hit itself"),
        (Unit::Sentence, "The sentence that it is in"),
        (Unit::Paragraph, "The paragraph or item that it is in"),
    ];
    let search = session.search;
    let choices = UNITS.map(|(choice, words)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="coding-unit"
                    prop:checked=move || unit.get() == choice
                    on:change=move |_| unit.set(choice)
                />
                {words}
            </label>
        }
    });
    view! {
        <fieldset>
            <legend>"Mark"</legend>
            {choices.into_iter().collect_view()}
        </fieldset>
        <Show when=move || search.manner.get() != Sort::Estimative>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=search.is_whole_word
                    on:change:target=move |event| search.is_whole_word.set(event.target().checked())
                />
                "Whole words only"
            </label>
        </Show>
    }
}

/// What would be done, before it is.
#[component]
fn Preview(session: Session, plan: Memo<Plan>, name: Memo<Option<String>>) -> impl IntoView {
    let says = move || plan.with(|plan| foreseen(plan, name.get().as_deref()));
    let rows = move || {
        let Some(reading) = session.reading() else { return Vec::new() };
        let row = |passage: Passage| {
            let cited = reading.brief.cite(passage.span());
            let around = context(&reading.brief, passage, N_AROUND);
            let (left, words, right) =
                (around.left.to_owned(), around.words.to_owned(), around.right.to_owned());
            view! {
                <li>
                    <span class="place">{cited}</span>
                    " "
                    <span class="around">{left}<b>{words}</b>{right}</span>
                </li>
            }
        };
        plan.with(|plan| plan.new.iter().take(N_SHOWN).map(|it| row(*it)).collect())
    };
    let n_more = move || plan.with(|plan| plan.new.len().saturating_sub(N_SHOWN));
    view! {
        <p class="coding-says" role="status">{says}</p>
        <ul class="coding-preview" tabindex="0" aria-label="What would be marked">
            {rows}
            {move || (n_more() > 0).then(|| view! { <li>{format!("and {} more", n_more())}</li> })}
        </ul>
    }
}

fn plan(session: Session, theme: Option<&ThemeId>, unit: Unit) -> Plan {
    let Some(reading) = session.reading() else { return Plan::default() };
    let found = session.search.found.get_untracked();
    let spans: Vec<Span> = session.search.ticks.with_untracked(|ticks| {
        let ticked = (0..found.hits.len()).filter(|hit| ticks.has(*hit));
        ticked.filter_map(|hit| found.span(&reading, hit)).collect()
    });
    session.with_layer(|layer| {
        session.with(|work| coding(&reading.brief, work, layer, theme, &spans, unit))
    })
}

fn foreseen(plan: &Plan, name: Option<&str>) -> String {
    let passages = counted(plan.new.len(), "passage", "passages");
    let Some(name) = name else {
        return format!("{passages} would be marked. Choose a theme.");
    };
    match (plan.new.len(), plan.already.len()) {
        (0, 0) => "Nothing is ticked.".to_owned(),
        (0, _) => format!("All of them have “{name}” already: there is nothing to mark."),
        (_, 0) => format!("{passages} will be marked “{name}”, in one step of undo."),
        (_, n_already) => format!(
            "{passages} will be marked “{name}”, in one step of undo. {} it already, and {} passed over.",
            counted(n_already, "has", "have"),
            if n_already == 1 { "is" } else { "are" }
        ),
    }
}

fn done(plan: &Plan, name: &str) -> String {
    let marked = counted(plan.new.len(), "passage is", "passages are");
    match plan.already.len() {
        0 => format!("{marked} marked “{name}”."),
        n => format!(
            "{marked} marked “{name}”; {} before, and {} passed over.",
            counted(n, "was", "were"),
            if n == 1 { "was" } else { "were" }
        ),
    }
}

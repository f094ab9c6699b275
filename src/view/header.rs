//! The head of the page: where the reader is, undo and redo, and the way to everything that is not
//! the text.
//!
//! Nothing in it stands twice. What does not fit on a narrow page is drawn in a menu; on a wide one
//! the same menu lies open in the line.

mod identity;
mod shortcuts;

pub(crate) use identity::{Identity, set_name};
pub(crate) use shortcuts::KeysDialog;

use leptos::prelude::*;

use super::confirm::ToConfirm;
use super::conflicts::ToSettle;
use super::dialog::Dialog;
use super::filter::NoteCount;
use super::later::{self, Marking};
use super::library;
use super::search::SearchButton;
use super::session::{Panel, Part, Session};
use crate::browser::page;
use crate::route::Route;
use crate::workspace::{Appearance, Edit, Settings};

/// The head of the page.
#[component]
pub(crate) fn Header(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let place = Memo::new(move |_| place(session));
    view! {
        <header class="masthead">
            <a class="brand" href="#/" aria-label="Briefmark: all briefs">
                <img src="./icon.svg" alt="" width="24" height="24" />
                <span aria-hidden="true">"Briefmark"</span>
            </a>
            {move || place.get().map(|place| view! { <Where place /> })}
            {move || later::build(session, Marking::Tools)}
        </header>
    }
}

/// What can be done from the head of the page.
#[component]
pub(crate) fn Tools(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let is_reading = Memo::new(move |_| place(session).is_some());
    let undo = Memo::new(move |_| session.history_words().0);
    let redo = Memo::new(move |_| session.history_words().1);
    view! {
        <div class="tools">
            <ToSettle session />
            {move || is_reading.get().then(|| view! { <ToConfirm session /> <Panels session /> })}
            <Step session words=undo name="Undo" step=Session::undo />
            <button
                type="button"
                class="menu quiet"
                popovertarget="menu"
                aria-label="More"
                title="More"
            >
                "⋯"
            </button>
            // Without a role: a menu of the ARIA kind would take the arrow keys away.
            <div id="menu" class="menu-items" popover="auto">
                <Step session words=redo name="Redo" step=Session::redo />
                <button type="button" on:click=move |_| open(session, Dialog::Share)>
                    "Share…"
                </button>
                <button type="button" on:click=move |_| open(session, Dialog::Coders)>
                    "Coders…"
                </button>
                <WhoIAm session />
                <AppearanceSwitch session />
                <button
                    type="button"
                    class="quiet with-sign"
                    aria-label="Keys"
                    title="Keys"
                    on:click=move |_| open(session, Dialog::Shortcuts)
                >
                    <span class="sign" aria-hidden="true">"?"</span>
                    <span class="words" aria-hidden="true">"Keys"</span>
                </button>
            </div>
        </div>
    }
}

/// Opens a dialog from the head of the page. Where its button lies in the menu, which closes then, the
/// focus comes back to the button that opens that.
fn open(session: Session, dialog: Dialog) {
    page::focus(".tools .menu");
    session.dialog.set(Some(dialog));
}

/// Which document is on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DocumentPlace {
    series: Option<String>,
    title: String,
    date: Option<String>,
}

/// Which document is on screen; `None` outside one.
fn place(session: Session) -> Option<DocumentPlace> {
    let Route::Brief { slug, .. } = session.route.get() else { return None };
    session.follow(Part::Reading);
    let reading = session.reading().filter(|reading| reading.slug() == slug)?;
    let meta = &reading.brief.meta;
    let series = meta.series.as_ref().map(|series| match &meta.number {
        Some(number) => format!("{series} {number}"),
        None => series.clone(),
    });
    Some(DocumentPlace { series, title: library::heading(&reading.brief), date: meta.date.clone() })
}

/// Series, title and date in one line, of which a narrow page keeps the title.
#[component]
fn Where(place: DocumentPlace) -> impl IntoView {
    let part = |class, words: Option<String>| {
        words.map(|words| view! { <span class=class>{words}</span> })
    };
    view! {
        <p class="where">
            {part("series", place.series)}
            {part("title", Some(place.title))}
            {part("date", place.date)}
        </p>
    }
}

/// The buttons that draw a panel over the text where there is no room beside it.
#[component]
fn Panels(session: Session) -> impl IntoView {
    let is_open = move |panel| move || (session.panel.get() == Some(panel)).to_string();
    let toggle = move |panel| {
        move |_| session.panel.update(|open| *open = (*open != Some(panel)).then_some(panel))
    };
    view! {
        <SearchButton session />
        <button
            type="button"
            class="open-contents"
            aria-controls="contents"
            aria-expanded=is_open(Panel::Contents)
            on:click=toggle(Panel::Contents)
        >
            "Contents"
        </button>
        <button
            type="button"
            class="open-notes"
            aria-controls="notes"
            aria-expanded=is_open(Panel::Notes)
            on:click=toggle(Panel::Notes)
        >
            <span>"Notes" <NoteCount session /></span>
        </button>
    }
}

/// Goes back or forth by one change, and says by which.
#[component]
fn Step(
    /// The reader's work.
    session: Session,
    /// What it would take back or make again; nothing where there is nothing.
    words: Memo<Option<String>>,
    /// What it is called.
    name: &'static str,
    /// What it does.
    step: fn(Session),
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=move || in_words(name, words.get())
            title=move || in_words(name, words.get())
            disabled=move || words.with(Option::is_none)
            on:click=move |_| step(session)
        >
            {name}
        </button>
    }
}

fn in_words(doing: &str, words: Option<String>) -> String {
    match words {
        Some(words) => format!("{doing}: {words}"),
        None => format!("{doing}: nothing to {}", doing.to_lowercase()),
    }
}

/// The reader's name, and the way to change it.
#[component]
fn WhoIAm(session: Session) -> impl IntoView {
    let name = Memo::new(move |_| {
        session.with_part(Part::Coder, |workspace| workspace.coder_name().map(str::to_owned))
    });
    view! {
        <button
            type="button"
            class="quiet who"
            title="Who you are, in the files that you share"
            on:click=move |_| open(session, Dialog::Identity)
        >
            <span>{move || name.get().unwrap_or_else(|| "Name?".to_owned())}</span>
        </button>
    }
}

/// Light, dark, or as the system has it.
#[component]
fn AppearanceSwitch(session: Session) -> impl IntoView {
    const CHOICES: [(Appearance, &str, &str); 3] = [
        (Appearance::System, "system", "System"),
        (Appearance::Light, "light", "Light"),
        (Appearance::Dark, "dark", "Dark"),
    ];
    let appearance = Memo::new(move |_| {
        session.with_part(Part::Settings, |workspace| workspace.settings.appearance)
    });
    let choose = move |value: String| {
        let Some((chosen, ..)) = CHOICES.into_iter().find(|(_, name, _)| *name == value) else {
            return;
        };
        let settings = session.with_untracked(|workspace| workspace.settings.clone());
        session.apply(Edit::SetSettings(Settings { appearance: chosen, ..settings }));
    };
    let options = CHOICES.map(|(choice, name, words)| {
        view! { <option value=name selected=move || appearance.get() == choice>{words}</option> }
    });
    view! {
        <select
            class="quiet"
            aria-label="Appearance"
            title="Appearance: as the system has it, light, or dark"
            on:change:target=move |event| choose(event.target().value())
        >
            {options.into_iter().collect_view()}
        </select>
    }
}

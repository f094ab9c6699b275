//! The annotations of the brief on screen, each on a card beside the passage that it is about.
//!
//! Cards stand in the order of the text. On a wide page they lie in the margin and give way to one
//! another; on a narrow one they are a plain list. First come the notes on the whole brief, and those
//! whose passage is not, or not surely, in the brief: nothing is dropped, and nothing is settled
//! without the reader.

mod blank;
mod card;
mod entries;
mod flags;
mod hello;
mod margin;
mod note;
mod passages;
mod text;
mod themes;
mod window;

pub(crate) use card::delete_active;
pub(crate) use flags::flag_active;
pub(crate) use text::{NoteText, has_markup};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::computed::Selector;

use super::codebook::{Letter, letter};
use super::filter::{FilterBar, NothingPasses, Shown};
use super::keys::KeyOf;
use super::session::{Panel, Part, Session};
use crate::annotation::AnnotationId;
use crate::browser::{clock, page};
use crate::codebook::{Theme, ThemeId};
use crate::workspace::{Command, Layer};
use card::Card;
use hello::Hello;
use margin::Margin;
use window::Window;

/// From where on there is room for a margin. The style sheet says the same.
pub(crate) const WIDE: &str = "(min-width: 700px)";

/// What themes are called, and the letters that stand for them.
type Names = BTreeMap<ThemeId, (String, Option<Letter>)>;

/// What every card needs.
#[derive(Clone)]
struct Notes {
    session: Session,
    window: Window,
    /// What the themes of the codebook are called. No more of them: a theme that is recoloured writes
    /// no card.
    themes: Memo<Arc<Names>>,
    /// Tells one card whether it is the active one, without asking the others.
    is_active: Selector<Option<AnnotationId>>,
    margin: Margin,
    /// Whether the annotation became the active one by way of its card: then the text moves, and
    /// the card stays.
    from_card: StoredValue<bool>,
}

/// The annotations of the brief on screen.
#[component]
pub(crate) fn Notebook(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let window = Window::follow(session);
    let notes = Notes {
        session,
        window,
        themes: Memo::new(move |_| {
            session.with_part(Part::Codebook, |workspace| {
                let named = |(id, theme): (&ThemeId, &Theme)| {
                    (id.clone(), (theme.name.clone(), letter(theme)))
                };
                Arc::new(workspace.themes.iter().map(named).collect())
            })
        }),
        is_active: Selector::new(move || session.active.get()),
        margin: Margin::follow(session, window),
        from_card: StoredValue::new(false),
    };
    show_active(&notes);
    let shown = Shown::follow(session);
    let count = move || match shown.get() {
        Shown { n_all: 0, .. } => "Annotations".to_owned(),
        Shown { n_shown: 1, n_all: 1 } => "1 annotation".to_owned(),
        shown => format!("{} annotations", shown.words()),
    };
    view! {
        <section class="notebook" aria-labelledby="notebook-heading">
            <header class="notebook-head">
                <h2 id="notebook-heading" tabindex="-1">{count}</h2>
                <button type="button" on:click=move |_| note_on_brief(session)>
                    "Add a note on the brief"
                </button>
            </header>
            <FilterBar session />
            <Hello session />
            <WholeBrief notes=notes.clone() />
            <WithoutPlace notes=notes.clone() />
            <Show when=move || shown.with(|it| it.n_shown == 0 && it.n_all > 0)>
                <NothingPasses session />
            </Show>
            <Show when=move || shown.with(|it| it.n_all == 0)>
                <p class="explanation">
                    "Nothing is marked yet. Select some words; or press " <KeyOf session command=Command::NextSentence />
                    " to pick a sentence and then a theme’s letter."
                </p>
            </Show>
            <Beside notes />
        </section>
    }
}

/// The annotations that lie in the text.
#[component]
fn Beside(notes: Notes) -> impl IntoView {
    let Notes { session, window, margin, .. } = notes;
    let n_placed = Memo::new(move |_| session.count(Layer::n_placed));
    let n_before = Memo::new(move |_| window.cards.with(|cards| cards.n_before));
    let n_after = Memo::new(move |_| window.cards.with(|cards| cards.n_after));
    let more = move |n_more: Memo<usize>, when: &'static str, bring: fn(Window)| {
        move || {
            (window.is_stretch() && n_more.get() > 0).then(|| {
                view! {
                    <button type="button" class="more-cards" on:click=move |_| bring(window)>
                        {move || format!("{when} ({})", n_more.get())}
                    </button>
                }
            })
        }
    };
    view! {
        {more(n_before, "Earlier annotations", Window::earlier)}
        <ol class="margin" role="list" aria-label="In the text" node_ref=margin.column>
            <For
                each=move || window.cards.with(|cards| cards.shown.clone())
                key=|card| card.id.clone()
                children=move |window::Shown { id, .. }| {
                    let number = {
                        let id = id.clone();
                        Memo::new(move |_| session.count(|layer| layer.placed_number(&id)))
                    };
                    let place = Signal::derive(move || Some((number.get()?, n_placed.get())));
                    view! { <Card notes=notes.clone() id place /> }
                }
            />
        </ol>
        {more(n_after, "Later annotations", Window::later)}
    }
}

/// The notes on the whole brief.
#[component]
fn WholeBrief(notes: Notes) -> impl IntoView {
    let session = notes.session;
    let is_empty = Memo::new(move |_| session.with_layer(|layer| layer.whole().is_empty()));
    let notes = StoredValue::new(notes);
    view! {
        <Show when=move || !is_empty.get()>
            <h3>"On the whole brief"</h3>
            <Listed notes=notes.get_value() of=Layer::whole />
        </Show>
    }
}

/// The annotations whose passage is not, or not surely, in the brief. Folded, but for one of them
/// that is the active one: a wide page has its margin below.
#[component]
fn WithoutPlace(notes: Notes) -> impl IntoView {
    let session = notes.session;
    let n_cards = Memo::new(move |_| session.with_layer(|layer| layer.unplaced().len()));
    let is_active_here = Memo::new(move |_| {
        let active = session.active.get();
        active.is_some_and(|id| session.with_layer(|layer| layer.unplaced().contains(&id)))
    });
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        if is_active_here.get() {
            is_open.set(true);
        }
    });
    let window = notes.window;
    let notes = StoredValue::new(notes);
    view! {
        <Show when=move || n_cards.get() != 0>
            <h3>
                <button
                    type="button"
                    class="quiet fold"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {move || format!("Without a place ({})", n_cards.get())}
                </button>
            </h3>
            <Show when=move || is_open.get() || window.is_printed()>
                <p class="explanation">
                    "The words that these were made on are not, or not surely, in the brief as it is now. \
                     They are kept until you say where they belong."
                </p>
                <Listed notes=notes.get_value() of=Layer::unplaced />
            </Show>
        </Show>
    }
}

/// A plain list of cards, of which the first stand in the page until more are asked for; the active
/// one always does.
#[component]
fn Listed(
    /// What every card needs.
    notes: Notes,
    /// Which annotations.
    of: fn(&Layer) -> &BTreeSet<AnnotationId>,
) -> impl IntoView {
    const STEP: usize = 50;
    let (session, window) = (notes.session, notes.window);
    let n_shown = RwSignal::new(STEP);
    let n_all = Memo::new(move |_| session.with_layer(|layer| of(layer).len()));
    let shown = Memo::new(move |_| {
        let active = session.active.get();
        session.with_layer(|layer| {
            let all = of(layer);
            let n_shown = if window.is_printed() { all.len() } else { n_shown.get() };
            let mut shown: Vec<_> = all.iter().take(n_shown).cloned().collect();
            let active = active.filter(|id| all.contains(id) && !shown.contains(id));
            shown.extend(active);
            shown
        })
    });
    let notes = StoredValue::new(notes);
    view! {
        <ol class="cards" role="list">
            <For
                each=move || shown.get()
                key=Clone::clone
                children=move |id| {
                    let number = {
                        let id = id.clone();
                        Memo::new(move |_| {
                            session.with_layer(|layer| of(layer).range(..&id).count())
                        })
                    };
                    let place = Signal::derive(move || Some((number.get(), n_all.get())));
                    view! { <Card notes=notes.get_value() id place /> }
                }
            />
        </ol>
        <Show when=move || { n_all.get() > n_shown.get() }>
            <button
                type="button"
                class="more-cards"
                on:click=move |_| n_shown.update(|n_shown| *n_shown += STEP)
            >
                {move || format!("Show more ({})", n_all.get().saturating_sub(n_shown.get()))}
            </button>
        </Show>
    }
}

/// Looks at an annotation and moves the focus into its note.
pub(crate) fn edit_note(session: Session, id: &AnnotationId) {
    session.active.set(Some(id.clone()));
    session.panel.set(Some(Panel::Notes));
    // The field is sought on this card: that of the card before stands in the page until it is
    // written anew.
    let field = format!("{} #note-field", card_of(id));
    // Where the card is open already, the next letter belongs to the note.
    page::focus(&field);
    // Else the card is written first, and then has its field.
    clock::next_frame(move || clock::next_frame(move || page::focus(&field)));
}

/// Begins a note on the whole brief; where one without a word is there already, goes on with it.
fn note_on_brief(session: Session) {
    let begun = session.with_layer(|layer| {
        let mut notes = layer.whole().iter();
        session.with_untracked(|work| notes.find(|id| blank::is_blank(work, id)).cloned())
    });
    if let Some(id) = begun.or_else(|| session.note(None, "")) {
        edit_note(session, &id);
    }
}

/// Finds the card of an annotation.
fn card_of(id: &AnnotationId) -> String {
    let quoted = id.0.replace('\\', "\\\\").replace('"', "\\\"");
    format!("[data-card=\"{quoted}\"]")
}

/// The active card.
const ACTIVE_CARD: &str = ".card.active";

/// Brings the active card into view when the text, a key or the address made it active. In the
/// margin it is where its passage is, so the page must not move.
fn show_active(notes: &Notes) {
    let Notes { session, from_card, .. } = notes.clone();
    Effect::new(move |_| {
        let Some(active) = session.active.get() else { return };
        if from_card.try_update_value(std::mem::take).unwrap_or(false) {
            return;
        }
        let is_in_margin = page::matches(WIDE)
            && untrack(|| session.with_layer(|it| it.placed_number(&active).is_some()));
        if !is_in_margin {
            clock::next_frame(|| {
                if let Some(card) = page::find(ACTIVE_CARD) {
                    page::scroll_near(&card);
                }
            });
        }
    });
}

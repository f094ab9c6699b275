//! The settled layer: how much is to be settled, and whether what was settled is shown.

use leptos::prelude::*;

use super::follow_places;
use crate::view::dialog::{Dialog, turn_to};
use crate::view::session::{Part, Session, brief_iri};
use crate::workspace::{Edit, Settings};

/// How many settlements the brief on screen has. Followed.
fn n_settled(session: Session) -> Memo<usize> {
    Memo::new(move |_| {
        session.follow(Part::Settings);
        let iri = session.reading().map(|reading| brief_iri(&reading.slug()));
        session.with_part(Part::Annotations, |work| iri.map_or(0, |iri| work.settled(&iri).len()))
    })
}

/// Where coders differ on the brief on screen, and the way to settle it: a part of the list of coders.
#[component]
pub(crate) fn Settled(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    session.lay_all();
    let places = follow_places(session);
    let n_settled = n_settled(session);
    let is_shown =
        Memo::new(move |_| session.with_part(Part::Settings, |work| work.settings.settled_shown));
    let amount = move || {
        let (n_open, n_all) = places
            .with(|places| (places.iter().filter(|place| !place.is_settled).count(), places.len()));
        let places = if n_all == 1 { "1 place".to_owned() } else { format!("{n_all} places") };
        match n_open {
            0 => format!("Coders differ at {places}; all of that is settled."),
            n_open if n_open == n_all => format!("Coders differ at {places}."),
            n_open => format!("Coders differ at {places}; {n_open} left to settle."),
        }
    };
    let is_here = move || n_settled.get() != 0 || places.with(|places| !places.is_empty());
    view! {
        <Show when=is_here>
            <section class="part" aria-labelledby="settled-heading">
                <h3 id="settled-heading">"Settling"</h3>
                <p class="explanation">{amount}</p>
                <div class="actions">
                    <button
                        type="button"
                        class="begin-settling"
                        on:click=move |_| turn_to(session, Dialog::Settle)
                    >
                        "Settle differences…"
                    </button>
                    <Show when=move || n_settled.get() != 0>
                        <label class="choice">
                            <input
                                type="checkbox"
                                prop:checked=is_shown
                                on:change:target=move |event| show(session, event.target().checked())
                            />
                            <span>"Show the settled layer"</span>
                        </label>
                    </Show>
                </div>
            </section>
        </Show>
    }
}

/// Says that settlements lie aside, and shows them: for whoever counts.
#[component]
pub(crate) fn SettledAside(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let n_settled = n_settled(session);
    let is_aside = Memo::new(move |_| {
        let is_part = session.with_layer(|layer| layer.len() != layer.n_all());
        let is_shown = session.with_part(Part::Settings, |work| work.settings.settled_shown);
        is_part && !is_shown && n_settled.get() != 0
    });
    view! {
        <Show when=move || is_aside.get()>
            <p class="filter-layers">
                "What was settled lies aside."
                <button type="button" class="quiet" on:click=move |_| show(session, true)>
                    "Show the settled layer"
                </button>
            </p>
        </Show>
    }
}

fn show(session: Session, settled_shown: bool) {
    let settings = session.with_untracked(|work| work.settings.clone());
    session.apply(Edit::SetSettings(Settings { settled_shown, ..settings }));
}

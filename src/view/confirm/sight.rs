//! What the reader is asked about, in the text: brought into view, tinted, and, where it could be
//! several places, numbered.

use leptos::prelude::*;

use super::Desk;
use super::answering::{N_NUMBERED, pick};
use crate::browser::margin::Watch;
use crate::browser::place::{self, Edge};
use crate::browser::{clock, highlight, sight};
use crate::text::Span;
use crate::view::reader::resolve;
use crate::view::session::Session;
use crate::workspace::{Fate, State};

/// The name under which the style sheet tints the places.
const TINT: &str = "draft";

/// Where the places are that the reader is asked about.
#[component]
pub(super) fn Sight(desk: Desk) -> impl IntoView {
    let session = desk.session;
    show(desk);
    tint(desk);
    let spots = RwSignal::new(Vec::<Option<(f64, f64)>>::new());
    let measure = move || {
        let fate = desk.asked.try_get_untracked().flatten();
        let (Some(fate), Some(reading)) = (fate, session.reading()) else {
            return drop(spots.try_set(Vec::new()));
        };
        let places = numbered(&fate).iter();
        let spot = |span: &Span| {
            let spot = place::edge_in_page(&reading.brief.text, *span, Edge::Start);
            spot.map(|(left, top, _)| (left, top))
        };
        drop(spots.try_set(places.map(spot).collect()));
    };
    let sizes = StoredValue::new_local(Watch::new(measure));
    sizes.with_value(Watch::add_text);
    Effect::new(move |_| {
        desk.asked.track();
        clock::next_frame(measure);
    });
    move || {
        let fate = desk.asked.get().filter(|fate| fate.is_own)?;
        let reading = session.reading()?;
        let numbers = numbered(&fate).iter().enumerate().map(|(nth, span)| {
            let spot = Memo::new(move |_| spots.with(|spots| spots.get(nth).copied().flatten()));
            let name = format!("Put it here, place {}: {}", nth + 1, reading.brief.cite(*span));
            view! {
                <button
                    type="button"
                    class="place-number"
                    aria-label=name
                    hidden=move || spot.with(Option::is_none)
                    style:left=move || format!("{}px", spot.get().unwrap_or_default().0)
                    style:top=move || format!("{}px", spot.get().unwrap_or_default().1)
                    on:click=move |_| pick(session, nth)
                >
                    {nth + 1}
                </button>
            }
        });
        Some(numbers.collect_view())
    }
}

/// The places that have a number: none where there is nothing to tell apart.
fn numbered(fate: &Fate) -> &[Span] {
    match fate.state() {
        State::Ambiguous => &fate.places()[..fate.places().len().min(N_NUMBERED)],
        State::Changed | State::Lost | State::Moved | State::Exact => &[],
    }
}

/// Brings the place into view, once for each that the reader is asked about; of one that is lost, the
/// block where it stood.
fn show(desk: Desk) {
    let session = desk.session;
    let key = Memo::new(move |_| {
        desk.asked.with(|asked| asked.as_ref().map(|it| (it.annotation.clone(), it.target)))
    });
    Effect::new(move |_| {
        if key.with(Option::is_none) {
            return;
        }
        // On a wide page the text is laid out anew beside the panel first.
        clock::next_frame(move || {
            clock::next_frame(move || {
                let Some(fate) = desk.asked.try_get_untracked().flatten() else { return };
                let Some(reading) = session.reading() else { return };
                let stood = || {
                    let cited = session.with_untracked(|work| {
                        fate.target_in(work).and_then(|target| target.citation.clone())
                    });
                    stood_at(session, &cited?)
                };
                if let Some(span) = fate.places().first().copied().or_else(stood) {
                    sight::bring_clear(&reading.brief.text, span, ".masthead", ".confirm");
                }
            });
        });
    });
}

/// Where a citation leads in the brief on screen.
fn stood_at(session: Session, citation: &str) -> Option<Span> {
    let reading = session.reading()?;
    let (block, _) = citation.split_once(", p").unwrap_or((citation, ""));
    match resolve(&reading, block)? {
        crate::route::Place::Block(id) => {
            Some(reading.brief.blocks[reading.brief.block_by_id(&id)?].span)
        }
        crate::route::Place::Start
        | crate::route::Place::Page(_)
        | crate::route::Place::Annotation(_) => None,
    }
}

/// Tints the places. A block that is redrawn has new elements, so this follows each change too.
fn tint(desk: Desk) {
    let session = desk.session;
    let put = move |spans: &[Span]| {
        if let Some(reading) = session.reading() {
            highlight::tint(TINT, &reading.brief.text, spans);
        }
    };
    Effect::new(move |_| {
        let fate = desk.asked.get();
        desk.fates.track();
        let spans = fate.map(|fate| fate.places().to_vec()).unwrap_or_default();
        clock::next_frame(move || {
            // The panel may have been closed since.
            if desk.asked.try_get_untracked().is_some() {
                put(&spans);
            }
        });
    });
    on_cleanup(move || put(&[]));
}

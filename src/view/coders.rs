//! Whose work is here: the reader and each other coder, whose work is a layer that can be shown,
//! hidden and taken away, and is never changed in place.

use leptos::prelude::*;

mod blind;

use super::dialog::{Dialog, Frame, turn_to};
use super::notice::Notice;
use super::session::{Part, Session, brief_iri};
use super::settle::Settled;
use crate::annotation::AnnotationId;
use crate::browser::{clock, page};
use crate::coder::Coder;
use crate::route::Route;
use crate::workspace::{Edit, Hand, coders, is_namesake, sign};
use blind::{BlindCoding, is_blind};

/// The dialog that lists the coders.
#[component]
pub(crate) fn CodersDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let brief = match session.route.get_untracked() {
        Route::Library => None,
        Route::Brief { slug, .. } => {
            session.reading().filter(|reading| reading.slug() == slug).map(|_| brief_iri(&slug))
        }
    };
    let is_on_brief = brief.is_some();
    let of_brief = brief.clone();
    let hands = Memo::new(move |_| {
        session.follow(Part::Annotations);
        session.with_part(Part::Coder, |work| coders(work, of_brief.as_deref()))
    });
    let is_alone = move || hands.with(|hands| hands.iter().all(|hand| hand.is_reader));
    view! {
        <Frame session title="Coders">
            <p class="explanation">
                "What another coder marked lies over the text as a layer of its own. It is shown or hidden, \
                 and never changed here: make a copy of your own to go on from it."
            </p>
            <ul class="coders">
                <For
                    each=move || hands.get()
                    key=|hand| format!("{} {} {}", hand.coder.id, hand.label(), hand.n_annotations)
                    children=move |hand| view! { <CoderRow session hand is_on_brief /> }
                />
            </ul>
            {brief.map(|brief| view! {
                <Settled session />
                <BlindCoding session brief />
            })}
            <Show when=is_alone>
                <p class="explanation">
                    "Nobody else’s work is here. Take in a file that someone saved, and they are listed."
                </p>
                <div class="actions">
                    <button type="button" on:click=move |_| turn_to(session, Dialog::Share)>"Share…"</button>
                </div>
            </Show>
        </Frame>
    }
}

/// One coder, how much is theirs, and what can be done about it.
#[component]
fn CoderRow(
    /// The reader's work.
    session: Session,
    /// The coder.
    hand: Hand,
    /// Whether a brief is on screen, of which counts are told.
    is_on_brief: bool,
) -> impl IntoView {
    let label = hand.label();
    let name = if hand.is_reader && !hand.coder.name.is_empty() {
        format!("{label}, you")
    } else {
        label.clone()
    };
    let annotations =
        |n: usize| if n == 1 { "1 annotation".to_owned() } else { format!("{n} annotations") };
    let (is_reader, is_blind) = (hand.is_reader, is_blind(session));
    let amount = move || {
        if is_blind.get() && !is_reader {
            "not told while you code blind".to_owned()
        } else if is_on_brief {
            format!("{} on this brief, {} in all", annotations(hand.n_on_brief), hand.n_annotations)
        } else {
            annotations(hand.n_annotations)
        }
    };
    let badge = view! { <CoderSign coder=hand.coder.clone() /> };
    let actions = if hand.is_reader {
        view! {
            <button type="button" on:click=move |_| turn_to(session, Dialog::Identity)>
                "Change your name"
            </button>
        }
        .into_any()
    } else {
        view! { <LayerActions session coder=hand.coder label /> }.into_any()
    };
    view! {
        <li>
            {badge}
            <span class="who">
                <strong>{name}</strong>
                <span class="amount">{amount}</span>
            </span>
            {actions}
        </li>
    }
}

/// What can be done with another coder's layer.
#[component]
fn LayerActions(
    /// The reader's work.
    session: Session,
    /// The coder.
    coder: Coder,
    /// What they are called here.
    label: String,
) -> impl IntoView {
    let id = coder.id.clone();
    let is_hidden = Memo::new(move |_| {
        session.with_part(Part::Settings, |work| work.settings.hidden_coders.contains(&id))
    });
    let shown = coder.id.clone();
    let toggle = move |_| {
        let mut hidden = session.with_untracked(|work| work.settings.hidden_coders.clone());
        if !hidden.remove(&shown) {
            hidden.insert(shown.clone());
        }
        session.set_hidden_coders(hidden);
    };
    let (removed, said) = (coder.id.clone(), label.clone());
    let remove = move |_| {
        if session.apply(Edit::RemoveLayer(removed.clone())) {
            session.tell(Notice::changed(&format!(
                "The layer of {said} was taken away. A file of theirs would bring it again."
            )));
            focus_first();
        }
    };
    let joined = coder.clone();
    let join = move |_| {
        if session.apply(Edit::JoinIdentity(joined.clone())) {
            session.tell(Notice::changed(&format!(
                "You are {} again: what you marked here and what came from there is yours.",
                joined.name
            )));
            focus_first();
        }
    };
    let (hide, take_away, was_me) = (
        format!("Show the layer of {label}"),
        format!("Remove the layer of {label}"),
        format!("This was me: {label}"),
    );
    view! {
        <div class="layer-actions">
            <label class="choice">
                <input
                    type="checkbox"
                    aria-label=hide
                    prop:checked=move || !is_hidden.get()
                    on:change=toggle
                />
                <span aria-hidden="true">"Shown"</span>
            </label>
            <button
                type="button"
                aria-label=was_me
                title="You marked this yourself, on another machine or in another browser: it becomes yours again"
                on:click=join
            >
                "This was me"
            </button>
            <button type="button" aria-label=take_away on:click=remove>"Remove"</button>
        </div>
    }
}

/// The row is gone, and the focus with it.
fn focus_first() {
    clock::next_frame(|| page::focus(".coders button"));
}

/// The letters that stand for a coder, in a ring of their own colour.
#[component]
pub(crate) fn CoderSign(
    /// Who.
    coder: Coder,
) -> impl IntoView {
    view! {
        <span class="coder-sign" aria-hidden="true" style:--coder=ring(&coder)>{sign(&coder)}</span>
    }
}

/// A colour that follows from the coder's IRI, the same on every machine. The letters and the name
/// say who it is; the colour only helps to find them again.
fn ring(coder: &Coder) -> String {
    // FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
    let hash = coder
        .id
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("light-dark(oklch(0.5 0.14 {0}), oklch(0.75 0.13 {0}))", hash % 360)
}

/// What a coder is called on a card: their name, with what tells them from another of the same.
pub(crate) fn name_of(session: Session, coder: &Coder) -> String {
    session.with_untracked(|work| {
        let others = work.annotations.values().filter_map(|it| it.creator.as_ref());
        let has_twin = others.chain(&work.coder).any(|other| is_namesake(coder, other));
        if has_twin || coder.name.trim().is_empty() {
            let hands = Hand::among(work, [coder.clone()]);
            return hands.first().map(Hand::label).unwrap_or_default();
        }
        coder.name.clone()
    })
}

/// Makes a copy of another coder's annotation that is the reader's own, and looks at it.
#[component]
pub(crate) fn CopyToMine(
    /// The reader's work.
    session: Session,
    /// Theirs.
    id: AnnotationId,
) -> impl IntoView {
    let copy = move |_| {
        let mine = AnnotationId(clock::new_iri());
        if session.apply(Edit::CopyToMine { from: id.clone(), id: mine.clone() }) {
            session.active.set(Some(mine));
            session
                .tell(Notice::changed("Copied: this one is yours, and says of which it was made."));
        }
    };
    view! { <button type="button" on:click=copy>"Copy to mine"</button> }
}

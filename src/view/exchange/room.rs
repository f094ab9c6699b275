//! How much room is left in the browser, and what can be done to make some.

use leptos::prelude::*;

use super::outgoing::download_all;
use crate::view::dialog::Dialog;
use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::{CAPACITY, Edit, Fullness, Room, counted};

/// How many characters of the store an annotation takes, about: with its quotation, what stands
/// around it, its theme and its key.
const AN_ANNOTATION: usize = 500;

/// The part of the dialog that says how much room is left, and lists what takes much of it.
#[component]
pub(super) fn RoomLeft(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let percent = move || session.room.get().map_or(0, Room::percent).min(100);
    let says = move || session.room.get().map_or_else(String::new, says);
    let opened = Memo::new(move |_| {
        session.with_part(Part::Briefs, |workspace| {
            let briefs = workspace.briefs.values();
            let sizes = briefs.map(|it| (it.id.clone(), it.name.clone(), units(&it.source)));
            sizes.collect::<Vec<_>>()
        })
    });
    view! {
        <section class="part room" aria-labelledby="share-room">
            <h3 id="share-room">"Room in this browser"</h3>
            <meter
                min="0"
                max="100"
                low="80"
                high="95"
                optimum="0"
                prop:value=percent
                aria-labelledby="share-room"
            >
                {move || format!("{} %", percent())}
            </meter>
            <p class="explanation">{says}</p>
            {move || opened.with(|opened| !opened.is_empty()).then(|| view! {
                <ul class="opened" role="list">
                    <For
                        each=move || opened.get()
                        key=|(id, ..)| id.clone()
                        children=move |(id, name, n_units)| view! { <Opened session id name n_units /> }
                    />
                </ul>
            })}
        </section>
    }
}

/// A brief that was opened from a file, and the way to remove it: at the second press.
#[component]
fn Opened(session: Session, id: String, name: String, n_units: usize) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let size = format!("{} characters", thousands(n_units));
    let removed = name.clone();
    let press = move |_| {
        if !is_asked.get_untracked() {
            is_asked.set(true);
        } else if session.apply(Edit::RemoveBrief(id.clone())) {
            session.tell(Notice::changed(&format!(
                "Removed “{removed}”. What you made on it is here, and shows when you open the file again."
            )));
        }
    };
    view! {
        <li>
            <span class="name">{name}</span>
            <span class="amount">{size}</span>
            <button type="button" on:click=press on:blur=move |_| is_asked.set(false)>
                {move || if is_asked.get() { "Remove it, keep the annotations" } else { "Remove…" }}
            </button>
        </li>
    }
}

/// Says, for as long as it is so, that the store is nearly full; that it fills up, until the reader
/// closes it.
#[component]
pub(crate) fn RoomBanner(
    /// The reader's work.
    session: Session,
    /// Which of the two.
    of: Fullness,
) -> impl IntoView {
    let is_closed = RwSignal::new(false);
    let is_shown = Memo::new(move |_| {
        session.room.get().is_some_and(|room| room.fullness() == of) && !is_closed.get()
    });
    let is_loud = of == Fullness::NearlyFull;
    let text = move || {
        let percent = session.room.get().map_or(0, Room::percent).min(100);
        let what_to_do = "Save everything to a file; then remove briefs that you opened and no longer \
                          need, or annotations that you have passed on.";
        if is_loud {
            format!(
                "This browser’s storage for the site is almost full ({percent} %). {what_to_do}"
            )
        } else {
            format!("This browser’s storage for the site is filling up ({percent} %). {what_to_do}")
        }
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="notice room-left" class:problem=is_loud>
                <p>{text}</p>
                <button type="button" on:click=move |_| download_all(session)>
                    "Save everything"
                </button>
                <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::Share))>
                    "Make room"
                </button>
                {(!is_loud).then(|| view! {
                    <button
                        type="button"
                        class="quiet"
                        aria-label="Close this message"
                        on:click=move |_| is_closed.set(true)
                    >
                        "×"
                    </button>
                })}
            </div>
        </Show>
    }
}

fn says(room: Room) -> String {
    let (millions, tenths) = (CAPACITY / 1_000_000, CAPACITY / 100_000 % 10);
    let taken = format!(
        "{} % of about {millions}.{tenths} million characters are taken.",
        room.percent().min(100)
    );
    match room.n_left() / AN_ANNOTATION {
        0 => {
            format!("{taken} There is no room for more: save everything to a file, then make some.")
        }
        n_more => format!("{taken} Room for about {}.", count_about(n_more)),
    }
}

fn count_about(n_more: usize) -> String {
    // Two digits are all that is known.
    let unit = 10_usize.pow(n_more.checked_ilog10().unwrap_or(0).saturating_sub(1));
    match n_more / unit * unit {
        1 => counted(1, "annotation more", "annotations more"),
        n_more => format!("{} annotations more", thousands(n_more)),
    }
}

/// A number with its thousands apart: 5 242 880.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits are ASCII"))
        .collect();
    // A narrow space that does not break.
    groups.join("\u{202f}")
}

/// How many units of the store a text takes.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

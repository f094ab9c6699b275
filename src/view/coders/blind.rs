//! Coding blind: others' work is out of sight until the reader is done.

use leptos::prelude::*;

use crate::browser::{clock, page};
use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::{Blind, Edit, Settings, paragraph_of};

/// Whether the reader codes any brief blind. Followed.
pub(super) fn is_blind(session: Session) -> Memo<bool> {
    Memo::new(move |_| session.with_part(Part::Settings, |work| !work.settings.blind.is_empty()))
}

/// Begins to code the brief on screen blind, and ends it: for a paragraph, or for all of it.
#[component]
pub(super) fn BlindCoding(
    /// The reader's work.
    session: Session,
    /// The IRI of the brief on screen.
    brief: String,
) -> impl IntoView {
    let this = brief.clone();
    let blind = Memo::new(move |_| {
        session.with_part(Part::Settings, |work| work.settings.blind.get(&this).cloned())
    });
    let brief = StoredValue::new(brief);
    let begin = move |_| {
        let begun = brief.with_value(|iri| session.with_untracked(|work| work.blind_from_now(iri)));
        set(session, brief, Some(begun));
        session.tell(Notice::done(
            "What others marked in this brief is out of sight until you are done.",
        ));
    };
    let end = move |_| {
        set(session, brief, None);
        session.tell(Notice::done("You are done: what others marked in this brief is shown."));
    };
    let here = StoredValue::new(paragraph_here(session));
    let end_here = move |_| {
        if let (Some((id, citation)), Some(mut now)) = (here.get_value(), blind.get_untracked()) {
            session.tell(Notice::done(&format!("What others marked in {citation} is shown.")));
            now.done.insert(id, citation);
            set(session, brief, Some(now));
        }
    };
    let is_blind = Memo::new(move |_| blind.with(Option::is_some));
    let said = move |blind: &Blind| {
        match (blind.has_seen, blind.done.len()) {
        (true, _) => {
            "You had seen others’ work on this brief before, so what you mark is not said to be blind."
                .to_owned()
        }
        (false, 0) => "What you mark says that it was coded blind, also in the files that you save.".to_owned(),
        (false, _) => format!(
            "What you mark says that it was coded blind, but for {}.",
            blind.done.values().cloned().collect::<Vec<_>>().join(", ")
        ),
    }
    };
    let to_end_here = move || {
        let (id, citation) = here.get_value()?;
        let is_open =
            blind.with(|blind| blind.as_ref().is_some_and(|it| !it.done.contains_key(&id)));
        is_open.then(|| view! {
            <button type="button" on:click=end_here>{format!("I am done with {citation}")}</button>
        })
    };
    view! {
        <section class="part blind" aria-labelledby="blind-heading">
            <h3 id="blind-heading">"Blind coding"</h3>
            <Show
                when=move || is_blind.get()
                fallback=move || view! {
                    <p class="explanation">
                        "Code this brief without seeing what others made of it: on the page, in lists, \
                         in counts and in files their work is left out until you say that you are done."
                    </p>
                    <button type="button" class="begin-blind" on:click=begin>"Code this brief blind"</button>
                }
            >
                <p class="explanation">
                    "Others’ work on this brief is out of sight. " {move || blind.get().as_ref().map(said)}
                </p>
                <div class="actions">
                    <button type="button" class="primary end-blind" on:click=end>
                        "I am done with this brief"
                    </button>
                    {to_end_here}
                </div>
            </Show>
        </section>
    }
}

fn set(session: Session, brief: StoredValue<String>, blind: Option<Blind>) {
    let mut settings: Settings = session.with_untracked(|work| work.settings.clone());
    let is_begun = blind.is_some();
    match blind {
        Some(blind) => drop(settings.blind.insert(brief.get_value(), blind)),
        None => drop(settings.blind.remove(&brief.get_value())),
    }
    session.apply(Edit::SetSettings(settings));
    let next = if is_begun { ".end-blind" } else { ".begin-blind" };
    clock::next_frame(move || page::focus(next));
}

/// The block that the reader is at, by id, and its citation: that of the selection, the cursor or the
/// annotation they look at.
fn paragraph_here(session: Session) -> Option<(String, String)> {
    let reading = session.reading()?;
    let selected = session.selection.get_untracked().map(|passage| passage.span().start);
    let at = selected.or_else(|| session.cursor.get_untracked().map(|span| span.start));
    let at = at.or_else(|| {
        let id = session.active.get_untracked()?;
        session
            .with_layer_untracked(|layer| {
                layer.anchors(&id).iter().find_map(crate::annotation::Anchor::settled)
            })
            .map(|span| span.start)
    })?;
    let block = reading.brief.blocks.get(reading.brief.block_at(at)?)?;
    Some((block.id.clone(), paragraph_of(&reading.brief.cite(block.span)).to_owned()))
}

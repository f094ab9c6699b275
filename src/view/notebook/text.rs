//! A note as it is read. What was written reaches the page as text nodes alone.

use leptos::prelude::*;

use crate::annotation::{NoteElement, NotePart, read_note};

/// The words of a note, with the elements of its Markdown.
#[component]
pub(crate) fn NoteText(
    /// The note, in Markdown.
    note: String,
) -> impl IntoView {
    view! { <div class="note-text" dir="auto">{shown(read_note(&note))}</div> }
}

/// Whether a note says by Markdown more than its letters do.
pub(crate) fn has_markup(note: &str) -> bool {
    let is_words = |part: &NotePart| matches!(part, NotePart::Words(_));
    read_note(note).iter().any(|part| match part {
        NotePart::Words(_) => false,
        NotePart::Element(NoteElement::Paragraph, parts) => !parts.iter().all(is_words),
        NotePart::Element(..) => true,
    })
}

fn shown(parts: Vec<NotePart>) -> Vec<AnyView> {
    parts
        .into_iter()
        .map(|part| match part {
            NotePart::Words(words) => words.into_any(),
            NotePart::Element(element, parts) => element_shown(element, shown(parts)),
        })
        .collect()
}

fn element_shown(element: NoteElement, inside: Vec<AnyView>) -> AnyView {
    match element {
        NoteElement::Paragraph => view! { <p>{inside}</p> }.into_any(),
        NoteElement::Heading => view! { <p><strong>{inside}</strong></p> }.into_any(),
        NoteElement::Emphasis => view! { <em>{inside}</em> }.into_any(),
        NoteElement::Strong => view! { <strong>{inside}</strong> }.into_any(),
        NoteElement::Code => view! { <code>{inside}</code> }.into_any(),
        NoteElement::CodeBlock => {
            view! { <pre tabindex="0"><code>{inside}</code></pre> }.into_any()
        }
        NoteElement::Quotation => view! { <blockquote>{inside}</blockquote> }.into_any(),
        NoteElement::List(None) => view! { <ul>{inside}</ul> }.into_any(),
        NoteElement::List(Some(first)) => {
            view! { <ol start=first.to_string()>{inside}</ol> }.into_any()
        }
        NoteElement::Item => view! { <li>{inside}</li> }.into_any(),
        NoteElement::Link(address) => view! {
            <a href=address target="_blank" rel="noopener noreferrer">{inside}</a>
        }
        .into_any(),
        NoteElement::Break => view! { <br /> }.into_any(),
        NoteElement::Rule => view! { <hr /> }.into_any(),
    }
}

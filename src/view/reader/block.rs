//! One block on the page: its label beside its words, its highlights, its footnote marks.

use std::sync::Arc;

use leptos::prelude::*;

use super::furniture::{breaks_before, stamps_after, turn};
use super::inline::{Piece, Run, pieces};
use super::mark::painted;
use crate::brief::{Kind, Style};
use crate::route::{Place, Route};

use super::super::session::{Reading, Session};

/// A block, with the pages that begin before it and the codes that are stamped after it.
pub(super) fn block(session: Session, reading: &Arc<Reading>, index: usize) -> AnyView {
    let block = &reading.brief.blocks[index];
    let label = block.label.clone().map(|label| {
        view! { <a class="label" href=address(reading, index) aria-label=cited(reading, index)>{label}</a> }
    });
    let back = matches!(block.kind, Kind::Footnote).then(|| back_to_reference(reading, index));
    let words = {
        let reading = Arc::clone(reading);
        move || {
            reading.segments[index].with(|segments| {
                let pieces = pieces(&reading.brief, &reading.brief.blocks[index], segments);
                pieces.into_iter().map(|it| piece(session, &reading, index, it)).collect_view()
            })
        }
    };
    let inside = view! { {label} <span class="words">{words}</span> {back} };
    let id = block.id.clone();
    let element = match block.kind {
        Kind::Title => view! { <p class="title" data-block=index data-id=id tabindex="-1">{inside}</p> }.into_any(),
        Kind::Heading { level } => heading(level, index, id, inside.into_any()),
        Kind::Quotation => view! {
            <blockquote data-block=index data-id=id tabindex="-1"><p>{inside}</p></blockquote>
        }
        .into_any(),
        Kind::Field => view! { <p class="field" data-block=index data-id=id tabindex="-1">{inside}</p> }.into_any(),
        Kind::Paragraph => view! { <p class="para" data-block=index data-id=id tabindex="-1">{inside}</p> }.into_any(),
        Kind::Item { .. } => view! { <p class="item" data-block=index data-id=id tabindex="-1">{inside}</p> }.into_any(),
        Kind::Continuation => view! { <p class="para more" data-block=index data-id=id tabindex="-1">{inside}</p> }
            .into_any(),
        Kind::Redaction => view! { <p class="para gap" data-block=index data-id=id tabindex="-1">{inside}</p> }.into_any(),
        Kind::Footnote => view! {
            <p class="footnote" role="doc-footnote" data-block=index data-id=id tabindex="-1">{inside}</p>
        }
        .into_any(),
    };
    view! { {breaks_before(reading, index)} {element} {stamps_after(session, reading, Some(index))} }
        .into_any()
}

/// The title of the brief is the page's `h1`, so its own headings begin at the second level.
fn heading(level: u8, index: usize, id: String, inside: AnyView) -> AnyView {
    match level {
        0 | 1 => view! { <h2 data-block=index data-id=id tabindex="-1">{inside}</h2> }.into_any(),
        2 => view! { <h3 data-block=index data-id=id tabindex="-1">{inside}</h3> }.into_any(),
        3 => view! { <h4 data-block=index data-id=id tabindex="-1">{inside}</h4> }.into_any(),
        _ => view! { <h5 data-block=index data-id=id tabindex="-1">{inside}</h5> }.into_any(),
    }
}

fn piece(session: Session, reading: &Arc<Reading>, block: usize, piece: Piece) -> AnyView {
    match piece {
        Piece::Turn(number) => turn(reading, number).into_any(),
        Piece::Reference(index) => reference(reading, block, index),
        Piece::Run(run) => {
            let inside = styled(reading, &run);
            if run.annotations.is_empty() { inside } else { painted(session, &run, inside) }
        }
    }
}

/// The words of a run, in the elements that say how they are set. The innermost holds the words
/// alone and says where they begin.
fn styled(reading: &Arc<Reading>, run: &Run) -> AnyView {
    let words = reading.brief.text.slice(run.span).to_owned();
    let mut inside = view! { <span data-at=run.span.start.0>{words}</span> }.into_any();
    if let Some(redaction) = run.redaction {
        inside = view! {
            <span
                class="redacted"
                role="button"
                tabindex="0"
                aria-haspopup="dialog"
                data-redaction=redaction
            >
                {inside}
            </span>
        }
        .into_any();
    }
    if let Some(target) = run.link {
        inside = view! { <a href=address(reading, target)>{inside}</a> }.into_any();
    }
    for style in &run.styles {
        inside = match style {
            Style::Emphasis => view! { <em>{inside}</em> }.into_any(),
            Style::Strong => view! { <strong>{inside}</strong> }.into_any(),
            Style::Struck => view! { <s>{inside}</s> }.into_any(),
        };
    }
    inside
}

fn reference(reading: &Arc<Reading>, block: usize, index: usize) -> AnyView {
    let reference = &reading.brief.blocks[block].references[index];
    let mark = reference.mark.clone();
    match reference.note {
        Some(note) => view! {
            <a
                class="reference"
                role="doc-noteref"
                href=address(reading, note)
                aria-label=format!("footnote {mark}")
                data-says=mark
                data-note=note
            ></a>
        }
        .into_any(),
        None => view! { <span class="reference" data-says=mark></span> }.into_any(),
    }
}

/// The way back from a footnote to each place that refers to it.
fn back_to_reference(reading: &Arc<Reading>, note: usize) -> AnyView {
    let referring = reading.brief.blocks[note].referred_by.iter();
    referring
        .map(|&index| {
            let block = &reading.brief.blocks[index];
            let name = format!("back to {}", block.citation);
            view! { " " <a class="back" role="doc-backlink" href=address(reading, index) aria-label=name data-says="↩"></a> }
        })
        .collect_view()
        .into_any()
}

/// The address of a block.
pub(super) fn address(reading: &Reading, index: usize) -> String {
    let place = Place::Block(reading.brief.blocks[index].id.clone());
    Route::Brief { slug: reading.slug(), place }.to_string()
}

fn cited(reading: &Reading, index: usize) -> String {
    reading.brief.blocks[index].citation.clone()
}

//! Page turns, markings and stamps: shown as they are printed, and no part of the reading text.
//!
//! Their letters reach the page by the style sheet (`content: attr(…)`), so that selecting, copying
//! and the browser's own find pass over them; those who listen hear "page 5".

use leptos::prelude::*;

use super::super::dialog::Dialog;
use super::super::session::{Reading, Session};
use crate::brief::{Kind, Marking, Page};

/// A page break; a separator to those who do not know the roles of publications.
const PAGE_BREAK: &str = "doc-pagebreak separator";

/// A page turn inside a sentence.
pub(super) fn turn(reading: &Reading, number: u32) -> impl IntoView + use<> {
    view! {
        <span class="turn" role=PAGE_BREAK aria-label=format!("page {number}") data-page=number tabindex="-1">
            {marking(foot_of(reading, number - 1))}
            <span class="furniture" data-says=format!("p. {number}")></span>
            {marking(page(reading, number).and_then(|page| page.head.clone()))}
        </span>
    }
}

/// Everything that stands between a block and the one before it: the pages that begin there.
pub(super) fn breaks_before(reading: &Reading, block: usize) -> impl IntoView + use<> {
    let pages = pages_before(reading, block);
    let breaks = pages.into_iter().map(|number| {
        let head = page(reading, number).and_then(|page| page.head.clone());
        let stamps = page(reading, number).map_or(Vec::new(), |page| page.stamps.clone());
        view! {
            <div class="page" role=PAGE_BREAK aria-label=format!("page {number}") data-page=number tabindex="-1">
                <span class="markings">
                    {number.checked_sub(1).map(|before| marking(foot_of(reading, before)))}
                    <span class="furniture" data-says=format!("page {number}")></span>
                    {marking(head)}
                </span>
                {stamps
                    .into_iter()
                    .map(|stamp| view! { <span class="furniture" data-says=stamp></span> })
                    .collect_view()}
            </div>
        }
    });
    breaks.collect_view()
}

/// The marking at the foot of the last page.
pub(super) fn last_foot(reading: &Reading) -> impl IntoView + use<> {
    let last = reading.brief.pages.last().map_or(0, |page| page.number);
    foot_of(reading, last).map(|foot| {
        view! { <div class="page last"><span class="markings">{marking(Some(foot))}</span></div> }
    })
}

/// The exemption codes that are stamped after a block (`None`: at the very start).
pub(super) fn stamps_after(
    session: Session,
    reading: &Reading,
    block: Option<usize>,
) -> impl IntoView + use<> {
    let codes = reading.brief.codes.iter().enumerate();
    codes
        .filter(|(_, code)| code.after == block)
        .map(|(index, code)| {
            let name = format!("Exemption code {}: what it means", code.code);
            view! {
                <p class="stamp">
                    <button
                        type="button"
                        aria-label=name
                        data-says=code.code.clone()
                        on:click=move |_| session.dialog.set(Some(Dialog::Code(index)))
                    ></button>
                </p>
            }
        })
        .collect_view()
}

/// The numbers of the pages that begin between a block and the one before it. Footnotes stand at
/// the end of the brief and not on their page, so no page begins there.
fn pages_before(reading: &Reading, block: usize) -> std::ops::RangeInclusive<u32> {
    let blocks = &reading.brief.blocks;
    let last_page =
        |index: usize| blocks[index].turns.last().map_or(blocks[index].page, |turn| turn.page);
    if matches!(blocks[block].kind, Kind::Footnote) {
        #[expect(clippy::reversed_empty_ranges, reason = "no page at all")]
        return 1..=0;
    }
    block.checked_sub(1).map_or(0, last_page) + 1..=blocks[block].page
}

fn page(reading: &Reading, number: u32) -> Option<&Page> {
    reading.brief.pages.get(number.checked_sub(1)? as usize)
}

fn foot_of(reading: &Reading, number: u32) -> Option<Marking> {
    page(reading, number)?.foot.clone()
}

fn marking(marking: Option<Marking>) -> impl IntoView {
    marking.map(|marking| {
        view! {
            <span class="furniture marking" class:struck=marking.struck data-says=marking.printed></span>
        }
    })
}

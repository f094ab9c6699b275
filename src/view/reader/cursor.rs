//! The reading cursor: moving and selecting by sentence and word, without a pointer.

use leptos::prelude::*;

use super::super::notice::Notice;
use super::super::session::{Reading, Session};
use super::bar::BarState;
use crate::brief::Brief;
use crate::browser::{page, place, selection};
use crate::text::{CodePoint, Passage, Span, sentences, words};

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// On in the text.
    Forward,
    /// Back in the text.
    Back,
}

/// What a step is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A sentence.
    Sentence,
    /// A word.
    Word,
}

/// Moves the cursor to the next sentence or the one before: from the selection, else from the top
/// of what is on screen.
pub(crate) fn move_cursor(session: Session, step: Step) {
    let Some(reading) = session.reading() else { return };
    let brief = &reading.brief;
    let selected = session.selection.get_untracked().map(Passage::span);
    let left = session.cursor.get_untracked();
    let left = left.filter(|span| place::is_on_screen(&brief.text, *span));
    let target = match (selected.or(left), step) {
        // Where one clicked, the sentence itself comes first.
        (Some(here), Step::Forward) if here.is_empty() => {
            unit_from(brief, here.start, Unit::Sentence)
        }
        (Some(here), Step::Forward) => {
            unit_from(brief, sentence_end(brief, here.start), Unit::Sentence)
        }
        (Some(here), Step::Back) => unit_before(brief, here.start, Unit::Sentence),
        (None, Step::Forward | Step::Back) => unit_from(brief, beginning(&reading), Unit::Sentence),
    };
    if let Some(passage) = target {
        put(session, &reading, passage);
    }
}

/// Makes the selection longer or shorter at its end, by a sentence or a word.
pub(crate) fn extend(session: Session, step: Step, unit: Unit) {
    let (Some(reading), Some(here)) = (session.reading(), session.selection.get_untracked()) else {
        return move_cursor(session, step);
    };
    let brief = &reading.brief;
    let end = match step {
        Step::Forward => unit_from(brief, here.end(), unit).map(Passage::end),
        // The end goes back to that of the unit before the last one.
        Step::Back => unit_before(brief, here.end(), unit)
            .and_then(|last| unit_before(brief, last.start(), unit))
            .map(Passage::end)
            .filter(|end| *end > here.start()),
    };
    let longer = end.and_then(|end| brief.passage(Span { start: here.start(), end }));
    if let Some(passage) = longer {
        put(session, &reading, passage);
    }
}

/// Where an edge of a passage goes by a step of one word: for boundaries that are moved by keys.
pub(super) fn edge_after(
    brief: &Brief,
    edge: CodePoint,
    step: Step,
    is_start: bool,
) -> Option<CodePoint> {
    let place_of = |passage: Passage| if is_start { passage.start() } else { passage.end() };
    let here = brief.block_at(edge)?;
    let blocks = here.saturating_sub(1)..(here + 2).min(brief.blocks.len());
    let mut edges =
        blocks.flat_map(|block| words(&brief.text, brief.blocks[block].span)).map(place_of);
    match step {
        Step::Forward => edges.find(|place| *place > edge),
        Step::Back => edges.rfind(|place| *place < edge),
    }
}

/// Puts the cursor on a passage: selects it, moves the focus to its block, and says it.
pub(crate) fn put(session: Session, reading: &Reading, passage: Passage) {
    let brief = &reading.brief;
    session.selection.set(Some(passage));
    session.cursor.set(Some(passage.span()));
    if session.bar.get_untracked() != BarState::Selection {
        session.bar.set(BarState::Closed);
    }
    let block = brief.block_at(passage.start());
    if let Some(block) = block.and_then(|block| session.paper()?.block(block)) {
        // The focus goes along, so that a screen reader and the Tab key go on from here.
        page::focus_on(&block);
        selection::select(&brief.text, passage.span());
        selection::scroll_near();
    }
    let words = brief.text.slice(passage.span());
    session.tell(Notice::spoken(&format!("{}: {words}", brief.cite(passage.span()))));
}

/// The first unit that ends after a place.
fn unit_from(brief: &Brief, place: CodePoint, unit: Unit) -> Option<Passage> {
    let first = brief.block_at(place)?;
    (first..brief.blocks.len())
        .flat_map(|block| units(brief, block, unit))
        .find(|passage| passage.end() > place)
}

/// The last unit that starts before a place.
fn unit_before(brief: &Brief, place: CodePoint, unit: Unit) -> Option<Passage> {
    let last = brief.block_at(place)?;
    (0..=last)
        .rev()
        .flat_map(|block| units(brief, block, unit).into_iter().rev())
        .find(|passage| passage.start() < place)
}

/// The end of the sentence that a place is in.
fn sentence_end(brief: &Brief, place: CodePoint) -> CodePoint {
    unit_from(brief, place, Unit::Sentence).map_or(place, Passage::end)
}

fn units(brief: &Brief, block: usize, unit: Unit) -> Vec<Passage> {
    let span = brief.blocks[block].span;
    match unit {
        Unit::Sentence => sentences(&brief.text, span),
        Unit::Word => words(&brief.text, span),
    }
}

/// Where the cursor begins: at the block that has the focus, else at the first words on screen.
fn beginning(reading: &Reading) -> CodePoint {
    const BELOW_HEADER: f64 = 72.0;
    let focused = page::focused().and_then(|element| element.get_attribute("data-block"));
    let block = focused.and_then(|index| reading.brief.blocks.get(index.parse::<usize>().ok()?));
    let on_screen = || place::first_below(BELOW_HEADER);
    let start = block.map(|block| block.span.start).or_else(on_screen);
    start.unwrap_or_else(|| reading.brief.text.span().start)
}

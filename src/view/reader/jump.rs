//! Going to a place of the brief: from the address, from a note, from a citation that was typed.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::super::later::{self, Marking};
use super::super::session::{Reading, Session};
use super::furniture::block_of_page;
use crate::annotation::{Anchor, AnnotationId};
use crate::browser::{clock, page};
use crate::route::{Place, Route};
use crate::text::CodePoint;

/// Brings into view what the address names, now and whenever it changes.
pub(super) fn follow_route(session: Session) {
    Effect::new(move |_| {
        if let Route::Brief { place, .. } = session.route.get() {
            // The page is written first.
            clock::next_frame(move || show(session, &place));
        }
    });
}

/// Outlines the words of the annotation that the reader is looking at, and keeps it in sight.
pub(super) fn follow_active(session: Session) {
    Effect::new(move |_| later::carry_out(session, Marking::Active(session.active.get())));
}

/// As [`follow_active`], for the one that the reader is looking at now.
pub(crate) fn show_active(session: Session, active: Option<&AnnotationId>) {
    session.hold(active);
    if let Some(paper) = session.paper() {
        paper.activate(active);
    }
}

fn show(session: Session, place: &Place) {
    let (Some(reading), Some(paper)) = (session.reading(), session.paper()) else { return };
    match place {
        Place::Start => page::focus("main"),
        Place::Block(_) => {
            if let Some(index) = block_of(session, &reading, place)
                && let Some(element) = paper.block(index)
            {
                land(&element);
            }
        }
        Place::Page(number) => {
            if let Some(element) = paper.page(*number) {
                land(&element);
            }
        }
        Place::Annotation(id) => {
            if let Some(id) = annotation(session, id) {
                session.active.set(Some(id.clone()));
                focus_annotation(session, &id);
            }
        }
    }
}

/// The block that a place of the brief is in, if it has one.
pub(super) fn block_of(session: Session, reading: &Reading, place: &Place) -> Option<usize> {
    match place {
        Place::Start => None,
        Place::Block(id) => reading.brief.block_by_id(id),
        Place::Page(number) => block_of_page(&reading.brief, *number),
        Place::Annotation(id) => {
            let id = annotation(session, id)?;
            first_block(session, reading, &id)
        }
    }
}

/// The annotation that an address names, if it is about this brief.
fn annotation(session: Session, id: &str) -> Option<AnnotationId> {
    let ids = [AnnotationId(format!("urn:uuid:{id}")), AnnotationId(id.to_owned())];
    let is_known = |id: &AnnotationId| session.with_layer(|it| !it.anchors(id).is_empty());
    ids.into_iter().find(is_known)
}

/// The block that an annotation begins in.
fn first_block(session: Session, reading: &Reading, id: &AnnotationId) -> Option<usize> {
    let span = session.with_layer(|it| it.anchors(id).iter().find_map(Anchor::settled));
    reading.brief.block_at(span?.start)
}

/// Brings an element into view, moves the focus there, and lets it stand out for a moment.
fn land(element: &HtmlElement) {
    bring(element);
    page::focus_on(element);
    let _ = element.class_list().add_1("landed");
    let element = element.clone();
    clock::after(1_600, move || {
        let _ = element.class_list().remove_1("landed");
    });
}

/// Scrolls to an element. What was far is laid out only now that it is near, and takes more or less
/// room than it was thought to: so once more when it has been.
fn bring(element: &HtmlElement) {
    page::scroll_to(element);
    let element = element.clone();
    clock::next_frame(move || {
        clock::next_frame(move || page::scroll_to(&element));
    });
}

/// Brings the words of an annotation into view and moves the focus to their block.
pub(crate) fn focus_annotation(session: Session, id: &AnnotationId) {
    let (Some(reading), Some(paper)) = (session.reading(), session.paper()) else { return };
    let Some(index) = first_block(session, &reading, id) else { return };
    let Some(block) = paper.block(index) else { return };
    bring(&paper.mark(id).unwrap_or_else(|| block.clone()));
    page::focus_on(&block);
}

/// Brings the words of an annotation into view, and scrolls not at all where they stand in view.
pub(crate) fn glance_at(session: Session, id: &AnnotationId) {
    let (Some(reading), Some(paper)) = (session.reading(), session.paper()) else { return };
    let block = || paper.block(first_block(session, &reading, id)?);
    if let Some(element) = paper.mark(id).or_else(block) {
        page::scroll_near(&element);
    }
}

/// Brings the block that holds a place of the text into view.
pub(crate) fn glance_at_place(session: Session, place: CodePoint) {
    let (Some(reading), Some(paper)) = (session.reading(), session.paper()) else { return };
    if let Some(block) = reading.brief.block_at(place).and_then(|block| paper.block(block)) {
        bring(&block);
    }
}

/// Looks at the annotation after or before the active one, in the order of the text.
pub(crate) fn step_annotation(session: Session, step: super::Step) {
    let active = session.active.get_untracked();
    let next = session.with_layer(|layer| {
        let next = match step {
            super::Step::Forward => layer.after(active.as_ref()),
            super::Step::Back => layer.before(active.as_ref()),
        };
        next.map(|id| (id.clone(), layer.anchors(id).iter().find_map(Anchor::settled)))
    });
    let Some((next, span)) = next else { return };
    session.active.set(Some(next.clone()));
    session.selection.set(None);
    session.cursor.set(span);
    focus_annotation(session, &next);
}

/// The place that a typed citation names: `11.l(3)`, `¶4`, `p. 5`, `memo 1`, `note **`.
pub(crate) fn resolve(reading: &Arc<Reading>, typed: &str) -> Option<Place> {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric() || "*†‡§+".contains(*c));
        kept.collect::<String>().to_lowercase()
    };
    let wanted = plain(typed);
    let page = wanted.strip_prefix("page").or_else(|| wanted.strip_prefix('p'));
    if let Some(number) = page.and_then(|number| number.parse().ok()) {
        let n_pages = u32::try_from(reading.brief.pages.len()).unwrap_or(u32::MAX);
        return (1..=n_pages).contains(&number).then_some(Place::Page(number));
    }
    let blocks = &reading.brief.blocks;
    let by_citation = blocks.iter().find(|block| plain(&block.citation) == wanted);
    let block = by_citation.or_else(|| blocks.iter().find(|block| plain(&block.id) == wanted))?;
    Some(Place::Block(block.id.clone()))
}

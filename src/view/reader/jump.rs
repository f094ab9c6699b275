//! Going to a place of the brief: from the address, from a note, from a citation that was typed.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::session::{Reading, Session};
use crate::annotation::{Anchor, AnnotationId};
use crate::browser::{clock, page};
use crate::route::{Place, Route};

/// Brings into view what the address names, now and whenever it changes.
pub(super) fn follow_route(session: Session) {
    Effect::new(move |_| {
        if let Route::Brief { place, .. } = session.route.get() {
            // The page is written first.
            clock::next_frame(move || show(session, &place));
        }
    });
}

/// Outlines the words of the annotation that the reader is looking at.
pub(super) fn follow_active(session: Session) {
    Effect::new(move |_| {
        let active = session.active.get();
        // A block that is redrawn has new elements, so this follows each change as well.
        session.with(|_| ());
        for mark in page::find_all("mark.active") {
            let _ = mark.class_list().remove_1("active");
        }
        let Some(id) = active else { return };
        clock::next_frame(move || {
            for mark in marks(&id) {
                let _ = mark.class_list().add_1("active");
            }
        });
    });
}

fn show(session: Session, place: &Place) {
    let Some(reading) = session.reading() else { return };
    match place {
        Place::Start => page::focus("main"),
        Place::Block(id) => {
            if let Some(index) = reading.brief.block_by_id(id) {
                land(&format!("[data-block=\"{index}\"]"));
            }
        }
        Place::Page(number) => land(&format!("[data-page=\"{number}\"]")),
        Place::Annotation(id) => {
            let ids = [AnnotationId(format!("urn:uuid:{id}")), AnnotationId(id.clone())];
            let known = |id: &&AnnotationId| session.with_layer(|it| !it.anchors(id).is_empty());
            if let Some(id) = ids.iter().find(known) {
                session.active.set(Some(id.clone()));
                focus_annotation(session, id);
            }
        }
    }
}

/// Brings an element into view, moves the focus there, and lets it stand out for a moment.
fn land(selector: &str) {
    let Some(element) = page::find(selector) else { return };
    page::scroll_to(&element);
    if element.tab_index() >= 0 || element.has_attribute("tabindex") {
        page::focus(selector);
    }
    let _ = element.class_list().add_1("landed");
    clock::after(1_600, move || {
        let _ = element.class_list().remove_1("landed");
    });
}

/// Brings the words of an annotation into view and moves the focus to their block.
pub(crate) fn focus_annotation(session: Session, id: &AnnotationId) {
    let first = marks(id).into_iter().next();
    let block = session.reading().and_then(|reading| {
        let spans = session.with_layer(|it| it.anchors(id).iter().find_map(Anchor::settled));
        reading.brief.block_at(spans?.start)
    });
    let Some(block) = block else { return };
    let selector = format!("[data-block=\"{block}\"]");
    match first.or_else(|| page::find(&selector)) {
        Some(element) => page::scroll_to(&element),
        None => return,
    }
    page::focus(&selector);
}

/// Looks at the annotation after or before the active one, in the order of the text.
pub(crate) fn step_annotation(session: Session, step: super::Step) {
    let ids = session.with_layer(|layer| layer.in_order());
    if ids.is_empty() {
        return;
    }
    let active = session.active.get_untracked();
    let here = active.and_then(|active| ids.iter().position(|id| *id == active));
    let next = match (here, step) {
        (Some(here), super::Step::Forward) => (here + 1) % ids.len(),
        (Some(here), super::Step::Back) => (here + ids.len() - 1) % ids.len(),
        (None, super::Step::Forward) => 0,
        (None, super::Step::Back) => ids.len() - 1,
    };
    session.active.set(Some(ids[next].clone()));
    session.selection.set(None);
    session
        .cursor
        .set(session.with_layer(|it| it.anchors(&ids[next]).iter().find_map(Anchor::settled)));
    focus_annotation(session, &ids[next]);
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

fn marks(id: &AnnotationId) -> Vec<web_sys::HtmlElement> {
    // An IRI holds neither quotation marks nor backslashes when it is well formed; a file's may.
    let quoted = id.0.replace('\\', "\\\\").replace('"', "\\\"");
    page::find_all(&format!("mark[data-annotations~=\"{quoted}\"]"))
}

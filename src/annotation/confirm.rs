//! What the reader says of a target whose place is not sure: that it is here, or that it is nowhere.
//!
//! Each gives the target as it is to be stored, and nothing else ever writes over the selectors that
//! a target was made with. What we do not understand of it stays.

use serde_json::Value;

use super::{Selector, Target, describe};
use crate::brief::Brief;
use crate::text::{Passage, ReadingText, Span};

/// The digest of the text in which the reader looked for the passage and found it nowhere.
const GIVEN_UP: &str = "briefmark:givenUp";

/// Where a file's own way of naming the source is kept.
const SOURCES: [&str; 2] = ["source", "id"];

/// A target that the reader put on a passage: its words were others, or there were several places, or
/// none. It is described afresh.
#[must_use]
pub fn confirm(brief: &Brief, target: &Target, passage: Passage) -> Target {
    let mut confirmed = describe(brief, passage);
    let others = target.selectors.iter().filter(|selector| match selector {
        Selector::Other(_) => true,
        Selector::Quote(_) | Selector::Position { .. } => false,
    });
    confirmed.selectors.extend(others.cloned());
    confirmed.extra.clone_from(&target.extra);
    settle_source(&mut confirmed, &target.source);
    confirmed
}

/// A target whose words stand where the anchor says, or the whole brief: position, citation and digest
/// become those of this text, and the quotation that found it stays. Costs nothing that grows with
/// the text, so that thousands are confirmed at once.
#[must_use]
pub fn relocate(brief: &Brief, target: &Target, span: Option<Span>) -> Target {
    let mut relocated = target.clone();
    brief.id.clone_into(&mut relocated.source);
    relocated.digest = Some(brief.text.digest().to_owned());
    settle_source(&mut relocated, &target.source);
    let Some(span @ Span { start, end }) = span else { return relocated };
    relocated.citation = Some(brief.cite(span));
    let position = Selector::Position { start, end };
    let is_position = |selector: &&mut Selector| match selector {
        Selector::Position { .. } => true,
        Selector::Quote(_) | Selector::Other(_) => false,
    };
    match relocated.selectors.iter_mut().find(is_position) {
        Some(known) => *known = position,
        None => relocated.selectors.push(position),
    }
    relocated
}

/// A target that is to be looked for in another brief, from its IRI on: all that says where it was
/// stays, so that the reader is asked there.
#[must_use]
pub fn transfer(brief: &Brief, target: &Target) -> Target {
    let mut transferred = target.clone();
    brief.id.clone_into(&mut transferred.source);
    settle_source(&mut transferred, &target.source);
    transferred
}

/// A target that the reader gave up for a text: its words are nowhere in it. Selectors, citation and
/// digest stay as they are, so that it may be found again in another text.
#[must_use]
pub fn give_up(text: &ReadingText, target: &Target) -> Target {
    let mut given_up = target.clone();
    given_up.extra.insert(GIVEN_UP.to_owned(), Value::from(text.digest()));
    given_up
}

/// Whether the reader said that a target is nowhere in a text.
#[must_use]
pub fn is_given_up(text: &ReadingText, target: &Target) -> bool {
    target.extra.get(GIVEN_UP).and_then(Value::as_str) == Some(text.digest())
}

/// What was said of another text, or of another source, holds no longer.
fn settle_source(target: &mut Target, source: &str) {
    target.extra.shift_remove(GIVEN_UP);
    if target.source != source {
        for key in SOURCES {
            target.extra.shift_remove(key);
        }
    }
}

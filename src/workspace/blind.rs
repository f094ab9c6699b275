//! Coding blind: a reader does not see what others made of a brief until they say that they are done,
//! with a paragraph or with all of it.
//!
//! What is made or changed meanwhile says so, by a property that travels with it; it ceases to once it
//! is changed by one who has seen the others. One who saw others' work on a brief before they began
//! may hide it, but what they make is not said to be blind.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Workspace;
use crate::annotation::Annotation;

/// The property of an annotation that was made, and last changed, by one who could not see what
/// others had made of the place. `urn:briefmark:ns:blind`, a boolean.
pub const BLIND: &str = "briefmark:blind";

/// How a reader codes one brief blind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Blind {
    /// What they are done with: the citation of each block, without its page, by the block's id.
    pub done: BTreeMap<String, String>,
    /// Whether they had seen others' work on the brief before they began.
    pub has_seen: bool,
}

impl Workspace {
    /// A reader who begins to code a brief blind, given its IRI.
    #[must_use]
    pub fn blind_from_now(&self, brief: &str) -> Blind {
        let is_others = |it: &&Annotation| is_about(it, brief) && !self.is_mine(it);
        let has_seen = self.annotations.values().find(is_others).is_some();
        Blind { done: BTreeMap::new(), has_seen }
    }

    /// Whether an annotation is another's on a brief that the reader codes blind: no file, list or
    /// count may give it away.
    #[must_use]
    pub fn is_kept_from_reader(&self, annotation: &Annotation) -> bool {
        let blind = &self.settings.blind;
        !blind.is_empty()
            && !self.is_mine(annotation)
            && annotation.targets.iter().any(|target| blind.contains_key(&target.source))
    }

    /// Whether what the reader makes at the place of an annotation is made blind.
    fn is_blind_at(&self, annotation: &Annotation) -> bool {
        let sources: BTreeSet<&str> =
            annotation.targets.iter().map(|target| target.source.as_str()).collect();
        !self.settings.blind.is_empty()
            && sources.iter().all(|source| {
                self.settings.blind.get(*source).is_some_and(|blind| {
                    let here = annotation.targets.iter().filter(|it| it.source == *source);
                    !blind.has_seen
                        && here.into_iter().all(|target| !blind.is_done(target.citation.as_deref()))
                })
            })
    }

    /// Has an annotation say whether it is made blind.
    pub(super) fn mark_blindness(&self, annotation: &mut Annotation) {
        if self.is_blind_at(annotation) {
            annotation.extra.insert(BLIND.to_owned(), Value::Bool(true));
        } else {
            annotation.extra.shift_remove(BLIND);
        }
    }
}

impl Annotation {
    /// Whether it says that it was made blind.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.extra.get(BLIND) == Some(&Value::Bool(true))
    }
}

impl Blind {
    /// Whether the reader is done with a place, or may be: a stretch of several paragraphs, and a place
    /// without a citation, may hold one that they are done with.
    fn is_done(&self, citation: Option<&str>) -> bool {
        if self.done.is_empty() {
            return false;
        }
        let Some(citation) = citation.map(paragraph_of) else { return true };
        citation.contains(['–', ';'])
            || self.done.values().any(|done| {
                let rest = citation.strip_prefix(done.as_str());
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
    }
}

/// A citation without its page: `¶11.l(3)` of `¶11.l(3), p. 14`.
#[must_use]
pub fn paragraph_of(citation: &str) -> &str {
    citation.split(", p").next().unwrap_or(citation)
}

fn is_about(annotation: &Annotation, brief: &str) -> bool {
    annotation.targets.iter().any(|target| target.source == brief)
}

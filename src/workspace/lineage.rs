//! Which of two versions of one thing came from the other.
//!
//! A version is named by a digest of what it says (not of who or when). Each edit adds the name of
//! the version that it changed to a list that travels with the thing, so that two versions that meet
//! in a merge know whether one descends from the other, or each was changed apart: clocks that
//! disagree, and two files that crossed, decide nothing.
//!
//! Other programs keep no such list. Of two versions without one the later is taken for the newer;
//! and what is made here of a version without a list remembers when that was, so that an older one
//! which comes after all is known for what it is.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::annotation::{Annotation, Body};
use crate::codebook::Theme;
use crate::text::sha256;
use crate::timestamp::Timestamp;

/// The property that lists the versions that a version descends from, sorted. An entry that begins
/// with `@` is no version but a moment: the latest of those among them that had no list. Where it is
/// the moment at which the thing was made, it is left out.
pub const REVISES: &str = "briefmark:revises";

/// What a version descends from. Nothing for one without a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Descent {
    /// The names of the versions.
    names: BTreeSet<String>,
    /// The latest moment of one among them that had no list.
    since: Option<Timestamp>,
}

impl Descent {
    /// All that either descends from.
    pub(super) fn united(mut self, other: Descent) -> Descent {
        self.names.extend(other.names);
        self.since = later(self.since, other.since);
        self
    }

    /// All of it but one version: none descends from itself.
    pub(super) fn without(mut self, version: &str) -> Descent {
        self.names.remove(version);
        self
    }
}

/// The later of two moments, where there are two.
fn later(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.is_after(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// How the version here stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// They say the same.
    Same,
    /// The other descends from the one here.
    Older,
    /// The one here descends from the other.
    Newer,
    /// Neither descends from the other.
    Apart,
}

/// Something that has versions.
pub(super) trait Versioned: Clone {
    /// What it says, without when and by whom.
    fn content(&self) -> Value;
    fn extra(&self) -> &Map<String, Value>;
    fn extra_mut(&mut self) -> &mut Map<String, Value>;
    fn modified(&self) -> Option<&Timestamp>;
    /// When the thing was made, if that is kept beside when it was changed.
    fn made(&self) -> Option<&Timestamp>;
    fn set_modified(&mut self, now: Timestamp);

    /// The name of this version: 16 hexadecimal digits.
    fn version(&self) -> String {
        let mut content = self.content();
        content.sort_all_objects();
        let mut digest = sha256(&content.to_string());
        digest.truncate(16);
        digest
    }

    /// What this version descends from.
    fn descent(&self) -> Descent {
        let list = self.extra().get(REVISES);
        let entries: Vec<&Value> = match list {
            Some(Value::Array(entries)) => entries.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let mut descent = Descent::default();
        for entry in entries.into_iter().filter_map(Value::as_str) {
            match entry.strip_prefix('@') {
                Some(moment) => descent.since = Some(Timestamp(moment.to_owned())),
                None => drop(descent.names.insert(entry.to_owned())),
            }
        }
        if descent.names.is_empty() {
            return Descent::default();
        }
        descent.since = descent.since.or_else(|| self.made().cloned());
        descent
    }

    fn set_descent(&mut self, descent: Descent) {
        if descent.names.is_empty() {
            self.extra_mut().shift_remove(REVISES);
            return;
        }
        let since = descent.since.filter(|since| self.made() != Some(since));
        let since = since.map(|Timestamp(moment)| format!("@{moment}"));
        let entries = since.into_iter().chain(descent.names).map(Value::String).collect();
        self.extra_mut().insert(REVISES.to_owned(), Value::Array(entries));
    }

    /// What this version stands for in those that descend from it: itself, where it has no list.
    fn stem(&self) -> Descent {
        let descent = self.descent();
        if descent.names.is_empty() {
            Descent { since: self.modified().cloned(), ..descent }
        } else {
            descent
        }
    }

    /// This, as the next version of another; the other itself where it says nothing new.
    fn revising(mut self, other: &Self, now: &Timestamp) -> Self {
        let (version, revised) = (self.version(), other.version());
        if version == revised {
            return other.clone();
        }
        let descent = self.descent().united(other.stem());
        self.set_descent_of(&version, descent, revised);
        self.set_modified(match other.modified() {
            Some(before) => now.no_earlier_than_after(before),
            None => now.clone(),
        });
        self
    }

    /// Makes this descend from another version too.
    fn descend(&mut self, other: &Self) {
        let descent = self.stem().united(other.stem());
        self.set_descent_of(&self.version(), descent, other.version());
    }

    /// Sets what this version, given its name, descends from: one version more.
    fn set_descent_of(&mut self, version: &str, mut descent: Descent, other_version: String) {
        descent.names.insert(other_version);
        descent.names.remove(version);
        self.set_descent(descent);
    }

    /// Whether it is no more than a name for something that is described elsewhere.
    fn is_name_alone(&self) -> bool {
        false
    }

    /// How this version, the one here, stands to another.
    fn relation(&self, other: &Self) -> Relation {
        let (here, there) = (self.version(), other.version());
        if here == there {
            return Relation::Same;
        }
        match (self.is_name_alone(), other.is_name_alone()) {
            (true, false) => return Relation::Older,
            (false, true) => return Relation::Newer,
            (true, true) | (false, false) => {}
        }
        let (ours, theirs) = (self.descent(), other.descent());
        match (ours.names.contains(&there), theirs.names.contains(&here)) {
            (true, false) => return Relation::Newer,
            (false, true) => return Relation::Older,
            // Each was once what the other is now: only the clock can tell.
            (true, true) => return self.by_clock(other),
            (false, false) => {}
        }
        match (ours.names.is_empty(), theirs.names.is_empty()) {
            (true, true) => self.by_clock(other),
            (true, false) if is_before(self, &theirs) => Relation::Older,
            (false, true) if is_before(other, &ours) => Relation::Newer,
            (true, false) | (false, true) | (false, false) => Relation::Apart,
        }
    }

    fn by_clock(&self, other: &Self) -> Relation {
        let (Some(here), Some(there)) = (self.modified(), other.modified()) else {
            return Relation::Apart;
        };
        match here.cmp_instant(there) {
            Ordering::Greater => Relation::Newer,
            Ordering::Less => Relation::Older,
            Ordering::Equal => Relation::Apart,
        }
    }
}

/// Whether a version without a list was older than one, without a list too, that stands among what
/// another descends from.
fn is_before<T: Versioned>(version: &T, descent: &Descent) -> bool {
    let (when, since) = (version.modified(), descent.since.as_ref());
    when.zip(since).is_some_and(|(when, since)| since.is_after(when))
}

impl Versioned for Annotation {
    /// The names of themes are left out: they follow the codebook, and only the IRI counts.
    fn content(&self) -> Value {
        let mut plain = self.clone();
        for body in &mut plain.bodies {
            match body {
                Body::Theme { name, .. } => name.clear(),
                Body::Note { .. } | Body::Flag(_) | Body::Other(_) => {}
            }
        }
        plain.created = None;
        plain.modified = None;
        plain.sign(None);
        plain.extra.shift_remove(REVISES);
        plain.to_json()
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.extra
    }

    fn modified(&self) -> Option<&Timestamp> {
        self.modified.as_ref().or(self.created.as_ref())
    }

    fn made(&self) -> Option<&Timestamp> {
        self.created.as_ref()
    }

    fn set_modified(&mut self, now: Timestamp) {
        self.modified = Some(now);
    }
}

impl Versioned for Theme {
    fn content(&self) -> Value {
        let plain = Theme { modified: Timestamp(String::new()), ..self.clone() };
        let mut content = plain.to_json();
        if let Value::Object(object) = &mut content {
            object.shift_remove(REVISES);
        }
        content
    }

    fn extra(&self) -> &Map<String, Value> {
        &self.extra
    }

    fn extra_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.extra
    }

    fn modified(&self) -> Option<&Timestamp> {
        Some(&self.modified)
    }

    fn made(&self) -> Option<&Timestamp> {
        None
    }

    /// A table names its themes and does not describe them: such a theme bears no time.
    fn is_name_alone(&self) -> bool {
        self.modified.0.is_empty()
    }

    fn set_modified(&mut self, now: Timestamp) {
        self.modified = now;
    }
}

//! Which of two versions of one thing came from the other.
//!
//! A version is named by a digest of what it says (not of who or when). Each edit adds the name of
//! the version that it changed to a list that travels with the thing, so that two versions that meet
//! in a merge know whether one descends from the other, or each was changed apart: clocks that
//! disagree, and two files that crossed, decide nothing.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::annotation::{Annotation, Body};
use crate::codebook::Theme;
use crate::text::sha256;
use crate::timestamp::Timestamp;

/// The property that lists the versions that a version descends from, sorted.
pub const REVISES: &str = "briefmark:revises";

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
    fn set_modified(&mut self, now: Timestamp);

    /// The name of this version: 16 hexadecimal digits.
    fn version(&self) -> String {
        let mut content = self.content();
        content.sort_all_objects();
        let mut digest = sha256(&content.to_string());
        digest.truncate(16);
        digest
    }

    /// The versions that this one descends from.
    fn ancestors(&self) -> BTreeSet<String> {
        let list = self.extra().get(REVISES);
        let names: Vec<&Value> = match list {
            Some(Value::Array(names)) => names.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        names.into_iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn set_ancestors(&mut self, ancestors: BTreeSet<String>) {
        if ancestors.is_empty() {
            self.extra_mut().shift_remove(REVISES);
        } else {
            let names = ancestors.into_iter().map(Value::String).collect();
            self.extra_mut().insert(REVISES.to_owned(), Value::Array(names));
        }
    }

    /// This, as the next version of another; the other itself where it says nothing new.
    fn revising(mut self, other: &Self, now: &Timestamp) -> Self {
        let (version, revised) = (self.version(), other.version());
        if version == revised {
            return other.clone();
        }
        self.descend_as(&version, other, revised);
        self.set_modified(match other.modified() {
            Some(before) => now.no_earlier_than_after(before),
            None => now.clone(),
        });
        self
    }

    /// Makes this descend from another version too.
    fn descend(&mut self, other: &Self) {
        self.descend_as(&self.version(), other, other.version());
    }

    /// The same, where the names of both versions are known: to find them out is what costs.
    fn descend_as(&mut self, version: &str, other: &Self, other_version: String) {
        let mut ancestors = self.ancestors();
        ancestors.extend(other.ancestors());
        ancestors.insert(other_version);
        ancestors.remove(version);
        self.set_ancestors(ancestors);
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
        let (ours, theirs) = (self.ancestors(), other.ancestors());
        match (ours.contains(&there), theirs.contains(&here)) {
            (true, false) => Relation::Newer,
            (false, true) => Relation::Older,
            // Each was once what the other is now, or neither was ever changed by a program that
            // keeps this list: only the clock can tell.
            (true, true) => self.by_clock(other),
            (false, false) if ours.is_empty() && theirs.is_empty() => self.by_clock(other),
            (false, false) => Relation::Apart,
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
        plain.creator = None;
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

    /// A table names its themes and does not describe them: such a theme bears no time.
    fn is_name_alone(&self) -> bool {
        self.modified.0.is_empty()
    }

    fn set_modified(&mut self, now: Timestamp) {
        self.modified = now;
    }
}

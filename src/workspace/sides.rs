//! The sides of a thing: the versions of it that stand beside each other, and what of them a deletion
//! takes.
//!
//! What is known of a thing is the set of its versions of which none descends from another, and the
//! latest moment at which it was deleted. Two such sets that meet are one again: their union, without
//! what another version descends from and what a deletion came after. So it makes no difference in
//! which order work is merged.
// Invariant: a version is never earlier than those that it descends from, and a tombstone never than
// what it buried. Hence a version that gives way to another falls to every tombstone that the other
// falls to.

use super::lineage::{Descent, Relation, Versioned};
use super::stage::Stage;
use super::{Conflict, Key, Record, Tombstone};
use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::{Theme, ThemeId};
use crate::order;
use crate::timestamp::Timestamp;

/// A thing that can have sides.
pub(super) trait Sided: Versioned {
    /// Its IRI.
    fn iri(&self) -> &str;
    /// The key of a thing of this kind.
    fn key_of(iri: &str) -> Key;
    fn into_record(self) -> Record;
    fn from_record(record: Record) -> Option<Self>;

    /// Takes the maker from another version that says the same, where that one names another and was
    /// changed later: who joins two identities signs their work anew; or the maker's name alone, where
    /// it is lacking. Whether it did.
    fn take_hand(&mut self, _other: &Self) -> bool {
        false
    }

    /// Whether it was changed after it was deleted.
    fn outlives(&self, tombstone: &Tombstone) -> bool {
        self.modified().is_some_and(|modified| modified.is_after(&tombstone.deleted))
    }

    /// Makes one of two versions that say the same: descended from all that either descends from,
    /// as late as the later. Gives whether anything is other than before, and whether the maker is.
    fn unite(&mut self, other: &Self) -> (bool, bool) {
        let descent = self.descent();
        let is_listed = descent != other.descent();
        let united = if is_listed { self.stem().united(other.stem()) } else { descent.clone() };
        let has_more = united != descent;
        if has_more {
            self.set_descent(united);
        }
        // Before the time, which it goes by.
        let is_other_hand = self.take_hand(other);
        let later =
            other.modified().filter(|other| self.modified().is_none_or(|it| other.is_after(it)));
        let is_later = later.cloned().map(|later| self.set_modified(later)).is_some();
        (has_more || is_other_hand || is_later, is_other_hand)
    }

    /// Takes over what a version that gives way to this one descends from; whether that was more.
    ///
    /// An edit that takes another back says again what was said before both: what was made of that
    /// comes after both too, though its maker saw neither.
    fn inherit(&mut self, other: &Self) -> bool {
        let (ours, theirs) = (self.descent(), other.descent());
        if theirs == Descent::default() {
            return false;
        }
        let own = self.version();
        let united = self.stem().united(theirs).without(&own);
        let has_more = united != ours;
        if has_more {
            self.set_descent(united);
        }
        has_more
    }
}

impl Sided for Annotation {
    fn iri(&self) -> &str {
        &self.id.0
    }

    fn key_of(iri: &str) -> Key {
        Key::Annotation(AnnotationId(iri.to_owned()))
    }

    fn into_record(self) -> Record {
        Record::Annotation(self)
    }

    fn from_record(record: Record) -> Option<Annotation> {
        if let Record::Annotation(annotation) = record { Some(annotation) } else { None }
    }

    fn take_hand(&mut self, other: &Annotation) -> bool {
        if let (Some(here), Some(there)) = (&mut self.creator, &other.creator)
            && here.id == there.id
            && here.name.is_empty()
        {
            here.name.clone_from(&there.name);
            return !here.name.is_empty();
        }
        let id = |annotation: &Annotation| annotation.creator.as_ref().map(|it| it.id.clone());
        let (here, there) = (id(self), id(other));
        let (here_when, there_when) = (Versioned::modified(self), Versioned::modified(other));
        let takes = match (here_when, there_when) {
            _ if there.is_none() || here == there => false,
            _ if here.is_none() => true,
            (Some(one), Some(two)) if one.cmp_instant(two).is_ne() => two.is_after(one),
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (_, _) => there < here,
        };
        if takes {
            self.sign_as(other);
        }
        takes
    }
}

impl Sided for Theme {
    fn iri(&self) -> &str {
        &self.id.0
    }

    fn key_of(iri: &str) -> Key {
        Key::Theme(ThemeId(iri.to_owned()))
    }

    fn into_record(self) -> Record {
        Record::Theme(self)
    }

    fn from_record(record: Record) -> Option<Theme> {
        if let Record::Theme(theme) = record { Some(theme) } else { None }
    }
}

impl Stage<'_> {
    /// The sides of a thing, that which stands here first.
    pub(super) fn sides<T: Sided>(&self, iri: &str) -> Vec<T> {
        let here = self.get(&T::key_of(iri)).and_then(T::from_record);
        let others = match self.get(&Key::Conflict(iri.to_owned())) {
            Some(Record::Conflict(conflict)) => conflict.others,
            Some(_) | None => Vec::new(),
        };
        here.into_iter().chain(others.into_iter().filter_map(T::from_record)).collect()
    }

    /// Sets the sides of a thing; those that another descends from are left out. The first that is
    /// left stands here. There is at least one.
    pub(super) fn set_sides<T: Sided>(&mut self, iri: &str, sides: Vec<T>) {
        let mut left = latest(sides).into_iter();
        if let Some(here) = left.next() {
            self.put(here.into_record());
        }
        let mut others: Vec<T> = left.collect();
        order::sort_by_cached_key(&mut others, T::version);
        let others: Vec<Record> = others.into_iter().map(T::into_record).collect();
        let key = Key::Conflict(iri.to_owned());
        if !others.is_empty() {
            self.put(Record::Conflict(Conflict { id: iri.to_owned(), others }));
        } else if self.has(&key) {
            self.take_away(key);
        }
    }

    /// Takes away the sides of a thing that fall to a tombstone. Gives whether the one that stands
    /// here fell; nothing where there is none.
    pub(super) fn fell<T: Sided>(&mut self, tombstone: &Tombstone) -> Option<bool> {
        let mut sides = self.sides::<T>(&tombstone.id);
        let n_sides = sides.len();
        let is_here = self.has(&T::key_of(&tombstone.id));
        let falls = is_here && !sides.first()?.outlives(tombstone);
        sides.retain(|side| side.outlives(tombstone));
        if n_sides == 0 {
            return None;
        }
        if sides.is_empty() {
            self.bury(T::key_of(&tombstone.id), &tombstone.id, &tombstone.deleted);
        } else if sides.len() < n_sides || !is_here {
            self.set_sides(&tombstone.id, sides);
        }
        Some(falls)
    }

    /// The latest moment at which a side of a thing was changed or the thing was deleted; a moment
    /// that comes before all of those becomes that.
    pub(super) fn no_earlier(&self, iri: &str, now: &Timestamp) -> Timestamp {
        let conflict = match self.has(&Key::Conflict(iri.to_owned())) {
            true => self.get(&Key::Conflict(iri.to_owned())),
            false => None,
        };
        let others = match &conflict {
            Some(Record::Conflict(conflict)) => conflict.others.as_slice(),
            Some(_) | None => &[],
        };
        // What stands here is looked at where it stands: an edit can ask this of thousands.
        let keys = [Annotation::key_of(iri), Theme::key_of(iri), Key::Tombstone(iri.to_owned())];
        let here = keys.iter().filter_map(|key| self.moment(key));
        let known = here.chain(others.iter().filter_map(Record::moment));
        known.fold(now, |latest, when| if when.is_after(latest) { when } else { latest }).clone()
    }
}

/// The versions that no other descends from, in their order; one of those that say the same.
fn latest<T: Sided>(mut versions: Vec<T>) -> Vec<T> {
    loop {
        let (left, inherits) = without_older(versions);
        // One that has inherited may come after another that it stood beside.
        if !inherits {
            return left;
        }
        versions = left;
    }
}

/// One pass of [`latest`]; and whether a version has more to descend from than before.
fn without_older<T: Sided>(versions: Vec<T>) -> (Vec<T>, bool) {
    let mut left: Vec<T> = Vec::with_capacity(versions.len());
    let mut inherits = false;
    for mut version in versions {
        let mut is_latest = true;
        left.retain_mut(|other| match other.relation(&version) {
            Relation::Same => {
                inherits |= other.unite(&version).0;
                is_latest = false;
                true
            }
            Relation::Newer => {
                inherits |= other.inherit(&version);
                is_latest = false;
                true
            }
            Relation::Older => {
                inherits |= version.inherit(other);
                false
            }
            Relation::Apart => true,
        });
        if is_latest {
            left.push(version);
        }
    }
    (left, inherits)
}

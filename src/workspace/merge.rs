//! What a file would bring, record by record, before the reader says yes.
//!
//! The rules, which are the same from either side, so that it makes no difference who merges whom:
//! what says the same is passed over; a version takes the place of one that it descends from; two
//! that were changed apart are a conflict, and both are kept until the reader chooses; a deletion
//! stands against what was last changed before it, and is remembered beside what was changed after
//! it: another version may come that was not. Another coder's annotations come in like one's own;
//! they are never changed here.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Relation;
use super::sides::Sided;
use super::stage::Stage;
use super::{Key, Record, Tombstone, Workspace};
use crate::annotation::Annotation;
use crate::codebook::{Theme, ThemeId};

/// What a file holds, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// Its codebook.
    pub themes: Vec<Theme>,
    /// Its annotations.
    pub annotations: Vec<Annotation>,
    /// What was deleted there.
    pub tombstones: Vec<Tombstone>,
}

/// What a file would bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merge {
    /// Each record with what would happen to it. One that the reader takes out is not merged.
    pub items: Vec<(Record, Verdict)>,
    /// New themes that look like one that is here: the reader may want to know.
    pub alike: Vec<Alike>,
}

/// How much of what a file would bring the reader takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Taking {
    /// All of it.
    #[default]
    All,
    /// Only the things of which no version is in conflict with another.
    FreeOfConflict,
    /// All but some, given by their index in [`Merge::items`]; and without what would have been passed
    /// over because of one of those, such as the same in another file.
    Without(BTreeSet<usize>),
}

impl Merge {
    /// What the reader takes of it, each with its index.
    pub fn taken<'a>(
        &'a self,
        taking: &'a Taking,
    ) -> impl Iterator<Item = (usize, &'a (Record, Verdict))> {
        let left: BTreeSet<Key> = match taking {
            Taking::FreeOfConflict => self.in_conflict().map(Record::key).collect(),
            Taking::Without(left_out) => {
                let items = left_out.iter().filter_map(|index| self.items.get(*index));
                items.map(|(record, _)| record.key()).collect()
            }
            Taking::All => BTreeSet::new(),
        };
        let is_left = move |record: &Record| !left.is_empty() && left.contains(&record.key());
        let items = self.items.iter().enumerate();
        items.filter(move |(index, (record, verdict))| match taking {
            Taking::All => true,
            Taking::FreeOfConflict => !is_left(record),
            Taking::Without(left_out) => {
                !left_out.contains(index) && (verdict.has_effect() || !is_left(record))
            }
        })
    }

    /// That part of it which the reader takes.
    #[must_use]
    pub fn part(&self, taking: &Taking) -> Merge {
        let items = self.taken(taking).map(|(_, item)| item.clone()).collect();
        Merge { items, alike: self.alike.clone() }
    }

    /// The versions that would stand beside another one.
    pub fn in_conflict(&self) -> impl Iterator<Item = &Record> {
        let items = self.items.iter().filter(|(_, verdict)| *verdict == Verdict::Conflict);
        items.map(|(record, _)| record)
    }
}

impl Verdict {
    /// Whether taking the record changes what stands here.
    #[must_use]
    pub fn has_effect(self) -> bool {
        match self {
            Verdict::New | Verdict::Newer | Verdict::Conflict | Verdict::DeletedThere => true,
            Verdict::Same | Verdict::Older | Verdict::DeletedHere => false,
        }
    }
}

/// What would happen to one record of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is not here yet: taken.
    New,
    /// It is here, the same: passed over.
    Same,
    /// It is here, older: replaced.
    Newer,
    /// It is here, newer: passed over.
    Older,
    /// Both sides changed it: both are kept, and shown.
    Conflict,
    /// It was deleted here after its last change there: passed over.
    DeletedHere,
    /// It was deleted there after its last change here: deleted.
    DeletedThere,
}

/// A new theme that looks like one that is here. Both are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The new one.
    pub incoming: ThemeId,
    /// The one that is here.
    pub here: ThemeId,
    /// In what they are alike.
    pub by: Likeness,
}

/// In what two themes are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// They were made from the same place of the same brief.
    Source,
    /// They have the same name, but for case.
    Name,
}

/// What a file would do to a workspace, with nothing done yet.
#[must_use]
pub fn plan(workspace: &Workspace, incoming: Incoming) -> Merge {
    let alike =
        incoming.themes.iter().filter_map(|theme| alike(&workspace.themes, theme)).collect();
    // Tombstones last: a file that holds a thing and its tombstone is judged by their times.
    let themes = incoming.themes.into_iter().map(Record::Theme);
    let annotations = incoming.annotations.into_iter().map(Record::Annotation);
    let tombstones = incoming.tombstones.into_iter().map(Record::Tombstone);
    let mut stage = Stage::new(workspace);
    let items = themes.chain(annotations).chain(tombstones).map(|record| {
        let verdict = stage.merge(record.clone());
        (record, verdict)
    });
    Merge { items: items.collect(), alike }
}

fn alike(here: &BTreeMap<ThemeId, Theme>, incoming: &Theme) -> Option<Alike> {
    if here.contains_key(&incoming.id) {
        return None;
    }
    let same_source = |theme: &&Theme| theme.source.is_some() && theme.source == incoming.source;
    let name = incoming.name.trim().to_lowercase();
    let same_name = |theme: &&Theme| theme.name.trim().to_lowercase() == name;
    let found = here.values().find(same_source).map(|theme| (theme, Likeness::Source));
    let found = found.or_else(|| Some((here.values().find(same_name)?, Likeness::Name)));
    found.map(|(theme, by)| Alike { incoming: incoming.id.clone(), here: theme.id.clone(), by })
}

impl Stage<'_> {
    /// Takes one record of a file in, as the rules say. What a file cannot bring is passed over.
    pub(super) fn merge(&mut self, record: Record) -> Verdict {
        match record {
            Record::Annotation(there) => self.merge_version(there),
            Record::Theme(there) => self.merge_version(there),
            Record::Tombstone(there) => self.merge_tombstone(there),
            Record::Coder(_)
            | Record::Settings(_)
            | Record::Conflict(_)
            | Record::Brief(_)
            | Record::Draft(_) => Verdict::Same,
        }
    }

    fn merge_version<T: Sided>(&mut self, there: T) -> Verdict {
        let id = there.iri().to_owned();
        let tombstone = self.tombstone(&id);
        let is_dead = tombstone.is_some_and(|tombstone| !there.outlives(&tombstone));
        let mut sides = self.sides::<T>(&id);
        if sides.is_empty() {
            if is_dead {
                return Verdict::DeletedHere;
            }
            self.put(there.into_record());
            return Verdict::New;
        }
        let relations: Vec<Relation> = sides.iter().map(|side| side.relation(&there)).collect();
        if let Some(at) = relations.iter().position(|relation| *relation == Relation::Same) {
            let (is_changed, is_other_hand) = sides[at].unite(&there);
            if is_changed {
                self.set_sides(&id, sides);
            }
            return if is_other_hand { Verdict::Newer } else { Verdict::Same };
        }
        let is_older = relations.contains(&Relation::Newer);
        if is_older || is_dead {
            let mut inherits = false;
            for (side, relation) in sides.iter_mut().zip(&relations) {
                inherits |= *relation == Relation::Newer && side.inherit(&there);
            }
            if inherits {
                self.set_sides(&id, sides);
            }
            let is_beside = !is_dead && relations[0] != Relation::Newer;
            return if is_beside { Verdict::Same } else { Verdict::Older };
        }
        let version = there.version();
        sides.insert(if relations[0] == Relation::Older { 0 } else { sides.len() }, there);
        self.set_sides(&id, sides);
        let stands = self.sides::<T>(&id).first().is_some_and(|here| here.version() == version);
        if stands { Verdict::Newer } else { Verdict::Conflict }
    }

    fn merge_tombstone(&mut self, there: Tombstone) -> Verdict {
        let is_new = match self.tombstone(&there.id) {
            None => Some(Verdict::New),
            Some(here) if there.deleted.is_after(&here.deleted) => Some(Verdict::Newer),
            Some(_) => None,
        };
        if is_new.is_some() {
            self.put(Record::Tombstone(there.clone()));
        }
        let met = [self.fell::<Annotation>(&there), self.fell::<Theme>(&there)];
        match met.into_iter().flatten().max() {
            Some(true) => Verdict::DeletedThere,
            Some(false) => Verdict::Older,
            None => is_new.unwrap_or(Verdict::Same),
        }
    }
}

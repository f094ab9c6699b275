//! What a file would bring, record by record, before the reader says yes.
//!
//! The rules, which are the same from either side, so that it makes no difference who merges whom:
//! what says the same is passed over; a version takes the place of one that it descends from; two
//! that were changed apart are a conflict, and both are kept until the reader chooses; a deletion
//! stands against what was last changed before it, and falls to what was changed after it. Another
//! coder's annotations come in like one's own; they are never changed here.

use std::collections::BTreeMap;

use super::lineage::{Relation, Versioned};
use super::stage::Stage;
use super::{Conflict, Key, Record, Tombstone, Workspace};
use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::{Theme, ThemeId};
use crate::timestamp::Timestamp;

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
            Record::Annotation(mut there) => {
                let mut here = self.annotation(&there.id);
                let named = here.as_mut().is_some_and(|here| share_name(here, &mut there));
                let verdict = self.merge_version(there.id.0.clone(), here.clone(), there);
                match (verdict, here.filter(|_| named)) {
                    (Verdict::Same, Some(here)) => {
                        self.put(Record::Annotation(here));
                        Verdict::Newer
                    }
                    (Verdict::Older | Verdict::Conflict, Some(here)) => {
                        self.put(Record::Annotation(here));
                        verdict
                    }
                    (_, _) => verdict,
                }
            }
            Record::Theme(there) => {
                let here = self.theme(&there.id);
                self.merge_version(there.id.0.clone(), here, there)
            }
            Record::Tombstone(there) => self.merge_tombstone(there),
            Record::Coder(_)
            | Record::Settings(_)
            | Record::Conflict(_)
            | Record::Brief(_)
            | Record::Draft(_) => Verdict::Same,
        }
    }

    fn merge_version<T: Sided>(&mut self, id: String, here: Option<T>, there: T) -> Verdict {
        let Some(here) = here else {
            if let Some(tombstone) = self.tombstone(&id) {
                if !outlives(there.modified(), &tombstone) {
                    return Verdict::DeletedHere;
                }
                self.take_away(Key::Tombstone(id));
            }
            self.put(there.into_record());
            return Verdict::New;
        };
        match here.relation(&there) {
            Relation::Same => Verdict::Same,
            Relation::Newer => Verdict::Older,
            Relation::Older => {
                let others = self.others::<T>(&id);
                self.set_others(id, others.into_iter().filter(|other| stands(other, &there)));
                self.put(there.into_record());
                Verdict::Newer
            }
            Relation::Apart => {
                let mut others = self.others::<T>(&id);
                if others.iter().any(|other| !stands(&there, other)) {
                    return Verdict::Same;
                }
                others.retain(|other| stands(other, &there));
                others.push(there);
                others.sort_by_cached_key(T::version);
                self.set_others(id, others.into_iter());
                Verdict::Conflict
            }
        }
    }

    fn merge_tombstone(&mut self, there: Tombstone) -> Verdict {
        let annotation = self.annotation(&AnnotationId(there.id.clone()));
        let theme = self.theme(&ThemeId(there.id.clone()));
        let keys = [
            annotation.map(|here| {
                (Key::Annotation(here.id.clone()), outlives(Versioned::modified(&here), &there))
            }),
            theme.map(|here| {
                (Key::Theme(here.id.clone()), outlives(Versioned::modified(&here), &there))
            }),
        ];
        let mut verdict = match self.tombstone(&there.id) {
            None => Verdict::New,
            Some(here) if there.deleted.is_after(&here.deleted) => Verdict::Newer,
            Some(_) => Verdict::Same,
        };
        for (key, outlives) in keys.into_iter().flatten() {
            if outlives {
                return Verdict::Older;
            }
            self.bury(key, &there.id, &there.deleted);
            verdict = Verdict::DeletedThere;
        }
        if verdict != Verdict::Same {
            self.put(Record::Tombstone(there));
        }
        verdict
    }

    /// The other sides of a conflict.
    fn others<T: Sided>(&self, id: &str) -> Vec<T> {
        match self.get(&Key::Conflict(id.to_owned())) {
            Some(Record::Conflict(conflict)) => {
                conflict.others.into_iter().filter_map(T::from_record).collect()
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn set_others<T: Sided>(&mut self, id: String, others: impl Iterator<Item = T>) {
        let others: Vec<Record> = others.map(T::into_record).collect();
        if others.is_empty() {
            self.take_away(Key::Conflict(id));
        } else {
            self.put(Record::Conflict(Conflict { id, others }));
        }
    }
}

/// Whether one version still stands beside another: it is neither the same nor an ancestor.
fn stands<T: Versioned>(version: &T, beside: &T) -> bool {
    match version.relation(beside) {
        Relation::Newer | Relation::Apart => true,
        Relation::Same | Relation::Older => false,
    }
}

/// Whether something was changed after it was deleted elsewhere.
pub(super) fn outlives(modified: Option<&Timestamp>, tombstone: &Tombstone) -> bool {
    modified.is_some_and(|modified| modified.is_after(&tombstone.deleted))
}

/// Gives each of two versions the maker's name that the other has and it lacks. Whether the version
/// here got it.
fn share_name(here: &mut Annotation, there: &mut Annotation) -> bool {
    let (Some(here), Some(there)) = (&mut here.creator, &mut there.creator) else { return false };
    if here.id != there.id || here.name.is_empty() == there.name.is_empty() {
        return false;
    }
    if here.name.is_empty() {
        here.name.clone_from(&there.name);
        return true;
    }
    there.name.clone_from(&here.name);
    false
}

/// A thing that can be a side of a conflict.
trait Sided: Versioned {
    fn into_record(self) -> Record;
    fn from_record(record: Record) -> Option<Self>;
}

impl Sided for Annotation {
    fn into_record(self) -> Record {
        Record::Annotation(self)
    }

    fn from_record(record: Record) -> Option<Annotation> {
        if let Record::Annotation(annotation) = record { Some(annotation) } else { None }
    }
}

impl Sided for Theme {
    fn into_record(self) -> Record {
        Record::Theme(self)
    }

    fn from_record(record: Record) -> Option<Theme> {
        if let Record::Theme(theme) = record { Some(theme) } else { None }
    }
}

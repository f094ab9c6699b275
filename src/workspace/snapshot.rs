//! The stored form: a key and a value of text for each record.
//!
//! One key per thing, so that two tabs never write over each other's work and one bad value spoils
//! one thing. Keys read `briefmark/3/annotation/5b0e1a52-…`: the version of the form, the kind, and the
//! name. A thing that is named by a UUID has that for a name; any other IRI stands percent-encoded,
//! so that every IRI has one key and every key one IRI. Reading never fails: what cannot be read is
//! handed back as it stands, and what a later version wrote is left alone.
//!
//! An annotation is stored [as lines](packed), all else as JSON. What an earlier version stored is
//! read and named in [`Snapshot::former`]: it is written in today's form, read back, and only then
//! taken away.

mod key;
mod packed;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Conflict, Key, Record, Workspace};
use crate::annotation::Annotation;
use crate::codebook::Theme;
use crate::order;

pub use key::StoredKey;

/// The latest version of the stored form. What has not changed since an earlier one bears that in
/// its key.
pub const SCHEMA: u32 = 3;

/// A stored value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its key.
    pub key: String,
    /// The value, as it stands.
    pub value: String,
    /// Why, as a clause.
    pub reason: String,
}

impl Unreadable {
    /// The key under which it is set aside. `key` says again where it stood.
    #[must_use]
    pub fn quarantine(&self) -> String {
        let mut parts = self.key.splitn(3, '/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("briefmark"), Some(version @ ("1" | "2" | "3")), Some(name)) => {
                format!("briefmark/{version}/quarantine/{name}")
            }
            _ => format!("briefmark/1/quarantine/{}", self.key),
        }
    }
}

/// What a store holds, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// All that could be read.
    pub workspace: Workspace,
    /// All that could not.
    pub unreadable: Vec<Unreadable>,
    /// How many values were set aside before, and stand in quarantine.
    pub n_quarantined: usize,
    /// Whether a later version has written here: then nothing may be written by this one.
    pub newer_schema: bool,
    /// What an earlier version stored, with the name under which it did.
    pub former: Vec<(Key, String)>,
}

impl Snapshot {
    /// Takes in one key of a store with its value. Where a record is there in today's form and in an
    /// earlier one too, because a tab of an earlier version is still open, the later change counts.
    pub fn take(&mut self, key: String, value: String) {
        let (place, is_former) = match Key::parse(&key) {
            StoredKey::Key(place) => (place, false),
            StoredKey::Former(place) => (place, true),
            StoredKey::Quarantined => {
                self.n_quarantined += 1;
                return;
            }
            StoredKey::Newer => {
                self.newer_schema = true;
                return;
            }
            StoredKey::Unknown => {
                let reason = "its key is none that this version writes".to_owned();
                return self.unreadable.push(Unreadable { key, value, reason });
            }
            StoredKey::Foreign => return,
        };
        match Record::read(&place, &value) {
            Ok(record) => {
                if !self.is_superseded(&place, &record) {
                    self.workspace.replace(&place, Some(record));
                }
                if is_former {
                    self.former.push((place, key));
                }
            }
            Err(unreadable) => self.unreadable.push(Unreadable { key, ..unreadable }),
        }
    }

    /// Whether another form of an annotation was read already and is the later one.
    fn is_superseded(&self, key: &Key, record: &Record) -> bool {
        let (Key::Annotation(id), Record::Annotation(annotation)) = (key, record) else {
            return false;
        };
        let Some(here) = self.workspace.annotations.get(id) else { return false };
        match (&here.modified, &annotation.modified) {
            (Some(here), Some(other)) => !other.is_after(here),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// What the first screen needs of a store, ahead of [`Snapshot::take`], which says what cannot be read and
/// takes in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfFirstScreen {
    /// The reader's settings.
    Settings,
    /// A brief that they opened, by its IRI.
    Brief(String),
}

impl Workspace {
    /// Reads a store, given its keys and values in any order. Keys that are not ours are passed over.
    #[must_use]
    pub fn read(stored: impl IntoIterator<Item = (String, String)>) -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (key, value) in stored {
            snapshot.take(key, value);
        }
        order::sort_by(&mut snapshot.unreadable, |one, other| one.key.cmp(&other.key));
        snapshot
    }

    /// What of the first screen stands under a key of a store: how the reader likes the page, and what
    /// they opened.
    #[must_use]
    pub fn of_first_screen(key: &str) -> Option<OfFirstScreen> {
        match Key::parse(key) {
            StoredKey::Key(Key::Settings) => Some(OfFirstScreen::Settings),
            StoredKey::Key(Key::Brief(id)) => Some(OfFirstScreen::Brief(id)),
            StoredKey::Key(
                Key::Coder
                | Key::Theme(_)
                | Key::Annotation(_)
                | Key::Tombstone(_)
                | Key::Conflict(_)
                | Key::Draft(_),
            )
            | StoredKey::Former(_)
            | StoredKey::Quarantined
            | StoredKey::Newer
            | StoredKey::Unknown
            | StoredKey::Foreign => None,
        }
    }

    /// Every record under its stored key, in its stored form.
    #[must_use]
    pub fn stored(&self) -> BTreeMap<String, String> {
        self.records().map(|record| (record.key().stored(), record.stored())).collect()
    }

    /// What stands under a key, in its stored form. `None` where nothing does.
    #[must_use]
    pub fn stored_at(&self, key: &Key) -> Option<String> {
        match key {
            Key::Annotation(id) => self.annotations.get(id).map(stored_annotation),
            // As it stands here: its text is long.
            Key::Brief(id) => self.briefs.get(id).map(json_of),
            Key::Coder
            | Key::Settings
            | Key::Theme(_)
            | Key::Tombstone(_)
            | Key::Conflict(_)
            | Key::Draft(_) => self.record(key).map(|record| record.stored()),
        }
    }

    /// Every record.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let settings = self.record(&Key::Settings);
        self.coder
            .clone()
            .map(Record::Coder)
            .into_iter()
            .chain(settings)
            .chain(self.themes.values().cloned().map(Record::Theme))
            .chain(self.annotations.values().cloned().map(Record::Annotation))
            .chain(self.tombstones.values().cloned().map(Record::Tombstone))
            .chain(self.conflicts.values().cloned().map(Record::Conflict))
            .chain(self.briefs.values().cloned().map(Record::Brief))
            .chain(self.drafts.values().cloned().map(Record::Draft))
    }
}

impl Record {
    /// The value that is stored under the record's key.
    #[must_use]
    pub fn stored(&self) -> String {
        match self {
            Record::Coder(coder) => json_of(coder),
            Record::Settings(settings) => json_of(settings),
            Record::Theme(theme) => theme.to_json().to_string(),
            Record::Annotation(annotation) => stored_annotation(annotation),
            Record::Tombstone(tombstone) => json_of(tombstone),
            Record::Conflict(conflict) => conflict.to_json().to_string(),
            Record::Brief(brief) => json_of(brief),
            Record::Draft(draft) => json_of(draft),
        }
    }

    /// Reads what was stored under a key.
    ///
    /// # Errors
    /// When it is not what this version writes there; the value is handed back.
    pub fn read(key: &Key, stored: &str) -> Result<Record, Unreadable> {
        let unreadable =
            |reason: String| Unreadable { key: key.stored(), value: stored.to_owned(), reason };
        let record = record_of(key, stored).map_err(unreadable)?;
        if record.key() == *key {
            Ok(record)
        } else {
            Err(unreadable("it names itself otherwise than its key does".to_owned()))
        }
    }
}

fn json_of(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("a record has text keys and no number out of range")
}

fn stored_annotation(annotation: &Annotation) -> String {
    packed::pack(annotation).unwrap_or_else(|| annotation.to_json().to_string())
}

fn record_of(key: &Key, stored: &str) -> Result<Record, String> {
    fn plain<T: DeserializeOwned>(value: Value) -> Result<T, String> {
        serde_json::from_value(value).map_err(|error| format!("it is not of its kind: {error}"))
    }
    if let Key::Annotation(id) = key
        && !stored.trim_start().starts_with('{')
    {
        let annotation = packed::unpack(id, stored).ok_or("its lines are none that are written")?;
        return Ok(Record::Annotation(annotation));
    }
    let value: Value =
        serde_json::from_str(stored).map_err(|error| format!("it is not JSON: {error}"))?;
    Ok(match key {
        Key::Coder => Record::Coder(plain(value)?),
        Key::Settings => Record::Settings(plain(value)?),
        Key::Theme(_) => Record::Theme(Theme::from_json(&value).map_err(|why| why.to_string())?),
        Key::Annotation(_) => {
            Record::Annotation(Annotation::from_json(&value).map_err(|why| why.to_string())?)
        }
        Key::Tombstone(_) => Record::Tombstone(plain(value)?),
        Key::Conflict(_) => Record::Conflict(Conflict::from_json(&value)?),
        Key::Brief(_) => Record::Brief(plain(value)?),
        Key::Draft(_) => Record::Draft(plain(value)?),
    })
}

impl Conflict {
    fn to_json(&self) -> Value {
        let others = self.others.iter().filter_map(|side| match side {
            Record::Annotation(annotation) => Some(json!({ "annotation": annotation.to_json() })),
            Record::Theme(theme) => Some(json!({ "theme": theme.to_json() })),
            Record::Coder(_)
            | Record::Settings(_)
            | Record::Tombstone(_)
            | Record::Conflict(_)
            | Record::Brief(_)
            | Record::Draft(_) => None,
        });
        json!({ "id": self.id, "others": others.collect::<Vec<_>>() })
    }

    fn from_json(value: &Value) -> Result<Conflict, String> {
        let id = value["id"].as_str().ok_or("it has no `id`")?.to_owned();
        let list = value["others"].as_array().filter(|list| !list.is_empty());
        let others = list.ok_or("it has no other side")?.iter().map(|side| {
            if let Some(theme) = side.get("theme") {
                return Theme::from_json(theme).map(Record::Theme).map_err(|why| why.to_string());
            }
            let annotation = side.get("annotation").ok_or("a side is of no known kind")?;
            let annotation = Annotation::from_json(annotation).map_err(|why| why.to_string())?;
            Ok(Record::Annotation(annotation))
        });
        Ok(Conflict { id, others: others.collect::<Result<_, String>>()? })
    }
}

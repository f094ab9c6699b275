//! The names of records in a store.

use super::SCHEMA;
use crate::annotation::AnnotationId;
use crate::codebook::ThemeId;
use crate::workspace::Key;

const BRIEF: &str = "urn:briefmark:sha256-";
const UUID: &str = "urn:uuid:";

/// What a key of a store is to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredKey {
    /// The key of a record.
    Key(Key),
    /// The name that the key of a record had in an earlier version of its form.
    Former(Key),
    /// A value that was set aside because it could not be read.
    Quarantined,
    /// Written by a later version than this.
    Newer,
    /// Under our name and version, and yet none of our kinds.
    Unknown,
    /// Another program's.
    Foreign,
}

impl Key {
    /// Its name in a store: `briefmark/3/annotation/5b0e1a52-6a57-4a0e-9b0b-000000000002`.
    #[must_use]
    pub fn stored(&self) -> String {
        let path = match self {
            Key::Coder => "coder".to_owned(),
            Key::Settings => "settings".to_owned(),
            Key::Theme(id) => format!("theme/{}", name(&id.0, UUID)),
            Key::Annotation(id) => format!("annotation/{}", name(&id.0, UUID)),
            Key::Tombstone(id) => format!("tombstone/{}", name(id, UUID)),
            Key::Conflict(id) => format!("conflict/{}", name(id, UUID)),
            Key::Brief(id) => format!("brief/{}", name(id, BRIEF)),
            Key::Draft(place) => format!("draft/{}", name(place, UUID)),
        };
        format!("briefmark/{}/{path}", self.version())
    }

    /// The version of the form of what stands under it.
    fn version(&self) -> u32 {
        match self {
            // As lines; in version 2 with fewer letters, in version 1 as JSON.
            Key::Annotation(_) => SCHEMA,
            Key::Coder
            | Key::Settings
            | Key::Theme(_)
            | Key::Tombstone(_)
            | Key::Conflict(_)
            | Key::Brief(_)
            | Key::Draft(_) => 1,
        }
    }

    /// Whether the name of a key says that an annotation stands under it, in whichever version.
    #[must_use]
    pub fn is_of_annotation(stored: &str) -> bool {
        let version = stored.strip_prefix("briefmark/").and_then(|path| path.split_once('/'));
        matches!(version, Some(("1" | "2" | "3", path)) if path.starts_with("annotation/"))
    }

    /// Reads a key of a store.
    #[must_use]
    pub fn parse(stored: &str) -> StoredKey {
        let Some(path) = stored.strip_prefix("briefmark/") else { return StoredKey::Foreign };
        let (version, path) = path.split_once('/').unwrap_or((path, ""));
        let version = match version {
            "1" => 1,
            "2" => 2,
            "3" => SCHEMA,
            other if other.parse::<u32>().is_ok_and(|newer| newer > SCHEMA) => {
                return StoredKey::Newer;
            }
            _ => return StoredKey::Unknown,
        };
        let (kind, name) = path.split_once('/').unwrap_or((path, ""));
        let iri = |prefix| iri(name, prefix);
        let key = match kind {
            "coder" if name.is_empty() => Some(Key::Coder),
            "settings" if name.is_empty() => Some(Key::Settings),
            "theme" => iri(UUID).map(|id| Key::Theme(ThemeId(id))),
            "annotation" => iri(UUID).map(|id| Key::Annotation(AnnotationId(id))),
            "tombstone" => iri(UUID).map(Key::Tombstone),
            "conflict" => iri(UUID).map(Key::Conflict),
            "brief" => iri(BRIEF).map(Key::Brief),
            "draft" => iri(UUID).map(Key::Draft),
            "quarantine" => return StoredKey::Quarantined,
            _ => None,
        };
        match key {
            Some(key) if key.version() == version => StoredKey::Key(key),
            Some(key) if key.version() > version => StoredKey::Former(key),
            Some(_) | None => StoredKey::Unknown,
        }
    }
}

/// The short name of an IRI: what follows the usual prefix, or all of it percent-encoded.
fn name(iri: &str, prefix: &str) -> String {
    match iri.strip_prefix(prefix) {
        Some(name) if is_short(name, prefix) => name.to_owned(),
        Some(_) | None => encoded(iri, prefix),
    }
}

/// The IRI that a short name stands for.
fn iri(name: &str, prefix: &str) -> Option<String> {
    if is_short(name, prefix) {
        return Some(format!("{prefix}{name}"));
    }
    // A name that we would write otherwise is not one that we wrote.
    decoded(name).filter(|iri| self::name(iri, prefix) == name)
}

fn is_short(name: &str, prefix: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if prefix == UUID {
        return name.len() == 36
            && name.bytes().enumerate().all(|(index, byte)| match index {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => is_digit(byte),
            });
    }
    name.len() == 64 && name.bytes().all(is_digit)
}

/// Letters, digits and `-._~` as they are, every other byte as `%XX`. What would then look like a
/// short name has its first byte encoded too.
fn encoded(iri: &str, prefix: &str) -> String {
    use std::fmt::Write as _;
    let mut name = String::with_capacity(iri.len() + 16);
    for (index, byte) in iri.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain && !(index == 0 && is_short(iri, prefix)) {
            name.push(char::from(byte));
        } else {
            write!(name, "%{byte:02X}").expect("a String takes all that is written");
        }
    }
    name
}

fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

//! A whole set inside a link: annotations of a brief with their themes, short enough for an address.
//!
//! [`pack`] writes it, [`unpack`] reads it. It stands behind `?set=` in the fragment of an address,
//! which no browser sends to a server. What comes out is what went in, name for name and to the
//! millisecond, so that a merge knows again what it has seen; but for the list of versions that each
//! thing descends from, deletions and conflicts, for which a file is the place.
//!
//! Laid out as: a byte for the version; four bytes of the digest of the brief's reading text, for only
//! that text gives the words back; three bytes of a digest of the rest, which tell a link that was
//! cut off or changed on its way; and the rest, in arithmetic code (`link/stream.rs`). All of it in
//! base64 for addresses (RFC 4648, section 5), without padding.

mod annotation;
mod arithmetic;
mod habits;
mod prediction;
mod stream;
mod theme;

use sha2::{Digest as _, Sha256};

use super::matter::{Left, Matter};
use crate::annotation::{Annotation, Body};
use crate::brief::Brief;
use crate::codebook::{Theme, from_list, in_order};
use crate::coder::Coder;
use crate::order;
use crate::timestamp::Timestamp;
use crate::workspace::{Incoming, REVISES, Workspace};
use annotation::{read_annotation, write_annotation};
use habits::Field;
use stream::{Garbled, Reader, Writer};
use theme::{read_theme, write_theme};

/// The version of the form that is written here.
const VERSION: u8 = 1;

/// How many bytes stand before the rest.
const HEAD: usize = 8;

/// Why nothing could be read from a link. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// It is not what was written.
    #[error(
        "the link is damaged: a part of it was lost or changed on its way; copy all of it, or ask for \
         the file"
    )]
    Damaged,
    /// It is in a form that is not known here.
    #[error(
        "the link was made by another version of Briefmark; reload the page to get the latest one"
    )]
    OtherVersion,
    /// It was made from another text.
    #[error(
        "the link was made on another text of this brief, and would mark other words here; ask for \
         the file, which finds its passages by their words"
    )]
    OtherText,
}

/// Writes the annotations and themes of a work for a link to a brief. Gives what stands behind `?set=`,
/// and what was left out, in words.
#[must_use]
pub fn pack(workspace: &Workspace, brief: &Brief) -> (String, Vec<String>) {
    let themes: Vec<Theme> = in_order(&workspace.themes)
        .into_iter()
        .map(|(_, theme)| {
            let mut theme = theme.clone();
            theme.extra.shift_remove(REVISES);
            theme
        })
        .collect();
    let mut annotations: Vec<Annotation> = workspace.annotations.values().cloned().collect();
    let mut n_descended = 0;
    for annotation in &mut annotations {
        n_descended += usize::from(annotation.extra.shift_remove(REVISES).is_some());
    }
    annotations.sort_by_cached_key(|annotation| {
        let start = annotation.targets.first().and_then(|target| target.stored_start());
        (start.map(|start| start.0), annotation.id.clone())
    });
    let mut coders: Vec<Coder> =
        annotations.iter().filter_map(|annotation| annotation.creator.clone()).collect();
    order::sort_by(&mut coders, |one, other| (&one.id, &one.name).cmp(&(&other.id, &other.name)));
    coders.dedup();
    let tables = Tables { items: items(brief), themes: &themes, coders: &coders };

    let mut out = Writer::new(brief.text.as_str());
    let mut pace = Pace::default();
    out.number(Field::Count, coders.len() as u64);
    for coder in &coders {
        out.name(&coder.id);
        out.text(&coder.name);
    }
    out.number(Field::Count, themes.len() as u64);
    for theme in &themes {
        write_theme(&mut out, &tables, theme, &mut pace);
    }
    out.number(Field::Count, annotations.len() as u64);
    for annotation in &annotations {
        write_annotation(&mut out, brief, &tables, annotation, &mut pace);
    }
    let body = out.finish();
    let mut bytes = vec![VERSION];
    bytes.extend(mark_of(brief));
    bytes.extend(&check_of(&body));
    bytes.extend(body);

    let counts = [
        (Matter::Descent, n_descended),
        (Matter::Deletions, workspace.tombstones.len()),
        (Matter::Conflicts, workspace.conflicts.len()),
    ];
    let left = counts.into_iter().filter(|(_, count)| *count > 0);
    let left = left.map(|(matter, count)| Left { matter, count }.to_string()).collect();
    (base64(&bytes), left)
}

/// Reads what [`pack`] wrote, given the brief that the link is to.
///
/// # Errors
/// When it is damaged, or was made from another text or by another version.
pub fn unpack(set: &str, brief: &Brief) -> Result<Incoming, LinkError> {
    let bytes = from_base64(set).ok_or(LinkError::Damaged)?;
    let (head, body) = bytes.split_at_checked(HEAD).ok_or(LinkError::Damaged)?;
    if head[5..] != check_of(body) {
        return Err(LinkError::Damaged);
    }
    if head[0] != VERSION {
        return Err(LinkError::OtherVersion);
    }
    if head[1..5] != mark_of(brief) {
        return Err(LinkError::OtherText);
    }
    let set = Set::read(body, brief).map_err(|Garbled| LinkError::Damaged)?;
    Ok(Incoming { themes: set.themes, annotations: set.annotations, tombstones: Vec::new() })
}

/// What is written once and then referred to by its index.
struct Tables<'a> {
    /// Every item of every list of the brief, as a theme.
    items: Vec<Theme>,
    themes: &'a [Theme],
    coders: &'a [Coder],
}

impl Tables<'_> {
    fn coder(&self, coder: &Coder) -> Option<usize> {
        self.coders.iter().position(|known| known == coder)
    }

    /// The theme of a body, by its index; `None` inside for a note. `None` where the body says more.
    fn known(&self, body: &Body) -> Option<Option<usize>> {
        match body {
            Body::Theme { theme, name } => {
                let is_it = |known: &Theme| known.id == *theme && known.name == *name;
                self.themes.iter().position(is_it).map(Some)
            }
            Body::Note { extra, .. } => extra.is_empty().then_some(None),
            Body::Flag(_) | Body::Other(_) => None,
        }
    }
}

/// From where the next distances are counted.
#[derive(Default)]
struct Pace {
    /// The last time of creation, in milliseconds since 1970.
    millis: i64,
    /// The last place, in code points.
    place: u32,
}

/// What a link holds.
#[derive(Default)]
struct Set {
    coders: Vec<Coder>,
    themes: Vec<Theme>,
    annotations: Vec<Annotation>,
}

impl Set {
    fn read(body: &[u8], brief: &Brief) -> Result<Set, Garbled> {
        let mut from = Reader::new(body, brief.text.as_str());
        let tables = Tables { items: items(brief), themes: &[], coders: &[] };
        let mut pace = Pace::default();
        let mut set = Set::default();
        for _ in 0..from.count()? {
            set.coders.push(Coder { id: from.name()?, name: from.text()? });
        }
        let mut above = Vec::new();
        for _ in 0..from.count()? {
            let (theme, broader) = read_theme(&mut from, &tables, &mut pace)?;
            set.themes.push(theme);
            above.push(broader);
        }
        for (index, broader) in above.into_iter().enumerate() {
            if let Some(broader) = broader {
                let id = set.themes.get(broader).ok_or(Garbled)?.id.clone();
                set.themes[index].broader = Some(id);
            }
        }
        for _ in 0..from.count()? {
            let annotation = read_annotation(&mut from, brief, &set, &mut pace)?;
            set.annotations.push(annotation);
        }
        Ok(set)
    }
}

/// Every item of every list of a brief, as the theme that would be made from it.
fn items(brief: &Brief) -> Vec<Theme> {
    let never = Timestamp(String::new());
    brief.lists().iter().flat_map(|list| from_list(brief, list, &never)).collect()
}

/// The beginning of a brief's digest.
fn mark_of(brief: &Brief) -> [u8; 4] {
    let mut digits = brief.text.digest().bytes().map(|digit| match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    });
    let mut digit = || digits.next().expect("a digest has 64 digits");
    std::array::from_fn(|_| digit() << 4 | digit())
}

/// The beginning of the digest of what was written.
fn check_of(body: &[u8]) -> [u8; 3] {
    let digest = Sha256::digest(body);
    [digest[0], digest[1], digest[2]]
}

/// The letters of base64 for addresses.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        for nth in 0..=three.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * nth) & 63) as usize]));
        }
    }
    text
}

/// What [`base64`] wrote; `None` where it is nothing of the kind. An end that a messenger or a mail put
/// there (padding, a full stop, white space) is passed over.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "=.,;:!?)>]\"'".contains(c));
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            let value = LETTERS.iter().position(|known| known == letter)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let n_bytes = four.len().checked_sub(1).filter(|n_bytes| *n_bytes > 0)?;
        let bits = bits << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..=n_bytes]);
    }
    Some(bytes)
}

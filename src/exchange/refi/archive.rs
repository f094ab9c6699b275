//! The archive of a project, as far as it is read.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::read::BadProject;
use crate::brief;

/// The most that one file of an archive may hold, in bytes: what is larger was made to do harm.
const LARGEST: u64 = 256 << 20;

/// An archive in memory.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens an archive.
pub(super) fn open(file: &[u8]) -> Result<Archive<'_>, BadProject> {
    ZipArchive::new(Cursor::new(file)).map_err(|error| BadProject::Archive(error.to_string()))
}

/// The name of a file that is wanted.
pub(super) fn find(archive: &Archive, wanted: impl Fn(&str) -> bool) -> Option<String> {
    archive
        .file_names()
        .filter_map(Result::ok)
        .find(|name| wanted(name))
        .map(|name| name.into_owned())
}

/// A file of an archive as text, whatever its encoding; `None` for one that is not there or too large.
pub(super) fn text_of(archive: &mut Archive, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= LARGEST).then(|| brief::decode(&bytes).0)
}

//! Files by name, `-` for standard input and output.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use super::CommandError;
use crate::exchange::{self, Opened};

/// All bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let read = if is_standard(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|source| CommandError::Unreadable { path: path.to_owned(), source })
}

/// The annotations of a file.
pub(super) fn annotations(path: &Path) -> Result<Opened, CommandError> {
    exchange::read(&read(path)?)
        .map_err(|source| CommandError::NotAnnotations { path: path.to_owned(), source })
}

/// Writes a file whole or not at all: what stood there before stands until the new one is written.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    if is_standard(path) {
        std::io::stdout().lock().write_all(bytes)?;
        return Ok(());
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let saved = fs::write(beside, bytes).and_then(|()| fs::rename(beside, path));
    saved.map_err(|source| {
        // Nothing more can be done for a part that cannot be taken away either.
        let _ = fs::remove_file(beside);
        CommandError::NotSaved { path: path.to_owned(), source }
    })
}

/// Whether a name means standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

//! Opens a file of annotations of whatever kind, by what stands in it.
//!
//! [`import`](super::import) reads JSON; here a table is told from it by its first line. A file's
//! name decides nothing: people rename files.

use super::{ImportError, Incoming, Report, import, table};

/// What kind of file was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON: our own, the model's, Hypothesis's or Recogito's.
    Json,
    /// A table.
    Table,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What kind of file it is.
    pub kind: Kind,
    /// What it would bring.
    pub incoming: Incoming,
    /// What of it was taken and what not.
    pub report: Report,
}

/// Why nothing of a file could be read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It holds nothing that could be an annotation.
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// Reads a file of any kind that we know.
///
/// # Errors
/// When it is of no such kind, or holds nothing that could be read.
pub fn read(file: &[u8]) -> Result<Opened, ReadError> {
    // JSON never begins with a letter of a column's name, but for `true`, `false` and `null`.
    if let Ok(text) = std::str::from_utf8(file)
        && !text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with(['{', '['])
        && table::is_table(text)
    {
        let (incoming, report) = table::import(text);
        return Ok(Opened { kind: Kind::Table, incoming, report });
    }
    let (incoming, report) = import(file)?;
    Ok(Opened { kind: Kind::Json, incoming, report })
}

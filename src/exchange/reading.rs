//! Opens a file of annotations of whatever kind, by what stands in it.
//!
//! [`import`](super::import) reads JSON; here an archive is told from it by its first bytes, XML by
//! its first sign, a table by its first line. A file's name decides nothing: people rename files.

use super::import::Reading;
use super::refi::{self, BadProject, ReadProject};
use super::{ImportError, Incoming, Report, import, table};
use crate::brief;
use crate::workspace::OpenedBrief;

/// What kind of file was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON: our own, the model's, Hypothesis's or Recogito's.
    Json,
    /// A table.
    Table,
    /// A REFI-QDA project, or a codebook.
    Refi,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Json, Kind::Table, Kind::Refi];

    /// What it is called where it must be one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Json => "json",
            Kind::Table => "table",
            Kind::Refi => "refi",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What kind of file it is.
    pub kind: Kind,
    /// What it would bring.
    pub incoming: Incoming,
    /// The texts that it holds, each as a brief that was opened from a file.
    pub briefs: Vec<OpenedBrief>,
    /// What of it was taken and what not.
    pub report: Report,
}

/// Why nothing of a file could be read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It holds nothing that could be an annotation.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// It is an archive or XML that cannot be read.
    #[error(transparent)]
    Project(#[from] BadProject),
}

/// Reads a file of any kind that we know.
///
/// # Errors
/// When it is of no such kind, or holds nothing that could be read.
pub fn read(file: &[u8]) -> Result<Opened, ReadError> {
    if file.starts_with(b"PK") {
        return Ok(refi_opened(refi::import(file)?));
    }
    let bare = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file).trim_ascii_start();
    let is_wide = file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff");
    if bare.starts_with(b"<") || is_wide {
        let (text, _) = brief::decode(file);
        if text.trim_start().starts_with('<') {
            return Ok(refi_opened(refi::import_xml(&text)?));
        }
    }
    // JSON never begins with a letter of a column's name, but for `true`, `false` and `null`.
    if !bare.starts_with(b"{")
        && !bare.starts_with(b"[")
        && let Ok(text) = std::str::from_utf8(file)
        && (table::is_table(text) || table::is_codebook(text))
    {
        let (incoming, report) = if table::is_table(text) {
            table::import(text)
        } else {
            let mut reading = Reading::default();
            let spreadsheet = table::is_for_spreadsheets(file);
            for other in table::import_codebook(text, spreadsheet, &mut reading) {
                reading.take_theme(other.theme);
            }
            reading.done()
        };
        return Ok(Opened { kind: Kind::Table, incoming, briefs: Vec::new(), report });
    }
    let (incoming, report) = import(file)?;
    Ok(Opened { kind: Kind::Json, incoming, briefs: Vec::new(), report })
}

fn refi_opened(project: ReadProject) -> Opened {
    let ReadProject { incoming, briefs, report } = project;
    Opened { kind: Kind::Refi, incoming, briefs, report }
}

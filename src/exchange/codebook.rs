//! A codebook by itself, out and in: SKOS, REFI-QDA, a table.
//!
//! Out goes every theme. In comes what other programs write too; each theme with what its file says
//! of it, so that a codebook can be compared with the one that is here and take nothing from it in
//! silence.

mod skos;

use std::collections::BTreeMap;

use super::import::{Reading, Reason};
use super::refi::{self, BadProject};
use super::{Item, Report, table};
use crate::brief;
use crate::codebook::{OtherTheme, Theme, ThemeId, in_order};

/// A format that a codebook goes out in by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodebookFormat {
    /// SKOS in JSON-LD: all that is known of each theme.
    Skos,
    /// REFI-QDA: name, meaning, colour and tree.
    Qdc,
    /// A table, a row for each theme; Taguette reads name and meaning of it.
    Csv,
    /// The same for spreadsheet programs: no cell is a formula.
    Spreadsheet,
}

/// What a file holds of a codebook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadCodebook {
    /// Its themes.
    pub themes: Vec<OtherTheme>,
    /// What of it was taken and what not.
    pub report: Report,
}

/// Why no codebook could be read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CodebookError {
    /// It is a project, and has more in it than a codebook.
    #[error(
        "this is an archive; a REFI-QDA project is taken in with all that is in it, by “Share…”"
    )]
    Archive,
    /// It is XML of another kind, or broken.
    #[error(transparent)]
    Xml(#[from] BadProject),
    /// It is JSON and cannot be read.
    #[error("this file is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// There are no themes in it.
    #[error(
        "this file holds no themes (looked for SKOS concepts, a REFI-QDA codebook, and a table with one of \
         the columns `tag`, `name`, `path`)"
    )]
    NoThemes,
}

impl CodebookFormat {
    /// Every format, the one that holds all first.
    pub const ALL: [CodebookFormat; 4] = [
        CodebookFormat::Skos,
        CodebookFormat::Qdc,
        CodebookFormat::Csv,
        CodebookFormat::Spreadsheet,
    ];

    /// Its name, and no other's.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CodebookFormat::Skos => "skos",
            CodebookFormat::Qdc => "qdc",
            CodebookFormat::Csv => "csv",
            CodebookFormat::Spreadsheet => "spreadsheet",
        }
    }

    /// The end of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            CodebookFormat::Skos => "json",
            CodebookFormat::Qdc => "qdc",
            CodebookFormat::Csv | CodebookFormat::Spreadsheet => "csv",
        }
    }

    /// What a browser calls such a file.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            CodebookFormat::Skos => "application/ld+json",
            CodebookFormat::Qdc => "application/xml",
            CodebookFormat::Csv | CodebookFormat::Spreadsheet => "text/csv",
        }
    }
}

/// The SKOS concept scheme of a codebook, which may be empty. The same themes give the same text.
#[must_use]
pub fn write_scheme(themes: &BTreeMap<ThemeId, Theme>) -> String {
    skos::export(&in_order(themes))
}

/// The file for a codebook; `None` where there is no theme. The same themes give the same bytes.
#[must_use]
pub fn write_codebook(
    format: CodebookFormat,
    themes: &BTreeMap<ThemeId, Theme>,
) -> Option<Vec<u8>> {
    let order = in_order(themes);
    if order.is_empty() {
        return None;
    }
    match format {
        CodebookFormat::Skos => Some(write_scheme(themes).into_bytes()),
        CodebookFormat::Qdc => refi::export_themes(&order),
        CodebookFormat::Csv => Some(table::export_codebook(&order)),
        CodebookFormat::Spreadsheet => Some(table::export_codebook_for_spreadsheets(&order)),
    }
}

/// Reads the codebook of a file of any kind that holds one, by what stands in it.
///
/// # Errors
/// When it is of no such kind, or holds no theme.
pub fn read_codebook(file: &[u8]) -> Result<ReadCodebook, CodebookError> {
    if file.starts_with(b"PK") {
        return Err(CodebookError::Archive);
    }
    let (text, _) = brief::decode(file);
    let bare = text.trim_start_matches('\u{feff}').trim_start();
    let mut reading = Reading::default();
    let themes = if bare.starts_with('<') {
        let (themes, nameless) = refi::import_themes(bare)?;
        for (index, name) in nameless.into_iter().enumerate() {
            reading.refuse(Item::Theme, index, name, Reason::Project("its `guid` is none"));
        }
        themes
    } else if bare.starts_with(['{', '[']) {
        skos::import(&serde_json::from_str(bare)?, &mut reading)
    } else if table::is_codebook(&text) {
        table::import_codebook(&text, table::is_for_spreadsheets(file), &mut reading)
    } else {
        return Err(CodebookError::NoThemes);
    };
    let (_, mut report) = reading.done();
    if themes.is_empty() && report.refused.is_empty() {
        return Err(CodebookError::NoThemes);
    }
    report.taken = themes.len();
    Ok(ReadCodebook { themes, report })
}

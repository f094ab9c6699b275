//! The way of a codebook to a file and from one: the one place of the page that knows where its formats
//! are written and read. Our own is written here; the others, and all reading, are the worker's.

use std::collections::BTreeMap;

use crate::codebook::{Theme, ThemeId};
use crate::exchange::{CodebookFormat, ReadCodebook, write_scheme};
use crate::view::exchange::worker;

/// The file for some themes.
///
/// # Errors
/// When it could not be written: the reason, as a clause.
pub(super) async fn write(
    format: CodebookFormat,
    themes: &BTreeMap<ThemeId, Theme>,
) -> Result<Vec<u8>, String> {
    match format {
        CodebookFormat::Skos => Ok(write_scheme(themes).into_bytes()),
        CodebookFormat::Qdc | CodebookFormat::Csv | CodebookFormat::Spreadsheet => {
            worker::write_codebook(format, themes.values().cloned().collect()).await
        }
    }
}

/// The codebook that a file holds.
///
/// # Errors
/// When it holds none: the reason, as a clause.
pub(super) async fn read(file: Vec<u8>) -> Result<ReadCodebook, String> {
    worker::read_codebook(file).await
}

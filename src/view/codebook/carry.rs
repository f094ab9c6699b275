//! The way of a codebook to a file and from one: the one place of the page that knows how its formats
//! are written and read.

use std::collections::BTreeMap;

use crate::codebook::{Theme, ThemeId};
use crate::exchange::{CodebookFormat, ReadCodebook, read_codebook, write_codebook};

/// The file for some themes.
///
/// # Errors
/// When there is none: the reason, as a clause.
pub(super) async fn write(
    format: CodebookFormat,
    themes: &BTreeMap<ThemeId, Theme>,
) -> Result<String, String> {
    let bytes = write_codebook(format, themes).ok_or("there is no theme yet")?;
    Ok(String::from_utf8(bytes).expect("every format of a codebook is text in UTF-8"))
}

/// The codebook that a file holds.
///
/// # Errors
/// When it holds none: the reason, as a clause.
pub(super) async fn read(file: Vec<u8>) -> Result<ReadCodebook, String> {
    read_codebook(&file).map_err(|error| error.to_string())
}

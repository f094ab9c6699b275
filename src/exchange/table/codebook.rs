//! Reads a codebook as Taguette writes it: a theme in each row.

use super::BYTE_ORDER_MARK;
use super::read::{OTHER_NAMES, Row, opened};
use crate::codebook::ThemeId;
use crate::exchange::import::{Reading, Reason, urn};
use crate::exchange::named_theme::named_theme;
use crate::exchange::{Incoming, Report};

/// The columns of a codebook as Taguette writes it, in small letters: one of the first three names
/// the theme.
const CODEBOOK: [&str; 6] =
    ["tag", "name", "path", "description", "number of highlights", "number of documents"];

/// Whether a text's first line names the columns of a codebook, and no others.
pub(in crate::exchange) fn is_codebook(text: &str) -> bool {
    let Ok((Some(columns), _)) = opened(text) else { return false };
    let names = CODEBOOK[..3].iter().filter(|name| columns.has(name)).count();
    let known = columns.0.keys().all(|name| {
        CODEBOOK.contains(&name.as_str()) || OTHER_NAMES.iter().any(|(ours, _)| ours == name)
    });
    names == 1 && known
}

/// Reads the themes of a codebook.
pub(in crate::exchange) fn import_codebook(text: &str) -> (Incoming, Report) {
    let spreadsheet = text.starts_with(BYTE_ORDER_MARK);
    let mut reading = Reading::default();
    let Ok((Some(columns), mut table)) = opened(text) else { return reading.done() };
    for (index, record) in table.records().enumerate() {
        let Ok(record) = record else {
            reading.refuse_row(index, None, Reason::Row("it cannot be read as a row"));
            continue;
        };
        let row = Row { columns: &columns, record: &record, spreadsheet };
        match CODEBOOK[..3].iter().find_map(|column| row.get(column)) {
            Some(name) => {
                let id = ThemeId(urn(&format!("theme {name}")));
                let mut theme = named_theme(index, id, name.to_owned(), None);
                theme.definition = row.get("description").unwrap_or_default().to_owned();
                reading.take_theme(theme);
            }
            None => reading.refuse_row(index, None, Reason::Row("it names no theme")),
        }
    }
    reading.done()
}

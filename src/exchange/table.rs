//! Tables: CSV as RFC 4180 has it, and as spreadsheet programs have it.
//!
//! The data form holds each cell as it is, and what is read back from it is what was written. The
//! spreadsheet form begins with a byte order mark, by which Excel knows UTF-8 and we know the form,
//! and sets an apostrophe before each cell that a program would take for a formula.

mod codebook;
mod columns;
mod read;

pub(super) use codebook::{
    export_codebook, export_codebook_for_spreadsheets, import_codebook, is_codebook,
};
pub(super) use read::{import, is_table};

use super::parcel::Parcel;
use super::row::{COLUMNS, Cell, rows};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Why nothing can go wrong in writing.
const IN_MEMORY: &str = "a table in memory can always be written";

/// The data form: every cell as it is.
pub(super) fn export(parcel: &Parcel) -> Vec<u8> {
    written(Vec::new(), parcel, |text| text)
}

/// The spreadsheet form: no cell is a formula.
pub(super) fn export_for_spreadsheets(parcel: &Parcel) -> Vec<u8> {
    written(BYTE_ORDER_MARK.as_bytes().to_vec(), parcel, with_apostrophe)
}

/// Whether a file is in the spreadsheet form.
pub(super) fn is_for_spreadsheets(file: &[u8]) -> bool {
    file.starts_with(BYTE_ORDER_MARK.as_bytes())
}

/// A cell as the spreadsheet form shows it.
fn with_apostrophe(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

fn written(start: Vec<u8>, parcel: &Parcel, shown: impl Fn(String) -> String) -> Vec<u8> {
    let mut table = writer(start);
    table.write_record(COLUMNS).expect(IN_MEMORY);
    for row in rows(parcel) {
        let cells = row.into_iter().map(|cell| match cell {
            Cell::Nothing => String::new(),
            Cell::Text(text) => shown(text),
            Cell::Number(number) => number.to_string(),
        });
        table.write_record(cells).expect(IN_MEMORY);
    }
    table.into_inner().expect(IN_MEMORY)
}

/// A table that is being written, as RFC 4180 has it.
fn writer(start: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Necessary)
        .from_writer(start)
}

/// Whether a spreadsheet program would take a cell for a formula (or a cell that we would take for
/// one so marked): by its first sign, spaces and signs without a width aside. The wide forms are
/// formulas to programs set to East Asian languages.
fn is_formula(cell: &str) -> bool {
    let is_blank = |sign: char| {
        sign.is_whitespace()
            || sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    let begins_blank = cell.starts_with(['\t', '\r', '\n']);
    let first = cell.trim_start_matches(is_blank).chars().next();
    begins_blank
        || first.is_some_and(|sign| {
            matches!(sign, '=' | '+' | '-' | '@' | '\'' | '＝' | '＋' | '－' | '＠')
        })
}

/// The cell that the spreadsheet form shows as this one.
fn without_apostrophe(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

//! One flat JSON object a line, for databases that read many files at once.
//!
//! Each record has every column of [`row`](super::row), null where it holds nothing, so that a
//! reader of the first line knows all.

use serde_json::{Map, Value};

use super::parcel::Parcel;
use super::row::{COLUMNS, Cell, rows};

/// The rows of a parcel, one a line.
pub(super) fn export(parcel: &Parcel) -> Vec<u8> {
    let mut lines = Vec::new();
    for row in rows(parcel) {
        let cells = row.into_iter().map(|cell| match cell {
            Cell::Nothing => Value::Null,
            Cell::Text(text) => Value::String(text),
            Cell::Number(number) => Value::from(number),
        });
        let record: Map<String, Value> =
            COLUMNS.iter().map(|name| (*name).to_owned()).zip(cells).collect();
        lines.extend_from_slice(Value::Object(record).to_string().as_bytes());
        lines.push(b'\n');
    }
    lines
}

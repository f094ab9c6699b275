//! The columns of a table by our names for them, whoever wrote it, and its rows by those.

use std::collections::HashMap;

use csv::StringRecord;

use super::{BYTE_ORDER_MARK, without_apostrophe};

/// The names that other programs give our columns, in small letters: Hypothesis's table, Taguette's,
/// Recogito Studio's, and what people write by hand.
pub(super) const OTHER_NAMES: [(&str, &[&str]); 9] = [
    ("quote", &["quote/description", "content", "text_quote", "exact", "quotation", "text"]),
    ("code_name", &["tag", "code", "theme"]),
    ("code_names", &["tags", "codes", "themes"]),
    ("note", &["comment", "memo"]),
    ("coder", &["author", "created_by"]),
    ("created", &["created at"]),
    ("modified", &["updated"]),
    ("document_id", &["url", "uri"]),
    ("document", &["document name", "file"]),
];

pub(super) type Table<'a> = csv::Reader<&'a [u8]>;

/// The columns, where there are any, and the rows after them.
pub(super) fn opened(text: &str) -> Result<(Option<Columns>, Table<'_>), csv::Error> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|sign| (first.bytes().filter(|byte| byte == sign).count(), *sign == b','))
        .unwrap_or(b',');
    let mut table =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let columns = Columns::of(table.headers()?);
    Ok((columns, table))
}

/// Where each column stands, by our name for it.
pub(super) struct Columns(pub(super) HashMap<String, usize>);

impl Columns {
    fn of(header: &StringRecord) -> Option<Columns> {
        let mut places = HashMap::new();
        for (index, name) in header.iter().enumerate() {
            places.entry(name.trim().to_lowercase()).or_insert(index);
        }
        for (ours, theirs) in OTHER_NAMES {
            if !places.contains_key(ours)
                && let Some(place) = theirs.iter().find_map(|name| places.get(*name).copied())
            {
                places.insert(ours.to_owned(), place);
            }
        }
        (!places.is_empty()).then_some(Columns(places))
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }
}

/// One row, by the names of its columns.
pub(super) struct Row<'a> {
    pub(super) columns: &'a Columns,
    pub(super) record: &'a StringRecord,
    pub(super) spreadsheet: bool,
}

impl Row<'_> {
    /// A cell; `None` for an empty one and for one of a column that is not there.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let cell = self.record.get(*self.columns.0.get(column)?)?;
        let cell = if self.spreadsheet { without_apostrophe(cell) } else { cell };
        (!cell.is_empty()).then_some(cell)
    }
}

//! A codebook as a table: a theme in each row.
//!
//! Ours has `tag` and `description`, which are the columns that Taguette reads, and beside them all
//! else that is known of a theme, so that what is read back is what was written. Taguette's has a name
//! (`tag`, `name` or `path`), and perhaps a `description`.

use serde_json::Map;

use super::columns::{OTHER_NAMES, Row, opened};
use super::{BYTE_ORDER_MARK, IN_MEMORY, with_apostrophe, writer};
use crate::codebook::{Field, OtherTheme, Theme, ThemeId, ThemeSource};
use crate::exchange::import::{Reading, Reason, urn};
use crate::exchange::named_theme::named_theme;
use crate::timestamp::Timestamp;

/// Our columns, in their order.
const COLUMNS: [&str; 15] = [
    "tag",
    "description",
    "examples",
    "counter_examples",
    "notation",
    "key",
    "colour",
    "line",
    "id",
    // The IRI of the theme above.
    "under",
    "position",
    // The IRI of the brief that it was made from, and the place there.
    "source",
    "source_citation",
    "modified",
    // What other programs said of it, as JSON.
    "other",
];

/// The columns that name a theme, in small letters.
const NAMES: [&str; 3] = ["tag", "name", "path"];

/// What Taguette has besides.
const COUNTS: [&str; 2] = ["number of highlights", "number of documents"];

/// The table of some themes, every cell as it is.
pub(in crate::exchange) fn export_codebook(themes: &[(usize, &Theme)]) -> Vec<u8> {
    written(Vec::new(), themes, |cell| cell)
}

/// The same in the spreadsheet form.
pub(in crate::exchange) fn export_codebook_for_spreadsheets(themes: &[(usize, &Theme)]) -> Vec<u8> {
    written(BYTE_ORDER_MARK.as_bytes().to_vec(), themes, with_apostrophe)
}

fn written(
    start: Vec<u8>,
    themes: &[(usize, &Theme)],
    shown: impl Fn(String) -> String,
) -> Vec<u8> {
    let mut table = writer(start);
    table.write_record(COLUMNS).expect(IN_MEMORY);
    for (_, theme) in themes {
        let source = theme.source.as_ref();
        let other = (!theme.extra.is_empty())
            .then(|| serde_json::Value::Object(theme.extra.clone()).to_string());
        let cells = [
            theme.name.clone(),
            theme.definition.clone(),
            theme.examples.clone(),
            theme.counter_examples.clone(),
            theme.notation.clone().unwrap_or_default(),
            theme.key.map(String::from).unwrap_or_default(),
            theme.colour.to_string(),
            theme.line.name().to_owned(),
            theme.id.0.clone(),
            theme.broader.as_ref().map(|broader| broader.0.clone()).unwrap_or_default(),
            theme.position.to_string(),
            source.map(|source| source.brief.clone()).unwrap_or_default(),
            source.map(|source| source.citation.clone()).unwrap_or_default(),
            theme.modified.0.clone(),
            other.unwrap_or_default(),
        ];
        table.write_record(cells.map(&shown)).expect(IN_MEMORY);
    }
    table.into_inner().expect(IN_MEMORY)
}

/// Whether a text's first line names the columns of a codebook, and no others.
pub(in crate::exchange) fn is_codebook(text: &str) -> bool {
    let Ok((Some(columns), _)) = opened(text) else { return false };
    let n_names = NAMES.iter().filter(|name| columns.has(name)).count();
    let is_known = |name: &String| {
        let known = COLUMNS.iter().chain(&NAMES).chain(&COUNTS);
        known.into_iter().any(|known| known == name)
            || OTHER_NAMES.iter().any(|(ours, _)| ours == name)
    };
    n_names == 1 && columns.0.keys().all(is_known)
}

/// Reads the themes of a codebook; what could not be taken goes into the report.
pub(in crate::exchange) fn import_codebook(
    text: &str,
    spreadsheet: bool,
    reading: &mut Reading,
) -> Vec<OtherTheme> {
    let Ok((Some(columns), mut table)) = opened(text) else { return Vec::new() };
    let mut themes = Vec::new();
    for (index, record) in table.records().enumerate() {
        let Ok(record) = record else {
            reading.refuse_row(index, None, Reason::Row("it cannot be read as a row"));
            continue;
        };
        let row = Row { columns: &columns, record: &record, spreadsheet };
        match theme(&row, index) {
            Ok(theme) => themes.push(theme),
            Err(reason) => {
                reading.refuse_row(index, row.get("id").map(str::to_owned), Reason::Row(reason));
            }
        }
    }
    themes
}

/// The theme of a row, the so-manyth.
fn theme(row: &Row, index: usize) -> Result<OtherTheme, &'static str> {
    let name = NAMES.iter().find_map(|column| row.get(column)).ok_or("it names no theme")?;
    let is_ours = row.columns.has("id");
    let id = row.get("id").map_or_else(|| urn(&format!("theme {name}")), str::to_owned);
    let named = named_theme(index, ThemeId(id), name.to_owned(), None);
    let text = |column| row.get(column).unwrap_or_default().to_owned();
    let source = row.get("source").zip(row.get("source_citation"));
    let theme = Theme {
        definition: text("description"),
        examples: text("examples"),
        counter_examples: text("counter_examples"),
        notation: row.get("notation").map(str::to_owned),
        key: row.get("key").map(key).transpose()?,
        colour: match row.get("colour") {
            Some(colour) => colour.parse().map_err(|_| "its colour is not of the form #rrggbb")?,
            None => named.colour,
        },
        line: match row.get("line") {
            Some(line) => line
                .parse()
                .map_err(|_| "its line is none of solid, double, dotted, dashed, wavy")?,
            None => named.line,
        },
        broader: row.get("under").map(|id| ThemeId(id.to_owned())),
        source: source.map(|(brief, citation)| ThemeSource {
            brief: brief.to_owned(),
            citation: citation.to_owned(),
        }),
        position: match row.get("position") {
            Some(position) => {
                position.trim().parse().map_err(|_| "its position is not a whole number")?
            }
            None => named.position,
        },
        modified: Timestamp(text("modified")),
        extra: match row.get("other") {
            Some(other) => serde_json::from_str(other)
                .map_err(|_| "what other programs said of it is not a JSON object")?,
            None => Map::new(),
        },
        ..named
    };
    let is_said = |field: &Field| {
        let column = match field {
            Field::Name => return true,
            Field::Definition => "description",
            Field::Examples => "examples",
            Field::CounterExamples => "counter_examples",
            Field::Notation => "notation",
            Field::Key => "key",
            Field::Colour => "colour",
            Field::Line => "line",
            Field::Broader => "under",
            Field::Source => "source",
        };
        // An empty cell of ours says that there is nothing; another program's may know nothing.
        if is_ours { row.columns.has(column) } else { row.get(column).is_some() }
    };
    let says = Field::ALL.into_iter().filter(is_said).collect();
    Ok(OtherTheme { theme, says })
}

fn key(cell: &str) -> Result<char, &'static str> {
    let mut letters = cell.chars();
    match (letters.next(), letters.next()) {
        (Some(key), None) => Ok(key),
        (_, _) => Err("its key is not one letter"),
    }
}

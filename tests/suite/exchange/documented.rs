//! What docs/formats.md says is so.

use std::fs;
use std::path::Path;
use std::process::Command;

use briefmark::exchange::{Format, Matter, Parcel, Selection, write};
use briefmark::workspace::Workspace;
use serde_json::{Value, json};

use crate::told::can_run;
use crate::work::{annotation, coder, marked, theme};

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md");

/// The table is made from what each format says of itself; with `UPDATE_EXPECT=1` it is written anew.
#[test]
fn the_table_of_what_is_left_behind_is_true() {
    let docs = fs::read_to_string(DOCS).unwrap();
    let formats = Format::ALL.into_iter().filter(|format| *format != Format::Spreadsheet);
    let formats: Vec<Format> = formats.collect();
    let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let mut table = format!("| | {} |\n|---|{}\n", names.join(" | "), ":-:|".repeat(names.len()));
    for matter in Matter::ALL {
        let cells = formats.iter().map(|format| {
            // A codebook alone has nothing of annotations.
            if format.leaves().any(|left| left == matter) { "left" } else { "" }
        });
        table.push_str(&format!(
            "| {} | {} |\n",
            matter.words(),
            cells.collect::<Vec<_>>().join(" | ")
        ));
    }
    let (before, rest) = docs.split_once("<!-- table -->\n").unwrap();
    let (said, after) = rest.split_once("<!-- end of table -->").unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(DOCS, format!("{before}<!-- table -->\n{table}<!-- end of table -->{after}"))
            .unwrap();
    } else {
        assert_eq!(said, table);
    }
    for format in Format::ALL {
        assert!(
            docs.contains(&format!("`{}`", format.name())),
            "{} is not described",
            format.name()
        );
        let names: Vec<Matter> = format.leaves().collect();
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(names.len(), sorted.len(), "{} names something twice", format.name());
    }
}

/// The query in the documentation, run by DuckDB over a corpus of two files.
#[test]
fn the_query_for_a_corpus_runs() {
    let docs = fs::read_to_string(DOCS).unwrap();
    let query = docs.split_once("```sql\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let lack = "python3 has no module duckdb";
    if !can_run("the query for a corpus", "python3", &["-c", "import duckdb"], lack) {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-of-queries");
    fs::create_dir_all(folder.join("corpus")).unwrap();
    for n in 0..2 {
        let mut work = Workspace::default();
        for (m, themes) in (0..).zip([vec![0], vec![0, 1], vec![]]) {
            let mut one = annotation(n * 10 + m, themes.into_iter().map(marked).collect());
            one.creator = Some(coder(n));
            one.targets.push(one.targets[0].clone());
            work.annotations.insert(one.id.clone(), one);
        }
        for m in 0..2 {
            let theme = theme(m, ["Discord", "Weakness; \"x\""][usize::from(m)]);
            work.themes.insert(theme.id.clone(), theme);
        }
        let written = write(Format::Ndjson, &Parcel::new(&work, &Selection::All, &[])).unwrap();
        fs::write(folder.join(format!("corpus/{n}.ndjson")), written.bytes).unwrap();
    }
    let program = "import duckdb, json, sys\nprint(json.dumps(duckdb.sql(sys.argv[1]).fetchall()))";
    let output =
        Command::new("python3").args(["-c", program, query]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows, json!([["Discord", 4, 2], ["Weakness; \"x\"", 2, 2]]));
}

#[test]
fn every_line_of_ndjson_is_one_record_with_every_column() {
    let work = super::full_work();
    let written = write(Format::Ndjson, &Parcel::new(&work, &Selection::All, &[])).unwrap();
    let text = String::from_utf8(written.bytes).unwrap();
    assert!(text.ends_with('\n'));
    let records: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys = |record: &Value| record.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(records.len(), 5);
    assert!(records.iter().all(|record| keys(record) == keys(&records[0])));
    let docs = fs::read_to_string(DOCS).unwrap();
    for column in keys(&records[0]) {
        assert!(docs.contains(&format!("`{column}`")), "{column} is not described");
    }
}

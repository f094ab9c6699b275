//! The same work in other formats, from the command line.

use std::fs;
use std::path::Path;

use briefmark::annotation::{Annotation, describe};
use briefmark::brief;
use briefmark::exchange::{Format, Selection, export};
use briefmark::text::Passage;
use briefmark::workspace::Workspace;
use expect_test::expect;

use super::merge::piped;
use super::{BRIEF, briefmark};
use crate::work::{annotation, marked, note, theme};

/// A file of a reader of the published brief, as the site names it.
fn file(name: &str) -> String {
    let (brief, _) = brief::parse(include_str!("../../../briefs/khrushchev-purge-1957.md"), "x.md");
    let brief = brief.with_id("khrushchev-purge-1957");
    let mut work = Workspace::default();
    let theme = theme(0, "Discord");
    work.themes.insert(theme.id.clone(), theme);
    for (n, id) in (1..).zip(["11.c", "4", "11.l.3"]) {
        let block = &brief.blocks[brief
            .block_by_id(id)
            .expect("the published brief has it, and the tests' folder can be written")];
        let passage = Passage::around(&brief.text, block.span)
            .expect("the published brief has it, and the tests' folder can be written");
        let one = Annotation {
            targets: vec![describe(&brief, passage)],
            ..annotation(n, vec![marked(0), note("Why?")])
        };
        work.annotations.insert(one.id.clone(), one);
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, export(&work, &Selection::All))
        .expect("the published brief has it, and the tests' folder can be written");
    path.to_str()
        .expect("the published brief has it, and the tests' folder can be written")
        .to_owned()
}

#[test]
fn every_format_is_written_and_what_it_leaves_is_said() {
    let file = file("convert.json");
    for format in Format::ALL {
        let output = briefmark(&["convert", &file, "--to", format.name(), "--brief", BRIEF]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{}: {said}", format.name());
        assert!(!output.stdout.is_empty(), "{}", format.name());
        assert!(said.lines().all(|line| line.starts_with("left out ")), "{said}");
        let again = briefmark(&["convert", &file, "--to", format.name(), "--brief", BRIEF]);
        assert_eq!(again.stdout, output.stdout, "{}", format.name());
    }
    let native = briefmark(&["convert", &file, "--to", "native"]);
    assert_eq!(native.stdout, fs::read(&file).unwrap());
    assert!(native.stderr.is_empty());
}

/// What is written in a format that can be read is checked and merged like our own.
#[test]
fn every_format_that_is_read_is_checked_and_merged() {
    let file = file("checked.json");
    for (format, n_taken) in [
        ("native", 4),
        ("csv", 4),
        ("spreadsheet", 4),
        ("qdpx", 4),
        ("qdc", 1),
        ("hypothesis", 3),
        ("recogito", 3),
    ] {
        // A name that says nothing: a file is told by what stands in it.
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("checked-{format}"));
        let path = path.to_str().unwrap();
        let output = briefmark(&["convert", &file, "--to", format, "--brief", BRIEF, "-o", path]);
        assert!(output.status.success());
        let output = briefmark(&["check", path, "--brief", BRIEF]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{format}: {said}");
        assert!(said.ends_with(&format!("{n_taken} taken, 0 refused\n")), "{format}: {said}");
        // A place is found, but by Hypothesis's rule: it counts in a page's text.
        let n_found = said.matches(": exact, ").count() + said.matches(": moved, ").count();
        assert_eq!(n_found, if format == "qdc" { 0 } else { 3 }, "{format}: {said}");
        let merged = briefmark(&["merge", path]);
        assert!(merged.status.success(), "{format}");
        let total: serde_json::Value = serde_json::from_slice(&merged.stdout).unwrap();
        assert_eq!(total["total"], if format == "qdc" { 0 } else { 3 }, "{format}");
    }
}

#[test]
fn a_pipe_takes_and_gives() {
    let file = fs::read(file("piped.json")).unwrap();
    let table = piped(&["convert", "-", "--to", "csv", "--brief", BRIEF], &file).stdout;
    let back = piped(&["convert", "-", "--to", "csv", "--brief", BRIEF], &table).stdout;
    assert_eq!(String::from_utf8(back).unwrap(), String::from_utf8(table).unwrap());
}

#[test]
fn a_wrong_use_is_said_in_a_sentence() {
    let file = file("wrong.json");
    let said = |arguments: &[&str]| {
        let output = briefmark(arguments);
        assert!(output.stdout.is_empty());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, why) = said(&["convert", &file, "--to", "html"]);
    expect![[r#"
        briefmark: an edition in HTML holds the text of a brief, and none was given: give the brief too
    "#]]
    .assert_eq(&why);
    assert_eq!(code, Some(1));
    let (_, why) = said(&["convert", &file, "--to", "csv", "--attach"]);
    expect![[r#"
        briefmark: --attach needs one --brief, to which the quotations are attached
    "#]]
    .assert_eq(&why);
    let (code, why) = said(&["convert", &file, "--to", "docx"]);
    assert_eq!(code, Some(2));
    assert!(why.contains("there is no format \"docx\"; there are native, csv,"), "{why}");
    let (code, why) = said(&["convert", &file, "--to", "csv", "-o", "no/such/folder/x.csv"]);
    assert_eq!(code, Some(1));
    assert!(why.contains("no/such/folder/x.csv cannot be written"), "{why}");
}

#[test]
fn a_quotation_from_elsewhere_is_attached_when_asked() {
    let table =
        "quote,tag\nStalin's excesses,discord\nSympathy for the once free Czech people,discord\n";
    let bare = piped(&["convert", "-", "--to", "csv", "--brief", BRIEF], table.as_bytes());
    let attached =
        piped(&["convert", "-", "--to", "csv", "--brief", BRIEF, "--attach"], table.as_bytes());
    let states = |output: &std::process::Output| {
        let mut table = csv::Reader::from_reader(output.stdout.as_slice());
        let column =
            table.headers().unwrap().iter().position(|name| name == "anchor_state").unwrap();
        let rows = table.records().map(|row| row.unwrap()[column].to_owned());
        let mut states: Vec<String> = rows.collect();
        states.sort();
        states
    };
    assert_eq!(states(&bare), ["", ""]);
    assert_eq!(states(&attached)[1], "moved");
}

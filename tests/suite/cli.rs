//! The command line, as other programs call it.

mod convert;
mod merge;

use std::process::{Command, Output};

use briefmark::annotation::describe;
use briefmark::brief;
use briefmark::text::Passage;
use expect_test::expect;
use serde_json::{Value, json};

const BRIEF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/briefs/khrushchev-purge-1957.md");

fn briefmark(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_briefmark"))
        .args(arguments)
        .output()
        .expect("the program was built with the tests")
}

#[test]
fn text_prints_the_reading_text() {
    let output = briefmark(&["text", BRIEF]);
    assert!(output.status.success());
    let (brief, _) = brief::parse(include_str!("../../briefs/khrushchev-purge-1957.md"), "x.md");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{}\n", brief.text.as_str()));
}

#[test]
fn parse_prints_the_whole_structure() {
    let output = briefmark(&["parse", BRIEF]);
    assert!(output.status.success());
    let structure: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<&String> = structure.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "meta",
            "text",
            "parts",
            "pages",
            "header",
            "blocks",
            "footnotes",
            "lists",
            "redactions",
            "codes",
            "dates",
            "sources",
            "findings",
        ],
    );
    assert_eq!(structure["meta"]["title"], "THE KHRUSHCHEV PURGE");
    assert_eq!(structure["pages"].as_array().unwrap().len(), 14);
    assert_eq!(structure["header"].as_array().unwrap().len(), 8);
    assert_eq!(structure["header"][0]["label"], "SUBJECT :");
    assert_eq!(structure["header"][0]["text"], "The Krushchev Purge");
    assert_eq!(structure["pages"][13]["foot"]["printed"], "S E C R E T");
    assert_eq!(structure["pages"][13]["foot"]["level"], "SECRET");
    assert_eq!(structure["dates"].as_array().unwrap().len(), 49);
    assert_eq!(structure["footnotes"][0]["references"][0]["offset"], 1113);
    assert_eq!(structure["codes"][0]["meaning"]["family"], "25X1");
    assert_eq!(structure["lists"][2]["items"][11]["sub_items"][5], "11.l.6");
    let blocks = structure["blocks"].as_array().unwrap();
    let block = blocks.iter().find(|block| block["id"] == "11.l.3").unwrap();
    let keys: Vec<&String> = block.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "kind",
            "depth",
            "part",
            "number",
            "label",
            "citation",
            "pages",
            "lines",
            "span",
            "text",
            "turns",
            "runs",
            "references",
            "links",
        ],
    );
    assert_eq!((&block["kind"], &block["depth"]), (&Value::from("item"), &Value::from(2)));
    assert_eq!(
        (&block["label"], &block["citation"]),
        (&Value::from("(3)."), &Value::from("¶11.l(3)"))
    );
    let numbers: Vec<_> = blocks.iter().filter_map(|block| block["number"].as_u64()).collect();
    assert_eq!(numbers, [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    // Each block's text is what its span says.
    let text: Vec<char> =
        String::from_utf8(briefmark(&["text", BRIEF]).stdout).unwrap().chars().collect();
    for block in blocks {
        let place = |edge: &str| usize::try_from(block["span"][edge].as_u64().unwrap()).unwrap();
        let slice: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(block["text"], slice);
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    assert_eq!(briefmark(&["parse", BRIEF]).stdout, briefmark(&["parse", BRIEF]).stdout);
}

#[test]
fn a_file_that_cannot_be_read_is_said_in_a_sentence() {
    let output = briefmark(&["text", "no/such/file.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("briefmark: no/such/file.md cannot be read: "), "{said}");
    assert_eq!(briefmark(&["no-such-command"]).status.code(), Some(2));
}

#[test]
fn check_says_of_each_item_what_would_become_of_it() {
    let (brief, _) = brief::parse(include_str!("../../briefs/khrushchev-purge-1957.md"), "x.md");
    let block = &brief.blocks[brief.block_by_id("11.c").unwrap()];
    let passage = Passage::around(&brief.text, block.span).unwrap();
    let item = |n: u8, target: Value| json!({ "id": format!("urn:x:{n}"), "type": "Annotation", "target": target });
    let file = json!([
        item(1, describe(&brief, passage).to_json()),
        item(2, json!({ "source": brief.id, "selector":
            { "type": "TextQuoteSelector", "exact": "words that are nowhere in it" } })),
        item(3, json!(brief.id)),
        { "id": "urn:x:4", "type": "Annotation" },
    ]);
    let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/check.json");
    std::fs::write(path, file.to_string()).unwrap();

    let output = briefmark(&["check", path, "--brief", BRIEF]);
    assert_eq!(output.status.code(), Some(1));
    expect![[r#"
        taken    annotation urn:x:1
                 ¶11.c, p. 13: exact, 20397–20488
        taken    annotation urn:x:2
                 urn:briefmark:sha256-339b11d0f05dfebd519fea6a3e7404eb90ee16890562c949818e127b67329102: lost
        taken    annotation urn:x:3
                 urn:briefmark:sha256-339b11d0f05dfebd519fea6a3e7404eb90ee16890562c949818e127b67329102: the whole brief
        refused  annotation 4, urn:x:4: it has no `target`, so it is about nothing
        3 taken, 1 refused
    "#]].assert_eq(&String::from_utf8(output.stdout).unwrap());

    std::fs::write(path, json!([file[0]]).to_string()).unwrap();
    assert!(briefmark(&["check", path]).status.success());
    let output = briefmark(&["check", BRIEF]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("khrushchev-purge-1957.md: this file is not JSON: ")
    );
}

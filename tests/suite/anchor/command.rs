//! `briefmark describe` and `briefmark anchor`, from outside.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use expect_test::{Expect, expect};
use serde_json::{Value, json};

const BRIEF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/briefs/khrushchev-purge-1957.md");

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefmark"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command line is built beside its tests");
    let mut stdin = command.stdin.take().expect("standard input is piped");
    // A command that stops before it has read everything closes the pipe.
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    command.wait_with_output().expect("the command ends")
}

fn anchored(input: &Value) -> Value {
    let output = run(&["anchor", BRIEF], &input.to_string());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the result is JSON")
}

fn check_refused(arguments: &[&str], input: &str, expected: Expect) {
    let output = run(arguments, input);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    expected.assert_eq(&String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_describe_prints_anchor_reads() {
    let output = run(&["describe", BRIEF, "4", "19"], "");
    let target: Value = serde_json::from_slice(&output.stdout).expect("a target is JSON");
    assert_eq!(target["selector"][0]["exact"], "Krushchev Purge");
    let place = json!({
        "state": "exact",
        "span": { "start": 4, "end": 19 },
        "text": "Krushchev Purge",
        "citation": target["briefmark:citation"],
    });
    assert_eq!(anchored(&target), json!([place]));
}

#[test]
fn results_come_in_the_order_of_the_questions() {
    let results = anchored(&json!([
        { "exact": "Krushchev Purge" },
        { "exact": "The Khrushchev Purge" },
        { "exact": "Leningrad affair" },
        { "exact": "an umbrella" },
        { "start": 4, "end": 19 },
        { "selector": [] },
    ]));
    let states: Vec<_> = results.as_array().expect("a list").iter().map(|r| &r["state"]).collect();
    assert_eq!(states, ["moved", "changed", "ambiguous", "lost", "ambiguous", "whole"]);
    assert_eq!(results[1]["similarity"], 0.95);
    assert_eq!(results[4]["candidates"][0]["text"], "Krushchev Purge");
}

#[test]
fn what_cannot_be_asked_is_refused_in_a_sentence() {
    check_refused(
        &["anchor", BRIEF],
        "[{\"exact\": \"a\"}, {\"exact\": 1}]",
        expect![[r#"
        briefmark: item 2 of standard input is no target: give an object with `selector`, or one with `exact` (and `prefix`, `suffix`), or with `start` and `end`
    "#]],
    );
    check_refused(
        &["anchor", BRIEF],
        "{",
        expect![[r#"
        briefmark: standard input is not JSON: EOF while parsing an object at line 1 column 1
    "#]],
    );
    check_refused(
        &["describe", BRIEF, "7", "7"],
        "",
        expect![[r#"
        briefmark: code points 7 to 7 hold no passage: the reading text has 22472, and a passage begins before it ends and is not white space alone
    "#]],
    );
    check_refused(
        &["describe", BRIEF, "0", "999999"],
        "",
        expect![[r#"
        briefmark: code points 0 to 999999 hold no passage: the reading text has 22472, and a passage begins before it ends and is not white space alone
    "#]],
    );
}

//! Laws of files: what goes out comes back, what comes in is taken or refused with a reason.

mod codebook;
mod documented;
mod edition;
mod errand;
mod foreign;
mod link;
mod naughty;
mod others;
mod published;
mod quotations;
mod refi;
mod suites;
mod table;

use briefmark::annotation::{
    Annotation, AnnotationId, Body, Flag, Motivation, Quote, Selector, Target, describe,
};
use briefmark::brief::{self, Brief};
use briefmark::codebook::Theme;
use briefmark::exchange::{Format, Selection, export, import};
use briefmark::text::{Passage, Span};
use briefmark::workspace::{Edit, Verdict, Workspace, plan};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::work::{
    after, annotation, annotation_id, any_annotation, any_edits, at, coder, json_value, marked,
    note, theme, theme_id,
};

/// The formats that are read, each of them written too.
const READ: [Format; 6] = [
    Format::Native,
    Format::Csv,
    Format::Spreadsheet,
    Format::Qdpx,
    Format::Hypothesis,
    Format::Recogito,
];

/// Reads a file; says what was taken and what was refused and why, or why nothing could be.
fn check(file: &str, expected: Expect) {
    let said = match import(file.as_bytes()) {
        Ok((incoming, report)) => {
            let mut said = String::new();
            for annotation in &incoming.annotations {
                let note = annotation.note().unwrap_or("-");
                said.push_str(&format!(
                    "{} {:?} {note}\n",
                    annotation.id.0, annotation.motivations
                ));
                for target in &annotation.targets {
                    said.push_str(&format!("    {} {:?}\n", target.source, target.selectors));
                }
            }
            for refused in report.refused {
                let (item, index, id) = (refused.item, refused.index, refused.id);
                said.push_str(&format!("not {item:?} {index} ({id:?}): {}\n", refused.reason));
            }
            said
        }
        Err(error) => format!("{error}\n"),
    };
    expected.assert_eq(&said);
}

/// A flag.
const FLAG: Body = Body::Flag(Flag::ToCheck);

/// A work with one of each thing that a file of ours can hold.
fn full_work() -> Workspace {
    let start = vec![
        Edit::SetCoder(coder(1)),
        Edit::AddThemes(vec![
            theme(0, "Discord"),
            Theme {
                definition: "The regime is weak.".to_owned(),
                broader: Some(theme_id(0)),
                ..theme(1, "Weakness")
            },
        ]),
        Edit::Annotate(annotation(1, vec![marked(0), marked(1), note("*Why* now?"), FLAG])),
        Edit::Annotate(annotation(2, vec![])),
        Edit::Annotate(annotation(3, vec![])),
        Edit::DeleteAnnotations(vec![annotation_id(3)]),
        Edit::Annotate(whole(4, Some("¶4"))),
        Edit::Annotate(whole(5, None)),
    ];
    let common = after(Workspace::default(), start, 1);
    let say = |text: &str| vec![Edit::SetNote(annotation_id(2), text.to_owned())];
    let (mut here, there) =
        (after(common.clone(), say("here"), 20), after(common, say("there"), 21));
    let (incoming, _) =
        import(export(&there, &Selection::All).as_bytes()).expect("our own file is read");
    let merge = plan(&here, incoming);
    here.apply(Edit::Import(merge), &at(30)).expect("an import is always possible");
    assert_eq!(here.conflicts.len(), 1);
    here
}

/// A note on the whole of a brief, or on a place in it that is only cited.
fn whole(n: u8, citation: Option<&str>) -> Annotation {
    let mut note = annotation(n, vec![note("On all of it.")]);
    note.motivations = vec![Motivation::Commenting];
    note.targets[0].selectors.clear();
    note.targets[0].citation = citation.map(str::to_owned);
    note.targets[0].digest = None;
    note
}

/// A small brief with marks of every sort: by two coders, overlapping, on two passages, over the edge
/// of a block, without a theme, on the whole, and one whose words are gone.
fn marked_brief() -> (Brief, Workspace) {
    let (brief, _) =
        brief::parse(include_str!("../fixtures/brief/harbour-report.md"), "harbour-report.md");
    let mut work = Workspace::default();
    work.themes.insert(theme_id(0), theme(0, "Discord"));
    let under = Theme {
        definition: "The <regime> is *weak*.".to_owned(),
        broader: Some(theme_id(0)),
        ..theme(1, "Weakness")
    };
    work.themes.insert(theme_id(1), under);
    let passage = |start: u32, end: u32| {
        let passage = Passage::around(&brief.text, Span::new(start, end)).expect("there are words");
        describe(&brief, passage)
    };
    let mut gone = passage(10, 60);
    gone.digest = None;
    gone.selectors = vec![Selector::Quote(Quote {
        exact: "words that are nowhere".to_owned(),
        ..Quote::default()
    })];
    let mut whole = annotation(6, vec![note("On all of it.")]);
    whole.motivations = vec![Motivation::Commenting];
    whole.targets = vec![Target::from_json(json!(brief.id))];
    let length = brief.text.len().0;
    let marks = [
        (1, vec![marked(0), note("*Why* now? <b>")], vec![passage(100, 160)]),
        (2, vec![marked(0), marked(1)], vec![passage(130, length / 2)]),
        (3, vec![marked(1), note("two\nlines")], vec![passage(300, 340), passage(400, 420)]),
        (4, vec![], vec![passage(length - 60, length)]),
        (5, vec![marked(0)], vec![gone]),
    ];
    for (n, bodies, targets) in marks {
        let creator = Some(coder(n % 2));
        let one = Annotation { creator, targets, ..annotation(n, bodies) };
        work.annotations.insert(one.id.clone(), one);
    }
    work.annotations.insert(whole.id.clone(), whole);
    (brief, work)
}

/// What an empty workspace holds after a file was merged into it.
fn imported(file: &str) -> Workspace {
    let (incoming, _) = import(file.as_bytes()).expect("the file is read");
    let mut workspace = Workspace::default();
    let merge = plan(&workspace, incoming);
    workspace.apply(Edit::Import(merge), &at(500)).expect("an import is always possible");
    workspace
}

#[test]
fn a_file_says_all_of_a_work() {
    expect_test::expect_file!["../fixtures/exchange/full.json"]
        .assert_eq(&export(&full_work(), &Selection::All));
}

#[test]
fn a_work_comes_back_whole_from_its_file() {
    let work = full_work();
    let file = export(&work, &Selection::All);
    assert_eq!(import(file.as_bytes()).unwrap().1.refused, []);
    let back = imported(&file);
    assert_eq!(back.annotations, work.annotations);
    assert_eq!(back.themes, work.themes);
    assert_eq!(back.tombstones, work.tombstones);
    assert_eq!(back.conflicts, work.conflicts);
    // And brings nothing to where it came from.
    let (incoming, _) = import(export(&work, &Selection::All).as_bytes()).unwrap();
    assert!(plan(&work, incoming).items.iter().all(|(_, verdict)| *verdict == Verdict::Same));
}

#[test]
fn a_part_of_a_work_goes_with_its_themes_and_conflicts_alone() {
    let work = full_work();
    let ids = |selection| {
        let (incoming, _) = import(export(&work, &selection).as_bytes()).unwrap();
        let annotations = incoming.annotations.into_iter().map(|annotation| annotation.id.0);
        let themes = incoming.themes.into_iter().map(|theme| theme.id.0);
        annotations.chain(themes).collect::<Vec<_>>()
    };
    // Both sides of what is in conflict.
    let both = [annotation_id(2).0, annotation_id(2).0];
    assert_eq!(ids(Selection::Annotations([annotation_id(2)].into())), both);
    assert_eq!(ids(Selection::Annotations([annotation_id(4)].into())), [annotation_id(4).0]);
    assert_eq!(ids(Selection::Brief("urn:briefmark:other".to_owned())), [] as [String; 0]);
    assert_eq!(ids(Selection::Brief("urn:briefmark:a".to_owned())).len(), 7);
}

#[test]
fn a_renamed_theme_goes_out_under_its_new_name() {
    let mut work = full_work();
    let renamed = Theme { name: "Strife".to_owned(), ..work.themes[&theme_id(0)].clone() };
    work.apply(Edit::ReviseTheme(renamed), &at(90)).unwrap();
    let file = export(&work, &Selection::All);
    assert!(file.contains(r#""value": "Strife""#) && !file.contains(r#""value": "Discord""#));
}

#[test]
fn what_holds_no_annotations_says_so() {
    check(
        "",
        expect![[r#"
            this file is empty: save or send it again
        "#]],
    );
    check(
        "{\"a\": 1",
        expect![[r#"
            this file ends in the middle (line 1, column 7); it was cut off, so save or send it again
        "#]],
    );
    check(
        "17",
        expect![[r#"
        this file holds no annotations (looked for `items`, `first`, `annotations`, or a list)
    "#]],
    );
    check(
        "{}",
        expect![[r#"
        this file holds no annotations (looked for `items`, `first`, `annotations`, or a list)
    "#]],
    );
    check(
        r#"{"type": "AnnotationCollection", "first": "http://example.org/page1"}"#,
        expect![[r#"
            this file only names where its annotations are (http://example.org/page1); open the page itself
        "#]],
    );
    check(r#"{"type": "AnnotationCollection", "total": 0}"#, expect![[r#""#]]);
    assert_eq!(
        import(b"[\"\xff\"]").unwrap_err().to_string(),
        "this file is not text in UTF-8; save it as UTF-8 and open it again"
    );
    check(
        &"[".repeat(100_000),
        expect![[r#"
        this file is not JSON: recursion limit exceeded at line 1 column 128
    "#]],
    );
}

#[test]
fn one_bad_item_never_spoils_a_file() {
    check(
        r##"[
            7,
            {"id": "urn:x:1", "type": "Annotation", "target": "urn:briefmark:a"},
            {"id": 5, "type": "Annotation", "target": "urn:briefmark:a"},
            {"id": "urn:x:2", "type": "Annotation"},
            {"id": "urn:x:3", "type": "Annotation", "target": []},
            {"id": "urn:x:4", "type": "Bookmark", "target": "urn:briefmark:a"},
            {"id": "urn:x:5", "type": ["Annotation", "Bookmark"], "target": {"source": "urn:briefmark:a",
                "selector": {"type": "TextPositionSelector", "start": 9, "end": 3}}},
            {"id": "urn:x:6", "target": {"source": "urn:briefmark:a",
                "selector": {"type": "TextPositionSelector", "start": -1, "end": 1e400}}},
            {"type": "Annotation", "bodyValue": "no name", "target": "urn:briefmark:a"},
            {"id": "#0A000000-0000-4000-8000-000000000001", "target": "urn:briefmark:a"},
            {"id": "urn:x:1", "type": "Annotation", "target": "urn:briefmark:twice"}
        ]"##,
        expect![[r#"
            urn:x:1 [] -
                urn:briefmark:a []
            urn:x:5 [] -
                urn:briefmark:a [Other(Object {"type": String("TextPositionSelector"), "start": Number(9), "end": Number(3)})]
            urn:x:6 [] -
                urn:briefmark:a [Other(Object {"type": String("TextPositionSelector"), "start": Number(-1), "end": Number(1e+400)})]
            urn:uuid:e7c500a1-73ce-5717-93b8-b1e4922c0b89 [] no name
                urn:briefmark:a []
            urn:uuid:0a000000-0000-4000-8000-000000000001 [] -
                urn:briefmark:a []
            urn:x:1 [] -
                urn:briefmark:twice []
            not Annotation 0 (None): it is not an object, so it cannot be an annotation
            not Annotation 2 (None): its `id` is not a text, so nothing could refer to it
            not Annotation 3 (Some("urn:x:2")): it has no `target`, so it is about nothing
            not Annotation 4 (Some("urn:x:3")): it has no `target`, so it is about nothing
            not Annotation 5 (Some("urn:x:4")): its type is Bookmark, not Annotation
        "#]],
    );
}

/// A file of a later version: what it says of an annotation is kept, what it says of the whole is said
/// to stay in the file.
#[test]
fn a_file_of_a_later_version_loses_nothing_unsaid() {
    let mut file: Value = serde_json::from_str(&export(&full_work(), &Selection::All)).unwrap();
    file["cases"] = json!([{ "id": "urn:x:case" }]);
    file["first"]["items"][0]["briefmark:certainty"] = json!({ "of": 5 });
    let (incoming, report) = import(file.to_string().as_bytes()).unwrap();
    assert_eq!(incoming.annotations[0].extra["briefmark:certainty"], json!({ "of": 5 }));
    let said: Vec<String> = report.refused.iter().map(|it| it.reason.to_string()).collect();
    assert_eq!(
        said,
        [
            "`cases` is none of what this version of Briefmark knows: a later one may have written it, \
          and can read it"
        ]
    );
    // What other programs say of their collections is no part of a work.
    file["@context"] = json!("http://www.w3.org/ns/anno.jsonld");
    assert_eq!(import(file.to_string().as_bytes()).unwrap().1.refused, []);
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let file = format!("\u{feff}{}", export(&full_work(), &Selection::All));
    assert_eq!(imported(&file), imported(&export(&full_work(), &Selection::All)));
}

#[test]
fn a_body_that_is_a_list_or_nothing_goes_out_as_it_came_in() {
    for body in [json!([[]]), json!([["a", "b"]]), json!([null]), json!([[], null])] {
        let one = json!({ "id": "urn:x:1", "type": "Annotation", "body": body, "target": "t" });
        let written = Annotation::from_json(&one).unwrap().to_json();
        assert_eq!(written["body"], body);
        assert_eq!(Annotation::from_json(&written).unwrap().to_json(), written);
    }
}

#[test]
fn every_packing_of_annotations_is_opened() {
    let one = r#"{"id": "urn:x:1", "type": "Annotation", "target": "urn:briefmark:a"}"#;
    for file in [
        one.to_owned(),
        format!("[{one}]"),
        format!(r#"{{"type": "AnnotationPage", "items": [{one}]}}"#),
        format!(r#"{{"type": "AnnotationPage", "items": {one}}}"#),
        format!(r#"{{"type": "AnnotationSet", "items": [{one}]}}"#),
        format!(r#"{{"type": "AnnotationCollection", "first": {{"items": [{one}]}}}}"#),
        format!(
            r#"{{"type": "AnnotationCollection", "first": {{"id": "p", "next": {{"id": "q", "items": [{one}]}}}}, "last": {{"id": "q", "items": [{one}]}}}}"#
        ),
        format!(r#"{{"@graph": [{one}]}}"#),
    ] {
        let (incoming, report) = import(file.as_bytes()).unwrap();
        assert_eq!((incoming.annotations.len(), report.taken), (1, 1), "{file}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_annotation_is_read_as_it_is_written(annotation in any_annotation()) {
        let read = Annotation::from_json(&annotation.to_json()).unwrap();
        prop_assert_eq!(read.to_json().to_string(), annotation.to_json().to_string());
        // What was read from JSON is what JSON can say: from there on it is the same value too.
        prop_assert_eq!(Annotation::from_json(&read.to_json()).unwrap(), read);
    }

    #[test]
    fn a_second_export_is_the_first_byte_for_byte(
        edits in any_edits(14), foreign in proptest::collection::vec(any_annotation(), 0..4),
    ) {
        let mut work = after(Workspace::default(), edits, 1);
        for annotation in foreign {
            work.tombstones.remove(&annotation.id.0);
            work.annotations.insert(annotation.id.clone(), annotation);
        }
        let first = export(&work, &Selection::All);
        let back = imported(&first);
        prop_assert_eq!(export(&back, &Selection::All), first);
    }

    #[test]
    fn no_json_harms(value in json_value(), key in "items|first|annotations|codebook|tombstones|target|body|uri") {
        let holder = |value: &Value| json!({ "id": "urn:x:1", "type": "Annotation", "target": "t", &key: value });
        for file in [value.to_string(), holder(&value).to_string(), json!([holder(&value)]).to_string()] {
            if let Ok((incoming, _)) = import(file.as_bytes()) {
                for annotation in incoming.annotations {
                    let written = annotation.to_json();
                    prop_assert_eq!(Annotation::from_json(&written).unwrap().to_json(), written);
                }
            }
        }
    }

    #[test]
    fn a_file_without_names_gives_the_same_names_each_time(note in "\\PC{0,20}") {
        let file = json!([{ "type": "Annotation", "bodyValue": note, "target": "urn:briefmark:a" }]).to_string();
        let id = |(incoming, _): (briefmark::exchange::Incoming, _)| -> AnnotationId { incoming.annotations[0].id.clone() };
        prop_assert_eq!(id(import(file.as_bytes()).unwrap()), id(import(file.as_bytes()).unwrap()));
    }
}

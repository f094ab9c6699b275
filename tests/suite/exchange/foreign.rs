//! What other programs write.

use briefmark::annotation::{Annotation, Selector};
use briefmark::exchange::{Selection, attach, export, import};
use expect_test::expect;

use super::{check, imported};

const HYPOTHESIS: &str = include_str!("../../fixtures/exchange/hypothesis.json");
const RECOGITO: &str = include_str!("../../fixtures/exchange/recogito.json");

#[test]
fn what_hypothesis_exports_is_taken_by_its_quotations() {
    check(
        HYPOTHESIS,
        expect![[r#"
        https://hypothes.is/a/mVx2yPxFEe6Q [Highlighting, Commenting] Compare with the estimate later on.
            https://example.org/brief/ [Other(Object {"type": String("RangeSelector"), "startContainer": String("/div[1]/p[3]"), "startOffset": Number(4), "endContainer": String("/div[1]/p[3]"), "endOffset": Number(37)}), Other(Object {"type": String("TextPositionSelector"), "start": Number(11089), "end": Number(11122), "briefmark:unit": String("utf-16")}), Quote(Quote { exact: "Khrushchev's position was strong.", prefix: "or to force a showdown. ", suffix: " He had the Central Committee on" })]
        https://hypothes.is/a/note1 [Commenting] A page note.
            https://example.org/brief/ []
        https://hypothes.is/a/reply1 [Other("replying")] I agree.
            https://example.org/brief/ []
        not Annotation 3 (Some("broken")): it has no `target`, so it is about nothing
    "#]],
    );
}

#[test]
fn what_recogito_keeps_is_taken_by_its_quotations() {
    check(
        RECOGITO,
        expect![[r#"
        urn:uuid:67b8a0c2-0c0e-4b5e-9d50-6f9a62f0d3a1 [] A remark.
             [Quote(Quote { exact: "Leningrad affair", prefix: "", suffix: "" }), Other(Object {"quote": String("Leningrad affair"), "start": Number(120), "end": Number(136), "type": String("rangeselector")})]
        urn:uuid:67b8a0c2-0c0e-4b5e-9d50-6f9a62f0d3a2 [] -
            https://example.org/brief/ [Quote(Quote { exact: "secret speech", prefix: "his ", suffix: ", his" }), Position { start: CodePoint(1200), end: CodePoint(1213) }]
    "#]],
    );
}

#[test]
fn what_came_from_elsewhere_is_all_in_the_file_that_goes_out() {
    for (file, kept) in [
        (HYPOTHESIS, ["__world__", "RangeSelector", "/div[1]/p[3]"]),
        (RECOGITO, ["rangeselector", "avatar", "2024-05-01T10:00:00Z"]),
    ] {
        let out = export(&imported(file), &Selection::All);
        for kept in kept {
            assert!(out.contains(kept), "{kept} in {out}");
        }
        assert_eq!(export(&imported(&out), &Selection::All), out);
    }
}

#[test]
fn a_quotation_from_elsewhere_can_be_attached_to_a_brief() {
    let (mut incoming, _) = import(HYPOTHESIS.as_bytes()).unwrap();
    assert_eq!(attach(&mut incoming, "urn:briefmark:a"), 1);
    let target = &incoming.annotations[0].targets[0];
    assert_eq!(target.source, "urn:briefmark:a");
    assert_eq!(target.extra["briefmark:attachedFrom"]["id"], "https://example.org/brief/");
    assert_eq!(attach(&mut incoming, "urn:briefmark:b"), 0);
}

#[test]
fn a_selector_that_says_more_is_kept_whole() {
    let refined = serde_json::json!({
        "type": "TextQuoteSelector", "exact": "x",
        "refinedBy": { "type": "TextPositionSelector", "start": 1, "end": 2 },
    });
    assert_eq!(Selector::from_json(refined.clone()), Selector::Other(refined));
}

#[test]
fn what_a_file_does_not_say_is_not_added() {
    for (says, written) in [
        (r#"{"type":"TextualBody","value":"x"}"#, r#"{"value":"x","type":"TextualBody"}"#),
        (r#"{"value":"x","purpose":"commenting"}"#, r#"{"value":"x","purpose":"commenting"}"#),
        (r#""http://example.org/post""#, r#""http://example.org/post""#),
        (r#"{"type":"Choice","items":[1.0,2e3]}"#, r#"{"type":"Choice","items":[1.0,2e3]}"#),
    ] {
        let file =
            format!(r#"{{"id":"urn:x:1","body":{says},"target":{{"source":"s","state":null}}}}"#);
        let annotation = Annotation::from_json(&serde_json::from_str(&file).unwrap()).unwrap();
        let (mut body, mut wanted) = (
            annotation.to_json()["body"].clone(),
            serde_json::from_str::<serde_json::Value>(written).unwrap(),
        );
        body.sort_all_objects();
        wanted.sort_all_objects();
        assert_eq!(body.to_string(), wanted.to_string());
        assert_eq!(annotation.to_json()["target"].to_string(), r#"{"source":"s","state":null}"#);
    }
}

//! Overlaps are cut into disjoint runs.

use briefmark::annotation::{Segment, segments};
use briefmark::text::{CodePoint, Span};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(covers: &[(&str, u32, u32)], expected: Expect) {
    let covers: Vec<(&str, Span)> =
        covers.iter().map(|&(id, start, end)| (id, Span::new(start, end))).collect();
    let lines = segments(&covers).into_iter().map(|Segment { span, ids }| {
        format!("{}–{} {}\n", span.start.0, span.end.0, ids.join(" "))
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn nothing_covers_nothing() {
    check(&[], expect![[""]]);
    check(&[("empty", 3, 3)], expect![[""]]);
}

#[test]
fn an_overlap_is_a_segment_of_both() {
    check(
        &[("a", 0, 10), ("b", 5, 15)],
        expect![[r#"
            0–5 a
            5–10 a b
            10–15 b
        "#]],
    );
}

#[test]
fn a_passage_inside_another_cuts_it_in_three() {
    check(
        &[("outer", 0, 30), ("inner", 10, 20)],
        expect![[r#"
            0–10 outer
            10–20 outer inner
            20–30 outer
        "#]],
    );
}

#[test]
fn an_empty_span_cuts_nothing() {
    check(&[("a", 0, 10), ("empty", 5, 5)], expect!["0–10 a\n"]);
}

#[test]
fn neighbours_stay_apart_and_gaps_stay_bare() {
    check(
        &[("c", 8, 9), ("b", 4, 6), ("a", 0, 4)],
        expect![[r#"
            0–4 a
            4–6 b
            8–9 c
        "#]],
    );
}

#[test]
fn ids_keep_the_order_in_which_they_were_given() {
    let twelve: Vec<(u32, Span)> = (0..12).rev().map(|id| (id, Span::new(id, 40))).collect();
    let last = segments(&twelve).pop().unwrap();
    assert_eq!(last.span, Span::new(11, 40));
    assert_eq!(last.ids, (0..12).rev().collect::<Vec<_>>());
}

proptest! {
    /// Segments are disjoint and in order, each place is covered by what covers it, and no edge
    /// lies where no span has one.
    #[test]
    fn segments_cover_each_span_exactly(spans in prop::collection::vec((0_u32..40, 0_u32..12), 0..24)) {
        let covers: Vec<(usize, Span)> = spans
            .iter()
            .enumerate()
            .map(|(id, &(start, length))| (id, Span::new(start, start + length)))
            .collect();
        let segments = segments(&covers);
        for pair in segments.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for place in (0..60).map(CodePoint) {
            let covering = covers.iter().filter(|(_, span)| span.contains(place)).map(|(id, _)| *id);
            let segment = segments.iter().find(|segment| segment.span.contains(place));
            let ids = segment.map_or(Vec::new(), |segment| segment.ids.clone());
            prop_assert_eq!(ids, covering.collect::<Vec<_>>());
        }
        for Segment { span, ids } in &segments {
            prop_assert!(!span.is_empty() && !ids.is_empty());
        }
        for pair in segments.windows(2) {
            let touch = pair[0].span.end == pair[1].span.start;
            prop_assert!(!touch || pair[0].ids != pair[1].ids, "{:?} could be one", pair);
        }
    }
}

//! The layer that a workspace lays over a brief.

use std::collections::BTreeSet;

use briefmark::annotation::{Annotation, AnnotationId, Motivation, describe};
use briefmark::brief::{Brief, parse};
use briefmark::statistics;
use briefmark::text::{Byte, Passage, Span, code_points};
use briefmark::timestamp::Timestamp;
use briefmark::workspace::{Edit, Layer, Workspace};
use proptest::prelude::*;

const SOURCE: &str = include_str!("../../briefs/khrushchev-purge-1957.md");

fn brief() -> Brief {
    parse(SOURCE, "khrushchev-purge-1957.md").0
}

fn now() -> Timestamp {
    Timestamp("2026-01-01T00:00:00.000Z".to_owned())
}

fn highlight(brief: &Brief, name: &str, span: Span) -> Option<Annotation> {
    let passage = Passage::around(&brief.text, span)?;
    Some(Annotation {
        id: AnnotationId(format!("urn:uuid:{name}")),
        motivations: vec![Motivation::Highlighting],
        created: None,
        modified: None,
        creator: None,
        bodies: Vec::new(),
        targets: vec![describe(brief, passage)],
        extra: serde_json::Map::new(),
    })
}

/// All runs of all blocks.
fn painted(brief: &Brief, layer: &Layer) -> Vec<(Span, Vec<AnnotationId>)> {
    let blocks = 0..brief.blocks.len();
    let segments = blocks.flat_map(|block| layer.segments(brief, block));
    segments.map(|segment| (segment.span, segment.ids)).collect()
}

fn words(brief: &Brief, words: &str) -> Span {
    let byte = brief.text.as_str().find(words).expect("the brief has these words");
    let start = brief.text.code_point(Byte(byte)).0;
    Span::new(start, start + code_points(words))
}

#[test]
fn a_highlight_over_two_blocks_paints_both_and_not_the_line_feed_between_them() {
    let brief = brief();
    let (first, second) =
        (words(&brief, "risk in his career."), words(&brief, "Khrushchev's struggle"));
    let span = Span { start: first.start, end: second.end };
    let mut workspace = Workspace::default();
    workspace.apply(Edit::Annotate(highlight(&brief, "1", span).unwrap()), &now()).unwrap();
    let layer = Layer::new(&brief, &workspace);
    let runs: Vec<_> = painted(&brief, &layer).into_iter().map(|(span, _)| span).collect();
    assert_eq!(runs, [first, second]);
}

#[test]
fn an_edit_touches_the_blocks_that_look_otherwise_and_no_others() {
    let brief = brief();
    let mut workspace = Workspace::default();
    let mut layer = Layer::new(&brief, &workspace);
    let block = brief.block_by_id("11.c").unwrap();
    let annotation = highlight(&brief, "1", brief.blocks[block].span).unwrap();
    let change = workspace.apply(Edit::Annotate(annotation.clone()), &now()).unwrap();
    assert_eq!(layer.update(&brief, &workspace, &change), BTreeSet::from([block]));

    let other = brief.block_by_id("4").unwrap();
    let passage = Passage::around(&brief.text, brief.blocks[other].span).unwrap();
    let edit = Edit::SetTargets(annotation.id.clone(), vec![describe(&brief, passage)]);
    let change = workspace.apply(edit, &now()).unwrap();
    assert_eq!(layer.update(&brief, &workspace, &change), BTreeSet::from([other, block]));

    let change = workspace.apply(Edit::DeleteAnnotations(vec![annotation.id]), &now()).unwrap();
    assert_eq!(layer.update(&brief, &workspace, &change), BTreeSet::from([other]));
    assert_eq!(painted(&brief, &layer), []);
}

#[test]
fn a_note_is_counted_and_not_painted() {
    let brief = brief();
    let mut workspace = Workspace::default();
    let opening = brief.block_by_id("3").unwrap();
    let mut note = highlight(&brief, "1", brief.blocks[opening].span).unwrap();
    note.motivations = vec![Motivation::Commenting];
    workspace.apply(Edit::Annotate(note), &now()).unwrap();
    let layer = Layer::new(&brief, &workspace);
    assert_eq!(painted(&brief, &layer), []);
    assert_eq!(statistics::per_section(&layer, &brief, &[opening, opening + 1]), [1, 0]);
}

#[test]
fn the_shortest_of_several_at_a_place_comes_first() {
    let brief = brief();
    let mut workspace = Workspace::default();
    let block = brief.blocks[brief.block_by_id("11.e").unwrap()].span;
    let inner = words(&brief, "a handful of people");
    for (name, span) in [("long", block), ("short", inner)] {
        workspace.apply(Edit::Annotate(highlight(&brief, name, span).unwrap()), &now()).unwrap();
    }
    let layer = Layer::new(&brief, &workspace);
    let at = |place| layer.at(&brief, place).into_iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(at(inner.start), ["urn:uuid:short", "urn:uuid:long"]);
    assert_eq!(at(block.start), ["urn:uuid:long"]);
    assert_eq!(layer.overlapping(&brief, inner).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was done, the layer looks as if it had been laid afresh.
    #[test]
    fn following_changes_is_the_same_as_starting_afresh(
        edits in prop::collection::vec((0..6_u32, 0..20_000_u32, 1..400_u32, any::<bool>()), 1..12),
    ) {
        let brief = brief();
        let mut workspace = Workspace::default();
        let mut layer = Layer::new(&brief, &workspace);
        for (name, start, length, is_deletion) in edits {
            let Some(it) = highlight(&brief, &name.to_string(), Span::new(start, start + length)) else {
                continue;
            };
            if is_deletion && !workspace.annotations.contains_key(&it.id) {
                continue;
            }
            let edit = if is_deletion {
                Edit::DeleteAnnotations(vec![it.id])
            } else if workspace.annotations.contains_key(&it.id) {
                Edit::SetTargets(it.id, it.targets)
            } else {
                Edit::Annotate(it)
            };
            let change = workspace.apply(edit, &now()).unwrap();
            let before: Vec<_> = (0..brief.blocks.len()).map(|it| layer.segments(&brief, it)).collect();
            let touched = layer.update(&brief, &workspace, &change);
            for (block, before) in before.into_iter().enumerate() {
                let is_other = layer.segments(&brief, block) != before;
                prop_assert!(!is_other || touched.contains(&block), "block {block} changed untold");
            }
        }
        let afresh = Layer::new(&brief, &workspace);
        let sorted = |layer: &Layer| {
            let mut runs = painted(&brief, layer);
            runs.iter_mut().for_each(|(_, ids)| ids.sort());
            runs
        };
        prop_assert_eq!(sorted(&layer), sorted(&afresh));
        prop_assert_eq!(layer.in_order(), afresh.in_order());
    }
}

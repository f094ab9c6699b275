//! The layer that a workspace lays over a brief.

use std::collections::BTreeSet;

use briefmark::annotation::{Annotation, AnnotationId, Motivation, Quote, Selector, describe};
use briefmark::brief::{Brief, parse};
use briefmark::codebook::{Colour, Theme, ThemeId};
use briefmark::statistics;
use briefmark::text::{Byte, CodePoint, Passage, Span, code_points};
use briefmark::timestamp::Timestamp;
use briefmark::workspace::{Answer, Edit, Layer, Marked, Workspace, doubts, n_to_confirm, settle};
use proptest::prelude::*;

use crate::work::{coder, marked, theme, theme_id};

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
    assert_eq!(layer.update(&brief, &change), BTreeSet::from([block]));

    let other = brief.block_by_id("4").unwrap();
    let passage = Passage::around(&brief.text, brief.blocks[other].span).unwrap();
    let edit = Edit::SetTargets(annotation.id.clone(), vec![describe(&brief, passage)]);
    let change = workspace.apply(edit, &now()).unwrap();
    assert_eq!(layer.update(&brief, &change), BTreeSet::from([other, block]));

    let change = workspace.apply(Edit::DeleteAnnotations(vec![annotation.id]), &now()).unwrap();
    assert_eq!(layer.update(&brief, &change), BTreeSet::from([other]));
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

#[test]
fn recolouring_a_theme_touches_no_block_and_renaming_it_touches_its_own() {
    let brief = brief();
    let mut workspace = Workspace::default();
    let theme = theme(1, "One");
    workspace.apply(Edit::AddThemes(vec![theme.clone()]), &now()).unwrap();
    let block = brief.block_by_id("11.c").unwrap();
    let mut annotation = highlight(&brief, "1", brief.blocks[block].span).unwrap();
    annotation.bodies = vec![marked(1)];
    workspace.apply(Edit::Annotate(annotation), &now()).unwrap();
    let mut layer = Layer::new(&brief, &workspace);
    let mut touched_by = |theme: Theme| {
        let change = workspace.apply(Edit::ReviseTheme(theme), &now()).unwrap();
        assert!(!change.is_empty());
        layer.update(&brief, &change)
    };
    let recoloured = Theme { colour: Colour { red: 9, green: 9, blue: 9 }, ..theme.clone() };
    assert_eq!(touched_by(recoloured), BTreeSet::new());
    assert_eq!(touched_by(Theme { name: "Two".to_owned(), ..theme }), BTreeSet::from([block]));
}

/// What a layer says of its annotations, one by one and all together, agrees.
fn check_sequence(brief: &Brief, layer: &Layer) {
    let order = layer.in_order();
    assert_eq!(order.len(), layer.len());
    let n_whole = layer.whole().len();
    for (number, id) in order.iter().enumerate() {
        let next = &order[(number + 1) % order.len()];
        assert_eq!((layer.after(Some(id)), layer.before(Some(next))), (Some(next), Some(id)));
        let placed = number.checked_sub(n_whole).filter(|number| *number < layer.n_placed());
        assert_eq!(layer.placed_number(id), placed);
    }
    assert_eq!((layer.after(None), layer.before(None)), (order.first(), order.last()));
    let placed: Vec<_> =
        layer.placed(0..usize::MAX).map(|(id, start)| (id.clone(), start)).collect();
    assert_eq!(placed.len(), layer.n_placed());
    for cut in 0..=placed.len() {
        let rest: Vec<_> = layer.placed(cut..placed.len()).map(|(id, _)| id.clone()).collect();
        assert!(rest.iter().eq(placed[cut..].iter().map(|(id, _)| id)));
    }
    assert_eq!(layer.n_placed_before(brief, CodePoint(u32::MAX)), placed.len());
    for (number, (_, start)) in placed.iter().enumerate() {
        let n_before = placed.iter().filter(|(_, other)| other < start).count();
        assert_eq!(layer.n_placed_before(brief, *start), n_before);
        assert!(n_before <= number);
    }
    let openings: Vec<usize> = (0..brief.blocks.len()).step_by(7).collect();
    let per_section = statistics::per_section(layer, brief, &openings);
    assert_eq!(per_section.iter().sum::<usize>(), placed.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was done, the layer looks as if it had been laid afresh, in one go or in steps, and
    /// from whichever place.
    #[test]
    fn following_changes_is_the_same_as_starting_afresh(
        edits in prop::collection::vec((0..6_u32, 0..20_000_u32, 1..400_u32, 0..11_u8), 1..14),
        near in 0..20_000_u32,
        stride in 1..4_usize,
    ) {
        let brief = brief();
        let mut workspace = Workspace::default();
        let themes = vec![theme(0, "Zero"), theme(1, "One"), theme(2, "Two")];
        workspace.apply(Edit::AddThemes(themes), &now()).unwrap();
        let mut layer = Layer::new(&brief, &workspace);
        for (name, start, length, what) in edits {
            let Some(mut it) = highlight(&brief, &name.to_string(), Span::new(start, start + length)) else {
                continue;
            };
            let is_here = workspace.annotations.contains_key(&it.id);
            let edit = match what {
                0 if is_here => Edit::DeleteAnnotations(vec![it.id]),
                1 if is_here => Edit::SetTargets(it.id, it.targets),
                2 if is_here => Edit::SetThemes(it.id, vec![theme_id(0), theme_id(2)]),
                3 if workspace.themes.len() > 1 => Edit::DeleteTheme(theme_id(0), Marked::Stays),
                4 => {
                    // A note on the whole brief.
                    it.motivations = vec![Motivation::Commenting];
                    it.targets[0].selectors.clear();
                    Edit::Annotate(it)
                }
                5 | 6 => {
                    it.targets[0].selectors = vec![Selector::Quote(Quote {
                        exact: "words that are nowhere in the brief".to_owned(),
                        ..Quote::default()
                    })];
                    it.creator = (what == 6).then(|| coder(1));
                    Edit::Annotate(it)
                }
                7 => Edit::SetCoder(coder(u8::from(start % 2 == 0))),
                8 => {
                    let Some(doubt) = doubts(&brief, &layer, &workspace).pop() else { continue };
                    settle(&workspace, &brief, &[(doubt, Answer::Nowhere)])
                }
                0..=3 | 9.. => {
                    it.bodies = vec![marked(what % 3)];
                    Edit::Annotate(it)
                }
            };
            let Ok(change) = workspace.apply(edit, &now()) else { continue };
            let before: Vec<_> = (0..brief.blocks.len()).map(|it| layer.segments(&brief, it)).collect();
            let mut touched = layer.update(&brief, &change);
            while !layer.is_laid() {
                touched.extend(layer.step(&brief, &workspace, stride));
            }
            for (block, before) in before.into_iter().enumerate() {
                let is_other = layer.segments(&brief, block) != before;
                prop_assert!(!is_other || touched.contains(&block), "block {block} changed untold");
            }
        }
        let mut in_steps = Layer::begin(&brief, &workspace, CodePoint(near));
        while !in_steps.is_laid() {
            in_steps.step(&brief, &workspace, stride);
        }
        check_sequence(&brief, &layer);
        let sorted = |layer: &Layer| {
            let mut runs = painted(&brief, layer);
            runs.iter_mut().for_each(|(_, ids)| ids.sort());
            runs
        };
        let doubts = doubts(&brief, &layer, &workspace);
        let n_open = doubts.iter().filter(|doubt| doubt.is_open()).count();
        prop_assert_eq!(n_to_confirm(&layer, &workspace), n_open);
        for afresh in [Layer::new(&brief, &workspace), in_steps] {
            prop_assert_eq!(layer.doubtful(), afresh.doubtful());
            prop_assert_eq!(n_to_confirm(&afresh, &workspace), n_open);
            prop_assert_eq!(sorted(&layer), sorted(&afresh));
            prop_assert_eq!(layer.in_order(), afresh.in_order());
            prop_assert_eq!(statistics::per_theme(&layer), statistics::per_theme(&afresh));
            for id in layer.in_order() {
                prop_assert_eq!(layer.anchors(&id), afresh.anchors(&id));
            }
        }
        let counted = |theme: &ThemeId| {
            let all = workspace.annotations.values();
            all.filter(|it| it.themes().any(|other| other == theme)).count()
        };
        for n in 0..3 {
            prop_assert_eq!(layer.n_with(&theme_id(n)), counted(&theme_id(n)));
        }
    }

    /// What is changed while the layer is being laid is in it as it is now.
    #[test]
    fn a_layer_takes_changes_in_while_it_is_being_laid(
        passages in prop::collection::vec((0..20_000_u32, 1..200_u32), 4..12),
        n_laid in 0..4_usize,
    ) {
        let brief = brief();
        let mut workspace = Workspace::default();
        let marks: Vec<_> = (0..).zip(passages).filter_map(|(name, (start, length)): (u32, _)| {
            highlight(&brief, &name.to_string(), Span::new(start, start + length))
        }).collect();
        for it in &marks {
            workspace.apply(Edit::Annotate(it.clone()), &now()).unwrap();
        }
        let mut layer = Layer::begin(&brief, &workspace, CodePoint(0));
        layer.step(&brief, &workspace, n_laid);
        for (nth, it) in marks.iter().enumerate() {
            let edit = match nth % 3 {
                0 => Edit::DeleteAnnotations(vec![it.id.clone()]),
                1 => Edit::SetTargets(it.id.clone(), marks[0].targets.clone()),
                _ => continue,
            };
            let change = workspace.apply(edit, &now()).unwrap();
            layer.update(&brief, &change);
        }
        layer.step(&brief, &workspace, usize::MAX);
        prop_assert!(layer.is_laid());
        let afresh = Layer::new(&brief, &workspace);
        prop_assert_eq!(layer.in_order(), afresh.in_order());
        let runs = |layer: &Layer| {
            painted(&brief, layer).into_iter().map(|(span, ids)| (span, ids.len())).collect::<Vec<_>>()
        };
        prop_assert_eq!(runs(&layer), runs(&afresh));
    }

    /// Of what comes in hundreds, or is to be looked for in all of the text, a part is left for steps; what
    /// was here stays where it was, and what is changed meanwhile is in the layer as it is now.
    #[test]
    fn what_a_change_leaves_for_steps_is_laid_by_them(
        passages in prop::collection::vec((0..20_000_u32, 1..200_u32, prop::bool::ANY), 1..24),
        stride in 1..200_usize,
        n_laid in 0..300_usize,
    ) {
        let brief = brief();
        let mut workspace = Workspace::default();
        workspace.apply(Edit::AddThemes(vec![theme(0, "Zero")]), &now()).unwrap();
        let mut layer = Layer::new(&brief, &workspace);
        let many = (0..300).zip(passages.into_iter().cycle());
        let many: Vec<_> = many.filter_map(|(name, (start, length, has_position)): (u32, _)| {
            let mut it = highlight(&brief, &name.to_string(), Span::new(start, start + length))?;
            if !has_position {
                it.targets[0].selectors.retain(|it| matches!(it, Selector::Quote(_)));
            }
            Some(it)
        }).collect();
        let change = workspace.apply(Edit::AnnotateAll(many.clone()), &now()).unwrap();
        layer.update(&brief, &change);
        prop_assert_eq!(layer.is_laid(), many.is_empty());
        layer.step(&brief, &workspace, n_laid);
        for (nth, it) in many.iter().enumerate() {
            let before = layer.anchors(&it.id).to_vec();
            let edit = match nth % 7 {
                0 => Edit::DeleteAnnotations(vec![it.id.clone()]),
                1 => Edit::SetTargets(it.id.clone(), many[0].targets.clone()),
                2 => Edit::SetThemes(it.id.clone(), vec![theme_id(0)]),
                _ => continue,
            };
            let change = workspace.apply(edit, &now()).unwrap();
            layer.update(&brief, &change);
            if nth % 7 == 2 && !before.is_empty() {
                prop_assert_eq!(layer.anchors(&it.id), &before);
            }
        }
        while !layer.is_laid() {
            layer.step(&brief, &workspace, stride);
        }
        let afresh = Layer::new(&brief, &workspace);
        prop_assert_eq!(layer.in_order(), afresh.in_order());
        prop_assert_eq!(statistics::per_theme(&layer), statistics::per_theme(&afresh));
        let runs = |layer: &Layer| {
            painted(&brief, layer).into_iter().map(|(span, ids)| (span, ids.len())).collect::<Vec<_>>()
        };
        prop_assert_eq!(runs(&layer), runs(&afresh));
    }
}

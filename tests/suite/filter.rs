//! What a filter lets through, and what is shown of a brief.

use std::collections::BTreeSet;

use briefmark::annotation::{Annotation, AnnotationId, Body, Flag, Motivation, Selector, describe};
use briefmark::brief::{Brief, parse};
use briefmark::coder::Coder;
use briefmark::statistics;
use briefmark::text::{CodePoint, Passage, Span};
use briefmark::workspace::{Edit, Filter, Joint, Layer, Noted, Settings, Sight, State, Workspace};
use proptest::prelude::*;
use proptest::sample::select;

use crate::work::{at, coder, marked, note, theme, theme_id};

fn brief() -> Brief {
    parse(include_str!("../../briefs/khrushchev-purge-1957.md"), "khrushchev-purge-1957.md").0
}

/// A highlight on a stretch of the brief.
fn highlight(brief: &Brief, n: u32, span: Span, bodies: Vec<Body>) -> Option<Annotation> {
    Some(Annotation {
        id: AnnotationId(format!("urn:uuid:0a000000-0000-4000-8000-{n:012}")),
        motivations: vec![Motivation::Classifying],
        created: None,
        modified: None,
        creator: None,
        bodies,
        targets: vec![describe(brief, Passage::around(&brief.text, span)?)],
        extra: serde_json::Map::new(),
    })
}

/// Three themes, of which the third stands under the first.
fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    let mut third = theme(2, "Plenum");
    third.broader = Some(theme_id(0));
    let themes = vec![theme(0, "The Anti–Party Group"), theme(1, "Army"), third];
    workspace.apply(Edit::AddThemes(themes), &at(0)).expect("it can be made");
    workspace
}

/// Annotations of three hands, here and there, some with a note, one on the whole brief, some whose
/// words are elsewhere or nowhere.
fn any_work() -> impl Strategy<Value = Workspace> {
    let body = prop_oneof![
        3 => (0..4_u8).prop_map(marked),
        1 => select(Flag::ALL.to_vec()).prop_map(Body::Flag),
        1 => select(vec!["", " ", "See the Plenum", "PLENUM of June"]).prop_map(note),
    ];
    let one = (
        0..20_000_u32,
        1..900_u32,
        proptest::collection::vec(body, 0..3),
        proptest::option::of(0..3_u8),
        0..9_u8,
    );
    proptest::collection::vec(one, 1..12).prop_map(|all| {
        let brief = brief();
        let mut workspace = workspace();
        workspace.coder = Some(coder(0));
        for (n, (start, length, bodies, maker, sort)) in (0..).zip(all) {
            let span = Span::new(start, start + length);
            let Some(mut it) = highlight(&brief, n, span, bodies) else { continue };
            it.creator = maker.map(coder);
            let selectors = &mut it.targets[0].selectors;
            match sort {
                0 => selectors.clear(),
                1 => selectors.retain(|it| !matches!(it, Selector::Position { .. })),
                2 => {
                    let odd = briefmark::annotation::Quote {
                        exact: "words that stand nowhere in the brief".to_owned(),
                        ..Default::default()
                    };
                    *selectors = vec![Selector::Quote(odd)];
                }
                _ => {}
            }
            workspace.annotations.insert(it.id.clone(), it);
        }
        workspace
    })
}

prop_compose! {
    fn any_filter()(
        themes in proptest::collection::btree_set((0..5_u8).prop_map(theme_id), 0..3),
        joint in select(vec![Joint::Any, Joint::All]),
        coders in proptest::collection::btree_set((0..4_u8).prop_map(|n| coder(n).id), 0..2),
        blocks in proptest::collection::btree_set(select(vec!["11", "11.c", "4", "x"]), 0..2),
        pages in proptest::collection::btree_set(1..20_u32, 0..3),
        note in proptest::option::of(select(vec![Noted::With, Noted::Without])),
        flags in proptest::collection::btree_set(select(Flag::ALL.to_vec()), 0..2),
        states in proptest::collection::btree_set(select(State::ALL.to_vec()), 0..3),
        words in select(vec!["", "", "plenum", "anti-party", "khrushchev", "nowhere in"]),
    ) -> Filter {
        let blocks = blocks.into_iter().map(str::to_owned).collect();
        Filter { themes, joint, coders, blocks, pages, note, flags, states, words: words.to_owned() }
    }
}

/// A layer that was laid under a sight from the first.
fn laid(brief: &Brief, workspace: &Workspace, sight: Sight) -> Layer {
    let mut layer = Layer::begin(brief, workspace, CodePoint(0));
    layer.see(brief, sight, || CodePoint(0));
    while !layer.is_laid() {
        layer.step(brief, workspace, usize::MAX);
    }
    layer
}

/// What a filter shows.
fn shown(brief: &Brief, workspace: &Workspace, filter: &Filter) -> BTreeSet<AnnotationId> {
    let layer = laid(brief, workspace, Sight::new(brief, workspace, filter));
    layer.in_order().into_iter().collect()
}

/// Each part of a filter, alone.
fn parts(filter: &Filter) -> Vec<Filter> {
    let Filter { themes, joint, coders, blocks, pages, note, flags, states, words } =
        filter.clone();
    vec![
        Filter { themes, joint, ..Filter::default() },
        Filter { coders, ..Filter::default() },
        Filter { blocks, ..Filter::default() },
        Filter { pages, ..Filter::default() },
        Filter { note, ..Filter::default() },
        Filter { flags, ..Filter::default() },
        Filter { states, ..Filter::default() },
        Filter { words, ..Filter::default() },
    ]
}

/// What the layer says of what it shows, in one way and in the others.
fn check_counts(brief: &Brief, workspace: &Workspace, layer: &Layer) -> Result<(), TestCaseError> {
    let order = layer.in_order();
    prop_assert_eq!(order.len(), layer.len());
    prop_assert_eq!(layer.is_empty(), order.is_empty());
    let painted: BTreeSet<_> = (0..brief.blocks.len())
        .flat_map(|block| layer.segments(brief, block))
        .flat_map(|segment| segment.ids)
        .collect();
    let settled = |id: &&AnnotationId| layer.anchors(id).iter().any(|it| it.settled().is_some());
    let is_painted = |id: &&AnnotationId| workspace.annotations[*id].is_highlight() && settled(id);
    prop_assert_eq!(painted, order.iter().filter(is_painted).cloned().collect::<BTreeSet<_>>());
    for n in 0..4 {
        let has =
            |id: &&AnnotationId| workspace.annotations[*id].themes().any(|it| *it == theme_id(n));
        prop_assert_eq!(layer.n_with(&theme_id(n)), order.iter().filter(has).count());
    }
    for (number, (id, _)) in layer.placed(0..usize::MAX).enumerate() {
        prop_assert_eq!(layer.placed_number(id), Some(number));
    }
    let whole = [0];
    prop_assert_eq!(statistics::per_section(layer, brief, &whole), vec![layer.n_placed()]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a filter lets through is what each of its parts lets through.
    #[test]
    fn a_filter_is_the_conjunction_of_its_parts(workspace in any_work(), filter in any_filter()) {
        let brief = brief();
        let all = shown(&brief, &workspace, &Filter::default());
        prop_assert_eq!(all.len(), workspace.annotations.len());
        let mut by_parts = all;
        for part in parts(&filter) {
            let of_part = shown(&brief, &workspace, &part);
            by_parts.retain(|id| of_part.contains(id));
        }
        prop_assert_eq!(shown(&brief, &workspace, &filter), by_parts);
    }

    /// However many filters were tried, a few annotations at a time, and whatever changed meanwhile,
    /// the layer comes to look as if it had been laid under the last of them.
    #[test]
    fn looking_again_is_the_same_as_laying_afresh(
        mut workspace in any_work(),
        filters in proptest::collection::vec((any_filter(), 0..6_usize, 0..20_000_u32, 0..12_u32), 1..4),
    ) {
        let brief = brief();
        let mut layer = Layer::new(&brief, &workspace);
        let mut last = Sight::default();
        for (filter, stride, near, n) in filters {
            last = Sight::new(&brief, &workspace, &filter);
            let before: Vec<_> = (0..brief.blocks.len()).map(|it| layer.segments(&brief, it)).collect();
            layer.see(&brief, last.clone(), || CodePoint(near));
            let mut touched = layer.look(&brief, &workspace, stride);
            let id = AnnotationId(format!("urn:uuid:0a000000-0000-4000-8000-{n:012}"));
            if let Some(mut it) = workspace.annotations.get(&id).cloned() {
                it.creator = None;
                it.bodies = vec![marked(1), note("Plenum")];
                // Another's is not the reader's to change.
                if let Ok(change) = workspace.apply(Edit::Annotate(it), &at(1)) {
                    touched.extend(layer.update(&brief, &change));
                }
            }
            while !layer.is_looked_through() {
                touched.extend(layer.look(&brief, &workspace, 1));
            }
            for (block, before) in before.into_iter().enumerate() {
                let is_other = layer.segments(&brief, block) != before;
                prop_assert!(!is_other || touched.contains(&block), "block {block} changed untold");
            }
            check_counts(&brief, &workspace, &layer)?;
        }
        let afresh = laid(&brief, &workspace, last);
        prop_assert_eq!(layer.in_order(), afresh.in_order());
        prop_assert_eq!(layer.n_all(), workspace.annotations.len());
        prop_assert_eq!(statistics::per_theme(&layer), statistics::per_theme(&afresh));
    }
}

/// Says which of three annotations a filter shows: `a` and `b` on ¶11.c and ¶4, with the third theme
/// and with none, `b` with a note; `c` on the whole brief.
fn check(filter: Filter, expected: &str) {
    let brief = brief();
    let mut workspace = workspace();
    let span = |id: &str| brief.blocks[brief.block_by_id(id).expect("it is there")].span;
    let a = highlight(&brief, 0, span("11.c"), vec![marked(2)]).expect("it has words");
    let b = highlight(&brief, 1, span("4"), vec![note("Why?")]).expect("it has words");
    let mut c =
        highlight(&brief, 2, span("4"), vec![note("On “the whole” of it")]).expect("it has words");
    c.targets[0].selectors.clear();
    for it in [a, b, c] {
        workspace.apply(Edit::Annotate(it), &at(0)).expect("it can be made");
    }
    let shown = shown(&brief, &workspace, &filter);
    let names: String = shown.iter().map(|id| &id.0[id.0.len() - 1..]).collect();
    let letters: String = names.chars().map(|n| char::from(b'a' + n as u8 - b'0')).collect();
    assert_eq!(letters, expected, "{filter:?}");
}

#[test]
fn a_theme_is_chosen_with_those_under_it() {
    let themes = |ids: &[u8], joint| Filter {
        themes: ids.iter().copied().map(theme_id).collect(),
        joint,
        ..Filter::default()
    };
    check(themes(&[0], Joint::Any), "a");
    check(themes(&[1], Joint::Any), "");
    check(themes(&[0, 1], Joint::Any), "a");
    check(themes(&[0, 2], Joint::All), "a");
    check(themes(&[0, 1], Joint::All), "");
    // A theme that is not in the codebook has nothing.
    check(themes(&[9], Joint::Any), "");
}

#[test]
fn a_paragraph_is_chosen_with_what_is_listed_under_it() {
    let block = |id: &str| Filter { blocks: [id.to_owned()].into(), ..Filter::default() };
    check(block("11"), "a");
    check(block("11.c"), "a");
    check(block("11.b"), "");
    check(block("4"), "b");
    check(block("99"), "");
}

#[test]
fn words_are_sought_in_quotations_notes_and_names_of_themes_as_a_search_reads_them() {
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    check(words("why"), "b");
    check(words("\"THE WHOLE\""), "c");
    check(words("plenum"), "a");
    check(words("  "), "abc");
    check(words("a word that nobody wrote"), "");
}

#[test]
fn an_annotation_has_a_note_when_a_word_stands_in_it() {
    check(Filter { note: Some(Noted::With), ..Filter::default() }, "bc");
    check(Filter { note: Some(Noted::Without), ..Filter::default() }, "a");
}

/// One's own, another's on ¶4, and another's on the whole brief.
fn two_hands(brief: &Brief) -> Workspace {
    let mut workspace = workspace();
    workspace.apply(Edit::SetCoder(coder(0)), &at(0)).expect("it can be made");
    let span = brief.blocks[brief.block_by_id("4").expect("it is there")].span;
    let made = |n: u32, by: Option<Coder>| {
        let mut it = highlight(brief, n, span, Vec::new()).expect("it has words");
        it.creator = by;
        it
    };
    let mut whole = made(2, Some(coder(1)));
    whole.targets[0].selectors.clear();
    for it in [made(0, Some(coder(0))), made(1, Some(coder(1))), whole] {
        workspace.annotations.insert(it.id.clone(), it);
    }
    workspace
}

#[test]
fn a_hidden_layer_is_not_shown_even_of_what_is_held_and_stays_in_the_work() {
    let brief = brief();
    let mut workspace = two_hands(&brief);
    let mut layer = Layer::new(&brief, &workspace);
    assert_eq!(layer.len(), 3);
    let hidden_coders = [coder(1).id].into();
    let settings = Settings { hidden_coders, ..workspace.settings.clone() };
    workspace.apply(Edit::SetSettings(settings), &at(1)).unwrap();
    let sight = Sight::new(&brief, &workspace, &Filter::default());
    assert!(layer.see(&brief, sight, || CodePoint(0)));
    layer.look(&brief, &workspace, usize::MAX);
    assert_eq!((layer.len(), layer.n_all()), (1, 3));
    let others: Vec<_> =
        layer.all_in_order().into_iter().filter(|id| !layer.is_shown(id)).collect();
    assert_eq!(others.len(), 2);
    assert_eq!(layer.hold(&brief, &workspace, others.first()), None);
    assert_eq!(layer.len(), 1);
}

#[test]
fn one_who_codes_blind_sees_others_work_where_they_are_done() {
    let brief = brief();
    let workspace = two_hands(&brief);
    let shown_where_open = |open: &[&str]| {
        let open = open.iter().filter_map(|id| brief.block_by_id(id)).collect();
        let sight = Sight::new(&brief, &workspace, &Filter::default()).blind(open);
        let mut layer = Layer::new(&brief, &workspace);
        layer.see(&brief, sight, || CodePoint(0));
        layer.look(&brief, &workspace, usize::MAX);
        layer.len()
    };
    assert_eq!(shown_where_open(&[]), 1);
    assert_eq!(shown_where_open(&["3"]), 1);
    assert_eq!(shown_where_open(&["4"]), 2);
}

#[test]
fn what_the_reader_holds_stays_in_sight_and_does_not_pass_for_what_the_filter_shows() {
    let brief = brief();
    let workspace = two_hands(&brief);
    let filter = Filter { words: "nothing has this".to_owned(), ..Filter::default() };
    let mut layer = Layer::new(&brief, &workspace);
    layer.see(&brief, Sight::new(&brief, &workspace, &filter), || CodePoint(0));
    layer.look(&brief, &workspace, usize::MAX);
    assert!(layer.is_empty());
    let held = AnnotationId("urn:uuid:0a000000-0000-4000-8000-000000000000".to_owned());
    let touched = layer.hold(&brief, &workspace, Some(&held));
    assert_eq!(touched, Some([brief.block_by_id("4").unwrap()].into()));
    assert_eq!(layer.in_order(), [held]);
    assert_eq!(layer.passing(&brief, &workspace), []);
    assert_eq!(layer.hold(&brief, &workspace, None), touched);
    assert!(layer.is_empty());
}

//! Where in a brief its themes are.

use std::collections::{BTreeMap, BTreeSet};

use briefmark::annotation::{Annotation, AnnotationId, Motivation, describe};
use briefmark::brief::{Brief, parse};
use briefmark::statistics::{overview, stripes, theme_by_section};
use briefmark::text::{Passage, Span};
use briefmark::workspace::{Layer, Workspace};
use proptest::prelude::*;

use crate::work::{marked, theme_id};

fn brief() -> Brief {
    parse(include_str!("../../briefs/khrushchev-purge-1957.md"), "khrushchev-purge-1957.md").0
}

/// Highlights on stretches of the brief, each with up to two themes.
fn any_work() -> impl Strategy<Value = Workspace> {
    let one = (0..20_000_u32, 1..900_u32, proptest::collection::vec(0..3_u8, 0..3));
    proptest::collection::vec(one, 0..9).prop_map(|all| {
        let brief = brief();
        let mut workspace = Workspace::default();
        for (n, (start, length, themes)) in all.into_iter().enumerate() {
            let span = Span::new(start, start + length);
            let Some(passage) = Passage::around(&brief.text, span) else { continue };
            let it = Annotation {
                id: AnnotationId(format!("urn:uuid:{n}")),
                motivations: vec![Motivation::Highlighting],
                created: None,
                modified: None,
                creator: None,
                bodies: themes.into_iter().map(marked).collect(),
                targets: vec![describe(&brief, passage)],
                extra: serde_json::Map::new(),
            };
            workspace.annotations.insert(it.id.clone(), it);
        }
        workspace
    })
}

/// Every theme with each of its places: the code points that it marks.
fn points(workspace: &Workspace, layer: &Layer) -> BTreeSet<(Option<u8>, u32)> {
    let mut points = BTreeSet::new();
    for (id, annotation) in &workspace.annotations {
        let mut themes: Vec<Option<u8>> = (0..3)
            .filter(|n| annotation.themes().any(|theme| *theme == theme_id(*n)))
            .map(Some)
            .collect();
        if themes.is_empty() {
            themes.push(None);
        }
        for span in layer.anchors(id).iter().filter_map(|anchor| anchor.settled()) {
            for theme in &themes {
                points.extend((span.start.0..span.end.0).map(|place| (*theme, place)));
            }
        }
    }
    points
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A part of the ruler has just the themes of the words in it.
    #[test]
    fn the_ruler_has_the_themes_where_their_words_are(workspace in any_work(), n_parts in 1..300_usize) {
        let brief = brief();
        let layer = Layer::new(&brief, &workspace);
        let length = u64::from(brief.text.len().0);
        let mut expected = vec![BTreeSet::new(); n_parts];
        for (theme, place) in points(&workspace, &layer) {
            expected[(u64::from(place) * n_parts as u64 / length) as usize].insert(theme);
        }
        let number = |theme: Option<&briefmark::codebook::ThemeId>| {
            theme.map(|id| (0..3).find(|n| theme_id(*n) == *id).expect("one of three"))
        };
        let parts = overview(&layer, &brief, n_parts);
        let parts: Vec<BTreeSet<_>> =
            parts.into_iter().map(|themes| themes.into_iter().map(number).collect()).collect();
        prop_assert_eq!(parts, expected);
    }

    /// The stripes of all blocks cover the words that each theme marks, each word once, but for the
    /// line feeds between blocks; and those of one theme in one block do not touch.
    #[test]
    fn stripes_cover_what_a_theme_marks_once(workspace in any_work()) {
        let brief = brief();
        let layer = Layer::new(&brief, &workspace);
        let mut covered = BTreeSet::new();
        for block in 0..brief.blocks.len() {
            let segments = layer.segments(&brief, block);
            let mut ends = BTreeMap::new();
            for stripe in stripes(&workspace, &segments) {
                let n = (0..3).find(|n| Some(theme_id(*n)) == stripe.theme);
                let last = ends.insert(n, stripe.span.end);
                prop_assert!(last.is_none_or(|last| last < stripe.span.start));
                for place in stripe.span.start.0..stripe.span.end.0 {
                    prop_assert!(covered.insert((n, place)));
                }
                prop_assert!(layer.at(&brief, stripe.span.start).contains(&stripe.first));
            }
        }
        let in_a_block = |place: u32| {
            brief.blocks.iter().any(|it| it.span.start.0 <= place && place < it.span.end.0)
        };
        let mut expected = points(&workspace, &layer);
        expected.retain(|(_, place)| in_a_block(*place));
        prop_assert_eq!(covered, expected);
    }

    /// The table counts each annotation once for each of its themes, in the section that it begins in.
    #[test]
    fn the_table_counts_each_annotation_of_a_theme_once(workspace in any_work(), step in 1..9_usize) {
        let brief = brief();
        let layer = Layer::new(&brief, &workspace);
        let openings: Vec<usize> = (0..brief.blocks.len()).step_by(step).collect();
        let table = theme_by_section(&layer, &workspace, &brief, &openings);
        for n in 0..3 {
            let places = table.get(&theme_id(n));
            let counted: usize = places.into_iter().flat_map(BTreeMap::values).sum();
            prop_assert_eq!(counted, layer.n_with(&theme_id(n)));
            for (section, count) in places.into_iter().flatten() {
                let first = openings[*section];
                let end = openings.get(section + 1).copied().unwrap_or(brief.blocks.len());
                prop_assert!(*count <= layer.n_begun_in(first..end));
            }
        }
    }
}

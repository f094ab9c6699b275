//! Where in a brief its themes are.

use std::collections::{BTreeMap, BTreeSet};

use briefmark::annotation::{Annotation, AnnotationId, Motivation, describe};
use briefmark::brief::{Brief, parse};
use briefmark::codebook::ThemeId;
use briefmark::statistics::{Overview, stripes, theme_by_section};
use briefmark::text::{CodePoint, Passage, Span};
use briefmark::workspace::{Edit, Filter, Layer, Marked, Sight, Workspace};
use proptest::prelude::*;

use crate::work::{at, marked, theme, theme_id};

fn brief() -> Brief {
    parse(include_str!("../../briefs/khrushchev-purge-1957.md"), "khrushchev-purge-1957.md").0
}

/// A highlight on a stretch of the brief, where there are words.
fn highlight(brief: &Brief, n: u32, span: Span, themes: &[u8]) -> Option<Annotation> {
    Some(Annotation {
        id: AnnotationId(format!("urn:uuid:{n}")),
        motivations: vec![Motivation::Highlighting],
        created: None,
        modified: None,
        creator: None,
        bodies: themes.iter().copied().map(marked).collect(),
        targets: vec![describe(brief, Passage::around(&brief.text, span)?)],
        extra: serde_json::Map::new(),
    })
}

/// Highlights on stretches of the brief, each with up to two themes.
fn any_work() -> impl Strategy<Value = Workspace> {
    let one = (0..20_000_u32, 1..900_u32, proptest::collection::vec(0..3_u8, 0..3));
    proptest::collection::vec(one, 0..9).prop_map(|all| {
        let brief = brief();
        let mut workspace = Workspace::default();
        for (n, (start, length, themes)) in (0..).zip(all) {
            if let Some(it) = highlight(&brief, n, Span::new(start, start + length), &themes) {
                workspace.annotations.insert(it.id.clone(), it);
            }
        }
        workspace
    })
}

/// What happens while a ruler is on screen.
#[derive(Clone, Debug)]
enum Event {
    /// A highlight comes, or one that is there becomes another.
    Mark {
        n: u32,
        start: u32,
        length: u32,
        themes: Vec<u8>,
    },
    Delete(u32),
    /// A theme is called otherwise and stands elsewhere, or comes back.
    Revise {
        n: u8,
        position: u32,
    },
    DeleteTheme(u8),
    /// Only what has a theme is shown, of all or of so many annotations first.
    Show {
        theme: Option<u8>,
        n_looked: usize,
    },
    Hold(Option<u32>),
    /// The layer is laid from the beginning, so many annotations of it first.
    LayAfresh(usize),
    /// The layer is laid on, or looked through, so many annotations farther.
    GoOn(usize),
    /// The ruler is drawn.
    Draw,
}

fn any_event() -> impl Strategy<Value = Event> {
    let themes = proptest::collection::vec(0..3_u8, 0..3);
    let mark = (0..9_u32, 0..20_000_u32, 1..900_u32, themes);
    prop_oneof![
        6 => mark.prop_map(|(n, start, length, themes)| Event::Mark { n, start, length, themes }),
        2 => (0..9_u32).prop_map(Event::Delete),
        1 => (0..3_u8, 0..9_u32).prop_map(|(n, position)| Event::Revise { n, position }),
        1 => (0..3_u8).prop_map(Event::DeleteTheme),
        2 => (proptest::option::of(0..3_u8), 0..9_usize)
            .prop_map(|(theme, n_looked)| Event::Show { theme, n_looked }),
        1 => proptest::option::of(0..9_u32).prop_map(Event::Hold),
        1 => (0..9_usize).prop_map(Event::LayAfresh),
        2 => (0..9_usize).prop_map(Event::GoOn),
        4 => Just(Event::Draw),
    ]
}

/// Has an event happen to a work and the layer over it.
fn happen(brief: &Brief, workspace: &mut Workspace, layer: &mut Layer, event: Event) {
    let id = |n: u32| AnnotationId(format!("urn:uuid:{n}"));
    let edit = match event {
        Event::Mark { n, start, length, themes } => {
            highlight(brief, n, Span::new(start, start + length), &themes).map(Edit::Annotate)
        }
        Event::Delete(n) => Some(Edit::DeleteAnnotations(vec![id(n)])),
        Event::Revise { n, position } => {
            let mut theme = theme(n, "Another");
            theme.position = position;
            let is_here = workspace.themes.contains_key(&theme.id);
            Some(if is_here { Edit::ReviseTheme(theme) } else { Edit::AddThemes(vec![theme]) })
        }
        Event::DeleteTheme(n) => Some(Edit::DeleteTheme(theme_id(n), Marked::Stays)),
        Event::Show { theme, n_looked } => {
            let themes = theme.into_iter().map(theme_id).collect();
            let sight = Sight::new(brief, workspace, &Filter { themes, ..Filter::default() });
            layer.see(brief, sight, || CodePoint(0));
            layer.look(brief, workspace, n_looked);
            None
        }
        Event::Hold(n) => {
            layer.hold(brief, workspace, n.map(id).as_ref());
            None
        }
        Event::LayAfresh(n_laid) => {
            *layer = Layer::begin(brief, workspace, CodePoint(0));
            layer.step(brief, workspace, n_laid);
            None
        }
        Event::GoOn(n_annotations) => {
            layer.look(brief, workspace, n_annotations);
            layer.step(brief, workspace, n_annotations);
            None
        }
        Event::Draw => None,
    };
    if let Some(change) = edit.and_then(|edit| workspace.apply(edit, &at(1)).ok()) {
        layer.update(brief, &change);
    }
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
        let mut layer = Layer::new(&brief, &workspace);
        let length = u64::from(brief.text.len().0);
        let mut expected = vec![BTreeSet::new(); n_parts];
        for (theme, place) in points(&workspace, &layer) {
            expected[(u64::from(place) * n_parts as u64 / length) as usize].insert(theme);
        }
        let number = |theme: &Option<ThemeId>| {
            theme.as_ref().map(|id| (0..3).find(|n| theme_id(*n) == *id).expect("one of three"))
        };
        let mut overview = Overview::new(n_parts, 4);
        overview.follow(&brief, &mut layer, &workspace.themes);
        let parts: Vec<BTreeSet<_>> =
            overview.parts().map(|themes| themes.iter().map(number).collect()).collect();
        prop_assert_eq!(parts, expected);
    }

    /// Whatever happens, the ruler shows what one shows that is counted from the beginning.
    #[test]
    fn a_ruler_that_is_kept_is_one_that_is_made_anew(
        mut workspace in any_work(),
        events in proptest::collection::vec(any_event(), 1..24),
        n_parts in 1..300_usize,
        n_told in 1..4_usize,
    ) {
        let brief = brief();
        let mut layer = Layer::new(&brief, &workspace);
        let mut kept = Overview::new(n_parts, n_told);
        for event in events.into_iter().chain([Event::Draw]) {
            let is_drawn = matches!(event, Event::Draw);
            happen(&brief, &mut workspace, &mut layer, event);
            if is_drawn {
                let mut anew = Overview::new(n_parts, n_told);
                anew.follow(&brief, &mut layer.clone(), &workspace.themes);
                kept.follow(&brief, &mut layer, &workspace.themes);
                prop_assert!(kept.parts().eq(anew.parts()));
                prop_assert_eq!(kept.stretches(), anew.stretches());
            }
        }
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

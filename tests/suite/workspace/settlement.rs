//! Laws of settling what coders differ on.

use std::collections::BTreeSet;

use briefmark::annotation::{
    Annotation, AnnotationId, Body, Flag, MODERATING, Motivation, anchor_all, describe,
};
use briefmark::brief::{Brief, parse};
use briefmark::exchange::{Selection, export, import};
use briefmark::text::{Passage, Span};
use briefmark::workspace::{
    Difference, Edit, EditError, Filter, History, Layer, Settings, Sight, Workspace, differences,
};
use proptest::prelude::*;
use serde_json::json;

use super::themes;
use crate::work::{after, annotation, annotation_id, at, coder, marked, theme_id};

const SOURCE: &str = "# Note\n\n1. One two three four five six seven eight nine ten.\n\n\
                      2. Eleven twelve thirteen fourteen fifteen sixteen.\n";

fn brief() -> Brief {
    parse(SOURCE, "note.md").0
}

/// Where some words of the brief are.
fn words(brief: &Brief, words: &str) -> Span {
    let start = brief.text.as_str().find(words).expect("the brief has these words");
    let code_points = |text: &str| u32::try_from(text.chars().count()).expect("it is short");
    let start = code_points(&brief.text.as_str()[..start]);
    Span::new(start, start + code_points(words))
}

/// A highlight of a coder with some themes.
fn by(brief: &Brief, n: u8, maker: u8, span: Span, themes: &[u8]) -> Option<Annotation> {
    let passage = Passage::around(&brief.text, span)?;
    Some(Annotation {
        creator: Some(coder(maker)),
        targets: vec![describe(brief, passage)],
        ..annotation(n, themes.iter().copied().map(marked).collect())
    })
}

/// The work of coder 0, with what others made.
fn work_of(all: impl IntoIterator<Item = Option<Annotation>>) -> Workspace {
    let edits = [Edit::SetCoder(coder(0)), themes()].into_iter();
    let edits = edits.chain(all.into_iter().flatten().map(Edit::Annotate));
    after(Workspace::default(), edits.collect(), 1)
}

fn seen(brief: &Brief, work: &Workspace) -> Layer {
    let mut layer = Layer::new(brief, work);
    let sight = Sight::new(brief, work, &Filter::default());
    layer.see(brief, sight, || briefmark::text::CodePoint(0));
    layer.look(brief, work, usize::MAX);
    layer
}

fn open(brief: &Brief, work: &Workspace) -> Vec<Difference> {
    differences(work, &seen(brief, work), brief)
}

fn ids(place: &Difference) -> Vec<AnnotationId> {
    place.readings.iter().map(|reading| reading.id.clone()).collect()
}

/// Ana (0) and Ben (1) on one sentence, and both the same elsewhere.
fn two_who_differ(brief: &Brief) -> Workspace {
    let (here, there) = (words(brief, "two three four"), words(brief, "Eleven twelve"));
    work_of([
        by(brief, 0, 0, here, &[0]),
        by(brief, 1, 1, here, &[1]),
        by(brief, 2, 0, there, &[2]),
        by(brief, 3, 1, there, &[2]),
    ])
}

fn settle(work: &mut Workspace, brief: &Brief, accepted: &[u8], comment: &str, new: u8) {
    let place = open(brief, work).into_iter().next().expect("coders differ");
    let accepted: Vec<_> = accepted.iter().copied().map(annotation_id).collect();
    let edit = place.settle(work, brief, &accepted, comment, annotation_id(new));
    work.apply(edit, &at(50)).expect("all of it is here");
}

fn settlement(work: &Workspace) -> &Annotation {
    let mut all = work.annotations.values().filter(|it| it.is_settlement());
    let first = all.next().expect("there is a settlement");
    assert!(all.next().is_none(), "there is one");
    first
}

#[test]
fn what_is_accepted_is_an_annotation_of_who_settled_with_the_reasons() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    let places = open(&brief, &work);
    assert_eq!(places.iter().map(ids).collect::<Vec<_>>(), [[annotation_id(0), annotation_id(1)]]);
    assert!(!places[0].is_settled);
    settle(&mut work, &brief, &[1], " Ben is right. ", 9);
    let made = settlement(&work);
    assert_eq!(made.creator, Some(coder(0)));
    assert_eq!(made.themes().collect::<Vec<_>>(), [&theme_id(1)]);
    assert_eq!(made.note(), Some("Ben is right."));
    assert!(made.motivations.contains(&Motivation::Other(MODERATING.to_owned())));
    assert_eq!(made.settles().count(), 2);
    assert_eq!(made.accepts().collect::<Vec<_>>(), [annotation_id(1).0]);
    let anchors = anchor_all(&brief, &made.targets);
    assert_eq!(anchors[0].settled(), Some(words(&brief, "two three four")));
    // Others' work is as it was, and the place is known as settled.
    assert_eq!(work.annotations[&annotation_id(1)].creator, Some(coder(1)));
    let places = open(&brief, &work);
    assert_eq!((places.len(), places[0].is_settled), (1, true));
    assert_eq!(places[0].settlement, Some(annotation_id(9)));
}

#[test]
fn both_are_accepted_and_what_is_settled_again_is_replaced_in_one_step() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[0, 1], "", 9);
    assert_eq!(settlement(&work).themes().collect::<Vec<_>>(), [&theme_id(0), &theme_id(1)]);
    assert_eq!(settlement(&work).targets.len(), 1, "one passage is named once");
    let before = work.stored();
    let place = open(&brief, &work).remove(0);
    let edit = place.settle(&work, &brief, &[annotation_id(0)], "Ana", annotation_id(10));
    let change = work.apply(edit, &at(60)).expect("all of it is here");
    assert_eq!(change.words, "settling ¶1");
    assert_eq!(settlement(&work).id, annotation_id(9), "another decision, not a second one");
    assert_eq!(settlement(&work).note(), Some("Ana"));
    let mut history = History::default();
    history.push(change);
    history.undo(&mut work);
    assert_eq!(work.stored(), before);
}

#[test]
fn what_else_a_settlement_says_stays_when_the_place_is_settled_again() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[0], "Ana is right.", 9);
    let mut said = settlement(&work).clone();
    said.bodies.push(Body::Flag(Flag::ToCheck));
    said.bodies.push(Body::Other(json!({ "type": "Image", "id": "https://example.org/scan" })));
    said.extra.insert("dcterms:subject".to_owned(), json!("a file said so"));
    work.annotations.insert(said.id.clone(), said.clone());
    settle(&mut work, &brief, &[1], "Ben is.", 10);
    let made = settlement(&work);
    assert_eq!((&made.id, made.note()), (&said.id, Some("Ben is.")));
    assert_eq!(made.themes().collect::<Vec<_>>(), [&theme_id(1)]);
    assert_eq!(made.bodies[made.bodies.len() - 2..], said.bodies[said.bodies.len() - 2..]);
    assert_eq!(made.extra.get("dcterms:subject"), said.extra.get("dcterms:subject"));
    assert_eq!(made.accepts().collect::<Vec<_>>(), [annotation_id(1).0]);
}

#[test]
fn a_theme_that_is_merged_makes_no_reading_of_what_settles_it() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[0], "Ana is right.", 9);
    let merge = Edit::MergeThemes { from: theme_id(0), into: theme_id(3) };
    work.apply(merge, &at(60)).expect("both themes are here");
    for n in [0, 9] {
        let themes: Vec<_> = work.annotations[&annotation_id(n)].themes().collect();
        assert_eq!(themes, [&theme_id(3)], "{n}");
    }
    assert!(!work.annotations[&annotation_id(0)].is_settlement());
    assert_eq!(settlement(&work).settles().count(), 2);
    assert!(open(&brief, &work)[0].is_settled);
}

#[test]
fn a_rejection_paints_nothing_and_says_what_it_rejects() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[], "Neither is in the text.", 9);
    let made = settlement(&work);
    assert!(!made.is_highlight() && made.themes().next().is_none());
    assert_eq!((made.settles().count(), made.accepts().count()), (2, 0));
    assert_eq!(made.targets.len(), 1);
    assert!(open(&brief, &work)[0].is_settled);
}

#[test]
fn the_settled_layer_goes_out_by_itself_and_comes_back_as_it_was() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[1], "Ben is right.", 9);
    let settled = work.settled(&brief.id);
    assert_eq!(settled, [annotation_id(9)]);
    let file = export(&work, &Selection::Annotations(settled.into_iter().collect()));
    let (read, report) = import(file.as_bytes()).expect("it is a file of ours");
    assert!(report.refused.is_empty());
    assert_eq!(read.annotations, [settlement(&work).clone()]);
    // And through the store.
    let stored = work.stored();
    assert_eq!(Workspace::read(stored).workspace.annotations, work.annotations);
}

#[test]
fn what_is_settled_lies_aside_while_its_sources_are_here_unless_it_is_asked_for() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[1], "", 9);
    assert!(!seen(&brief, &work).is_shown(&annotation_id(9)));
    let shown = Settings { settled_shown: true, ..work.settings.clone() };
    let asked = after(work.clone(), vec![Edit::SetSettings(shown)], 60);
    assert!(seen(&brief, &asked).is_shown(&annotation_id(9)));
    assert_eq!(open(&brief, &asked).len(), 1, "it is no reading of the text");
    let alone = Workspace {
        annotations: [(annotation_id(9), settlement(&work).clone())].into(),
        ..Workspace::default()
    };
    assert!(seen(&brief, &alone).is_shown(&annotation_id(9)));
    assert!(!seen(&brief, &alone).segments(&brief, 1).is_empty());
}

#[test]
fn what_comes_later_opens_a_place_again_and_what_went_cannot_be_settled() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[1], "", 9);
    let late = by(&brief, 4, 2, words(&brief, "three four five"), &[2]).expect("it has words");
    let mut later = after(work, vec![Edit::Annotate(late)], 60);
    let places = open(&brief, &later);
    assert_eq!((places.len(), places[0].is_settled), (1, false));
    assert_eq!(places[0].settlement, Some(annotation_id(9)));
    let edit = places[0].settle(&later, &brief, &[], "", annotation_id(10));
    later.apply(Edit::RemoveLayer(coder(2).id), &at(70)).expect("there is such a layer");
    assert_eq!(later.apply(edit, &at(80)), Err(EditError::NoAnnotation(annotation_id(4))));
}

#[test]
fn another_who_settles_does_not_change_what_one_settled() {
    let brief = brief();
    let mut work = two_who_differ(&brief);
    settle(&mut work, &brief, &[1], "Ben is right.", 9);
    let mut theirs = after(work.clone(), vec![Edit::JoinIdentity(coder(3))], 60);
    let mine = work.annotations[&annotation_id(9)].clone();
    theirs.annotations.insert(mine.id.clone(), mine.clone());
    let place = open(&brief, &theirs).remove(0);
    assert!(place.is_settled, "it is settled, by whomever");
    let edit = place.settle(&theirs, &brief, &[annotation_id(0)], "", annotation_id(10));
    theirs.apply(edit, &at(70)).expect("all of it is here");
    assert_eq!(theirs.annotations[&annotation_id(9)], mine);
    assert_eq!(theirs.annotations[&annotation_id(10)].creator, Some(coder(3)));
    assert_eq!(open(&brief, &theirs)[0].settlement, Some(annotation_id(10)), "one's own first");
}

/// Highlights by three coders on the first paragraph's words: who, from, length, themes.
type Marks = Vec<(u8, u32, u32, BTreeSet<u8>)>;

fn any_marks() -> impl Strategy<Value = Marks> {
    let mark = (0..3_u8, 0..60_u32, 1..20_u32, proptest::collection::btree_set(0..3_u8, 0..3));
    proptest::collection::vec(mark, 0..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Told letter by letter: at which letters two coders stand with different themes.
    #[test]
    fn a_place_is_one_where_at_some_letter_two_coders_stand_with_different_themes(
        marks in any_marks(),
    ) {
        let brief = brief();
        let made = (0_u8..).zip(&marks).map(|(n, (who, start, length, themes))| {
            let themes: Vec<u8> = themes.iter().copied().collect();
            by(&brief, n, *who, Span::new(*start, start + length), &themes)
        });
        let work = work_of(made);
        let layer = seen(&brief, &work);
        let spans: Vec<(&Annotation, Span)> = work
            .annotations
            .values()
            .flat_map(|it| layer.anchors(&it.id).iter().map(move |anchor| (it, anchor)))
            .filter_map(|(it, anchor)| Some((it, anchor.settled()?)))
            .collect();
        let places = differences(&work, &layer, &brief);
        for letter in 0..brief.text.len().0 {
            let letter = briefmark::text::CodePoint(letter);
            let here = || spans.iter().filter(|(_, span)| span.contains(letter));
            let said = |who: u8| -> Option<BTreeSet<_>> {
                let own = || here().filter(|(it, _)| it.creator == Some(coder(who)));
                own().next()?;
                Some(own().flat_map(|(it, _)| it.themes()).collect())
            };
            let said: Vec<_> = (0..3).filter_map(said).collect();
            let differ = said.iter().any(|one| said.first() != Some(one));
            let listed: Vec<_> =
                places.iter().filter(|place| place.span.contains(letter)).collect();
            prop_assert!(listed.len() <= 1, "places do not overlap");
            prop_assert!(!differ || listed.len() == 1);
            for (it, _) in here().filter(|_| listed.len() == 1) {
                prop_assert!(ids(listed[0]).contains(&it.id), "a place names all that lies in it");
            }
        }
        prop_assert!(places.is_sorted_by_key(|place| place.span.start));
    }

    #[test]
    fn each_settlement_is_one_step_that_undoes_to_the_same_bytes_and_the_place_is_settled(
        marks in any_marks(), accepted in proptest::collection::btree_set(0..9_u8, 0..4),
        comment in crate::work::naughty(),
    ) {
        let brief = brief();
        let made = (0_u8..).zip(&marks).map(|(n, (who, start, length, themes))| {
            let themes: Vec<u8> = themes.iter().copied().collect();
            by(&brief, n, *who, Span::new(*start, start + length), &themes)
        });
        let mut work = work_of(made);
        let accepted: Vec<_> = accepted.into_iter().map(annotation_id).collect();
        let n_places = open(&brief, &work).len();
        for nth in 0..n_places {
            let before = work.stored();
            let place = open(&brief, &work).remove(nth);
            let new = AnnotationId(format!("urn:uuid:0d000000-0000-4000-8000-{nth:012}"));
            let edit = place.settle(&work, &brief, &accepted, &comment, new);
            let change = work.apply(edit.clone(), &at(90)).expect("all of it is here");
            prop_assert_eq!(change.writes.len(), 1);
            work.write(&change.inverse());
            prop_assert_eq!(work.stored(), before);
            work.apply(edit, &at(90)).expect("all of it is here");
        }
        let places = open(&brief, &work);
        prop_assert_eq!(places.len(), n_places);
        prop_assert!(places.iter().all(|place| place.is_settled));
        for made in work.annotations.values().filter(|it| it.is_settlement()) {
            let themes: BTreeSet<_> = made.themes().collect();
            let of_accepted = made.accepts().filter_map(|id| {
                work.annotations.get(&AnnotationId(id.to_owned()))
            });
            let of_accepted: BTreeSet<_> = of_accepted.flat_map(Annotation::themes).collect();
            prop_assert_eq!(themes, of_accepted);
        }
    }
}

//! Laws of a codebook that is worked over: merging, recoding, moving, deleting, locking.

use briefmark::annotation::{Annotation, Selector, Target};
use briefmark::codebook::{Theme, in_order};
use briefmark::workspace::{Edit, EditError, Marked, Settings, Workspace};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::json;

use crate::work::{
    after, annotation, annotation_id, any_edits, at, coder, marked, note, target, theme, theme_id,
};

/// Three themes at the top and two under the third; then some edits. The tree as it stands then.
fn check(edits: Vec<Edit>, expected: Expect) -> Workspace {
    let under = |n: u8, name: &str| Theme { broader: Some(theme_id(2)), ..theme(n, name) };
    let themes = Edit::AddThemes(vec![
        theme(0, "Zero"),
        theme(1, "One"),
        theme(2, "Two"),
        under(3, "Three"),
        under(4, "Four"),
    ]);
    let work = after(Workspace::default(), [themes].into_iter().chain(edits).collect(), 1);
    let tree: String = in_order(&work.themes)
        .into_iter()
        .map(|(depth, theme)| format!("{}{} {}\n", "  ".repeat(depth), theme.position, theme.name))
        .collect();
    expected.assert_eq(&tree);
    work
}

fn moved(n: u8, broader: Option<u8>, nth: usize) -> Edit {
    Edit::MoveTheme { id: theme_id(n), broader: broader.map(theme_id), nth }
}

fn merged(from: u8, into: u8) -> Edit {
    Edit::MergeThemes { from: theme_id(from), into: theme_id(into) }
}

fn on(n: u8, words: &str, bodies: Vec<briefmark::annotation::Body>) -> Edit {
    Edit::Annotate(Annotation { targets: vec![target("¶1", words)], ..annotation(n, bodies) })
}

#[test]
fn a_theme_is_moved_among_its_siblings_and_under_others_with_those_under_it() {
    check(
        vec![moved(1, None, 0), moved(4, Some(2), 0)],
        expect![[r#"
            0 One
            1 Zero
            2 Two
              0 Four
              1 Three
        "#]],
    );
    check(
        vec![moved(2, Some(0), 9), moved(3, None, 1)],
        expect![[r#"
            0 Zero
              0 Two
                4 Four
            1 Three
            2 One
        "#]],
    );
    // Under itself it cannot go.
    check(
        vec![moved(2, Some(3), 0), moved(1, Some(1), 0)],
        expect![[r#"
            0 Zero
            1 One
            2 Two
              3 Three
              4 Four
        "#]],
    );
}

#[test]
fn those_under_a_theme_that_is_merged_stand_under_the_one_that_stays() {
    check(
        vec![merged(2, 0)],
        expect![[r#"
            0 Zero
              0 Three
              1 Four
            1 One
        "#]],
    );
    // The one that stays may stand under the one that goes.
    check(
        vec![merged(2, 4)],
        expect![[r#"
            0 Zero
            1 One
            2 Four
              0 Three
        "#]],
    );
    check(
        vec![merged(3, 2), merged(1, 1)],
        expect![[r#"
            0 Zero
            1 One
            2 Two
              4 Four
        "#]],
    );
}

#[test]
fn two_highlights_that_a_merge_makes_the_same_become_one_with_both_notes() {
    let work = check(
        vec![
            on(1, "same words", vec![marked(0), marked(4), note("the first")]),
            on(2, "same words", vec![marked(1), marked(3), note("the second")]),
            on(3, "other words", vec![marked(1)]),
            on(4, "third words", vec![marked(0), marked(1), note("has both")]),
            merged(1, 0),
        ],
        expect![[r#"
            0 Zero
            2 Two
              3 Three
              4 Four
        "#]],
    );
    let themes = |n: u8| {
        let annotation = work.annotations.get(&annotation_id(n))?;
        Some((
            annotation.themes().cloned().collect::<Vec<_>>(),
            annotation.note().map(str::to_owned),
        ))
    };
    let [zero, three, four] = [0, 3, 4].map(theme_id);
    let notes = "the first\n\nthe second".to_owned();
    assert_eq!(themes(1), Some((vec![zero.clone(), four, three], Some(notes))));
    assert_eq!(themes(2), None);
    assert_eq!(themes(3), Some((vec![zero.clone()], None)));
    assert_eq!(themes(4), Some((vec![zero], Some("has both".to_owned()))));
    assert!(work.tombstones.contains_key(&annotation_id(2).0));
    assert!(work.tombstones.contains_key(&theme_id(1).0));
}

#[test]
fn highlights_that_only_look_the_same_stay_two_and_notes_that_only_look_so_stay_both() {
    let by_path = |n: u8, path: &str, theme: u8| {
        let mut annotation = annotation(n, vec![marked(theme)]);
        let selector = json!({ "type": "XPathSelector", "value": path });
        annotation.targets[0].selectors = vec![Selector::Other(selector)];
        Edit::Annotate(annotation)
    };
    let edits = vec![
        Edit::SetCoder(coder(1)),
        Edit::AddThemes(vec![theme(0, "Zero"), theme(1, "One")]),
        by_path(1, "/p[1]", 0),
        by_path(2, "/p[2]", 1),
        on(3, "same words", vec![marked(0), note("See ¶11.")]),
        on(4, "same words", vec![marked(1), note("¶1")]),
        merged(1, 0),
    ];
    let work = after(Workspace::default(), edits, 1);
    let left: Vec<_> = work.annotations.keys().cloned().collect();
    assert_eq!(left, [1, 2, 3].map(annotation_id));
    assert_eq!(work.annotations[&annotation_id(3)].note(), Some("See ¶11.\n\n¶1"));
}

#[test]
fn what_a_theme_meant_is_not_lost_when_it_is_merged() {
    let one = Theme {
        definition: "Strain.".to_owned(),
        examples: "“stresses”".to_owned(),
        ..theme(1, "One")
    };
    let zero = Theme { definition: "Crisis.".to_owned(), ..theme(0, "Zero") };
    let work = after(Workspace::default(), vec![Edit::AddThemes(vec![zero, one]), merged(1, 0)], 1);
    let theme = &work.themes[&theme_id(0)];
    assert_eq!(theme.definition, "Crisis.\n\nStrain.");
    assert_eq!(theme.examples, "“stresses”");
}

#[test]
fn a_theme_goes_with_what_it_marked_only_when_the_reader_says_so() {
    let work = |choice| {
        let edits = vec![
            on(1, "a", vec![marked(2)]),
            on(2, "b", vec![marked(3), note("kept")]),
            on(3, "c", vec![marked(2), marked(0)]),
            Edit::DeleteTheme(theme_id(2), choice),
        ];
        check(
            edits,
            expect![[r#"
                0 Zero
                1 One
            "#]],
        )
    };
    let stays = work(Marked::Stays);
    assert_eq!(stays.annotations.len(), 3);
    let goes = work(Marked::Goes);
    let left: Vec<_> = goes.annotations.keys().cloned().collect();
    assert_eq!(left, [annotation_id(2), annotation_id(3)]);
}

#[test]
fn a_locked_codebook_is_not_changed_and_codes_all_the_same() {
    let mut work = after(Workspace::default(), vec![Edit::AddThemes(vec![theme(0, "Zero")])], 1);
    let locked = Settings { codebook_locked: true, ..Settings::default() };
    work.apply(Edit::SetSettings(locked), &at(2)).unwrap();
    for edit in [
        Edit::AddThemes(vec![theme(1, "One")]),
        Edit::ReviseTheme(theme(0, "Renamed")),
        moved(0, None, 1),
        merged(0, 0),
        Edit::DeleteTheme(theme_id(0), Marked::Stays),
    ] {
        assert_eq!(work.apply(edit, &at(3)), Err(EditError::Locked));
    }
    assert!(work.apply(on(1, "a", vec![marked(0)]), &at(4)).is_ok());
}

fn with_themes() -> Workspace {
    let themes = (0..5).map(|n| theme(n, "A theme")).collect();
    after(Workspace::default(), vec![Edit::AddThemes(themes)], 0)
}

/// Every passage of one's own that a theme marks, and every note, with the words that it is on.
fn own(work: &Workspace) -> impl Iterator<Item = &Annotation> {
    work.annotations.values().filter(|annotation| work.is_mine(annotation))
}

fn same_place(one: &[Target], other: &[Target]) -> bool {
    one.iter().all(|target| other.contains(target))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn merging_two_themes_keeps_every_passage_and_every_note(
        edits in any_edits(16), from in 0..5_u8, into in 0..5_u8,
    ) {
        let before = after(with_themes(), edits, 1);
        let mut work = before.clone();
        if work.apply(merged(from, into), &at(99)).is_err() {
            return Ok(());
        }
        for annotation in own(&before).filter(|it| it.themes().any(|it| *it == theme_id(from))) {
            let kept = own(&work).find(|it| {
                same_place(&annotation.targets, &it.targets)
                    && it.themes().any(|it| *it == theme_id(into))
            });
            let Some(kept) = kept else {
                return Err(TestCaseError::fail(format!("{} is gone", annotation.id.0)));
            };
            let note = annotation.note().unwrap_or_default();
            prop_assert!(note.trim().is_empty() || kept.note().unwrap_or_default().contains(note));
        }
        prop_assert!(own(&work).all(|it| it.themes().all(|it| *it != theme_id(from))));
    }

    #[test]
    fn a_deletion_reaches_what_it_was_said_to_reach(edits in any_edits(16), n in 0..5_u8) {
        let before = after(with_themes(), edits, 1);
        let reach = before.reach(&theme_id(n));
        for marked in [Marked::Stays, Marked::Goes] {
            let mut work = before.clone();
            if work.apply(Edit::DeleteTheme(theme_id(n), marked), &at(99)).is_err() {
                return Ok(());
            }
            let n_gone = before.annotations.len() - work.annotations.len();
            let changed = work.annotations.iter().filter(|(id, it)| before.annotations[*id] != **it);
            let n_changed = changed.count();
            match marked {
                Marked::Stays => prop_assert_eq!((n_changed, n_gone), (reach.n_own, 0)),
                Marked::Goes => {
                    prop_assert_eq!((n_changed + n_gone, n_gone), (reach.n_own, reach.n_bare));
                }
            }
            prop_assert_eq!(before.themes.len() - work.themes.len(), reach.n_under + 1);
            let keeps = |it: &&Annotation| !work.is_mine(it) && it.themes().any(|it| !work.themes.contains_key(it));
            let gone = before.themes.keys().filter(|id| !work.themes.contains_key(*id));
            let gone: Vec<_> = gone.collect();
            let keeps = work.annotations.values().filter(keeps);
            let n_keep = keeps.filter(|it| it.themes().any(|it| gone.contains(&it))).count();
            prop_assert_eq!(n_keep, reach.n_others);
        }
    }

    #[test]
    fn recoding_keeps_every_passage_and_every_note(
        edits in any_edits(16), from in 0..5_u8, to in proptest::collection::vec((0..6_u8, 0..5_u8), 1..4),
    ) {
        let before = after(with_themes(), edits, 1);
        let mut work = before.clone();
        for (n, theme) in to {
            let to = vec![(annotation_id(n), theme_id(theme))];
            let _ = work.apply(Edit::Recode { from: theme_id(from), to }, &at(99));
        }
        for (id, annotation) in &before.annotations {
            let kept = &work.annotations[id];
            prop_assert_eq!(&kept.targets, &annotation.targets);
            prop_assert_eq!(kept.note(), annotation.note());
            prop_assert!(kept.themes().count() <= annotation.themes().count());
            prop_assert!(kept.themes().count() > 0 || annotation.themes().count() == 0);
        }
    }

    #[test]
    fn moving_and_merging_put_no_theme_under_itself(
        edits in proptest::collection::vec((0..5_u8, proptest::option::of(0..5_u8), any::<bool>()), 1..12),
    ) {
        let edits = edits.into_iter().map(|(n, other, is_merge)| match other {
            Some(other) if is_merge => merged(n, other),
            other => moved(n, other, usize::from(n)),
        });
        let work = after(with_themes(), edits.collect(), 1);
        for theme in work.themes.values() {
            let mut above = theme.broader.as_ref();
            for _ in 0..=work.themes.len() {
                above = above.and_then(|id| work.themes.get(id)?.broader.as_ref());
            }
            prop_assert_eq!(above.filter(|id| work.themes.contains_key(id)), None);
        }
    }
}

#[test]
fn another_coders_marks_keep_their_theme() {
    let theirs = Annotation { creator: Some(coder(2)), ..annotation(1, vec![marked(1)]) };
    let edits = vec![
        Edit::AddThemes(vec![theme(0, "Zero"), theme(1, "One")]),
        Edit::SetCoder(coder(1)),
        Edit::Annotate(theirs),
        merged(1, 0),
    ];
    let work = after(Workspace::default(), edits, 1);
    let themes: Vec<_> = work.annotations[&annotation_id(1)].themes().cloned().collect();
    assert_eq!(themes, [theme_id(1)]);
}

//! Laws of a reader's work: edits, undo, merge, the stored form.

mod blind;
mod coders;
mod flag;

mod merge;
mod recoding;
mod settlement;
mod shortcut;
mod store;
mod tabs;

use briefmark::annotation::{Annotation, Motivation};
use briefmark::codebook::Theme;
use briefmark::workspace::{
    Change, Draft, Edit, EditError, History, Incoming, Key, Marked, Origin, Record, Workspace,
    Write, plan,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::work::{
    after, annotation, annotation_id, any_edits, at, coder, marked, note, target, theme, theme_id,
};

/// Does some things; gives the words of each, and the keys that it wrote.
fn check(edits: Vec<Edit>, expected: Expect) -> Workspace {
    let mut workspace = Workspace::default();
    let mut said = String::new();
    for (tick, edit) in (1..).zip(edits) {
        match workspace.apply(edit, &at(tick)) {
            Ok(change) => {
                said.push_str(&change.words);
                for write in &change.writes {
                    let (sign, key) =
                        (if write.after.is_some() { '+' } else { '-' }, write.key.stored());
                    let key = key
                        .trim_start_matches("briefmark/1/")
                        .trim_start_matches("briefmark/3/")
                        .replace("0000-4000-8000-0000000000", "");
                    said.push_str(&format!("  {sign}{key}"));
                }
            }
            Err(error) => said.push_str(&format!("not done: {error}")),
        }
        said.push('\n');
    }
    expected.assert_eq(&said);
    workspace
}

fn themes() -> Edit {
    let under = Theme { broader: Some(theme_id(2)), ..theme(3, "Three") };
    Edit::AddThemes(vec![theme(0, "Zero"), theme(1, "One"), theme(2, "Two"), under])
}

fn mark(n: u8, theme: u8) -> Edit {
    Edit::Annotate(annotation(n, vec![marked(theme)]))
}

fn only(workspace: &Workspace, n: u8) -> &Annotation {
    &workspace.annotations[&annotation_id(n)]
}

fn all_of(workspace: &Workspace) -> Incoming {
    Incoming {
        themes: workspace.themes.values().cloned().collect(),
        annotations: workspace.annotations.values().cloned().collect(),
        tombstones: workspace.tombstones.values().cloned().collect(),
    }
}

fn merged(into: &Workspace, from: &Workspace) -> Workspace {
    let mut into = into.clone();
    let merge = plan(&into, all_of(from));
    into.apply(Edit::Import(merge), &at(1000)).expect("an import is always possible");
    into
}

#[test]
fn an_edit_says_in_words_what_it_did_and_touches_only_that() {
    check(
        vec![
            themes(),
            mark(3, 0),
            Edit::SetThemes(annotation_id(3), vec![theme_id(0), theme_id(1), theme_id(2)]),
            Edit::SetThemes(annotation_id(3), vec![theme_id(2)]),
            Edit::SetNote(annotation_id(3), "why?".to_owned()),
            Edit::SetNote(annotation_id(3), " ".to_owned()),
            Edit::SetTargets(annotation_id(3), vec![target("¶8, pp. 8–9", "x"), target("¶9", "y")]),
            Edit::Annotate(annotation(4, vec![])),
            Edit::Annotate(Annotation {
                motivations: vec![Motivation::Commenting],
                ..annotation(5, vec![note("n")])
            }),
            Edit::SetThemes(annotation_id(5), vec![theme_id(9)]),
            Edit::ReviseTheme(Theme { key: Some('a'), ..theme(1, "Renamed") }),
            Edit::ReviseTheme(Theme { broader: Some(theme_id(3)), ..theme(2, "Two") }),
            Edit::DeleteTheme(theme_id(2), Marked::Stays),
            Edit::DeleteAnnotations(vec![annotation_id(4)]),
            Edit::DeleteAnnotations(vec![annotation_id(3), annotation_id(5), annotation_id(4)]),
            Edit::DeleteAnnotations(vec![annotation_id(3)]),
            Edit::SetCoder(coder(1)),
        ],
        expect![[r#"
            4 new themes  +theme/0b000000-00  +theme/0b000000-01  +theme/0b000000-02  +theme/0b000000-03
            theme a on ¶3  +coder  +annotation/0a000000-03
            themes b, c on ¶3  +annotation/0a000000-03
            themes a, b taken off ¶3  +annotation/0a000000-03
            note on ¶3  +annotation/0a000000-03
            note taken off ¶3  +annotation/0a000000-03
            a passage more on ¶8 and 1 more  +annotation/0a000000-03
            highlight on ¶4  +annotation/0a000000-04
            note on ¶5  +annotation/0a000000-05
            not done: this theme is no longer here: it was deleted, perhaps in another tab
            changes to theme b  +theme/0b000000-00  +theme/0b000000-01
            not done: a theme cannot stand under itself; choose another theme above it
            deleting theme c  -theme/0b000000-02  -theme/0b000000-03  +annotation/0a000000-03  +tombstone/0b000000-02  +tombstone/0b000000-03
            deleting highlight on ¶4  -annotation/0a000000-04  +tombstone/0a000000-04
            deleting 3 annotations  -annotation/0a000000-03  -annotation/0a000000-05  +tombstone/0a000000-03  +tombstone/0a000000-05
            not done: this annotation is no longer here: it was deleted, perhaps in another tab
            your name  +coder
        "#]],
    );
}

#[test]
fn why_it_was_made_follows_what_it_is() {
    let why = |edits: Vec<Edit>| {
        let all = vec![themes(), Edit::Annotate(annotation(1, vec![]))].into_iter().chain(edits);
        only(&after(Workspace::default(), all.collect(), 1), 1).motivations.clone()
    };
    let id = annotation_id(1);
    let comment = Edit::SetNote(id.clone(), "n".to_owned());
    let class = Edit::SetThemes(id.clone(), vec![theme_id(1)]);
    let none = Edit::SetThemes(id.clone(), vec![]);
    use Motivation::{Classifying, Commenting, Highlighting};
    assert_eq!(why(vec![]), [Highlighting]);
    assert_eq!(why(vec![class.clone()]), [Classifying]);
    assert_eq!(why(vec![comment.clone()]), [Highlighting, Commenting]);
    assert_eq!(why(vec![class.clone(), comment.clone(), none.clone()]), [Highlighting, Commenting]);
    assert_eq!(why(vec![class, Edit::DeleteTheme(theme_id(1), Marked::Stays)]), [Highlighting]);
    let pure = Edit::Annotate(Annotation {
        motivations: vec![Commenting],
        ..annotation(1, vec![note("n")])
    });
    assert_eq!(why(vec![pure.clone(), comment]), [Commenting]);
    assert_eq!(why(vec![pure, none, Edit::SetNote(id, String::new())]), [Commenting]);
}

#[test]
fn another_coders_annotation_is_a_layer() {
    let theirs =
        after(Workspace::default(), vec![Edit::SetCoder(coder(2)), themes(), mark(1, 0)], 1);
    let mine = after(Workspace::default(), vec![Edit::SetCoder(coder(1))], 1);
    let mut mine = merged(&mine, &theirs);
    let before = mine.clone();
    for edit in [
        Edit::SetNote(annotation_id(1), "mine".to_owned()),
        Edit::SetThemes(annotation_id(1), vec![]),
        Edit::SetTargets(annotation_id(1), vec![target("¶1", "x")]),
        Edit::DeleteAnnotations(vec![annotation_id(1)]),
    ] {
        assert_eq!(mine.apply(edit, &at(9)), Err(EditError::NotYours("Reader 2".to_owned())));
        assert_eq!(mine, before);
    }
    mine.apply(Edit::DeleteTheme(theme_id(0), Marked::Stays), &at(9)).unwrap();
    assert_eq!(only(&mine, 1), only(&before, 1));
    mine.apply(Edit::RemoveLayer(coder(2).id), &at(10)).unwrap();
    assert!(mine.annotations.is_empty() && !mine.tombstones.contains_key(&annotation_id(1).0));
}

#[test]
fn work_done_before_the_reader_has_a_name_becomes_theirs() {
    let mut workspace = after(Workspace::default(), vec![mark(1, 0), mark(2, 0)], 1);
    let nameless = workspace.coder.clone().unwrap();
    assert_eq!((nameless.name.as_str(), workspace.coder_name()), ("", None));
    workspace.apply(Edit::SetCoder(coder(7)), &at(3)).unwrap();
    for annotation in workspace.annotations.values() {
        let creator = annotation.creator.as_ref().unwrap();
        assert_eq!(
            (creator.id.as_str(), creator.name.as_str()),
            (nameless.id.as_str(), "Reader 7")
        );
        assert!(workspace.is_mine(annotation));
    }
}

#[test]
fn a_theme_deleted_and_made_again_is_here_again() {
    let workspace = after(
        Workspace::default(),
        vec![themes(), Edit::DeleteTheme(theme_id(2), Marked::Stays), themes()],
        1,
    );
    assert_eq!(workspace.themes.len(), 4);
    // A merge with one who has it as it was before brings no deletion back.
    let mut again = workspace.clone();
    assert_eq!(again.settle_rivals(), []);
    assert_eq!(merged(&workspace, &workspace).themes.len(), 4);
}

#[test]
fn a_note_half_written_goes_with_its_annotation_and_comes_back_with_it() {
    let mut workspace = after(Workspace::default(), vec![mark(1, 0)], 1);
    let place = annotation_id(1).0;
    let draft = Edit::SetDraft {
        place: place.clone(),
        text: "half".to_owned(),
        upon: Some("of".to_owned()),
    };
    let mut history = History::default();
    history.push(workspace.apply(draft, &at(2)).unwrap());
    assert_eq!(history.undo_words(), None);
    history.push(workspace.apply(Edit::DeleteAnnotations(vec![annotation_id(1)]), &at(3)).unwrap());
    assert!(workspace.drafts.is_empty());
    history.undo(&mut workspace).unwrap();
    assert_eq!(
        workspace.drafts[&place],
        Draft { place: place.clone(), text: "half".to_owned(), upon: Some("of".to_owned()) }
    );
}

#[test]
fn undo_leaves_what_another_tab_has_changed_since_and_says_so() {
    let mut workspace = Workspace::default();
    workspace.apply(Edit::SetCoder(coder(1)), &at(0)).unwrap();
    let mut history = History::default();
    history.push(workspace.apply(themes(), &at(1)).unwrap());
    let key = Key::Theme(theme_id(1));
    let before = workspace.record(&key);
    let after = Some(Record::Theme(theme(1, "Renamed in another tab")));
    workspace.write(&Change {
        words: String::new(),
        origin: Origin::OtherTab,
        undoable: false,
        writes: vec![Write { key, before, after }],
    });
    let change = history.undo(&mut workspace).unwrap();
    expect![
        "4 new themes (1 of 4 left as they are, because they were changed since, in another tab)"
    ]
    .assert_eq(&change.words);
    assert_eq!(change.origin, Origin::History);
    assert_eq!(
        workspace.themes.values().map(|theme| &theme.name).collect::<Vec<_>>(),
        ["Renamed in another tab"]
    );
    assert_eq!(history.redo_words(), Some("4 new themes"));
    history.redo(&mut workspace).unwrap();
    assert_eq!(workspace.themes.len(), 4);
    assert_eq!(workspace.themes[&theme_id(1)].name, "Renamed in another tab");

    history.push(workspace.apply(mark(1, 0), &at(2)).unwrap());
    workspace.annotations.clear();
    let change = history.undo(&mut workspace).unwrap();
    expect!["theme a on ¶1: left as it is, because it was changed since, in another tab"]
        .assert_eq(&change.words);
    assert!(change.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn edits_undone_one_by_one_give_the_first_bytes_back(first in any_edits(6), edits in any_edits(12)) {
        let start = after(Workspace::default(), first, 1);
        let mut workspace = start.clone();
        let mut history = History::default();
        let mut stages = vec![workspace.stored()];
        for (tick, edit) in (50..).zip(edits) {
            if matches!(edit, Edit::SetDraft { .. }) {
                continue; // Typing is not undone.
            }
            if let Ok(change) = workspace.apply(edit, &at(tick)) {
                if !change.is_empty() {
                    stages.push(workspace.stored());
                }
                history.push(change);
            }
        }
        for stage in stages.iter().rev().skip(1) {
            prop_assert!(!history.undo(&mut workspace).unwrap().is_empty());
            prop_assert_eq!(&workspace.stored(), stage);
        }
        prop_assert!(history.undo(&mut workspace).is_none());
        prop_assert_eq!(&workspace, &start);
        for stage in stages.iter().skip(1) {
            history.redo(&mut workspace).unwrap();
            prop_assert_eq!(&workspace.stored(), stage);
        }
        prop_assert!(history.redo(&mut workspace).is_none());
    }

    #[test]
    fn a_change_replayed_in_another_tab_gives_the_same_work(edits in any_edits(12)) {
        let (mut here, mut there) = (Workspace::default(), Workspace::default());
        for (tick, edit) in (1..).zip(edits) {
            let before = here.clone();
            match here.apply(edit, &at(tick)) {
                Ok(change) => {
                    there.write(&change);
                    let mut back = here.clone();
                    back.write(&change.inverse());
                    prop_assert_eq!(back, before);
                }
                Err(_) => prop_assert_eq!(&here, &before),
            }
            prop_assert_eq!(&here, &there);
        }
    }
}

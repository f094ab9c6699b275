//! Laws of several coders in one work.

use briefmark::annotation::{Annotation, Motivation};
use briefmark::coder::Coder;
use briefmark::exchange::{Selection, export, import};
use briefmark::workspace::{
    BLIND, Choice, Contrast, Edit, EditError, Hand, History, Incoming, Record, Taking, Verdict,
    Workspace, coders, contrast, plan, sign,
};
use expect_test::expect;
use proptest::prelude::*;
use serde_json::json;

use super::{all_of, mark, merged, only, themes};
use crate::work::{after, annotation_id, any_edits, at, coder, note, theme};

fn work_of(n: u8, edits: Vec<Edit>) -> Workspace {
    let edits = [Edit::SetCoder(coder(n)), themes()].into_iter().chain(edits);
    after(Workspace::default(), edits.collect(), 1)
}

#[test]
fn coders_of_one_name_are_told_apart_and_the_reader_comes_first() {
    let ana = |n: u8| Coder { id: format!("urn:uuid:{n}c0ffee0-0000"), name: " Ana".to_owned() };
    let by = |n: u8, coder: Coder| {
        Edit::Annotate(Annotation { creator: Some(coder), ..crate::work::annotation(n, vec![]) })
    };
    let nameless = Coder { id: "urn:uuid:99".to_owned(), name: String::new() };
    let work =
        work_of(5, vec![mark(0, 1), by(1, ana(2)), by(2, ana(1)), by(3, ana(1)), by(4, nameless)]);
    let said = |hand: &Hand| (hand.label(), hand.n_annotations, hand.n_on_brief);
    let listed: Vec<_> = coders(&work, Some("urn:briefmark:a")).iter().map(said).collect();
    let listed: Vec<(&str, usize, usize)> =
        listed.iter().map(|(label, n, on)| (label.as_str(), *n, *on)).collect();
    assert_eq!(
        listed,
        [
            ("Reader 5", 1, 1),
            ("A coder without a name (99)", 1, 1),
            ("Ana (1c0f)", 2, 2),
            ("Ana (2c0f)", 1, 1),
        ]
    );
    assert!(coders(&work, Some("urn:briefmark:b")).iter().all(|hand| hand.n_on_brief == 0));
    // One who comes with a file is told from those who are here.
    let coming = Hand::among(&work, [Coder { name: "READER 5".to_owned(), ..ana(7) }]);
    assert_eq!(coming[0].label(), "READER 5 (7c0f)");
    assert_eq!(
        ["Ana", "ana von Bülow", "Ёлка", " "]
            .map(|name| { sign(&Coder { id: String::new(), name: name.to_owned() }) }),
        ["A", "AB", "Ё", "?"]
    );
}

#[test]
fn a_copy_is_ones_own_says_of_which_it_was_made_and_leaves_theirs_alone() {
    let theirs = work_of(2, vec![mark(1, 0), Edit::SetNote(annotation_id(1), "why".to_owned())]);
    let mut mine = merged(&work_of(1, vec![]), &theirs);
    let before = mine.clone();
    let mut history = History::default();
    let copy = Edit::CopyToMine { from: annotation_id(1), id: annotation_id(2) };
    history.push(mine.apply(copy, &at(9)).unwrap());
    assert_eq!(only(&mine, 1), only(&before, 1));
    let copied = only(&mine, 2);
    assert!(mine.is_mine(copied));
    assert_eq!((copied.note(), &copied.targets), (Some("why"), &only(&mine, 1).targets));
    assert_eq!(copied.created, Some(at(9)));
    assert_eq!(copied.to_json()["dcterms:source"]["id"], annotation_id(1).0);
    assert!(copied.extra.get("briefmark:revises").is_none());
    // It travels, and comes back as it was.
    let (read, report) = import(export(&mine, &Selection::All).as_bytes()).unwrap();
    assert!(report.refused.is_empty() && read.annotations.contains(copied));
    // It can be changed, and one undo takes it back.
    let mut changed = mine.clone();
    changed.apply(Edit::SetNote(annotation_id(2), "mine".to_owned()), &at(10)).unwrap();
    history.undo(&mut mine).unwrap();
    assert_eq!(mine, before);
    let gone = Edit::CopyToMine { from: annotation_id(7), id: annotation_id(2) };
    assert_eq!(mine.apply(gone, &at(11)), Err(EditError::NoAnnotation(annotation_id(7))));
}

#[test]
fn a_copy_is_signed_by_who_made_it_whatever_a_file_said_of_the_other() {
    let mut theirs = only(&work_of(2, vec![mark(1, 0)]), 1).to_json();
    theirs["creator"]["nickname"] = json!("R. Two");
    let theirs = Annotation::from_json(&theirs).unwrap();
    let mut mine = work_of(1, vec![]);
    mine.annotations.insert(theirs.id.clone(), theirs.clone());
    let copy = Edit::CopyToMine { from: annotation_id(1), id: annotation_id(2) };
    mine.apply(copy, &at(9)).unwrap();
    let (read, _) = import(export(&mine, &Selection::All).as_bytes()).unwrap();
    let creator = |n: u8| {
        let one = read.annotations.iter().find(|it| it.id == annotation_id(n)).unwrap();
        one.to_json()["creator"].clone()
    };
    assert_eq!(creator(2)["id"], coder(1).id);
    assert_eq!(creator(1), theirs.to_json()["creator"], "theirs goes out as it came in");
}

#[test]
fn who_joins_an_identity_is_who_made_both_sides_of_a_conflict() {
    let common = work_of(1, vec![mark(1, 0)]);
    let say = |text: &str| vec![Edit::SetNote(annotation_id(1), text.to_owned())];
    let (one, other) = (after(common.clone(), say("one"), 50), after(common, say("other"), 60));
    let mut here = merged(&one, &other);
    assert_eq!(here.conflicts.len(), 1);
    here.apply(Edit::JoinIdentity(coder(2)), &at(70)).unwrap();
    let other = Edit::Settle { id: annotation_id(1).0, choice: Choice::Other(0) };
    here.apply(other, &at(80)).unwrap();
    assert!(here.conflicts.is_empty() && here.is_mine(only(&here, 1)));
}

#[test]
fn who_joins_an_identity_has_what_they_made_under_both_and_others_come_to_know() {
    let old = work_of(1, vec![mark(1, 0)]);
    let new = work_of(2, vec![mark(2, 1)]);
    let colleague = merged(&work_of(3, vec![]), &new);
    let mut here = merged(&new, &old);
    assert!(here.apply(Edit::SetNote(annotation_id(1), "n".to_owned()), &at(20)).is_err());
    let before = here.clone();
    let mut history = History::default();
    history.push(here.apply(Edit::JoinIdentity(coder(1)), &at(21)).unwrap());
    assert_eq!(here.coder, Some(coder(1)));
    assert!(here.annotations.values().all(|it| here.is_mine(it)));
    here.clone().apply(Edit::SetNote(annotation_id(1), "n".to_owned()), &at(22)).unwrap();
    // No conflict arises, whoever is merged into whom; and what says the same is signed anew.
    for work in [merged(&colleague, &here), merged(&here, &colleague)] {
        assert!(work.conflicts.is_empty());
        assert_eq!(only(&work, 2).creator, Some(coder(1)));
    }
    history.undo(&mut here).unwrap();
    assert_eq!(here, before);
}

#[test]
fn keeping_both_sides_makes_two_the_same_two_everywhere() {
    let common = work_of(1, vec![mark(1, 0)]);
    let say = |text: &str| vec![Edit::SetNote(annotation_id(1), text.to_owned())];
    let (one, other) = (after(common.clone(), say("one"), 50), after(common, say("other"), 60));
    let both = || Edit::Settle { id: annotation_id(1).0, choice: Choice::Both };
    let (mut here, mut there) = (merged(&one, &other), merged(&one, &other));
    let before = here.clone();
    let mut history = History::default();
    history.push(here.apply(both(), &at(70)).unwrap());
    there.apply(both(), &at(75)).unwrap();
    assert_eq!(here.annotations.len(), 2);
    let notes: Vec<_> = here.annotations.values().filter_map(Annotation::note).collect();
    assert!(notes.contains(&"one") && notes.contains(&"other"));
    let ids = |work: &Workspace| work.annotations.keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&here), ids(&there));
    let whole = merged(&merged(&here, &there), &merged(&other, &one));
    assert!(whole.conflicts.is_empty());
    assert_eq!(whole.annotations.len(), 2);
    history.undo(&mut here).unwrap();
    assert_eq!(here, before);
}

#[test]
fn what_differs_between_two_versions_is_said_and_nothing_else() {
    let work = work_of(1, vec![]);
    let one = crate::work::annotation(1, vec![crate::work::marked(0), note("as it was")]);
    let two = Annotation {
        bodies: vec![crate::work::marked(1), note("as it was")],
        motivations: vec![Motivation::Other("x".to_owned())],
        modified: Some(at(5)),
        ..one.clone()
    };
    let said = |one: &Annotation, two: &Annotation| {
        contrast(&work, &Record::Annotation(one.clone()), &Record::Annotation(two.clone()))
    };
    assert_eq!(said(&one, &Annotation { modified: Some(at(9)), ..one.clone() }), []);
    let contrasts = said(&one, &two);
    let expected = [("Themes", "Zero", "One"), ("Why it was made", "highlighting", "x")];
    assert_eq!(
        contrasts,
        expected.map(|(respect, one, other)| Contrast {
            respect,
            one: one.to_owned(),
            other: other.to_owned()
        })
    );
    // The same words in another brief, or with other words around them; and what has no name.
    let mut elsewhere = one.clone();
    elsewhere.targets[0].source = "urn:briefmark:b".to_owned();
    elsewhere.targets[0].digest = Some("0123456789abcdef".to_owned());
    let respects =
        |two: &Annotation| said(&one, two).into_iter().map(|it| it.respect).collect::<Vec<_>>();
    assert_eq!(respects(&elsewhere), ["Brief"]);
    assert!(said(&one, &elsewhere)[0].other.ends_with("urn:briefmark:b, text 01234567"));
    let mut turned = one.clone();
    turned.bodies.reverse();
    assert_eq!(respects(&turned), ["In full"]);
    let named = Record::Theme(theme(0, "Zero"));
    let renamed = Record::Theme(theme(0, "Nought"));
    assert_eq!(contrast(&work, &named, &renamed).len(), 1);
}

#[test]
fn what_one_codes_blind_and_what_one_settles_differ_in_words() {
    let work = after(Workspace::default(), vec![Edit::SetCoder(coder(1)), themes(), mark(1, 0)], 1);
    let one = only(&work, 1).clone();
    let (mut blind, mut settlement) = (one.clone(), one.clone());
    blind.extra.insert(BLIND.to_owned(), true.into());
    let ids = [one.id.0.as_str(), "urn:x:gone"];
    settlement.set_settlement(ids.into_iter(), ids.into_iter().take(1));
    let said = |one: Annotation, other: Annotation| {
        let contrasts = contrast(&work, &Record::Annotation(one), &Record::Annotation(other));
        let line = |it: Contrast| format!("{}: {:?}, {:?}\n", it.respect, it.one, it.other);
        contrasts.into_iter().map(line).collect::<String>()
    };
    expect![[r#"
        Blind coding: "coded blind", ""
    "#]]
    .assert_eq(&said(blind, one.clone()));
    expect![[r#"
        What it settles: "", "Reader 1: Zero\nurn:x:gone"
        What it accepts: "", "Reader 1: Zero"
    "#]]
    .assert_eq(&said(one, settlement));
}

#[test]
fn what_is_free_of_conflict_holds_no_side_of_one() {
    // Two files that were given at once contradict each other about a thing that is not here.
    let common = work_of(1, vec![mark(1, 0), mark(2, 0)]);
    let say = |text: &str| vec![Edit::SetNote(annotation_id(1), text.to_owned())];
    let (one, other) = (after(common.clone(), say("one"), 50), after(common, say("other"), 60));
    let mut both = all_of(&one);
    both.annotations.extend(all_of(&other).annotations);
    let here = work_of(3, vec![]);
    let merge = plan(&here, both);
    assert_eq!(merge.in_conflict().count(), 1);
    let free = merge.part(&Taking::FreeOfConflict);
    let mut taken = here.clone();
    taken.apply(Edit::Import(free), &at(70)).unwrap();
    assert!(!taken.annotations.contains_key(&annotation_id(1)));
    assert!(taken.annotations.contains_key(&annotation_id(2)) && taken.conflicts.is_empty());
    let second = merge.items.iter().position(|(record, verdict)| {
        *verdict == Verdict::New && record.key() == Record::Annotation(only(&one, 2).clone()).key()
    });
    let without = Taking::Without(second.into_iter().collect());
    let mut taken = here;
    taken.apply(Edit::Import(merge.part(&without)), &at(70)).unwrap();
    assert!(!taken.annotations.contains_key(&annotation_id(2)));
    assert_eq!(taken.conflicts.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Three files given at once are what they are one after another, in any order, and one step.
    #[test]
    fn files_given_at_once_are_merged_as_one_after_another(
        common in any_edits(5), one in any_edits(6), two in any_edits(6), three in any_edits(6),
    ) {
        let common = after(Workspace::default(), common, 1);
        let [one, two, three] =
            [(one, 50), (two, 70), (three, 90)].map(|(edits, from)| after(common.clone(), edits, from));
        let together = |files: [&Workspace; 3]| {
            let mut incoming = Incoming::default();
            for file in files {
                let content = all_of(file);
                incoming.themes.extend(content.themes);
                incoming.annotations.extend(content.annotations);
                incoming.tombstones.extend(content.tombstones);
            }
            incoming
        };
        let mut here = common.clone();
        let merge = plan(&here, together([&one, &two, &three]));
        let change = here.apply(Edit::Import(merge), &at(1000)).unwrap();
        let other = plan(&common, together([&three, &one, &two]));
        let mut there = common.clone();
        there.apply(Edit::Import(other), &at(1000)).unwrap();
        prop_assert_eq!(super::merge::seen(&here), super::merge::seen(&there));
        let by_turns = merged(&merged(&merged(&common, &two), &three), &one);
        prop_assert_eq!(super::merge::seen(&here), super::merge::seen(&by_turns));
        here.write(&change.inverse());
        prop_assert_eq!(here, common);
    }
}

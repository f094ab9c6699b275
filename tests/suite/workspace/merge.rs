//! Laws of merging.

use std::collections::BTreeMap;

use briefmark::annotation::Body;
use briefmark::codebook::Theme;
use briefmark::timestamp::Timestamp;
use briefmark::workspace::{
    Choice, Edit, EditError, Incoming, Likeness, Record, Tombstone, Verdict, Workspace, plan,
};
use proptest::prelude::*;

use super::{all_of, mark, merged, only, themes};
use crate::work::{
    after, annotation_id, any_annotation, any_edit, any_edits, at, coder, theme, theme_id,
};

#[test]
fn a_change_on_one_side_is_taken_and_on_both_is_a_conflict() {
    let common =
        after(Workspace::default(), vec![Edit::SetCoder(coder(1)), themes(), mark(1, 0)], 1);
    let say = |text: &str| vec![Edit::SetNote(annotation_id(1), text.to_owned())];
    // The clock of the first machine runs far ahead of the second's: it decides nothing.
    let ahead = after(common.clone(), say("ahead"), 900);
    let later = after(ahead.clone(), say("later, by a clock far behind"), 50);
    let apart = after(common.clone(), say("apart"), 60);

    assert_eq!(verdicts(&common, &ahead).last(), Some(&Verdict::Newer));
    assert_eq!(verdicts(&ahead, &common).last(), Some(&Verdict::Older));
    assert_eq!(verdicts(&ahead, &later).last(), Some(&Verdict::Newer));
    assert_eq!(verdicts(&ahead, &apart).last(), Some(&Verdict::Conflict));

    let mut here = merged(&ahead, &apart);
    assert_eq!(only(&here, 1).note(), Some("ahead"));
    let conflict = &here.conflicts[&annotation_id(1).0];
    assert_eq!(conflict.others.len(), 1);
    assert_eq!(verdicts(&here, &apart).last(), Some(&Verdict::Same));

    let settle = Edit::Settle { id: annotation_id(1).0, choice: Choice::Other(0) };
    here.apply(settle.clone(), &at(70)).unwrap();
    assert_eq!(only(&here, 1).note(), Some("apart"));
    assert!(here.conflicts.is_empty());
    assert_eq!(here.apply(settle, &at(71)), Err(EditError::NoConflict(annotation_id(1).0)));
    // The choice travels: neither side brings the conflict back, and both take the choice.
    assert_eq!(verdicts(&here, &apart).last(), Some(&Verdict::Same));
    assert_eq!(verdicts(&here, &ahead).last(), Some(&Verdict::Older));
    assert_eq!(verdicts(&ahead, &here).last(), Some(&Verdict::Newer));
}

/// A version that was taken back says again what came before it: what another hand made of that
/// meanwhile stands alone, whoever is merged first.
#[test]
fn an_edit_that_was_taken_back_is_no_side_of_a_conflict() {
    let common = after(Workspace::default(), vec![Edit::SetCoder(coder(1)), mark(1, 0)], 1);
    let say = |text: &str| vec![Edit::SetNote(annotation_id(1), text.to_owned())];
    let noted = after(common.clone(), say("to be taken back"), 10);
    let back = after(noted.clone(), say(""), 20);
    let apart = after(common, say("apart"), 30);
    for (first, second, third) in
        [(&noted, &back, &apart), (&noted, &apart, &back), (&apart, &noted, &back)]
    {
        let whole = merged(&merged(first, second), third);
        assert_eq!(only(&whole, 1).note(), Some("apart"));
        assert!(whole.conflicts.is_empty());
        assert!(!verdicts(&whole, &noted).iter().any(takes));
    }
}

#[test]
fn a_tombstone_wins_over_an_older_edit_and_an_edit_over_an_older_tombstone() {
    let common = after(Workspace::default(), vec![Edit::SetCoder(coder(1)), mark(1, 0)], 1);
    let edit = vec![Edit::SetNote(annotation_id(1), "edited".to_owned())];
    let delete = vec![Edit::DeleteAnnotations(vec![annotation_id(1)])];
    let (edited, deleted_later) =
        (after(common.clone(), edit.clone(), 10), after(common.clone(), delete.clone(), 20));
    assert_eq!(verdicts(&edited, &deleted_later), [Verdict::DeletedThere]);
    assert_eq!(verdicts(&deleted_later, &edited), [Verdict::DeletedHere]);
    assert!(merged(&edited, &deleted_later).annotations.is_empty());

    let (deleted, edited_later) = (after(common.clone(), delete, 10), after(common, edit, 20));
    assert_eq!(verdicts(&edited_later, &deleted), [Verdict::Older]);
    assert_eq!(verdicts(&deleted, &edited_later), [Verdict::New]);
    let both = merged(&deleted, &edited_later);
    assert_eq!(only(&both, 1).note(), Some("edited"));
    // The deletion is remembered: what comes later and was changed before it does not come back.
    assert_eq!(both.stored(), merged(&edited_later, &deleted).stored());
    assert_eq!(both.tombstones.len(), 1);
    assert_eq!(verdicts(&both, &edited).len(), 1);
    assert_eq!(merged(&both, &edited).stored(), both.stored());
}

#[test]
fn an_import_and_a_choice_are_undone_in_words() {
    let common = after(Workspace::default(), vec![Edit::SetCoder(coder(1)), mark(1, 0)], 1);
    let delete = vec![Edit::DeleteAnnotations(vec![annotation_id(1)])];
    let say = |text: &str| vec![Edit::SetNote(annotation_id(1), text.to_owned())];
    let words_of = |into: &Workspace, from: &Workspace| {
        let mut into = into.clone();
        let merge = plan(&into, all_of(from));
        into.apply(Edit::Import(merge), &at(90)).unwrap().words
    };
    let deleted = after(common.clone(), delete, 20);
    assert_eq!(words_of(&common, &deleted), "import of 1 deletion");
    let more = after(deleted, vec![themes(), mark(2, 1), mark(3, 0)], 30);
    assert_eq!(words_of(&common, &more), "import of 2 annotations, 4 themes and 1 deletion");
    assert_eq!(words_of(&common, &common), "import of nothing");
    let (one, other) = (after(common.clone(), say("one"), 40), after(common, say("other"), 41));
    for (choice, words) in [
        (Choice::Here, "choosing a version of theme Theme 0 on ¶1"),
        (Choice::Both, "keeping all versions of theme Theme 0 on ¶1"),
    ] {
        let settle = Edit::Settle { id: annotation_id(1).0, choice };
        assert_eq!(merged(&one, &other).apply(settle, &at(91)).unwrap().words, words);
    }
}

#[test]
fn a_codebook_that_two_readers_made_is_one_and_a_rename_is_no_conflict() {
    let mine = after(Workspace::default(), vec![themes()], 1);
    let theirs = after(Workspace::default(), vec![themes()], 7);
    assert!(verdicts(&mine, &theirs).iter().all(|verdict| *verdict == Verdict::Same));
    let renamed = Edit::ReviseTheme(Theme {
        name: "Renamed".to_owned(),
        ..mine.themes[&theme_id(1)].clone()
    });
    let mine = after(mine, vec![renamed], 3);
    assert!(merged(&mine, &theirs).conflicts.is_empty());
    assert_eq!(merged(&theirs, &mine).themes[&theme_id(1)].name, "Renamed");
}

#[test]
fn a_new_theme_that_looks_like_one_here_is_said() {
    let here = after(Workspace::default(), vec![themes()], 1);
    let same_place =
        Theme { id: theme_id(8), source: theme(0, "").source, ..theme(8, "Another name") };
    let same_name = Theme { id: theme_id(9), source: None, ..theme(9, " ONE ") };
    let merge =
        plan(&here, Incoming { themes: vec![same_place, same_name], ..Incoming::default() });
    let alike: Vec<_> = merge.alike.iter().map(|alike| (alike.here.clone(), alike.by)).collect();
    assert_eq!(alike, [(theme_id(0), Likeness::Source), (theme_id(1), Likeness::Name)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn merging_is_the_same_from_either_side_and_twice_is_once(
        common in any_edits(8), mine in any_edits(8), theirs in any_edits(8),
        foreign in proptest::collection::vec(any_annotation(), 0..3),
        dead in proptest::option::of((0..6_u8, 0..200_i64)),
    ) {
        let common = after(Workspace::default(), common, 1);
        let mine = after(common.clone(), mine, 50);
        let mut theirs = after(common, theirs, 52);
        theirs.conflicts.clear();
        for annotation in foreign {
            theirs.tombstones.remove(&annotation.id.0);
            theirs.annotations.entry(annotation.id.clone()).or_insert(annotation);
        }
        if let Some((n, tick)) = dead.filter(|(n, _)| !theirs.annotations.contains_key(&annotation_id(*n))) {
            let id = annotation_id(n).0;
            theirs.tombstones.insert(id.clone(), Tombstone { id, deleted: at(tick) });
        }
        let (ours, others) = (merged(&mine, &theirs), merged(&theirs, &mine));
        prop_assert_eq!(seen(&ours), seen(&others));
        let again = merged(&ours, &theirs);
        prop_assert_eq!(again.stored(), ours.stored());
        let itself = merged(&mine, &mine);
        prop_assert_eq!(itself.stored(), mine.stored());
    }
}

/// What one of three hands does: with a clock of its own.
#[derive(Clone, Debug)]
enum Step {
    /// Changes something.
    Does(Box<Edit>),
    /// Merges what another has, all of it.
    Takes(usize),
    /// Settles the first conflict that there is, if any.
    Settles(Choice),
}

fn any_step() -> impl Strategy<Value = Step> {
    let choice =
        prop_oneof![Just(Choice::Here), (0..2_usize).prop_map(Choice::Other), Just(Choice::Both)];
    prop_oneof![
        8 => any_edit().prop_map(|edit| Step::Does(Box::new(edit))),
        2 => (0..3_usize).prop_map(Step::Takes),
        1 => choice.prop_map(Step::Settles),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    /// Three hands on one work, each with a clock of its own, deleting, merging and settling as they
    /// go: it makes no difference who is merged first in the end, twice is once, and nothing that
    /// one of them says is gone without a reason.
    #[test]
    fn three_hands_merge_in_any_order_and_nothing_is_lost(
        common in any_edits(6),
        steps in proptest::collection::vec((0..3_usize, any_step()), 0..18),
        skews in proptest::array::uniform3(-300..300_i64),
    ) {
        let common = after(Workspace::default(), common, 1);
        let mut hands = [common.clone(), common.clone(), common];
        for (tick, (hand, step)) in (100..).zip(steps) {
            let now = at(tick + skews[hand]);
            match step {
                Step::Does(edit) => drop(hands[hand].apply(*edit, &now)),
                Step::Takes(other) => hands[hand] = joined(&hands[hand], &hands[other]),
                Step::Settles(choice) => {
                    if let Some(id) = hands[hand].conflicts.keys().next().cloned() {
                        let _ = hands[hand].apply(Edit::Settle { id, choice }, &now);
                    }
                }
            }
        }
        let [a, b, c] = hands;
        let first = joined(&joined(&a, &b), &c);
        for other in [
            joined(&joined(&b, &a), &c),
            joined(&a, &joined(&b, &c)),
            joined(&joined(&c, &a), &b),
            joined(&c, &joined(&b, &a)),
        ] {
            prop_assert_eq!(seen(&first), seen(&other));
        }
        for side in [&a, &b, &c] {
            prop_assert_eq!(joined(&first, side).stored(), first.stored());
            prop_assert_eq!(seen(&joined(side, &first)), seen(&first));
            prop_assert!(!verdicts(&first, side).iter().any(takes), "the whole lacks something");
            let there = seen(&first);
            // What a side says stands in the whole, or beside it, or something that came after it
            // does, or it was deleted.
            for record in side.records() {
                let (Record::Annotation(_) | Record::Theme(_)) = &record else { continue };
                let name = record.key().stored();
                let id = name.rsplit('/').next().unwrap_or_default().to_owned();
                let is_buried =
                    there.keys().any(|key| key.contains("/tombstone/") && key.ends_with(&id));
                prop_assert!(there.contains_key(&name) || is_buried, "{} is gone", name);
            }
        }
        // What stands beside its tombstone was changed after it.
        let mut settled = first.clone();
        prop_assert_eq!(settled.settle_rivals(), vec![]);
    }
}

fn takes(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::New | Verdict::Newer | Verdict::Conflict | Verdict::DeletedThere => true,
        Verdict::Same | Verdict::Older | Verdict::DeletedHere => false,
    }
}

/// A work with all of another in it, the other sides of its conflicts too, as a file holds them.
fn joined(into: &Workspace, from: &Workspace) -> Workspace {
    let mut incoming = all_of(from);
    for side in from.conflicts.values().flat_map(|conflict| &conflict.others) {
        match side {
            Record::Annotation(annotation) => incoming.annotations.push(annotation.clone()),
            Record::Theme(theme) => incoming.themes.push(theme.clone()),
            _ => {}
        }
    }
    let mut into = into.clone();
    let merge = plan(&into, incoming);
    into.apply(Edit::Import(merge), &at(1000)).expect("an import is always possible");
    into
}

fn verdicts(into: &Workspace, from: &Workspace) -> Vec<Verdict> {
    plan(into, all_of(from)).items.into_iter().map(|(_, verdict)| verdict).collect()
}

/// What all can see of a work, whoever merged it: contents, and conflicts without a first side.
pub(super) fn seen(workspace: &Workspace) -> BTreeMap<String, Vec<String>> {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let plain = |record: &Record| {
        let mut record = record.clone();
        let stamp = Timestamp(String::new());
        match &mut record {
            Record::Annotation(annotation) => {
                annotation.created = None;
                annotation.modified = None;
                annotation.creator = None;
                annotation.extra.shift_remove("briefmark:revises");
                for body in &mut annotation.bodies {
                    if let Body::Theme { name, .. } = body {
                        name.clear();
                    }
                }
            }
            Record::Theme(theme) => {
                theme.modified = stamp;
                theme.extra.shift_remove("briefmark:revises");
            }
            _ => {}
        }
        record.stored()
    };
    for record in workspace.records() {
        match &record {
            Record::Theme(_) | Record::Annotation(_) => {
                seen.entry(record.key().stored()).or_default().push(plain(&record));
            }
            Record::Conflict(conflict) => {
                for side in &conflict.others {
                    seen.entry(side.key().stored()).or_default().push(plain(side));
                }
            }
            Record::Tombstone(_) => {
                seen.entry(record.key().stored()).or_default().push(record.stored());
            }
            Record::Coder(_) | Record::Settings(_) | Record::Brief(_) | Record::Draft(_) => {}
        }
    }
    seen.values_mut().for_each(|sides| sides.sort());
    seen
}

//! What has become of each passage in another text, and what the reader says of it.

use briefmark::annotation::{
    Anchor, Annotation, AnnotationId, Body, Motivation, Selector, Target, anchor, describe,
    give_up, is_given_up, relocate,
};
use briefmark::brief::{Brief, parse};
use briefmark::coder::Coder;
use briefmark::text::{Byte, Passage, Span, code_points};
use briefmark::workspace::{
    Answer, Change, Edit, Fate, History, Layer, Said, State, Workspace, alike, carry_over, compare,
    doubts, list, n_to_confirm, quote_of, settle, settle_moved, tally,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::work::{annotation_id, at, coder, note, theme_id};

const OLD: &str = "---\nid: paper\n---\n\n\
    1. The Presidium met on 17 June and sat for three days without a vote.\n\n\
    2. Krushchev alone spoke against the motion of the majority that evening.\n\n\
    3. On the second day Krushchev was heard again by the members present.\n\n\
    4. Zhukov sent aircraft for the members of the Central Committee at once.\n\n\
    5. The vote was taken on Saturday after lunch, in the small hall.\n";

/// As [`OLD`]: the first paragraph is new, a name is spelt otherwise twice, and one sentence is gone.
const NEW: &str = "---\nid: paper\n---\n\n\
    1. A note on sources stands first in this edition.\n\n\
    2. The Presidium met on 17 June and sat for three days without a vote.\n\n\
    3. Khrushchev alone spoke against the motion of the majority that evening.\n\n\
    4. On the second day Khrushchev was heard again by the members present.\n\n\
    5. The vote was taken on Saturday after lunch, in the small hall.\n";

fn brief(source: &str) -> Brief {
    parse(source, "paper.md").0
}

fn passage(brief: &Brief, words: &str) -> Passage {
    let byte = brief.text.as_str().find(words).expect("the brief has these words");
    let start = brief.text.code_point(Byte(byte)).0;
    Passage::around(&brief.text, Span::new(start, start + code_points(words)))
        .expect("words of the text")
}

fn highlight(n: u8, targets: Vec<Target>) -> Annotation {
    Annotation {
        id: annotation_id(n),
        motivations: vec![Motivation::Highlighting],
        created: None,
        modified: None,
        creator: None,
        bodies: vec![note(&format!("=note {n}"))],
        targets,
        extra: serde_json::Map::new(),
    }
}

/// A work that marks these words of a brief, an annotation each.
fn work(brief: &Brief, marked: &[&str]) -> Workspace {
    let mut workspace = Workspace::default();
    for (n, words) in (0..).zip(marked) {
        let target = describe(brief, passage(brief, words));
        workspace
            .apply(Edit::Annotate(highlight(n, vec![target])), &at(0))
            .expect("a highlight of a passage can be made");
    }
    workspace
}

const MARKED: [&str; 5] = [
    "met on 17 June and sat for three days",
    "Krushchev alone spoke against the motion of the majority",
    "On the second day Krushchev was heard again",
    "Zhukov sent aircraft for the members of the Central Committee",
    "The vote was taken on Saturday after lunch",
];

/// The doubts about a layer that was laid afresh; those that are counted are those that are open.
fn doubts_in(brief: &Brief, workspace: &Workspace) -> Vec<Fate> {
    let layer = Layer::new(brief, workspace);
    let doubts = doubts(brief, &layer, workspace);
    let n_open = doubts.iter().filter(|fate| fate.is_open()).count();
    assert_eq!(n_to_confirm(&layer, workspace), n_open);
    doubts
}

/// Each fate in a line: which annotation, what became of it, and the words there now.
fn check(brief: &Brief, fates: &[Fate], expected: Expect) {
    let lines = fates.iter().map(|fate| {
        let words = fate.places().iter().map(|place| brief.text.slice(*place).to_owned());
        let n = fate.annotation.0.trim_start_matches("urn:uuid:0a000000-0000-4000-8000-0000000000");
        let sign = if fate.is_open() { "" } else { " (not asked)" };
        format!("{n} {}{sign}: {:?}\n", fate.state().name(), words.collect::<Vec<_>>())
    });
    expected.assert_eq(&lines.collect::<String>());
}

fn target_of(workspace: &Workspace, n: u8) -> &Target {
    &workspace.annotations[&annotation_id(n)].targets[0]
}

fn stored(workspace: &Workspace) -> Vec<String> {
    workspace.annotations.values().map(|it| it.to_json().to_string()).collect()
}

#[test]
fn what_does_not_lie_where_it_was_put_is_asked_in_the_order_of_the_states() {
    let (old, new) = (brief(OLD), brief(NEW));
    let workspace = work(&old, &MARKED);
    assert_eq!(doubts_in(&old, &workspace), []);
    check(
        &new,
        &doubts_in(&new, &workspace),
        expect![[r#"
            01 changed: ["Khrushchev alone spoke against the motion of the majority"]
            02 changed: ["On the second day Khrushchev was heard again"]
            03 lost: []
            00 moved: ["met on 17 June and sat for three days"]
            04 moved: ["The vote was taken on Saturday after lunch"]
        "#]],
    );
}

#[test]
fn another_coder_s_is_told_and_not_asked() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED[..2]);
    workspace.apply(Edit::SetCoder(coder(1)), &at(1)).unwrap();
    let theirs = AnnotationId("urn:uuid:0a000000-0000-4000-8000-000000000001".to_owned());
    let other = Coder { id: "urn:uuid:other".to_owned(), name: "Other".to_owned() };
    workspace.annotations.get_mut(&theirs).unwrap().creator = Some(other);
    check(
        &new,
        &doubts_in(&new, &workspace),
        expect![[r#"
            00 moved: ["met on 17 June and sat for three days"]
            01 changed (not asked): ["Khrushchev alone spoke against the motion of the majority"]
        "#]],
    );
    // Neither carried over nor settled with the others.
    let Edit::Confirm { targets, .. } =
        settle_moved(&workspace, &new, &Layer::new(&new, &workspace))
    else {
        panic!("places are confirmed by an edit of that name")
    };
    assert_eq!(targets.len(), 1);
    let Edit::Confirm { targets, .. } =
        carry_over(&workspace, &new, &compare(&workspace, &old.id, &new))
    else {
        panic!("annotations are carried over by an edit of that name")
    };
    assert_eq!(targets.len(), 1);
}

#[test]
fn words_that_are_accepted_are_described_afresh_and_what_we_do_not_understand_stays() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED);
    let other = Selector::Other(serde_json::json!({ "type": "XPathSelector", "value": "/p[2]" }));
    let kept = ("x-kept".to_owned(), serde_json::json!(1));
    let target = &mut workspace.annotations.get_mut(&annotation_id(1)).unwrap().targets[0];
    target.selectors.push(other.clone());
    target.extra.extend([kept.clone()]);
    let fates = doubts_in(&new, &workspace);
    let answer = Answer::Here(passage(&new, "Khrushchev alone spoke against the motion"));
    let edit = settle(&workspace, &new, &[(fates[0].clone(), answer)]);
    let change = workspace.apply(edit, &at(2)).unwrap();
    assert_eq!(change.words, "confirming ¶3");
    let target = target_of(&workspace, 1);
    assert_eq!(target.digest.as_deref(), Some(new.text.digest()));
    assert_eq!(target.citation.as_deref(), Some("¶3, p. 1"));
    assert_eq!(target.selectors.last(), Some(&other));
    assert_eq!(target.extra.get("x-kept"), Some(&kept.1));
    assert!(matches!(anchor(&new, target), Anchor::Exact { .. }));
}

#[test]
fn what_moved_keeps_its_quotation_and_gets_the_place_and_the_digest() {
    let (old, new) = (brief(OLD), brief(NEW));
    let workspace = work(&old, &MARKED);
    for n in [0, 4] {
        let target = target_of(&workspace, n);
        let span = anchor(&new, target).settled().unwrap();
        let relocated = relocate(&new, target, Some(span));
        assert_eq!(quote_of(&relocated), quote_of(target));
        assert_eq!(relocated.digest.as_deref(), Some(new.text.digest()));
        assert_eq!(relocated.citation, Some(new.cite(span)));
        assert_eq!(anchor(&new, &relocated), Anchor::Exact { span });
    }
    // Another tool's quotation without a position gets one.
    let mut bare = target_of(&workspace, 0).clone();
    bare.selectors.truncate(1);
    let span = anchor(&new, &bare).settled().unwrap();
    assert_eq!(anchor(&new, &relocate(&new, &bare, Some(span))), Anchor::Exact { span });
}

#[test]
fn all_that_moved_is_confirmed_in_one_step_and_nothing_else_is_touched() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED);
    let before = stored(&workspace);
    let mut history = History::default();
    let edit = settle_moved(&workspace, &new, &Layer::new(&new, &workspace));
    let change = workspace.apply(edit, &at(2)).unwrap();
    assert_eq!(change.words, "confirming 2 annotations");
    assert_eq!(change.writes.len(), 2);
    history.push(change);
    let left = doubts_in(&new, &workspace);
    assert_eq!(tally(&left), [2, 0, 1, 0, 0]);
    for n in [1, 2, 3] {
        assert_eq!(target_of(&workspace, n).digest.as_deref(), Some(old.text.digest()));
    }
    history.undo(&mut workspace).unwrap();
    assert_eq!(stored(&workspace), before);
}

#[test]
fn what_stands_where_it_stood_in_an_older_text_is_confirmed_with_what_moved() {
    let old = brief(OLD);
    let new = brief(&OLD.replace("small hall", "great hall"));
    let mut workspace = work(&old, &MARKED);
    let layer = Layer::new(&new, &workspace);
    assert_eq!(doubts(&new, &layer, &workspace), []);
    let edit = settle_moved(&workspace, &new, &layer);
    workspace.apply(edit, &at(2)).unwrap();
    for annotation in workspace.annotations.values() {
        assert_eq!(annotation.targets[0].digest.as_deref(), Some(new.text.digest()));
    }
}

#[test]
fn what_is_kept_as_lost_keeps_all_that_it_was_and_is_asked_again_in_another_text() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED);
    let before = workspace.annotations[&annotation_id(3)].clone();
    let lost =
        doubts_in(&new, &workspace).into_iter().find(|it| it.state() == State::Lost).unwrap();
    let edit = settle(&workspace, &new, &[(lost, Answer::Nowhere)]);
    let change = workspace.apply(edit, &at(2)).unwrap();
    assert_eq!(change.words, "keeping ¶4 as lost");
    let after = &workspace.annotations[&annotation_id(3)];
    let target = &after.targets[0];
    assert_eq!(after.bodies, before.bodies);
    assert_eq!(target.selectors, before.targets[0].selectors);
    assert_eq!(target.citation, before.targets[0].citation);
    assert_eq!(target.digest.as_deref(), Some(old.text.digest()));
    let fates = doubts_in(&new, &workspace);
    assert_eq!(fates.iter().filter(|fate| fate.is_open()).count(), 4);
    assert!(fates.last().is_some_and(|fate| fate.is_given_up && !fate.is_open()));
    // It was given up in that text only.
    assert!(matches!(anchor(&old, target), Anchor::Exact { .. }));
    assert!(!is_given_up(&old.text, target));
}

#[test]
fn a_proposal_that_is_given_up_is_lost_and_can_still_be_put_by_hand() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED[..2]);
    let given_up = give_up(&new.text, target_of(&workspace, 1));
    assert_eq!(anchor(&new, &given_up), Anchor::Lost);
    workspace.annotations.get_mut(&annotation_id(1)).unwrap().targets = vec![given_up];
    let fate = doubts_in(&new, &workspace).into_iter().find(|fate| fate.is_given_up).unwrap();
    let answer = Answer::Here(passage(&new, "Khrushchev alone"));
    let edit = settle(&workspace, &new, &[(fate, answer)]);
    workspace.apply(edit, &at(2)).unwrap();
    assert!(matches!(anchor(&new, target_of(&workspace, 1)), Anchor::Exact { .. }));
}

#[test]
fn a_lost_annotation_is_left_as_it_is_by_all_that_is_done_to_others() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED);
    let before = workspace.annotations[&annotation_id(3)].to_json().to_string();
    let layer = Layer::new(&new, &workspace);
    let edit = settle_moved(&workspace, &new, &layer);
    workspace.apply(edit, &at(2)).unwrap();
    let accepted: Vec<_> = doubts_in(&new, &workspace)
        .into_iter()
        .filter(|fate| fate.state() == State::Changed)
        .map(|fate| {
            let passage = Passage::around(&new.text, fate.places()[0]).unwrap();
            (fate, Answer::Here(passage))
        })
        .collect();
    let edit = settle(&workspace, &new, &accepted);
    workspace.apply(edit, &at(3)).unwrap();
    check(&new, &doubts_in(&new, &workspace), expect!["03 lost: []\n"]);
    assert_eq!(workspace.annotations[&annotation_id(3)].to_json().to_string(), before);
}

#[test]
fn those_that_changed_in_the_same_way_are_together() {
    let (old, new) = (brief(OLD), brief(NEW));
    let workspace = work(&old, &MARKED);
    let groups = alike(&new, &workspace, &doubts_in(&new, &workspace));
    let [(how, fates)] = groups.as_slice() else { panic!("{groups:?}") };
    assert_eq!(how.len(), 1);
    assert_eq!((how[0].gone.as_str(), how[0].come.as_str()), ("Krushchev", "Khrushchev"));
    assert_eq!(fates.len(), 2);
}

#[test]
fn what_is_carried_over_is_placed_where_it_is_sure_and_asked_where_it_is_not() {
    let old = brief(OLD);
    let new = brief(&NEW.replace("id: paper", "id: paper-2"));
    let mut workspace = work(&old, &MARKED);
    let whole =
        Target { selectors: Vec::new(), citation: None, ..target_of(&workspace, 0).clone() };
    workspace.apply(Edit::Annotate(highlight(5, vec![whole])), &at(1)).unwrap();
    let before = workspace.clone();
    let fates = compare(&workspace, &old.id, &new);
    assert_eq!(workspace, before, "looking changes nothing");
    assert_eq!(tally(&fates), [2, 0, 1, 2, 1]);
    let change = workspace.apply(carry_over(&workspace, &new, &fates), &at(2)).unwrap();
    assert_eq!(change.words, "carrying 5 annotations over");
    for n in [0, 4, 5] {
        let target = target_of(&workspace, n);
        assert_eq!(target.source, new.id);
        assert!(matches!(anchor(&new, target), Anchor::Exact { .. } | Anchor::Whole));
    }
    for n in [1, 2] {
        let (target, stood) = (target_of(&workspace, n), target_of(&before, n));
        assert_eq!((&target.source, &target.selectors), (&new.id, &stood.selectors));
        assert_eq!(target.digest, stood.digest, "it is asked in the new version");
    }
    assert_eq!(target_of(&workspace, 3), target_of(&before, 3), "the lost stays with its words");
    let mut history = History::default();
    history.push(change);
    history.undo(&mut workspace).unwrap();
    assert_eq!(stored(&workspace), stored(&before));
}

#[test]
fn the_list_has_a_line_for_each_and_no_cell_that_a_spreadsheet_would_compute() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED);
    for annotation in workspace.annotations.values_mut() {
        annotation.creator = Some(Coder { id: "urn:x:1".to_owned(), name: "=cmd|x".to_owned() });
        annotation.bodies.push(Body::Theme { theme: theme_id(9), name: " +theme".to_owned() });
    }
    let list = list(&workspace, &new, &compare(&workspace, &old.id, &new));
    let lines: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 6);
    for line in &lines {
        assert_eq!(line.len(), 10, "{line:?}");
        let is_formula = |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@']);
        assert!(line.iter().all(|cell| !is_formula(cell)), "{line:?}");
    }
    assert_eq!(lines[1][..4], ["changed", "¶2, p. 1", "¶3, p. 1", lines[1][3]]);
    assert_eq!(lines[1][7], "“=note 1”");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the new text is: what was carried over and was sure is exact there, nothing is lost
    /// on the way, and one step of undo gives the first bytes back.
    #[test]
    fn carrying_over_loses_nothing(cut in 0..300_u32, length in 0..120_u32, put in "[a-z ]{0,30}") {
        let old = brief(OLD);
        let chars: Vec<char> = NEW.chars().collect();
        let from = (20 + cut as usize).min(chars.len());
        let to = (from + length as usize).min(chars.len());
        let changed: String = chars[..from].iter().chain(put.chars().collect::<Vec<_>>().iter())
            .chain(&chars[to..]).collect();
        let new = brief(&changed.replace("id: paper", "id: paper-2"));
        let mut workspace = work(&old, &MARKED);
        let before = workspace.clone();
        let fates = compare(&workspace, &old.id, &new);
        prop_assert_eq!(fates.len(), MARKED.len());
        let change: Change = workspace.apply(carry_over(&workspace, &new, &fates), &at(2)).unwrap();
        prop_assert_eq!(workspace.annotations.len(), before.annotations.len());
        for fate in &fates {
            let target = fate.target_in(&workspace).unwrap();
            prop_assert_eq!(quote_of(target), fate.target_in(&before).and_then(quote_of));
            match fate.state() {
                State::Exact | State::Moved => {
                    let span = fate.anchor.settled().unwrap();
                    prop_assert_eq!(anchor(&new, target), Anchor::Exact { span });
                }
                State::Changed | State::Ambiguous => {
                    prop_assert_eq!(anchor(&new, target), fate.anchor.clone());
                }
                State::Lost => prop_assert_eq!(target, fate.target_in(&before).unwrap()),
            }
        }
        let mut history = History::default();
        history.push(change);
        history.undo(&mut workspace);
        prop_assert_eq!(stored(&workspace), stored(&before));
    }
}

#[test]
fn a_passage_of_an_annotation_that_is_gone_is_passed_over() {
    let (old, new) = (brief(OLD), brief(NEW));
    let mut workspace = work(&old, &MARKED);
    let fates = doubts_in(&new, &workspace);
    let answers: Vec<_> = fates.into_iter().map(|fate| (fate, Answer::Nowhere)).collect();
    let edit = settle(&workspace, &new, &answers);
    workspace.apply(Edit::DeleteAnnotations(vec![annotation_id(1)]), &at(1)).unwrap();
    let change = workspace.apply(edit, &at(2)).unwrap();
    assert_eq!(change.writes.len(), 4);
    let Edit::Confirm { said, targets } = settle(&workspace, &new, &answers) else {
        panic!("places are confirmed by an edit of that name")
    };
    assert_eq!((said, targets.len()), (Said::Nowhere, 4));
}

//! Laws of the stored form.

use briefmark::annotation::{Body, Flag, MODERATING, Motivation, describe};
use briefmark::brief::parse;
use briefmark::text::sentences;
use briefmark::workspace::{
    ACCEPTS, BLIND, Blind, CAPACITY, Edit, Key, Record, SETTLES, Snapshot, StoredKey, Workspace,
};
use expect_test::expect;
use proptest::prelude::*;
use serde_json::json;

use super::{mark, themes};
use crate::told::tell;
use crate::work::{
    after, annotation, annotation_id, any_annotation, any_edits, at, coder, json_value, marked,
    naughty, note,
};

#[test]
fn a_store_is_read_key_by_key_and_one_bad_value_spoils_one_thing() {
    let workspace = after(Workspace::default(), vec![themes(), mark(1, 0), mark(2, 1)], 1);
    let mut stored = workspace.stored();
    let key = Key::Annotation(annotation_id(1)).stored();
    stored.insert(key.clone(), "{\"id\":".to_owned());
    stored.insert("briefmark/1/wishes/1".to_owned(), "?".to_owned());
    stored.insert("theme".to_owned(), "another program's".to_owned());
    stored.insert("briefmark/1/quarantine/annotation/x".to_owned(), "broken".to_owned());
    let Snapshot { workspace: read, unreadable, n_quarantined, newer_schema, former } =
        Workspace::read(stored);
    assert_eq!(former, []);
    assert_eq!((n_quarantined, newer_schema), (1, false));
    assert_eq!(read.annotations.keys().collect::<Vec<_>>(), [&annotation_id(2)]);
    assert_eq!(read.themes, workspace.themes);
    let keys: Vec<&str> = unreadable.iter().map(|unreadable| unreadable.key.as_str()).collect();
    assert_eq!(keys, ["briefmark/1/wishes/1", key.as_str()]);
    assert_eq!(unreadable[1].value, "{\"id\":");
    assert_eq!(unreadable[1].quarantine(), key.replace("/3/", "/3/quarantine/"));
}

#[test]
fn an_annotation_is_stored_as_lines_that_a_person_can_read() {
    let edits = vec![
        Edit::SetCoder(coder(1)),
        themes(),
        mark(1, 0),
        Edit::SetNote(annotation_id(1), "one\nline\\and\ttwo".to_owned()),
    ];
    let workspace = after(Workspace::default(), edits, 1);
    let key = Key::Annotation(annotation_id(1));
    let stored = workspace.stored_at(&key).unwrap();
    expect![[r#"
        wcm
        c2026-11-22T15:30:03.000Z
        m2026-11-22T15:30:04.000Z
        b0c000000-0000-4000-8000-000000000001	Reader 1
        t0b000000-0000-4000-8000-000000000000	Zero
        none\nline\\and\ttwo
        rc3250428f5f8b274
        sa
        d0000000000000000000000000000000000000000000000000000000000000000
        k¶1, p. 1
        qsome words
        <before 
        p3-9"#]]
    .assert_eq(&stored);
    assert_eq!(Record::read(&key, &stored).unwrap(), workspace.record(&key).unwrap());
}

#[test]
fn what_an_earlier_version_stored_is_read_and_named_for_renewal() {
    let workspace = after(Workspace::default(), vec![themes(), mark(1, 0), mark(2, 1)], 1);
    let id = annotation_id(1);
    let mut stored = workspace.stored();
    let json = workspace.annotations[&id].to_json().to_string();
    let former = Key::Annotation(id.clone()).stored().replace("/3/", "/1/");
    stored.remove(&Key::Annotation(id.clone()).stored()).unwrap();
    stored.insert(former.clone(), json);
    let snapshot = Workspace::read(stored.clone());
    assert_eq!(snapshot.workspace, workspace);
    assert_eq!(snapshot.former, [(Key::Annotation(id.clone()), former.clone())]);
    // An earlier version that is still open wrote again: the later change counts, from either side.
    let later = after(workspace.clone(), vec![Edit::SetNote(id.clone(), "later".to_owned())], 9);
    for (in_former, in_todays) in [(&later, &workspace), (&workspace, &later)] {
        stored.insert(former.clone(), in_former.annotations[&id].to_json().to_string());
        let key = Key::Annotation(id.clone());
        stored.insert(key.stored(), in_todays.stored_at(&key).unwrap());
        for entries in [
            stored.clone().into_iter().collect::<Vec<_>>(),
            stored.clone().into_iter().rev().collect(),
        ] {
            let snapshot = Workspace::read(entries);
            assert_eq!(snapshot.workspace.annotations, later.annotations);
            assert_eq!(snapshot.former.len(), 1);
        }
    }
}

#[test]
fn what_was_stored_with_fewer_letters_or_as_json_is_read() {
    let workspace = after(Workspace::default(), vec![themes(), mark(1, 0), mark(2, 1)], 1);
    let id = annotation_id(1);
    let key = Key::Annotation(id.clone());
    let mut blind = workspace.clone();
    let one = blind.annotations.get_mut(&id).unwrap();
    one.extra.insert(BLIND.to_owned(), json!(true));
    // In version 2: what had no line then was JSON under the same name.
    let json = blind.annotations[&id].to_json().to_string();
    let lines = workspace.stored_at(&key).unwrap();
    for (value, expected) in [(json, &blind), (lines, &workspace)] {
        let former = key.stored().replace("/3/", "/2/");
        let mut stored = workspace.stored();
        stored.remove(&key.stored()).unwrap();
        stored.insert(former.clone(), value);
        let snapshot = Workspace::read(stored);
        assert_eq!(snapshot.workspace, *expected);
        assert_eq!(snapshot.unreadable, []);
        assert_eq!(snapshot.former, [(key.clone(), former)]);
    }
}

#[test]
fn all_that_is_made_here_is_stored_as_lines() {
    let mut one = annotation(1, vec![marked(0), note("why"), Body::Flag(Flag::ToCheck)]);
    one.extra.insert("briefmark:revises".to_owned(), json!(["0123456789abcdef"]));
    one.extra.insert(BLIND.to_owned(), json!(true));
    let mut settlement = annotation(2, vec![marked(1)]);
    settlement.motivations =
        vec![Motivation::Highlighting, Motivation::Other(MODERATING.to_owned())];
    settlement.extra.insert(SETTLES.to_owned(), json!([{ "id": "urn:uuid:a" }]));
    settlement.extra.insert(ACCEPTS.to_owned(), json!([]));
    expect![[r#"
        wh
        t0b000000-0000-4000-8000-000000000000	Theme 0
        nwhy
        fto-check
        r0123456789abcdef
        v
        sa
        d0000000000000000000000000000000000000000000000000000000000000000
        k¶1, p. 1
        qsome words
        <before 
        p3-9"#]]
    .assert_eq(&Record::Annotation(one).stored());
    expect![[r#"
        wh
        umoderating
        t0b000000-0000-4000-8000-000000000001	Theme 1
        xbriefmark:settles	[{"id":"urn:uuid:a"}]
        xbriefmark:accepts	[]
        sa
        d0000000000000000000000000000000000000000000000000000000000000000
        k¶2, p. 2
        qsome words
        <before 
        p3-9"#]]
    .assert_eq(&Record::Annotation(settlement).stored());
}

/// The most that a sentence costs: with a theme, coded blind, and changed once.
#[test]
fn ten_thousand_annotations_fit_into_the_store() {
    let brief = parse(include_str!("../../../briefs/khrushchev-purge-1957.md"), "khrushchev").0;
    let mut workspace = after(Workspace::default(), vec![Edit::SetCoder(coder(1)), themes()], 1);
    workspace.settings.blind.insert(brief.id.clone(), Blind::default());
    let (mut n_units, mut n_of_json, mut n_annotations) = (0, 0, 0);
    for block in &brief.blocks {
        for passage in sentences(&brief.text, block.span) {
            let mut annotation = annotation(1, vec![marked(0)]);
            annotation.targets = vec![describe(&brief, passage)];
            workspace.apply(Edit::Annotate(annotation), &at(n_annotations)).unwrap();
            let one = &workspace.annotations[&annotation_id(1)];
            assert!(one.is_blind());
            let key = Key::Annotation(annotation_id(1));
            let stored = workspace.stored_at(&key).unwrap();
            n_units += (key.stored().len() + stored.encode_utf16().count()) as i64;
            n_of_json += one.to_json().to_string().len() as i64;
            n_annotations += 1;
            workspace.annotations.clear();
        }
    }
    let (each, each_of_json) = (n_units / n_annotations, n_of_json / n_annotations);
    tell(&format!("a sentence is stored in {each} units, where JSON would take {each_of_json}"));
    assert!(each * 10_000 <= CAPACITY as i64, "{each} units for a sentence");
}

#[test]
fn a_newer_schema_is_seen() {
    let snapshot = Workspace::read([("briefmark/4/annotation/x".to_owned(), "{}".to_owned())]);
    assert!(snapshot.newer_schema && snapshot.unreadable.is_empty());
}

#[test]
fn keys_are_short_for_uuids_and_digests() {
    expect!["briefmark/3/annotation/0a000000-0000-4000-8000-000000000001"]
        .assert_eq(&Key::Annotation(annotation_id(1)).stored());
    expect!["briefmark/1/tombstone/http%3A%2F%2Fexample.org%2F%C3%A9"]
        .assert_eq(&Key::Tombstone("http://example.org/é".to_owned()).stored());
    let digest = "ab".repeat(32);
    assert_eq!(
        Key::Brief(format!("urn:briefmark:sha256-{digest}")).stored(),
        format!("briefmark/1/brief/{digest}")
    );
    // A name that is a bare UUID is not the IRI that is made of one.
    let bare = Key::Tombstone("0a000000-0000-4000-8000-000000000001".to_owned());
    expect!["briefmark/1/tombstone/%30a000000-0000-4000-8000-000000000001"]
        .assert_eq(&bare.stored());
}

/// Properties of ours that an annotation may have.
const OWN: [&str; 4] = ["briefmark:revises", BLIND, SETTLES, ACCEPTS];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_annotation_is_stored_and_read_back(annotation in any_annotation()) {
        let record = Record::Annotation(annotation);
        prop_assert_eq!(Record::read(&record.key(), &record.stored()), Ok(record));
    }

    #[test]
    fn an_annotation_with_any_property_goes_out_of_the_store_as_it_went_in(
        mut annotation in any_annotation(),
        own in proptest::sample::subsequence(OWN.to_vec(), 0..=OWN.len()).prop_shuffle(),
        value in prop_oneof![
            2 => Just(json!(true)),
            1 => Just(json!(["0123456789abcdef", "fedcba9876543210"])),
            1 => Just(json!([{ "id": "urn:uuid:a" }])),
            2 => json_value(),
        ],
    ) {
        for name in own {
            annotation.extra.insert(name.to_owned(), value.clone());
        }
        let has_lines = annotation.targets.iter().all(|target| target.source.contains(':'));
        let record = Record::Annotation(annotation.clone());
        let stored = record.stored();
        prop_assert_eq!(stored.starts_with('{'), !has_lines, "{}", &stored);
        let Ok(Record::Annotation(back)) = Record::read(&record.key(), &stored) else {
            return Err(TestCaseError::fail(format!("not read: {stored}")));
        };
        // Its properties in their order too: a file has the same bytes before and after.
        prop_assert_eq!(back.to_json().to_string(), annotation.to_json().to_string());
        prop_assert_eq!(back, annotation);
    }

    #[test]
    fn what_is_stored_is_read_back(edits in any_edits(12)) {
        let workspace = after(Workspace::default(), edits, 1);
        let snapshot = Workspace::read(workspace.stored());
        prop_assert_eq!(snapshot.unreadable, vec![]);
        prop_assert_eq!(snapshot.workspace, workspace);
    }

    #[test]
    fn an_iri_has_one_key_and_a_key_one_iri(iri in naughty()) {
        for key in [Key::Tombstone(iri.clone()), Key::Brief(iri.clone()), Key::Draft(iri)] {
            prop_assert_eq!(Key::parse(&key.stored()), StoredKey::Key(key));
        }
    }
}

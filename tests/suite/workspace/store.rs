//! Laws of the stored form.

use briefmark::workspace::{Key, Snapshot, StoredKey, Workspace};
use expect_test::expect;
use proptest::prelude::*;

use super::{mark, themes};
use crate::work::{after, annotation_id, any_edits, naughty};

#[test]
fn a_store_is_read_key_by_key_and_one_bad_value_spoils_one_thing() {
    let workspace = after(Workspace::default(), vec![themes(), mark(1, 0), mark(2, 1)], 1);
    let mut stored = workspace.stored();
    let key = Key::Annotation(annotation_id(1)).stored();
    stored.insert(key.clone(), "{\"id\":".to_owned());
    let other = Key::Annotation(annotation_id(2)).stored();
    let misplaced = Key::Annotation(annotation_id(3)).stored();
    stored.insert(misplaced.clone(), stored[&other].clone());
    stored.insert("briefmark/1/wishes/1".to_owned(), "?".to_owned());
    stored.insert("theme".to_owned(), "another program's".to_owned());
    stored.insert("briefmark/1/quarantine/annotation/x".to_owned(), "broken".to_owned());
    let Snapshot { workspace: read, unreadable, n_quarantined, newer_schema } =
        Workspace::read(stored);
    assert_eq!((n_quarantined, newer_schema), (1, false));
    assert_eq!(read.annotations.keys().collect::<Vec<_>>(), [&annotation_id(2)]);
    assert_eq!(read.themes, workspace.themes);
    let keys: Vec<&str> = unreadable.iter().map(|unreadable| unreadable.key.as_str()).collect();
    assert_eq!(keys, [key.as_str(), misplaced.as_str(), "briefmark/1/wishes/1"]);
    assert_eq!(unreadable[0].value, "{\"id\":");
    assert_eq!(unreadable[0].quarantine(), key.replace("/1/", "/1/quarantine/"));
}

#[test]
fn a_newer_schema_is_seen() {
    let snapshot = Workspace::read([("briefmark/2/annotation/x".to_owned(), "{}".to_owned())]);
    assert!(snapshot.newer_schema && snapshot.unreadable.is_empty());
}

#[test]
fn keys_are_short_for_uuids_and_digests() {
    expect!["briefmark/1/annotation/0a000000-0000-4000-8000-000000000001"]
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

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

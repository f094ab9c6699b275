//! Laws of flags.

use briefmark::annotation::{Annotation, Body, Flag};
use briefmark::codebook::ThemeId;
use briefmark::workspace::{Edit, Key, Marked, Record, Workspace};
use expect_test::expect;
use serde_json::json;

use super::{check, only, themes};
use crate::work::{annotation, annotation_id, at, marked, note, theme_id};

fn flagged(work: &Workspace, n: u8) -> Vec<Flag> {
    only(work, n).flags().collect()
}

#[test]
fn a_flag_is_put_and_taken_away_in_one_step_and_in_words() {
    let work = check(
        vec![
            themes(),
            Edit::Annotate(annotation(1, vec![marked(0)])),
            Edit::SetFlags(annotation_id(1), vec![Flag::ToCheck]),
            Edit::SetFlags(annotation_id(1), vec![Flag::ToCheck, Flag::Important, Flag::ToCheck]),
            Edit::SetNote(annotation_id(1), "Why?".to_owned()),
            Edit::SetFlags(annotation_id(1), vec![Flag::Important]),
        ],
        expect![[r#"
            4 new themes  +theme/0b000000-00  +theme/0b000000-01  +theme/0b000000-02  +theme/0b000000-03
            theme a on ¶1  +coder  +annotation/0a000000-01
            “to check” on ¶1  +annotation/0a000000-01
            “important” on ¶1  +annotation/0a000000-01
            note on ¶1  +annotation/0a000000-01
            “to check” taken off ¶1  +annotation/0a000000-01
        "#]],
    );
    assert_eq!(flagged(&work, 1), [Flag::Important]);
    // The flags stand last, whatever was said later.
    let zero = Body::Theme { theme: theme_id(0), name: "Zero".to_owned() };
    assert_eq!(only(&work, 1).bodies, [zero, note("Why?"), Body::Flag(Flag::Important)]);
}

/// Any reader of the model keeps it: it is a body that assesses, by an IRI.
#[test]
fn a_flag_is_a_body_of_the_web_annotation_model() {
    let one = annotation(1, vec![Body::Flag(Flag::Important), Body::Flag(Flag::ToCheck)]);
    let written = one.to_json();
    assert_eq!(
        written["body"],
        json!([
            { "type": "SpecificResource", "purpose": "assessing", "source": "urn:briefmark:ns:important" },
            { "type": "SpecificResource", "purpose": "assessing", "source": "urn:briefmark:ns:to-check" },
        ])
    );
    assert_eq!(Annotation::from_json(&written).unwrap(), one);
    // What assesses otherwise is another program's, and stays as it is.
    let mut other = written.clone();
    other["body"] =
        json!({ "type": "SpecificResource", "purpose": "assessing", "source": "urn:x" });
    let read = Annotation::from_json(&other).unwrap();
    assert_eq!(read.flags().count(), 0);
    assert_eq!(read.to_json(), other);
}

#[test]
fn a_flag_is_stored_as_a_line() {
    let one = annotation(1, vec![marked(0), Body::Flag(Flag::ToCheck)]);
    let record = Record::Annotation(one.clone());
    assert!(record.stored().contains("\nf"), "{}", record.stored());
    let key = Key::Annotation(one.id.clone());
    assert_eq!(Record::read(&key, &record.stored()).unwrap(), record);
}

#[test]
fn a_flagged_highlight_outlives_its_theme() {
    let mut work = Workspace::default();
    for edit in [
        themes(),
        Edit::Annotate(annotation(1, vec![marked(0), Body::Flag(Flag::Important)])),
        Edit::Annotate(annotation(2, vec![marked(0)])),
        Edit::DeleteTheme(theme_id(0), Marked::Goes),
    ] {
        work.apply(edit, &at(1)).unwrap();
    }
    assert_eq!(work.annotations.len(), 1);
    assert_eq!(flagged(&work, 1), [Flag::Important]);
    assert_eq!(only(&work, 1).themes().collect::<Vec<&ThemeId>>(), Vec::<&ThemeId>::new());
}

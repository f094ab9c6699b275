//! Laws of the keys: one key does one thing, and nothing that is another's.

use std::collections::BTreeMap;

use briefmark::codebook::{Theme, ThemeId};
use briefmark::workspace::{Chord, Command, Settings, Shortcuts, Workspace};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::work::theme;

fn themes() -> BTreeMap<ThemeId, Theme> {
    let theme = theme(3, "Discord");
    [(theme.id.clone(), theme)].into()
}

/// Gives a command keys, one after another; says why not.
fn check(command: Command, keys: &[&str], expected: Expect) {
    let said = keys.iter().map(|key| {
        let chord: Chord = key.parse().expect("it is the name of a key");
        match Shortcuts::default().with(command, Some(chord.clone()), &themes()) {
            Ok(shortcuts) => {
                assert_eq!(shortcuts.of(command), Some(chord));
                format!("{key} is taken\n")
            }
            Err(collision) => format!("{collision}.\n"),
        }
    });
    expected.assert_eq(&said.collect::<String>());
}

#[test]
fn every_command_has_a_key_of_its_own() {
    let ours = Shortcuts::default();
    for command in Command::ALL {
        assert_eq!(ours.of(command), Some(command.ours()));
        assert_eq!(ours.command(&command.ours()), Some(command));
        assert_eq!(command.ours().to_string().parse(), Ok(command.ours()));
    }
}

#[test]
fn a_key_that_is_another_s_is_refused_in_a_sentence() {
    check(
        Command::Note,
        &[
            "t",
            "é",
            "N",
            "Ctrl Y",
            "Delete",
            "n",
            "j",
            "d",
            "a",
            "5",
            "'",
            "Ctrl T",
            "Ctrl Shift N",
            "F5",
            "Enter",
            "Space",
            "Shift ArrowDown",
            "Insert",
            "CapsLock",
            "Backspace",
        ],
        expect![[r#"
            t is taken
            é is taken
            N is taken
            Ctrl Y is taken
            Delete does something else: delete the open annotation. Give that another key first.
            n is taken
            j does something else: next sentence (the reading cursor). Give that another key first.
            d marks with the theme “Discord”. Choose another key, or give the theme another letter.
            a answers a question in “To confirm”. Choose another key.
            5 answers a question in “To confirm”. Choose another key.
            ' belongs to the browser. Choose another key.
            Ctrl T belongs to the browser. Choose another key.
            Ctrl Shift N belongs to the browser. Choose another key.
            F5 belongs to the browser. Choose another key.
            Enter moves in the text, scrolls the page, or opens and closes what has the focus. Choose another key.
            Space moves in the text, scrolls the page, or opens and closes what has the focus. Choose another key.
            Shift ArrowDown moves in the text, scrolls the page, or opens and closes what has the focus. Choose another key.
            Insert belongs to screen readers and to the system. Choose another key.
            CapsLock belongs to screen readers and to the system. Choose another key.
            Backspace moves in the text, scrolls the page, or opens and closes what has the focus. Choose another key.
        "#]],
    );
    check(
        Command::Delete,
        &["Shift Delete"],
        expect![[r#"
        Shift Delete belongs to the browser. Choose another key.
    "#]],
    );
}

/// A key that is only held along with others is no key yet.
#[test]
fn a_sign_is_a_sign_however_it_is_typed() {
    assert_eq!(Chord::pressed("Shift", false, true), None);
    assert_eq!(Chord::pressed("?", false, true), Some(Command::Keys.ours()));
    assert_eq!(Chord::pressed("Z", true, true), Some(Command::Redo.ours()));
    assert_eq!(Chord::pressed("z", true, false), Some(Command::Undo.ours()));
    let shifted = Chord::pressed("ArrowUp", false, true).unwrap();
    assert_eq!(shifted.to_string(), "Shift ArrowUp");
}

#[test]
fn a_key_that_is_freed_can_be_given_and_ours_comes_back() {
    let freed = Shortcuts::default().with(Command::Note, None, &themes()).unwrap();
    assert_eq!(freed.of(Command::Note), None);
    assert_eq!(freed.command(&Command::Note.ours()), None);
    let given = freed.with(Command::NoteOnBlock, Some(Command::Note.ours()), &themes()).unwrap();
    assert_eq!(given.command(&Command::Note.ours()), Some(Command::NoteOnBlock));
    assert!(given.with(Command::Note, Some(Command::Note.ours()), &themes()).is_err());
    let back = given.with(Command::NoteOnBlock, Some(Command::NoteOnBlock.ours()), &themes());
    let back = back.unwrap().with(Command::Note, Some(Command::Note.ours()), &themes()).unwrap();
    assert!(back.are_ours());
}

/// What a later version stored of a command that this one does not know stays.
#[test]
fn settings_of_a_later_version_are_read_and_kept() {
    let stored = r#"{"shortcuts":{"dance":"x","note":"t","revise":"Ctrl ☃ 7"}}"#;
    let settings: Settings = serde_json::from_str(stored).unwrap();
    assert_eq!(settings.shortcuts.of(Command::Note), Some("t".parse().unwrap()));
    let changed = settings.shortcuts.with(Command::Note, None, &themes()).unwrap();
    let text = serde_json::to_string(&changed).unwrap();
    assert!(text.contains(r#""dance":"x""#), "{text}");
    // A work whose keys are ours stores nothing of them.
    assert!(!format!("{:?}", Workspace::default().stored()).contains("shortcuts"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// However often keys are changed, no key does two things, and none is a theme's.
    #[test]
    fn no_key_does_two_things(
        changes in proptest::collection::vec(
            (proptest::sample::select(&Command::ALL[..]), proptest::option::of("[jknmtv.,;!]"), any::<[bool; 2]>()), 0..20,
        ),
    ) {
        let mut shortcuts = Shortcuts::default();
        for (command, key, [ctrl, shift]) in changes {
            let chord = key.and_then(|key| Chord::pressed(&key, ctrl, shift));
            if let Ok(changed) = shortcuts.with(command, chord.clone(), &themes()) {
                prop_assert_eq!(changed.of(command), chord);
                shortcuts = changed;
            }
        }
        let mut keys: Vec<Chord> = Command::ALL.into_iter().filter_map(|it| shortcuts.of(it)).collect();
        let n_keys = keys.len();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), n_keys);
        prop_assert!(!keys.contains(&"d".parse().unwrap()));
        let stored = serde_json::to_string(&shortcuts).unwrap();
        prop_assert_eq!(serde_json::from_str::<Shortcuts>(&stored).unwrap(), shortcuts);
    }
}

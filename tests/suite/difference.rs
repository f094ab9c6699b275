//! What differs between two texts is all that differs, and no more than must.

use briefmark::annotation::{Piece, Replacement, differences, replacements};
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// What an editor would write: `[gone]` and `{come}`.
fn marked(old: &str, new: &str) -> String {
    let pieces = differences(old, new).into_iter().map(|piece| match piece {
        Piece::Same(words) => words.to_owned(),
        Piece::Gone(words) => format!("[{words}]"),
        Piece::Come(words) => format!("{{{words}}}"),
    });
    pieces.collect()
}

fn check(old: &str, new: &str, expected: Expect) {
    expected.assert_eq(&marked(old, new));
}

#[test]
fn a_word_that_is_spelt_otherwise_is_all_that_is_marked() {
    check(
        "The Krushchev purge of 1957 was sudden.",
        "The Khrushchev purge of 1957 was sudden.",
        expect!["The [Krushchev]{Khrushchev} purge of 1957 was sudden."],
    );
}

#[test]
fn words_that_go_and_come_take_their_spaces_along() {
    check("one two three", "one three", expect!["one [two ]three"]);
    check("one three", "one two three", expect!["one {two }three"]);
    check("the end", "the end indeed", expect!["the end{ indeed}"]);
}

#[test]
fn a_space_between_two_changed_words_is_part_of_the_change() {
    check(
        "the old man sat down",
        "the young woman sat down",
        expect!["the [old man]{young woman} sat down"],
    );
    check("a b, c d", "a x, y d", expect!["a [b]{x}, [c]{y} d"]);
}

#[test]
fn texts_without_a_word_in_common_are_wholly_other() {
    check("alpha beta", "gamma", expect!["[alpha beta]{gamma}"]);
    check("", "gamma", expect!["{gamma}"]);
    check("alpha", "", expect!["[alpha]"]);
    check("", "", expect![""]);
}

#[test]
fn two_passages_that_changed_alike_have_the_same_replacements() {
    let of = |words: &[(&str, &str)]| {
        let replacement = |&(gone, come): &(&str, &str)| Replacement {
            gone: gone.to_owned(),
            come: come.to_owned(),
        };
        words.iter().map(replacement).collect()
    };
    let krushchev = replacements("Krushchev's line", "Khrushchev's line");
    assert_eq!(krushchev, of(&[("Krushchev's", "Khrushchev's")]));
    // Once, however often.
    let twice = replacements("rnen and rnen", "men and men");
    assert_eq!(twice, of(&[("rnen", "men")]));
    assert_eq!(replacements("rnen", "men"), twice);
    assert_eq!(replacements("one two three", "one three"), of(&[("two", "")]));
    assert_eq!(replacements("the end", "the end indeed"), of(&[("", "indeed")]));
    // White space is no word.
    assert_eq!(replacements("one\ntwo  three", "one two three"), of(&[]));
}

/// More edits than anyone reads, found neither word by word nor in the square of the time.
#[test]
fn long_texts_with_nothing_in_common_are_told_apart_at_their_ends_alone() {
    let text = |word: &str| {
        let words: Vec<_> = (0..20_000).map(|n| format!("{word}{n}")).collect();
        format!("First {} last.", words.join(" "))
    };
    let (old, new) = (text("old"), text("new"));
    let pieces = differences(&old, &new);
    let [Piece::Same(first), Piece::Gone(gone), Piece::Come(come), Piece::Same(last)] = pieces[..]
    else {
        panic!("{} pieces", pieces.len())
    };
    assert_eq!((first, last), ("First ", " last."));
    assert_eq!(gone.len() + first.len() + last.len(), old.len());
    assert_eq!(come.len() + first.len() + last.len(), new.len());
}

/// The length of the longest common subsequence, as textbooks fill its table.
fn longest_common(old: &[char], new: &[char]) -> usize {
    let mut row = vec![0; new.len() + 1];
    for a in old {
        let mut diagonal = 0;
        for (index, b) in new.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if a == b { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    row[new.len()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// The pieces are both texts, whole and in order, and no two of a kind meet.
    #[test]
    fn the_pieces_make_up_both_texts(
        old in "([ab]|the|, | |\n|e\u{301}|👩‍👩‍👧|\\PC){0,24}",
        new in "([ab]|the|, | |\n|e\u{301}|👩‍👩‍👧|\\PC){0,24}",
    ) {
        let pieces = differences(&old, &new);
        let (mut from, mut to) = (String::new(), String::new());
        let mut before = None;
        for piece in &pieces {
            let (words, kind) = match piece {
                Piece::Same(words) => { from.push_str(words); to.push_str(words); (words, 0) }
                Piece::Gone(words) => { from.push_str(words); (words, 1) }
                Piece::Come(words) => { to.push_str(words); (words, 2) }
            };
            prop_assert!(!words.is_empty());
            prop_assert!(before != Some(kind) && (before, kind) != (Some(2), 1), "{pieces:?}");
            before = Some(kind);
        }
        prop_assert_eq!(from, old);
        prop_assert_eq!(to, new);
    }

    /// No shorter list of changes would do. Each of these signs is a word, and none is a space.
    #[test]
    fn no_more_is_marked_than_must_be(old in "[中国共产]{0,24}", new in "[中国共产]{0,24}") {
        let n_marked: usize = differences(&old, &new)
            .into_iter()
            .map(|piece| match piece {
                Piece::Same(_) => 0,
                Piece::Gone(words) | Piece::Come(words) => words.chars().count(),
            })
            .sum();
        let (old, new): (Vec<_>, Vec<_>) = (old.chars().collect(), new.chars().collect());
        prop_assert_eq!(n_marked, old.len() + new.len() - 2 * longest_common(&old, &new));
    }

    #[test]
    fn a_text_differs_from_itself_in_nothing(text in "\\PC{0,40}") {
        prop_assert!(differences(&text, &text).iter().all(|piece| matches!(piece, Piece::Same(_))));
        prop_assert!(replacements(&text, &text).is_empty());
    }
}

//! The states of a stored target, each with the change that leads to it.

use briefmark::annotation::{Anchor, Quote, Selector, Target, anchor, anchor_all, describe};
use briefmark::brief::Brief;
use briefmark::text::{CodePoint, Span};
use expect_test::{Expect, expect};
use serde_json::Map;

use super::{brief, nth, published};

/// A target with the selectors given, as another tool writes it.
fn foreign(selectors: Vec<Selector>) -> Target {
    Target { source: String::new(), selectors, citation: None, digest: None, extra: Map::new() }
}

fn quote(prefix: &str, exact: &str, suffix: &str) -> Selector {
    Selector::Quote(Quote {
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
    })
}

fn position(start: u32, end: u32) -> Selector {
    Selector::Position { start: CodePoint(start), end: CodePoint(end) }
}

/// Says where a target lies, with the words there.
fn check(brief: &Brief, target: &Target, expected: Expect) {
    let words = |span: &Span| format!("{}: {:?}\n", span.start.0, brief.text.slice(*span));
    let answer = match anchor(brief, target) {
        Anchor::Exact { span } => format!("exact {}", words(&span)),
        Anchor::Moved { span } => format!("moved {}", words(&span)),
        Anchor::Changed { span, similarity } => format!("changed {similarity:.2} {}", words(&span)),
        Anchor::Ambiguous { candidates } => {
            format!("ambiguous\n{}", candidates.iter().map(words).collect::<String>())
        }
        Anchor::Lost => "lost\n".to_owned(),
        Anchor::Whole => "whole\n".to_owned(),
    };
    expected.assert_eq(&answer);
}

const TEXT: &str = "The Presidium met on 17 June. The Central Committee met on 22 June.";

#[test]
fn a_target_without_selectors_is_the_whole_brief() {
    check(
        &brief(TEXT),
        &foreign(vec![]),
        expect![[r#"
        whole
    "#]],
    );
}

#[test]
fn a_target_of_selectors_that_nobody_here_understands_is_lost() {
    let other = Selector::Other(serde_json::json!({ "type": "SvgSelector" }));
    check(
        &brief(TEXT),
        &foreign(vec![other]),
        expect![[r#"
        lost
    "#]],
    );
}

#[test]
fn an_empty_quotation_without_a_position_is_lost() {
    check(
        &brief(TEXT),
        &foreign(vec![quote("The", " ", "Presidium")]),
        expect![[r#"
        lost
    "#]],
    );
}

#[test]
fn a_quotation_alone_is_found_where_it_stands_once() {
    check(
        &brief(TEXT),
        &foreign(vec![quote("", "Presidium", "")]),
        expect![[r#"
            moved 4: "Presidium"
        "#]],
    );
}

#[test]
fn a_quotation_alone_that_stands_twice_is_asked_about() {
    check(
        &brief(TEXT),
        &foreign(vec![quote("", "met on", "")]),
        expect![[r#"
        ambiguous
        14: "met on"
        52: "met on"
    "#]],
    );
}

#[test]
fn context_tells_which() {
    let target = foreign(vec![quote("The Central Committee ", "met on", " 22 June.")]);
    check(
        &brief(TEXT),
        &target,
        expect![[r#"
        moved 52: "met on"
    "#]],
    );
}

#[test]
fn a_position_alone_counts_only_in_the_text_that_it_was_counted_in() {
    let brief = brief(TEXT);
    let mut target = foreign(vec![position(4, 13)]);
    check(
        &brief,
        &target,
        expect![[r#"
        ambiguous
        4: "Presidium"
    "#]],
    );
    target.digest = Some("of another text".to_owned());
    check(
        &brief,
        &target,
        expect![[r#"
        ambiguous
        4: "Presidium"
    "#]],
    );
    target.digest = Some(brief.text.digest().to_owned());
    check(
        &brief,
        &target,
        expect![[r#"
        exact 4: "Presidium"
    "#]],
    );
}

#[test]
fn a_position_beyond_the_text_is_lost() {
    check(
        &brief(TEXT),
        &foreign(vec![position(4, 1_000_000)]),
        expect![[r#"
        lost
    "#]],
    );
    check(
        &brief(TEXT),
        &foreign(vec![position(9, 9)]),
        expect![[r#"
        lost
    "#]],
    );
}

/// Positions counted in UTF-16 units are two too high after two emoji.
#[test]
fn the_quotation_corrects_a_position_in_other_units() {
    let brief = brief("🚀🚀 The Presidium met on 17 June. The Presidium met again.");
    let target =
        foreign(vec![quote("🚀🚀 The ", "Presidium", " met on 17 June."), position(9, 18)]);
    check(
        &brief,
        &target,
        expect![[r#"
        moved 7: "Presidium"
    "#]],
    );
}

#[test]
fn white_space_soft_hyphens_and_spellings_of_an_accent_make_no_difference() {
    let brief = brief("The\u{a0}Polit\u{ad}buro\nin the cafe\u{301} of Łódź met.");
    let target = foreign(vec![quote("The ", "Politburo  in the\r\ncafé", " of")]);
    check(
        &brief,
        &target,
        expect![[r#"
        moved 4: "Polit\u{ad}buro\nin the cafe\u{301}"
    "#]],
    );
}

#[test]
fn quotation_marks_of_another_shape_are_a_change() {
    let brief = brief("He spoke of the \u{201c}Leningrad affair\u{201d} in 1949 and of Malenkov.");
    let target =
        foreign(vec![quote("He spoke of ", "the \"Leningrad affair\" in 1949", " and of")]);
    check(
        &brief,
        &target,
        expect![[r#"
        changed 0.93 12: "the “Leningrad affair” in 1949"
    "#]],
    );
}

#[test]
fn a_part_of_a_cluster_is_not_the_words_that_were_quoted() {
    let brief = brief("The family 👨‍👩‍👧 came.");
    check(
        &brief,
        &foreign(vec![quote("family ", "👩", " came")]),
        expect![[r#"
        lost
    "#]],
    );
}

#[test]
fn a_space_at_the_edge_belongs_to_either_side() {
    let target = foreign(vec![quote("The Central Committee", " met on ", "22 June.")]);
    check(
        &brief(TEXT),
        &target,
        expect![[r#"
        moved 52: "met on"
    "#]],
    );
}

/// The subject line of the published brief misspells the name; someone may correct it.
#[test]
fn a_corrected_name_is_proposed_and_not_taken() {
    let before = published();
    let line = describe(&before, nth(&before, "The Krushchev Purge", 1));
    let name = describe(&before, nth(&before, "Krushchev", 1));
    let after = brief(&before.text.as_str().replacen("Krushchev", "Khrushchev", 1));
    check(
        &after,
        &line,
        expect![[r#"
        changed 0.95 0: "The Khrushchev Purge"
    "#]],
    );
    check(
        &after,
        &name,
        expect![[r#"
        changed 0.90 4: "Khrushchev"
    "#]],
    );
}

const AFFAIR: &str = "Leningrad affair";

#[test]
fn the_fourth_of_the_same_words_is_the_fourth_still_when_the_first_is_gone() {
    let before = published();
    assert!(before.text.as_str().matches(AFFAIR).count() >= 4);
    let fourth = describe(&before, nth(&before, AFFAIR, 4));
    let text = before.text.as_str().replacen(AFFAIR, "", 1);
    let after = brief(&text);
    assert_eq!(anchor(&after, &fourth), Anchor::Moved { span: nth(&after, AFFAIR, 3).span() });
}

#[test]
fn the_fourth_of_the_same_words_is_asked_about_when_it_is_gone() {
    let before = published();
    let passage = nth(&before, AFFAIR, 4);
    let fourth = describe(&before, passage);
    let byte = before.text.byte(passage.start()).0;
    let (head, tail) = before.text.as_str().split_at(byte);
    let after = brief(&format!("{head}{}", tail.replacen(AFFAIR, "", 1)));
    let others: Vec<Span> = (1..=after.text.as_str().matches(AFFAIR).count())
        .map(|n| nth(&after, AFFAIR, n).span())
        .collect();
    assert_eq!(anchor(&after, &fourth), Anchor::Ambiguous { candidates: others });
}

/// In fifty copies of one text nothing but the position tells one place from the others.
#[test]
fn a_passage_of_one_copy_among_fifty_is_never_taken_for_another_copy_s() {
    let copy = "The Presidium met on 17 June and voted against Khrushchev by seven to four, which \
                he survived by calling the Central Committee to Moscow in military aircraft.";
    let text = [copy; 50].join("\n");
    let before = brief(&text);
    let passage = nth(&before, "seven to four", 17);
    let target = describe(&before, passage);
    assert_eq!(anchor(&before, &target), Anchor::Exact { span: passage.span() });
    let after = brief(&format!("Declassified.\n{text}"));
    match anchor(&after, &target) {
        Anchor::Ambiguous { candidates } => assert!(candidates.len() > 1),
        other => panic!("{other:?}"),
    }
}

/// A quotation as long as the text, or longer, costs no more than its length.
#[test]
fn a_text_that_repeats_one_letter_is_searched_in_linear_time() {
    let before = brief(&"a".repeat(40_000));
    let after = brief(&format!("b{}", "a".repeat(39_000)));
    let start = std::time::Instant::now();
    for length in [1, 100, 20_000] {
        let target = foreign(vec![quote("a", &"a".repeat(length), "a")]);
        assert!(matches!(anchor(&before, &target), Anchor::Ambiguous { .. }));
    }
    let target = foreign(vec![quote("", &"a".repeat(39_500), "")]);
    assert!(matches!(anchor(&after, &target), Anchor::Changed { .. }));
    assert!(start.elapsed().as_secs() < 60, "took {:?}", start.elapsed());
}

#[test]
fn many_targets_are_anchored_as_each_alone() {
    let before = published();
    let targets: Vec<Target> =
        (1..=20).map(|n| describe(&before, nth(&before, "Khrushchev", n))).collect();
    let after = brief(&before.text.as_str().replacen("Khrushchev's", "his", 9));
    let alone: Vec<Anchor> = targets.iter().map(|target| anchor(&after, target)).collect();
    assert_eq!(anchor_all(&after, &targets), alone);
}

/// All of a reader's work, in a text to whose beginning a line was added.
#[test]
fn a_thousand_targets_are_anchored_at_once() {
    let before = published();
    let words: Vec<_> = before
        .blocks
        .iter()
        .flat_map(|block| briefmark::text::words(&before.text, block.span))
        .take(1000)
        .collect();
    let targets: Vec<Target> = words.iter().map(|&word| describe(&before, word)).collect();
    let after = brief(&format!("Declassified in part.\n{}", before.text.as_str()));
    let anchors = anchor_all(&after, &targets);
    for (word, anchor) in words.iter().zip(anchors) {
        let Span { start, end } = word.span();
        assert_eq!(anchor, Anchor::Moved { span: Span::new(start.0 + 22, end.0 + 22) });
    }
}

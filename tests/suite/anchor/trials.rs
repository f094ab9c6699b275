//! The trials of anchoring on the published brief: each passage is described in the text as it is
//! and looked for in a text that someone has changed. The figures are the yardstick: a change in
//! the rule shows here what it gains and what it costs.

use briefmark::annotation::{Anchor, Anchors, Target, describe};
use briefmark::brief::{Brief, Kind};
use briefmark::text::{Passage, Span, code_points, sentences, words};
use expect_test::{Expect, expect};

use crate::told::tell;

/// How many phrases and how many words are tried.
const N_SPREAD: usize = 400;

/// The sentences of the brief, and as many phrases of two or three words and words, evenly spread.
fn samples(brief: &Brief) -> [(&'static str, Vec<Passage>); 3] {
    let mut all_sentences = Vec::new();
    let mut all_phrases = Vec::new();
    let mut all_words = Vec::new();
    for block in brief.blocks.iter().filter(|block| block.kind != Kind::Footnote) {
        all_sentences.extend(sentences(&brief.text, block.span));
        let words = words(&brief.text, block.span);
        for (index, first) in words.iter().enumerate() {
            let last = words.get(index + 1 + index % 2);
            let phrase = last.map(|last| Span { start: first.start(), end: last.end() });
            all_phrases.extend(phrase.and_then(|span| Passage::around(&brief.text, span)));
        }
        all_words.extend(words);
    }
    let spread = |passages: Vec<Passage>| -> Vec<Passage> {
        (0..N_SPREAD).map(|index| passages[index * passages.len() / N_SPREAD]).collect()
    };
    [("sentences", all_sentences), ("phrases", spread(all_phrases)), ("words", spread(all_words))]
}

/// A text after a change, and where the passage lies in it now, if it still does.
struct Changed {
    text: String,
    place: Option<Span>,
}

/// Replaces a stretch of a text that lies wholly before or wholly after a passage.
fn replace_beside(brief: &Brief, stretch: Span, with: &str, passage: Span) -> Changed {
    let text = &brief.text;
    let before = text.slice(Span::new(0, stretch.start.0));
    let after = text.slice(Span { start: stretch.end, end: text.len() });
    let (removed, added) = (stretch.len(), code_points(with));
    let place = if stretch.end <= passage.start {
        let start = passage.start.0 - removed + added;
        Span::new(start, start + passage.len())
    } else {
        passage
    };
    Changed { text: [before, with, after].concat(), place: Some(place) }
}

/// Replaces a stretch of a text inside a passage, or the passage.
fn replace_within(brief: &Brief, stretch: Span, with: &str, passage: Span) -> Changed {
    let mut changed = replace_beside(brief, stretch, with, Span::new(0, 0));
    let end = passage.end.0 - stretch.len() + code_points(with);
    changed.place = (stretch != passage).then(|| Span::new(passage.start.0, end));
    changed
}

/// The so many code points before a passage, without the space beside it.
fn up_to_its_space(passage: Span, n_code_points: u32) -> Span {
    let end = passage.start.0.saturating_sub(1);
    Span::new(end.saturating_sub(n_code_points), end)
}

#[derive(Default)]
struct Tally {
    exact: usize,
    moved: usize,
    changed: usize,
    changed_elsewhere: usize,
    ambiguous: usize,
    lost: usize,
    wrong: usize,
}

/// Describes each sample, changes the text, anchors, and counts the answers against the truth.
fn check(change: impl Fn(&Brief, Span) -> Changed, expected: Expect) {
    let brief = super::published();
    let mut figures = String::new();
    let mut n_wrong = 0;
    for (name, passages) in samples(&brief) {
        let mut tally = Tally::default();
        for &passage in &passages {
            let target: Target = describe(&brief, passage);
            let Changed { text, place } = change(&brief, passage.span());
            let changed = super::brief(&text);
            match Anchors::new(&changed).anchor(&target) {
                Anchor::Exact { span } if Some(span) == place => tally.exact += 1,
                Anchor::Moved { span } if Some(span) == place => tally.moved += 1,
                Anchor::Exact { .. } | Anchor::Moved { .. } => tally.wrong += 1,
                Anchor::Changed { span, .. } if Some(span) == place => tally.changed += 1,
                Anchor::Changed { .. } => tally.changed_elsewhere += 1,
                Anchor::Ambiguous { .. } => tally.ambiguous += 1,
                Anchor::Lost => tally.lost += 1,
                Anchor::Whole => panic!("a passage is not the whole brief"),
            }
        }
        n_wrong += tally.wrong;
        let counts = [
            ("exact", tally.exact),
            ("moved", tally.moved),
            ("changed", tally.changed),
            ("proposed elsewhere", tally.changed_elsewhere),
            ("ambiguous", tally.ambiguous),
            ("lost", tally.lost),
            ("wrong", tally.wrong),
        ];
        figures += &format!("{} {name}:", passages.len());
        for (state, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            figures += &format!(" {count} {state}");
        }
        figures.push('\n');
    }
    let test = std::thread::current();
    tell(&format!("{}:\n{figures}", test.name().unwrap_or_default()));
    assert_eq!(n_wrong, 0, "settled in a wrong place, in silence:\n{figures}");
    expected.assert_eq(&figures);
}

#[test]
fn a_deleted_passage_settles_nowhere() {
    check(
        |brief, passage| replace_within(brief, passage, "", passage),
        expect![[r#"
            154 sentences: 6 ambiguous 148 lost
            400 phrases: 86 ambiguous 314 lost
            400 words: 208 ambiguous 192 lost
        "#]],
    );
}

/// What was around it is rewritten too, so that no seam is left to see.
#[test]
fn a_deleted_passage_with_its_neighbour_words_settles_nowhere() {
    check(
        |brief, passage| {
            let start = passage.start.0.saturating_sub(8);
            let wider = Span::new(start, (passage.end.0 + 8).min(brief.text.len().0));
            replace_within(brief, wider, "", wider)
        },
        expect![[r#"
            154 sentences: 6 ambiguous 148 lost
            400 phrases: 86 ambiguous 314 lost
            400 words: 207 ambiguous 193 lost
        "#]],
    );
}

/// Not even the context is left.
#[test]
fn a_passage_deleted_with_its_paragraph_settles_nowhere() {
    check(
        |brief, passage| {
            let block = &brief.blocks[brief.block_at(passage.start).expect("it lies in a block")];
            replace_within(brief, block.span, "", block.span)
        },
        expect![[r#"
            154 sentences: 6 ambiguous 148 lost
            400 phrases: 76 ambiguous 324 lost
            400 words: 200 ambiguous 200 lost
        "#]],
    );
}

#[test]
fn what_moves_down_is_found() {
    let inserted = "As was said before, nothing here was known to the public. ".repeat(5);
    check(
        |brief, passage| replace_beside(brief, Span::new(0, 0), &inserted[..280], passage),
        expect![[r#"
            154 sentences: 154 moved
            400 phrases: 400 moved
            400 words: 400 moved
        "#]],
    );
}

#[test]
fn one_wrong_character_is_a_change() {
    check(
        |brief, passage| {
            let middle = passage.start.0 + passage.len() / 2;
            replace_within(brief, Span::new(middle, middle + 1), "#", passage)
        },
        expect![[r#"
            154 sentences: 152 changed 1 ambiguous 1 lost
            400 phrases: 373 changed 18 ambiguous 9 lost
            400 words: 99 changed 149 ambiguous 152 lost
        "#]],
    );
}

#[test]
fn a_wrong_first_or_last_character_leaves_the_edges_right() {
    check(
        |brief, passage| {
            let at =
                if passage.start.0.is_multiple_of(2) { passage.start.0 } else { passage.end.0 - 1 };
            replace_within(brief, Span::new(at, at + 1), "#", passage)
        },
        expect![[r#"
            154 sentences: 152 changed 1 ambiguous 1 lost
            400 phrases: 373 changed 18 ambiguous 9 lost
            400 words: 99 changed 149 ambiguous 152 lost
        "#]],
    );
}

#[test]
fn forty_rewritten_characters_before_it_do_not_matter() {
    check(
        |brief, passage| {
            let stretch = up_to_its_space(passage, 40);
            let with = "It is now held for certain that a matter";
            replace_beside(brief, stretch, &with[..stretch.len() as usize], passage)
        },
        expect![[r#"
            154 sentences: 154 exact
            400 phrases: 400 exact
            400 words: 400 exact
        "#]],
    );
}

#[test]
fn twenty_deleted_characters_before_it_are_asked_about_when_it_is_short() {
    check(
        |brief, passage| replace_beside(brief, up_to_its_space(passage, 20), "", passage),
        expect![[r#"
            154 sentences: 1 exact 144 moved 9 ambiguous
            400 phrases: 1 exact 14 moved 385 ambiguous
            400 words: 1 exact 273 ambiguous 126 lost
        "#]],
    );
}

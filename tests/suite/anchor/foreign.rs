//! Targets as other tools write them: with little context or none, with positions counted in other
//! units, with white space as their page had it, in texts that repeat themselves.

use briefmark::annotation::{Anchor, Quote, Selector, Target, anchor};
use briefmark::brief::Brief;
use briefmark::text::{CodePoint, Span};
use serde_json::Map;

use super::{brief, nth, published};

fn target(prefix: &str, exact: &str, suffix: &str, position: Option<(u32, u32)>) -> Target {
    let quote = |text: &str| text.to_owned();
    let quote = Quote { exact: quote(exact), prefix: quote(prefix), suffix: quote(suffix) };
    let mut selectors = vec![Selector::Quote(quote)];
    selectors.extend(
        position.map(|(start, end)| Selector::Position {
            start: CodePoint(start),
            end: CodePoint(end),
        }),
    );
    Target { source: String::new(), selectors, citation: None, digest: None, extra: Map::new() }
}

/// A passage with so many code points of context, and no position.
fn cut(brief: &Brief, span: Span, n_context: u32) -> Target {
    let text = &brief.text;
    let before = Span::new(span.start.0.saturating_sub(n_context), span.start.0);
    let after = Span::new(span.end.0, (span.end.0 + n_context).min(text.len().0));
    target(text.slice(before), text.slice(span), text.slice(after), None)
}

#[test]
fn ten_characters_of_context_are_enough_for_every_sentence_that_stands_once() {
    let brief = published();
    for block in &brief.blocks {
        for sentence in briefmark::text::sentences(&brief.text, block.span) {
            let words = brief.text.slice(sentence.span());
            let stands_once = brief.text.as_str().matches(words).count() == 1;
            if stands_once && words.len() >= 25 {
                let found = anchor(&brief, &cut(&brief, sentence.span(), 10));
                assert_eq!(found, Anchor::Moved { span: sentence.span() }, "{words}");
            }
        }
    }
}

/// A page breaks lines where it pleases, and its tool stores what it shows.
#[test]
fn the_white_space_of_another_page_makes_no_difference() {
    let brief = published();
    let passage = nth(&brief, "the anti-Party group", 2);
    let Target { selectors, .. } = cut(&brief, passage.span(), 32);
    let [Selector::Quote(quote)] = &selectors[..] else { panic!("a quotation alone") };
    let loose = |words: &str| words.replace(' ', "\n   ");
    let target = target(&loose(&quote.prefix), &loose(&quote.exact), &loose(&quote.suffix), None);
    assert_eq!(anchor(&brief, &target), Anchor::Moved { span: passage.span() });
}

/// UTF-16 units run ahead of code points after each emoji, here by more than a sentence.
#[test]
fn the_words_correct_a_position_that_was_counted_in_other_units() {
    let text = format!("{}\nThe Presidium met on 17 June 1957. It met again.", "🚀".repeat(50));
    let brief = brief(&text);
    let passage = nth(&brief, "on 17 June", 1);
    let utf16 = |place| brief.text.utf16(place).0;
    let position = Some((utf16(passage.start()), utf16(passage.end())));
    let target = target("The Presidium met ", "on 17 June", " 1957. It met", position);
    assert_eq!(anchor(&brief, &target), Anchor::Moved { span: passage.span() });
}

/// The sentence stands twice with the same words around it but for one; in the one that was meant a
/// letter was misread.
#[test]
fn an_intact_copy_does_not_beat_the_right_place_where_a_letter_was_misread() {
    let brief = brief(
        "In 1953 the Presidium removed Beria and the army took the ministry over by night.\n\
        In 1957 the Central Committee removed 8eria and the army took the country over by day.\n\
        Nobody else was there to say so.",
    );
    let target =
        target("the Central Committee ", "removed Beria and", " the army took the country", None);
    let span = nth(&brief, "removed 8eria and", 1).span();
    let similarity = 1.0 - 1.0 / 17.0;
    assert_eq!(anchor(&brief, &target), Anchor::Changed { span, similarity });
}

/// All was stored as it stands there, but what was meant may be the other, misread.
#[test]
fn of_two_places_that_a_letter_tells_apart_one_is_proposed_and_none_taken() {
    let text = "On 4 May the Presidium met and voted on the matter, which nobody had expected of it.\n\
        On 4 May the Presidium met and votod on the matter, which nobody had expected of it.";
    let brief = brief(text);
    let passage = nth(&brief, "voted on", 1);
    let target = cut(&brief, passage.span(), 24);
    assert_eq!(anchor(&brief, &target), Anchor::Changed { span: passage.span(), similarity: 1.0 });
}

#[test]
fn more_places_than_a_reader_can_pick_from_are_not_all_listed() {
    let brief = brief(&"The Presidium met. ".repeat(500));
    match anchor(&brief, &target("", "Presidium", "", None)) {
        Anchor::Ambiguous { candidates } => assert_eq!(candidates.len(), 64),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        anchor(&brief, &target("he said that the ", "Presidium", " sat", None)),
        Anchor::Lost
    );
}

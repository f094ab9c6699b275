//! What is described is found again; what cannot be found is said, and never guessed.

mod chance;
mod command;
mod foreign;
mod noise;
mod printed;
mod states;
mod trials;
mod volume;
mod yardsticks;

use briefmark::annotation::{Anchor, Quote, Selector, Target, anchor, describe};
use briefmark::brief::{Block, Brief, Kind, Meta, Page, Part, PartKind};
use briefmark::text::{self, CodePoint, Passage, ReadingText, Span, code_points};
use proptest::prelude::*;

/// A brief of one page whose reading text is the one given: each line a paragraph.
pub(crate) fn brief(text: &str) -> Brief {
    let mut start = 0;
    let mut blocks = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let span = Span::new(start, start + code_points(line));
        start = span.end.0 + 1;
        blocks.push(Block {
            id: number.to_string(),
            kind: Kind::Paragraph,
            part: 0,
            label: None,
            citation: format!("¶{number}"),
            span,
            page: 1,
            turns: Vec::new(),
            runs: Vec::new(),
            references: Vec::new(),
            referred_by: Vec::new(),
            lines: (number, number),
        });
    }
    Brief {
        id: "urn:briefmark:test".to_owned(),
        meta: Meta::default(),
        parts: vec![Part { kind: PartKind::Main, name: String::new() }],
        pages: vec![Page { number: 1, ..Page::default() }],
        blocks,
        redactions: Vec::new(),
        codes: Vec::new(),
        text: ReadingText::new(text.to_owned()),
    }
}

/// The brief that the project publishes.
pub(crate) fn published() -> Brief {
    let source = include_str!("../../briefs/khrushchev-purge-1957.md");
    briefmark::brief::parse(source, "khrushchev-purge-1957.md").0
}

/// The passage that a span comes to, which must be one.
fn passage(brief: &Brief, span: Span) -> Passage {
    Passage::around(&brief.text, span).expect("a test asks for a passage that holds something")
}

/// Where the n-th occurrence of some words lies, counted from 1.
fn nth(brief: &Brief, words: &str, n: usize) -> Passage {
    let text = brief.text.as_str();
    let (byte, _) = text.match_indices(words).nth(n - 1).expect("the words stand so often");
    let start = code_points(&text[..byte]);
    passage(brief, Span::new(start, start + code_points(words)))
}

fn quote_of(target: &Target) -> &Quote {
    let [Selector::Quote(quote), Selector::Position { .. }] = &target.selectors[..] else {
        panic!("{:?} is not a quote and a position", target.selectors)
    };
    quote
}

/// A text of many scripts: emoji families, combining accents, Cyrillic, Hebrew, Devanagari, Hangul
/// in pieces, ideographs without spaces, soft hyphens, wide spaces, and a carriage return that a
/// parser would not have left.
const SCRIPTS: &str = "The family 👨‍👩‍👧‍👦 and 👩🏽‍🚀 flew 🇺🇳🇷🇺.\n\
    Cafe\u{301} and café are naïve, nai\u{308}ve; A\u{30a}ngstro\u{308}m Å \u{212b}.\n\
    Хрущёв и Хрущё\u{301}в: «Ленинградское дело».\n\
    שָׁלוֹם עולם \u{200f}1957\u{200f}.\n\
    क्षत्रिय हिन्दी \u{1112}\u{1161}\u{11ab}글 中国共产党中央委员会政治局\n\
    co\u{ad}oper\u{ad}ation\u{a0}\u{2003}with \r\nspace \u{ad}";

#[test]
fn anchor_undoes_describe_for_every_passage_edge() {
    let brief = brief(SCRIPTS);
    let length = brief.text.len().0;
    let mut n_passages = 0;
    for start in 0..length {
        for end in start + 1..=length {
            let Some(passage) = Passage::around(&brief.text, Span::new(start, end)) else {
                continue;
            };
            let target = describe(&brief, passage);
            assert_eq!(anchor(&brief, &target), Anchor::Exact { span: passage.span() });
            n_passages += 1;
        }
    }
    assert!(n_passages > 20_000, "only {n_passages} passages");
}

/// The words and their surroundings are enough where the name of the text is not known.
#[test]
fn a_passage_is_found_without_the_digest() {
    let brief = brief(SCRIPTS);
    let length = brief.text.len().0;
    for start in 0..length {
        for end in (start + 1..=length).step_by(7) {
            let Some(passage) = Passage::around(&brief.text, Span::new(start, end)) else {
                continue;
            };
            let target = Target { digest: None, ..describe(&brief, passage) };
            let span = passage.span();
            // Soft hyphens alone have nothing to be compared by.
            if brief.text.slice(span) != "\u{ad}" {
                assert_eq!(anchor(&brief, &target), Anchor::Exact { span });
            }
        }
    }
}

#[test]
fn anchor_undoes_describe_for_every_sentence_and_word_of_the_brief() {
    let brief = published();
    for block in &brief.blocks {
        let words = text::words(&brief.text, block.span);
        for passage in text::sentences(&brief.text, block.span).into_iter().chain(words) {
            let target = describe(&brief, passage);
            assert_eq!(anchor(&brief, &target), Anchor::Exact { span: passage.span() });
            assert_eq!(Target::from_json(target.to_json()), target);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn anchor_undoes_describe(text in "\\PC{0,80}(\n(a|an the|e\u{301}|Å|🇷🇺|\\PC){0,40}){0,4}", start: u16, end: u16) {
        let brief = brief(&text);
        let length = brief.text.len().0 + 1;
        let (start, end) = (u32::from(start) % length, u32::from(end) % length);
        if let Some(passage) = Passage::around(&brief.text, Span::new(start.min(end), start.max(end))) {
            let target = describe(&brief, passage);
            prop_assert_eq!(anchor(&brief, &target), Anchor::Exact { span: passage.span() });
        }
    }

    /// No other place has the same words in the same surroundings, where the text has enough of them
    /// to tell by.
    #[test]
    fn a_quotation_tells_its_place_from_every_other(
        text in "((ab|ba|aab|b) ){20,160}", start: u16, length in 0_u32..60,
    ) {
        let brief = brief(&text);
        let n_letters = brief.text.len().0;
        let start = u32::from(start) % n_letters;
        let end = (start + 1 + length).min(n_letters);
        let Some(passage) = Passage::around(&brief.text, Span::new(start, end)) else { return Ok(()) };
        let target = describe(&brief, passage);
        let Some(Selector::Quote(quote)) = target.selectors.first() else { panic!("{target:?}") };
        let words = format!("{}{}{}", quote.prefix, quote.exact, quote.suffix);
        let string = brief.text.as_str();
        let n_places = (0..string.len()).filter(|at| string[*at..].starts_with(&words)).count();
        prop_assert!(n_places > 0);
        if n_places > 1 {
            // A word more would be more than 200 letters, or there is none.
            let span = passage.span();
            let (before, after) = (code_points(&quote.prefix), code_points(&quote.suffix));
            prop_assert!(before > 190 || before == span.start.0, "{words}");
            prop_assert!(after > 190 || span.end.0 + after == n_letters, "{words}");
        }
    }

    /// Whatever a file says, an anchor lies in the text, or nowhere.
    #[test]
    fn an_anchor_lies_in_the_text(
        exact in "\\PC{0,12}", prefix in "\\PC{0,6}", suffix in "[a-e ]{0,9}", start: u8, end: u32,
    ) {
        let brief = brief(SCRIPTS);
        let target = Target {
            source: String::new(),
            selectors: vec![
                Selector::Quote(Quote { exact, prefix, suffix }),
                Selector::Position { start: CodePoint(u32::from(start)), end: CodePoint(end) },
            ],
            citation: None,
            digest: Some(String::new()),
            extra: serde_json::Map::new(),
        };
        let spans = match anchor(&brief, &target) {
            Anchor::Exact { span } | Anchor::Moved { span } | Anchor::Changed { span, .. } => vec![span],
            Anchor::Ambiguous { candidates } => candidates,
            Anchor::Lost => vec![],
            Anchor::Whole => panic!("a target with selectors is not the whole brief"),
        };
        for span in spans {
            prop_assert_eq!(passage(&brief, span).span(), span);
        }
    }
}

#[test]
fn the_context_holds_thirty_two_code_points_and_no_half_word() {
    let brief = brief(&"The Presidium of the Central Committee met. ".repeat(40));
    let target = describe(&brief, nth(&brief, "Central", 20));
    let quote = quote_of(&target);
    assert_eq!(quote.exact, "Central");
    // Every fortieth sentence is the same, so the context has grown to the most it may have.
    assert_eq!((code_points(&quote.prefix), code_points(&quote.suffix)), (200, 200));

    let unique = self::brief(
        "In retrospect Khrushchev's action pattern since the death of Stalin \
        may be divided into several phases, each of them marked by an emphasis of its own.",
    );
    let target = describe(&unique, nth(&unique, "Stalin", 1));
    let quote = quote_of(&target);
    assert_eq!(quote.prefix, "action pattern since the death of ");
    assert_eq!(quote.suffix, " may be divided into several phases");
    assert_eq!(target.citation.as_deref(), Some("¶1, p. 1"));
    assert_eq!(target.digest.as_deref(), Some(unique.text.digest()));
}

#[test]
fn the_context_grows_until_the_quotation_is_alone() {
    let sentence = "The members of the Presidium who voted against him were removed from it. ";
    let text = format!("Early. {sentence}{sentence}{sentence}Late.");
    let brief = brief(&text);
    for n in 1..=3 {
        let target = describe(&brief, nth(&brief, "voted", n));
        let Quote { exact, prefix, suffix } = quote_of(&target);
        assert_eq!(text.matches(&format!("{prefix}{exact}{suffix}")).count(), 1);
        assert!(code_points(prefix) <= 200 && code_points(suffix) <= 200);
    }
}

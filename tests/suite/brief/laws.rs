//! Laws of reading, over documents made by chance.

use briefmark::brief;
use proptest::prelude::*;

use super::{assert_sound, read};

/// One paragraph of a made document: its words, and where pages turn between them.
#[derive(Clone, Debug)]
struct Paragraph {
    words: Vec<String>,
    turns: Vec<usize>,
    items: Vec<Vec<String>>,
}

fn words(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    // Words that are neither labels nor markings nor months nor abbreviations.
    prop::collection::vec(
        "[b-z][aeiou][b-z]{2,6}|\u{5e9}[\u{5d0}-\u{5ea}]{3,5}|e\u{301}t[a-z]{3}|\u{1f9ed}",
        length,
    )
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let turns = prop::collection::vec(1_usize..12, 0..2);
    (words(2..14), turns, prop::collection::vec(words(1..6), 0..4)).prop_map(
        |(words, mut turns, items)| {
            turns.retain(|&turn| turn < words.len());
            turns.truncate(1);
            Paragraph { words, turns, items }
        },
    )
}

/// Writes the document as a typescript, with markings of one spelling, lines of one width and one
/// line end.
fn typescript(paragraphs: &[Paragraph], marking: &str, width: usize, line_end: &str) -> String {
    let turn = format!("\n\n25X1\n\n{marking}\n\n- 7 -\n\n{marking}\n\n");
    let mut source = format!("{marking}\n\n");
    for (paragraph, number) in paragraphs.iter().zip(1..) {
        source.push_str(&format!("{number}."));
        let mut column = 3;
        for (index, word) in paragraph.words.iter().enumerate() {
            if index > 0 && paragraph.turns.contains(&index) {
                source.push_str(&turn);
                column = 0;
            } else if column > width {
                source.push('\n');
                column = 0;
            } else {
                source.push(' ');
            }
            column += word.len();
            source.push_str(word);
        }
        source.push_str(".\n\n");
        for (item, letter) in paragraph.items.iter().zip('a'..) {
            source.push_str(&format!("{letter}. {};\n", item.join("   ")));
        }
        source.push('\n');
    }
    source.push_str(marking);
    source.replace('\n', line_end)
}

/// A gap without brackets begins after the one that stands before it.
#[test]
fn gaps_that_touch_do_not_reach_into_one_another() {
    for source in [
        "25X1[REDACTED]line(s) not declassified",
        "1. Two lines not declassified 3 lines not declassified[DELETED]2 lines not declassified",
        "5█ lines not declassified not declassified",
    ] {
        assert_sound(&brief::parse(source, "any").0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every word is reading text once and in order; labels and furniture are not.
    #[test]
    fn no_word_is_lost_doubled_or_moved(
        paragraphs in prop::collection::vec(paragraph(), 1..8),
        marking in prop::sample::select(vec!["SECRET", "~~S-E-C-R-E-T~~", "**TOP SECRET//NOFORN**", "C O N F I D E N T I A L"]),
        width in 10_usize..90,
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let source = typescript(&paragraphs, marking, width, line_end);
        let (brief, findings) = read(&source, "made.md");
        assert_sound(&brief);
        let (mut expected, mut ids) = (Vec::new(), Vec::new());
        for (paragraph, number) in paragraphs.iter().zip(1..) {
            expected.push(format!("{}.", paragraph.words.join(" ")));
            ids.push(number.to_string());
            for (item, letter) in paragraph.items.iter().zip('a'..) {
                expected.push(format!("{};", item.join(" ")));
                ids.push(format!("{number}.{letter}"));
            }
        }
        prop_assert_eq!(brief.text.as_str(), expected.join("\n"));
        prop_assert_eq!(brief.blocks.iter().map(|block| block.id.clone()).collect::<Vec<_>>(), ids);
        let n_turns = paragraphs.iter().map(|paragraph| paragraph.turns.len()).sum::<usize>();
        prop_assert_eq!(brief.pages.len(), 1 + n_turns);
        prop_assert!(brief.pages.iter().all(|page| page.head.is_some() && page.foot.is_some()));
        prop_assert_eq!(brief.codes.len(), n_turns);
        prop_assert_eq!(findings, vec![]);
    }

    /// Reading never fails, and whatever comes out is sound.
    #[test]
    fn any_text_is_read(source in "(?s).{0,400}") {
        assert_sound(&brief::parse(&source, "any").0);
    }

    /// The same for texts of the signs that mean something.
    #[test]
    fn any_typescript_is_read(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "\n", "\n\n", " ", "SECRET", "~~", "**", "*", "\\*", "1. ", "2. ", "a. ", "i. ", "(1) ", "- ",
                "\u{c}", "[REDACTED]", "█", "25X1", "(b)(1)", "---", "=", "# ", "> ", "\"", "word", "Word. ",
                "TITLE", "ENCLOSURE", "SUBJECT: ", "[^1]", "[^1]: ", "1/ ", "†", "17, 18 and 19 June", "1956",
                "not declassified", "line(s) ", "\n> ", ">", "&nbsp;", "<b>", "\u{301}", "- 3 -", "(see above)", "Pravda",
                "\r", "\\", "`", "_", "•", "NOTES", "A. ", "II. ", "Approved For Release ", "CIA-RDP7 ",
            ]),
            0..60,
        )
    ) {
        let source = pieces.concat();
        let (brief, _) = brief::parse(&source, "any");
        assert_sound(&brief);
        prop_assert_eq!(brief::parse(&source, "any").0, brief);
    }

    /// Bytes of any kind are text of some kind.
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (text, findings) = brief::decode(&bytes);
        prop_assert_eq!(findings.is_empty(), std::str::from_utf8(&bytes).is_ok() || text.chars().all(|sign| sign != '\u{fffd}') && bytes.len() > 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")));
    }
}

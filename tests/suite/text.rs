//! The text: three units of length, passages, sentences and words.

mod normal;

use briefmark::text::{
    Byte, CodePoint, Passage, ReadingText, Span, Utf16, code_points, sentences, sha256, words,
};
use proptest::prelude::*;

/// Emoji families, combining accents, Cyrillic, Hebrew, CRLF, and lengths around the table's steps.
fn samples() -> Vec<String> {
    let varied = "Семья 👨‍👩‍👧‍👦 e\u{301}te\u{301} שָׁלוֹם\r\n𐍈 naïve 🇫🇷 ক্ষি ";
    let mut samples: Vec<String> =
        [varied, "", "plain ASCII", "é", "👨‍👩‍👧‍👦", "\r\n", "\u{301}"].map(str::to_owned).into();
    samples.push(varied.repeat(40));
    for length in [127, 128, 129, 255, 256, 257] {
        samples.push("a".repeat(length));
        samples.push("ж".repeat(length));
        samples.push("𐍈".repeat(length));
        samples.push(format!("{}𐍈", "a".repeat(length - 1)));
    }
    samples
}

fn assert_units(sample: &str) {
    let text = ReadingText::new(sample.to_owned());
    assert_eq!(text.len(), CodePoint(code_points(sample)));
    let mut utf16 = 0;
    for (index, (byte, character)) in (0..).zip(sample.char_indices()) {
        let place = CodePoint(index);
        assert_eq!(text.byte(place), Byte(byte));
        assert_eq!(text.utf16(place), Utf16(utf16));
        let n_units = u32::from(character.len_utf16() == 2) + 1;
        for inside in 0..character.len_utf8() {
            assert_eq!(text.code_point(Byte(byte + inside)), place);
        }
        for inside in 0..n_units {
            assert_eq!(text.code_point_of_utf16(Utf16(utf16 + inside)), place);
        }
        utf16 += n_units;
    }
    let end = text.len();
    assert_eq!((text.byte(end), text.utf16(end)), (Byte(sample.len()), Utf16(utf16)));
    // Beyond the end is the end.
    assert_eq!(text.byte(CodePoint(end.0 + 9)), Byte(sample.len()));
    assert_eq!(text.utf16(CodePoint(end.0 + 9)), Utf16(utf16));
    assert_eq!(text.code_point(Byte(sample.len() + 9)), end);
    assert_eq!(text.code_point_of_utf16(Utf16(utf16 + 9)), end);
    assert_eq!(text.slice(text.span()), sample);
}

/// From the DOM's units to code points and back is the identity at every boundary.
#[test]
fn units_convert_there_and_back() {
    for sample in samples() {
        assert_units(&sample);
    }
}

#[test]
fn a_text_is_named_by_its_content() {
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(ReadingText::new("abc".to_owned()).digest(), digest);
    assert_eq!(sha256("abc"), digest);
}

fn around(text: &str, start: u32, end: u32) -> Option<String> {
    let text = ReadingText::new(text.to_owned());
    Passage::around(&text, Span::new(start, end))
        .map(|passage| text.slice(passage.span()).to_owned())
}

#[test]
fn a_passage_splits_no_character_that_a_reader_sees() {
    assert_eq!(around("a👨‍👩‍👧‍👦b", 2, 3).as_deref(), Some("👨‍👩‍👧‍👦"));
    assert_eq!(around("xe\u{301}y", 2, 3).as_deref(), Some("e\u{301}"));
    assert_eq!(around("xe\u{301}y", 0, 2).as_deref(), Some("xe\u{301}"));
    assert_eq!(around("🇫🇷🇩🇪", 1, 2).as_deref(), Some("🇫🇷"));
    assert_eq!(around("שָׁלוֹם", 1, 2).as_deref(), Some("שָׁ"));
}

#[test]
fn a_passage_has_no_white_space_at_its_edges_and_is_never_empty() {
    assert_eq!(around("one  two\nthree", 3, 9).as_deref(), Some("two"));
    assert_eq!(around("one\r\ntwo", 3, 8).as_deref(), Some("two"));
    assert_eq!(around("one  two", 3, 5), None);
    assert_eq!(around("one", 1, 1), None);
    assert_eq!(around("one", 7, 9), None);
    assert_eq!(around("", 0, 1), None);
}

fn split(text: &str, split: fn(&ReadingText, Span) -> Vec<Passage>) -> Vec<String> {
    let text = ReadingText::new(text.to_owned());
    split(&text, text.span()).iter().map(|passage| text.slice(passage.span()).to_owned()).collect()
}

#[test]
fn sentences_end_where_they_end() {
    assert_eq!(
        split("He left. Dr. Petrov stayed! \"So it is.\" E. Howard came, i.e., late.", sentences),
        ["He left.", "Dr. Petrov stayed!", "\"So it is.\"", "E. Howard came, i.e., late."],
    );
    assert_eq!(split("Dr.", sentences), ["Dr."]);
    assert_eq!(split("  ", sentences), [] as [&str; 0]);
}

#[test]
fn words_leave_out_punctuation() {
    assert_eq!(split("Khrushchev's \"purge\"--1957!", words), ["Khrushchev's", "purge", "1957"]);
}

#[test]
fn spans_overlap_only_where_they_share_something() {
    assert_eq!(Span::new(0, 3).overlap(Span::new(2, 5)), Some(Span::new(2, 3)));
    assert_eq!(Span::new(0, 3).overlap(Span::new(3, 5)), None);
    assert_eq!(Span::new(5, 3).len(), 0);
    assert!(Span::new(1, 2).contains(CodePoint(1)) && !Span::new(1, 2).contains(CodePoint(2)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_convert_in_any_text(sample in "(?s).{0,300}") {
        assert_units(&sample);
    }

    /// A passage lies at the edges of visible characters, and making it again changes nothing.
    #[test]
    fn a_passage_is_its_own_passage(sample in "[a e\u{301}👨\u{200d}👩ש\r\n]{0,40}", start in 0_u32..40, length in 0_u32..40) {
        let text = ReadingText::new(sample);
        if let Some(passage) = Passage::around(&text, Span::new(start, start + length)) {
            let words = text.slice(passage.span());
            prop_assert!(!words.is_empty() && words.trim() == words);
            prop_assert_eq!(Passage::around(&text, passage.span()), Some(passage));
        }
    }

    /// Sentences and words come in order and never overlap.
    #[test]
    fn sentences_and_words_are_disjoint(sample in "[A-Za-z .!?\"\u{301}Ж]{0,80}") {
        let text = ReadingText::new(sample);
        for passages in [sentences(&text, text.span()), words(&text, text.span())] {
            prop_assert!(passages.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        }
    }
}

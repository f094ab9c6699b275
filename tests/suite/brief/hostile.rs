//! Files that nobody meant to be read: bytes of no encoding, and strings that break programs.

use std::collections::BTreeMap;

use briefmark::brief::{self, Brief, FindingKind};
use briefmark::text::{CodePoint, Span};

use super::assert_sound;
use crate::told::suites;

/// A megabyte of words, of which every seventh has a byte that is no UTF-8, with 448 form feeds.
fn bad_megabyte() -> (Vec<u8>, usize) {
    const N_PAGES: usize = 449;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut bytes = Vec::new();
    let mut n_bad = 0;
    for page in 0..N_PAGES {
        if page > 0 {
            bytes.extend(b"\n\x0c\n");
        }
        while bytes.len() < (page + 1) * 1_000_000 / N_PAGES {
            let word: Vec<u8> = (0..3 + next(7))
                .map(|_| b'b' + u8::try_from(next(20)).expect("it is a small number"))
                .collect();
            bytes.extend(&word);
            if next(7) == 0 {
                // No two stand together, so none makes a character with the next.
                bytes.push(0xc0 + u8::try_from(next(0x40)).expect("it is a small number"));
                n_bad += 1;
            }
            bytes.extend(if next(60) == 0 {
                &b".\n\n"[..]
            } else if next(12) == 0 {
                b"\n"
            } else {
                b" "
            });
        }
    }
    (bytes, n_bad)
}

#[test]
fn a_megabyte_of_bad_utf_8_opens_and_says_what_was_done() {
    let (bytes, n_bad) = bad_megabyte();
    assert!(
        bytes.iter().filter(|&&byte| byte == 0x0c).count() == 448
            && std::str::from_utf8(&bytes).is_err()
    );
    let (source, findings) = brief::decode(&bytes);
    let [finding] = findings.as_slice() else { panic!("one finding for all of it: {findings:?}") };
    assert_eq!((finding.kind, finding.line), (FindingKind::Encoding, Some(1)));
    assert!(
        finding.message.contains(&format!("{n_bad} of its bytes were read as Windows-1252")),
        "{}",
        finding.message
    );
    let (brief, _) = brief::parse(&source, "bad.txt");
    assert_sound(&brief);
    assert_eq!(brief.pages.len(), 449);
    assert!(
        source.split_whitespace().eq(brief.text.as_str().split_whitespace()),
        "no word is lost, doubled or moved"
    );
    assert_units_agree(&brief);
}

/// Code points, bytes and UTF-16 units say the same of each place, forth and back.
fn assert_units_agree(brief: &Brief) {
    let text = &brief.text;
    let (mut utf16, mut n) = (0, 0);
    for (byte, sign) in text.as_str().char_indices() {
        let place = CodePoint(n);
        assert_eq!((text.byte(place).0, text.utf16(place).0), (byte, utf16));
        for inside in 0..sign.len_utf8() {
            assert_eq!(text.code_point(briefmark::text::Byte(byte + inside)), place);
        }
        for inside in 0..sign.len_utf16() {
            let unit = utf16 + u32::try_from(inside).expect("it is a small number");
            assert_eq!(text.code_point_of_utf16(briefmark::text::Utf16(unit)), place);
        }
        utf16 += u32::try_from(sign.len_utf16()).expect("it is a small number");
        n += 1;
    }
    assert_eq!((text.len(), text.utf16(text.len()).0), (CodePoint(n), utf16));
    assert_eq!(text.byte(CodePoint(n)).0, text.as_str().len());
}

/// How often each letter and figure stands in some text.
fn letters<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    let signs = texts.into_iter().flat_map(str::chars).filter(|sign| sign.is_alphanumeric());
    signs.for_each(|sign| *counts.entry(sign).or_default() += 1);
    counts
}

/// Strings that break programs, as the text of a document: each is read, no letter of it is lost, and
/// what stands around it stays where it is.
#[test]
fn naughty_strings_are_text_like_any_other() {
    let Some(suites) = suites("naughty strings as text") else { return };
    let path = suites.join("naughty-strings/blns.json");
    let strings: Vec<String> = serde_json::from_str(
        &std::fs::read_to_string(path).expect("the suite is as it was published"),
    )
    .expect("the suite is as it was published");
    assert!(strings.len() > 400);
    for string in &strings {
        let source = format!("The words before it.\n\n{string}\n\nThe words after it.\n");
        let (brief, _) = brief::parse(&source, "naughty.md");
        assert_sound(&brief);
        assert_units_agree(&brief);
        let text = brief.text.as_str();
        assert!(
            text.starts_with("The words before it.") && text.contains("The words after it."),
            "{string:?}"
        );
        for block in &brief.blocks {
            assert_eq!(
                brief.block_at(block.span.start).map(|index| &brief.blocks[index].id),
                Some(&block.id)
            );
            assert!(
                brief.passage(Span { start: block.span.start, end: block.span.end }).is_some(),
                "{string:?}"
            );
        }
        // A character reference is written with other letters than it means.
        if !string.contains("&#") {
            let printed = brief.blocks.iter().flat_map(|block| {
                let marks = block.references.iter().map(|reference| reference.mark.as_str());
                marks.chain(block.label.as_deref()).chain([brief.text_of(block)])
            });
            assert_eq!(letters([source.as_str()]), letters(printed), "{string:?}");
        }
    }
}

//! Composed forms: our packed table against unicode-normalization, over all of Unicode.

use std::collections::BTreeMap;
use std::path::Path;

use briefmark::text::compose;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

fn composed(text: &str) -> String {
    let mut composed = String::new();
    compose(text, |sign| composed.push(sign));
    composed
}

/// The table as `text::compose` unpacks it.
fn packed() -> Vec<u8> {
    fn number(packed: &mut Vec<u8>, mut value: u32) {
        while value >= 0x80 {
            packed.push(u8::try_from(value & 0x7f).expect("it is a small number") | 0x80);
            value >>= 7;
        }
        packed.push(u8::try_from(value).expect("it is a small number"));
    }
    fn near(packed: &mut Vec<u8>, value: u32, last: &mut u32) {
        let difference = i64::from(value) - i64::from(*last);
        let folded = if difference < 0 { -2 * difference - 1 } else { 2 * difference };
        number(packed, u32::try_from(folded).expect("it is a small number"));
        *last = value;
    }
    let joined = unicode_normalization::char::compose;
    let mut wholes: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for sign in '\0'..=char::MAX {
        let mut whole = Vec::new();
        decompose_canonical(sign, |part| whole.push(part));
        if whole != [sign] && !('\u{ac00}'..='\u{d7a3}').contains(&sign) {
            wholes.insert(sign, whole);
        }
    }
    let mut packed = Vec::new();
    number(&mut packed, u32::try_from(wholes.len()).expect("it is a small number"));
    let (mut last, mut last_first, mut last_second) = (0, 0, 0);
    for (&sign, whole) in &wholes {
        let (second, head) = match whole.as_slice() {
            [_] => (None, whole.as_slice()),
            [head @ .., second] => (Some(*second), head),
            [] => unreachable!("a character is made of something"),
        };
        // One that is joined before one that is not: only it can be joined further.
        let first = match head {
            [only] => *only,
            _ => {
                let same = wholes.iter().filter(|(_, whole)| whole.as_slice() == head);
                let same: Vec<char> = same.map(|(&first, _)| first).collect();
                let joins = |&first: &char| second.and_then(|it| joined(first, it)) == Some(sign);
                let first = same.iter().copied().find(joins).or(same.first().copied());
                first.expect("its beginning is a character")
            }
        };
        let joins = second.is_some_and(|second| joined(first, second) == Some(sign));
        let flags = u32::from(second.is_some()) + 2 * u32::from(joins);
        number(&mut packed, (u32::from(sign) - last) * 4 + flags);
        last = u32::from(sign);
        near(&mut packed, u32::from(first), &mut last_first);
        if let Some(second) = second {
            near(&mut packed, u32::from(second), &mut last_second);
        }
    }
    let mut classes: Vec<(u32, u32, u8)> = Vec::new();
    for sign in '\0'..=char::MAX {
        let (place, class) = (u32::from(sign), canonical_combining_class(sign));
        match classes.last_mut() {
            _ if class == 0 => {}
            Some((_, last, same)) if *last + 1 == place && *same == class => *last = place,
            _ => classes.push((place, place, class)),
        }
    }
    number(&mut packed, u32::try_from(classes.len()).expect("it is a small number"));
    let mut next = 0;
    for (first, last, class) in classes {
        number(&mut packed, first - next);
        number(&mut packed, last - first);
        number(&mut packed, u32::from(class));
        next = last + 1;
    }
    packed
}

/// The table in the tree is the one that is made here; `UPDATE_TABLES=1` writes it.
#[test]
fn the_packed_table_is_of_this_unicode() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("document/src/text/normal/canonical.bin");
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&path, packed()).expect("the tree can be written");
    }
    assert!(
        std::fs::read(&path).expect("the table is in the tree") == packed(),
        "run this test with UPDATE_TABLES=1"
    );
}

#[test]
fn every_character_has_its_composed_form() {
    for sign in '\0'..=char::MAX {
        let mut whole = String::new();
        decompose_canonical(sign, |part| whole.push(part));
        let expected: String = std::iter::once(sign).nfc().collect();
        assert_eq!(composed(&sign.to_string()), expected, "{sign:?}");
        assert_eq!(composed(&whole), expected, "{sign:?}, decomposed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Letters, marks of many classes in any order, and parts of syllables.
    #[test]
    fn unicode_normalization_says_the_same(
        text in "[a-eA-EsS\u{c0}-\u{17f}\u{1e00}-\u{1eff}\u{300}-\u{362}\u{323}\u{328}\u{391}-\u{3c9}\u{1f00}-\u{1fff}\u{5d0}-\u{5ea}\u{5b0}-\u{5c2}\u{9c7}\u{9be}\u{9d7}\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11a7}-\u{11c2}\u{ac00}-\u{ac20}\u{f900}-\u{f910}\u{3099}\u{304b}-\u{3060}]{0,12}",
    ) {
        prop_assert_eq!(composed(&text), text.nfc().collect::<String>());
    }
}

//! Laws of the codebook: what a list becomes, what colours can be told, what order holds.

mod vision;

use std::collections::BTreeMap;

use briefmark::brief::{self, Brief};
use briefmark::codebook::{
    LineStyle, PALETTE, Theme, ThemeId, by_key, descendants, free_key, from_list, in_order,
    palette, short_name,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use vision::{Vision, contrast_on_white, difference};

use crate::work::{at, json_value, naughty, theme, theme_id};

fn khrushchev() -> Brief {
    let source = include_str!("../../briefs/khrushchev-purge-1957.md");
    brief::parse(source, "khrushchev-purge-1957.md").0
}

/// The codebook of a list, one theme a line: letter, key, name.
fn check(list: usize, expected: Expect) -> Vec<Theme> {
    let brief = khrushchev();
    let themes = from_list(&brief, &brief.lists()[list], &at(0));
    let by_id: BTreeMap<_, _> =
        themes.iter().map(|theme| (theme.id.clone(), theme.clone())).collect();
    let lines = in_order(&by_id).into_iter().map(|(depth, theme)| {
        let key = theme.key.map_or_else(|| "-".to_owned(), |key| key.to_string());
        let citation = &theme.source.as_ref().expect("a theme of a list has a source").citation;
        format!("{}{} [{key}] {citation}  {}\n", "  ".repeat(depth), theme.label(), theme.name)
    });
    expected.assert_eq(&lines.collect::<String>());
    themes
}

#[test]
fn the_list_of_paragraph_11_makes_twelve_themes_with_six_under_the_last() {
    let themes = check(
        2,
        expect![[r#"
        a [a] ¶11.a  Purge indicates internal discord
        b [b] ¶11.b  June Plenum decisions indicate weakness…
        c [c] ¶11.c  Soviet system is undergoing stresses and strains
        d [d] ¶11.d  Purge was characteristic of Soviet system
        e [e] ¶11.e  USSR is a dictatorship run by a handful of people
        f [f] ¶11.f  Exposure and removal of the anti-Party group…
        g [g] ¶11.g  Doubt that democratic procedures were employed…
        h [h] ¶11.h  Malenkov challenged Khrushchev's dictatorship
        i [i] ¶11.i  Average Soviet citizen had no intimation…
        j [j] ¶11.j  Suggestions that a change in Soviet foreign policy…
        k [k] ¶11.k  Czechoslovakia Party leaders are bitter enemies…
        l [l] ¶11.l  Soviets were particularly enraged…
          l(1) [-] ¶11.l(1)  Skepticism that anything good will come…
          l(2) [-] ¶11.l(2)  Present regime will continue to pursue…
          l(3) [-] ¶11.l(3)  Skepticism on how Khrushchev…
          l(4) [-] ¶11.l(4)  Possibility of new explosions in the Kremlin
          l(5) [-] ¶11.l(5)  Sympathy for the once free Czech people
          l(6) [-] ¶11.l(6)  Grateful appreciation of NATO
    "#]],
    );
    assert_eq!(themes.iter().filter(|theme| theme.broader.is_none()).count(), 12);
    assert!(themes[4].definition.ends_with("a handful of people."));
}

#[test]
fn the_other_lists_of_the_brief_make_codebooks_too() {
    check(
        0,
        expect![[r#"
        a [a] ¶4.a  Announcement of the 250th Anniversary…
        b [b] ¶4.b  Official CPSU version of the June events…
    "#]],
    );
    check(
        1,
        expect![[r#"
        a [a] ¶9.a  Trip to Czechoslovakia…
        b [b] ¶9.b  Unprecedented advance briefings of Free World CP…
        c [c] ¶9.c  Pattern of the purges of "liberals"…
        d [d] ¶9.d  Indications that the Khrushchev regime desires…
    "#]],
    );
}

#[test]
fn two_readers_make_the_same_codebook_of_a_list() {
    let (one, other) = (khrushchev(), khrushchev());
    let ids = |brief: &Brief, now| -> Vec<ThemeId> {
        from_list(brief, &brief.lists()[2], &at(now)).into_iter().map(|theme| theme.id).collect()
    };
    assert_eq!(ids(&one, 0), ids(&other, 99));
    let mut ids = ids(&one, 0);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 18);
}

#[test]
fn a_name_is_a_short_whole_that_ends_at_a_word() {
    for (text, name) in [
        ("Purge indicates internal discord.", "Purge indicates internal discord"),
        ("", ""),
        ("...", "..."),
        ("The end", "End"),
        ("the", "The"),
        ("There is a rift; it grows.", "A rift"),
        ("U.S. policy. It fails.", "U.S. policy"),
        ("Вопросы языкознания", "Вопросы языкознания"),
        (
            "One-word-that-is-far-too-long-to-be-a-name-of-anything-at-all",
            "One-word-that-is-far-too-long-to-be-a-name-of-anyt…",
        ),
    ] {
        assert_eq!(short_name(text), name, "{text:?}");
    }
}

#[test]
fn every_colour_can_be_told_from_every_other_by_everyone() {
    for (index, one) in PALETTE.iter().enumerate() {
        assert!(contrast_on_white(*one) >= 3.0, "{one} is too pale for a line on white paper");
        for other in &PALETTE[..index] {
            for vision in Vision::ALL {
                // A difference of 2 is seen side by side, 5 at a glance; from memory it takes more.
                let apart = difference(*one, *other, vision);
                assert!(
                    apart >= 14.0,
                    "{one} and {other} are only {apart:.1} apart for {vision:?}"
                );
            }
        }
    }
}

#[test]
fn themes_with_the_same_line_are_far_apart_in_colour() {
    for index in 0..PALETTE.len() {
        for before in (0..index).filter(|before| palette(*before).1 == palette(index).1) {
            for vision in Vision::ALL {
                let apart = difference(palette(index).0, palette(before).0, vision);
                assert!(
                    apart >= 20.0,
                    "{before} and {index} are only {apart:.1} apart for {vision:?}"
                );
            }
        }
    }
}

#[test]
fn the_first_sixty_themes_have_sixty_pairs_of_colour_and_line() {
    let mut pairs: Vec<String> =
        (0..60).map(palette).map(|(colour, line)| format!("{colour} {}", line.name())).collect();
    pairs.sort();
    pairs.dedup();
    assert_eq!(pairs.len(), 60);
}

#[test]
fn the_next_key_is_the_first_free_letter() {
    let some =
        |ns: &[u8]| ns.iter().map(|n| (theme_id(*n), theme(*n, "x"))).collect::<BTreeMap<_, _>>();
    assert_eq!(free_key(&some(&[])), Some('a'));
    assert_eq!(free_key(&some(&[0, 1, 3])), Some('c'));
    let full: Vec<u8> = (0..26).collect();
    assert_eq!(free_key(&some(&full)), None);
    assert_eq!(by_key(&some(&full), 'd').map(|theme| theme.id.clone()), Some(theme_id(3)));
}

#[test]
fn lines_and_colours_are_read_as_they_are_written() {
    for line in LineStyle::ALL {
        assert_eq!(line.name().parse(), Ok(line));
    }
    for wrong in ["", "#", "#12345", "#1234567", "123456", "#12345g", "#+12345", "red"] {
        assert!(wrong.parse::<briefmark::codebook::Colour>().is_err(), "{wrong:?}");
    }
}

/// A field of a theme, as it is written.
type Written = fn(&Theme) -> String;

/// What a form has.
const FIELDS: [(&str, Written); 9] = [
    ("name", |it| it.name.clone()),
    ("definition", |it| it.definition.clone()),
    ("examples", |it| it.examples.clone()),
    ("counter-examples", |it| it.counter_examples.clone()),
    ("notation", |it| format!("{:?}", it.notation)),
    ("key", |it| format!("{:?}", it.key)),
    ("colour", |it| it.colour.to_string()),
    ("line", |it| it.line.name().to_owned()),
    ("broader", |it| format!("{:?}", it.broader)),
];

prop_compose! {
    /// One theme, of few words, so that its forms are often the same in something.
    fn any_theme()(
        words in proptest::array::uniform4(0..3_usize), notation in proptest::option::of(0..2_usize), key in proptest::option::of(0..2_usize),
        look in 0..6_usize, broader in proptest::option::of(5..7_u8), position in 0..9_u32,
    ) -> Theme {
        let [name, definition, examples, counter_examples] = words.map(|n| ["", "one", "two"][n].to_owned());
        let (colour, line) = palette(look);
        Theme {
            name, definition, examples, counter_examples, colour, line, position,
            notation: notation.map(|n| ["l(3)", "4.2"][n].to_owned()),
            key: key.map(|n| ['a', 'b'][n]),
            broader: broader.map(theme_id),
            ..theme(4, "")
        }
    }
}

proptest! {
    #[test]
    fn a_theme_is_read_as_it_is_written(
        name in naughty(), definition in naughty(), key in any::<Option<char>>(), colour in any::<[u8; 3]>(),
        broader in proptest::option::of(naughty()), notation in proptest::option::of(naughty()),
        said in json_value(),
    ) {
        let [red, green, blue] = colour;
        let written = Theme {
            definition, key, notation,
            colour: briefmark::codebook::Colour { red, green, blue },
            broader: broader.map(ThemeId),
            extra: [("x-said".to_owned(), said)].into_iter().collect(),
            ..theme(4, &name)
        };
        prop_assert_eq!(Theme::from_json(&written.to_json()), Ok(written));
    }

    #[test]
    fn a_form_changes_what_its_reader_changed_and_leaves_what_changed_elsewhere(
        before in any_theme(), after in any_theme(), now in any_theme(),
    ) {
        let theme = now.with_changes(&before, &after);
        for (field, of) in FIELDS {
            let wanted = if of(&before) == of(&after) { of(&now) } else { of(&after) };
            prop_assert_eq!(of(&theme), wanted, "{}", field);
        }
        prop_assert_eq!(theme.position, now.position);
        prop_assert_eq!(&before.with_changes(&before, &after).to_json(), &{
            // All that a form has: what it has not stays as it was.
            Theme { position: before.position, ..after.clone() }.to_json()
        });
        prop_assert_eq!(now.with_changes(&before, &before), now);
    }

    #[test]
    fn no_item_of_a_codebook_harms(value in json_value()) {
        let _ = Theme::from_json(&value);
    }

    #[test]
    fn every_theme_stands_once_in_order_even_on_a_circle(parents in proptest::collection::vec(0..9_u8, 0..9)) {
        let themes: BTreeMap<ThemeId, Theme> = (0..).zip(&parents)
            .map(|(n, parent)| (theme_id(n), Theme { broader: Some(theme_id(*parent)), ..theme(n, "x") }))
            .collect();
        let order = in_order(&themes);
        let mut ids: Vec<_> = order.iter().map(|(_, theme)| &theme.id).collect();
        ids.sort();
        prop_assert_eq!(ids, themes.keys().collect::<Vec<_>>());
        for id in themes.keys() {
            prop_assert!(!descendants(&themes, id).contains(id));
        }
    }

    #[test]
    fn a_name_is_never_long_nor_without_words_that_it_was_made_of(text in "([A-Za-z.;,'\"()-]{1,12} ?){0,20}|\\PC{0,200}") {
        let name = short_name(&text);
        prop_assert!(name.chars().count() <= 53, "{name:?}");
        prop_assert_eq!(name.trim().is_empty(), text.trim().is_empty());
    }
}

//! The address.

use std::collections::BTreeMap;

use briefmark::annotation::Flag;
use briefmark::brief::parse;
use briefmark::codebook::{Theme, ThemeId, from_list};
use briefmark::route::{Asked, Carried, Place, Route, carried};
use briefmark::workspace::{Filter, Joint, Noted, State};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::work::at;

const BRIEF: &str = "urn:briefmark:khrushchev-purge-1957";

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::Start),
        "[a-z0-9.+-]{1,12}".prop_map(Place::Block),
        any::<u32>().prop_map(Place::Page),
        "\\PC{1,20}".prop_map(Place::Annotation),
    ]
}

/// The codebook that the brief's own list makes.
fn codebook() -> BTreeMap<ThemeId, Theme> {
    let source = include_str!("../../briefs/khrushchev-purge-1957.md");
    let brief = parse(source, "khrushchev-purge-1957.md").0.with_id(BRIEF);
    let lists = brief.lists();
    let themes = lists.iter().flat_map(|list| from_list(&brief, list, &at(0)));
    themes.map(|theme| (theme.id.clone(), theme)).collect()
}

fn theme(place: &str) -> ThemeId {
    let of_place = |theme: &&Theme| theme.source.as_ref().is_some_and(|it| it.citation == place);
    codebook().values().find(of_place).expect("the list has it").id.clone()
}

/// An IRI as any program may write it.
fn any_iri() -> impl Strategy<Value = String> {
    prop_oneof![
        "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}",
        "https://[a-z]{1,9}\\.example/\\PC{0,9}",
    ]
}

fn any_theme() -> impl Strategy<Value = ThemeId> {
    let known: Vec<ThemeId> = codebook().into_keys().collect();
    prop_oneof![proptest::sample::select(known), any_iri().prop_map(ThemeId)]
}

fn set<T: Ord + std::fmt::Debug>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = std::collections::BTreeSet<T>> {
    proptest::collection::btree_set(of, 0..3)
}

prop_compose! {
    fn any_filter()(
        themes in set(any_theme()),
        is_all in any::<bool>(),
        coders in set(any_iri()),
        blocks in set("[a-z0-9.+-]{1,9}"),
        pages in set(any::<u32>()),
        note in proptest::option::of(proptest::sample::select(vec![Noted::With, Noted::Without])),
        flags in set(proptest::sample::select(Flag::ALL.to_vec())),
        states in set(proptest::sample::select(State::ALL.to_vec())),
        words in "\\PC{0,20}",
    ) -> Filter {
        let joint = if is_all && !themes.is_empty() { Joint::All } else { Joint::Any };
        let words = words.trim().to_owned();
        Filter { themes, joint, coders, blocks, pages, note, flags, states, words }
    }
}

proptest! {
    /// Whatever stands in the address leads back to where it was written.
    #[test]
    fn parse_undoes_display(slug in "\\PC{1,20}", place in place()) {
        let route = Route::Brief { slug, place };
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }

    /// What is asked for stands beside the place; neither changes the other.
    #[test]
    fn what_an_address_asks_for_is_read_back(
        slug in "\\PC{1,20}",
        place in place(),
        words in "\\PC{0,20}",
        filter in any_filter(),
    ) {
        let route = Route::Brief { slug, place };
        let asked = Asked { words, filter };
        let address = format!("{route}{}", asked.written(BRIEF, &codebook()));
        prop_assert_eq!(Route::parse(&address), route.clone());
        prop_assert_eq!(Asked::parse(&address, BRIEF), asked);
        prop_assert_eq!(Asked::parse(&route.to_string(), BRIEF), Asked::default());
    }

    /// What an address brings stands beside the place too.
    #[test]
    fn what_an_address_brings_is_read_back(slug in "\\PC{1,20}", place in place(), name in "\\PC{1,20}") {
        let route = Route::Brief { slug, place };
        for brought in [Carried::Layer(name.clone()), Carried::Set("AZaz09-_".to_owned())] {
            let address = route.carrying(&brought);
            prop_assert_eq!(Route::parse(&address), route.clone());
            prop_assert_eq!(carried(&address), Some(brought));
            prop_assert_eq!(Asked::parse(&address, BRIEF), Asked::default());
        }
        let asked = Asked { words: name, ..Asked::default() };
        let address = format!("{route}{}", asked.written(BRIEF, &codebook()));
        prop_assert_eq!(carried(&address), None);
        prop_assert_eq!(carried(&route.to_string()), None);
    }

    #[test]
    fn any_hash_leads_somewhere(hash in "\\PC{0,60}", asked in "([a-z]{1,5}[=&+%?]{1,2}){0,6}") {
        let route = Route::parse(&hash);
        prop_assert_eq!(Route::parse(&route.to_string()), route);
        let asked = Asked::parse(&format!("{hash}?{asked}"), BRIEF);
        let written = asked.written(BRIEF, &codebook());
        prop_assert_eq!(Asked::parse(&written, BRIEF).written(BRIEF, &codebook()), written);
    }
}

#[test]
fn an_address_reads_as_a_citation() {
    let place = Place::Block("11.l.3".to_owned());
    let route = Route::Brief { slug: "khrushchev-purge-1957".to_owned(), place };
    assert_eq!(route.to_string(), "#/brief/khrushchev-purge-1957/11.l.3");
}

/// Says how a filter stands in the address.
fn check(filter: Filter, expected: Expect) {
    let asked = Asked { filter, ..Asked::default() };
    expected.assert_eq(&asked.written(BRIEF, &codebook()));
}

#[test]
fn a_filter_in_the_address_can_be_read_by_a_person() {
    check(Filter::default(), expect![""]);
    check(
        Filter {
            themes: [theme("¶11.a"), theme("¶11.b")].into(),
            joint: Joint::All,
            note: Some(Noted::With),
            ..Filter::default()
        },
        expect!["?theme=11.a+11.b&all&note=yes"],
    );
    check(
        Filter {
            blocks: ["11".to_owned(), "4+1".to_owned()].into(),
            pages: [3, 12].into(),
            flags: [Flag::ToCheck].into(),
            states: [State::Moved, State::Lost].into(),
            words: "anti-party group".to_owned(),
            ..Filter::default()
        },
        expect!["?in=11+4%2B1&page=3+12&flag=to-check&state=lost+moved&text=anti-party%20group"],
    );
}

#[test]
fn what_an_address_says_beyond_what_is_known_is_passed_over() {
    let asked = Asked::parse("#/brief/a/11?later=1&page=x+4&note=perhaps&state=odd&q=fox", BRIEF);
    let filter = Filter { pages: [4].into(), ..Filter::default() };
    assert_eq!(asked, Asked { words: "fox".to_owned(), filter });
}

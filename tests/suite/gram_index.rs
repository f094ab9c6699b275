//! What is looked up by its rarest letters stands where a look at every place finds it.

use gram_index::{GramIndex, SEED, stands};
use proptest::prelude::*;

fn indexed(text: &[char], n_at_once: usize) -> GramIndex {
    let mut index = GramIndex::default();
    while !index.prepare(text, n_at_once) {}
    index
}

/// The places at which some characters stand, by a look at every one.
fn naive(text: &[char], characters: &[char]) -> Vec<usize> {
    let windows = text.windows(characters.len()).enumerate();
    windows.filter(|(_, window)| *window == characters).map(|(place, _)| place).collect()
}

fn is_in_order(places: &[usize]) -> bool {
    places.is_sorted()
}

/// Letters that repeat themselves often, some of them far up in Unicode.
fn characters(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<char>> {
    const ALPHABET: &[char] = &['a', 'b', ' ', 'д', 'ш', '字', '😀'];
    prop::collection::vec(prop::sample::select(ALPHABET), length)
}

/// A text, where a stretch of it begins, and the stretch.
fn stretch(least: usize) -> impl Strategy<Value = (Vec<char>, usize, Vec<char>)> {
    (characters(least..600), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        move |(text, length, start)| {
            let length = least + length.index(text.len() - least + 1);
            let start = start.index(text.len() - length + 1);
            let stretch = text[start..start + length].to_vec();
            (text, start, stretch)
        },
    )
}

/// So many letters of some characters taken for others.
fn altered(characters: &[char], at: &[prop::sample::Index]) -> Vec<char> {
    let mut altered = characters.to_vec();
    for at in at {
        altered[at.index(characters.len())] = '1';
    }
    altered
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_stands_in_a_text_is_found_at_all_its_places(
        (text, start, stretch) in stretch(SEED),
        n_at_once in 1..700_usize,
    ) {
        let index = indexed(&text, n_at_once);
        let all = naive(&text, &stretch);
        prop_assert!(all.contains(&start));
        let places = index.places(&stretch, usize::MAX).expect("it is as long as a seed");
        prop_assert!(is_in_order(&places));
        prop_assert!(all.iter().all(|place| places.contains(place)));
        if let Some(found) = index.find_all(&text, &stretch) {
            prop_assert_eq!(found, all);
        }
    }

    #[test]
    fn what_stands_nowhere_is_found_nowhere(text in characters(0..300), other in characters(0..40)) {
        let index = indexed(&text, usize::MAX);
        let all = if other.is_empty() { Vec::new() } else { naive(&text, &other) };
        match index.find_all(&text, &other) {
            Some(found) => prop_assert_eq!(found, all),
            // Looking everywhere is cheaper, or it is too short.
            None => prop_assert!(other.len() < SEED || !all.is_empty() || text.len() > SEED),
        }
        prop_assert_eq!(index.places(&other, usize::MAX).is_some(), other.len() >= SEED);
    }

    #[test]
    fn of_n_seeds_apart_one_outlasts_n_less_one_mistakes(
        (text, start, stretch) in stretch(6 * SEED),
        mistakes in prop::collection::vec(any::<prop::sample::Index>(), 2),
    ) {
        // The text has it as it was, and what is looked up was misread.
        let misread = altered(&stretch, &mistakes);
        let index = indexed(&text, usize::MAX);
        let places = index.places_apart::<3>(&misread, usize::MAX);
        let places = places.expect("three seeds fit into six, wherever they lie");
        prop_assert!(places.iter().all(|places| is_in_order(places)));
        prop_assert!(places.iter().any(|places| places.contains(&start)));
    }

    #[test]
    fn a_site_is_where_something_alike_stands(
        (text, start, stretch) in stretch(120),
        mistakes in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let misread = altered(&stretch, &mistakes);
        let index = indexed(&text, usize::MAX);
        let found = index.sites(&misread).expect("it can be cut into pieces");
        let here = found.sites.iter().find(|site| site.first <= start && start <= site.last);
        let here = here.expect("of ten pieces, and three mistakes, most stand");
        prop_assert!(found.n_missing(here.pieces, &[]) <= mistakes.len());
        prop_assert!(found.sites.is_sorted_by_key(|site| site.first));
    }

    #[test]
    fn characters_stand_where_the_text_has_them(
        text in characters(0..40),
        place in 0..50_usize,
        other in characters(0..6),
    ) {
        let there = text.get(place..place + other.len());
        prop_assert_eq!(stands(&text, place, &other), there == Some(&other[..]));
    }
}

#[test]
fn what_is_rare_is_found_by_the_index_itself() {
    let text: Vec<char> = "It is the same again. ".repeat(300).chars().collect();
    let mut one = text.clone();
    one.splice(3000..3000, "A singular remark. ".chars());
    let index = indexed(&one, 1000);
    let remark: Vec<char> = "A singular remark.".chars().collect();
    assert_eq!(index.find_all(&one, &remark), Some(vec![3000]));
    // What stands everywhere is not worth it.
    let again: Vec<char> = "the same again.".chars().collect();
    assert_eq!(index.find_all(&one, &again), None);
}

//! Spelling variants come from the brief's own words, with their counts.

use briefmark::brief::Brief;
use briefmark::search::{Folded, Query, Vocabulary, variants};
use proptest::prelude::*;

use super::{spans, words};
use crate::anchor::{brief, published};

fn listed(brief: &Brief, sought: &str) -> Vec<(String, usize)> {
    let folded = Folded::new(brief, false);
    let found = variants(&Vocabulary::new(&folded), &folded, sought);
    found.into_iter().map(|variant| (variant.words, variant.count)).collect()
}

#[test]
fn krushchev_and_politbureau_are_offered_with_their_counts() {
    let published = published();
    assert!(listed(&published, "Khrushchev").contains(&("krushchev".to_owned(), 1)));
    assert!(listed(&published, "KRUSHCHEV").contains(&("khrushchev".to_owned(), 64)));
    let soviet =
        brief("The Politburo and the Politbureau, or Politbureau.\nThe Political Bureaus.");
    assert_eq!(listed(&soviet, "politburo"), [("politbureau".to_owned(), 2)]);
    // A phrase is offered with each of its words spelt otherwise, where it stands so.
    assert_eq!(listed(&soviet, "political bureau"), [("political bureaus".to_owned(), 1)]);
    assert_eq!(listed(&soviet, "the"), []);
}

/// The distance of two words by its definition, letter by letter from their ends.
fn distance(one: &[char], other: &[char]) -> usize {
    let (Some((a, one_less)), Some((b, other_less))) = (one.split_last(), other.split_last())
    else {
        return one.len().max(other.len());
    };
    let mut least = (distance(one_less, other) + 1)
        .min(distance(one, other_less) + 1)
        .min(distance(one_less, other_less) + usize::from(a != b));
    if let (Some((c, one_left)), Some((d, other_left))) =
        (one_less.split_last(), other_less.split_last())
        && (a, c) == (d, b)
    {
        least = least.min(distance(one_left, other_left) + 1);
    }
    least
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Just the words that are near enough are offered, each with as many hits as it has.
    #[test]
    fn all_near_words_and_no_other_are_offered(
        vocabulary in proptest::collection::vec("[abc]{3,8}", 1..8),
        sought in "[abc]{3,8}",
    ) {
        let brief = brief(&vocabulary.join(" "));
        let offered = listed(&brief, &sought);
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        for word in &vocabulary {
            let most = match word.len().max(sought.len()) { 0..=3 => 0, 4..=7 => 1, _ => 2 };
            let is_near = *word != sought && distance(&letters(word), &letters(&sought)) <= most;
            let count = vocabulary.iter().filter(|other| *other == word).count();
            prop_assert_eq!(offered.contains(&(word.clone(), count)), is_near, "{} {}", word, sought);
        }
        for (word, count) in offered {
            let whole = Query { is_whole_word: true, ..words(&word) };
            prop_assert_eq!(spans(&brief, &whole).len(), count);
        }
    }
}

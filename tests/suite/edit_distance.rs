//! Approximate search gives what the table of edit distances gives, cell by cell.

use edit_distance::{End, Pattern};
use proptest::prelude::*;

/// The last row of the table, column by column, as textbooks fill it. `top` is what a column costs
/// in the row of the empty pattern.
fn last_row(pattern: &[char], text: &[char], top: usize) -> Vec<usize> {
    let mut column: Vec<usize> = (0..=pattern.len()).collect();
    let mut last = vec![pattern.len()];
    for character in text {
        let mut diagonal = column[0];
        column[0] += top;
        for row in 1..=pattern.len() {
            let replaced = diagonal + usize::from(pattern[row - 1] != *character);
            diagonal = column[row];
            column[row] = replaced.min(column[row] + 1).min(column[row - 1] + 1);
        }
        last.push(column[pattern.len()]);
    }
    last
}

fn check_search(pattern: &[char], text: &[char], limit: usize) {
    let row = last_row(pattern, text, 0);
    let expected: Vec<End> = row
        .into_iter()
        .enumerate()
        .skip(1)
        .filter(|&(_, distance)| distance <= limit)
        .map(|(at, distance)| End { at, distance })
        .collect();
    let pattern = Pattern::new(pattern);
    assert_eq!(pattern.search(text, limit), expected);
    assert_eq!(pattern.search_back(&reversed(text), limit), expected);
}

fn check_align(pattern: &[char], text: &[char]) {
    let row = last_row(pattern, text, 1);
    let best = *row.iter().min().expect("a row has a first cell");
    let lengths: Vec<usize> = (0..row.len()).filter(|&length| row[length] == best).collect();
    let pattern = Pattern::new(pattern);
    assert_eq!(pattern.align_back(&reversed(text)), (best, lengths.clone()));
    assert_eq!(pattern.align(text), (best, lengths));
}

fn reversed(text: &[char]) -> Vec<char> {
    text.iter().rev().copied().collect()
}

fn characters(
    alphabet: &'static [char],
    length: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<char>> {
    prop::collection::vec(prop::sample::select(alphabet), length)
}

/// A text that holds the pattern, altered here and there, among other characters.
fn altered() -> impl Strategy<Value = (Vec<char>, Vec<char>)> {
    const ALPHABET: &[char] = &['a', 'b', 'c', 'д', '😀'];
    let pattern = characters(ALPHABET, 1..200);
    let edits = prop::collection::vec(
        (any::<prop::sample::Index>(), prop::sample::select(ALPHABET), 0..3),
        0..20,
    );
    (pattern, edits, characters(ALPHABET, 0..80), characters(ALPHABET, 0..80)).prop_map(
        |(pattern, edits, before, after)| {
            let mut inner = pattern.clone();
            for (place, character, kind) in edits {
                let place = place.index(inner.len() + 1);
                match kind {
                    0 => inner.insert(place, character),
                    1 if place < inner.len() => drop(inner.remove(place)),
                    _ if place < inner.len() => inner[place] = character,
                    _ => {}
                }
            }
            (pattern, [before, inner, after].concat())
        },
    )
}

proptest! {
    #[test]
    fn search_is_the_table_s_last_row((pattern, text) in altered(), limit in 0_usize..220) {
        check_search(&pattern, &text, limit);
    }

    #[test]
    fn search_finds_in_texts_of_two_letters(
        pattern in characters(&['a', 'b'], 1..140),
        text in characters(&['a', 'b'], 0..300),
        limit in 0_usize..80,
    ) {
        check_search(&pattern, &text, limit);
    }

    #[test]
    fn align_is_the_table_s_best_from_the_start((pattern, text) in altered()) {
        check_align(&pattern, &text);
    }
}

#[test]
fn an_empty_pattern_is_found_nowhere() {
    assert_eq!(Pattern::new(&[]).search(&['a', 'b', 'c'], 3), vec![]);
}

/// Whole words of 64 rows, and one more or less, are where a block begins or ends.
#[test]
fn lengths_around_a_block_are_searched_alike() {
    for n_characters in [1, 63, 64, 65, 127, 128, 129, 192] {
        let pattern: Vec<char> = "the presidium ".chars().cycle().take(n_characters).collect();
        let mut text: Vec<char> = "of ".chars().chain(pattern.iter().copied()).collect();
        text.extend("and".chars());
        text[3 + n_characters / 2] = '#';
        for limit in [0, 1, n_characters / 7, n_characters] {
            check_search(&pattern, &text, limit);
            check_align(&pattern, &text[3..]);
        }
    }
}

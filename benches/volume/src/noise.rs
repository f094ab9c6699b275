//! The mistakes of a machine that reads print.

use crate::chance::Chance;

/// What is taken for what.
const MISTAKES: [(&str, &str); 12] = [
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("li", "h"),
    ("e", "c"),
    ("i", "l"),
    ("o", "0"),
    ("a", "o"),
    ("h", "b"),
    ("t", "l"),
    ("-", ""),
    (" ", ""),
];

/// A text read badly: about `per_cent` of its letters are taken for others, the same each time for a
/// seed.
#[must_use]
pub fn noisy(text: &str, per_cent: usize, seed: u64) -> String {
    let mut chance = Chance::new(seed);
    let mut noisy = String::with_capacity(text.len() + text.len() / 32);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut mistakes = MISTAKES.iter().cycle().skip(chance.below(MISTAKES.len()));
        let mistake = mistakes.by_ref().take(MISTAKES.len()).find(|(is, _)| rest.starts_with(is));
        match mistake {
            Some((is, seems)) if chance.below(100) < per_cent => {
                noisy.push_str(seems);
                rest = &rest[is.len()..];
            }
            Some(_) | None => {
                noisy.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    noisy
}

//! The estimative lens: words by which an estimate says how sure it is.
//!
//! A list that the reader sees and changes, applied as a search and nothing more. It is read in the
//! tradition of Sherman Kent, who asked that such words be used with care ("Words of Estimative
//! Probability", Studies in Intelligence 8:4, 1964): the words of his ladder and of his remarks on
//! the verbs of hedging, and those in which the estimates of his time hedge. What a word weighs in
//! its sentence the lens does not claim to know; "may" stands with its verb, since alone it is a
//! month as well.

/// The list that a reader begins with, one a line.
pub const ESTIMATIVE: &[&str] = &[
    "almost certain",
    "almost certainly",
    "apparent",
    "apparently",
    "appear",
    "appeared",
    "appears",
    "believed",
    "chances are",
    "conceivable",
    "conceivably",
    "could be",
    "could have",
    "doubtful",
    "doubtless",
    "estimate that",
    "estimated",
    "highly likely",
    "improbable",
    "in all likelihood",
    "in all probability",
    "it may be assumed",
    "likely",
    "may be",
    "may have",
    "may well",
    "might",
    "no doubt",
    "perhaps",
    "possible",
    "possibly",
    "presumably",
    "probable",
    "probably",
    "reportedly",
    "seem",
    "seemed",
    "seemingly",
    "seems",
    "suggests that",
    "there is evidence",
    "undoubtedly",
    "unlikely",
    "we believe",
    "we estimate",
    "would seem",
];

/// The words of a list as a reader wrote it: one a line, without space at its edges, each once, in
/// its order.
#[must_use]
pub fn lens_words(list: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if words.iter().all(|word| word != line) {
            words.push(line.to_owned());
        }
    }
    words
}

//! The form in which texts are compared: what looks the same to a reader is the same.
//!
//! Folded, a text has one kind of quotation mark, of apostrophe, of hyphen and of space, no soft
//! hyphens, the composed form of every accent, and (unless case matters) small letters. What is
//! searched, what is filtered by and what was typed are folded alike.

use unicode_segmentation::UnicodeSegmentation as _;

use super::compose;

/// A grapheme cluster whose folded form has another length, in bytes of either text: first, and first
/// after it.
#[derive(Clone, Copy, Debug)]
pub struct Bend {
    /// In the folded text.
    pub folded: (u32, u32),
    /// In the text that was folded.
    pub source: (u32, u32),
}

/// The folded form of a piece of text: a note, a name, a phrase that was typed.
#[must_use]
pub fn fold(text: &str, is_case_kept: bool) -> String {
    fold_with_bends(text, is_case_kept).0
}

/// The folded form of a piece of text, with each grapheme cluster whose folded form has another length.
#[must_use]
pub fn fold_with_bends(text: &str, is_case_kept: bool) -> (String, Vec<Bend>) {
    let mut string = String::with_capacity(text.len());
    let mut bends = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        // Nothing joins two ASCII characters but a carriage return and its line feed.
        let stands_alone = byte.is_ascii() && bytes.get(at + 1).is_none_or(u8::is_ascii);
        if stands_alone && (byte.is_ascii_graphic() || byte == b' ' && !string.ends_with(' ')) {
            let kept = if is_case_kept { byte } else { byte.to_ascii_lowercase() };
            string.push(folded_sign(char::from(kept)));
            at += 1;
            continue;
        }
        let cluster = text[at..].graphemes(true).next().unwrap_or_default();
        let start = string.len();
        push_cluster(&mut string, cluster, is_case_kept);
        let (next, is_same) = (at + cluster.len(), string.len() - start == cluster.len());
        if !is_same || cluster.chars().nth(1).is_some() {
            bends.push(Bend {
                folded: (place(start), place(string.len())),
                source: (place(at), place(next)),
            });
        }
        at = next;
    }
    (string, bends)
}

/// Adds the folded form of one grapheme cluster.
fn push_cluster(string: &mut String, cluster: &str, is_case_kept: bool) {
    const SOFT_HYPHEN: &str = "\u{ad}";
    if cluster == SOFT_HYPHEN {
        return;
    }
    if cluster.chars().all(|it| it.is_whitespace() || it.is_control()) {
        if !string.ends_with(' ') {
            string.push(' ');
        }
        return;
    }
    compose(cluster, |character| push_letter(string, character, is_case_kept));
}

fn push_letter(string: &mut String, character: char, is_case_kept: bool) {
    let sign = folded_sign(character);
    if is_case_kept {
        string.push(sign);
    } else {
        string.extend(sign.to_lowercase());
    }
}

/// The plain sign that stands for each kind of quotation mark, apostrophe and hyphen.
#[must_use]
pub fn folded_sign(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{fe63}'
        | '\u{ff0d}' => '-',
        other => other,
    }
}

/// A place in a text, in bytes.
fn place(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

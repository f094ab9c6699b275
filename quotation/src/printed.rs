//! Quotations of the printed page. Other tools quote what they see: a passage that runs from one
//! paragraph into the next has the label of the second in it, and a footnote mark is a letter as any
//! other. The reading text has neither, and the passage is the same.
//!
//! So a quotation that does not stand is looked for once more without what [looks](plain) like that.
//! Whether it was that, the brief says where it is found: [`is_printed_at`].

use std::borrow::Cow;

use document::brief::{Brief, Printed, field_name, is_furniture};
use document::text::{CodePoint, Span};

use super::Quotation;
use super::key::{key, narrow};

/// Signs that stand alone on a page and say nothing: bullets of a list, lines beside a page number.
const LOOSE: [char; 7] = ['-', '–', '—', '•', '·', '*', '+'];

/// Signs of which footnote marks are made.
const MARKS: [char; 4] = ['*', '†', '‡', '§'];

/// Whether a key is that of the words of a span with some of what is printed between and beside them.
pub(super) fn is_printed_at(brief: &Brief, quoted: &[char], span: Span) -> bool {
    let mut rest = quoted;
    let mut start = span.start;
    let mut beside = Vec::new();
    // What is left of a quotation without its words is no quotation of them.
    if key(brief.text.slice(span)).is_empty() {
        return false;
    }
    // What is printed before the next word may have been quoted too.
    let (text, length) = (&brief.text, brief.text.len());
    let after = text.slice(Span { start: span.end, end: length });
    let n_space = after.chars().take_while(|letter| letter.is_whitespace()).count();
    let end = CodePoint(span.end.0 + narrow(n_space));
    for Printed { at, what } in brief.printed_in(Span { start, end }) {
        let words = key(text.slice(Span { start, end: at }));
        if !words.is_empty() {
            let Some(after) = after_words(rest, &words, &mut beside) else { return false };
            rest = after;
            beside.clear();
        }
        beside.extend(what);
        start = at;
    }
    let words = key(text.slice(Span { start, end }));
    let Some(mut rest) = after_words(rest, &words, &mut beside) else { return false };
    // A bullet at the end of a block is that of the next item.
    if words.is_empty() || after.is_empty() {
        while let Some(after) = after_one(rest, &mut beside) {
            rest = after;
        }
    }
    rest.is_empty()
}

/// What is left of a key after some of what is printed at a place, in any order, and the words there.
fn after_words<'key>(
    mut quoted: &'key [char],
    words: &[char],
    printed: &mut Vec<&str>,
) -> Option<&'key [char]> {
    loop {
        if let Some(after) = trimmed(quoted).strip_prefix(words) {
            return Some(trimmed(after));
        }
        quoted = after_one(quoted, printed)?;
    }
}

/// What is left of a key after one thing that is printed at a place, or a loose sign.
fn after_one<'key>(quoted: &'key [char], printed: &mut Vec<&str>) -> Option<&'key [char]> {
    let quoted = trimmed(quoted);
    let after = |sign: &str| quoted.strip_prefix(&key(sign)[..]);
    let found = printed.iter().enumerate().filter_map(|(nth, sign)| Some((nth, after(sign)?)));
    // The longest: `**` before `*`.
    if let Some((nth, rest)) = found.min_by_key(|(_, rest)| rest.len()) {
        printed.swap_remove(nth);
        return Some(rest);
    }
    let [sign, rest @ ..] = quoted else { return None };
    let is_alone = rest.first().is_none_or(|next| *next == ' ');
    (LOOSE.contains(sign) && is_alone).then_some(rest)
}

fn trimmed(key: &[char]) -> &[char] {
    key.strip_prefix(&[' ']).unwrap_or(key)
}

/// What was stored, without what looks printed beside the words.
pub(super) struct Plain<'stored>([Cow<'stored, str>; 3]);

impl<'stored> Plain<'stored> {
    /// `None` where nothing looks so.
    pub(super) fn of(quotation: &Quotation<'stored>) -> Option<Plain<'stored>> {
        let Quotation { exact, prefix, suffix } = *quotation;
        let plain =
            [plain(exact, Cut::Nowhere), plain(prefix, Cut::AtStart), plain(suffix, Cut::AtEnd)];
        let is_other = plain.iter().any(|words| matches!(words, Cow::Owned(_)));
        (is_other && !plain[0].trim().is_empty()).then_some(Plain(plain))
    }

    pub(super) fn quotation(&self) -> Quotation<'_> {
        let [exact, prefix, suffix] = &self.0;
        Quotation { exact, prefix, suffix }
    }
}

/// Where words may be cut off in the middle of a label or a line: nothing is lost by leaving out what
/// may be a piece of one there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Nowhere,
    AtStart,
    AtEnd,
}

/// Some words without labels, bullets before labels, names of fields, footnote marks, and lines that are page
/// furniture.
fn plain(words: &str, cut: Cut) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut is_other = false;
    // Whether what came before may be the end of a block.
    let mut has_ended = true;
    let lines: Vec<&str> = words.split_inclusive('\n').collect();
    for (nth, line) in lines.iter().enumerate() {
        let is_first = nth == 0;
        let is_last = nth + 1 == lines.len();
        let is_cut = cut == Cut::AtStart && is_first || cut == Cut::AtEnd && is_last;
        let is_none = |line: &str| is_furniture(line) || is_bulleted_furniture(line);
        if lines.len() > 1 && (is_none(line) || is_cut && is_piece_of_furniture(line)) {
            plain.push('\n');
            is_other = true;
            continue;
        }
        // What follows a quotation begins in the middle of a line.
        let begins = cut != Cut::AtEnd || !is_first;
        let name = field_name(line).filter(|_| begins).unwrap_or_default();
        is_other |= !name.is_empty();
        let line = &line[name.len()..];
        let mut pieces = line.split_inclusive(char::is_whitespace).enumerate().peekable();
        while let Some((nth, piece)) = pieces.next() {
            let word = piece.trim_end();
            let next = pieces.peek().map(|(_, next)| next.trim_end());
            let is_label = |word: &str, is_first: bool, is_last: bool| {
                is_label(word, has_ended)
                    || cut == Cut::AtStart && is_first && is_end_of_label(word)
                    || cut == Cut::AtEnd && is_last && has_ended && is_beginning_of_label(word)
            };
            let is_last = is_last && next.is_none();
            let is_before_label = next.is_none_or(|next| is_label(next, false, true));
            let is_bullet = is_loose(word) && has_ended && is_before_label;
            let is_note = begins && nth == 0 && word.chars().all(|sign| MARKS.contains(&sign));
            let is_left_out = !word.is_empty()
                && (is_bullet || is_note || is_label(word, is_first && nth == 0, is_last));
            let kept = if is_left_out { "" } else { without_mark(word) };
            if !is_left_out && !word.is_empty() {
                let ends = |sign: char| !sign.is_alphanumeric() && sign != ',';
                has_ended = word.ends_with(ends);
            }
            is_other |= kept.len() < word.len();
            plain.push_str(kept);
            plain.push_str(&piece[word.len()..]);
        }
    }
    if is_other { Cow::Owned(plain) } else { Cow::Borrowed(words) }
}

/// Whether a line is furniture behind a bullet that bears nothing: `• S-E-C-R-E-T`.
fn is_bulleted_furniture(line: &str) -> bool {
    let bare = line.trim_start().strip_prefix(LOOSE).filter(|bare| !bare.trim().is_empty());
    bare.is_some_and(|bare| bare.starts_with(' ') && is_furniture(bare))
}

/// Whether part of a line may be that of a marking or a page number.
fn is_piece_of_furniture(line: &str) -> bool {
    const LONGEST: usize = 12;
    line.len() <= LONGEST && !line.contains(char::is_lowercase)
}

fn is_beginning_of_label(word: &str) -> bool {
    let signs = word.strip_prefix('(').unwrap_or(word);
    signs.len() <= 3 && signs.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_end_of_label(word: &str) -> bool {
    let signs = word.trim_end_matches(['.', ')']);
    signs.len() < word.len()
        && signs.len() <= 3
        && signs.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_loose(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(|sign| LOOSE.contains(&sign)) && signs.next().is_none()
}

/// Whether a word looks like a label: `11.`, `a)`, `(3).`, `iv.`. A capital is one only where a block may
/// begin: else it is the initial of a name.
fn is_label(word: &str, begins_block: bool) -> bool {
    let opened = word.strip_prefix('(');
    let signs = opened.unwrap_or(word);
    let closed = signs.strip_suffix('.').unwrap_or(signs);
    let counted = closed.strip_suffix(')').unwrap_or(closed);
    if counted.len() == signs.len() || (opened.is_some() && counted.len() == closed.len()) {
        return false;
    }
    let all = |is: fn(&u8) -> bool| counted.bytes().all(|byte| is(&byte));
    match counted.len() {
        1 => {
            all(u8::is_ascii_digit)
                || all(u8::is_ascii_lowercase)
                || begins_block && all(u8::is_ascii_uppercase)
        }
        2 | 3 if all(u8::is_ascii_digit) => true,
        2..=5 => {
            all(|byte| b"ivx".contains(byte)) || begins_block && all(|byte| b"IVX".contains(byte))
        }
        _ => false,
    }
}

/// A word without the footnote mark at its end.
fn without_mark(word: &str) -> &str {
    let kept = word.trim_end_matches(MARKS);
    if kept.is_empty() { word } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_printed_beside_the_words_is_left_out() {
        let cases = [
            ("his career. 2. Khrushchev's", "his career.  Khrushchev's"),
            ("discord.\n- b. June", "discord.\n  June"),
            ("17, 18 and 19 June* may", "17, 18 and 19 June may"),
            ("as follows: (1) first; (2). second", "as follows:  first;  second"),
            ("power. -", "power. "),
            ("power. A. The", "power.  The"),
            ("of the\nSECRET\n\n- 3 -\nTOP SECRET\nParty and", "of the\n\n\n\n\nParty and"),
            ("alerted the\n• S-E-C-R-E-T\nParty and", "alerted the\n\nParty and"),
            ("on occasions.\n** E.g., the planner", "on occasions.\n E.g., the planner"),
            ("SUBJECT : The Purge", " The Purge"),
            ("in the East.\nMEMORANDUM FOR: The Director", "in the East.\n The Director"),
        ];
        for (words, expected) in cases {
            assert_eq!(plain(words, Cut::Nowhere), expected);
        }
    }

    #[test]
    fn what_are_words_stays() {
        for words in [
            "",
            " ",
            "the purge - and its meaning",
            "John F. Kennedy",
            "in June 1957. The",
            "50 %",
            "(see above)",
            "a man",
            "5 - 3",
            "a * b",
            "e.g. this",
            "U.S. policy",
        ] {
            let plain = plain(words, Cut::Nowhere);
            assert!(matches!(plain, Cow::Borrowed(_)), "{words}: {plain}");
        }
    }

    #[test]
    fn what_follows_a_quotation_begins_with_no_name_of_a_field() {
        assert_eq!(plain("CPSU: a party", Cut::AtEnd), "CPSU: a party");
        assert_eq!(plain(".\nSUBJECT : The Purge", Cut::AtEnd), ".\n The Purge");
        assert_eq!(plain("SUBJECT : ", Cut::AtStart), " ");
    }

    #[test]
    fn a_piece_of_a_label_at_the_far_end_of_the_context_is_left_out() {
        assert_eq!(plain("). Khrushchev's struggle", Cut::AtStart), " Khrushchev's struggle");
        assert_eq!(plain("CRET\nthe purge", Cut::AtStart), "\nthe purge");
        assert_eq!(plain("dictatorship.\n\n- i", Cut::AtEnd), "dictatorship.\n\n ");
        assert_eq!(plain("dictatorship. (", Cut::AtEnd), "dictatorship. ");
        assert_eq!(plain("the purge i", Cut::AtEnd), "the purge i");
    }
}

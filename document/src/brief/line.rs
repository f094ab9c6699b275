//! What each line of the source is: text, or one of the sorts of page furniture.

use super::source::Line;
use super::{marking, redaction};

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineKind<'a> {
    /// Nothing but white space.
    Blank,
    /// A marking, a page number or a release stamp; at least one of them.
    Furniture(Furniture),
    /// Exemption codes and nothing else.
    Codes(Vec<&'a str>),
    /// A horizontal rule.
    Rule,
    /// A bullet that bears nothing.
    Bullet,
    /// Anything else.
    Text,
}

/// What stands at the edge of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Furniture {
    pub(super) marking: Option<marking::Reading>,
    pub(super) page_number: Option<String>,
    pub(super) stamp: Option<String>,
}

/// Says of a line what it is by itself.
pub(super) fn classify(line: &str) -> LineKind<'_> {
    let text = line.trim();
    // A quotation mark of Markdown with nothing quoted is a blank line within the quotation.
    if text.is_empty() || text == ">" {
        LineKind::Blank
    } else if is_rule(text) {
        LineKind::Rule
    } else if matches!(text, "•" | "·" | "▪" | "■" | "◦" | "-" | "*" | "\\*" | "\\-") {
        LineKind::Bullet
    } else if let Some(codes) = redaction::codes_alone(text) {
        LineKind::Codes(codes)
    } else if let Some(furniture) = may_be_furniture(text).then(|| furniture(text)).flatten() {
        LineKind::Furniture(furniture)
    } else {
        LineKind::Text
    }
}

/// Tells page numbers by what stands around them: a line of bare digits is one only where the
/// nearest line before or after it is furniture too. Elsewhere it is a year, a figure, a title.
pub(super) fn tell_page_numbers(lines: &[Line<'_>], kinds: &mut [LineKind<'_>]) {
    let is_number = |line: &Line<'_>| {
        let digits = line.text.trim();
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let numbers: Vec<usize> = (0..lines.len()).filter(|&index| is_number(&lines[index])).collect();
    let is_near_furniture = |&index: &usize| {
        let is_furniture =
            |kind: Option<&LineKind<'_>>| matches!(kind, Some(LineKind::Furniture(_)));
        let is_printed = |kind: &&LineKind<'_>| **kind != LineKind::Blank;
        is_furniture(kinds[..index].iter().rev().find(is_printed))
            || is_furniture(kinds[index + 1..].iter().find(is_printed))
    };
    let near: Vec<usize> = numbers.into_iter().filter(is_near_furniture).collect();
    for index in near {
        let page_number = Some(lines[index].text.trim().to_owned());
        kinds[index] = LineKind::Furniture(Furniture { page_number, ..Furniture::default() });
    }
}

/// Whether a line is worth a closer look: all but a few lines of running text are told from
/// furniture by how they begin. Says yes of all furniture.
fn may_be_furniture(text: &str) -> bool {
    /// So many small letters make prose of what stands before a stamp: see `take_stamp`.
    const N_SMALL: usize = 5;
    // A struck marking may have small letters.
    if text.as_bytes().windows(2).any(|pair| pair == b"~~") {
        return true;
    }
    let mut first_letter = None;
    let mut last = ' ';
    let mut n_small = 0;
    for (byte, sign) in text.char_indices() {
        if first_letter.is_none() {
            // `- 3 -` is a page number.
            if matches!(sign, '-' | '–' | '—') {
                return true;
            }
            if sign.is_alphanumeric() {
                first_letter = Some(sign);
            }
        }
        if sign.is_lowercase() {
            n_small += 1;
            // `p. 3`, `Page 3`, or after a marking `PAge 3`, `PAGE xviii`: else no marking has a
            // small letter.
            let in_page = match (last, sign) {
                (_, 'p') | ('P', 'a') | ('A', 'g') | ('G', 'e') => true,
                (before, numeral) => before == ' ' && "ivxl".contains(numeral),
            };
            if n_small == 1 && (in_page || matches!(first_letter, Some('p' | 'P'))) {
                return true;
            }
            if n_small == N_SMALL {
                let reach = text.ceil_char_boundary((byte + LONGEST_OPENING).min(text.len()));
                return stamp_opening(&text[..reach]).is_some() || is_record(text);
            }
        }
        last = sign;
    }
    // Few small letters: a closer look costs little.
    true
}

fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|character| !character.is_whitespace());
    let Some(first) = marks.next().filter(|&first| "-_*─—=".contains(first)) else {
        return false;
    };
    let n_same = marks.try_fold(1, |count, mark| (mark == first).then_some(count + 1));
    n_same.is_some_and(|count| count >= 3)
}

/// Reads a line that is all furniture: a release stamp, then a page number, then a marking are
/// taken off it, and nothing may be left.
fn furniture(text: &str) -> Option<Furniture> {
    let (stamp, rest) = match take_stamp(text) {
        Some((stamp, rest)) => (Some(stamp), rest),
        None => (None, text.to_owned()),
    };
    let bare = marking::without_markup(&rest);
    if bare.is_empty() {
        return stamp.map(|stamp| Furniture { stamp: Some(stamp), ..Furniture::default() });
    }
    if let Some(page_number) = page_number(&bare) {
        return Some(Furniture { marking: None, page_number: Some(page_number), stamp });
    }
    // The number first: after a double slash it would pass for a code word.
    if let Some((marking, page_number)) = beside_marking(&rest) {
        return Some(Furniture { marking: Some(marking), page_number: Some(page_number), stamp });
    }
    let marking = marking::read(&rest)?;
    Some(Furniture { marking: Some(marking), page_number: None, stamp })
}

/// A marking with a page number before or after it on one line.
fn beside_marking(text: &str) -> Option<(marking::Reading, String)> {
    let is_edge = |character: char| character.is_ascii_digit() || "-–— ".contains(character);
    let before = text.trim_start_matches(is_edge);
    let after = text.trim_end_matches(is_edge);
    let (number, rest) = if before.len() < text.len() {
        (&text[..text.len() - before.len()], before)
    } else if let Some(start) = text.to_ascii_uppercase().rfind("PAGE ") {
        (&text[start..], &text[..start])
    } else {
        (&text[after.len()..], after)
    };
    let bare = number.trim_matches(|character: char| !character.is_ascii_alphanumeric());
    let number = page_number(bare).or_else(|| is_digits(bare).then(|| bare.to_owned()))?;
    Some((marking::read(rest)?, number))
}

/// Reads `- 3 -`, `-3-`, `Page 3`, `Page 3 of 14`, `p. 3`, `- iv -`. Capital roman numerals between
/// hyphens are the number of an issue, not of a page.
fn page_number(text: &str) -> Option<String> {
    let is_number = |text: &str| {
        is_digits(text) || (!text.is_empty() && text.chars().all(|mark| "ivxl".contains(mark)))
    };
    let hyphens = ['-', '–', '—'];
    if let Some(inner) = text.strip_prefix(hyphens).and_then(|rest| rest.strip_suffix(hyphens)) {
        let inner = inner.trim();
        return is_number(inner).then(|| inner.to_owned());
    }
    let lower = text.to_ascii_lowercase();
    let rest = ["page ", "p. "].iter().find_map(|word| lower.strip_prefix(word))?;
    let number = rest.split_once(" of ").filter(|(_, total)| is_digits(total.trim()));
    let number = number.map_or(rest, |(number, _)| number).trim();
    is_number(number).then(|| number.to_owned())
}

fn is_digits(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes a release stamp off a line: from "Approved For Release" (or "Declassified …", "Sanitized
/// Copy …") to the end of the record number, or of the line. Gives the stamp and what is left.
fn take_stamp(text: &str) -> Option<(String, String)> {
    let Some(start) = stamp_opening(text) else {
        return is_record(text).then(|| (marking::without_markup(text), String::new()));
    };
    // Lower-casing ASCII only keeps every byte where it is.
    let end = text[start..].to_ascii_lowercase().find("cia-rdp").map_or(text.len(), |record| {
        let record = start + record;
        text[record..].find(char::is_whitespace).map_or(text.len(), |length| record + length)
    });
    let stamp = text[start..end].trim_end_matches(['*', '~', ' ']).to_owned();
    let (before, after) = (text[..start].trim(), text[end..].trim());
    // A sentence that says "approved for release" is text: only furniture may stand beside a stamp.
    let is_prose = |rest: &str| rest.chars().filter(|mark| mark.is_lowercase()).count() > 4;
    if is_prose(before) || is_prose(after) || stamp.ends_with('.') {
        return None;
    }
    Some((stamp, format!("{before} {after}").trim().to_owned()))
}

/// Where in a line the words of a release stamp begin.
fn stamp_opening(text: &str) -> Option<usize> {
    const OPENINGS: [&str; 5] = [
        "approved for release",
        "declassified in part",
        "declassified and approved",
        "sanitized copy approved",
        "sanitized - approved",
    ];
    let bytes = text.as_bytes();
    let opens = |start: usize| {
        OPENINGS.iter().any(|opening| {
            let words = bytes.get(start..start + opening.len());
            words.is_some_and(|words| words.eq_ignore_ascii_case(opening.as_bytes()))
        })
    };
    (0..bytes.len())
        .find(|&start| b"ads".contains(&bytes[start].to_ascii_lowercase()) && opens(start))
}

/// As long as the longest words that open a stamp, in bytes.
const LONGEST_OPENING: usize = "declassified and approved".len();

/// Whether a line is a record number and nothing else.
fn is_record(text: &str) -> bool {
    let is_markup = |sign: char| sign.is_whitespace() || "*~_\\#".contains(sign);
    text.trim_start_matches(is_markup).starts_with('C') && {
        let bare = marking::without_markup(text);
        bare.starts_with("CIA-RDP") && !bare.contains(' ')
    }
}

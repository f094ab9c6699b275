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

/// Says of each line what it is. A line of bare digits is a page number only where the nearest
/// line before or after it is furniture too: elsewhere it is a year, a figure, a title.
pub(super) fn classify<'a>(lines: &[Line<'a>]) -> Vec<LineKind<'a>> {
    let mut kinds: Vec<_> = lines.iter().map(|line| kind_of(line.text)).collect();
    let mut near_furniture = vec![false; kinds.len()];
    for backwards in [false, true] {
        let mut last_is_furniture = false;
        for step in 0..kinds.len() {
            let index = if backwards { kinds.len() - 1 - step } else { step };
            near_furniture[index] |= last_is_furniture;
            match kinds[index] {
                LineKind::Blank => {}
                LineKind::Furniture(_) => last_is_furniture = true,
                LineKind::Codes(_) | LineKind::Rule | LineKind::Bullet | LineKind::Text => {
                    last_is_furniture = false;
                }
            }
        }
    }
    for (index, line) in lines.iter().enumerate() {
        let digits = line.text.trim();
        let is_number = !digits.is_empty()
            && digits.len() <= 3
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && near_furniture[index] {
            let page_number = Some(digits.to_owned());
            kinds[index] = LineKind::Furniture(Furniture { page_number, ..Furniture::default() });
        }
    }
    kinds
}

fn kind_of(line: &str) -> LineKind<'_> {
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
    } else if let Some(furniture) = furniture(text) {
        LineKind::Furniture(furniture)
    } else {
        LineKind::Text
    }
}

fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|character| !character.is_whitespace());
    let Some(first) = marks.next() else { return false };
    "-_*─—=".contains(first) && marks.clone().count() >= 2 && marks.all(|mark| mark == first)
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
    } else if let Some(start) = text.to_uppercase().rfind("PAGE ").filter(|_| text.is_ascii()) {
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
    let lower = text.to_lowercase();
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
    const OPENINGS: [&str; 5] = [
        "approved for release",
        "declassified in part",
        "declassified and approved",
        "sanitized copy approved",
        "sanitized - approved",
    ];
    // Lower-casing ASCII only keeps every byte where it is.
    let lower = text.to_ascii_lowercase();
    let start = OPENINGS.iter().filter_map(|opening| lower.find(opening)).min();
    let Some(start) = start else {
        let bare = marking::without_markup(text);
        let is_record = bare.starts_with("CIA-RDP") && !bare.contains(' ');
        return is_record.then(|| (bare, String::new()));
    };
    let end = lower[start..].find("cia-rdp").map_or(text.len(), |record| {
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

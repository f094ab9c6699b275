//! Footnotes: where a body begins, where a mark stands in the text, and which belongs to which.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Block, Finding, FindingKind, Kind, Turn};
use crate::order;
use crate::text::CodePoint;

/// Reads the mark at the head of a footnote's body and gives it with the text after it: `\* text`,
/// `*/ text`, `† text`, `1/ text`, `[^1]: text`, `¹ text`.
pub(super) fn read_body(line: &str) -> Option<(String, &str)> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("[^") {
        let (mark, rest) = rest.split_once("]:")?;
        let is_mark =
            !mark.is_empty() && mark.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
        return is_mark.then(|| (mark.to_owned(), rest.trim_start()));
    }
    let length = line.find(|sign: char| sign != '\\' && !is_sign(sign))?;
    let (signs, rest) = line.split_at(length);
    if !signs.is_empty() {
        let mark = signs.replace('\\', "");
        // A bare asterisk and a space are a Markdown bullet; two open bold type.
        let is_sure = signs.contains('\\') || !mark.contains('*') || rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let text = rest.trim_start();
        let is_apart = text.len() < rest.len() || !mark.contains('*');
        return (is_sure && is_apart && !mark.is_empty()).then_some((mark, text));
    }
    let length = line.find(|sign: char| !sign.is_ascii_digit() && !is_superscript(sign))?;
    let (digits, rest) = line.split_at(length);
    if digits.is_empty() || digits.chars().count() > 3 {
        return None;
    }
    let is_raised = digits.chars().all(is_superscript);
    let rest = match rest.strip_prefix('/') {
        Some(rest) => rest,
        None if is_raised => rest,
        None => return None,
    };
    let text = rest.trim_start();
    (text.len() < rest.len() && !text.is_empty()).then(|| (plain_digits(digits), text))
}

/// Whether a sign is a footnote mark by itself.
fn is_sign(sign: char) -> bool {
    matches!(sign, '*' | '†' | '‡')
}

fn is_superscript(sign: char) -> bool {
    matches!(sign, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

fn plain_digits(digits: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let plain = |sign: char| {
        let digit = RAISED.iter().position(|&raised| raised == sign);
        digit.and_then(|digit| char::from_digit(u32::try_from(digit).ok()?, 10)).unwrap_or(sign)
    };
    digits.chars().map(plain).collect()
}

/// A footnote mark in a text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mark: String,
    /// Whether a space before it goes with it, as in "word 1/ and".
    pub(super) spaced: bool,
}

/// The footnote marks in a text. Asterisks and daggers after a word are marks; figures (`¹`, `1/`,
/// `[1]`) only if a note answers to them, for `m²` and `1/2` are not.
pub(super) fn marks_in(text: &str, note_marks: &HashSet<String>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut byte = 0;
    // Daggers begin with 0xe2, raised figures with 0xc2 or 0xe2; plain ones are told by the slash.
    let may_be_mark = |&byte: &u8| matches!(byte, b'*' | b'[' | b'/' | 0xc2 | 0xe2);
    while let Some(found) = text.as_bytes()[byte..].iter().position(may_be_mark) {
        let start = byte + found;
        let mark = mark_at(text, start, note_marks);
        byte = mark.as_ref().map_or_else(|| text.ceil_char_boundary(start + 1), |mark| mark.end);
        marks.extend(mark);
    }
    marks
}

fn mark_at(text: &str, at: usize, note_marks: &HashSet<String>) -> Option<Mark> {
    let before = text[..at].chars().next_back()?;
    let rest = &text[at..];
    let sign = rest.chars().next()?;
    let run =
        |accepts: fn(char) -> bool| rest.find(|sign: char| !accepts(sign)).unwrap_or(rest.len());
    let known = |start: usize, length: usize, mark: String| {
        let end = at + length;
        note_marks.contains(&mark).then_some(Mark { start, end, mark, spaced: start < at })
    };
    if sign == '/' {
        let digits = text[..at].trim_end_matches(|sign: char| sign.is_ascii_digit());
        let mark = &text[digits.len()..at];
        let follows = !mark.is_empty() && !digits.is_empty() && !digits.ends_with('/');
        let closes = !rest[1..].starts_with(char::is_alphanumeric);
        return (follows && closes).then(|| known(digits.len(), 1, mark.to_owned())).flatten();
    }
    if is_sign(sign) {
        let length = run(is_sign);
        let mark = rest[..length].to_owned();
        let has_slash = rest[length..].starts_with('/') && note_marks.contains(&mark);
        let length = length + usize::from(has_slash);
        let follows_word = !before.is_whitespace() && !"([{\"'“‘/-".contains(before);
        let ends = !rest[length..].starts_with(char::is_alphanumeric);
        let end = at + length;
        return (follows_word && ends).then_some(Mark { start: at, end, mark, spaced: false });
    }
    if sign == '[' {
        // A mark has six characters at most.
        let (length, _) = rest.char_indices().take(8).find(|&(_, sign)| sign == ']')?;
        let inside = &rest[1..length];
        return match inside.strip_prefix('^') {
            Some("") => None,
            Some(mark) => {
                let end = at + length + 1;
                Some(Mark { start: at, end, mark: mark.to_owned(), spaced: false })
            }
            None => known(at, length + 1, inside.to_owned()),
        };
    }
    if is_superscript(sign) {
        let word = text[..at].trim_end_matches(char::is_alphabetic);
        if matches!(&text[word.len()..at], "m" | "km" | "cm" | "mm" | "ft" | "mi") {
            return None;
        }
        let length = run(is_superscript);
        return known(at, length, plain_digits(&rest[..length]));
    }
    None
}

/// Binds the references of all blocks to the notes: the one note of that mark on the same page; else,
/// where notes stand at the end, the next note of that mark that nobody has claimed; else the last
/// one claimed of its part. Tells each note what refers to it. What finds no partner is said.
pub(super) fn bind(blocks: &mut [Block]) -> Vec<Finding> {
    let notes = Notes::of(blocks);
    let mut is_claimed = vec![false; blocks.len()];
    for block in blocks.iter_mut() {
        let page_of = |at| page_at(block.page, &block.turns, at);
        for reference in &mut block.references {
            reference.note = notes.on_page(page_of(reference.at), &reference.mark);
            if let Some(note) = reference.note {
                is_claimed[note] = true;
            }
        }
    }
    let parts: Vec<usize> = blocks.iter().map(|block| block.part).collect();
    let mut findings = Vec::new();
    let mut n_passed: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter_mut() {
        let (part, line) = (block.part, block.lines.0);
        for reference in block.references.iter_mut().filter(|reference| reference.note.is_none()) {
            let candidates = notes.with_mark(&reference.mark);
            let next = n_passed.entry(reference.mark.clone()).or_default();
            while candidates.get(*next).is_some_and(|&note| is_claimed[note]) {
                *next += 1;
            }
            let last_claimed = candidates[..*next].last().filter(|&&note| parts[note] == part);
            reference.note = candidates.get(*next).or(last_claimed).copied();
            match reference.note {
                Some(note) => is_claimed[note] = true,
                None => findings.push(Finding {
                    kind: FindingKind::Footnote,
                    message: format!(
                        "The footnote mark {} in {} has no footnote; it is shown as it stands.",
                        reference.mark, block.citation,
                    ),
                    line: Some(line),
                    span: None,
                }),
            }
        }
    }
    for index in 0..blocks.len() {
        let notes = blocks[index].references.iter().filter_map(|reference| reference.note);
        for note in order::set(notes) {
            blocks[note].referred_by.push(index);
        }
    }
    let unclaimed = blocks.iter().zip(is_claimed).filter(|(_, is_claimed)| !is_claimed);
    findings.extend(unclaimed.filter(|(block, _)| block.kind == Kind::Footnote).map(
        |(block, _)| Finding {
            kind: FindingKind::Footnote,
            message: format!(
                "Nothing in the text refers to the footnote {} on page {}; it stands among the \
                 footnotes.",
                block.label.as_deref().unwrap_or_default(),
                block.page,
            ),
            line: Some(block.lines.0),
            span: Some(block.span),
        },
    ));
    findings
}

/// The footnotes of a document by what a reference can know of them.
struct Notes {
    by_page: BTreeMap<u32, Vec<(String, usize)>>,
    by_mark: HashMap<String, Vec<usize>>,
}

impl Notes {
    fn of(blocks: &[Block]) -> Notes {
        let mut notes = Notes { by_page: BTreeMap::new(), by_mark: HashMap::new() };
        for (index, block) in blocks.iter().enumerate() {
            if let (Kind::Footnote, Some(label)) = (block.kind, &block.label) {
                let mark = mark_of_label(label);
                notes.by_page.entry(block.page).or_default().push((mark.clone(), index));
                notes.by_mark.entry(mark).or_default().push(index);
            }
        }
        for on_page in notes.by_page.values_mut() {
            order::sort_by(on_page, |(left, _), (right, _)| left.cmp(right));
        }
        notes
    }

    fn on_page(&self, page: u32, mark: &str) -> Option<usize> {
        let notes = self.by_page.get(&page)?;
        let first = notes.partition_point(|(other, _)| other.as_str() < mark);
        let mut same = notes[first..].iter().take_while(|(other, _)| other == mark);
        // Two notes of one mark on a page are those of several pages, put together at the end.
        match (same.next(), same.next()) {
            (Some(&(_, note)), None) => Some(note),
            (Some(_) | None, _) => None,
        }
    }

    fn with_mark(&self, mark: &str) -> &[usize] {
        self.by_mark.get(mark).map_or(&[], Vec::as_slice)
    }
}

/// The mark that a note's label shows: `1` for `1.` and `1/`.
pub(super) fn mark_of_label(label: &str) -> String {
    label.trim_matches(['.', '/', ')', '(']).to_owned()
}

fn page_at(first_page: u32, turns: &[Turn], place: CodePoint) -> u32 {
    // A mark at the very turn stands behind the last word of the page before.
    let turned = turns.iter().rev().find(|turn| turn.at < place);
    turned.map_or(first_page, |turn| turn.page)
}

//! From bytes to numbered lines: decoding, line ends, front matter.
//!
//! Takes what a file holds; gives text, and says as a finding what could not be read as it stands.

use super::{Finding, FindingKind};

/// Reads bytes as text: UTF-8 with or without a byte order mark, UTF-16 with one; else each byte
/// that is not UTF-8 is read as Windows-1252, where it has a meaning there, and said.
#[must_use]
pub fn decode(bytes: &[u8]) -> (String, Vec<Finding>) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => decode_utf8(bytes),
    }
}

fn decode_utf8(bytes: &[u8]) -> (String, Vec<Finding>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Vec::new());
    }
    let mut text = String::with_capacity(bytes.len());
    let (mut n_read, mut n_lost, mut line, mut first_line) = (0_usize, 0_usize, 1_u32, None);
    for chunk in bytes.utf8_chunks() {
        line += count_lines(chunk.valid());
        text.push_str(chunk.valid());
        for &byte in chunk.invalid() {
            first_line.get_or_insert(line);
            let character = windows_1252(byte);
            n_read += usize::from(character.is_some());
            n_lost += usize::from(character.is_none());
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }
    let lost = match n_lost {
        0 => String::new(),
        _ => format!(" {n_lost} of them mean nothing there either and stand as \u{fffd}."),
    };
    let message = format!(
        "This file is not UTF-8: {} of its bytes were read as Windows-1252 (Latin-1).{lost} \
         Check its accented letters and dashes.",
        n_read + n_lost,
    );
    (text, vec![Finding { kind: FindingKind::Encoding, message, line: first_line, span: None }])
}

fn decode_utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> (String, Vec<Finding>) {
    let units = bytes.chunks(2).map(|pair| match *pair {
        [first, second] => read([first, second]),
        // A last byte without its pair: a lone surrogate, so that it is shown as unreadable.
        _ => 0xd800,
    });
    let mut n_lost = 0_usize;
    let text: String = char::decode_utf16(units)
        .map(|unit| {
            unit.unwrap_or_else(|_| {
                n_lost += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    let finding = (n_lost > 0).then(|| Finding {
        kind: FindingKind::Encoding,
        message: format!(
            "{n_lost} units of this UTF-16 file are no characters; each stands as \u{fffd}.",
        ),
        line: None,
        span: None,
    });
    (text, finding.into_iter().collect())
}

fn count_lines(text: &str) -> u32 {
    let n_lines = text.bytes().filter(|&byte| byte == b'\n').count();
    u32::try_from(n_lines).unwrap_or(u32::MAX)
}

/// The character of a byte from 0x80 in Windows-1252; its five gaps have none.
fn windows_1252(byte: u8) -> Option<char> {
    const FROM_80: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0',
        '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => {
            Some(FROM_80[usize::from(byte - 0x80)]).filter(|&character| character != '\0')
        }
        0x00..=0x7f | 0xa0..=0xff => Some(char::from(byte)),
    }
}

/// One line of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: u32,
    /// What stands on it, without its line end.
    pub(super) text: &'a str,
    /// Whether a form feed stands before it.
    pub(super) after_form_feed: bool,
}

/// The lines of a source: ended by LF, CRLF or CR; a form feed parts a line in two of one number.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    rest: &'a str,
    number: u32,
    after_form_feed: bool,
}

/// The lines of a source, read as they are asked for.
pub(super) fn lines(source: &str) -> Lines<'_> {
    Lines { rest: source, number: 1, after_form_feed: false }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let Lines { rest, number, after_form_feed } = *self;
        // What stands after a form feed is a piece of its own, be it empty.
        if rest.is_empty() && !after_form_feed {
            return None;
        }
        let is_end = |byte| matches!(byte, b'\n' | b'\r' | b'\x0c');
        let end = rest.bytes().position(is_end).unwrap_or(rest.len());
        let (text, tail) = rest.split_at(end);
        self.after_form_feed = tail.starts_with('\u{c}');
        self.number += u32::from(!self.after_form_feed);
        self.rest = tail.strip_prefix("\r\n").or_else(|| tail.get(1..)).unwrap_or_default();
        Some(Line { number, text, after_form_feed })
    }
}

/// The front matter: `key: value` lines between two `---` lines at the very top.
#[derive(Clone, Debug, Default)]
pub(super) struct FrontMatter<'a> {
    entries: Vec<(&'a str, &'a str)>,
}

impl FrontMatter<'_> {
    /// The value of a key, without the quotation marks around it; `None` where it is empty.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let (_, value) = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        let value = value.trim();
        let unquoted = ['"', '\'']
            .iter()
            .find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark))
            .unwrap_or(value);
        (!unquoted.is_empty()).then(|| unquoted.to_owned())
    }
}

/// Reads the front matter and says how many lines it takes. What stands between rules but is no
/// list of keys and values is text, and stays.
pub(super) fn front_matter<'a>(lines: &[Line<'a>]) -> (FrontMatter<'a>, usize) {
    let no_front_matter = (FrontMatter::default(), 0);
    let Some((first, rest)) = lines.split_first() else { return no_front_matter };
    if first.text.trim_end() != "---" {
        return no_front_matter;
    }
    let Some(end) = rest.iter().position(|line| line.text.trim_end() == "---") else {
        return no_front_matter;
    };
    let mut entries = Vec::new();
    for line in &rest[..end] {
        let text = line.text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match text.split_once(':') {
            Some((key, value)) if is_key(key) => entries.push((key.trim(), value)),
            Some(_) | None => return no_front_matter,
        }
    }
    if entries.is_empty() { no_front_matter } else { (FrontMatter { entries }, end + 2) }
}

fn is_key(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty()
        && key
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
}

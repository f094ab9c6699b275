//! Labels: the number or letter at the head of a block, and all that it could mean by itself.

/// A label with the text after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// As printed, without a Markdown bullet before it and without escapes: `11.`, `(3).`, `a)`.
    pub(super) printed: String,
    /// What it may count, the likelier first: `i.` is the ninth letter, or one.
    pub(super) readings: Vec<Reading>,
    /// What follows it.
    pub(super) rest: &'a str,
}

/// One way to read a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) style: Style,
    /// From 1.
    pub(super) value: u32,
}

/// How a list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) numeral: Numeral,
    pub(super) enclosure: Enclosure,
}

/// The signs that a list counts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    Arabic,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
}

/// What stands around the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enclosure {
    /// `a.`
    Stop,
    /// `a)`
    Bracket,
    /// `(a)` or `(a).`
    Brackets,
}

/// Reads the label at the head of a line, after a Markdown bullet or escape if there is one. A
/// number of four digits is a year: "1956. Khrushchev" is text.
pub(super) fn read(line: &str) -> Option<Label<'_>> {
    let line = line.trim_start();
    let bare = ["- ", "* ", "+ ", "• ", "· "].iter().find_map(|bullet| line.strip_prefix(bullet));
    let bare = bare.unwrap_or(line).trim_start();
    let (opened, after) = match bare.strip_prefix('\\').unwrap_or(bare).strip_prefix('(') {
        Some(after) => (true, after),
        None => (false, bare),
    };
    let length = after.find(|mark: char| !mark.is_ascii_alphanumeric())?;
    let (sign, tail) = after.split_at(length);
    let tail = tail.strip_prefix('\\').unwrap_or(tail);
    let (enclosure, rest) = if opened {
        let rest = tail.strip_prefix(')')?;
        (Enclosure::Brackets, rest.strip_prefix('.').unwrap_or(rest))
    } else if let Some(rest) = tail.strip_prefix('.') {
        (Enclosure::Stop, rest)
    } else {
        (Enclosure::Bracket, tail.strip_prefix(')')?)
    };
    let text = rest.trim_start();
    if text.len() == rest.len() || text.is_empty() || is_abbreviation(sign, text) {
        return None;
    }
    let readings: Vec<_> = values(sign)
        .into_iter()
        .map(|(numeral, value)| Reading { style: Style { numeral, enclosure }, value })
        .collect();
    let printed = bare[..bare.len() - rest.len()].replace('\\', "");
    (!readings.is_empty()).then_some(Label { printed, readings, rest: text })
}

/// "i. e.," and "a. m." are words of a sentence that a typist has spaced.
fn is_abbreviation(sign: &str, rest: &str) -> bool {
    matches!((sign, rest.get(..2)), ("i", Some("e.")) | ("e", Some("g.")) | ("a" | "p", Some("m.")))
}

fn values(sign: &str) -> Vec<(Numeral, u32)> {
    let mut values = Vec::new();
    if sign.bytes().all(|byte| byte.is_ascii_digit()) {
        if let Ok(value @ 1..=999) = sign.parse() {
            values.push((Numeral::Arabic, value));
        }
        return values;
    }
    let is_lower = sign.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_upper = sign.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_lower && !is_upper {
        return values;
    }
    let (letter, roman) = if is_lower {
        (Numeral::Lower, Numeral::LowerRoman)
    } else {
        (Numeral::Upper, Numeral::UpperRoman)
    };
    if let [byte] = sign.to_ascii_lowercase().as_bytes() {
        values.push((letter, u32::from(byte - b'a') + 1));
    }
    values.extend(roman_value(sign).map(|value| (roman, value)));
    values
}

/// The value of a roman numeral up to 39, written as it should be.
fn roman_value(sign: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let sign = sign.to_ascii_lowercase();
    let units = sign.trim_start_matches('x');
    let n_tens = sign.len() - units.len();
    // The ten in "ix" is no ten of its own: `units` begins with the i there.
    let value = UNITS.iter().position(|&unit| unit == units)? + 10 * n_tens;
    u32::try_from(value).ok().filter(|value| (1..=39).contains(value))
}

impl Label<'_> {
    /// Whether it counts with capitals, as headings do and initials of names.
    pub(super) fn is_upper(&self) -> bool {
        self.readings.iter().all(|reading| match reading.style.numeral {
            Numeral::Upper | Numeral::UpperRoman => true,
            Numeral::Arabic | Numeral::Lower | Numeral::LowerRoman => false,
        })
    }
}

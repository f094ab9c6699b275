//! Display lines: titles, headings, and the fields of a memorandum's head.

use super::{date, marking};

/// Whether a line is set as a title: all of it bold, or all of it in capitals.
pub(super) fn is_display(line: &str) -> bool {
    const LONGEST: usize = 120;
    let is_long =
        line.len() > LONGEST && (line.len() > 4 * LONGEST || line.chars().nth(LONGEST).is_some());
    if is_long {
        return false;
    }
    let is_bold = ["**", "__"].iter().any(|mark| {
        let inner = line.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    });
    let letters = || line.chars().filter(|sign| sign.is_alphabetic());
    let is_capital = letters().nth(3).is_some()
        && !letters().any(char::is_lowercase)
        && letters().any(char::is_uppercase);
    is_bold || (is_capital && !line.ends_with(['.', ',', ';']))
}

/// Whether a line that is no title by itself is one right under a title: a date, a year, a number.
pub(super) fn may_follow(line: &str) -> bool {
    let bare = marking::without_markup(line);
    let is_short_capital = bare.chars().count() <= 60
        && !bare.chars().any(char::is_lowercase)
        && !bare.ends_with(['.', ',', ';']);
    is_short_capital || is_number(&bare) || date::is_date(&bare)
}

/// Whether a title line is the number of an issue: `- V -`, `No. 5`, `Number 12`.
pub(super) fn is_number(line: &str) -> bool {
    number(line).is_some()
}

/// The number of an issue that a title line gives: `V` for `- V -`.
pub(super) fn number(line: &str) -> Option<&str> {
    let is_sign = |text: &str| {
        !text.is_empty()
            && (text.bytes().all(|byte| byte.is_ascii_digit())
                || text.bytes().all(|byte| b"IVXLC".contains(&byte)))
    };
    let hyphens = ['-', '–', '—'];
    let between = line.strip_prefix(hyphens).and_then(|rest| rest.strip_suffix(hyphens));
    if let Some(inner) = between.map(str::trim) {
        return is_sign(inner).then_some(inner);
    }
    let rest = ["No. ", "NO. ", "Number ", "NUMBER ", "Issue ", "ISSUE "]
        .iter()
        .find_map(|word| line.strip_prefix(word))?
        .trim();
    let starts = rest.starts_with(|sign: char| sign.is_ascii_digit() || "IVXLC".contains(sign));
    (starts && rest.len() <= 12).then_some(rest)
}

/// The level and the words of a Markdown heading.
pub(super) fn markdown_heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level =
        u8::try_from(line.len() - rest.len()).ok().filter(|level| (1..=6).contains(level))?;
    let title = rest.strip_prefix([' ', '\t'])?.trim().trim_end_matches('#').trim_end();
    (!title.is_empty()).then_some((level, title))
}

/// A field of a memorandum's head: its name in capitals with the colon, and its value. A field
/// without a value on its line is none: then the line is text as it stands.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start_matches("**");
    let name = field_name(bare)?;
    let value = bare[name.len()..].trim_start_matches("**").trim();
    (!value.is_empty()).then_some((name, value))
}

/// What a line begins with that names a field of a memorandum's head, with the colon: `SUBJECT :`.
#[must_use]
pub fn field_name(line: &str) -> Option<&str> {
    let colon = line.find(':')?;
    let name = line[..colon].trim_end();
    let n_words = name.split_whitespace().count();
    let is_name = (1..=4).contains(&n_words)
        && name.len() <= 40
        && name.chars().any(char::is_uppercase)
        && name.chars().all(|sign| sign.is_uppercase() || " ./-'".contains(sign));
    is_name.then(|| &line[..=colon])
}

/// Whether a line names an enclosure: `ENCLOSURE`, `ANNEX B`, `ATTACHMENT 2`.
pub(super) fn is_enclosure(line: &str) -> bool {
    enclosure_name(line).is_some()
}

/// How a citation names an enclosure that says its name: "annex B".
pub(super) fn enclosure_name(line: &str) -> Option<String> {
    const WORDS: [&str; 7] =
        ["ENCLOSURE", "ANNEX", "APPENDIX", "ATTACHMENT", "ADDENDUM", "SUPPLEMENT", "TAB"];
    // Each of the words begins with as many capitals: most lines need no closer look.
    let mut letters = line.chars().filter(|sign| sign.is_alphabetic());
    if !(0..3).all(|_| letters.next().is_some_and(|letter| letter.is_ascii_uppercase())) {
        return None;
    }
    let bare = marking::without_markup(line);
    let mut words = bare.split_whitespace();
    let word = words.next().filter(|word| WORDS.contains(&word.trim_end_matches(':')))?;
    let sign = words.next().unwrap_or_default().trim_matches(['(', ')', ':', '.', '"']);
    let is_sign = sign.len() <= 4 && sign.chars().all(|sign| sign.is_ascii_alphanumeric());
    let name = word.trim_end_matches(':').to_ascii_lowercase();
    (is_sign && words.next().is_none())
        .then(|| if sign.is_empty() { name.clone() } else { format!("{name} {sign}") })
}

/// Whether a heading opens a list of notes.
pub(super) fn is_notes_heading(line: &str) -> bool {
    if line.chars().filter(|sign| sign.is_alphabetic()).nth("footnotes".len()).is_some() {
        return false;
    }
    let bare = marking::without_markup(line).to_ascii_lowercase();
    matches!(bare.trim_end_matches(':'), "notes" | "footnotes" | "endnotes")
}

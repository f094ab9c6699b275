//! What was withheld: redactions in the text, exemption codes on the page, and what codes mean.

use crate::order;

/// What an exemption code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The family of codes that it belongs to: `25X1`, `50X1-HUM`, `(b)(3)`.
    pub family: &'static str,
    /// What the family withholds, as a phrase.
    pub what: &'static str,
    /// The rule that says so.
    pub source: &'static str,
}

/// What a code means, as far as its family tells; `None` for a code of no family we know. The
/// letters and digits after the family (`25X1A2d2`) are the releasing office's own and not read.
#[must_use]
pub fn meaning(code: &str) -> Option<Meaning> {
    let code: String = code.chars().filter(|mark| !mark.is_whitespace()).collect();
    let is_family = |family: &str| {
        code.strip_prefix(family).is_some_and(|rest| {
            // 25X10 would be no 25X1.
            !(family.contains('X') && rest.starts_with(|mark: char| mark.is_ascii_digit()))
        })
    };
    MEANINGS.iter().find(|meaning| is_family(meaning.family)).copied()
}

const AUTOMATIC: &str = "Executive Order 13526 (before 2010: 12958), section 3.3(b): \
                         exemptions from automatic declassification at 25 years";
const FIFTY: &str = "Executive Order 13526, section 3.3(h): \
                     exemptions from automatic declassification at 50 years";
const FOIA: &str = "Freedom of Information Act, 5 U.S.C. 552(b)";
const CIA: &str = "the CIA's release markings of its reviews under the Freedom of Information Act";

// Longer families before those that they begin with.
const MEANINGS: [Meaning; 28] = [
    family(
        "50X1-HUM",
        "the identity of a confidential human source or a human intelligence source",
        FIFTY,
    ),
    family("50X2-WMD", "key design concepts of weapons of mass destruction", FIFTY),
    family(
        "50X1",
        "information that would identify a confidential human source or an intelligence method",
        FIFTY,
    ),
    family("50X", "a subject for which exemption beyond 50 years was approved", FIFTY),
    family(
        "25X1",
        "intelligence sources and methods: a confidential human source, a relationship with a foreign service, or a method in use",
        AUTOMATIC,
    ),
    family(
        "25X2",
        "weapons of mass destruction: what would help to develop, produce or use them",
        AUTOMATIC,
    ),
    family("25X3", "United States cryptologic systems or activities", AUTOMATIC),
    family(
        "25X4",
        "the application of state-of-the-art technology within a United States weapon system",
        AUTOMATIC,
    ),
    family("25X5", "United States military war plans that remain in effect", AUTOMATIC),
    family(
        "25X6",
        "what would seriously harm relations with a foreign government, or diplomatic activities under way",
        AUTOMATIC,
    ),
    family(
        "25X7",
        "the means of protecting the President and others in the interest of national security",
        AUTOMATIC,
    ),
    family(
        "25X8",
        "current emergency preparedness plans, or weaknesses of systems and installations",
        AUTOMATIC,
    ),
    family(
        "25X9",
        "what a statute, treaty or international agreement forbids to release",
        AUTOMATIC,
    ),
    family(
        "(b)(1)",
        "information properly classified in the interest of national defence or foreign policy",
        FOIA,
    ),
    family("(b)(2)", "internal personnel rules and practices of an agency", FOIA),
    family(
        "(b)(3)",
        "what another statute exempts; in CIA documents as a rule the CIA Act of 1949 (the agency's organization and people) or the National Security Act of 1947 (sources and methods)",
        FOIA,
    ),
    family("(b)(4)", "trade secrets and confidential commercial or financial information", FOIA),
    family(
        "(b)(5)",
        "letters and memoranda within or between agencies that are privileged in litigation",
        FOIA,
    ),
    family(
        "(b)(6)",
        "personnel, medical and similar files whose release would invade personal privacy",
        FOIA,
    ),
    family(
        "(b)(7)",
        "records compiled for law enforcement whose release would do one of six listed harms",
        FOIA,
    ),
    family("(b)(8)", "reports on the examination or supervision of financial institutions", FOIA),
    family("(b)(9)", "geological and geophysical information concerning wells", FOIA),
    family("STATINTL", "intelligence interests protected by statute", CIA),
    family("STATOTHR", "other matter protected by statute", CIA),
    family("STATSPEC", "specific matter protected by statute", CIA),
    family("STAT", "what a statute protects from release", CIA),
    family("ILLEGIB", "nothing withheld: the original cannot be read at this place", CIA),
    family("HR70-14", "what the CIA's historical review programme withheld", CIA),
];

const fn family(family: &'static str, what: &'static str, source: &'static str) -> Meaning {
    Meaning { family, what, source }
}

/// The codes of a line that holds codes and nothing else.
pub(super) fn codes_alone(line: &str) -> Option<Vec<&str>> {
    let line = line.trim_matches(['*', '~', '_']);
    let words = line.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty());
    let codes: Vec<_> = words.map(|word| is_code(word).then_some(word)).collect::<Option<_>>()?;
    (!codes.is_empty()).then_some(codes)
}

/// Whether a word is an exemption code: `25X1A2d2`, `50X1-HUM`, `(b)(3)`, `(b)(7)(C)`, `STAT`.
fn is_code(word: &str) -> bool {
    if let Some(rest) = word.strip_prefix("25X").or_else(|| word.strip_prefix("50X")) {
        let is_mark = |mark: char| mark.is_ascii_alphanumeric() || mark == '-';
        return rest.starts_with(|mark: char| mark.is_ascii_digit()) && rest.chars().all(is_mark);
    }
    if let Some(rest) = word.strip_prefix("(b)(").or_else(|| word.strip_prefix("(B)(")) {
        let mut groups = rest.strip_suffix(')').unwrap_or_default().split(")(");
        let is_group = |group: &str| {
            (1..=2).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let first = groups.next().unwrap_or_default();
        let is_exemption = matches!(first.as_bytes(), [b'1'..=b'9']);
        return is_exemption && groups.all(is_group);
    }
    matches!(word, "STAT" | "STATINTL" | "STATOTHR" | "STATSPEC" | "ILLEGIB" | "HR70-14")
}

/// A redaction in a piece of text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) extent: Option<String>,
    pub(super) code: Option<String>,
}

/// The redactions in a piece of text, in order: bracketed words that say so, solid blocks, and
/// "2 lines not declassified" without brackets.
pub(super) fn gaps(text: &str) -> Vec<Gap> {
    const PHRASE: &str = "not declassified";
    let mut gaps: Vec<Gap> = Vec::new();
    let mut phrases = Vec::new();
    let mut position = 0;
    // The solid blocks begin with 0xe2, as dashes and curly quotation marks do.
    let may_begin = |&byte: &u8| matches!(byte, b'[' | 0xe2 | b'n');
    while let Some(found) = text.as_bytes()[position..].iter().position(may_begin) {
        let start = position + found;
        let rest = &text[start..];
        let end = match text.as_bytes()[start] {
            b'[' => bracket_end(text, start),
            b'n' => {
                phrases.extend(rest.starts_with(PHRASE).then_some(start));
                None
            }
            _ => rest.starts_with(is_solid).then(|| solid_end(text, start)),
        };
        position = match end {
            Some(end) => {
                let (extent, code) = contents(&text[start..end], &text[end..]);
                gaps.push(Gap { start, end, extent, code });
                end
            }
            None => text.ceil_char_boundary(start + 1),
        };
    }
    let n_covered = gaps.len();
    // Invariant: no gap reaches into another. What has no brackets begins after the gap before it.
    let mut floor = 0;
    for at in phrases {
        let before = gaps[..n_covered].partition_point(|gap| gap.start <= at);
        floor = before.checked_sub(1).map_or(0, |index| gaps[index].end).max(floor);
        if floor > at {
            continue;
        }
        if let Some(gap) = unbracketed(text, floor, at, at + PHRASE.len()) {
            floor = gap.end;
            gaps.push(gap);
        }
    }
    order::sort_by_key(&mut gaps, |gap| gap.start);
    gaps
}

/// The end of the bracket that opens at a byte, if it says that something is withheld.
fn bracket_end(text: &str, start: usize) -> Option<usize> {
    const SAYING: [&str; 9] = [
        "redacted",
        "deleted",
        "not declassified",
        "excised",
        "sanitized",
        "withheld",
        "censored",
        "blacked out",
        "classified material",
    ];
    let inside = &text[start + 1..];
    let length = inside.find(['[', ']']).filter(|&length| length <= 160)?;
    if !inside[length..].starts_with(']') {
        return None;
    }
    let words = inside[..length].to_ascii_lowercase();
    let is_solid = !words.trim().is_empty() && words.chars().all(|mark| "█▇■ x_-.".contains(mark));
    let says = SAYING.iter().any(|saying| words.contains(saying)) || (is_solid && length >= 3);
    says.then_some(start + 1 + length + 1)
}

fn solid_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let length = rest.find(|mark: char| !is_solid(mark) && mark != ' ').unwrap_or(rest.len());
    start + rest[..length].trim_end().len()
}

fn is_solid(mark: char) -> bool {
    matches!(mark, '█' | '▇' | '■')
}

/// What the printed form of a redaction says of its extent and of its code. A code that stands
/// right behind a bracket belongs to it.
fn contents(printed: &str, behind: &str) -> (Option<String>, Option<String>) {
    const MEASURES: [&str; 6] = ["line", "page", "paragraph", "word", "name", "sentence"];
    let inside = printed.trim_matches(['[', ']']).trim();
    let words = || inside.split([' ', ',', ';']).map(|word| word.trim_end_matches(':'));
    let behind = behind.split(char::is_whitespace).next().unwrap_or_default();
    let behind = behind.trim_end_matches(['.', ',', ';', ':']);
    let code = words().chain([behind]).find(|word| is_code(word)).map(str::to_owned);
    let lower = inside.to_ascii_lowercase();
    let has_extent = MEASURES.iter().any(|measure| lower.contains(measure));
    let extent = match &code {
        Some(code) => inside.replace(code.as_str(), ""),
        None => inside.to_owned(),
    };
    (has_extent.then(|| extent.trim_matches([' ', ',', ';', ':']).to_owned()), code)
}

/// "2½ lines not declassified", "line(s) not declassified", "less than 1 line not declassified": the
/// gap that ends with the phrase, and begins at `floor` or after it.
fn unbracketed(text: &str, floor: usize, phrase_start: usize, end: usize) -> Option<Gap> {
    let before = text[floor..phrase_start].trim_end();
    const MEASURES: [&str; 8] =
        ["line(s)", "lines", "line", "paragraph(s)", "paragraphs", "paragraph", "pages", "page"];
    let measure = MEASURES.iter().find(|&&measure| before.ends_with(measure))?;
    let mut start = before.len() - measure.len();
    let head = before[..start].trim_end();
    let number = head.rsplit(char::is_whitespace).next().unwrap_or_default();
    const NUMBERS: [&str; 8] = ["one", "two", "three", "four", "five", "six", "several", "half"];
    if number.starts_with(|mark: char| mark.is_ascii_digit() || "½¼¾".contains(mark))
        || NUMBERS.contains(&number.to_ascii_lowercase().as_str())
    {
        start = head.len() - number.len();
        let less = before[..start].trim_end();
        if less.to_ascii_lowercase().ends_with("less than") {
            start = less.len() - "less than".len();
        }
    } else if *measure != "line(s)" && *measure != "paragraph(s)" {
        // "The line not declassified …" is a sentence, not a gap.
        return None;
    }
    let start = floor + start;
    Some(Gap { start, end, extent: Some(text[start..end].to_owned()), code: None })
}

/// Splits off the redactions that a line begins with; `None` where it begins with none.
pub(super) fn split_leading(line: &str) -> Option<(&str, &str)> {
    if !may_open(line.trim_start()) {
        return None;
    }
    let mut end = 0;
    for gap in gaps(line) {
        if !line[end..gap.start].trim().is_empty() {
            break;
        }
        end = gap.end;
    }
    (end > 0).then(|| (&line[..end], line[end..].trim_start()))
}

/// Whether a line may open with a redaction: with a bracket, a solid block, or the first word of
/// "2½ lines not declassified", "Two paragraphs …", "less than 1 line …", "line(s) …".
fn may_open(line: &str) -> bool {
    const WORDS: [&str; 11] =
        ["one", "two", "three", "four", "five", "six", "several", "half", "less", "line", "para"];
    let starts = |sign: char| matches!(sign, '[' | '½' | '¼' | '¾') || is_solid(sign);
    let begins_with = |word: &str| {
        let head = line.as_bytes().get(..word.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    line.starts_with(starts)
        || line.starts_with(|sign: char| sign.is_ascii_digit())
        || WORDS.into_iter().any(begins_with)
}

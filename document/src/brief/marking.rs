//! Classification markings: the lines at the head and foot of a page that say only how secret it is.

use super::Level;

/// What a marking says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// As printed, without the Markdown around it.
    pub(super) printed: String,
    /// Whether a line is drawn through it.
    pub(super) struck: bool,
    /// Its level.
    pub(super) level: Level,
    /// Its caveats in printed order.
    pub(super) caveats: Vec<String>,
}

/// Reads a line that holds a marking and nothing else; `None` for every other line, so that the
/// word SECRET in running text is never one. Bold, struck, spaced (`S E C R E T`) and hyphenated
/// (`S-E-C-R-E-T`) letters are read; small letters only where they are struck.
pub(super) fn read(line: &str) -> Option<Reading> {
    let struck = line.contains('~') && line.contains("~~");
    let printed = without_markup(line);
    if printed.len() > 120 || (!struck && printed.chars().any(char::is_lowercase)) {
        return None;
    }
    let (level, rest) = read_level(&printed.to_ascii_uppercase())?;
    let caveats = read_caveats(&rest)?;
    Some(Reading { printed, struck, level, caveats })
}

/// The line without emphasis marks and escapes.
pub(super) fn without_markup(line: &str) -> String {
    let is_edge = |character: char| character.is_whitespace() || character == '_';
    let line = line.trim().trim_start_matches('#');
    // Most lines have none.
    if !line.bytes().any(|byte| b"~*_\\".contains(&byte)) {
        return line.trim_matches(is_edge).to_owned();
    }
    let mut printed = line.replace("~~", " ");
    for mark in ["**", "__", "*", "\\"] {
        printed = printed.replace(mark, "");
    }
    printed.trim_matches(is_edge).to_owned()
}

fn read_level(printed: &str) -> Option<(Level, String)> {
    // Longest first: TOP SECRET before SECRET.
    const LEVELS: [(&str, Level); 10] = [
        ("FOROFFICIALUSEONLY", Level::OfficialUseOnly),
        ("LIMITEDOFFICIALUSE", Level::OfficialUseOnly),
        ("OFFICIALUSEONLY", Level::OfficialUseOnly),
        ("CONFIDENTIAL", Level::Confidential),
        ("UNCLASSIFIED", Level::Unclassified),
        ("RESTRICTED", Level::Restricted),
        ("TOPSECRET", Level::TopSecret),
        ("SECRET", Level::Secret),
        ("FOUO", Level::OfficialUseOnly),
        ("LOU", Level::OfficialUseOnly),
    ];
    LEVELS.iter().find_map(|&(letters, level)| {
        let rest = strip_letters(printed, letters)?;
        let ends = rest.is_empty() || !rest.starts_with(|next: char| next.is_alphanumeric());
        ends.then(|| (level, rest.to_owned()))
    })
}

/// Takes letters off the start of a line, whatever spaces and hyphens stand between them.
fn strip_letters<'a>(line: &'a str, letters: &str) -> Option<&'a str> {
    let mut rest = line;
    for letter in letters.chars() {
        rest = rest.trim_start_matches([' ', '-', '\u{a0}']).strip_prefix(letter)?;
    }
    Some(rest)
}

/// Reads what follows the level: nothing, or caveats. After a double slash any code word may stand.
fn read_caveats(rest: &str) -> Option<Vec<String>> {
    const CAVEATS: [&str; 33] = [
        "BACKGROUND USE ONLY",
        "CNWDI",
        "COMINT",
        "CONTROL",
        "CONTROLLED DISSEM",
        "EXDIS",
        "EYES ONLY",
        "FORMERLY RESTRICTED DATA",
        "FRD",
        "HCS",
        "HVCCO",
        "IMCON",
        "INTERNAL USE ONLY",
        "LIMDIS",
        "NO DISSEM ABROAD",
        "NO FOREIGN DISSEM",
        "NOCONTRACT",
        "NODIS",
        "NOFORN",
        "NOT RELEASABLE TO FOREIGN NATIONALS",
        "ORCON",
        "PROPIN",
        "RESTRICTED DATA",
        "RUFF",
        "SECURITY INFORMATION",
        "SENSITIVE",
        "SI",
        "SPECAT",
        "TK",
        "UMBRA",
        "US OFFICIALS ONLY",
        "U.S. OFFICIALS ONLY",
        "WNINTEL",
    ];
    let mut caveats = Vec::new();
    let mut free = false;
    let mut rest = rest.trim_start();
    while !rest.is_empty() {
        free |= rest.starts_with("//");
        rest = rest.trim_start_matches([' ', '/', ',', ';', '-', '–', '—', '(', ')', '.']);
        if rest.is_empty() {
            break;
        }
        let known = CAVEATS.iter().filter(|caveat| starts_with_word(rest, caveat));
        let caveat = match known.max_by_key(|caveat| caveat.len()) {
            Some(caveat) => &rest[..caveat.len()],
            None if rest.starts_with("REL TO ") => rest,
            None if free => &rest[..rest.find('/').unwrap_or(rest.len())],
            None => return None,
        };
        caveats.push(caveat.trim().to_owned());
        rest = &rest[caveat.len()..];
    }
    Some(caveats)
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A level as markings write it.
impl std::fmt::Display for Level {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Level::Unclassified => "UNCLASSIFIED",
            Level::OfficialUseOnly => "OFFICIAL USE ONLY",
            Level::Restricted => "RESTRICTED",
            Level::Confidential => "CONFIDENTIAL",
            Level::Secret => "SECRET",
            Level::TopSecret => "TOP SECRET",
        })
    }
}

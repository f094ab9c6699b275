//! A short name for a theme, from the sentence that it stands for.

/// The longest that a name may be, in characters, the dots of a shortened one aside.
const LONGEST: usize = 50;

/// A name for what a sentence says: its first clause, without the article or "There are" that it
/// begins with and without its final stop. A clause too long for a name ends at a comma or before a
/// "which", or else at the last word that fits and can stand at an end, with an ellipsis.
#[must_use]
pub fn short_name(text: &str) -> String {
    let clause = without_opening(first_clause(text.trim()));
    let name = if length(clause) <= LONGEST {
        clause.to_owned()
    } else if let Some(part) = first_part(clause) {
        part.to_owned()
    } else {
        format!("{}…", cut(clause))
    };
    capitalised(name.trim())
}

/// Up to the first stop, semicolon, colon, dash or bracket.
fn first_clause(text: &str) -> &str {
    let ends = text.char_indices().filter(|&(at, letter)| {
        let (before, after) = (&text[..at], &text[at + letter.len_utf8()..]);
        match letter {
            ';' | '—' | '–' => at > 0,
            ':' => at > 0 && after.starts_with(char::is_whitespace),
            '(' => before.ends_with(char::is_whitespace),
            '-' => after.starts_with('-') && at > 0,
            '.' | '!' | '?' => ends_sentence(before, after),
            _ => false,
        }
    });
    let clause = text[..ends.map(|(at, _)| at).next().unwrap_or(text.len())].trim_end();
    if clause.contains(char::is_alphanumeric) { clause } else { text }
}

/// A stop ends a sentence before a space and a capital, or at the end; not after a letter alone
/// ("i.e.", "J. Smith").
fn ends_sentence(before: &str, after: &str) -> bool {
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    let after = after.trim_start_matches(['"', '\'', '”', '’', ')']);
    if after.trim().is_empty() {
        return true;
    }
    let opens = after.trim_start().chars().next().is_some_and(|letter| !letter.is_lowercase());
    after.starts_with(char::is_whitespace) && opens && length(word) > 2
}

fn without_opening(clause: &str) -> &str {
    const OPENINGS: [&str; 7] =
        ["there are also ", "there is also ", "there are ", "there is ", "the ", "an ", "a "];
    let opening = OPENINGS.into_iter().find(|opening| {
        clause.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
    });
    clause[opening.map_or(0, str::len)..].trim_start()
}

/// Up to a comma, or a word that opens a lesser clause, where enough stands before it.
fn first_part(clause: &str) -> Option<&str> {
    const OPENERS: [&str; 8] =
        [", ", " which ", " who ", " but ", " because ", " although ", " while ", " so that "];
    let end = OPENERS.iter().filter_map(|opener| clause.find(opener)).min()?;
    let part = &clause[..end];
    (part.split_whitespace().count() >= 3 && length(part) <= LONGEST).then_some(part)
}

/// The words that fit, less those that cannot end a phrase.
fn cut(clause: &str) -> &str {
    let fits = clause.char_indices().nth(LONGEST).map_or(clause.len(), |(at, _)| at);
    let at_edge = clause[fits..].starts_with(char::is_whitespace);
    let last = if at_edge { Some(fits) } else { clause[..fits].rfind(char::is_whitespace) };
    let Some(last) = last else { return &clause[..fits] };
    let mut words = clause[..last].trim_end();
    while let Some((before, word)) = words.rsplit_once(char::is_whitespace) {
        if !LEANING.iter().any(|leaning| word.eq_ignore_ascii_case(leaning)) {
            break;
        }
        words = before.trim_end();
    }
    words.trim_end_matches([',', '-'])
}

/// Words that lean on the next one.
const LEANING: [&str; 70] = [
    "a", "an", "the", "this", "these", "that", "those", "its", "his", "her", "their", "other",
    "some", "any", "no", "not", "all", "of", "in", "on", "at", "by", "for", "from", "to", "with",
    "without", "about", "as", "than", "into", "under", "over", "between", "and", "or", "but",
    "nor", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do",
    "does", "did", "will", "would", "can", "could", "may", "might", "shall", "should", "must",
    "able", "seem", "seems", "which", "who", "whom", "whose", "when", "where",
];

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn length(text: &str) -> usize {
    text.chars().count()
}

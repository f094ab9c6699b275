//! Cited sources: the places where the text names a publication together with its date.
//!
//! A publication is told by its last word (Times, Weekly, Guardian …) or its name (Pravda). One in
//! brackets is cited with all that the brackets hold; one in running text with the date beside it.
//! A name without a date ("Pravda said") is a mention, no citation.

use super::{Block, Brief, CitedSource, DateMention, date};
use crate::text::{Byte, CodePoint, Span};

/// Reads the cited sources of a block, in reading order. Takes its dates.
pub(super) fn read(brief: &Brief, block: &Block, dates: &[DateMention]) -> Vec<CitedSource> {
    if dates.is_empty() {
        return Vec::new();
    }
    let offset = brief.text.byte(block.span.start).0;
    Text { brief, words: brief.text_of(block), offset }.citations(dates)
}

/// How many bytes around a publication's name what is said of it may stand.
const REACH: usize = 400;

/// The text of one block; all places are bytes from its start.
struct Text<'a> {
    brief: &'a Brief,
    words: &'a str,
    offset: usize,
}

impl Text<'_> {
    fn citations(&self, dates: &[DateMention]) -> Vec<CitedSource> {
        let mut citations: Vec<CitedSource> = Vec::new();
        let mut free_from = 0;
        for (start, end) in publications(self.words) {
            if start < free_from {
                continue;
            }
            let Some(date) = self.date_beside(start, end, dates) else { continue };
            let (date_start, date_end) = (self.byte(date.span.start), self.byte(date.span.end));
            let brackets = self.brackets_around(start).filter(|&(_, close)| date_end <= close);
            let (from, to) = match brackets {
                Some((open, close)) => (open, close + 1),
                None => (self.with_preposition(start.min(date_start)), end.max(date_end)),
            };
            let before = &self.words[from..start];
            let (author, author_start) = match author(self.words, from, start, brackets.is_some()) {
                Some((author, author_start)) => (Some(author), author_start),
                None => (None, from),
            };
            citations.push(CitedSource {
                span: Span {
                    start: self.code_point(author_start.min(from)),
                    end: self.code_point(to),
                },
                publication: self.publication(start, end, date_start).to_owned(),
                author,
                title: brackets.and_then(|_| quoted(before)).map(str::to_owned),
                date: Some(date.value.clone()),
            });
            free_from = to;
        }
        citations
    }

    /// The date in the same sentence within a few words of a publication: of the one before it and
    /// the one after it, the nearer.
    fn date_beside<'a>(
        &self,
        start: usize,
        end: usize,
        dates: &'a [DateMention],
    ) -> Option<&'a DateMention> {
        const N_WORDS: usize = 9;
        let next = dates.partition_point(|date| self.byte(date.span.start) < start);
        let before = next.checked_sub(1).map(|index| &dates[index]);
        let distance = |date: &DateMention| {
            let (date_start, date_end) = (self.byte(date.span.start), self.byte(date.span.end));
            let between =
                self.words.get(date_end..start).or_else(|| self.words.get(end..date_start))?;
            let is_near = between.len() <= REACH && between.split_whitespace().count() <= N_WORDS;
            let ends = is_near && (date::ends_sentence(between) || between.contains(';'));
            (is_near && !ends && is_day(&date.value)).then_some(between.len())
        };
        let candidates = before.into_iter().chain(dates.get(next));
        let near = candidates.filter_map(|date| Some((distance(date)?, date)));
        near.min_by_key(|&(length, _)| length).map(|(_, date)| date)
    }

    /// The round brackets that hold a place, without others in them.
    fn brackets_around(&self, place: usize) -> Option<(usize, usize)> {
        let from = self.words.floor_char_boundary(place.saturating_sub(REACH));
        let to = self.words.ceil_char_boundary((place + REACH).min(self.words.len()));
        let open = from + self.words[from..place].rfind(['(', ')'])?;
        let close = place + self.words[place..to].find(['(', ')'])?;
        (self.words[open..].starts_with('(') && self.words[close..].starts_with(')'))
            .then_some((open, close))
    }

    /// The publication with section and page, where they stand between it and the date.
    fn publication(&self, start: usize, end: usize, date_start: usize) -> &str {
        let Some(between) = self.words.get(end..date_start) else { return &self.words[start..end] };
        const PLACES: [&str; 8] =
            [", section ", ", page ", ", p. ", ", pp. ", ", part ", ", col. ", ", vol. ", ", no. "];
        let lower = between.to_ascii_lowercase();
        let has_place = PLACES.iter().any(|place| lower.starts_with(place));
        let length = if has_place { between.trim_end_matches([',', ' ']).len() } else { 0 };
        &self.words[start..end + length]
    }

    /// Takes "on" and "of" before a date into the citation.
    fn with_preposition(&self, start: usize) -> usize {
        let before = &self.words[..start];
        ["on ", "On "]
            .iter()
            .find_map(|word| before.strip_suffix(word))
            .filter(|rest| rest.is_empty() || rest.ends_with(' '))
            .map_or(start, str::len)
    }

    fn byte(&self, place: CodePoint) -> usize {
        self.brief.text.byte(place).0 - self.offset
    }

    fn code_point(&self, byte: usize) -> CodePoint {
        self.brief.text.code_point(Byte(self.offset + byte))
    }
}

/// Whether a date's value names a day.
fn is_day(value: &str) -> bool {
    value.len() == "1957-07-23".len() && !value.contains('/')
}

/// The publications named in a text, in bytes: runs of capitalised words that end in the name of a
/// paper.
fn publications(text: &str) -> Vec<(usize, usize)> {
    const ALONE: [&str; 24] = [
        "Pravda",
        "Izvestia",
        "Izvestiya",
        "Kommunist",
        "Trud",
        "Tass",
        "TASS",
        "Borba",
        "Economist",
        "Newsweek",
        "Time",
        "Spectator",
        "Observer",
        "Monde",
        "Figaro",
        "Humanite",
        "Humanité",
        "Unita",
        "Unità",
        "Nepszabadsag",
        "Scinteia",
        "Politika",
        "Zvezda",
        "Reuters",
    ];
    const LAST_WORDS: [&str; 17] = [
        "Times",
        "Post",
        "Herald",
        "Tribune",
        "Guardian",
        "Weekly",
        "Journal",
        "News",
        "Gazette",
        "Worker",
        "Mail",
        "Telegraph",
        "Daily",
        "Star",
        "Zeitung",
        "Deutschland",
        "Pravo",
    ];
    // Longer names are runs of words: "Manchester Guardian Weekly", "Leningrad Pravda".
    let mut found = Vec::new();
    let mut run: Option<(usize, usize, bool)> = None;
    let mut end_of_last = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = end_of_last;
        end_of_last += word.len();
        if word.starts_with(|sign: char| sign.is_ascii_lowercase()) {
            run = None;
            continue;
        }
        let trimmed = word.trim_end();
        let opening =
            trimmed.len() - trimmed.trim_start_matches(['(', '"', '“', '\'', '/', '[']).len();
        let core = trimmed[opening..]
            .trim_end_matches([',', '.', ';', ':', ')', '"', '”', '\'', '?', '!', ']', '/']);
        let core = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")).unwrap_or(core);
        let (core_start, core_end) = (start + opening, start + opening + core.len());
        let is_capital = core.starts_with(char::is_uppercase);
        let joins = opening == 0 && is_capital;
        if !joins {
            run = None;
        }
        if !is_capital || PLAIN_OPENERS.contains(&core) {
            run = None;
            continue;
        }
        let (run_start, _, _) = *run.get_or_insert((core_start, core_end, false));
        let n_before = run_start != core_start;
        if ALONE.contains(&core)
            || (LAST_WORDS.contains(&core) && n_before)
            || (core == "Times" && text[..core_start].ends_with("The "))
        {
            // "Guardian Weekly" goes on where "Manchester Guardian" was found.
            if found.last().is_some_and(|&(last_start, _)| last_start == run_start) {
                found.pop();
            }
            found.push((run_start, core_end));
        }
        // Punctuation after a word ends the run.
        if opening + core.len() < trimmed.len() {
            run = None;
        }
    }
    found
}

/// Words that begin sentences with a capital and are no part of a name.
const PLAIN_OPENERS: [&str; 20] = [
    "The",
    "In",
    "On",
    "See",
    "A",
    "An",
    "By",
    "From",
    "As",
    "At",
    "According",
    "To",
    "Cf",
    "This",
    "When",
    "But",
    "And",
    "That",
    "July",
    "June",
];

/// The author before a publication: a name with an apostrophe before "article", "piece" and the
/// like, or in brackets before the first comma. Gives the name and the byte that it starts at.
fn author(
    text: &str,
    from: usize,
    publication: usize,
    in_brackets: bool,
) -> Option<(String, usize)> {
    const PIECES: [&str; 10] = [
        "article",
        "piece",
        "story",
        "report",
        "column",
        "dispatch",
        "editorial",
        "essay",
        "book",
        "analysis",
    ];
    let sentence = if in_brackets {
        from + 1
    } else {
        let reach = text.floor_char_boundary(publication.saturating_sub(REACH));
        text[reach..publication].rfind(". ").map_or(reach, |stop| reach + stop + 2)
    };
    let before = &text[sentence..publication];
    let outside_quotes = before.find(['"', '“']).map_or(before, |quote| &before[..quote]);
    let piece = PIECES.iter().filter_map(|piece| outside_quotes.rfind(piece)).max()?;
    let owner_end = outside_quotes[..piece].rfind(['\'', '’'])?;
    let owner = &outside_quotes[..owner_end];
    // Between the apostrophe and the piece only what praises it: "'s", "excellent".
    if outside_quotes[owner_end..piece].split_whitespace().count() > 3 {
        return None;
    }
    let mut start = owner.len();
    for word in owner.split(' ').rev() {
        if word.is_empty() || !word.starts_with(char::is_uppercase) || PLAIN_OPENERS.contains(&word)
        {
            break;
        }
        start = start.saturating_sub(word.len() + usize::from(start < owner.len()));
    }
    let name = owner.get(start..)?.trim();
    let start = start + owner[start..].len() - owner[start..].trim_start().len();
    (!name.is_empty()).then(|| (name.to_owned(), sentence + start))
}

/// The first quoted words of a text.
fn quoted(text: &str) -> Option<&str> {
    let open = text.find(['"', '“'])?;
    let inner = &text[open..];
    let inner = &inner[inner.chars().next()?.len_utf8()..];
    inner.find(['"', '”']).map(|close| inner[..close].trim_end_matches(','))
}

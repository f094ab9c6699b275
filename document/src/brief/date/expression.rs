//! Date expressions as they are printed: "17, 18 and 19 June", "end of 1956", "1937-38".

use crate::brief::word;

/// A date expression, in bytes of the text it was found in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expression {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) year: Option<u16>,
    pub(super) last_year: Option<u16>,
    pub(super) month: Option<u8>,
    pub(super) first_day: Option<u8>,
    pub(super) last_day: Option<u8>,
    pub(super) qualifier: Option<String>,
}

impl Expression {
    /// Its value in ISO 8601 or EDTF; digits that nothing tells are `X`.
    pub(super) fn value(&self, year: Option<u16>) -> String {
        let year = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        let Some(month) = self.month else {
            return match self.last_year {
                Some(last) => format!("{year}/{last:04}"),
                None => year,
            };
        };
        match (self.first_day, self.last_day) {
            (Some(first), Some(last)) => {
                format!("{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}")
            }
            (Some(day), None) => format!("{year}-{month:02}-{day:02}"),
            (None, _) => format!("{year}-{month:02}"),
        }
    }
}

/// A word of letters and digits, in bytes.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

struct Scanner<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
}

/// Finds the date expressions of a text, in order.
pub(super) fn scan(text: &str) -> Vec<Expression> {
    let runs = word::runs(text, char::is_alphanumeric);
    let words = runs.map(|(start, word)| Word { start, end: start + word.len(), text: word });
    let scanner = Scanner { text, words: words.collect() };
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(word) = scanner.word(index) {
        // A date begins with a day, a year or the name of a month.
        if !word.text.starts_with(|sign: char| sign.is_ascii_digit() || "JFMASOND".contains(sign)) {
            index += 1;
            continue;
        }
        match scanner
            .days_and_month(index)
            .or_else(|| scanner.month(index))
            .or_else(|| scanner.years(index))
        {
            Some((mut date, next)) => {
                let earliest = found.last().map_or(0, |last: &Expression| last.end);
                scanner.qualify(&mut date, index, earliest);
                found.push(date);
                index = next;
            }
            None => index += 1,
        }
    }
    found
}

impl<'a> Scanner<'a> {
    fn word(&self, index: usize) -> Option<Word<'a>> {
        self.words.get(index).copied()
    }

    /// What stands between a word and the one before it.
    fn gap(&self, index: usize) -> &'a str {
        match (index.checked_sub(1).and_then(|before| self.word(before)), self.word(index)) {
            (Some(before), Some(word)) => &self.text[before.end..word.start],
            _ => "",
        }
    }

    /// `21 July 1957`, `17, 18 and 19 June`, `5-17 July`.
    fn days_and_month(&self, index: usize) -> Option<(Expression, usize)> {
        let first = self.word(index)?;
        let first_day = day(first.text)?;
        let mut last_day = None;
        // Commas alone join no days: in "page 4, 21 July" only the second is one.
        let mut is_joined = true;
        let mut next = index + 1;
        loop {
            let gap = self.gap(next);
            let word = self.word(next)?;
            if gap == " " && month_number(word.text).is_some() {
                break;
            }
            let joined = match (gap, word.text) {
                (" ", "and" | "or" | "to") | (", ", "and" | "or") => next + 1,
                ("-" | "–" | ", ", _) => next,
                _ => return None,
            };
            is_joined = joined > next || gap != ", ";
            last_day = Some(day(self.word(joined)?.text)?);
            next = joined + 1;
        }
        let month = self.word(next).filter(|_| is_joined)?;
        let mut found = Expression {
            start: first.start,
            end: month.end,
            month: month_number(month.text),
            first_day: Some(first_day),
            last_day,
            ..Expression::default()
        };
        next += 1;
        if let Some(year) = self.year_after(next) {
            (found.year, found.end) = (Some(year.0), year.1);
            next += 1;
        }
        Some((found, next))
    }

    /// `July 3`, `June 30, 1956`, `June 1956`, `June`.
    fn month(&self, index: usize) -> Option<(Expression, usize)> {
        let word = self.word(index)?;
        let month = month_number(word.text)?;
        let mut found = Expression {
            start: word.start,
            end: word.end,
            month: Some(month),
            ..Expression::default()
        };
        let mut next = index + 1;
        let is_short = word.text.len() <= 4 && !matches!(word.text, "May" | "June" | "July");
        let gap = self.gap(next);
        let day_after = self.word(next).and_then(|word| Some((day(word.text)?, word.end)));
        if let Some((day, end)) = day_after
            && (gap == " " || (is_short && gap == ". "))
        {
            (found.first_day, found.end) = (Some(day), end);
            next += 1;
        }
        if let Some((year, end)) = self.year_after(next) {
            (found.year, found.end) = (Some(year), end);
            next += 1;
        }
        let is_bare = found.first_day.is_none() && found.year.is_none();
        if is_bare
            && (is_short
                || (matches!(word.text, "May" | "March") && !self.follows_preposition(index)))
        {
            return None;
        }
        Some((found, next))
    }

    /// `1955`, `1937-38`, `1948-9`.
    fn years(&self, index: usize) -> Option<(Expression, usize)> {
        const NO_YEARS: [&str; 14] = [
            "hours", "hrs", "tons", "men", "troops", "km", "miles", "meters", "metres", "feet",
            "people", "rubles", "dollars", "workers",
        ];
        let word = self.word(index)?;
        let year = year(word.text)?;
        let before = self.text[..word.start].chars().next_back().unwrap_or(' ');
        let after = self.text[word.end..].chars().next().unwrap_or(' ');
        let unit = self.word(index + 1).filter(|_| self.gap(index + 1) == " ");
        let counts = unit.is_some_and(|unit| NO_YEARS.contains(&unit.text));
        if "$£/.-–#".contains(before) || "/%".contains(after) || counts {
            return None;
        }
        let mut found = Expression {
            start: word.start,
            end: word.end,
            year: Some(year),
            ..Expression::default()
        };
        if let Some(last) =
            self.word(index + 1).filter(|_| matches!(self.gap(index + 1), "-" | "–"))
        {
            let digits = last.text;
            let is_year = matches!(digits.len(), 1 | 2 | 4)
                && digits.bytes().all(|byte| byte.is_ascii_digit());
            let scale = 10_u16.pow(u32::try_from(digits.len()).unwrap_or(4).min(4));
            let last_year = digits.parse::<u16>().ok().filter(|_| is_year);
            let last_year = last_year
                .map(|tail| if scale == 10_000 { tail } else { year / scale * scale + tail });
            if let Some(last_year) = last_year.filter(|&last_year| last_year > year) {
                (found.last_year, found.end) = (Some(last_year), last.end);
                return Some((found, index + 2));
            }
            // `1957-78` in a file number is no year.
            return None;
        }
        Some((found, index + 1))
    }

    fn year_after(&self, index: usize) -> Option<(u16, usize)> {
        let word = self.word(index).filter(|_| matches!(self.gap(index), " " | ", " | ". "))?;
        Some((year(word.text)?, word.end))
    }

    fn follows_preposition(&self, index: usize) -> bool {
        const BEFORE: [&str; 16] = [
            "in", "In", "of", "since", "Since", "until", "by", "during", "During", "before",
            "after", "last", "next", "early", "late", "mid",
        ];
        index
            .checked_sub(1)
            .and_then(|before| self.word(before))
            .is_some_and(|word| BEFORE.contains(&word.text))
    }

    /// Takes "early", "end of", "second half of" and the like before a date into it.
    fn qualify(&self, date: &mut Expression, index: usize, earliest: usize) {
        let before = |steps: usize| {
            let word = index.checked_sub(steps).and_then(|index| self.word(index))?;
            let is_joined = matches!(self.gap(index + 1 - steps), " " | "-");
            (is_joined && word.start >= earliest).then_some(word)
        };
        let lower = |steps: usize| {
            before(steps).map(|word| word.text.to_ascii_lowercase()).unwrap_or_default()
        };
        let is_rough = |word: &str| matches!(word, "early" | "late" | "mid" | "middle");
        let first = lower(1);
        let (n_words, qualifier) = if is_rough(&first) {
            (1, first)
        } else if first == "in" && is_rough(&lower(2)) {
            (2, lower(2))
        } else if first == "of" {
            match lower(2).as_str() {
                rough @ ("end" | "beginning" | "middle" | "start" | "spring" | "summer"
                | "autumn" | "fall" | "winter") => (2, rough.to_owned()),
                "half" => match lower(3).as_str() {
                    which @ ("first" | "second" | "latter") => (3, format!("{which} half")),
                    _ => return,
                },
                _ => return,
            }
        } else {
            return;
        };
        if let Some(word) = before(n_words) {
            date.start = word.start;
            date.qualifier = Some(qualifier);
        }
    }
}

fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    let is_number =
        (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|day| is_number && (1..=31).contains(day))
}

fn year(word: &str) -> Option<u16> {
    let is_number = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| is_number && (1700..=2099).contains(year))
}

fn month_number(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let is_name = |month: &str| {
        word == month
            || (word.len() >= 3
                && word.eq_ignore_ascii_case(month)
                && word.chars().all(char::is_uppercase))
            || (month.len() > 4
                && (word == &month[..3] || (month == "September" && word == "Sept")))
    };
    let index = MONTHS.iter().position(|month| is_name(month))?;
    u8::try_from(index + 1).ok()
}

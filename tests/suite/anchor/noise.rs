//! What a scanner does to a text, with the truth about where each character went.

use briefmark::text::Span;

use super::chance::Chance;

/// A text as a scanner read it.
pub(super) struct Noisy {
    pub(super) text: String,
    /// For each code point of the text before, and its end: where in the text after it begins, and
    /// whether it is still there.
    places: Vec<(u32, bool)>,
}

impl Noisy {
    /// Reads a text as badly as so many of a thousand characters, losing as many of its lines: `rn`
    /// for `m` and the other way round, `1` for `l`, hyphens dropped, lines and words joined.
    pub(super) fn new(text: &str, per_mille: usize, chance: &mut Chance) -> Noisy {
        let mut noisy = Noisy { text: String::with_capacity(text.len()), places: Vec::new() };
        let mut n_after = 0;
        for line in text.split_inclusive('\n') {
            let is_lost = chance.is(per_mille);
            let mut characters = line.chars().peekable();
            while let Some(character) = characters.next() {
                noisy.places.push((n_after, !is_lost));
                if is_lost {
                    continue;
                }
                if !chance.is(per_mille) {
                    noisy.text.push(character);
                    n_after += 1;
                    continue;
                }
                if character == 'r' && characters.peek() == Some(&'n') {
                    characters.next();
                    noisy.places.push((n_after, true));
                    noisy.text.push('m');
                    n_after += 1;
                    continue;
                }
                let read = misread(character);
                noisy.text.push_str(read);
                n_after += u32::try_from(read.len()).expect("it is short");
            }
        }
        noisy.places.push((n_after, true));
        noisy
    }

    /// Where a span lies now, if it was not lost.
    pub(super) fn place(&self, span: Span) -> Option<Span> {
        let (start, is_there) = self.places[span.start.0 as usize];
        let (end, _) = self.places[span.end.0 as usize];
        (is_there && start < end).then(|| Span::new(start, end))
    }
}

/// What a scanner takes a character for.
fn misread(character: char) -> &'static str {
    match character {
        'm' => "rn",
        'l' | 'I' | 'i' => "1",
        '1' => "l",
        'O' | 'o' => "0",
        '0' => "O",
        'e' => "c",
        'c' => "e",
        'a' => "o",
        'h' => "b",
        'b' => "h",
        'n' => "u",
        'u' => "n",
        's' => "5",
        '5' => "S",
        't' => "f",
        'f' => "t",
        'd' => "cl",
        'w' => "vv",
        'S' => "5",
        'B' => "8",
        'K' => "R",
        ',' => ".",
        '.' => ",",
        '\n' => " ",
        // A hyphen, a space between two words, a mark of punctuation.
        '-' | ' ' | '\'' | '"' | '(' | ')' => "",
        _ => "*",
    }
}

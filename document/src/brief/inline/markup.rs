//! The markup inside a block: CommonMark's backslash escapes, character references, code spans and
//! emphasis, and struck text between double tildes. Nothing else of Markdown is markup here.
//!
//! Three walks: the pieces of the source; which runs of delimiters belong together; the words.

use super::{Words, entity};
use crate::brief::Style;
use crate::order;

/// Whether a byte may begin markup. A text without any is its own words.
pub(super) fn is_markup(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'~' | b'&')
}

/// Writes the words of a source, and the runs of emphasis in them.
pub(super) fn resolve(source: &str, words: &mut Words) {
    let (pieces, mut runs) = split(source);
    let pairs = pair(&mut runs);
    // Where in the words each run of delimiters closes what is before it, and opens what follows.
    let mut places = Vec::with_capacity(runs.len());
    for piece in pieces {
        match piece {
            Piece::Text { start, end } => words.push_str(&source[start..end], start),
            Piece::Sign { sign, start } => words.push_str(sign.encode_utf8(&mut [0; 4]), start),
            Piece::Delimiters => {
                let run = &runs[places.len()];
                let closes_at = words.text.len();
                words.push_str(&source[run.start..run.start + run.n_left], run.start);
                places.push((closes_at, words.text.len()));
            }
        }
    }
    words.runs = pairs
        .into_iter()
        .map(|Pair { opener, closer, style }| (places[opener].1, places[closer].0, style))
        .collect();
}

/// A piece of the source, in bytes.
enum Piece {
    /// Words as they stand.
    Text { start: usize, end: usize },
    /// A character that was written by its name or number.
    Sign { sign: char, start: usize },
    /// The next run of delimiters.
    Delimiters,
}

/// A run of `*`, `_` or `~~`.
struct Run {
    start: usize,
    sign: u8,
    length: usize,
    /// How many of it have found no partner, and are words.
    n_left: usize,
    opens: bool,
    closes: bool,
}

fn split(source: &str) -> (Vec<Piece>, Vec<Run>) {
    let bytes = source.as_bytes();
    let (mut pieces, mut runs) = (Vec::new(), Vec::new());
    let mut ticks = None;
    // The words since `from` have not become a piece yet.
    let (mut from, mut byte) = (0, 0);
    while let Some(found) = bytes[byte..].iter().position(|&byte| is_markup(byte)) {
        let start = byte + found;
        byte = start + 1;
        // What stands here instead of words, and where the words go on.
        let (piece, next) = match bytes[start] {
            b'\\' => match bytes.get(byte) {
                Some(escaped) if escaped.is_ascii_punctuation() => {
                    byte += 1;
                    (None, start + 1)
                }
                Some(_) | None => continue,
            },
            b'`' => {
                let length = run_length(bytes, start);
                byte = start + length;
                let ticks = ticks.get_or_insert_with(|| ticks_of(bytes));
                let Some(close) = closing_ticks(ticks, length, byte) else { continue };
                let code = trim_code(source, byte, close);
                byte = close + length;
                (Some(Piece::Text { start: code.0, end: code.1 }), byte)
            }
            b'&' => {
                let Some((sign, length)) = entity::read(&source[start..]) else { continue };
                byte = start + length;
                (Some(Piece::Sign { sign, start }), byte)
            }
            sign => {
                let length = run_length(bytes, start);
                byte = start + length;
                let before = source[..start].chars().next_back().unwrap_or(' ');
                let after = source[byte..].chars().next().unwrap_or(' ');
                let (opens, closes) = flanks(sign, before, after);
                // One tilde is "about"; two strike through.
                if !(opens || closes) || (sign == b'~' && length != 2) {
                    continue;
                }
                runs.push(Run { start, sign, length, n_left: length, opens, closes });
                (Some(Piece::Delimiters), byte)
            }
        };
        pieces.push(Piece::Text { start: from, end: start });
        pieces.extend(piece);
        from = next;
    }
    pieces.push(Piece::Text { start: from, end: source.len() });
    (pieces, runs)
}

/// How many of the same byte stand together.
fn run_length(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().take_while(|&&byte| byte == bytes[start]).count()
}

/// The runs of backticks, by length and place: the backslash before one is words in a code span.
fn ticks_of(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut ticks = Vec::new();
    let mut byte = 0;
    while let Some(found) = bytes[byte..].iter().position(|&byte| byte == b'`') {
        let length = run_length(bytes, byte + found);
        ticks.push((length, byte + found));
        byte += found + length;
    }
    order::sort(&mut ticks);
    ticks
}

/// The first run of so many backticks at a byte or after it.
fn closing_ticks(ticks: &[(usize, usize)], length: usize, from: usize) -> Option<usize> {
    let index = ticks.partition_point(|&tick| tick < (length, from));
    ticks.get(index).filter(|tick| tick.0 == length).map(|tick| tick.1)
}

/// One space at either edge of a code span belongs to its backticks.
fn trim_code(source: &str, start: usize, end: usize) -> (usize, usize) {
    let code = &source[start..end];
    let is_padded = code.starts_with(' ') && code.ends_with(' ');
    let has_words = code.bytes().any(|byte| byte != b' ');
    if is_padded && has_words { (start + 1, end - 1) } else { (start, end) }
}

/// Whether a run of delimiters may open and may close emphasis, by what stands on either side of it:
/// CommonMark 0.31, section 6.2. The underscore does neither inside a word.
fn flanks(sign: u8, before: char, after: char) -> (bool, bool) {
    let is_apart = |sign: char| sign.is_whitespace() || is_punctuation(sign);
    let left = !after.is_whitespace() && (!is_punctuation(after) || is_apart(before));
    let right = !before.is_whitespace() && (!is_punctuation(before) || is_apart(after));
    match sign {
        b'_' => (left && is_apart(before), right && is_apart(after)),
        // Double tildes strike through inside a word and before punctuation alike.
        b'~' => (!after.is_whitespace(), right || before == '~'),
        _ => (left, right),
    }
}

/// Whether a character is punctuation or a symbol, as far as documents in print have them.
fn is_punctuation(sign: char) -> bool {
    match sign {
        '\0'..='\x7f' => sign.is_ascii_punctuation(),
        '\u{a1}'..='\u{bf}' | '\u{2100}'..='\u{2bff}' | '\u{1f000}'..='\u{1fbca}' => {
            sign != '\u{ad}' && !sign.is_alphanumeric()
        }
        '×' | '÷' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' => true,
        '\u{20a0}'..='\u{20c0}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' => true,
        _ => false,
    }
}

/// Two runs of delimiters that belong together, by their order in the source.
struct Pair {
    opener: usize,
    closer: usize,
    style: Style,
}

/// Says which runs belong together, from the inside outwards: CommonMark's "process emphasis".
fn pair(runs: &mut [Run]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut openers: Vec<usize> = Vec::new();
    // For each sort of closer, how many of the openers it need not ask again.
    let mut asked = [[0; 6]; 3];
    for closer in 0..runs.len() {
        while runs[closer].closes && runs[closer].n_left > 0 {
            let Run { sign, length, opens, .. } = runs[closer];
            let sort = match sign {
                b'*' => 0,
                b'_' => 1,
                _ => 2,
            };
            let n_asked = &mut asked[sort][length % 3 + 3 * usize::from(opens)];
            let fits = |&opener: &usize| {
                let opener = &runs[opener];
                let sum = opener.length + length;
                let either_is_both = opens || opener.closes;
                opener.sign == sign
                    && (!either_is_both || !sum.is_multiple_of(3) || length.is_multiple_of(3))
            };
            let Some(found) = openers[*n_asked..].iter().rposition(fits) else {
                *n_asked = openers.len();
                break;
            };
            let index = *n_asked + found;
            let opener = openers[index];
            openers.truncate(index);
            for n_asked in asked.iter_mut().flatten() {
                *n_asked = index.min(*n_asked);
            }
            let n_matched = runs[opener].n_left.min(runs[closer].n_left);
            let double = if sign == b'~' { Style::Struck } else { Style::Strong };
            let styles = std::iter::repeat_n(double, n_matched / 2);
            let styles = styles.chain((n_matched % 2 == 1).then_some(Style::Emphasis));
            pairs.extend(styles.map(|style| Pair { opener, closer, style }));
            runs[opener].n_left -= n_matched;
            runs[closer].n_left -= n_matched;
            if runs[opener].n_left > 0 {
                openers.push(opener);
            }
        }
        if runs[closer].opens && runs[closer].n_left > 0 {
            openers.push(closer);
        }
    }
    pairs
}

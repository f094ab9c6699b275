//! Canonical composition (NFC, UAX 15): one spelling for all equivalent ones. For comparison keys
//! only, never for the text itself.
//!
//! What Unicode says of canonical equivalence is packed into 10 kB, `normal/canonical.bin`, and
//! unpacked when it is first needed; a test makes those bytes from another implementation and
//! compares the two over all of Unicode. Hangul is composed by rule.

use crate::order;
use std::sync::OnceLock;

/// Gives the characters of a text in its composed form, one after the other.
pub fn compose(text: &str, mut emit: impl FnMut(char)) {
    let tables = tables();
    let mut signs = text.chars();
    // Most that is asked for is one sign that is its own composed form: a dash, a quotation mark.
    if let (Some(only), None) = (signs.next(), signs.next())
        && !tables.decomposes(only)
    {
        return emit(only);
    }
    let mut decomposed = Vec::new();
    text.chars().for_each(|sign| tables.decompose(sign, &mut decomposed));
    for marks in decomposed.chunk_by_mut(|_, &(_, class)| class != 0) {
        // A starter stands first, and has the lowest class.
        order::sort_by_key(marks, |&(_, class)| class);
    }
    tables.join(&decomposed).into_iter().for_each(emit);
}

/// One step of a decomposition.
#[derive(Clone, Copy)]
struct Step {
    composed: char,
    first: char,
    /// None where one character stands for another.
    second: Option<char>,
    /// Whether the two are joined again.
    joins: bool,
}

struct Tables {
    /// By the composed character.
    steps: Vec<Step>,
    /// By the two characters that are joined.
    joins: Vec<(char, char, char)>,
    /// Where marks of one combining class lie, in order: first, last, class.
    classes: Vec<(u32, u32, u8)>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables::unpack(include_bytes!("normal/canonical.bin")))
}

impl Tables {
    /// Two lists of numbers, each after its length: steps as differences from the step before, and
    /// classes as gap, length and class.
    fn unpack(packed: &[u8]) -> Tables {
        let mut numbers = Numbers { packed };
        let sign = |value: u32| char::from_u32(value).expect("the table holds characters");
        let n_steps = numbers.next();
        let (mut composed, mut first, mut second) = (0, 0, 0);
        let mut steps = Vec::with_capacity(n_steps as usize);
        for _ in 0..n_steps {
            let head = numbers.next();
            let (is_pair, joins) = (head & 1 == 1, head & 2 == 2);
            composed += head >> 2;
            first = numbers.near(first);
            if is_pair {
                second = numbers.near(second);
            }
            let second = is_pair.then(|| sign(second));
            steps.push(Step { composed: sign(composed), first: sign(first), second, joins });
        }
        let joined = steps.iter().filter(|step| step.joins);
        let mut joins: Vec<_> =
            joined.filter_map(|step| Some((step.first, step.second?, step.composed))).collect();
        order::sort(&mut joins);
        let n_classes = numbers.next();
        let mut next = 0;
        let classes = (0..n_classes).map(|_| {
            let first = next + numbers.next();
            let last = first + numbers.next();
            next = last + 1;
            (first, last, u8::try_from(numbers.next()).expect("a class is a byte"))
        });
        let classes = classes.collect();
        Tables { steps, joins, classes }
    }

    fn step(&self, sign: char) -> Option<Step> {
        let index = self.steps.binary_search_by_key(&sign, |step| step.composed).ok()?;
        Some(self.steps[index])
    }

    /// Whether a sign by itself may have another composed form.
    fn decomposes(&self, sign: char) -> bool {
        self.step(sign).is_some_and(|step| !step.joins)
    }

    fn class(&self, sign: char) -> u8 {
        let sign = u32::from(sign);
        let index = self.classes.partition_point(|&(_, last, _)| last < sign);
        self.classes.get(index).filter(|class| class.0 <= sign).map_or(0, |class| class.2)
    }

    fn decompose(&self, sign: char, decomposed: &mut Vec<(char, u8)>) {
        if let Some(syllable) = hangul::parts(sign) {
            decomposed.extend(syllable.into_iter().flatten().map(|part| (part, 0)));
        } else if let Some(step) = self.step(sign) {
            self.decompose(step.first, decomposed);
            // The second is whole already.
            decomposed.extend(step.second.map(|second| (second, self.class(second))));
        } else {
            decomposed.push((sign, self.class(sign)));
        }
    }

    /// Joins each mark to the starter before it where nothing of its class or higher stands between.
    fn join(&self, decomposed: &[(char, u8)]) -> Vec<char> {
        let mut composed: Vec<char> = Vec::with_capacity(decomposed.len());
        let mut starter = None;
        // The class of the last sign that stays between the starter and the next.
        let mut between = None;
        for &(sign, class) in decomposed {
            let is_free = between.is_none_or(|between| between < class);
            let joined = starter
                .filter(|_| is_free)
                .and_then(|starter: usize| Some((starter, self.joined(composed[starter], sign)?)));
            if let Some((starter, joined)) = joined {
                composed[starter] = joined;
            } else if class == 0 {
                starter = Some(composed.len());
                between = None;
                composed.push(sign);
            } else {
                between = Some(class);
                composed.push(sign);
            }
        }
        composed
    }

    fn joined(&self, first: char, second: char) -> Option<char> {
        hangul::joined(first, second).or_else(|| {
            let key = (first, second);
            let index = self.joins.binary_search_by_key(&key, |&(a, b, _)| (a, b)).ok()?;
            Some(self.joins[index].2)
        })
    }
}

/// Numbers of seven bits a byte, the lowest first; the eighth says that more follow.
struct Numbers<'a> {
    packed: &'a [u8],
}

impl Numbers<'_> {
    fn next(&mut self) -> u32 {
        let (mut value, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.packed.split_first() {
            self.packed = rest;
            value |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        value
    }

    /// A number by its difference from another: even ones lie above, odd ones below.
    fn near(&mut self, other: u32) -> u32 {
        let difference = self.next();
        if difference & 1 == 0 { other + difference / 2 } else { other - difference / 2 - 1 }
    }
}

/// Korean syllables: a leading consonant, a vowel, and perhaps a trailing consonant. The Unicode
/// Standard, section 3.12.
mod hangul {
    const SYLLABLES: u32 = 0xac00;
    const LEADING: u32 = 0x1100;
    const VOWELS: u32 = 0x1161;
    /// One before the first trailing consonant.
    const TRAILING: u32 = 0x11a7;
    const N_LEADING: u32 = 19;
    const N_VOWELS: u32 = 21;
    const N_TRAILING: u32 = 28;

    /// How far into a block a sign lies, if it lies in it.
    fn index(sign: char, start: u32, length: u32) -> Option<u32> {
        u32::from(sign).checked_sub(start).filter(|&index| index < length)
    }

    pub(super) fn parts(sign: char) -> Option<[Option<char>; 3]> {
        let index = index(sign, SYLLABLES, N_LEADING * N_VOWELS * N_TRAILING)?;
        let (rest, trailing) = (index / N_TRAILING, index % N_TRAILING);
        Some([
            char::from_u32(LEADING + rest / N_VOWELS),
            char::from_u32(VOWELS + rest % N_VOWELS),
            char::from_u32(TRAILING + trailing).filter(|_| trailing > 0),
        ])
    }

    pub(super) fn joined(first: char, second: char) -> Option<char> {
        if let Some(leading) = index(first, LEADING, N_LEADING) {
            let vowel = index(second, VOWELS, N_VOWELS)?;
            return char::from_u32(SYLLABLES + (leading * N_VOWELS + vowel) * N_TRAILING);
        }
        let syllable = index(first, SYLLABLES, N_LEADING * N_VOWELS * N_TRAILING)?;
        let trailing = index(second, TRAILING, N_TRAILING).filter(|&trailing| trailing > 0)?;
        let is_open = syllable % N_TRAILING == 0;
        char::from_u32(SYLLABLES + syllable + trailing).filter(|_| is_open)
    }
}

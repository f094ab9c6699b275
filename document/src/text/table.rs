//! Conversion between code points, bytes and UTF-16 units.
//!
//! One checkpoint for each 128 code points: a look-up costs a shift (or a binary search, when it
//! comes from bytes or UTF-16 units) and a walk of at most 128 characters, eight bytes at a time;
//! the table weighs a sixteenth of the text. An ASCII text needs no checkpoints: its three units
//! are one.

use super::{Byte, CodePoint, Utf16};

const STEP: u32 = 128;

/// What is known at the start of each run of `STEP` code points.
#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    byte: u32,
    utf16: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Empty when the text is ASCII.
    checkpoints: Vec<Checkpoint>,
    n_code_points: u32,
}

impl Table {
    pub(super) fn new(text: &str) -> Table {
        if text.is_ascii() {
            return Table { checkpoints: Vec::new(), n_code_points: narrow(text.len()) };
        }
        let bytes = text.as_bytes();
        let mut checkpoints = Vec::with_capacity(text.len() / STEP as usize + 1);
        let (mut byte, mut utf16) = (0, 0);
        loop {
            let end = byte + advance(&bytes[byte..], STEP);
            let run = &bytes[byte..end];
            let n_code_points = code_points(run);
            if n_code_points > 0 {
                checkpoints.push(Checkpoint { byte: narrow(byte), utf16 });
            }
            if n_code_points < STEP {
                let n_full = narrow(checkpoints.len()) - u32::from(n_code_points > 0);
                return Table { checkpoints, n_code_points: n_full * STEP + n_code_points };
            }
            utf16 += n_code_points + surrogate_pairs(run);
            byte = end;
        }
    }

    pub(super) fn len(&self) -> CodePoint {
        CodePoint(self.n_code_points)
    }

    pub(super) fn byte(&self, text: &str, place: CodePoint) -> Byte {
        if self.checkpoints.is_empty() {
            return Byte(place.0.min(self.n_code_points) as usize);
        }
        if place.0 >= self.n_code_points {
            return Byte(text.len());
        }
        let start = self.checkpoints[(place.0 / STEP) as usize].byte as usize;
        Byte(start + advance(&text.as_bytes()[start..], place.0 % STEP))
    }

    pub(super) fn code_point(&self, text: &str, place: Byte) -> CodePoint {
        if self.checkpoints.is_empty() || place.0 >= text.len() {
            return CodePoint(narrow(place.0).min(self.n_code_points));
        }
        let index = self.checkpoints.partition_point(|point| point.byte as usize <= place.0) - 1;
        let start = self.checkpoints[index].byte as usize;
        // All that begin up to the place, the one that it belongs to among them.
        let n_begun = code_points(&text.as_bytes()[start..=place.0]);
        CodePoint(narrow(index) * STEP + n_begun - 1)
    }

    pub(super) fn utf16(&self, text: &str, place: CodePoint) -> Utf16 {
        let place = place.0.min(self.n_code_points);
        if self.checkpoints.is_empty() {
            return Utf16(place);
        }
        // The end of a text whose length is a multiple of STEP is counted from the last checkpoint.
        let index = ((place / STEP) as usize).min(self.checkpoints.len() - 1);
        let Checkpoint { byte, utf16 } = self.checkpoints[index];
        let bytes = &text.as_bytes()[byte as usize..];
        let n_walked = place - narrow(index) * STEP;
        Utf16(utf16 + n_walked + surrogate_pairs(&bytes[..advance(bytes, n_walked)]))
    }

    pub(super) fn code_point_of_utf16(&self, text: &str, place: Utf16) -> CodePoint {
        if self.checkpoints.is_empty() {
            return CodePoint(place.0.min(self.n_code_points));
        }
        let index = self.checkpoints.partition_point(|point| point.utf16 <= place.0) - 1;
        let Checkpoint { byte, mut utf16 } = self.checkpoints[index];
        let mut code_point = narrow(index) * STEP;
        for character in text[byte as usize..].chars() {
            utf16 += narrow(character.len_utf16());
            if utf16 > place.0 {
                return CodePoint(code_point);
            }
            code_point += 1;
        }
        CodePoint(code_point)
    }
}

/// How many code points begin in a piece of UTF-8.
pub(super) fn code_points(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<8>();
    let in_words: u32 = words.iter().map(|&word| 8 - continuations(word)).sum();
    in_words + narrow(rest.iter().filter(|&&byte| !is_continuation(byte)).count())
}

/// The byte at which the code point begins that so many come before; the end where there are fewer.
fn advance(bytes: &[u8], n_code_points: u32) -> usize {
    let mut left = n_code_points;
    let mut byte = 0;
    for &word in bytes.as_chunks::<8>().0 {
        let n_begun = 8 - continuations(word);
        if n_begun > left {
            break;
        }
        left -= n_begun;
        byte += 8;
    }
    for &next in &bytes[byte..] {
        if !is_continuation(next) {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        byte += 1;
    }
    byte
}

/// How many of the characters in a piece of UTF-8 are two units in UTF-16.
fn surrogate_pairs(bytes: &[u8]) -> u32 {
    narrow(bytes.iter().filter(|&&byte| byte >= 0xf0).count())
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// How many of eight bytes go on with a character: their highest bits are 1 and 0.
fn continuations(word: [u8; 8]) -> u32 {
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let word = u64::from_le_bytes(word);
    (word & !(word << 1) & HIGHEST).count_ones()
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

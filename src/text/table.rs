//! Conversion between code points, bytes and UTF-16 units.
//!
//! One checkpoint for each 128 code points: a look-up costs a shift (or a binary search, when it
//! comes from bytes or UTF-16 units) and a walk of at most 128 characters, and the table weighs a
//! sixteenth of the text. An ASCII text needs no checkpoints: its three units are one.

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
        let mut checkpoints = Vec::with_capacity(text.len() / STEP as usize + 1);
        let (mut n_code_points, mut utf16) = (0, 0);
        for (byte, character) in text.char_indices() {
            if n_code_points % STEP == 0 {
                checkpoints.push(Checkpoint { byte: narrow(byte), utf16 });
            }
            n_code_points += 1;
            utf16 += narrow(character.len_utf16());
        }
        Table { checkpoints, n_code_points }
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
        let walked = text[start..].chars().take((place.0 % STEP) as usize).map(char::len_utf8);
        Byte(start + walked.sum::<usize>())
    }

    pub(super) fn code_point(&self, text: &str, place: Byte) -> CodePoint {
        if self.checkpoints.is_empty() || place.0 >= text.len() {
            return CodePoint(narrow(place.0).min(self.n_code_points));
        }
        let index = self.checkpoints.partition_point(|point| point.byte as usize <= place.0) - 1;
        let start = self.checkpoints[index].byte as usize;
        let walked = text[start..].char_indices().take_while(|(byte, _)| start + byte <= place.0);
        CodePoint(narrow(index) * STEP + narrow(walked.count()) - 1)
    }

    pub(super) fn utf16(&self, text: &str, place: CodePoint) -> Utf16 {
        let place = place.0.min(self.n_code_points);
        if self.checkpoints.is_empty() {
            return Utf16(place);
        }
        // The end of a text whose length is a multiple of STEP is counted from the last checkpoint.
        let index = ((place / STEP) as usize).min(self.checkpoints.len() - 1);
        let Checkpoint { byte, utf16 } = self.checkpoints[index];
        let n_walked = (place - narrow(index) * STEP) as usize;
        let walked = text[byte as usize..].chars().take(n_walked).map(char::len_utf16);
        Utf16(utf16 + narrow(walked.sum::<usize>()))
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

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}

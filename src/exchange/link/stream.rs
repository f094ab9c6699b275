//! What the set of a link is written in: flags, numbers, moments, names and texts, one after another.
//!
//! [`Writer`] and [`Reader`] are a pair: the same calls in the same order. Both learn as they go how
//! often which number stands in which place, and what follows on what in a text.

use uuid::{Uuid, Variant};

use super::arithmetic::{Decoder, Encoder};
use super::habits::{EVEN, Field, Habits, follow};
use super::prediction::Prediction;
use crate::timestamp::Timestamp;

/// What ends a text: a byte that no text in UTF-8 holds.
const END: u8 = 0xff;

/// Up to how many bytes of a brief's text both sides read first.
const MOST_KNOWN: usize = 300_000;

/// How annotations and themes are written in JSON, for those that have to be: the words of it are
/// known from the start.
const JSON: &str = r#"{"id":"urn:uuid:","type":"Annotation","motivation":"commenting","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","creator":{"id":"urn:uuid:","type":"Person","name":""},"body":[{"type":"SpecificResource","purpose":"classifying","source":"urn:uuid:"},{"type":"TextualBody","purpose":"tagging","value":""},{"type":"TextualBody","purpose":"commenting","format":"text/markdown","value":""}],"target":{"source":"urn:briefmark:","selector":[{"type":"TextQuoteSelector","exact":"","prefix":"","suffix":""},{"type":"TextPositionSelector","start":0,"end":1}],"briefmark:citation":"¶1, p. 1","briefmark:digest":""}}"#;

/// A prediction that has read what both sides know: the brief's text.
fn informed(text: &str) -> Prediction {
    let mut prediction = Prediction::new();
    let mut end = MOST_KNOWN.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    for byte in JSON.bytes().chain([END]) {
        prediction.read(byte);
    }
    for byte in text[..end].bytes() {
        // Blocks end as texts do.
        prediction.read(if byte == b'\n' { END } else { byte });
    }
    prediction.read(END);
    prediction
}

/// Writes.
pub(super) struct Writer {
    out: Encoder,
    habits: Box<Habits>,
    prediction: Prediction,
}

impl Writer {
    /// Begins, given the text of the brief.
    pub(super) fn new(text: &str) -> Writer {
        let (out, habits) = (Encoder::new(), Box::new(Habits::new()));
        Writer { out, habits, prediction: informed(text) }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out.finish()
    }

    pub(super) fn number(&mut self, field: Field, number: u64) {
        let n_bits = u64::BITS - number.leading_zeros();
        for length in 0..=n_bits.min(u64::BITS - 1) {
            let longer = &mut self.habits.longer[field as usize][length as usize];
            let bit = length < n_bits;
            self.out.bit(bit, *longer);
            follow(longer, bit);
        }
        for place in (0..n_bits.saturating_sub(1)).rev() {
            let bit = number >> place & 1 == 1;
            match self.habits.leading(field, n_bits, number >> (place + 1)) {
                Some(habit) => {
                    self.out.bit(bit, *habit);
                    follow(habit, bit);
                }
                None => self.out.bit(bit, EVEN),
            }
        }
    }

    pub(super) fn flag(&mut self, field: Field, flag: bool) {
        self.number(field, u64::from(flag));
    }

    pub(super) fn text(&mut self, text: &str) {
        for byte in text.bytes().chain([END]) {
            for place in (0..8).rev() {
                let bit = byte >> place & 1 == 1;
                self.out.bit(bit, self.prediction.chance());
                self.prediction.tell(bit);
            }
        }
    }

    /// A name for good: an UUID as its bits, anything else as a text.
    pub(super) fn name(&mut self, name: &str) {
        let uuid = uuid_of(name);
        self.number(Field::Form, uuid.map_or(0, |uuid| 1 + u64::from(is_random(uuid))));
        match uuid {
            Some(uuid) => {
                let bits = uuid.as_u128();
                for place in (0..128).rev().filter(|place| !is_fixed(uuid, *place)) {
                    self.out.bit(bits >> place & 1 == 1, EVEN);
                }
            }
            None => self.text(name),
        }
    }

    /// A moment, by its distance from another in milliseconds; one in other words as a text.
    pub(super) fn moment(&mut self, field: Field, moment: &Timestamp, since: i64) {
        let millis = moment.millis().filter(|millis| Timestamp::from_millis(*millis) == *moment);
        match millis.and_then(|millis| millis.checked_sub(since)) {
            Some(distance) => {
                self.number(Field::Form, 1);
                self.distance(field, distance);
            }
            None => {
                self.number(Field::Form, 0);
                self.text(&moment.0);
            }
        }
    }

    /// A number of either sign.
    pub(super) fn distance(&mut self, field: Field, distance: i64) {
        self.number(field, ((distance << 1) ^ (distance >> 63)).cast_unsigned());
    }
}

/// What stands in a link is not what anybody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Garbled;

/// Reads what a [`Writer`] wrote.
pub(super) struct Reader<'a> {
    from: Decoder<'a>,
    habits: Box<Habits>,
    prediction: Prediction,
    /// How many bytes of text may still come: a few bytes could claim to be any number of them.
    n_left: usize,
}

impl<'a> Reader<'a> {
    /// The most bytes of text that a link may hold.
    const MOST_TEXT: usize = 4_000_000;

    /// Begins, given the text of the brief.
    pub(super) fn new(bytes: &'a [u8], text: &str) -> Reader<'a> {
        let (from, habits) = (Decoder::new(bytes), Box::new(Habits::new()));
        Reader { from, habits, prediction: informed(text), n_left: Reader::MOST_TEXT }
    }

    pub(super) fn number(&mut self, field: Field) -> Result<u64, Garbled> {
        let mut n_bits = 0;
        while n_bits < u64::BITS {
            let longer = &mut self.habits.longer[field as usize][n_bits as usize];
            let bit = self.from.bit(*longer);
            follow(longer, bit);
            if !bit {
                break;
            }
            n_bits += 1;
        }
        let mut number = u64::from(n_bits > 0);
        for _ in 1..n_bits {
            let bit = match self.habits.leading(field, n_bits, number) {
                Some(habit) => {
                    let bit = self.from.bit(*habit);
                    follow(habit, bit);
                    bit
                }
                None => self.from.bit(EVEN),
            };
            number = number << 1 | u64::from(bit);
        }
        if self.from.is_lost() { Err(Garbled) } else { Ok(number) }
    }

    /// A number that says which of some it is.
    pub(super) fn index(&mut self, field: Field) -> Result<usize, Garbled> {
        usize::try_from(self.number(field)?).map_err(|_| Garbled)
    }

    /// How many things follow. A few bytes could claim to be any number of them.
    pub(super) fn count(&mut self) -> Result<u64, Garbled> {
        const MOST: u64 = 100_000;
        self.number(Field::Count)
            .and_then(|count| if count > MOST { Err(Garbled) } else { Ok(count) })
    }

    pub(super) fn flag(&mut self, field: Field) -> Result<bool, Garbled> {
        match self.number(field)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Garbled),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, Garbled> {
        let mut bytes = Vec::new();
        loop {
            let mut byte = 0;
            for _ in 0..8 {
                let bit = self.from.bit(self.prediction.chance());
                self.prediction.tell(bit);
                byte = byte << 1 | u8::from(bit);
            }
            if byte == END {
                break;
            }
            self.n_left = self.n_left.checked_sub(1).ok_or(Garbled)?;
            if self.from.is_lost() {
                return Err(Garbled);
            }
            bytes.push(byte);
        }
        String::from_utf8(bytes).map_err(|_| Garbled)
    }

    pub(super) fn name(&mut self) -> Result<String, Garbled> {
        let like = match self.number(Field::Form)? {
            0 => return self.text(),
            1 => Uuid::nil(),
            2 => RANDOM,
            _ => return Err(Garbled),
        };
        let mut bits = like.as_u128();
        for place in (0..128).rev().filter(|place| !is_fixed(like, *place)) {
            bits |= u128::from(self.from.bit(EVEN)) << place;
        }
        if self.from.is_lost() {
            return Err(Garbled);
        }
        Ok(format!("urn:uuid:{}", Uuid::from_u128(bits)))
    }

    pub(super) fn moment(&mut self, field: Field, since: i64) -> Result<Timestamp, Garbled> {
        if !self.flag(Field::Form)? {
            return self.text().map(Timestamp);
        }
        /// The last moment of the year 9999.
        const LAST: i64 = 253_402_300_799_999;
        let millis = since.checked_add(self.distance(field)?).ok_or(Garbled)?;
        if millis.abs() > LAST {
            return Err(Garbled);
        }
        Ok(Timestamp::from_millis(millis))
    }

    pub(super) fn distance(&mut self, field: Field) -> Result<i64, Garbled> {
        let number = self.number(field)?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

/// The fixed bits of a random UUID: of version 4, in the variant of RFC 9562.
const RANDOM: Uuid = Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0000);

/// The UUID of `urn:uuid:…`, where it would be written back the same.
fn uuid_of(name: &str) -> Option<Uuid> {
    let uuid = Uuid::try_parse(name.strip_prefix("urn:uuid:")?).ok()?;
    (format!("urn:uuid:{uuid}") == name).then_some(uuid)
}

fn is_random(uuid: Uuid) -> bool {
    uuid.get_version_num() == 4 && uuid.get_variant() == Variant::RFC4122
}

/// Whether the bit at a place is the same in all UUIDs of the kind of this one.
fn is_fixed(like: Uuid, place: u32) -> bool {
    is_random(like) && ((76..80).contains(&place) || (62..64).contains(&place))
}

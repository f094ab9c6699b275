//! A moment, as files write it.
//!
//! The words are kept, so that a file goes out as it came in; order is by the instant that they
//! mean, so that two offsets of one moment are equal in time though not in letters. Nothing here
//! reads a clock: the moment comes from outside.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A moment in RFC 3339 form. Kept as it was written, so that a file goes out as it came in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub String);

/// A point on the UTC time line: whole seconds since 1970 and the nanoseconds after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
    pub seconds: i64,
    /// Nanoseconds after them, below 1,000,000,000.
    pub nanoseconds: u32,
}

impl Timestamp {
    /// The moment so many milliseconds after 1970 began in UTC (what a browser's clock tells), as
    /// `2026-11-22T15:30:00.123Z`.
    #[must_use]
    pub fn from_millis(millis: i64) -> Timestamp {
        let (days, in_day) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
        let (year, month, day) = civil_from_days(days);
        let (seconds, millis) = (in_day / 1000, in_day % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Timestamp(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"
        ))
    }

    /// The instant that the words mean. Takes RFC 3339, and what other programs write in its place:
    /// a date alone (its first moment), no offset (UTC), `T` or a space. `None` for anything else.
    #[must_use]
    pub fn instant(&self) -> Option<Instant> {
        let (date, time) = match self.0.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (self.0.as_str(), None),
        };
        let days = days_of(date)?;
        let Some(time) = time else {
            return Some(Instant { seconds: days * 86_400, nanoseconds: 0 });
        };
        let (clock, offset) = split_offset(time)?;
        let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let [hour, minute, second] = numbers(whole, ':')?;
        // A leap second is the last second of its minute: order is all that is asked of it.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let seconds = hour * 3600 + minute * 60 + second.min(59);
        Some(Instant {
            seconds: days * 86_400 + seconds - offset,
            nanoseconds: nanoseconds(fraction)?,
        })
    }

    /// The milliseconds since 1970, rounded down; `None` when the words are no moment.
    #[must_use]
    pub fn millis(&self) -> Option<i64> {
        let instant = self.instant()?;
        instant.seconds.checked_mul(1000)?.checked_add(i64::from(instant.nanoseconds / 1_000_000))
    }

    /// Compares by instant. Words that mean no moment come before those that do, in their own order.
    #[must_use]
    pub fn cmp_instant(&self, other: &Timestamp) -> Ordering {
        match (self.instant(), other.instant()) {
            (Some(here), Some(there)) => here.cmp(&there),
            (None, None) => self.0.cmp(&other.0),
            (here, there) => here.is_some().cmp(&there.is_some()),
        }
    }

    /// Whether this moment is later than another.
    #[must_use]
    pub fn is_after(&self, other: &Timestamp) -> bool {
        self.cmp_instant(other) == Ordering::Greater
    }

    /// This moment, or one millisecond after the other where this is not later: so that the versions
    /// of one thing always ascend, even when the clock does not.
    #[must_use]
    pub fn no_earlier_than_after(&self, other: &Timestamp) -> Timestamp {
        match other.millis() {
            Some(millis) if !self.is_after(other) => Timestamp::from_millis(millis + 1),
            Some(_) | None => self.clone(),
        }
    }
}

/// Splits a time of day from its offset, given in seconds east of UTC.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, 0)) };
    let sign = if time[at..].starts_with('-') { -1 } else { 1 };
    let [hours, minutes] = numbers(&time[at + 1..], ':')?;
    (hours < 24 && minutes < 60).then_some((&time[..at], sign * (hours * 3600 + minutes * 60)))
}

/// The days since 1970-01-01 of a date `YYYY-MM-DD` that the calendar has.
fn days_of(date: &str) -> Option<i64> {
    let [year, month, day] = numbers(date, '-')?;
    if date.len() != 10 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

/// Exactly so many numbers of digits alone, with a sign between them.
fn numbers<const N: usize>(text: &str, between: char) -> Option<[i64; N]> {
    let mut numbers = [0; N];
    let mut pieces = text.split(between);
    for number in &mut numbers {
        *number = digits(pieces.next()?)?;
    }
    pieces.next().is_none().then_some(numbers)
}

fn digits(piece: &str) -> Option<i64> {
    let plain = (1..=4).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| piece.parse().ok()).flatten()
}

/// The nanoseconds of a fraction of a second; what is finer is cut.
fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    nine.parse().ok()
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar. The year is taken to begin
/// in March, so that the leap day is its last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day counted from 1970-01-01: the inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

//! Finds out how a program counted the places in a source.
//!
//! The standard says code points, from 0, and its own example ends exclusively; it says nothing of
//! line ends. NVivo keeps two signs at a line's end and counts both, ATLAS.ti counts one, and some
//! programs count UTF-16 units. A selection's name begins with its words, so each way is tried on
//! all selections of a source, and the one that fits the most of them is taken.

use crate::text::{Byte, CodePoint, ReadingText, Span, Utf16};

/// A way to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count {
    /// Whether a line end of two signs counts as two.
    two_signs: bool,
    utf16: bool,
    /// Whether the last place is in the selection.
    inclusive: bool,
}

/// A source as it is counted.
#[derive(Debug)]
pub(super) struct Counted {
    count: Count,
    /// With line ends as the file has them.
    raw: ReadingText,
    /// With one sign for each line end: what all places are turned into.
    plain: ReadingText,
    /// Where line ends of two signs end in `raw`, in order.
    pairs: Vec<CodePoint>,
}

impl Counted {
    /// Takes a source and its selections: start, end and name as the file gives them; and what wrote
    /// the file, which decides where no name tells.
    pub(super) fn new(source: &str, selections: &[(u32, u32, &str)], origin: &str) -> Counted {
        let raw = ReadingText::new(source.to_owned());
        let plain = ReadingText::new(source.replace("\r\n", "\n").replace('\r', "\n"));
        let ends = source.match_indices("\r\n").map(|(byte, pair)| Byte(byte + pair.len()));
        let pairs = ends.map(|end| raw.code_point(end)).collect();
        let habit = origin.to_lowercase().contains("nvivo");
        let mut counts = Vec::new();
        for inclusive in [false, true] {
            for utf16 in [false, true] {
                for two_signs in [habit, !habit] {
                    counts.push(Count { two_signs, utf16, inclusive });
                }
            }
        }
        let mut counted = Counted { count: counts[0], raw, plain, pairs };
        let mut best = 0;
        for count in counts {
            let candidate = Count { ..count };
            let fits = |(start, end, name): &&(u32, u32, &str)| {
                let span = counted.span_by(candidate, *start, *end);
                span.is_some_and(|span| is_name_of(name, counted.plain.slice(span)))
            };
            let n_fitting = selections.iter().filter(fits).count();
            if n_fitting > best {
                (best, counted.count) = (n_fitting, candidate);
            }
        }
        counted
    }

    /// The source with one sign for each line end.
    pub(super) fn text(&self) -> &ReadingText {
        &self.plain
    }

    /// Where a selection lies in [`Counted::text`]; `None` where it lies beyond it or holds nothing.
    pub(super) fn span(&self, start: u32, end: u32) -> Option<Span> {
        self.span_by(self.count, start, end)
    }

    fn span_by(&self, count: Count, start: u32, end: u32) -> Option<Span> {
        let end = end.checked_add(u32::from(count.inclusive))?;
        let counted = if count.two_signs { &self.raw } else { &self.plain };
        let length = if count.utf16 { counted.utf16(counted.len()).0 } else { counted.len().0 };
        if start >= end || end > length {
            return None;
        }
        let place = |place: u32| {
            let place = if count.utf16 {
                counted.code_point_of_utf16(Utf16(place))
            } else {
                CodePoint(place)
            };
            if count.two_signs { self.without_returns(place) } else { place }
        };
        let span = Span { start: place(start), end: place(end) };
        (!span.is_empty()).then_some(span)
    }

    /// A place of the raw text in the plain one: each line end of two signs before it counts once.
    fn without_returns(&self, place: CodePoint) -> CodePoint {
        let n_pairs = self.pairs.partition_point(|end| *end <= place);
        CodePoint(place.0 - u32::try_from(n_pairs).unwrap_or(0))
    }
}

/// Whether a selection's name is the words that it holds, or how they begin.
fn is_name_of(name: &str, words: &str) -> bool {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, words) = (spaced(name), spaced(words));
    let cut = name.trim_end_matches('…').trim_end_matches("...").trim_end();
    if cut.is_empty() {
        return false;
    }
    // What was cut off may end anywhere; a whole name must be all of it.
    if cut.chars().count() < 40 && cut.len() == name.len() {
        words == name
    } else {
        words.starts_with(cut)
    }
}

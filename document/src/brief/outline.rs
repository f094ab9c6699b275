//! The outline: which lists stand open, and so what the next label counts.
//!
//! A label by itself is ambiguous (`i.` is a letter or a roman one, `1.` a paragraph or the first
//! item under an item); what stands open before it decides.

use super::label::{Enclosure, Label, Numeral, Reading, Style};

/// The numbered paragraphs and the lists open under the last of them, outermost first.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    paragraphs: Option<Level>,
    lists: Vec<Level>,
    /// Whether a title or heading stands between the last label and what comes, so that a `1.`
    /// is not taken for the first item under an item.
    fresh: bool,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    style: Style,
    last: u32,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placing {
    /// 0 for a numbered paragraph, 1 for an item, 2 for what is numbered under one.
    pub(super) depth: u8,
    /// What was expected instead, if it is out of sequence.
    pub(super) expected: Option<u32>,
    /// Whether the paragraphs count from one again here.
    pub(super) restarts: bool,
}

/// How sure it is that a block begins here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Footing {
    /// A blank line or a page turn after a finished sentence: any label counts.
    Sure,
    /// No blank line, or an unfinished sentence before it: only the label that is due counts.
    Doubtful,
}

impl Outline {
    /// Places a label, or says by `None` that it is no label but text.
    pub(super) fn place(&mut self, label: &Label<'_>, footing: Footing) -> Option<Placing> {
        let placing = self
            .continue_list(label)
            .or_else(|| self.begin_list(label, footing))
            .or_else(|| (footing == Footing::Sure).then(|| self.skip_ahead(label)).flatten());
        if placing.is_some() {
            self.fresh = false;
        }
        placing
    }

    /// Notes that a title or heading stands here: lists end, paragraphs go on counting.
    pub(super) fn heading(&mut self) {
        self.lists.clear();
        self.fresh = true;
    }

    /// The label that is due in an open list, innermost first: after `h.` an `i.` is the letter.
    fn continue_list(&mut self, label: &Label<'_>) -> Option<Placing> {
        let is_due = |level: &Level| {
            label.readings.contains(&Reading { style: level.style, value: level.last + 1 })
        };
        if let Some(index) = self.lists.iter().rposition(is_due) {
            self.lists.truncate(index + 1);
            self.lists[index].last += 1;
            return Some(in_sequence(index + 1));
        }
        let paragraphs = self.paragraphs.as_mut().filter(|level| is_due(level))?;
        paragraphs.last += 1;
        self.lists.clear();
        Some(in_sequence(0))
    }

    fn begin_list(&mut self, label: &Label<'_>, footing: Footing) -> Option<Placing> {
        // With no letters open an `i.` is the roman one: it begins a list, a ninth letter does not.
        let first = label.readings.iter().find(|reading| reading.value == 1)?;
        let level = Level { style: first.style, last: 1 };
        if let Some(paragraphs) = self.paragraphs {
            if paragraphs.style == first.style && (self.lists.is_empty() || self.fresh) {
                if footing == Footing::Doubtful {
                    return None;
                }
                *self = Outline { paragraphs: Some(level), ..Outline::default() };
                return Some(Placing { depth: 0, expected: None, restarts: true });
            }
        } else if first.style.numeral == Numeral::Arabic
            && first.style.enclosure != Enclosure::Brackets
            && self.lists.is_empty()
        {
            self.paragraphs = Some(level);
            return Some(in_sequence(0));
        }
        // A list of the same style cannot stand under itself: it begins again in its place.
        let index = self.lists.iter().position(|list| list.style == first.style);
        self.lists.truncate(index.unwrap_or(self.lists.len()));
        self.lists.push(level);
        Some(in_sequence(self.lists.len()))
    }

    /// A label out of sequence, of a list that is open or, in brackets or as a number, of none.
    fn skip_ahead(&mut self, label: &Label<'_>) -> Option<Placing> {
        let same_style = |level: &Level| {
            label.readings.iter().find(|reading| reading.style == level.style).copied()
        };
        for index in (0..self.lists.len()).rev() {
            if let Some(reading) = same_style(&self.lists[index]) {
                // "A. Smith" after an item "C." is a name.
                if label.is_upper() && reading.value <= self.lists[index].last {
                    continue;
                }
                let expected = Some(self.lists[index].last + 1);
                self.lists.truncate(index + 1);
                self.lists[index].last = reading.value;
                return Some(Placing { depth: depth(index + 1), expected, restarts: false });
            }
        }
        let reading = label.readings[0];
        let style = reading.style;
        match &mut self.paragraphs {
            Some(paragraphs) if paragraphs.style == style => {
                let expected = Some(paragraphs.last + 1);
                paragraphs.last = reading.value;
                self.lists.clear();
                Some(Placing { depth: 0, expected, restarts: false })
            }
            None if style == NUMBERED => {
                self.paragraphs = Some(Level { style, last: reading.value });
                self.lists.clear();
                Some(Placing { depth: 0, expected: Some(1), restarts: false })
            }
            Some(_) | None if style.enclosure == Enclosure::Stop => None,
            Some(_) | None => {
                self.lists.push(Level { style, last: reading.value });
                Some(Placing { depth: depth(self.lists.len()), expected: Some(1), restarts: false })
            }
        }
    }
}

const NUMBERED: Style = Style { numeral: Numeral::Arabic, enclosure: Enclosure::Stop };

fn in_sequence(index: usize) -> Placing {
    Placing { depth: depth(index), expected: None, restarts: false }
}

fn depth(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}

//! What looks odd in the words and on the pages. Each check reads the finished [`Brief`] and says
//! what it saw; none changes anything.

use std::collections::{BTreeMap, HashMap};

use super::{Block, Brief, DateMention, Finding, FindingKind, Page, prose, word};
use crate::order;
use crate::text::{Byte, CodePoint, Span};

/// The names of a document: its capitalised words that are long enough to tell a slip from another
/// name.
#[derive(Default)]
pub(super) struct Names {
    /// Each as printed, with its number.
    numbers: HashMap<String, u32>,
    /// Where each stands, by its number, in reading order.
    places: Vec<(Byte, u32)>,
}

impl Names {
    /// Takes in the names of a text that begins at a byte of the reading text.
    pub(super) fn read(&mut self, text: &str, offset: Byte) {
        for (start, name) in word::runs(text, char::is_alphabetic) {
            if !name.starts_with(char::is_uppercase) || name.chars().nth(5).is_none() {
                continue;
            }
            let number = match self.numbers.get(name) {
                Some(&number) => number,
                None => {
                    let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
                    self.numbers.insert(name.to_owned(), next);
                    next
                }
            };
            self.places.push((Byte(offset.0 + start), number));
        }
    }

    /// Says where the document has a far commoner spelling that one letter more or less makes.
    pub(super) fn variants(&self, brief: &Brief) -> Vec<Finding> {
        let mut n_places = vec![0; self.numbers.len()];
        for &(_, number) in &self.places {
            n_places[number as usize] += 1;
        }
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut printed = vec![""; self.numbers.len()];
        // The order in which they are counted does not show.
        #[expect(
            clippy::iter_over_hash_type,
            reason = "counts and names are the same in any order"
        )]
        for (name, &number) in &self.numbers {
            *counts.entry(name.to_lowercase()).or_default() += n_places[number as usize];
            printed[number as usize] = name;
        }
        let usual = usual_spellings(&counts);
        let usual: Vec<Option<String>> = printed
            .iter()
            .map(|name| {
                let usual = usual.get(name.to_lowercase().as_str())?;
                Some(with_first_letter_of(name, usual))
            })
            .collect();
        self.places
            .iter()
            .filter_map(|&(start, number)| {
                let name = printed[number as usize];
                let usual = usual[number as usize].as_ref()?;
                let end = Byte(start.0 + name.len());
                let span =
                    Span { start: brief.text.code_point(start), end: brief.text.code_point(end) };
                Some(Finding {
                    kind: FindingKind::NameVariant,
                    message: format!(
                        "“{name}” is spelt “{usual}” elsewhere in this document; it is kept as \
                         printed, and a search for one does not find the other.",
                    ),
                    line: line_of(brief, span.start),
                    span: Some(span),
                })
            })
            .collect()
    }
}

/// For each name that has one, the far commoner spelling that one letter more or less makes.
fn usual_spellings(counts: &BTreeMap<String, u32>) -> HashMap<&str, &str> {
    // How many times commoner the other spelling is, at least.
    const MARGIN: u32 = 10;
    // Each common name under itself and under itself without each of its letters: two names one
    // letter apart meet under one key, and no pair of names need be compared.
    let mut common: HashMap<String, &str> = HashMap::new();
    for (name, _) in counts.iter().filter(|&(_, &count)| count >= MARGIN) {
        for key in one_shorter(name).chain([name.clone()]) {
            common.entry(key).or_insert(name);
        }
    }
    let better = |rare: &str, count: u32| {
        let is_better = |name: &&str| {
            let is_ending = |long: &str, short: &str| {
                long.strip_prefix(short)
                    .is_some_and(|ending| matches!(ending, "s" | "n" | "e" | "d"))
            };
            *name != rare
                && counts[*name] >= MARGIN * count
                && !is_ending(name, rare)
                && !is_ending(rare, name)
                && name.chars().next() == rare.chars().next()
        };
        let mut keys = one_shorter(rare).chain([rare.to_owned()]);
        keys.find_map(|key| common.get(&key).copied().filter(is_better))
    };
    counts.iter().filter_map(|(name, &count)| Some((name.as_str(), better(name, count)?))).collect()
}
/// A name without each of its letters but the first in turn.
fn one_shorter(name: &str) -> impl Iterator<Item = String> + '_ {
    name.char_indices().skip(1).map(|(byte, letter)| {
        let mut shorter = name[..byte].to_owned();
        shorter.push_str(&name[byte + letter.len_utf8()..]);
        shorter
    })
}

/// A name in small letters as it is printed, given another that begins with its first letter.
fn with_first_letter_of(printed: &str, name: &str) -> String {
    let Some(first) = printed.chars().next() else { return name.to_owned() };
    let letters = name.chars().skip(first.to_lowercase().count());
    std::iter::once(first).chain(letters).collect()
}

/// Full dates of which another mention of the same day in the same part has another year that fits
/// the document's own.
pub(super) fn dates(brief: &Brief, dates: &[DateMention]) -> Vec<Finding> {
    let document_year =
        dates.iter().find(|date| Some(brief.text.slice(date.span)) == brief.meta.date.as_deref());
    let Some(document_year) = document_year.and_then(|date| date.value.get(..4)) else {
        return Vec::new();
    };
    let day = |date: &DateMention| match date.value.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => Some(date.value[5..].to_owned()),
        _ => None,
    };
    let part =
        |date: &DateMention| brief.block_at(date.span.start).map(|index| brief.blocks[index].part);
    let of_document: HashMap<_, _> = dates
        .iter()
        .filter(|date| date.value.starts_with(document_year))
        .filter_map(|date| Some(((part(date)?, day(date)?), date)))
        .collect();
    dates
        .iter()
        .filter(|date| !date.year_implied && !date.value.starts_with(document_year))
        .filter_map(|date| {
            let other = of_document.get(&(part(date)?, day(date)?))?;
            Some(Finding {
                kind: FindingKind::Date,
                message: format!(
                    "“{}” may be a misprint for {document_year}: elsewhere this document has “{}” for \
                     {}. It is kept as printed.",
                    brief.text.slice(date.span),
                    brief.text.slice(other.span),
                    other.value,
                ),
                line: line_of(brief, date.span.start),
                span: Some(date.span),
            })
        })
        .collect()
}

/// A closing quotation mark that nothing opens. An opening one that nothing closes is how a
/// quotation of several paragraphs is printed, and no oddity.
pub(super) fn orphan_quotation_mark(brief: &Brief, block: &Block) -> Option<Finding> {
    let text = brief.text_of(block);
    let mut depth = 0_u32;
    let orphan = prose::marks(text).find_map(|mark| match mark {
        prose::Mark::Opening(_) => {
            depth += 1;
            None
        }
        prose::Mark::Closing(byte) => {
            let is_orphan = depth == 0;
            depth = depth.saturating_sub(1);
            is_orphan.then_some(byte)
        }
    })?;
    let offset = brief.text.byte(block.span.start).0;
    let start = brief.text.code_point(Byte(offset + orphan));
    Some(Finding {
        kind: FindingKind::Quotation,
        message: format!(
            "A quotation mark closes in {} that nothing opens; the text is kept as printed.",
            block.citation,
        ),
        line: line_of(brief, start),
        span: Some(Span { start, end: CodePoint(start.0 + 1) }),
    })
}

/// What is odd about the markings of the pages.
pub(super) fn markings(brief: &Brief) -> Vec<Finding> {
    brief.pages.iter().filter_map(|page| marking(page, brief.pages.len())).collect()
}

/// A page without a marking at head or foot in a document that has them, or with two that differ.
fn marking(page: &Page, n_pages: usize) -> Option<Finding> {
    let number = page.number;
    let (message, line) = match (&page.head, &page.foot) {
        (Some(head), Some(foot)) if head.level != foot.level => (
            format!(
                "Page {number} is marked {} at its head and {} at its foot; both are shown.",
                head.printed, foot.printed,
            ),
            foot.line,
        ),
        (Some(head), None) if n_pages > 1 => {
            (format!("Page {number} has no marking at its foot."), head.line)
        }
        (None, Some(foot)) if n_pages > 1 => {
            (format!("Page {number} has no marking at its head."), foot.line)
        }
        (Some(_), Some(_) | None) | (None, Some(_) | None) => return None,
    };
    Some(Finding { kind: FindingKind::Marking, message, line: Some(line), span: None })
}

/// Puts findings in the order of their lines, then of their places.
pub(super) fn put_in_order(findings: &mut [Finding]) {
    order::sort_by_key(findings, |finding| (finding.line.unwrap_or(0), finding.span));
}

/// The line of the source on which the block at a place begins, or ends where the place lies after
/// its last page turn.
fn line_of(brief: &Brief, place: CodePoint) -> Option<u32> {
    let block = &brief.blocks[brief.block_at(place)?];
    let turned = block.turns.last().is_some_and(|turn| turn.at <= place);
    Some(if turned { block.lines.1 } else { block.lines.0 })
}

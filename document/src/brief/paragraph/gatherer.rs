//! Reads one paragraph of the source after the other and decides what each line begins or continues.

use super::{Chunk, Draft, Gathered, Role, StampedCode};
use crate::brief::outline::{Footing, Outline};
use crate::brief::{Finding, FindingKind, display, footnote, label, prose, redaction};

/// What stood between the last paragraph and the one being read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Since {
    pub(super) blank: bool,
    pub(super) furniture: bool,
}

#[derive(Default)]
pub(super) struct Gatherer<'a> {
    pub(super) gathered: Gathered<'a>,
    outline: Outline,
    pub(super) since: Since,
    capitals: Vec<(u32, u32)>,
    page: u32,
    /// Index of the last draft that is no footnote.
    last: Option<usize>,
    /// Whether no running text has come yet since the document, the page or an enclosure began.
    in_head: bool,
    has_body: bool,
    /// Whether the heading in force is "Notes": numbers are footnotes there.
    in_notes: bool,
}

impl<'a> Gatherer<'a> {
    /// Begins a document. `capitals` are the lines with capital labels, and their values.
    pub(super) fn new(capitals: Vec<(u32, u32)>) -> Gatherer<'a> {
        Gatherer { capitals, ..Gatherer::default() }
    }

    pub(super) fn bullet(&mut self, chunk: Chunk<'a>) {
        self.since.furniture = true;
        self.gathered.findings.push(Finding {
            kind: FindingKind::Stray,
            message: format!(
                "A bullet ({}) stands alone and bears nothing; it is left out of the reading text.",
                chunk.text,
            ),
            line: Some(chunk.line),
            span: None,
        });
    }

    pub(super) fn codes(&mut self, codes: &[&str], chunk: Chunk<'a>) {
        self.since.furniture = true;
        let after = self.gathered.drafts.len().checked_sub(1);
        self.gathered.codes.extend(codes.iter().map(|&code| StampedCode {
            code: code.to_owned(),
            page: chunk.page,
            line: chunk.line,
            after,
        }));
    }

    pub(super) fn heading(&mut self, level: u8, chunk: Chunk<'a>) {
        self.since = Since::default();
        self.push(Role::Heading(level), None, chunk);
    }

    /// Reads one paragraph of the source: lines with no blank line and no furniture between them.
    pub(super) fn paragraph(&mut self, chunks: &[Chunk<'a>]) {
        let Some(&first) = chunks.first() else { return };
        let turned = first.page != self.page;
        if turned {
            self.page = first.page;
            self.in_head |= !self.may_continue() || !self.is_unfinished();
        }
        if let Some(codes) = chunks.iter().map(redactions_alone).collect::<Option<Vec<_>>>() {
            self.redactions(chunks, &codes);
            self.since = Since::default();
            return;
        }
        let all_display = chunks.iter().all(|chunk| display::is_display(chunk.text));
        let mut current: Option<usize> = None;
        let mut previous: Option<Chunk<'a>> = None;
        for &chunk in chunks {
            let footing = match previous {
                None if self.may_continue() && self.is_unfinished() => {
                    if turned || self.since.furniture { Footing::Doubtful } else { Footing::Sure }
                }
                None => Footing::Sure,
                Some(_) => Footing::Doubtful,
            };
            let begins = previous.is_none_or(|previous| !prose::is_unfinished(previous.text))
                || current.is_some_and(|index| self.gathered.drafts[index].role.is_head());
            let is_display = (display::is_display(chunk.text) && (all_display || self.in_head))
                || (chunks.len() == 1 && display::is_notes_heading(chunk.text));
            current = Some(if let Some(index) = self.opening(chunk, footing, begins, is_display) {
                index
            } else if let Some(index) =
                current.filter(|&index| !self.gathered.drafts[index].role.is_line())
            {
                self.gathered.drafts[index].chunks.push(chunk);
                index
            } else if previous.is_none() && self.continues(chunks, turned) {
                let last = self.last.expect("a text that continues has begun");
                self.gathered.drafts[last].chunks.push(chunk);
                last
            } else {
                self.plain(chunks, chunk)
            });
            previous = Some(chunk);
        }
        self.since = Since::default();
    }

    /// Begins a draft if the line opens one by what it says itself.
    fn opening(
        &mut self,
        chunk: Chunk<'a>,
        footing: Footing,
        begins: bool,
        is_display: bool,
    ) -> Option<usize> {
        let text = chunk.text;
        let is_certain_note = text.starts_with("\\*") || text.starts_with("[^");
        if (begins || is_certain_note)
            && let Some((mark, rest)) = footnote::read_body(text)
            && !rest.is_empty()
        {
            return Some(self.push(Role::Note, Some(mark), Chunk { text: rest, ..chunk }));
        }
        if let Some((level, title)) = display::markdown_heading(text) {
            return Some(self.push(Role::Heading(level), None, Chunk { text: title, ..chunk }));
        }
        if !begins {
            return None;
        }
        if let Some((gap, rest)) = redaction::split_leading(text)
            && let Some(index) = self.labelled(Chunk { text: rest, ..chunk }, footing, Some(gap))
        {
            return Some(index);
        }
        if let Some(index) = self.labelled(chunk, footing, None) {
            return Some(index);
        }
        let follows_display =
            self.last.is_some_and(|last| self.gathered.drafts[last].role == Role::Display)
                && self.in_head;
        if self.in_head
            && let Some((name, value)) = display::field(text)
        {
            let value = Chunk { text: value, ..chunk };
            return Some(self.push(Role::Field, Some(name.to_owned()), value));
        }
        if display::is_enclosure(text) && self.has_body {
            self.outline = Outline::default();
            return Some(self.push(Role::Enclosure, None, chunk));
        }
        if is_display || (follows_display && display::may_follow(text)) {
            return Some(self.push(Role::Display, None, chunk));
        }
        None
    }

    /// Begins a labelled draft if the line has a label that counts here; a redaction before the
    /// label becomes a draft of its own.
    fn labelled(
        &mut self,
        chunk: Chunk<'a>,
        footing: Footing,
        gap: Option<&'a str>,
    ) -> Option<usize> {
        let label = label::read(chunk.text)?;
        let rest = Chunk { text: label.rest, ..chunk };
        if self.in_notes && label.readings[0].style.numeral == label::Numeral::Arabic {
            return Some(self.push(Role::Note, Some(label.printed), rest));
        }
        if label.is_upper() && label.readings[0].style.enclosure == label::Enclosure::Stop {
            let is_title = label.rest.len() <= 80 && prose::is_unfinished(label.rest);
            let next = self.capitals.partition_point(|&(line, _)| line <= chunk.line);
            let value = label.readings.last().map_or(0, |reading| reading.value);
            let goes_on = self.capitals.get(next).is_some_and(|&(_, next)| next == value + 1);
            if is_title && (goes_on || value > 1) {
                return Some(self.push(Role::Heading(2), Some(label.printed), rest));
            }
            if value == 1 && !goes_on {
                return None;
            }
        }
        let placing = self.outline.place(&label, footing)?;
        if let Some(gap) = gap {
            self.push(Role::Redaction, None, Chunk { text: gap, ..chunk });
        }
        if let Some(expected) = placing.expected {
            self.gathered.findings.push(Finding {
                kind: FindingKind::Numbering,
                message: format!(
                    "The label {} on page {} stands where number {expected} of its list was due; it is \
                     kept as printed.",
                    label.printed, chunk.page,
                ),
                line: Some(chunk.line),
                span: None,
            });
        }
        Some(self.push(Role::Labelled(placing), Some(label.printed), rest))
    }

    fn plain(&mut self, chunks: &[Chunk<'a>], chunk: Chunk<'a>) -> usize {
        let is_marked = chunk.quoted;
        let role =
            if is_marked || prose::is_quotation(chunks) { Role::Quotation } else { Role::Plain };
        self.push(role, None, chunk)
    }

    fn redactions(&mut self, chunks: &[Chunk<'a>], codes: &[Vec<&'a str>]) {
        for (&chunk, codes) in chunks.iter().zip(codes) {
            let gap = redaction::split_leading(chunk.text).map_or(chunk.text, |(gap, _)| gap);
            self.push(Role::Redaction, None, Chunk { text: gap, ..chunk });
            self.codes(codes, chunk);
        }
    }

    fn push(&mut self, role: Role, label: Option<String>, chunk: Chunk<'a>) -> usize {
        let index = self.gathered.drafts.len();
        match role {
            Role::Note => {}
            Role::Redaction => self.last = Some(index),
            Role::Field => {
                self.outline.heading();
                self.last = Some(index);
            }
            Role::Display | Role::Heading(_) | Role::Enclosure => {
                self.outline.heading();
                self.in_head |= role == Role::Enclosure;
                self.in_notes = display::is_notes_heading(chunk.text);
                self.last = Some(index);
            }
            Role::Labelled(_) | Role::Plain | Role::Quotation => {
                self.in_head = false;
                self.has_body = true;
                self.last = Some(index);
            }
        }
        self.gathered.drafts.push(Draft { role, label, chunks: vec![chunk] });
        index
    }

    /// Whether the last draft is running text, which a page turn may have broken.
    fn may_continue(&self) -> bool {
        self.last.is_some_and(|last| match self.gathered.drafts[last].role {
            Role::Labelled(_) | Role::Plain | Role::Quotation => true,
            Role::Field
            | Role::Display
            | Role::Enclosure
            | Role::Heading(_)
            | Role::Redaction
            | Role::Note => false,
        })
    }

    fn is_unfinished(&self) -> bool {
        let last = self.last.map(|last| &self.gathered.drafts[last]);
        last.and_then(|last| last.chunks.last())
            .is_some_and(|chunk| prose::is_unfinished(chunk.text))
    }

    /// Whether an unlabelled paragraph goes on with the last draft's sentence or quotation.
    fn continues(&self, chunks: &[Chunk<'a>], turned: bool) -> bool {
        let (Some(last), Some(first)) = (self.last, chunks.first()) else { return false };
        let is_quotation = self.gathered.drafts[last].role == Role::Quotation;
        if !self.may_continue() || (first.quoted && !is_quotation) {
            return false;
        }
        let goes_on = prose::starts_small(first.text);
        if turned {
            self.is_unfinished() || goes_on || (is_quotation && prose::closes_quotation(chunks))
        } else {
            self.since.furniture && ((self.is_unfinished() && goes_on) || !self.since.blank)
        }
    }
}

/// The codes on a line that holds redactions and perhaps codes, and nothing else.
fn redactions_alone<'a>(chunk: &Chunk<'a>) -> Option<Vec<&'a str>> {
    let (_, rest) = redaction::split_leading(chunk.text)?;
    if rest.trim_matches(['.', ' ']).is_empty() {
        Some(Vec::new())
    } else {
        redaction::codes_alone(rest)
    }
}

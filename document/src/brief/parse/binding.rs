//! What binds the blocks to a brief: footnotes to their marks, redactions to their words, and all of the
//! text to its digest.

use super::Work;
use super::assembly::Assembly;
use crate::brief::{Block, Brief, Finding, Redaction, finding, footnote, redaction};
use crate::text::{Byte, Digesting, ReadingText, Span};

/// What looking for what was withheld costs for one byte.
pub(super) const WORK: usize = 1;

/// What the digest costs for one byte.
pub(super) const DIGEST_WORK: usize = 3;

/// A brief of which all blocks stand, and of which `n_read` have been looked through for redactions.
pub(super) struct Binding {
    brief: Brief,
    findings: Vec<Finding>,
    n_read: usize,
    /// The digest of so many bytes of the text.
    digesting: Digesting,
    n_digested: usize,
}

impl Binding {
    /// Binds footnotes, and gets ready for the rest.
    pub(super) fn new(mut assembly: Assembly<'_>, name: &str) -> Binding {
        let mut findings = std::mem::take(&mut assembly.findings);
        let mut brief = assembly.brief(name);
        findings.extend(footnote::bind(&mut brief.blocks));
        Binding { brief, findings, n_read: 0, digesting: Digesting::default(), n_digested: 0 }
    }

    /// Goes on while there is work to spend; says whether all is done.
    pub(super) fn advance(&mut self, work: &mut Work) -> bool {
        while let Some(block) = self.brief.blocks.get(self.n_read) {
            let redactions = redactions(&self.brief.text, self.n_read, block);
            let n_bytes = self.brief.text_of(block).len();
            self.brief.redactions.extend(redactions);
            self.n_read += 1;
            if !work.spend(n_bytes, WORK) {
                return false;
            }
        }
        self.digest(work)
    }

    fn digest(&mut self, work: &mut Work) -> bool {
        const PIECE: usize = 16 * 1024;
        let text = self.brief.text.as_str();
        while self.n_digested < text.len() {
            let end = text.floor_char_boundary(self.n_digested + PIECE);
            self.digesting.push(&text[self.n_digested..end]);
            let n_bytes = end - self.n_digested;
            self.n_digested = end;
            if !work.spend(n_bytes, DIGEST_WORK) {
                return false;
            }
        }
        true
    }

    /// Names the brief.
    pub(super) fn finish(self) -> (Brief, Vec<Finding>) {
        let Binding { mut brief, mut findings, digesting, .. } = self;
        brief.text.set_digest(digesting.finish());
        if brief.id.is_empty() {
            brief.id = format!("urn:briefmark:sha256-{}", brief.text.digest());
        }
        finding::put_in_order(&mut findings);
        (brief, findings)
    }
}

/// What was withheld from a block.
fn redactions(text: &ReadingText, index: usize, block: &Block) -> Vec<Redaction> {
    let offset = text.byte(block.span.start).0;
    let redaction = |gap: redaction::Gap| {
        let at = |byte: usize| text.code_point(Byte(offset + byte));
        let span = Span { start: at(gap.start), end: at(gap.end) };
        let turned = block.turns.iter().rev().find(|turn| turn.at <= span.start);
        Redaction {
            block: index,
            span,
            page: turned.map_or(block.page, |turn| turn.page),
            extent: gap.extent,
            code: gap.code,
        }
    };
    redaction::gaps(text.slice(block.span)).into_iter().map(redaction).collect()
}

//! What the words of a brief say: what is withheld, when, from where, and of each other.

use super::Work;
use super::assembly::{self, Assembly};
use crate::brief::date::Dating;
use crate::brief::finding::{self, Names};
use crate::brief::reference::Linking;
use crate::brief::{Brief, Finding, cited, footnote};
use crate::order;
use crate::text::Digesting;

/// What reading the sense of one byte costs.
pub(super) const WORK: usize = 5;

/// What the digest costs for one byte.
pub(super) const DIGEST_WORK: usize = 3;

/// A brief of which all blocks stand, and of which `n_read` have been read for their sense.
pub(super) struct Sense {
    brief: Brief,
    findings: Vec<Finding>,
    n_read: usize,
    dating: Dating,
    linking: Linking,
    names: Names,
    quotation_marks: Vec<Finding>,
    /// The digest of so many bytes of the text.
    digesting: Digesting,
    n_digested: usize,
}

impl Sense {
    /// Binds footnotes, and gets ready for the rest.
    pub(super) fn new(mut assembly: Assembly<'_>, name: &str) -> Sense {
        let mut findings = std::mem::take(&mut assembly.findings);
        let mut brief = assembly.brief(name);
        findings.extend(footnote::bind(&mut brief.blocks));
        Sense {
            dating: Dating::new(brief.meta.date.as_deref()),
            linking: Linking::new(&brief),
            brief,
            findings,
            n_read: 0,
            names: Names::default(),
            quotation_marks: Vec::new(),
            digesting: Digesting::default(),
            n_digested: 0,
        }
    }

    /// Goes on while there is work to spend; says whether all is done.
    pub(super) fn advance(&mut self, work: &mut Work) -> bool {
        while self.n_read < self.brief.blocks.len() {
            let n_bytes = self.block(self.n_read);
            self.n_read += 1;
            if !work.spend(n_bytes, WORK) {
                return false;
            }
        }
        self.digest(work)
    }

    /// Reads one block, and says how long its text is.
    fn block(&mut self, index: usize) -> usize {
        let brief = &mut self.brief;
        let block = &brief.blocks[index];
        let words = brief.text_of(block);
        let n_bytes = words.len();
        self.names.read(words, brief.text.byte(block.span.start));
        self.quotation_marks.extend(finding::orphan_quotation_mark(brief, block));
        let redactions = assembly::redactions(&brief.text, index, block);
        let dates = self.dating.read(brief, block);
        let sources = cited::read(brief, block, &dates);
        brief.redactions.extend(redactions);
        brief.sources.extend(sources);
        brief.dates.extend(dates);
        brief.blocks[index].links = self.linking.read(brief, index);
        n_bytes
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

    /// Names the brief, and says what looked odd.
    pub(super) fn finish(self) -> (Brief, Vec<Finding>) {
        let Sense { mut brief, mut findings, names, quotation_marks, digesting, .. } = self;
        brief.text.set_digest(digesting.finish());
        if brief.id.is_empty() {
            brief.id = format!("urn:briefmark:sha256-{}", brief.text.digest());
        }
        findings.extend(names.variants(&brief));
        findings.extend(finding::dates(&brief));
        findings.extend(quotation_marks);
        findings.extend(finding::markings(&brief));
        order::sort_by_key(&mut findings, |finding| (finding.line.unwrap_or(0), finding.span));
        (brief, findings)
    }
}

//! From drafts to blocks: their words, joined to the reading text.

use std::collections::HashSet;

use super::Work;
use crate::brief::inline::{self, Inline};
use crate::brief::paragraph::{Draft, Gathered, Role, StampedCode};
use crate::brief::part::{self, Address};
use crate::brief::source::FrontMatter;
use crate::brief::{
    Block, Brief, ExemptionCode, Finding, Meta, Page, Part, Reference, Run, Turn, footnote, meta,
};
use crate::text::{CodePoint, ReadingText, Span};

/// What resolving one byte of a source costs.
pub(super) const WORK: usize = 4;

/// The blocks that have their words, and the drafts that have not.
#[derive(Default)]
pub(super) struct Assembly<'a> {
    front_matter: FrontMatter<'a>,
    pub(super) findings: Vec<Finding>,
    pages: Vec<Page>,
    parts: Vec<Part>,
    codes: Vec<ExemptionCode>,
    /// In reading order, with their addresses: footnotes follow the last other block.
    drafts: std::vec::IntoIter<(Draft<'a>, Address)>,
    /// The marks that notes carry.
    note_marks: HashSet<String>,
    blocks: Vec<Block>,
    text: String,
    /// How long the text is by now, in code points.
    length: u32,
}

impl<'a> Assembly<'a> {
    /// Tells the parts and addresses of all drafts, and which block each will be.
    pub(super) fn new(
        front_matter: FrontMatter<'a>,
        pages: Vec<Page>,
        gathered: Gathered<'a>,
    ) -> Assembly<'a> {
        let Gathered { drafts, codes, findings } = gathered;
        let (parts, addresses) = part::partition(&drafts);
        let is_note = |draft: &Draft<'_>| draft.role == Role::Note;
        let note_marks = drafts
            .iter()
            .filter(|draft| is_note(draft))
            .filter_map(|draft| draft.label.as_deref().map(footnote::mark_of_label))
            .collect();
        let codes = exemption_codes(codes, &drafts);
        let (notes, others): (Vec<_>, Vec<_>) =
            drafts.into_iter().zip(addresses).partition(|(draft, _)| is_note(draft));
        let mut drafts = others;
        drafts.extend(notes);
        Assembly {
            front_matter,
            findings,
            pages,
            parts,
            codes,
            blocks: Vec::with_capacity(drafts.len()),
            drafts: drafts.into_iter(),
            note_marks,
            text: String::new(),
            length: 0,
        }
    }

    /// Goes on while there is work to spend; says whether all is done.
    pub(super) fn advance(&mut self, work: &mut Work) -> bool {
        for (draft, address) in self.drafts.by_ref() {
            let words = inline::resolve(&draft.chunks, &self.note_marks);
            if !self.blocks.is_empty() {
                self.text.push('\n');
                self.length += 1;
            }
            self.text.push_str(&words.text);
            let (n_bytes, start) = (words.text.len(), self.length);
            self.length += words.length;
            self.blocks.push(block(&draft, address, words, start));
            if !work.spend(n_bytes, WORK) {
                break;
            }
        }
        self.drafts.as_slice().is_empty()
    }

    /// The brief of the blocks that there are, before anything is read out of their words.
    pub(super) fn brief(self, name: &str) -> Brief {
        let mut brief = Brief {
            id: self.front_matter.get("id").map(|id| super::iri(&id)).unwrap_or_default(),
            meta: Meta::default(),
            parts: self.parts,
            pages: self.pages,
            blocks: self.blocks,
            redactions: Vec::new(),
            codes: self.codes,
            text: ReadingText::new(self.text),
        };
        brief.meta = meta::read(&brief, &self.front_matter, name);
        brief
    }
}

/// The codes with the block that each stands after.
fn exemption_codes(codes: Vec<StampedCode>, drafts: &[Draft<'_>]) -> Vec<ExemptionCode> {
    let is_note = |draft: &Draft<'_>| draft.role == Role::Note;
    let mut next_note = drafts.iter().filter(|draft| !is_note(draft)).count();
    let mut next_other = 0;
    let mut block_of = |draft: &Draft<'_>| {
        let next = if is_note(draft) { &mut next_note } else { &mut next_other };
        *next += 1;
        *next - 1
    };
    let block_of_draft: Vec<usize> = drafts.iter().map(&mut block_of).collect();
    codes
        .into_iter()
        .map(|stamped| ExemptionCode {
            code: stamped.code,
            page: stamped.page,
            after: stamped.after.map(|draft| block_of_draft[draft]),
            line: stamped.line,
        })
        .collect()
}

fn block(draft: &Draft<'_>, address: Address, words: Inline, start: u32) -> Block {
    let (first, last) = (draft.chunks[0], draft.chunks[draft.chunks.len() - 1]);
    let at = |place: u32| CodePoint(start + place);
    Block {
        id: address.id,
        kind: address.kind,
        part: address.part,
        label: draft.label.clone(),
        citation: address.citation,
        span: Span { start: at(0), end: at(words.length) },
        page: first.page,
        turns: words.turns.iter().map(|&(place, page)| Turn { at: at(place), page }).collect(),
        runs: words
            .runs
            .iter()
            .map(|&(from, to, style)| Run { span: Span { start: at(from), end: at(to) }, style })
            .collect(),
        references: words
            .references
            .into_iter()
            .map(|(place, mark)| Reference { at: at(place), mark, note: None })
            .collect(),
        referred_by: Vec::new(),
        lines: (first.line, last.line),
    }
}

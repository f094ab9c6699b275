//! From source text to [`Brief`]: the stations in the order of the walk.
//!
//! 1. `source`: lines and front matter.
//! 2. `line`: what each line is.
//! 3. `page`: which page it is on.
//! 4. `paragraph`: which lines make one block, and what it is.
//! 5. `part`: the address of each block.
//! 6. `inline`: its words, joined here to the reading text.
//! 7. `footnote`, `date`, `cited`, `reference`, `finding`: what the words say of each other.

use std::collections::HashSet;

use super::inline::Inline;
use super::paragraph::{Draft, Gathered, Role};
use super::part::{self, Address};
use super::{
    Block, Brief, ExemptionCode, Finding, Meta, Redaction, Reference, Run, Turn, cited, date,
    finding, footnote, inline, line, meta, page, paragraph, redaction, reference, source,
};
use crate::text::{CodePoint, ReadingText, Span};

/// Reads a document. Never fails and never corrects; what looked odd is said in the findings, in
/// order of their lines. `name` is the file's name: the title of last resort.
#[must_use]
pub fn parse(source: &str, name: &str) -> (Brief, Vec<Finding>) {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let all_lines = source::lines(source);
    let (front_matter, lines) = source::split_front_matter(&all_lines);
    let kinds = line::classify(lines);
    let pagination = page::paginate(lines, &kinds);
    let Gathered { drafts, codes, mut findings } =
        paragraph::gather(lines, &kinds, &pagination.page_of_line);
    let (parts, addresses) = part::partition(&drafts);
    let (blocks, text, block_of_draft) = assemble(&drafts, addresses);
    let codes = codes
        .into_iter()
        .map(|stamped| ExemptionCode {
            code: stamped.code,
            page: stamped.page,
            after: stamped.after.map(|draft| block_of_draft[draft]),
            line: stamped.line,
        })
        .collect();
    let mut brief = Brief {
        id: front_matter.get("id").map_or_else(|| by_content(&text), |id| iri(&id)),
        meta: Meta::default(),
        parts,
        pages: pagination.pages,
        redactions: redactions(&text, &blocks),
        blocks,
        codes,
        dates: Vec::new(),
        sources: Vec::new(),
        text,
    };
    brief.meta = meta::read(&brief, &front_matter, name);
    findings.extend(footnote::bind(&mut brief.blocks));
    brief.dates = date::read(&brief);
    brief.sources = cited::read(&brief);
    reference::bind(&mut brief);
    findings.extend(finding::check(&brief));
    findings.sort_by_key(|finding| (finding.line.unwrap_or(0), finding.span));
    (brief, findings)
}

fn by_content(text: &ReadingText) -> String {
    format!("urn:briefmark:sha256-{}", text.digest())
}

/// The IRI that a front matter's `id` means: itself if it is one, else a slug under our name.
pub(super) fn iri(id: &str) -> String {
    if id.contains(':') { id.to_owned() } else { format!("urn:briefmark:{id}") }
}

/// Joins the words of the drafts to the reading text: footnotes follow the last other block. Also
/// says which block each draft became.
fn assemble(
    drafts: &[Draft<'_>],
    addresses: Vec<Address>,
) -> (Vec<Block>, ReadingText, Vec<usize>) {
    let note_marks: HashSet<String> = drafts
        .iter()
        .filter(|draft| draft.role == Role::Note)
        .filter_map(|draft| draft.label.as_deref().map(footnote::mark_of_label))
        .collect();
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // A stable sort: both groups keep their order.
    order.sort_by_key(|&index| drafts[index].role == Role::Note);
    let mut addresses: Vec<Option<Address>> = addresses.into_iter().map(Some).collect();
    let mut block_of_draft = vec![0; drafts.len()];
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(drafts.len());
    let mut start = 0;
    for index in order {
        let draft = &drafts[index];
        let address = addresses[index].take().expect("each draft has one address");
        let words = inline::resolve(&draft.chunks, &note_marks);
        if !blocks.is_empty() {
            text.push('\n');
            start += 1;
        }
        text.push_str(&words.text);
        block_of_draft[index] = blocks.len();
        let end = start + words.length;
        blocks.push(block(draft, address, words, start));
        start = end;
    }
    (blocks, ReadingText::new(text), block_of_draft)
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
        links: Vec::new(),
        lines: (first.line, last.line),
    }
}

fn redactions(text: &ReadingText, blocks: &[Block]) -> Vec<Redaction> {
    let mut redactions = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let words = text.slice(block.span);
        let offset = text.byte(block.span.start).0;
        for gap in redaction::gaps(words) {
            let at = |byte: usize| text.code_point(crate::text::Byte(offset + byte));
            let span = Span { start: at(gap.start), end: at(gap.end) };
            let turned = block.turns.iter().rev().find(|turn| turn.at <= span.start);
            redactions.push(Redaction {
                block: index,
                span,
                page: turned.map_or(block.page, |turn| turn.page),
                extent: gap.extent,
                code: gap.code,
            });
        }
    }
    redactions
}

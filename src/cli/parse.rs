//! `briefmark parse FILE`: the whole structure of a brief as JSON.
//!
//! One object, its keys in this order, always all of them; what is not there is `null` or `[]`.
//! Places are `{start, end}` in code points of the reading text, end exclusive; pages and lines
//! count from 1; a block is named by its `id`.
//!
//! - `id`, `meta` (`title`, `date`, `series`, `number`, `source`, `classification`);
//! - `text`: the reading text's `sha256` and `length`;
//! - `parts`: `kind` (`transmittal`, `title-page`, `main`, `enclosure`) and `name` in citations;
//! - `pages`: `number`, `printed` page number, `head` and `foot` markings (`printed`, `struck`,
//!   `level`, `caveats`, `line`), `stamps`;
//! - `header`: what stands above the paragraphs, fields of a memo and titles: `block`, `kind`
//!   (`field`, `title`), `label` as printed, `text`, `page`;
//! - `blocks` in reading order: `id`, `kind` (with `level` of a heading, `depth` of an item),
//!   `part` (index), `number` (of a numbered paragraph), `label` as printed, `citation`, `pages`,
//!   `lines` (first and last), `span`, `text`, `turns` (page turns), `runs` (emphasis),
//!   `references` (footnote marks: `offset` in the block, `mark`, `note`), `links`;
//! - `footnotes`: `note`, `mark`, and the `references` to it (`block`, `offset`);
//! - `lists`: `opener`, and `items` with their `sub_items`;
//! - `redactions`, `codes` (each with its `meaning`, if its family is known), `dates`, `sources`;
//! - `findings`: `kind`, `message`, `line`, `span`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{CommandError, open};
use crate::brief::{Block, Brief, Finding, Kind, Link, Sense, redaction};

/// Prints the structure of a brief as JSON.
pub(super) fn run(path: &Path) -> Result<ExitCode, CommandError> {
    let (brief, findings) = open(path)?;
    let sense = Sense::new(&brief);
    let structure = structure(&brief, &sense, &sense.oddities(&findings));
    writeln!(std::io::stdout().lock(), "{structure:#}")?;
    Ok(ExitCode::SUCCESS)
}

/// The fields of memoranda and the titles, in reading order.
fn header(brief: &Brief) -> Vec<Value> {
    let stands_above = |block: &&Block| matches!(block.kind, Kind::Field | Kind::Title);
    let lines = brief.blocks.iter().filter(stands_above).map(|block| {
        json!({
            "block": block.id,
            "kind": if block.kind == Kind::Field { "field" } else { "title" },
            "label": block.label,
            "text": brief.text_of(block),
            "page": block.page,
        })
    });
    lines.collect()
}

fn structure(brief: &Brief, sense: &Sense, findings: &[Finding]) -> Value {
    let id = |index: usize| brief.blocks[index].id.as_str();
    let ids = |indices: &[usize]| indices.iter().map(|&index| id(index)).collect::<Vec<_>>();
    let lists: Vec<_> = brief
        .lists()
        .iter()
        .map(|list| {
            let items: Vec<_> = list
                .items
                .iter()
                .map(|item| json!({ "block": id(item.block), "sub_items": ids(&item.sub_items) }))
                .collect();
            json!({ "opener": id(list.opener), "items": items })
        })
        .collect();
    let redactions: Vec<_> = brief
        .redactions
        .iter()
        .map(|redaction| {
            json!({
                "block": id(redaction.block),
                "span": redaction.span,
                "text": brief.text.slice(redaction.span),
                "page": redaction.page,
                "extent": redaction.extent,
                "code": redaction.code,
            })
        })
        .collect();
    let codes: Vec<_> = brief
        .codes
        .iter()
        .map(|code| {
            let meaning = redaction::meaning(&code.code).map(|meaning| {
                json!({ "family": meaning.family, "what": meaning.what, "source": meaning.source })
            });
            json!({
                "code": code.code,
                "page": code.page,
                "line": code.line,
                "after": code.after.map(id),
                "meaning": meaning,
            })
        })
        .collect();
    let dates: Vec<_> = sense
        .dates
        .iter()
        .map(|date| {
            json!({
                "block": brief.block_at(date.span.start).map(id),
                "span": date.span,
                "text": brief.text.slice(date.span),
                "value": date.value,
                "year_implied": date.year_implied,
                "qualifier": date.qualifier,
            })
        })
        .collect();
    let sources: Vec<_> = sense
        .sources
        .iter()
        .map(|source| {
            json!({
                "block": brief.block_at(source.span.start).map(id),
                "span": source.span,
                "text": brief.text.slice(source.span),
                "publication": source.publication,
                "author": source.author,
                "title": source.title,
                "date": source.date,
            })
        })
        .collect();
    let blocks: Vec<_> = (0..)
        .zip(&brief.blocks)
        .map(|(index, block)| described(brief, block, sense.links_in(index)))
        .collect();
    json!({
        "id": brief.id,
        "meta": brief.meta,
        "text": { "sha256": brief.text.digest(), "length": brief.text.len() },
        "parts": brief.parts,
        "pages": brief.pages,
        "header": header(brief),
        "blocks": blocks,
        "footnotes": footnotes(brief),
        "lists": lists,
        "redactions": redactions,
        "codes": codes,
        "dates": dates,
        "sources": sources,
        "findings": findings,
    })
}

fn described(brief: &Brief, block: &Block, links: &[Link]) -> Value {
    let references: Vec<_> = block
        .references
        .iter()
        .map(|reference| {
            json!({
                "offset": reference.at.0 - block.span.start.0,
                "mark": reference.mark,
                "note": reference.note.map(|note| brief.blocks[note].id.as_str()),
            })
        })
        .collect();
    let links: Vec<_> = links
        .iter()
        .map(|link| {
            json!({
                "span": link.span,
                "text": brief.text.slice(link.span),
                "target": brief.blocks[link.target].id,
            })
        })
        .collect();
    let mut value = json!({ "id": block.id });
    merge(&mut value, json!(block.kind));
    let pages: Vec<u32> =
        std::iter::once(block.page).chain(block.turns.iter().map(|turn| turn.page)).collect();
    merge(
        &mut value,
        json!({
            "part": block.part,
            "number": number(block),
            "label": block.label,
            "citation": block.citation,
            "pages": pages,
            "lines": [block.lines.0, block.lines.1],
            "span": block.span,
            "text": brief.text_of(block),
            "turns": block.turns,
            "runs": block.runs,
            "references": references,
            "links": links,
        }),
    );
    value
}

/// Puts the keys of one object behind those of another.
fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// The number of a numbered paragraph.
fn number(block: &Block) -> Option<u32> {
    match block.kind {
        Kind::Paragraph => block.label.as_deref()?.trim_matches(['(', ')', '.']).parse().ok(),
        Kind::Field
        | Kind::Title
        | Kind::Heading { .. }
        | Kind::Item { .. }
        | Kind::Continuation
        | Kind::Quotation
        | Kind::Redaction
        | Kind::Footnote => None,
    }
}

fn footnotes(brief: &Brief) -> Vec<Value> {
    let mut references: Vec<Vec<Value>> = vec![Vec::new(); brief.blocks.len()];
    for block in &brief.blocks {
        for reference in &block.references {
            if let Some(note) = reference.note {
                let offset = reference.at.0 - block.span.start.0;
                references[note].push(json!({ "block": block.id, "offset": offset }));
            }
        }
    }
    let notes = brief.blocks.iter().zip(references);
    notes
        .filter(|(block, _)| block.kind == Kind::Footnote)
        .map(|(block, references)| {
            json!({
                "note": block.id,
                "mark": block.label,
                "text": brief.text_of(block),
                "references": references,
            })
        })
        .collect()
}

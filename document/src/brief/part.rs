//! The parts of a document, and the address of each block in them.
//!
//! Takes the drafts in order; says where a memorandum, a title page, the paper and its enclosures
//! begin, and gives each draft its kind, its id and its citation in the document's own numbering.

mod address;

use std::collections::HashSet;

use super::display;
use super::paragraph::{Draft, Role};
use super::{Part, PartKind};
use address::Addressing;

pub(super) use address::Address;

/// Tells the parts of a document and the address of each of its drafts.
pub(super) fn partition(drafts: &[Draft<'_>]) -> (Vec<Part>, Vec<Address>) {
    let sections = sections(drafts);
    let has_transmittal = match sections.as_slice() {
        [first, second, ..] => {
            let is_memo = drafts[first.start..first.end]
                .iter()
                .take(8)
                .any(|draft| draft.role == Role::Field);
            is_memo
                && length(&drafts[first.text..first.end]) < length(&drafts[second.text..second.end])
        }
        [] | [_] => false,
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut addresses = Vec::with_capacity(drafts.len());
    let mut addressing = Addressing::default();
    let mut n_enclosures = 0;
    let mut names = HashSet::new();
    for (index, section) in sections.iter().enumerate() {
        if section.start < section.text {
            parts.push(Part { kind: PartKind::TitlePage, name: "title page".to_owned() });
            let titles = &drafts[section.start..section.text];
            addressing.part(titles, parts.len() - 1, "", PartKind::TitlePage, &mut addresses);
        }
        let (kind, name) = match index {
            0 if has_transmittal => (PartKind::Transmittal, "memo".to_owned()),
            0 => (PartKind::Main, String::new()),
            1 if has_transmittal => (PartKind::Main, String::new()),
            _ => {
                n_enclosures += 1;
                let printed = drafts[section.text..section.end]
                    .iter()
                    .find(|draft| draft.role == Role::Enclosure)
                    .and_then(|draft| display::enclosure_name(draft.chunks[0].text));
                let counted = || match n_enclosures {
                    1 => "enclosure".to_owned(),
                    count => format!("enclosure {count}"),
                };
                let name = printed.filter(|name| !names.contains(name)).unwrap_or_else(counted);
                names.insert(name.clone());
                (PartKind::Enclosure, name)
            }
        };
        parts.push(Part { kind, name: name.clone() });
        let text = &drafts[section.text..section.end];
        addressing.part(text, parts.len() - 1, &name, kind, &mut addresses);
    }
    if parts.is_empty() {
        parts.push(Part { kind: PartKind::Main, name: String::new() });
    }
    (parts, addresses)
}

impl Role {
    /// Whether it may stand between the beginning of a part and its first text.
    fn may_precede_text(self) -> bool {
        match self {
            Role::Field | Role::Display | Role::Heading(_) | Role::Enclosure | Role::Redaction => {
                true
            }
            Role::Labelled(_) | Role::Plain | Role::Quotation | Role::Note => false,
        }
    }
}

/// A stretch of drafts with a numbering of its own.
struct Section {
    start: usize,
    /// Where its title page, if it has one, ends.
    text: usize,
    end: usize,
}

fn sections(drafts: &[Draft<'_>]) -> Vec<Section> {
    let on_title_page = on_title_page(drafts);
    let mut starts = vec![0];
    let mut has_field = false;
    for (index, draft) in drafts.iter().enumerate() {
        let restarts = match draft.role {
            Role::Labelled(placing) => placing.restarts,
            Role::Enclosure => true,
            // A title page after a memorandum begins the paper, whether or not numbers tell.
            Role::Display => has_field && on_title_page[index] && !on_title_page[index - 1],
            Role::Field
            | Role::Heading(_)
            | Role::Plain
            | Role::Quotation
            | Role::Redaction
            | Role::Note => false,
        };
        has_field |= draft.role == Role::Field;
        if restarts {
            let last = starts.last().copied().unwrap_or_default();
            let before = &drafts[last..index];
            let n_head =
                before.iter().rev().take_while(|draft| draft.role.may_precede_text()).count();
            // A redaction before the first title belongs to what went before.
            let head = &before[before.len() - n_head..];
            let n_behind = head.iter().take_while(|draft| draft.role == Role::Redaction).count();
            let start = index - n_head + n_behind;
            // What an enclosure's heading or a title page has begun, its first number only goes on.
            if start > last {
                starts.push(start);
                has_field = false;
            }
        }
    }
    let ends = starts[1..].iter().copied().chain([drafts.len()]);
    let sections = starts.iter().copied().zip(ends).filter(|(start, end)| start < end);
    sections
        .map(|(start, end)| {
            let n_titles =
                on_title_page[start..end].iter().take_while(|&&is_title| is_title).count();
            // A document of titles alone is its own text.
            let text = if start + n_titles == end { start } else { start + n_titles };
            Section { start, text, end }
        })
        .collect()
}

/// Of each draft, whether its page holds titles and nothing else.
fn on_title_page(drafts: &[Draft<'_>]) -> Vec<bool> {
    let mut on_title_page = vec![false; drafts.len()];
    let mut start = 0;
    for page in drafts.chunk_by(|left, right| left.chunks[0].page == right.chunks[0].page) {
        let is_titles = page.iter().all(|draft| draft.role == Role::Display);
        let is_broken_in = start > 0
            && drafts[start - 1].chunks.last().map(|chunk| chunk.page)
                == Some(page[0].chunks[0].page);
        on_title_page[start..start + page.len()].fill(is_titles && !is_broken_in);
        start += page.len();
    }
    on_title_page
}

fn length(drafts: &[Draft<'_>]) -> usize {
    drafts.iter().flat_map(|draft| &draft.chunks).map(|chunk| chunk.text.len()).sum()
}

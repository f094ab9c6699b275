//! Cuts a brief into sheets: stretches of blocks that are drawn, and left undrawn, together.
//!
//! A sheet is about a screen high: small enough to be written and drawn within a frame, large enough
//! that a long brief has hundreds of them and not thousands. It ends with a section wherever it can;
//! a long section goes on over several, and so does a very long list.

use std::ops::Range;

use crate::brief::{Brief, Item, Kind, Node, Section};

/// What a sheet holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Its blocks: indices in [`Brief::blocks`].
    pub(super) blocks: Range<usize>,
    /// Its sections, or what of them is on this sheet.
    pub(super) sections: Vec<Section>,
    /// Whether it holds the bodies of notes.
    pub(super) is_notes: bool,
}

/// From how much text on a sheet ends with the section, with the block, with the item of a list; in
/// code points, with [`PER_BLOCK`] for what stands around each block.
const AFTER_SECTION: u32 = 2_500;
const AFTER_BLOCK: u32 = 5_000;
const AFTER_ITEM: u32 = 10_000;
const PER_BLOCK: u32 = 80;

/// The sheets of a brief in reading order. Every block is on exactly one.
pub(super) fn cut(brief: &Brief, sections: &[Section]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut weight = u32::MAX;
    for section in sections {
        let is_notes = matches!(brief.blocks[section.opening].kind, Kind::Footnote);
        let changes = cuts.last().is_some_and(|cut| cut.is_notes != is_notes);
        let mut limit = if changes { 0 } else { AFTER_SECTION };
        for node in pieces(brief, &section.nodes) {
            let blocks = blocks(&node);
            if weight > limit {
                let start = blocks.start;
                cuts.push(Cut { blocks: start..start, sections: Vec::new(), is_notes });
                weight = 0;
            }
            weight += weigh(brief, &blocks);
            let cut = cuts.last_mut().expect("the first piece begins a sheet");
            cut.blocks.end = blocks.end;
            match cut.sections.last_mut().filter(|last| last.opening == section.opening) {
                Some(last) => last.nodes.push(node),
                None => {
                    cut.sections.push(Section { opening: section.opening, nodes: vec![node] });
                }
            }
            limit = AFTER_BLOCK;
        }
    }
    cuts
}

/// The nodes of a section, with lists that are too long for a sheet in several.
fn pieces(brief: &Brief, nodes: &[Node]) -> Vec<Node> {
    let mut pieces = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Node::List(items) = node else {
            pieces.push(node.clone());
            continue;
        };
        let mut part: Vec<Item> = Vec::new();
        let mut weight = 0;
        for item in items {
            if weight > AFTER_ITEM {
                pieces.push(Node::List(std::mem::take(&mut part)));
                weight = 0;
            }
            weight += weigh(brief, &blocks_of_item(item));
            part.push(item.clone());
        }
        pieces.push(Node::List(part));
    }
    pieces
}

/// How much stands on the page for some blocks.
pub(super) fn weigh(brief: &Brief, blocks: &Range<usize>) -> u32 {
    brief.blocks[blocks.clone()].iter().map(|block| block.span.len() + PER_BLOCK).sum()
}

fn blocks(node: &Node) -> Range<usize> {
    match node {
        Node::Block(index) => *index..index + 1,
        Node::List(items) => match (items.first(), items.last()) {
            (Some(first), Some(last)) => first.block..blocks_of_item(last).end,
            (None, _) | (_, None) => 0..0,
        },
    }
}

fn blocks_of_item(item: &Item) -> Range<usize> {
    item.block..item.under.last().map_or(item.block + 1, |last| blocks(last).end)
}

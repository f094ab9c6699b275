//! The brief as a tree: sections, and lists inside lists, as a page or a table of contents needs it.

use std::ops::Range;

use super::{Brief, Kind};

/// A numbered paragraph with all that belongs to it; or a heading, a title page, the footnotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Index in [`Brief::blocks`] of the block that opens it.
    pub opening: usize,
    /// What it holds, the opening block included.
    pub nodes: Vec<Node>,
}

/// A block, or a list of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Index in [`Brief::blocks`].
    Block(usize),
    /// Items of one depth that follow one another.
    List(Vec<Item>),
}

/// An item of a list, with what is listed under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Index in [`Brief::blocks`].
    pub block: usize,
    /// The list under it, if there is one.
    pub under: Vec<Node>,
}

impl Brief {
    /// The sections in reading order; every block stands in exactly one.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let mut openings: Vec<usize> = (0..self.blocks.len()).filter(|i| self.opens(*i)).collect();
        openings.push(self.blocks.len());
        openings
            .windows(2)
            .map(|pair| Section { opening: pair[0], nodes: self.nodes(pair[0]..pair[1], 1) })
            .collect()
    }

    /// A block with all that stands under it, as indices: a heading with what comes before the next one
    /// of its level, the first block of any other section with all of it, an item with those listed
    /// under it.
    #[must_use]
    pub fn under(&self, block: usize) -> Range<usize> {
        let Some(first) = self.blocks.get(block) else { return block..block };
        let is_outside = |index: &usize| {
            let other = &self.blocks[*index];
            match (first.kind, first.kind.list_depth()) {
                (Kind::Heading { level }, _) => {
                    let is_as_high =
                        matches!(other.kind, Kind::Heading { level: it } if it <= level);
                    let is_footnote = matches!(other.kind, Kind::Footnote);
                    is_as_high || is_footnote || other.part != first.part
                }
                (_, Some(depth)) => other.kind.list_depth().is_none_or(|it| it <= depth),
                (_, None) => !self.opens(block) || self.opens(*index),
            }
        };
        let end = (block + 1..self.blocks.len()).find(is_outside);
        block..end.unwrap_or(self.blocks.len())
    }

    /// Whether a block opens a section: a paragraph, a heading, the first block of a part, the first
    /// footnote, and what follows the last footnote of a part.
    fn opens(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        let Some(before) = index.checked_sub(1).map(|i| &self.blocks[i]) else { return true };
        let is_footnote = |kind| matches!(kind, Kind::Footnote);
        matches!(block.kind, Kind::Paragraph | Kind::Heading { .. })
            || block.part != before.part && !is_footnote(block.kind)
            || is_footnote(block.kind) != is_footnote(before.kind)
    }

    fn nodes(&self, range: Range<usize>, depth: u8) -> Vec<Node> {
        let depth_of = |index: usize| self.blocks[index].kind.list_depth();
        let mut nodes: Vec<Node> = Vec::new();
        let mut index = range.start;
        while index < range.end {
            if depth_of(index).is_none() {
                nodes.push(Node::Block(index));
                index += 1;
                continue;
            }
            // What lies deeper than this list hangs under the item before it.
            let deeper = (index + 1..range.end)
                .take_while(|next| depth_of(*next).is_some_and(|other| other > depth))
                .count();
            let end = index + 1 + deeper;
            let item = Item { block: index, under: self.nodes(index + 1..end, depth + 1) };
            match nodes.last_mut() {
                Some(Node::List(items)) => items.push(item),
                Some(Node::Block(_)) | None => nodes.push(Node::List(vec![item])),
            }
            index = end;
        }
        nodes
    }
}

impl Kind {
    /// How deep an item stands in its list, from 1; `None` for what is no item.
    #[must_use]
    pub fn list_depth(self) -> Option<u8> {
        match self {
            Kind::Item { depth } => Some(depth),
            Kind::Field
            | Kind::Title
            | Kind::Heading { .. }
            | Kind::Paragraph
            | Kind::Continuation
            | Kind::Quotation
            | Kind::Redaction
            | Kind::Footnote => None,
        }
    }
}

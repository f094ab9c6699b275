//! The lists of a brief: what a codebook can be made from.

use super::{Brief, Kind};

/// A lettered or numbered list of a brief, by the indices of its blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The paragraph that it stands under; its first item where it stands under none.
    pub opener: usize,
    /// Its items in order. Never empty.
    pub items: Vec<ListItem>,
}

/// An item of a [`List`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The item.
    pub block: usize,
    /// What is numbered under it, in order, at whatever depth.
    pub sub_items: Vec<usize>,
}

impl Brief {
    /// The lists of the brief in order. A list goes on over a page turn and over an unlettered
    /// block; it ends where a paragraph, a heading or another list begins.
    #[must_use]
    pub fn lists(&self) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        let mut paragraph = None;
        let mut root = "";
        for (index, block) in self.blocks.iter().enumerate() {
            match block.kind {
                Kind::Item { depth: 1 } => {
                    let block_root = block.id.rsplit_once('.').map_or("", |(root, _)| root);
                    let begins = lists.is_empty() || root != block_root;
                    root = block_root;
                    if begins {
                        let opener = paragraph.unwrap_or(index);
                        lists.push(List { opener, items: Vec::new() });
                    }
                    if let Some(list) = lists.last_mut() {
                        list.items.push(ListItem { block: index, sub_items: Vec::new() });
                    }
                }
                Kind::Item { .. } => {
                    if let Some(item) = lists.last_mut().and_then(|list| list.items.last_mut()) {
                        item.sub_items.push(index);
                    }
                }
                Kind::Paragraph => paragraph = Some(index),
                Kind::Heading { .. } => {
                    paragraph = None;
                    root = "";
                }
                Kind::Field
                | Kind::Title
                | Kind::Continuation
                | Kind::Quotation
                | Kind::Redaction
                | Kind::Footnote => {}
            }
        }
        lists
    }
}

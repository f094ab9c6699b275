//! A codebook made from a lettered list of a brief.

use uuid::Uuid;

use super::{Theme, ThemeId, ThemeSource, palette, short_name};
use crate::brief::{Block, Brief, List};
use crate::timestamp::Timestamp;

/// A theme for each item of a list of this brief, in reading order. An item under another becomes a
/// theme under that one's. The IRI follows from the brief's and the citation; the themes at the top
/// have the letters of the alphabet as keys, in order, and those under them none.
#[must_use]
pub fn from_list(brief: &Brief, list: &List, now: &Timestamp) -> Vec<Theme> {
    let items = list
        .items
        .iter()
        .flat_map(|item| [item.block].into_iter().chain(item.sub_items.iter().copied()));
    let mut themes = Vec::new();
    let mut keys = 'a'..='z';
    // The item that is open at each depth, outermost first: (depth, theme, number of children).
    let mut open: Vec<(u8, ThemeId, u32)> = Vec::new();
    let mut n_top = 0;
    for (index, block) in items.enumerate() {
        let block = &brief.blocks[block];
        let depth = block.kind.list_depth().unwrap_or(0);
        while open.last().is_some_and(|(above, ..)| *above >= depth) {
            open.pop();
        }
        let parent = open.last_mut();
        let key = if parent.is_none() { keys.next() } else { None };
        let (broader, n_siblings) = match parent {
            Some((_, id, n_children)) => (Some(id.clone()), n_children),
            None => (None, &mut n_top),
        };
        let theme = theme(brief, block, index, broader, *n_siblings, key, now);
        *n_siblings += 1;
        open.push((depth, theme.id.clone(), 0));
        themes.push(theme);
    }
    themes
}

fn theme(
    brief: &Brief,
    block: &Block,
    index: usize,
    broader: Option<ThemeId>,
    position: u32,
    key: Option<char>,
    now: &Timestamp,
) -> Theme {
    let text = brief.text_of(block);
    let (colour, line) = palette(index);
    Theme {
        id: theme_of_place(&brief.id, &block.citation),
        name: short_name(text),
        definition: text.to_owned(),
        examples: String::new(),
        counter_examples: String::new(),
        notation: notation(block),
        key,
        colour,
        line,
        broader,
        source: Some(ThemeSource { brief: brief.id.clone(), citation: block.citation.clone() }),
        position,
        modified: now.clone(),
        extra: serde_json::Map::new(),
    }
}

/// The theme that a list of a brief makes of the item with some citation (`¶11.a`). The same for
/// everyone who makes it: an UUID of version 5 under the brief's own.
#[must_use]
pub fn theme_of_place(brief: &str, citation: &str) -> ThemeId {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, brief.as_bytes());
    ThemeId(format!("urn:uuid:{}", Uuid::new_v5(&space, citation.as_bytes())))
}

/// The part of the citation after the paragraph's number: `l(3)` of `¶11.l(3)`.
fn notation(block: &Block) -> Option<String> {
    let (_, numbered) = block.citation.rsplit_once('¶')?;
    let lettered = numbered.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let notation = lettered.trim_start_matches('.');
    (!notation.is_empty()).then(|| notation.to_owned())
}

//! What the reader is told of a list that a codebook can be made from.

use crate::brief::{Brief, List};

/// How long a list is, in words: "12 themes, and 6 under ¶11.l".
pub(super) fn says(brief: &Brief, list: &List) -> String {
    let n_top = list.items.len();
    let themes = if n_top == 1 { "theme" } else { "themes" };
    let mut says = format!("{n_top} {themes}");
    for item in list.items.iter().filter(|item| !item.sub_items.is_empty()) {
        let citation = &brief.blocks[item.block].citation;
        says.push_str(&format!(", and {} under {citation}", item.sub_items.len()));
    }
    says
}

/// The list of a brief that would make the most themes; the first of those that make as many.
pub(super) fn longest(brief: &Brief) -> Option<List> {
    let n_themes =
        |list: &List| -> usize { list.items.iter().map(|item| 1 + item.sub_items.len()).sum() };
    brief.lists().into_iter().rev().max_by_key(n_themes)
}

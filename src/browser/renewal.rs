//! Writing an element anew, and leaving in the page what stays as it is.
//!
//! What comes into the page is styled, laid out and painted. Where words are marked thickly an edit
//! changes a few of the hundred runs of a block: the others stay the elements that they are.

use web_sys::{Element, Node};

/// Has an element hold what another one holds, which is not in the page. What both begin with and end with
/// stays where it is.
pub fn renew(element: &Element, anew: &Element) {
    let (before, after) = (held(element), held(anew));
    let is_same = |(one, other): &(&Node, &Node)| one.is_equal_node(Some(other));
    let n_first = before.iter().zip(&after).take_while(is_same).count();
    let both = before[n_first..].iter().rev().zip(after[n_first..].iter().rev());
    let n_last = both.take_while(is_same).count();
    for gone in &before[n_first..before.len() - n_last] {
        // Neither is refused: what stands here goes, and what stands nowhere comes.
        let _ = element.remove_child(gone);
    }
    let next = before.get(before.len() - n_last);
    for new in &after[n_first..after.len() - n_last] {
        let _ = element.insert_before(new, next);
    }
}

/// What an element holds, from the first to the last.
fn held(element: &Element) -> Vec<Node> {
    std::iter::successors(element.first_child(), Node::next_sibling).collect()
}

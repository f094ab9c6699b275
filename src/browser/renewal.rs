//! Writing an element anew, and leaving in the page what stays as it is.
//!
//! What comes into the page is styled, laid out and painted. Where words are marked thickly an edit
//! changes a few of the hundred runs of a block: the others stay the elements that they are.

use web_sys::{Element, Node};

/// Has an element hold what another one holds, which is not in the page and holds nothing afterwards. What
/// both begin with and end with stays where it is.
pub fn renew(element: &Element, anew: &Element) {
    let mut gone = element.first_child();
    while let (Some(old), Some(new)) = (&gone, anew.first_child()) {
        if !old.is_equal_node(Some(&new)) {
            break;
        }
        gone = old.next_sibling();
        take(anew, &new);
    }
    let mut stays = None;
    while let (Some(first), Some(new)) = (&gone, anew.last_child()) {
        let last = stays.as_ref().map_or_else(|| element.last_child(), Node::previous_sibling);
        let Some(old) = last.filter(|old| old.is_equal_node(Some(&new))) else { break };
        if old.is_same_node(Some(first)) {
            gone = None;
        }
        stays = Some(old);
        take(anew, &new);
    }
    while let Some(old) = gone.filter(|old| !old.is_same_node(stays.as_ref())) {
        gone = old.next_sibling();
        take(element, &old);
    }
    while let Some(new) = anew.first_child() {
        // What stands nowhere in the page is not refused.
        let _ = element.insert_before(&new, stays.as_ref());
    }
}

/// Takes out of an element what it holds.
fn take(element: &Element, held: &Node) {
    let _ = element.remove_child(held);
}

//! Writing an element anew, and leaving in the page what stays as it is.
//!
//! What comes into the page is made, styled, laid out and painted. Where words are marked thickly an edit
//! changes a few of the hundred runs of a block: the others stay the elements that they are.

use web_sys::{Element, Node};

/// Has an element hold an element for each of some things, written by `write`, given of which it holds them
/// now; nothing, where nobody knows. What both begin with and end with stays where it is.
pub fn renew<T: PartialEq>(
    element: &Element,
    before: Option<&[T]>,
    now: &[T],
    write: impl FnMut(&T) -> Element,
) {
    let held = usize::try_from(element.child_element_count()).ok();
    let before = before.filter(|before| Some(before.len()) == held).unwrap_or_default();
    let n_same = |pairs: &mut dyn Iterator<Item = (&T, &T)>| {
        pairs.take_while(|(before, now)| before == now).count()
    };
    let n_first = n_same(&mut before.iter().zip(now));
    let (gone, new) = (&before[n_first..], &now[n_first..]);
    let n_last = n_same(&mut gone.iter().rev().zip(new.iter().rev()));
    let new: Vec<Element> = new[..new.len() - n_last].iter().map(write).collect();
    splice(element, n_first, n_last, &new);
}

/// Puts elements in the place of all that an element holds but for so many at its beginning and at its end.
fn splice(element: &Element, n_first: usize, n_last: usize, new: &[Element]) {
    let held = element.children();
    let nth = |nth: usize| u32::try_from(nth).ok().and_then(|nth| held.item(nth)).map(Node::from);
    let n_held = usize::try_from(held.length()).unwrap_or(0);
    let stays = (n_last > 0).then(|| nth(n_held - n_last)).flatten();
    let mut gone = match n_first.checked_sub(1) {
        Some(last) => nth(last).and_then(|last| last.next_sibling()),
        None => element.first_child(),
    };
    while let Some(old) = gone.filter(|old| !old.is_same_node(stays.as_ref())) {
        gone = old.next_sibling();
        // What an element holds can be taken out of it.
        let _ = element.remove_child(&old);
    }
    for new in new {
        // What stands nowhere in the page is not refused.
        let _ = element.insert_before(new, stays.as_ref());
    }
}

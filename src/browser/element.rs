//! Elements of the page, written one by one: for what is too much to be a tree of components.
//!
//! An element is made once as a pattern and copied from then on, attributes and children with it:
//! one call of the browser instead of one for each of them. Text goes in as text, and an attribute's
//! value is never read as markup.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node};

use super::document;

/// A new element with its attributes. Both names are those of HTML.
///
/// # Panics
/// Never: the names are written in the source, and HTML knows them.
#[must_use]
pub fn make(tag: &str, attributes: &[(&str, &str)]) -> Element {
    let element = document().create_element(tag).expect("the tag is one of HTML's");
    for (name, value) in attributes {
        set(&element, name, value);
    }
    element
}

/// Another element like a pattern, with all that the pattern holds.
///
/// # Panics
/// Never: an element can be copied, and its copy is one.
#[must_use]
pub fn copy(pattern: &Element) -> Element {
    let copy: Node = pattern.clone_node_with_deep(true).expect("an element can be copied");
    copy.unchecked_into()
}

/// Gives an element an attribute, by a name of HTML's.
pub fn set(element: &Element, name: &str, value: &str) {
    // Refused only for what is no name.
    let _ = element.set_attribute(name, value);
}

/// Puts an element behind all that another holds.
pub fn put(parent: &Element, child: &Element) {
    // Refused only for what is around the parent already.
    let _ = parent.append_child(child);
}

/// Puts text behind all that an element holds.
pub fn put_text(parent: &Element, text: &str) {
    let _ = parent.append_child(&document().create_text_node(text));
}

/// Puts a text in place of all that an element holds.
pub fn write(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

/// Sets a property of an element's own style.
pub fn style(element: &Element, property: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An invalid value is passed over by the browser.
        let _ = element.style().set_property(property, value);
    }
}

/// The first element inside another that matches; `None` where none does.
#[must_use]
pub fn find(inside: &Element, selector: &str) -> Option<HtmlElement> {
    inside.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// All elements inside another that match, in document order.
#[must_use]
pub fn find_all(inside: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(nodes) = inside.query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|i| nodes.item(i)?.dyn_into().ok()).collect()
}

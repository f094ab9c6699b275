//! Elements of the page, written one by one: for what is too much to be a tree of components.
//!
//! An element is made once as a pattern and copied from then on, attributes and children with it:
//! one call of the browser instead of one for each of them. Text goes in as text, and an attribute's
//! value is never read as markup.
//!
//! What a string costs on its way to the browser is as much as what the browser does with it, so the
//! names of attributes go there once and numbers go as numbers.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

use super::document;

#[wasm_bindgen]
extern "C" {
    /// An element, of which nothing is asked that the browser could refuse, and no answer is wanted.
    #[wasm_bindgen(js_name = Element)]
    type Plain;

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set(this: &Plain, name: &JsValue, value: &str);

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_number(this: &Plain, name: &JsValue, value: u32);

    #[wasm_bindgen(method, js_name = appendChild)]
    fn put(this: &Plain, child: &Element);

    #[wasm_bindgen(method, js_name = cloneNode)]
    fn copy(this: &Plain, is_deep: bool) -> Element;
}

thread_local! {
    /// The names of attributes that the browser has had: some two dozen.
    static NAMES: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// A new element with its attributes. Both names are those of HTML.
///
/// # Panics
/// Never: the names are written in the source, and HTML knows them.
#[must_use]
pub fn make(tag: &str, attributes: &[(&'static str, &str)]) -> Element {
    let element = document().create_element(tag).expect("the tag is one of HTML's");
    for (name, value) in attributes {
        set(&element, name, value);
    }
    element
}

/// Another element like a pattern, with all that the pattern holds.
#[must_use]
pub fn copy(pattern: &Element) -> Element {
    plain(pattern).copy(true)
}

/// Gives an element an attribute, by a name of HTML's.
pub fn set(element: &Element, name: &'static str, value: &str) {
    with_name(name, |name| plain(element).set(name, value));
}

/// The same with a number for the value.
pub fn set_number(element: &Element, name: &'static str, value: u32) {
    with_name(name, |name| plain(element).set_number(name, value));
}

/// Puts an element behind all that another holds, which is not inside it.
pub fn put(parent: &Element, child: &Element) {
    plain(parent).put(child);
}

/// Puts an element before another, which is inside something.
pub fn put_before(sibling: &Element, element: &Element) {
    // Refused only for what is around it already.
    let _ = sibling.before_with_node_1(element);
}

/// Puts text behind all that an element holds.
pub fn put_text(parent: &Element, text: &str) {
    let _ = parent.append_child(&document().create_text_node(text));
}

/// Puts a text in place of all that an element holds.
pub fn write(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

/// Takes away all that an element holds.
pub fn clear(element: &Element) {
    element.set_text_content(None);
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

fn plain(element: &Element) -> &Plain {
    element.unchecked_ref()
}

/// Says a name as the browser knows it.
fn with_name(name: &'static str, say: impl FnOnce(&JsValue)) {
    NAMES.with_borrow_mut(|names| {
        let known = names.iter().position(|(known, _)| std::ptr::eq(*known, name));
        let known = known.unwrap_or_else(|| {
            names.push((name, JsValue::from_str(name)));
            names.len() - 1
        });
        say(&names[known].1);
    });
}

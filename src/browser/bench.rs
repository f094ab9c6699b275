//! What a benchmark's driver gives and is given: the values of `window.__bench`, and frames to wait for.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;

use super::{document, window};
use crate::codebook::Colour;

#[wasm_bindgen]
extern "C" {
    /// A document: `{ id, html, text, source }`. The HTML is for tools that read it.
    pub type Document;
    /// What the driver calls it.
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Document) -> String;
    /// What the driver's offsets refer to, in UTF-16 units.
    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Document) -> js_sys::JsString;
    /// Plain text, with blank lines between paragraphs.
    #[wasm_bindgen(method, getter)]
    pub fn source(this: &Document) -> js_sys::JsString;

    /// A passage that a tool stored: `{ id, theme, exact, prefix, suffix, start, end }`.
    pub type Stored;
    /// The annotation's name.
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Stored) -> String;
    /// The theme's name.
    #[wasm_bindgen(method, getter)]
    pub fn theme(this: &Stored) -> String;
    /// The words.
    #[wasm_bindgen(method, getter)]
    pub fn exact(this: &Stored) -> String;
    /// What stands before them.
    #[wasm_bindgen(method, getter)]
    pub fn prefix(this: &Stored) -> Option<String>;
    /// What stands after them.
    #[wasm_bindgen(method, getter)]
    pub fn suffix(this: &Stored) -> Option<String>;
    /// The first UTF-16 unit.
    #[wasm_bindgen(method, getter)]
    pub fn start(this: &Stored) -> Option<u32>;
    /// The first UTF-16 unit after it.
    #[wasm_bindgen(method, getter)]
    pub fn end(this: &Stored) -> Option<u32>;

    /// How to go about a task: `{ hint, deadline }`. What is only alike is looked for wherever nothing stands
    /// letter by letter, as for any reader, and is told from it by its state.
    pub type Options;
    /// Whether positions may be used; they may where nothing is said.
    #[wasm_bindgen(method, getter)]
    pub fn hint(this: &Options) -> Option<bool>;
    /// After how many milliseconds to give up.
    #[wasm_bindgen(method, getter)]
    pub fn deadline(this: &Options) -> Option<f64>;

    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &js_sys::JsString) -> js_sys::Uint8Array;

    /// A passage to mark: `{ range, id, theme }`.
    pub type Passage;
    /// A `Range` of the page, or `[start, end]` in UTF-16 units of the document's text.
    #[wasm_bindgen(method, getter)]
    pub fn range(this: &Passage) -> JsValue;
    /// What the annotation will be called.
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Passage) -> String;
    /// The theme's name.
    #[wasm_bindgen(method, getter)]
    pub fn theme(this: &Passage) -> String;
}

/// Says to a driver whether it may begin.
pub fn set_ready(ready: bool) {
    let _ = js_sys::Reflect::set(&window(), &"__benchReady".into(), &ready.into());
}

/// Gives a driver what it drives.
pub fn set_driven(driven: JsValue) {
    let _ = js_sys::Reflect::set(&window(), &"__bench".into(), &driven);
}

/// Marks the element of the document for a driver.
pub fn mark_root(selector: &str) {
    if let Ok(Some(root)) = document().query_selector(selector) {
        let _ = root.set_attribute("data-bench-root", "");
    }
}

/// A file of text, as a reader would drop it on the page.
///
/// # Errors
/// When the browser refuses.
pub fn file(name: &str, text: &js_sys::JsString) -> Result<web_sys::File, JsValue> {
    // A file that a reader drops holds bytes: they are not made of a text while it is opened.
    let bytes = TextEncoder::new().encode(text);
    web_sys::File::new_with_u8_array_sequence(&js_sys::Array::of1(&bytes), name)
}

/// The colour that a value of CSS means, without its transparency; `None` where it means none.
#[must_use]
pub fn colour(css: &str) -> Option<Colour> {
    if let Ok(colour) = css.parse() {
        return Some(colour);
    }
    // The browser spells a colour it understood as `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`.
    let body = document().body()?;
    let swatch: web_sys::HtmlElement = document().create_element("i").ok()?.unchecked_into();
    swatch.style().set_property("color", css).ok()?;
    if swatch.style().get_property_value("color").ok()?.is_empty() {
        return None;
    }
    body.append_child(&swatch).ok()?;
    let style = window().get_computed_style(&swatch).ok().flatten();
    let spelled = style.and_then(|style| style.get_property_value("color").ok());
    swatch.remove();
    let spelled = spelled?;
    let channels = spelled.split_once('(')?.1.trim_end_matches(')');
    let mut channels = channels.split(',').map(|channel| channel.trim().parse().ok());
    Some(Colour { red: channels.next()??, green: channels.next()??, blue: channels.next()?? })
}

/// `{ done }`, for a driver.
#[must_use]
pub fn done(n_done: usize) -> JsValue {
    let answer = js_sys::Object::new();
    let n_done = u32::try_from(n_done).unwrap_or(u32::MAX);
    let _ = js_sys::Reflect::set(&answer, &"done".into(), &n_done.into());
    answer.into()
}

/// `[start, end]` or `null`, for a driver.
#[must_use]
pub fn offsets(found: Option<(u32, u32)>) -> JsValue {
    found
        .map_or(JsValue::NULL, |(start, end)| js_sys::Array::of2(&start.into(), &end.into()).into())
}

/// The range of the page that a driver gave, or its two offsets.
#[must_use]
pub fn range(given: &JsValue) -> Option<Place> {
    if let Some(range) = given.dyn_ref::<web_sys::Range>() {
        return Some(Place::Range(range.clone()));
    }
    let offsets = given.dyn_ref::<js_sys::Array>()?;
    Some(Place::Offsets(whole(&offsets.get(0))?, whole(&offsets.get(1))?))
}

/// Where a driver says that a passage lies.
pub enum Place {
    /// On the page.
    Range(web_sys::Range),
    /// In UTF-16 units of the document's text.
    Offsets(u32, u32),
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an offset of a text")]
fn whole(number: &JsValue) -> Option<u32> {
    number.as_f64().map(|number| number as u32)
}

/// What a driver is told when something cannot be done.
#[must_use]
pub fn refusal(sentence: &str) -> JsValue {
    js_sys::Error::new(sentence).into()
}

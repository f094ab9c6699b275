//! The only room with windows: what the core and the view ask of the browser, and nothing more.
//!
//! Each file is one thing that a browser has. Values that come out are the core's (spans in code
//! points, timestamps, routes); what a browser may refuse comes out as a `Result` with a clause that
//! can stand in a sentence.

pub mod address;
#[cfg(feature = "bench")]
pub mod bench;
pub mod clipboard;
pub mod clock;
pub mod element;
pub mod file;
pub mod highlight;
pub mod margin;
pub mod near;
pub mod page;
pub mod paint;
pub mod place;
pub mod renewal;
pub mod selection;
pub mod sheet;
pub mod sight;
pub mod site;
pub mod storage;
pub mod worker;

#[expect(clippy::disallowed_methods, reason = "the one door to the window")]
fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page")
}

fn document() -> web_sys::Document {
    window().document().expect("a window of a page has a document")
}

/// What an exception of the browser says of itself.
fn reason(error: &wasm_bindgen::JsValue) -> String {
    use wasm_bindgen::JsCast as _;
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => format!("{}: {}", error.name(), error.message()),
        None => error.as_string().unwrap_or_else(|| "the browser gave no reason".to_owned()),
    }
}

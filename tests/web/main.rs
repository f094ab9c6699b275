//! Components in a real browser.
#![cfg(target_arch = "wasm32")]

mod margin;
mod panels;
mod place;
mod renewal;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

//! What a worker of the page does: reads and writes the formats of other programs, and links.
//!
//! `site/exchange.js` starts it. Whatever it can do is in `briefmark::exchange::errand`; here is the
//! door alone. Natively it is empty: the command line has the same rooms without a worker.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes of an errand in, bytes of its answer out.
#[wasm_bindgen]
#[must_use]
pub fn run(errand: &[u8]) -> Vec<u8> {
    console_error_panic_hook::set_once();
    briefmark::exchange::errand::run(errand)
}

//! Tints words of the page without touching its elements (CSS Custom Highlight API).
//!
//! Used for what is being chosen, never for what is kept: screen readers and printers do not know of
//! it. Where the browser lacks it nothing is tinted. Bound here by hand, since web-sys offers it only
//! behind an unstable flag.

use wasm_bindgen::prelude::*;

use super::place;
use crate::text::{ReadingText, Span};

#[wasm_bindgen]
extern "C" {
    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &JsValue) -> Highlight;

    #[derive(Clone)]
    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> HighlightRegistry;
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: Option<HighlightRegistry>;
}

/// Tints spans under a name that the style sheets know (`::highlight(name)`); nothing else has that
/// name afterwards.
pub fn tint(name: &str, text: &ReadingText, spans: &[Span]) {
    let Some(registry) = HIGHLIGHTS.with(Clone::clone) else { return };
    if spans.is_empty() {
        registry.delete(name);
        return;
    }
    let highlight = Highlight::new();
    for range in spans.iter().filter_map(|span| place::to_page(text, *span)) {
        highlight.add(&range);
    }
    registry.set(name, &highlight);
}

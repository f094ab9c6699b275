//! The clipboard, for writing only.

use wasm_bindgen_futures::JsFuture;

use super::{reason, window};

/// Puts text on the clipboard.
///
/// # Errors
/// When the browser refuses (no permission, or the page is not in front).
pub async fn write(text: &str) -> Result<(), String> {
    let promise = window().navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.map(|_| ()).map_err(|error| reason(&error))
}

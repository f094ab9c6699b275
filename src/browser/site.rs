//! What else lies on the site, beside the page.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{reason, window};

/// The bytes of a file of the site, by its path from the page.
///
/// # Errors
/// When it is not there or did not arrive.
pub async fn fetch(path: &str) -> Result<Vec<u8>, String> {
    let response = JsFuture::from(window().fetch_with_str(path)).await;
    let response: Response = response
        .map_err(|_| "it did not arrive; check the connection".to_owned())?
        .unchecked_into();
    if !response.ok() {
        return Err("it is not on this site".to_owned());
    }
    let buffer = response.array_buffer().map_err(|error| reason(&error))?;
    let buffer = JsFuture::from(buffer).await.map_err(|error| reason(&error))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

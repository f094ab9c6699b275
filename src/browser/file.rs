//! Files: what the reader picks or drops, and what they take away.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, File, HtmlAnchorElement, Url};

use super::{clock, document, page, reason};

/// The bytes of a file.
///
/// # Errors
/// When it cannot be read (gone, or not permitted).
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|error| reason(&error))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Hands the reader a file to keep.
///
/// # Errors
/// When the browser refuses.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), String> {
    offer(name, media_type, bytes).map_err(|error| reason(&error))
}

fn offer(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads the address after the click; a minute is ample for that.
    clock::after(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

/// The files of a list, in order.
#[must_use]
pub fn all(files: Option<web_sys::FileList>) -> Vec<File> {
    files.map_or_else(Vec::new, |files| (0..files.length()).filter_map(|i| files.get(i)).collect())
}

/// Follows files that are dragged over the page and dropped on it, for as long as the page lives.
/// `hover` says whether files are over the page now. Text that is dragged is left alone.
pub fn on_drop(hover: impl Fn(bool) + 'static, dropped: impl Fn(Vec<File>) + 'static) {
    let hover = std::rc::Rc::new(hover);
    for kind in ["dragenter", "dragover", "dragleave", "drop"] {
        let hover = std::rc::Rc::clone(&hover);
        page::on_document(kind, move |event| {
            let Some(event) = event.dyn_ref::<DragEvent>().filter(|event| has_files(event)) else {
                return;
            };
            match kind {
                // Nothing is related to what left the window.
                "dragleave" => hover(event.related_target().is_some()),
                _ => {
                    // Else the browser would open the file in the page's place.
                    event.prevent_default();
                    hover(kind != "drop");
                }
            }
        });
    }
    page::on_document("drop", move |event| {
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        let files = all(data.and_then(|data| data.files()));
        if !files.is_empty() {
            dropped(files);
        }
    });
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

//! The style sheet of what comes later: a release has it in the page, switched off and not fetched
//! (`xtask/src/sheet.rs`).

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::document;

/// What makes the browser leave a sheet alone.
const OFF: &str = "disabled";

/// A sheet that the browser was asked for.
pub struct Coming(Option<(Element, JsFuture)>);

/// Asks the browser for the sheet that it was not asked for yet, if the page has one.
#[must_use]
pub fn ask() -> Coming {
    let found = document().query_selector("link[rel=stylesheet][disabled]").ok().flatten();
    Coming(found.map(|link| {
        let answered = Promise::new(&mut |resolve, reject| {
            // Nothing listens but this, and no element refuses.
            let _ = link.add_event_listener_with_callback("load", &resolve);
            let _ = link.add_event_listener_with_callback("error", &reject);
        });
        // An attribute with a fixed name is always accepted, here and below.
        let _ = link.remove_attribute(OFF);
        // From now on it is heard, so that a refusal is never one that nobody took.
        (link, JsFuture::from(answered))
    }))
}

impl Coming {
    /// Waits for it, and gives whether it is here. One that did not arrive can be asked for again.
    pub async fn is_here(self) -> bool {
        let Some((link, answered)) = self.0 else { return true };
        let is_here = answered.await.is_ok();
        if !is_here {
            let _ = link.set_attribute(OFF, "");
        }
        is_here
    }
}

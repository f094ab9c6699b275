//! Which elements stand near the window: what is far from it need not be drawn in full.

use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Calls back whenever one of the watched elements comes near the window or goes far from it, and
/// once for each new one.
pub struct Near {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl Near {
    /// Watches nothing yet. `margin` is how far beyond the window is still near: `100% 0px`. The
    /// callback is told the element and whether it is near.
    ///
    /// # Panics
    /// Never in a browser that runs the app: they all have the observer.
    #[must_use]
    pub fn new(margin: &str, mut callback: impl FnMut(&Element, bool) + 'static) -> Near {
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                callback(&entry.target(), entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let function = callback.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &options)
            .expect("every browser that runs wasm observes what comes into view");
        Near { observer, _callback: callback }
    }

    /// Watches an element, for as long as it is in the page.
    pub fn watch(&self, element: &Element) {
        self.observer.observe(element);
    }
}

impl Drop for Near {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

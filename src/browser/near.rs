//! Which elements stand near the window: what is far from it need not be drawn in full.

use wasm_bindgen::prelude::*;
use web_sys::{
    DomRectReadOnly, Element, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit,
};

/// Where a watched element was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// Farther from the window than the margin.
    Far,
    /// Within the margin: how many CSS pixels lie between it and the window. Negative for what stands
    /// above it; none for what stands in it.
    Near(f64),
}

/// Calls back whenever one of the watched elements comes near the window or goes far from it, and
/// once for each new one.
pub struct Near {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl Near {
    /// Watches nothing yet. `margin` is how far beyond the window is still near: `100% 0px`. The
    /// callback is told the element and where it is; nothing is measured for that.
    ///
    /// # Panics
    /// Never in a browser that runs the app: they all have the observer.
    #[must_use]
    pub fn new(margin: &str, mut callback: impl FnMut(&Element, Found) + 'static) -> Near {
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                callback(&entry.target(), found(&entry));
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let function = callback.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &options)
            .expect("every browser that runs wasm observes what comes into view");
        Near { observer, _callback: callback }
    }

    /// Watches an element, for as long as it is in the page. The browser looks at each of them in each
    /// frame.
    pub fn watch(&self, element: &Element) {
        self.observer.observe(element);
    }

    /// Watches an element no longer.
    pub fn forget(&self, element: &Element) {
        self.observer.unobserve(element);
    }
}

fn found(entry: &IntersectionObserverEntry) -> Found {
    if entry.is_intersecting() {
        Found::Near(away(&entry.bounding_client_rect()))
    } else {
        Found::Far
    }
}

/// How many CSS pixels lie between an area of the window's plane and the window: negative for what
/// stands above it, none for what stands in it.
#[must_use]
pub fn away(area: &DomRectReadOnly) -> f64 {
    let (_, height) = super::page::size();
    area.bottom().min(0.0) + (area.top() - height).max(0.0)
}

impl Drop for Near {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

//! The address bar: the route stands in its hash.

use gloo_events::EventListener;

use super::{reason, window};
use crate::route::{self, Carried, Route};

/// The route that the address names now.
#[must_use]
pub fn route() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// Goes to a route, as following a link does: the back button returns.
pub fn go(route: &Route) {
    // A hash can always be set; the browser escapes what it must.
    let _ = window().location().set_hash(&route.to_string());
}

/// Says in the address where the reader is, without an entry for the back button.
///
/// # Errors
/// When the browser refuses (some limit how often).
pub fn replace(route: &Route) -> Result<(), String> {
    write(&route.to_string())
}

/// Says in the address what the reader searches for, as [`replace`] does.
///
/// # Errors
/// When the browser refuses.
pub fn replace_with_search(route: &Route, words: &str) -> Result<(), String> {
    write(&route.seeking(words))
}

/// The words that the address asks to be searched for.
#[must_use]
pub fn sought() -> Option<String> {
    route::sought(&window().location().hash().unwrap_or_default())
}

/// The address of the page itself, without where in it the reader is.
#[must_use]
pub fn page() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// What the address brings to the brief that it names.
#[must_use]
pub fn carried() -> Option<Carried> {
    route::carried(&window().location().hash().unwrap_or_default())
}

fn write(address: &str) -> Result<(), String> {
    let history = window().history().map_err(|error| reason(&error))?;
    history
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address))
        .map_err(|error| reason(&error))
}

/// Calls back with each new route, for as long as the page lives.
pub fn on_change(mut callback: impl FnMut(Route) + 'static) {
    EventListener::new(&window(), "hashchange", move |_| callback(route())).forget();
}

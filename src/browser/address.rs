//! The address bar: the route stands in its hash.

use gloo_events::EventListener;
use wasm_bindgen::JsCast as _;

use super::{reason, window};
use crate::route::{self, Asked, Carried, Route};

/// The route that the address names now.
#[must_use]
pub fn route() -> Route {
    Route::parse(&hash())
}

/// Goes to a route, as following a link does: the back button returns.
pub fn go(route: &Route) {
    // A hash can always be set; the browser escapes what it must.
    let _ = window().location().set_hash(&route.to_string());
}

/// The hash of the address, with its sign.
#[must_use]
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The words that the address asks to be searched for.
#[must_use]
pub fn sought() -> Option<String> {
    Some(Asked::parse(&hash(), "").words).filter(|words| !words.is_empty())
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
    route::carried(&hash())
}

/// What an entry of the browser's history bears once the app has said in its address what is shown:
/// one that is come to by a link bears nothing yet.
const SEEN: &str = "seen";

/// Whether the reader is at an address where they were before: by the back button, by a reload.
#[must_use]
pub fn is_revisited() -> bool {
    let state = window().history().and_then(|history| history.state());
    state.is_ok_and(|state| state.as_string().as_deref() == Some(SEEN))
}

/// Says of the entry of the browser's history that the reader was there.
pub fn mark() {
    if let Ok(history) = window().history() {
        // Where it is refused, the back button keeps the filter that is on.
        let _ = history.replace_state(&SEEN.into(), "");
    }
}

/// Says in the address where the reader is and what is asked for, without an entry for the back
/// button.
///
/// # Errors
/// When the browser refuses (some limit how often).
pub fn replace(address: &str) -> Result<(), String> {
    let history = window().history().map_err(|error| reason(&error))?;
    let written = history.replace_state_with_url(&SEEN.into(), "", Some(address));
    written.map_err(|error| reason(&error))
}

/// Says in the address what is asked for now: the back button returns to what was.
///
/// # Errors
/// When the browser refuses (some limit how often).
pub fn push(address: &str) -> Result<(), String> {
    let history = window().history().map_err(|error| reason(&error))?;
    let written = history.push_state_with_url(&SEEN.into(), "", Some(address));
    written.map_err(|error| reason(&error))
}

/// Calls back with the route when a link is followed that leads to where the reader is, for as long as
/// the page lives: the browser says nothing then, and goes nowhere.
pub fn on_again(mut callback: impl FnMut(Route) + 'static) {
    super::page::on_document("click", move |event| {
        let Some(click) = event.dyn_ref::<web_sys::MouseEvent>() else { return };
        let is_plain =
            !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key());
        let target = click.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|it| it.closest("a[href^='#/']").ok().flatten());
        let leads_to = link.and_then(|link| link.get_attribute("href"));
        if is_plain && !event.default_prevented() && leads_to == window().location().hash().ok() {
            callback(route());
        }
    });
}

/// Calls back with each new route, for as long as the page lives.
pub fn on_change(mut callback: impl FnMut(Route) + 'static) {
    EventListener::new(&window(), "hashchange", move |_| callback(route())).forget();
}

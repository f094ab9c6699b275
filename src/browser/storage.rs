//! The reader's local storage, through gloo-storage: keys and values of text.
//!
//! Every write is read back. What the browser refuses comes out as an error and nothing is half
//! written: a key holds its old value or its new one.

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::JsCast as _;
use web_sys::StorageEvent;

use super::{reason, window};

/// The beginning of every key that is ours.
pub const PREFIX: &str = "briefmark/";

/// Why the storage did not take something. What stood under the key still stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// There is no room left.
    #[error("this browser's storage for the site is full")]
    Full,
    /// The browser does not let the site store anything, or gave something back that was not put in.
    #[error("this browser does not let the site store anything ({0})")]
    Refused(String),
}

/// Whether the browser lets the site store something, tried with a real write.
///
/// # Errors
/// When it does not.
pub fn probe() -> Result<(), StorageError> {
    const KEY: &str = "briefmark/probe";
    storage()?;
    // A full store is still one that can be read and written to in part.
    match write(KEY, "1") {
        Ok(()) | Err(StorageError::Full) => remove(KEY),
        Err(refused @ StorageError::Refused(_)) => Err(refused),
    }
}

/// Everything of ours that is stored, in order of key.
#[must_use]
pub fn read_all() -> Vec<(String, String)> {
    let Ok(storage) = storage() else { return Vec::new() };
    let n_keys = storage.length().unwrap_or_default();
    let keys = (0..n_keys).filter_map(|i| storage.key(i).ok().flatten());
    let mut entries: Vec<_> = keys
        .filter(|key| key.starts_with(PREFIX))
        .filter_map(|key| storage.get_item(&key).ok().flatten().map(|value| (key, value)))
        .collect();
    entries.sort_unstable();
    entries
}

/// Puts a value under a key and reads it back.
///
/// # Errors
/// When there is no room, or the browser refuses.
pub fn write(key: &str, value: &str) -> Result<(), StorageError> {
    let storage = storage()?;
    storage.set_item(key, value).map_err(|error| {
        let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name()));
        match name.as_deref() {
            Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
            Some(_) | None => StorageError::Refused(reason(&error)),
        }
    })?;
    match storage.get_item(key) {
        Ok(Some(stored)) if stored == value => Ok(()),
        Ok(_) => Err(StorageError::Refused("it did not give back what was put in".to_owned())),
        Err(error) => Err(StorageError::Refused(reason(&error))),
    }
}

/// Takes a key away; nothing happens where there is none.
///
/// # Errors
/// When the browser refuses.
pub fn remove(key: &str) -> Result<(), StorageError> {
    storage()?.remove_item(key).map_err(|error| StorageError::Refused(reason(&error)))
}

/// Calls back when another tab writes or takes away a key of ours (`None`: taken away), for as long
/// as the page lives. Emptying the whole store is reported with an empty key.
pub fn on_other_tab(mut callback: impl FnMut(&str, Option<&str>) + 'static) {
    EventListener::new(&window(), "storage", move |event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        match event.key() {
            Some(key) if key.starts_with(PREFIX) => callback(&key, event.new_value().as_deref()),
            Some(_) => {}
            None => callback("", None),
        }
    })
    .forget();
}

#[expect(clippy::disallowed_methods, reason = "the one door to the reader's local storage")]
fn storage() -> Result<web_sys::Storage, StorageError> {
    // gloo-storage panics where the browser has no storage to give, so it is asked for first.
    match window().local_storage() {
        Ok(Some(_)) => Ok(LocalStorage::raw()),
        Ok(None) => Err(StorageError::Refused("it has none".to_owned())),
        Err(error) => Err(StorageError::Refused(reason(&error))),
    }
}

//! The reader's local storage, through gloo-storage: keys and values of text.
//!
//! Every write is read back. What the browser refuses comes out as an error and nothing is half
//! written: a key holds its old value or its new one. Values are compared, measured and passed over
//! as the browser's own texts; only what is read crosses into ours.

use std::cell::OnceCell;

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::JsString;
use wasm_bindgen::prelude::*;
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
    store()?;
    // A full store is still one that can be read and written to in part.
    match write(KEY, "1") {
        Ok(()) | Err(StorageError::Full) => remove(KEY),
        Err(refused @ StorageError::Refused(_)) => Err(refused),
    }
}

/// Every key of ours, in the browser's order.
#[must_use]
pub fn keys() -> Vec<String> {
    let Ok(store) = store() else { return Vec::new() };
    let keys = names(&store);
    keys.filter(|key| key.starts_with(PREFIX, 0)).map(String::from).collect()
}

/// What stands under a key.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    store().ok()?.get_item(&JsString::from(key)).ok().flatten().map(String::from)
}

/// A record that stands under a key, of which a field or two are wanted: it is read by the browser, and the
/// rest of it never crosses into ours.
pub struct Fields(JsValue);

/// The record that stands under a key; `None` where there is none.
#[must_use]
pub fn fields(key: &str) -> Option<Fields> {
    let value = store().ok()?.get_item(&JsString::from(key)).ok().flatten()?;
    parsed(&value).ok().filter(JsValue::is_object).map(Fields)
}

impl Fields {
    /// The text of a field.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.field(name)?.as_string()
    }

    /// Whether a field says yes.
    #[must_use]
    pub fn is_true(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.is_truthy())
    }

    fn field(&self, name: &str) -> Option<JsValue> {
        js_sys::Reflect::get(&self.0, &JsValue::from_str(name)).ok()
    }
}

/// How many UTF-16 units all keys and values of the site take, other programs' with them: what
/// browsers set their limit in.
#[must_use]
pub fn n_used() -> usize {
    let Ok(store) = store() else { return 0 };
    let sizes = names(&store).map(|key| {
        let value = store.get_item(&key).ok().flatten();
        (key.length() + value.map_or(0, |value| value.length())) as usize
    });
    sizes.sum()
}

/// Puts a value under a key and reads it back.
///
/// # Errors
/// When there is no room, or the browser refuses.
pub fn write(key: &str, value: &str) -> Result<(), StorageError> {
    let store = store()?;
    let (key, value) = (JsString::from(key), JsString::from(value));
    store.set_item(&key, &value).map_err(|error| {
        let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name()));
        match name.as_deref() {
            Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
            Some(_) | None => StorageError::Refused(reason(&error)),
        }
    })?;
    match store.get_item(&key) {
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
    let key = JsString::from(key);
    store()?.remove_item(&key).map_err(|error| StorageError::Refused(reason(&error)))
}

/// Calls back when another tab writes or takes away a key of ours, for as long as the page lives.
/// Emptying the whole store is reported with an empty key.
pub fn on_other_tab(mut callback: impl FnMut(&str) + 'static) {
    EventListener::new(&window(), "storage", move |event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        match event.key() {
            Some(key) if key.starts_with(PREFIX) => callback(&key),
            Some(_) => {}
            None => callback(""),
        }
    })
    .forget();
}

/// The keys of a store: its own properties, which a look at each by its number is slower than.
fn names(store: &Store) -> impl Iterator<Item = JsString> {
    js_sys::Object::keys(store.unchecked_ref::<js_sys::Object>()).into_iter().map(JsString::from)
}

#[wasm_bindgen]
extern "C" {
    /// A store whose texts stay the browser's own.
    #[wasm_bindgen(js_name = Storage)]
    #[derive(Clone)]
    type Store;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Store, key: &JsString) -> Result<Option<JsString>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_item(this: &Store, key: &JsString, value: &JsString) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    fn remove_item(this: &Store, key: &JsString) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parsed(text: &JsString) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// Asked for once: the browser looks up who may have it each time.
    static STORE: OnceCell<Store> = const { OnceCell::new() };
}

#[expect(clippy::disallowed_methods, reason = "the one door to the reader's local storage")]
fn store() -> Result<Store, StorageError> {
    STORE.with(|known| {
        if let Some(store) = known.get() {
            return Ok(store.clone());
        }
        // gloo-storage panics where the browser has no storage to give, so it is asked for first.
        match window().local_storage() {
            Ok(Some(_)) => Ok(known.get_or_init(|| LocalStorage::raw().unchecked_into()).clone()),
            Ok(None) => Err(StorageError::Refused("it has none".to_owned())),
            Err(error) => Err(StorageError::Refused(reason(&error))),
        }
    })
}

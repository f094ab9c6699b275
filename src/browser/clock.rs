//! The time, names that nothing else has, and waiting.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::window;
use crate::timestamp::Timestamp;

/// Now, in UTC, to the millisecond.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::new_0().to_iso_string().into())
}

/// A new IRI that nothing else has: `urn:uuid:` and a random UUID.
#[must_use]
pub fn new_iri() -> String {
    format!("urn:uuid:{}", uuid::Uuid::new_v4())
}

/// Calls back once, after some milliseconds.
pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) {
    set_timer(&Closure::once_into_js(callback), milliseconds);
}

fn set_timer(callback: &JsValue, milliseconds: i32) {
    // It fails only where there is no window.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(
        callback.unchecked_ref(),
        milliseconds,
    );
}

/// Milliseconds since the page began; for telling how long something takes.
#[must_use]
pub fn ticks() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// How long a page is thought to be busy with its start, in milliseconds.
const SOON: i32 = 500;

/// How long work may go on in one piece, in milliseconds: with what the browser has to do itself, a
/// frame of the screen or two.
const SLICE: f64 = 12.0;

/// Work that is long is done in slices, so that the page answers and is painted between them.
#[derive(Clone, Copy, Debug)]
pub struct Slice(f64);

impl Slice {
    /// Begins a slice.
    #[must_use]
    pub fn begin() -> Slice {
        Slice(ticks())
    }

    /// Whether the slice is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        ticks() - self.0 >= SLICE
    }

    /// Lets the browser do what waits, and begins the next slice.
    pub async fn breathe(&mut self) {
        breathe().await;
        *self = Slice::begin();
    }

    /// Lets the browser do what waits, if the slice is over, and begins the next one.
    pub async fn rest(&mut self) {
        if self.is_over() {
            self.breathe().await;
        }
    }
}

/// Lets the browser do what waits: answer the reader, paint.
pub async fn breathe() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let Ok(channel) = MessageChannel::new() else {
            return after(0, move || drop(resolve.call0(&JsValue::NULL)));
        };
        // A message is a task of its own, and unlike a timer it does not wait longer each time.
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    // The promise is our own, and nothing refuses it.
    let _ = JsFuture::from(promise).await;
}

/// Waits for the next frame, before it is painted; in a page that nobody sees, until it is seen.
pub async fn frame() {
    let asked = js_sys::Promise::new(&mut |resolve, _| {
        // A page does not refuse a frame.
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(asked).await;
}

/// Waits until the browser has painted what stands in the page now.
pub async fn painted() {
    frame().await;
    // The painting follows the callbacks of a frame; the next task follows the painting.
    breathe().await;
}

/// Calls back once, before the next painting.
pub fn next_frame(callback: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(callback);
    let _ = window().request_animation_frame(callback.unchecked_ref());
}

/// Calls back once, when the browser has nothing else to do; soon, in one that does not tell.
pub fn when_idle(callback: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(callback);
    let asked = window().request_idle_callback(callback.unchecked_ref());
    if asked.is_err() {
        set_timer(&callback, SOON);
    }
}

/// Waits until the browser has nothing else to do.
pub async fn idle() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        when_idle(move || drop(resolve.call0(&JsValue::NULL)));
    });
    // The promise is our own, and nothing refuses it.
    let _ = JsFuture::from(promise).await;
}

/// Calls back once things have been quiet for a while.
#[derive(Clone)]
pub struct Debounce {
    milliseconds: i32,
    turn: Rc<Cell<u32>>,
}

impl Debounce {
    /// Waits for so many milliseconds of quiet.
    #[must_use]
    pub fn new(milliseconds: i32) -> Debounce {
        Debounce { milliseconds, turn: Rc::default() }
    }

    /// Asks for a call; an earlier one that still waits is forgotten.
    pub fn call(&self, callback: impl FnOnce() + 'static) {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        let latest = Rc::clone(&self.turn);
        after(self.milliseconds, move || {
            if latest.get() == turn {
                callback();
            }
        });
    }
}

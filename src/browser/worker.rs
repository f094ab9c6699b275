//! Work that is done beside the page: a script of the site in a thread of its own.

use gloo_events::EventListener;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::reason;

/// Starts a script of the site as a worker, gives it bytes, and awaits the bytes that it answers
/// with; then the worker ends, and all that it held is let go.
///
/// # Errors
/// When it could not be loaded or broke down: the reason.
pub async fn run(script: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(script, &options).map_err(|error| reason(&error))?;
    let mut listeners = Vec::new();
    let answer = Promise::new(&mut |resolve, reject| {
        listeners.push(EventListener::once(&worker, "message", move |event| {
            let data =
                event.dyn_ref::<MessageEvent>().map_or(JsValue::UNDEFINED, MessageEvent::data);
            // The promise is our own; whoever awaits it is told.
            let _ = resolve.call1(&JsValue::NULL, &data);
        }));
        listeners.push(EventListener::once(&worker, "error", move |_| {
            let said = JsValue::from_str("a part of the site did not arrive; check the connection");
            let _ = reject.call1(&JsValue::NULL, &said);
        }));
    });
    let sent = worker.post_message(&Uint8Array::from(bytes));
    let answer = match sent {
        Ok(()) => JsFuture::from(answer).await,
        Err(error) => Err(error),
    };
    worker.terminate();
    let answer = answer.map_err(|error| reason(&error))?;
    match answer.dyn_into::<Uint8Array>() {
        Ok(bytes) => Ok(bytes.to_vec()),
        // A word in the place of bytes is why there are none.
        Err(word) => Err(reason(&word)),
    }
}

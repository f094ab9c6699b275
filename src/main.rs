//! The door: in a browser it mounts the view when the start script says so, natively it is the command
//! line.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
}

/// Puts the app into the page. The start script has fetched what the site publishes: the names of its
/// briefs, and the source of each.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start(slugs: Vec<String>, sources: Vec<String>) {
    briefmark::view::mount(slugs.into_iter().zip(sources));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    briefmark::cli::run()
}

//! The door: in a browser it mounts the view, natively it is the command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    briefmark::view::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    briefmark::cli::run()
}

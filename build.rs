//! Asks the linker to keep what a module is cut by, for the one build that is cut.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_cut = std::env::var_os("CARGO_FEATURE_SPLIT").is_some();
    let is_wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_cut && is_wasm {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}

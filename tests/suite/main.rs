//! Native tests of the core, one module a room.
#![cfg(not(target_arch = "wasm32"))]

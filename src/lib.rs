//! Briefmark: read a declassified brief, mark it by theme, keep the work, pass it on.
//!
//! The rooms stand in walking order; each uses those above it, never those below. The first of them
//! are the crate `document`. A native build holds the core and the command line; a wasm build holds
//! the core, the browser and the view.

pub use document::{brief, order, text};

pub mod timestamp;

pub mod codebook;

pub mod coder;

pub mod annotation;

pub mod workspace;

pub mod search;

pub mod exchange;

pub mod statistics;

pub mod route;

#[cfg(target_arch = "wasm32")]
pub mod browser;

#[cfg(target_arch = "wasm32")]
pub mod view;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;

//! What the reader sees and does.
//!
//! [`session::Session`] is the one reactive handle: components read the workspace through it and
//! change it by [`session::Session::apply`] alone. The rooms inside follow the page: reader,
//! notebook, codebook, exchange, notice.

#![expect(unreachable_pub, reason = "Leptos writes a public struct of props beside each component")]

mod app;
#[cfg(feature = "bench")]
mod bench;
mod choice;
mod codebook;
mod coders;
mod confirm;
mod conflicts;
mod dialog;
mod exchange;
mod filter;
mod header;
mod keys;
mod later;
mod library;
mod notebook;
mod notice;
mod overview;
mod reader;
mod search;
mod session;
mod settle;

pub use app::mount;

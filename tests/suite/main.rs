//! Native tests of the core, one module a room.
#![cfg(not(target_arch = "wasm32"))]

mod anchor;
mod brief;
mod cli;
mod codebook;
mod difference;
mod edit_distance;
mod exchange;
mod fate;
mod filter;
mod gram_index;
mod layer;
mod note;
mod order;
mod route;
mod search;
mod section;
mod segment;
mod statistics;
mod text;
mod timestamp;
mod told;
mod walls;
mod work;
mod workspace;

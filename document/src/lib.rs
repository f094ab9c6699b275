//! The first rooms of Briefmark: what stands in a document, read from what an archive released.
//!
//! They are a crate of their own so that they can be compiled for speed, where all else is compiled
//! for size: they go over all of a text, letter by letter. The app hands them on under their names.

pub mod order;

pub mod text;

pub mod brief;

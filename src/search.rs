//! Search: what a reader looks for in a brief, where it stands, and what becomes of the hits.
//!
//! A brief's reading text is folded once ([`Folded`]); every keystroke makes a [`Query`] of it, which
//! is looked up in slices ([`Search`]), so that no text is too long for a frame. Hits are counted by
//! block, shown with what stands around them ([`context`]), and can be coded all at once
//! ([`coding`]). The same [`Matcher`] reads notes, quotations and theme names ([`mentions`]), and
//! can filter anything that has words. Nothing here corrects a text: "Krushchev" is found as a
//! variant of "Khrushchev" only when the reader ticks it ([`variants`]).

mod coding;
mod context;
mod fold;
mod lens;
mod mention;
mod query;
mod scan;
mod variant;

pub use coding::{Plan, Unit, coding};
pub use context::{Context, Order, context, put_in_order};
pub use fold::Folded;
pub use lens::{ESTIMATIVE, lens_words};
pub use mention::{Field, Mention, mentions};
pub use query::{Manner, Matcher, Query, QueryError};
pub use scan::{Hit, Search, find};
pub use variant::{Variant, Vocabulary, variants};

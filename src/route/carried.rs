//! What an address brings to a brief: a set of annotations inside it, or the name of a collection
//! that the site publishes beside the brief.

use super::{Route, decode, encode};

/// What an address brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// `?set=…`: annotations, in the form of a link.
    Set(String),
    /// `?layer=…`: the name of a collection of this site.
    Layer(String),
}

impl Route {
    /// The address of this place with what it brings.
    #[must_use]
    pub fn carrying(&self, carried: &Carried) -> String {
        match carried {
            // Its letters need no escape.
            Carried::Set(set) => format!("{self}?set={set}"),
            Carried::Layer(name) => format!("{self}?layer={}", encode(name)),
        }
    }
}

/// What a hash brings.
#[must_use]
pub fn carried(hash: &str) -> Option<Carried> {
    let (_, asked) = hash.split_once('?')?;
    let of = |key: &str| asked.strip_prefix(key).filter(|value| !value.is_empty());
    let set = || of("set=").map(|set| Carried::Set(decode(set)));
    let layer = || of("layer=").map(|name| Carried::Layer(decode(name)));
    set().or_else(layer)
}

//! Flags: what a coder means to come back to, whatever it is about.
//!
//! In files a flag is a body that assesses the passage, by an IRI of our own, so that a program that
//! knows the Web Annotation model alone keeps it:
//! `{"type": "SpecificResource", "purpose": "assessing", "source": "urn:briefmark:ns:important"}`.

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

/// A flag on an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// It matters more than others.
    Important,
    /// Something in it is still to be looked into.
    ToCheck,
}

/// A name that no flag has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such flag; there are `important` and `to-check`")]
pub struct UnknownFlag;

impl Flag {
    /// Every flag, in the order in which they are shown and written.
    pub const ALL: [Flag; 2] = [Flag::Important, Flag::ToCheck];

    /// Its name in files and addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Flag::Important => "important",
            Flag::ToCheck => "to-check",
        }
    }

    /// Its name for readers.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Flag::Important => "Important",
            Flag::ToCheck => "To check",
        }
    }

    /// A sign for it, so that no colour has to tell them apart.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Flag::Important => '!',
            Flag::ToCheck => '?',
        }
    }

    /// Its IRI.
    fn iri(self) -> &'static str {
        match self {
            Flag::Important => "urn:briefmark:ns:important",
            Flag::ToCheck => "urn:briefmark:ns:to-check",
        }
    }

    /// The body that says it.
    pub(crate) fn to_json(self) -> Value {
        json!({ "type": "SpecificResource", "purpose": "assessing", "source": self.iri() })
    }

    /// The flag of a body that says this and no more.
    pub(super) fn of_json(value: &Value) -> Option<Flag> {
        Flag::ALL.into_iter().find(|flag| flag.to_json() == *value)
    }
}

impl fmt::Display for Flag {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Flag {
    type Err = UnknownFlag;

    fn from_str(name: &str) -> Result<Flag, UnknownFlag> {
        Flag::ALL.into_iter().find(|flag| flag.name() == name).ok_or(UnknownFlag)
    }
}

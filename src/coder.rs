//! The coder: who reads and marks.

use serde::{Deserialize, Serialize};

/// A person who annotates. Two coders may share a name; the id tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coder {
    /// An IRI, `urn:uuid:…` for those made here.
    pub id: String,
    /// The name they gave.
    pub name: String,
}

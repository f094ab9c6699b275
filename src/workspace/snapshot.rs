//! The stored form: a key and a value of text for each record.

/// The version of the stored form; it stands in every key.
pub const SCHEMA: u32 = 1;

/// A stored value that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its key.
    pub key: String,
    /// The value, as it stands.
    pub value: String,
    /// Why, as a clause.
    pub reason: String,
}

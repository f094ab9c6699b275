//! What a file would bring, record by record, before the reader says yes.

use super::Record;

/// What a file would bring.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merge {
    /// Each record with what would happen to it.
    pub items: Vec<(Record, Verdict)>,
}

/// What would happen to one record of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not here yet: taken.
    New,
    /// It is here, the same: passed over.
    Same,
    /// It is here, older: replaced.
    Newer,
    /// It is here, newer: passed over.
    Older,
    /// Both sides changed it: both are kept, and shown.
    Conflict,
    /// It was deleted here after its last change there: passed over.
    DeletedHere,
    /// It was deleted there after its last change here: deleted.
    DeletedThere,
}

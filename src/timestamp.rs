//! A moment, as files write it.

use serde::{Deserialize, Serialize};

/// A moment in RFC 3339 form. Kept as it was written, so that a file goes out as it came in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub String);

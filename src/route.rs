//! Where the reader is, as the hash of the address says it.

//! What the reader sees.

/// Puts the app into the page.
pub fn mount() {}

//! What sort of file was given, by what stands in it; by its name only where that says nothing.

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Annotations in JSON.
    Json,
    /// Annotations or a codebook in a format that the worker reads: an archive, XML, a table.
    Foreign,
    /// A text to read.
    Brief,
}

/// What sort of file has this name and these bytes.
pub(super) fn sort(name: &str, bytes: &[u8]) -> Sort {
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // A brief may begin with `[REDACTED]`.
    let is_list =
        bare.strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"));
    let is_of_refi =
        ["<?xml", "<Project", "<CodeBook"].iter().any(|it| bare.starts_with(it.as_bytes()));
    if ends(&[".json", ".jsonld", ".annotation"]) || bare.starts_with(b"{") || is_list {
        Sort::Json
    } else if ends(&[".csv", ".qdpx", ".qde", ".qdc"])
        || bytes.starts_with(b"PK\x03\x04")
        || is_of_refi
    {
        Sort::Foreign
    } else {
        Sort::Brief
    }
}

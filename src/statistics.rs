//! Counts over a workspace.

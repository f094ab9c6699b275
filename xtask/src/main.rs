//! What the commands of the README run.
fn main() {}

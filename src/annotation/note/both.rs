//! A note that is written in two places at once.

/// The note that keeps what two wrote: `here` stands, `text` was written upon `upon`, which stood before.
/// What one wrote at the end of what both began upon comes below by itself, other words as a whole. `text`
/// alone where nobody wrote meanwhile; white space at the ends of the three makes no difference.
#[must_use]
pub fn both_notes(here: &str, upon: &str, text: &str) -> String {
    let ([here, upon], written) = ([here, upon].map(str::trim), text.trim());
    if here == upon || here.is_empty() {
        return text.to_owned();
    }
    let new = written.strip_prefix(upon).unwrap_or(written).trim();
    if here.contains(new) { here.to_owned() } else { format!("{here}\n\n{new}") }
}

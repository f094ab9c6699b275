//! What two wrote in one note.

/// Puts one text of Markdown under another, unless its lines stand there already.
pub fn append_note(text: &mut String, more: &str) {
    let more = more.trim();
    if more.is_empty() || has_lines(text, more) {
        return;
    }
    if !text.trim().is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}

/// Whether a text has some whole lines, one after the other.
fn has_lines(text: &str, lines: &str) -> bool {
    let [text, lines] = [text, lines].map(|it| it.lines().map(str::trim).collect::<Vec<_>>());
    !lines.is_empty() && text.windows(lines.len()).any(|here| here == lines)
}

/// The note that keeps what two wrote: `here` stands, `text` was written upon `upon`, which stood before.
/// What one wrote at the end of what both began upon comes below by itself, other words as a whole. `text`
/// alone where nobody wrote meanwhile; white space at the ends of the three makes no difference.
#[must_use]
pub fn both_notes(here: &str, upon: &str, text: &str) -> String {
    let ([here, upon], written) = ([here, upon].map(str::trim), text.trim());
    if here == upon || here.is_empty() {
        return text.to_owned();
    }
    // Who went on within a word wrote another word.
    let new =
        written.strip_prefix(upon).filter(|new| !new.starts_with(|it: char| !it.is_whitespace()));
    let mut both = here.to_owned();
    append_note(&mut both, new.unwrap_or(written));
    both
}

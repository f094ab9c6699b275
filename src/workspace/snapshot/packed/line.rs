//! Lines of text: each begins with a letter, holds no line feed, and has tabs between its parts.

/// Lines that are being written, with a line feed between them.
pub(super) struct Lines(pub(super) String);

impl Lines {
    /// Puts a line: its letter, and what it holds with tabs between.
    pub(super) fn put(&mut self, letter: char, held: &[&str]) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push(letter);
        for (nth, text) in held.iter().enumerate() {
            if nth > 0 {
                self.0.push('\t');
            }
            for piece in text.split_inclusive(['\\', '\n', '\t']) {
                let escape = match piece.as_bytes().last() {
                    Some(b'\\') => "\\\\",
                    Some(b'\n') => "\\n",
                    Some(b'\t') => "\\t",
                    Some(_) | None => {
                        self.0.push_str(piece);
                        continue;
                    }
                };
                self.0.push_str(&piece[..piece.len() - 1]);
                self.0.push_str(escape);
            }
        }
    }
}

/// What was put, from what was written.
pub(super) fn plain(held: &str) -> Option<String> {
    if !held.contains('\\') {
        return Some(held.to_owned());
    }
    let mut text = String::with_capacity(held.len());
    let mut rest = held.chars();
    while let Some(character) = rest.next() {
        text.push(match character {
            '\\' => match rest.next()? {
                'n' => '\n',
                't' => '\t',
                '\\' => '\\',
                _ => return None,
            },
            other => other,
        });
    }
    Some(text)
}

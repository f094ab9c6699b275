//! Words of a text: the stretches of one sort of character.

/// The longest stretches of characters that are accepted, in order, with the byte of each.
pub(super) fn runs(
    text: &str,
    accepts: impl Fn(char) -> bool,
) -> impl Iterator<Item = (usize, &str)> {
    let mut byte = 0;
    std::iter::from_fn(move || {
        let mut start = None;
        while let Some(&first) = text.as_bytes().get(byte) {
            let sign = match first {
                0..=0x7f => char::from(first),
                0x80.. => text[byte..].chars().next()?,
            };
            match (start, accepts(sign)) {
                (None, true) => start = Some(byte),
                (Some(start), false) => return Some((start, &text[start..byte])),
                (None, false) | (Some(_), true) => {}
            }
            byte += sign.len_utf8();
        }
        start.map(|start| (start, &text[start..]))
    })
}

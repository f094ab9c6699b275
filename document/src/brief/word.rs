//! Words of a text: the stretches of one sort of character.

/// The longest stretches of characters that are accepted, in order, with the byte of each.
pub(super) fn runs(
    text: &str,
    accepts: impl Fn(char) -> bool,
) -> impl Iterator<Item = (usize, &str)> {
    let mut byte = 0;
    // The character at a byte, and how long it is; `None` at the end.
    let sign_at = |byte: usize| match *text.as_bytes().get(byte)? {
        first @ 0..=0x7f => Some((char::from(first), 1)),
        0x80.. => text[byte..].chars().next().map(|sign| (sign, sign.len_utf8())),
    };
    std::iter::from_fn(move || {
        while let Some((sign, length)) = sign_at(byte)
            && !accepts(sign)
        {
            byte += length;
        }
        let start = byte;
        while let Some((sign, length)) = sign_at(byte)
            && accepts(sign)
        {
            byte += length;
        }
        (start < byte).then(|| (start, &text[start..byte]))
    })
}

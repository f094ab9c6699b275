//! Character references: `&#8212;`, `&#x2014;`, `&mdash;`.
//!
//! The names are those of HTML 4 that a scanner's output has: Latin-1, dashes, quotation marks and
//! the like. Any other stays as it is printed, so no word is lost with it.

/// Reads the reference that a text begins with: its character, and its length in bytes.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    // No name that is known and no number in range is longer.
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let sign = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((sign, end + 1))
}

/// Up to seven decimal or six hexadecimal digits. What is no character is U+FFFD.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix, n_most) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 6),
        None => (number, 10, 7),
    };
    let is_number = (1..=n_most).contains(&digits.len())
        && digits.bytes().all(|digit| char::from(digit).is_digit(radix));
    let value = u32::from_str_radix(digits, radix).ok().filter(|_| is_number)?;
    let sign = char::from_u32(value).filter(|&sign| sign != '\0');
    Some(sign.unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn named(name: &str) -> Option<char> {
    if let Some(&(_, sign)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return Some(sign);
    }
    let index = LATIN_1.split(' ').position(|known| known == name)?;
    char::from_u32(0xa0 + u32::try_from(index).ok()?)
}

/// The names of U+00A0 to U+00FF, in order.
const LATIN_1: &str = "\
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
    uuml yacute thorn yuml";

const OTHERS: [(&str, char); 35] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("bull", '•'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("minus", '−'),
];

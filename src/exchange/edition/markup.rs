//! HTML in the making: tags are the program's own words, all else is escaped.

/// A piece of HTML.
// Invariant: what is not `'static` enters by `text` or as the value of an attribute, escaped.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Tags as they are: only what the program itself says can be given.
    pub(super) fn tag(&mut self, tags: &'static str) {
        self.0.push_str(tags);
    }

    /// Words that a person or a file said.
    pub(super) fn text(&mut self, words: &str) {
        for sign in words.chars() {
            match sign {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // What HTML cannot hold is shown as what it is: a sign that is not one.
                '\0' => self.0.push(char::REPLACEMENT_CHARACTER),
                // A carriage return would be read as a line feed.
                '\r' => self.0.push_str("&#13;"),
                _ => self.0.push(sign),
            }
        }
    }

    /// An opening tag with attributes.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// An element that holds nothing but words.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        words: &str,
    ) {
        self.open(name, attributes);
        self.text(words);
        self.close(name);
    }

    /// A closing tag.
    pub(super) fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// A rule of the style sheet for one theme: its colour, and its line.
    pub(super) fn paint(&mut self, index: usize, theme: &crate::codebook::Theme) {
        let (colour, line) = (theme.colour, theme.line.name());
        self.0.push_str(&format!(
            ".t{index}{{--c:light-dark({colour},color-mix(in srgb,{colour} 55%,#fff));--line:{line}}}\n\
             .u{index}{{--d:light-dark({colour},color-mix(in srgb,{colour} 55%,#fff))}}\n"
        ));
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

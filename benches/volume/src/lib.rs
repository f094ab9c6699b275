//! Texts of any size and passages of them, the same each time, to measure with.
//!
//! A [`Volume`] is the published brief, again and again, with its words varied in each copy: what stands
//! once in the brief stands about once in the volume, as in a volume of many briefs. Nothing here is
//! random but by a seed, so that two machines measure the same work.

mod chance;
mod noise;
mod quotation;

pub use noise::noisy;
pub use quotation::Quotation;

use chance::Chance;

const BRIEF: &str = include_str!("../../../briefs/khrushchev-purge-1957.md");

/// How large a volume is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// The brief itself: 23 kB, 14 pages.
    Small,
    /// 250 kB.
    Middle,
    /// 2.5 MB, about 1,500 pages.
    Large,
}

/// A text to measure with.
#[derive(Clone, Debug)]
pub struct Volume {
    /// As a typescript is published: Markdown with its markings, labels and page turns.
    pub source: String,
    /// Its paragraphs, without markings and markup.
    pub paragraphs: Vec<String>,
    /// The paragraphs, each on a line of its own: what offsets count in.
    pub text: String,
}

impl Size {
    /// All of them, smallest first.
    pub const ALL: [Size; 3] = [Size::Small, Size::Middle, Size::Large];

    /// Its letter, as tables name it.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Size::Small => "S",
            Size::Middle => "M",
            Size::Large => "L",
        }
    }

    /// About how many bytes its source has.
    fn n_bytes(self) -> usize {
        match self {
            Size::Small => BRIEF.len(),
            Size::Middle => 250_000,
            Size::Large => 2_500_000,
        }
    }
}

impl Volume {
    /// The volume of a size.
    #[must_use]
    pub fn new(size: Size) -> Volume {
        let mut chance = Chance::new(1957);
        let vocabulary = vocabulary(BRIEF);
        let mut source = BRIEF.to_owned();
        while source.len() < size.n_bytes() {
            source.push_str("\n\n");
            source.push_str(&varied(BRIEF, &vocabulary, &mut chance));
        }
        let paragraphs = paragraphs(&source);
        let text = paragraphs.join("\n");
        Volume { source, paragraphs, text }
    }

    /// The paragraphs as HTML, in sections of so many.
    #[must_use]
    pub fn html(&self, n_to_a_section: usize) -> String {
        let mut html = String::with_capacity(self.text.len() * 11 / 10);
        for section in self.paragraphs.chunks(n_to_a_section.max(1)) {
            html.push_str("<section>");
            for paragraph in section {
                let words =
                    paragraph.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                html.push_str("<p>");
                html.push_str(&words);
                html.push_str("</p>\n");
            }
            html.push_str("</section>");
        }
        html
    }

    /// Passages of the text, spread over all of it: each within a paragraph, of 12 to 240 characters.
    #[must_use]
    pub fn quotations(&self, n_quotations: usize) -> Vec<Quotation> {
        quotation::spread(self, n_quotations)
    }
}

/// The ordinary words of a text: those of small letters, and those with a capital.
fn vocabulary(text: &str) -> [Vec<&str>; 2] {
    let (names, small) = tokens(text).filter(|word| is_ordinary(word)).partition(|it| is_name(it));
    [small, names]
}

/// The text with about every sixth ordinary word another, and with other numbers. Markings stay, and
/// so do the labels that paragraphs begin with.
fn varied(text: &str, [small, names]: &[Vec<&str>; 2], chance: &mut Chance) -> String {
    let mut varied = String::with_capacity(text.len() + text.len() / 32);
    for line in text.split_inclusive('\n') {
        if line.starts_with("~~") || line.contains("[REDACTED]") {
            varied.push_str(line);
            continue;
        }
        let n_label = line.find(". ").filter(|end| *end <= 4).map_or(0, |end| end + 1);
        varied.push_str(&line[..n_label]);
        for token in tokens(&line[n_label..]) {
            if is_ordinary(token) && chance.is_one_in(6) {
                let words = if is_name(token) { names } else { small };
                varied.push_str(words[chance.below(words.len())]);
            } else if token.len() > 1 && token.bytes().all(|byte| byte.is_ascii_digit()) {
                varied.extend(token.bytes().map(|_| chance.digit()));
            } else {
                varied.push_str(token);
            }
        }
    }
    varied
}

/// The runs of ASCII letters and digits of a text, and what stands between them, in order.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let end = rest.find(|c| is_word(c) != is_word(first)).unwrap_or(rest.len());
        let (token, others) = rest.split_at(end);
        rest = others;
        Some(token)
    })
}

/// A word that another may stand in for: four letters or more, not all of them capitals.
fn is_ordinary(word: &str) -> bool {
    word.len() >= 4
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The paragraphs of a source, each on one line: without markings, emphasis and escapes.
fn paragraphs(source: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in source.lines().map(str::trim) {
        let paragraph = paragraphs.last_mut().expect("there is always one that is being written");
        if line.is_empty() || line.starts_with("~~") {
            if !paragraph.is_empty() {
                paragraphs.push(String::new());
            }
            continue;
        }
        if !paragraph.is_empty() {
            paragraph.push(' ');
        }
        paragraph.push_str(&line.replace("**", "").replace('\\', ""));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

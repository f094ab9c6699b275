//! The address of each block: its kind, its id, and its citation in the document's own numbering.

use std::collections::{HashMap, HashSet};

use crate::brief::paragraph::{Draft, Role};
use crate::brief::{Kind, PartKind};

/// Where a draft stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::brief) struct Address {
    pub(in crate::brief) part: usize,
    pub(in crate::brief) kind: Kind,
    pub(in crate::brief) id: String,
    pub(in crate::brief) citation: String,
}

/// Gives addresses, and sees to it that no two are alike.
#[derive(Default)]
pub(super) struct Addressing {
    taken: HashSet<String>,
    /// How often each id was asked for again, so that finding a free one is not a search.
    repeated: HashMap<String, u32>,
    n_notes: u32,
}

/// Where in a part the next block stands.
struct Place<'a> {
    /// The part's name, as ids and as citations begin with it.
    id_prefix: String,
    cite_prefix: String,
    in_title_page: bool,
    /// The paragraph in force, as ids and as citations write it; `None` after a heading.
    paragraph: Option<(String, String)>,
    /// The paragraph that the open list began under, and the signs of its open items.
    list_root: (String, String),
    signs: Vec<&'a str>,
    n_continuations: u32,
    n_unnumbered: u32,
    n_titles: u32,
    n_headings: u32,
    n_redactions: u32,
    has_body: bool,
}

impl Addressing {
    /// Gives the drafts of one part their addresses.
    pub(super) fn part(
        &mut self,
        drafts: &[Draft<'_>],
        part: usize,
        name: &str,
        kind: PartKind,
        addresses: &mut Vec<Address>,
    ) {
        let slug = name.replace(' ', "-").to_ascii_lowercase();
        let mut place = Place {
            id_prefix: if name.is_empty() { String::new() } else { format!("{slug}.") },
            cite_prefix: if name.is_empty() { String::new() } else { format!("{name} ") },
            in_title_page: kind == PartKind::TitlePage,
            paragraph: None,
            list_root: (String::new(), String::new()),
            signs: Vec::new(),
            n_continuations: 0,
            n_unnumbered: 0,
            n_titles: 0,
            n_headings: 0,
            n_redactions: 0,
            has_body: false,
        };
        for draft in drafts {
            let (kind, id, citation) = self.address(draft, &mut place);
            let id = self.unique(id);
            addresses.push(Address { part, kind, id, citation });
        }
    }

    fn unique(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let count = self.repeated.entry(id.clone()).or_insert(1);
        loop {
            *count += 1;
            let candidate = format!("{id}-{count}");
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }

    fn address<'a>(
        &mut self,
        draft: &'a Draft<'_>,
        place: &mut Place<'a>,
    ) -> (Kind, String, String) {
        let (id_prefix, cite_prefix) = (place.id_prefix.clone(), place.cite_prefix.clone());
        match draft.role {
            Role::Note => {
                self.n_notes += 1;
                let mark = draft.label.as_deref().unwrap_or_default().trim_matches(['.', ')', '(']);
                (Kind::Footnote, format!("note.{}", self.n_notes), format!("note {mark}"))
            }
            Role::Field => {
                let name = draft.label.as_deref().unwrap_or_default().trim_end_matches([':', ' ']);
                let small = name.to_ascii_lowercase();
                // Small letters of other scripts are a table of some kilobytes: there it is cited as printed.
                let cited = if name.is_ascii() { &small } else { name };
                (
                    Kind::Field,
                    format!("{id_prefix}{}", slug(&small)),
                    format!("{cite_prefix}{cited}"),
                )
            }
            Role::Display | Role::Enclosure if !place.has_body => {
                place.n_titles += 1;
                let (word, citation) =
                    if place.in_title_page { ("title", "title page") } else { ("head", "title") };
                let id = format!("{id_prefix}{word}.{}", place.n_titles);
                (Kind::Title, id, format!("{cite_prefix}{citation}"))
            }
            Role::Display | Role::Enclosure => place.heading(heading_level(draft), None),
            Role::Heading(1) if !place.has_body && place.n_titles + place.n_headings == 0 => {
                place.n_titles += 1;
                (Kind::Title, format!("{id_prefix}head.1"), format!("{cite_prefix}title"))
            }
            Role::Heading(level) => place.heading(level, draft.label.as_deref()),
            Role::Labelled(placing) => {
                place.has_body = true;
                let sign = draft.label.as_deref().unwrap_or_default().trim_matches(['(', ')', '.']);
                match placing.depth {
                    0 => place.paragraph(sign),
                    depth => place.item(sign, depth),
                }
            }
            Role::Redaction => {
                if place.has_body && place.paragraph.is_some() {
                    return place.continuation(Kind::Redaction);
                }
                place.n_redactions += 1;
                let count = place.n_redactions;
                let id = format!("{id_prefix}redaction.{count}");
                (Kind::Redaction, id, format!("{cite_prefix}redaction {count}"))
            }
            Role::Plain => {
                place.has_body = true;
                let is_numbered =
                    place.paragraph.as_ref().is_some_and(|(id, _)| !id.starts_with("p."));
                if is_numbered {
                    place.continuation(Kind::Continuation)
                } else {
                    place.unnumbered(Kind::Paragraph)
                }
            }
            Role::Quotation => {
                place.has_body = true;
                let is_numbered =
                    place.paragraph.as_ref().is_some_and(|(id, _)| !id.starts_with("p."));
                if is_numbered {
                    place.continuation(Kind::Quotation)
                } else {
                    place.unnumbered(Kind::Quotation)
                }
            }
        }
    }
}

impl<'a> Place<'a> {
    fn paragraph(&mut self, sign: &str) -> (Kind, String, String) {
        self.set_paragraph(sign.to_owned(), format!("¶{sign}"));
        (
            Kind::Paragraph,
            format!("{}{sign}", self.id_prefix),
            format!("{}¶{sign}", self.cite_prefix),
        )
    }

    /// A block of a text without numbers; its own number is ours, and so in square brackets.
    fn unnumbered(&mut self, kind: Kind) -> (Kind, String, String) {
        self.n_unnumbered += 1;
        let (id, citation) =
            (format!("p.{}", self.n_unnumbered), format!("¶[{}]", self.n_unnumbered));
        let address =
            (format!("{}{id}", self.id_prefix), format!("{}{citation}", self.cite_prefix));
        let open = std::mem::take(&mut self.signs);
        self.paragraph = Some((id, citation));
        self.n_continuations = 0;
        // A list goes on over a paragraph between its items.
        self.signs = open;
        (kind, address.0, address.1)
    }

    fn set_paragraph(&mut self, id: String, citation: String) {
        self.paragraph = Some((id, citation));
        self.signs.clear();
        self.n_continuations = 0;
    }

    fn continuation(&mut self, kind: Kind) -> (Kind, String, String) {
        self.n_continuations += 1;
        let (id, citation) = self.paragraph.clone().unwrap_or_default();
        let id = format!("{}{id}+{}", self.id_prefix, self.n_continuations);
        (kind, id, format!("{}{citation}", self.cite_prefix))
    }

    fn item(&mut self, sign: &'a str, depth: u8) -> (Kind, String, String) {
        let depth_above = usize::from(depth) - 1;
        if depth_above == 0
            && (self.signs.is_empty() || matches!(sign, "a" | "A" | "1" | "i" | "I"))
        {
            let no_paragraph = || ("list".to_owned(), "list".to_owned());
            // `i` is the ninth letter where `h` came before it.
            if self.signs.first().is_none_or(|&before| before != "h" && before != "H") {
                self.list_root = self.paragraph.clone().unwrap_or_else(no_paragraph);
            }
        }
        self.signs.truncate(depth_above);
        self.signs.push(sign);
        let (root_id, root_citation) = &self.list_root;
        let mut id = format!("{}{root_id}", self.id_prefix);
        let mut citation = format!("{}{root_citation}", self.cite_prefix);
        for (index, sign) in self.signs.iter().enumerate() {
            id.push('.');
            id.push_str(sign);
            // ¶1.1 would read as a decimal.
            let is_letter = index == 0 && !sign.starts_with(|sign: char| sign.is_ascii_digit());
            citation.push_str(&if is_letter { format!(".{sign}") } else { format!("({sign})") });
        }
        (Kind::Item { depth }, id, citation)
    }

    fn heading(&mut self, level: u8, label: Option<&str>) -> (Kind, String, String) {
        self.n_headings += 1;
        self.paragraph = None;
        self.signs.clear();
        let count = self.n_headings;
        let sign = label.map_or_else(
            || count.to_string(),
            |label| label.trim_matches(['.', '(', ')']).to_owned(),
        );
        let id = format!("{}heading.{count}", self.id_prefix);
        (Kind::Heading { level }, id, format!("{}heading {sign}", self.cite_prefix))
    }
}

/// A heading in capitals stands above one that is only bold.
fn heading_level(draft: &Draft<'_>) -> u8 {
    if draft.chunks[0].text.chars().any(char::is_lowercase) { 2 } else { 1 }
}

fn slug(name: &str) -> String {
    let words: Vec<_> = name
        .split(|sign: char| !sign.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "field".to_owned() } else { words.join("-") }
}

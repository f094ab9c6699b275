//! What an address asks for beside the place: words to search for, and a filter.
//!
//! `?q=anti-party&theme=11.a+11.b&all&note=yes`: pairs parted by `&`, values of one part by `+`, all
//! of it escaped as the path is. What is not understood is passed over, so that an address written by
//! a later version still leads to its place. A theme that was made from a list of the brief is named
//! by its place there (`11.a`), another one by its IRI.

use std::collections::BTreeMap;

use super::{decode, encode};
use crate::annotation::Flag;
use crate::codebook::{Theme, ThemeId, theme_of_place};
use crate::order;
use crate::workspace::{Filter, Joint, Noted, State};

/// What an address asks for beside the place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words to search for; empty for none.
    pub words: String,
    /// What is to be shown.
    pub filter: Filter,
}

impl Asked {
    /// What a hash asks for of a brief, given its IRI.
    #[must_use]
    pub fn parse(hash: &str, brief: &str) -> Asked {
        let mut asked = Asked::default();
        let Some((_, pairs)) = hash.split_once('?') else { return asked };
        let Asked { words, filter } = &mut asked;
        for pair in pairs.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let each = || value.split('+').map(decode).filter(|value| !value.is_empty());
            match name {
                "q" => *words = decode(value),
                "theme" => filter.themes.extend(each().map(|it| theme(&it, brief))),
                "all" => filter.joint = Joint::All,
                "coder" => filter.coders.extend(each().map(iri)),
                "in" => filter.blocks.extend(each()),
                "page" => filter.pages.extend(each().filter_map(|it| it.parse::<u32>().ok())),
                "note" => filter.note = noted(value),
                "flag" => filter.flags.extend(each().filter_map(|it| it.parse::<Flag>().ok())),
                "state" => filter.states.extend(each().filter_map(|it| state(&it))),
                "text" => filter.words = decode(value),
                _ => {}
            }
        }
        if filter.themes.is_empty() {
            filter.joint = Joint::Any;
        }
        asked
    }

    /// What is asked for as it stands in an address behind the place: empty, or `?` and the pairs.
    /// The brief, given by its IRI, is the one that the address leads to; the codebook says which
    /// themes have a place in it.
    #[must_use]
    pub fn written(&self, brief: &str, codebook: &BTreeMap<ThemeId, Theme>) -> String {
        let Asked { words, filter } = self;
        let Filter { themes, joint, coders, blocks, pages, note, flags, states, words: text } =
            filter;
        let themes = order::set(themes.iter().map(|id| {
            let source = codebook.get(id).and_then(|theme| theme.source.as_ref());
            let place = source.and_then(|source| source.citation.strip_prefix('¶'));
            let place = place.filter(|place| theme(place, brief) == *id);
            place.unwrap_or_else(|| short(&id.0)).to_owned()
        }));
        let mut pairs = Pairs::default();
        pairs.put("q", [words.as_str()]);
        pairs.put("theme", &themes);
        if *joint == Joint::All && !themes.is_empty() {
            pairs.name("all");
        }
        pairs.put("coder", coders.iter().map(|coder| short(coder)));
        pairs.put("in", blocks);
        pairs.put("page", pages.iter().map(u32::to_string));
        pairs.put(
            "note",
            note.iter().map(|note| match note {
                Noted::With => "yes",
                Noted::Without => "no",
            }),
        );
        pairs.put("flag", flags.iter().map(|flag| flag.name()));
        pairs.put("state", states.iter().map(|state| state.name()));
        pairs.put("text", [text.trim()]);
        pairs.0
    }
}

/// The pairs as they are written.
#[derive(Default)]
struct Pairs(String);

impl Pairs {
    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.push_str(name);
    }

    /// A name with its values; nothing where there are none.
    fn put<T: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        let mut parting = '=';
        for value in values.into_iter().filter(|value| !value.as_ref().is_empty()) {
            if parting == '=' {
                self.name(name);
            }
            self.0.push(parting);
            self.0.push_str(&escape(value.as_ref()));
            parting = '+';
        }
    }
}

/// Escapes a value among values that `+` parts.
fn escape(value: &str) -> String {
    encode(value).replace('+', "%2B")
}

/// An IRI without what nearly all of them begin with.
fn short(iri: &str) -> &str {
    iri.strip_prefix(UUID).filter(|rest| is_uuid(rest)).unwrap_or(iri)
}

/// The IRI that [`short`] made shorter.
fn iri(short: String) -> String {
    if is_uuid(&short) { format!("{UUID}{short}") } else { short }
}

const UUID: &str = "urn:uuid:";

/// Whether a text looks as an UUID is written.
fn is_uuid(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    text.len() == 36 && text.bytes().all(is_sign)
}

/// The theme that a value names: by its IRI, or by its place in a list of the brief.
fn theme(value: &str, brief: &str) -> ThemeId {
    if is_uuid(value) {
        ThemeId(format!("{UUID}{value}"))
    } else if value.contains(':') {
        ThemeId(value.to_owned())
    } else {
        theme_of_place(brief, &format!("¶{value}"))
    }
}

fn noted(value: &str) -> Option<Noted> {
    match value {
        "yes" => Some(Noted::With),
        "no" => Some(Noted::Without),
        _ => None,
    }
}

fn state(name: &str) -> Option<State> {
    State::ALL.into_iter().find(|state| state.name() == name)
}

//! The stored form of an annotation: a line for each thing that it says.
//!
//! Local storage holds some five million characters, and ten thousand annotations as the Web
//! Annotation model writes them take twice that, most of it names of properties. So an annotation
//! is stored as lines, each with a letter that says what it holds:
//!
//! | letter | holds |
//! | --- | --- |
//! | `w` | why it was made: `c` classifying, `m` commenting, `h` highlighting, each once a letter |
//! | `u` | another reason why it was made, in its own words |
//! | `c` `m` | when it was made, when it was changed; `m` alone is the same moment |
//! | `b` | by whom: the coder's IRI, a tab, the name |
//! | `t` | a theme: its IRI, a tab, its name then |
//! | `n` `y` | a note; another property of the note before it: its name, a tab, its value as JSON |
//! | `f` | a flag, by its name |
//! | `o` | a body that we do not understand, as JSON |
//! | `r` | a version that it descends from, a line each |
//! | `v` | it was made blind |
//! | `x` | another property: its name, a tab, its value as JSON; after an `s`, one of the passage |
//! | `s` | a passage of this brief, by its IRI; what follows is about it, up to the next `s` |
//! | `d` `k` | the digest of the text (`=` when the IRI ends with it), the citation |
//! | `q` `<` `>` | the words, those before, those after |
//! | `p` | where they stand: start, a dash, end, in code points |
//! | `z` | a selector that we do not understand, as JSON |
//!
//! An IRI without a colon has lost its beginning: `urn:briefmark:` for a brief, `urn:uuid:` for all
//! else. `\n`, `\t` and `\\` stand for what they do elsewhere. Things of one kind stand in their order,
//! so that a file has the same bytes before and after. The few that have no line (no passage at all,
//! an IRI without a colon) are stored as the model's JSON, which begins with a brace; so both can be
//! told apart, and the record names its annotation by its key.
//!
//! Version 2 of the form had neither `o`, `u`, `v`, `x`, `y` nor `z`; its lines are read as they are.

mod line;

use serde_json::{Map, Value};

use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Quote, Selector, Target};
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::text::CodePoint;
use crate::timestamp::Timestamp;
use crate::workspace::BLIND;
use crate::workspace::lineage::REVISES;
use line::{Lines, plain};

const BRIEF: &str = "urn:briefmark:";
const UUID: &str = "urn:uuid:";
/// A brief that was opened from a file is named by the digest of its text.
const OPENED: &str = "urn:briefmark:sha256-";

/// The annotation as lines. `None` where it says what has no line.
pub(super) fn pack(annotation: &Annotation) -> Option<String> {
    if annotation.targets.is_empty() {
        return None;
    }
    let mut lines = Lines(String::with_capacity(512));
    pack_motivations(&mut lines, &annotation.motivations);
    match (&annotation.created, &annotation.modified) {
        (Some(created), Some(modified)) if created == modified => {
            lines.put('c', &[&created.0]);
            lines.put('m', &[]);
        }
        (created, modified) => {
            for (letter, when) in [('c', created), ('m', modified)] {
                if let Some(Timestamp(when)) = when {
                    if when.is_empty() {
                        return None;
                    }
                    lines.put(letter, &[when]);
                }
            }
        }
    }
    if let Some(Coder { id, name }) = &annotation.creator {
        lines.put('b', &[short(id, UUID)?, name]);
    }
    for body in &annotation.bodies {
        match body {
            Body::Theme { theme, name } => lines.put('t', &[short(&theme.0, UUID)?, name]),
            Body::Note { text, extra } => {
                lines.put('n', &[text]);
                for (name, value) in extra {
                    lines.put('y', &[name, &value.to_string()]);
                }
            }
            Body::Flag(flag) => lines.put('f', &[flag.name()]),
            Body::Other(value) => lines.put('o', &[&value.to_string()]),
        }
    }
    for (name, value) in &annotation.extra {
        match revised(name, value) {
            Some(versions) => versions.iter().for_each(|version| lines.put('r', &[version])),
            None if name == BLIND && *value == Value::Bool(true) => lines.put('v', &[]),
            None => lines.put('x', &[name, &value.to_string()]),
        }
    }
    for target in &annotation.targets {
        pack_target(&mut lines, target)?;
    }
    Some(lines.0)
}

/// Reasons that have a letter stand together on a line, each of the others on one of its own.
fn pack_motivations(lines: &mut Lines, motivations: &[Motivation]) {
    lines.put('w', &[]);
    let mut has_letters = true;
    for motivation in motivations {
        let letter = match motivation {
            Motivation::Classifying => 'c',
            Motivation::Commenting => 'm',
            Motivation::Highlighting => 'h',
            Motivation::Other(name) => {
                lines.put('u', &[name]);
                has_letters = false;
                continue;
            }
        };
        if !has_letters {
            lines.put('w', &[]);
            has_letters = true;
        }
        lines.0.push(letter);
    }
}

/// The versions that a property lists as those that the annotation descends from. `None` where it is
/// another, or holds anything else.
fn revised<'a>(name: &str, value: &'a Value) -> Option<Vec<&'a str>> {
    let versions = value.as_array().filter(|versions| name == REVISES && !versions.is_empty())?;
    versions.iter().map(Value::as_str).collect()
}

fn pack_target(lines: &mut Lines, target: &Target) -> Option<()> {
    lines.put('s', &[short(&target.source, BRIEF)?]);
    match &target.digest {
        Some(digest) if target.source.strip_prefix(OPENED) == Some(digest) => {
            lines.put('d', &["="]);
        }
        Some(digest) if digest == "=" => return None,
        Some(digest) => lines.put('d', &[digest]),
        None => {}
    }
    if let Some(citation) = &target.citation {
        lines.put('k', &[citation]);
    }
    for selector in &target.selectors {
        match selector {
            Selector::Quote(Quote { exact, prefix, suffix }) => {
                lines.put('q', &[exact]);
                for (letter, words) in [('<', prefix), ('>', suffix)] {
                    if !words.is_empty() {
                        lines.put(letter, &[words]);
                    }
                }
            }
            Selector::Position { start, end } => {
                lines.put('p', &[&format!("{}-{}", start.0, end.0)]);
            }
            Selector::Other(value) => lines.put('z', &[&value.to_string()]),
        }
    }
    for (name, value) in &target.extra {
        lines.put('x', &[name, &value.to_string()]);
    }
    Some(())
}

/// Reads the lines of an annotation. `None` where they are not what [`pack`] writes.
pub(super) fn unpack(id: &AnnotationId, lines: &str) -> Option<Annotation> {
    let mut annotation = Annotation {
        id: id.clone(),
        motivations: Vec::new(),
        created: None,
        modified: None,
        creator: None,
        bodies: Vec::new(),
        targets: Vec::new(),
        extra: Map::new(),
    };
    for line in lines.split('\n') {
        let letter = line.chars().next()?;
        let held = &line[letter.len_utf8()..];
        match letter {
            'w' => {
                let motivations = held.chars().map(motivation).collect::<Option<Vec<_>>>()?;
                annotation.motivations.extend(motivations);
            }
            'u' => annotation.motivations.push(Motivation::Other(plain(held)?)),
            'c' => annotation.created = Some(Timestamp(plain(held)?)),
            'm' if held.is_empty() => annotation.modified = Some(annotation.created.clone()?),
            'm' => annotation.modified = Some(Timestamp(plain(held)?)),
            'b' => {
                let (id, name) = held.split_once('\t')?;
                annotation.creator = Some(Coder { id: iri(id, UUID)?, name: plain(name)? });
            }
            't' => {
                let (theme, name) = held.split_once('\t')?;
                let theme = ThemeId(iri(theme, UUID)?);
                annotation.bodies.push(Body::Theme { theme, name: plain(name)? });
            }
            'n' => annotation.bodies.push(Body::Note { text: plain(held)?, extra: Map::new() }),
            'f' => annotation.bodies.push(Body::Flag(held.parse().ok()?)),
            'y' => {
                let Body::Note { extra, .. } = annotation.bodies.last_mut()? else { return None };
                unpack_property(extra, held)?;
            }
            'o' => annotation.bodies.push(Body::Other(serde_json::from_str(&plain(held)?).ok()?)),
            'r' => {
                let version = Value::String(plain(held)?);
                let none = || Value::Array(Vec::new());
                let revises = annotation.extra.entry(REVISES).or_insert_with(none);
                revises.as_array_mut()?.push(version);
            }
            'v' if held.is_empty() => {
                annotation.extra.insert(BLIND.to_owned(), Value::Bool(true));
            }
            'x' if annotation.targets.is_empty() => unpack_property(&mut annotation.extra, held)?,
            's' => annotation.targets.push(Target {
                source: iri(held, BRIEF)?,
                selectors: Vec::new(),
                citation: None,
                digest: None,
                extra: Map::new(),
            }),
            _ => unpack_target(annotation.targets.last_mut()?, letter, held)?,
        }
    }
    (!annotation.targets.is_empty()).then_some(annotation)
}

fn unpack_target(target: &mut Target, letter: char, held: &str) -> Option<()> {
    match (letter, target.selectors.last_mut()) {
        ('d', _) if held == "=" => {
            target.digest = Some(target.source.strip_prefix(OPENED)?.to_owned());
        }
        ('d', _) => target.digest = Some(plain(held)?),
        ('k', _) => target.citation = Some(plain(held)?),
        ('q', _) => {
            let quote = Quote { exact: plain(held)?, ..Quote::default() };
            target.selectors.push(Selector::Quote(quote));
        }
        ('<', Some(Selector::Quote(quote))) => quote.prefix = plain(held)?,
        ('>', Some(Selector::Quote(quote))) => quote.suffix = plain(held)?,
        ('p', _) => {
            let (start, end) = held.split_once('-')?;
            let place = |text: &str| text.parse().ok().map(CodePoint);
            target.selectors.push(Selector::Position { start: place(start)?, end: place(end)? });
        }
        ('z', _) => {
            target.selectors.push(Selector::Other(serde_json::from_str(&plain(held)?).ok()?));
        }
        ('x', _) => unpack_property(&mut target.extra, held)?,
        (_, _) => return None,
    }
    Some(())
}

fn unpack_property(extra: &mut Map<String, Value>, held: &str) -> Option<()> {
    let (name, value) = held.split_once('\t')?;
    extra.insert(plain(name)?, serde_json::from_str(&plain(value)?).ok()?);
    Some(())
}

fn motivation(letter: char) -> Option<Motivation> {
    match letter {
        'c' => Some(Motivation::Classifying),
        'm' => Some(Motivation::Commenting),
        'h' => Some(Motivation::Highlighting),
        _ => None,
    }
}

/// An IRI without its beginning, where that is the usual one.
fn short<'iri>(iri: &'iri str, usual: &str) -> Option<&'iri str> {
    let short = iri.strip_prefix(usual).filter(|rest| !rest.contains(':'));
    short.or(iri.contains(':').then_some(iri))
}

fn iri(held: &str, usual: &str) -> Option<String> {
    let held = plain(held)?;
    Some(if held.contains(':') { held } else { format!("{usual}{held}") })
}

//! The stored form of an annotation: a line for each thing that it says.
//!
//! Local storage holds some five million characters, and ten thousand annotations as the Web
//! Annotation model writes them take twice that, most of it names of properties. So an annotation
//! of the kinds that we make is stored as lines, each with a letter that says what it holds:
//!
//! | letter | holds |
//! | --- | --- |
//! | `w` | why it was made: `c` classifying, `m` commenting, `h` highlighting, each once a letter |
//! | `c` `m` | when it was made, when it was changed; `m` alone is the same moment |
//! | `b` | by whom: the coder's IRI, a tab, the name |
//! | `t` | a theme: its IRI, a tab, its name then |
//! | `n` | a note |
//! | `f` | a flag, by its name |
//! | `r` | a version that it descends from, a line each |
//! | `s` | a passage of this brief, by its IRI; what follows is about it, up to the next `s` |
//! | `d` `k` | the digest of the text (`=` when the IRI ends with it), the citation |
//! | `q` `<` `>` | the words, those before, those after |
//! | `p` | where they stand: start, a dash, end, in code points |
//!
//! An IRI without a colon has lost its beginning: `urn:briefmark:` for a brief, `urn:uuid:` for all
//! else. `\n`, `\t` and `\\` stand for what they do elsewhere. What says anything beyond this is
//! stored as the model's JSON, which begins with a brace; so both can be told apart, and the record
//! names its annotation by its key.

use serde_json::{Map, Value};

use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Quote, Selector, Target};
use crate::codebook::ThemeId;
use crate::coder::Coder;
use crate::text::CodePoint;
use crate::timestamp::Timestamp;
use crate::workspace::lineage::REVISES;

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
    lines.put('w', &[]);
    for motivation in &annotation.motivations {
        lines.0.push(match motivation {
            Motivation::Classifying => 'c',
            Motivation::Commenting => 'm',
            Motivation::Highlighting => 'h',
            Motivation::Other(_) => return None,
        });
    }
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
            Body::Note { text, extra } if extra.is_empty() => lines.put('n', &[text]),
            Body::Flag(flag) => lines.put('f', &[flag.name()]),
            Body::Note { .. } | Body::Other(_) => return None,
        }
    }
    for (key, value) in &annotation.extra {
        let names = value.as_array().filter(|names| key == REVISES && !names.is_empty())?;
        for name in names {
            lines.put('r', &[name.as_str()?]);
        }
    }
    for target in &annotation.targets {
        pack_target(&mut lines, target)?;
    }
    Some(lines.0)
}

fn pack_target(lines: &mut Lines, target: &Target) -> Option<()> {
    if !target.extra.is_empty() {
        return None;
    }
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
            Selector::Other(_) => return None,
        }
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
    let mut revises = Vec::new();
    for line in lines.split('\n') {
        let letter = line.chars().next()?;
        let held = &line[letter.len_utf8()..];
        match letter {
            'w' => annotation.motivations = held.chars().map(motivation).collect::<Option<_>>()?,
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
            'r' => revises.push(Value::String(plain(held)?)),
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
    if !revises.is_empty() {
        annotation.extra.insert(REVISES.to_owned(), Value::Array(revises));
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
        (_, _) => return None,
    }
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

/// Lines that are being written, with a line feed between them.
struct Lines(String);

impl Lines {
    /// Puts a line: its letter, and what it holds with tabs between.
    fn put(&mut self, letter: char, held: &[&str]) {
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
fn plain(held: &str) -> Option<String> {
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

//! A project or codebook on its way in: codes as themes, text sources as briefs, selections as
//! annotations, each coder's own. What of a project is not taken is said.

mod coding;

use std::collections::BTreeMap;

use super::archive::{self, Archive, find, text_of};
use super::codebook::{self, Nameless};
use super::element::{BadXml, Element};
use super::fit::Counted;
use super::iri;
use super::source::About;
use crate::codebook::{OtherTheme, ThemeId};
use crate::coder::Coder;
use crate::exchange::import::{Reading, Reason};
use crate::exchange::{Incoming, Item, Report};
use crate::workspace::OpenedBrief;
use coding::{Note, Times};

/// What a project holds.
pub(in crate::exchange) struct ReadProject {
    pub(in crate::exchange) incoming: Incoming,
    pub(in crate::exchange) briefs: Vec<OpenedBrief>,
    pub(in crate::exchange) report: Report,
}

/// Why nothing of a project or codebook could be read.
#[derive(Debug, thiserror::Error)]
pub enum BadProject {
    /// The archive is none.
    #[error("this archive is damaged or was cut off; save or send it again ({0})")]
    Archive(String),
    /// It is another kind of archive.
    #[error("this archive holds no `project.qde`, so it is no REFI-QDA project")]
    NoProject,
    /// What describes the project is broken.
    #[error("this REFI-QDA file cannot be read: {0}")]
    Xml(#[from] BadXml),
    /// It is another kind of XML.
    #[error("this is XML, but neither a REFI-QDA codebook nor a project: it begins with <{0}>")]
    OtherXml(String),
}

/// Reads the archive of a project.
pub(in crate::exchange) fn import(file: &[u8]) -> Result<ReadProject, BadProject> {
    let mut archive = archive::open(file)?;
    let name = find(&archive, |name| name.to_lowercase().ends_with("project.qde"))
        .or_else(|| find(&archive, |name| name.to_lowercase().ends_with(".qde")))
        .ok_or(BadProject::NoProject)?;
    let text = text_of(&mut archive, &name).ok_or(BadProject::NoProject)?;
    read(&text, Some(archive))
}

/// Reads a codebook, or a project whose texts stand in it.
pub(in crate::exchange) fn import_xml(text: &str) -> Result<ReadProject, BadProject> {
    read(text, None)
}

fn read(text: &str, archive: Option<Archive<'_>>) -> Result<ReadProject, BadProject> {
    let root = Element::read(text)?;
    let mut project = Project::new(archive, root.get("origin").unwrap_or_default());
    match root.name.as_str() {
        "CodeBook" => project.codebook(&root),
        "Project" => project.project(&root),
        other => return Err(BadProject::OtherXml(other.to_owned())),
    }
    let (incoming, report) = project.reading.done();
    Ok(ReadProject { incoming, briefs: project.briefs, report })
}

/// A project while it is read.
struct Project<'a> {
    archive: Option<Archive<'a>>,
    origin: &'a str,
    reading: Reading,
    briefs: Vec<OpenedBrief>,
    coders: BTreeMap<String, Coder>,
    /// Names of codes, by IRI.
    codes: BTreeMap<ThemeId, String>,
    /// Notes by IRI.
    notes: BTreeMap<String, Note>,
    n_sources: usize,
    n_selections: usize,
    n_codings: usize,
}

impl<'a> Project<'a> {
    fn new(archive: Option<Archive<'a>>, origin: &'a str) -> Project<'a> {
        Project {
            archive,
            origin,
            reading: Reading::default(),
            briefs: Vec::new(),
            coders: BTreeMap::new(),
            codes: BTreeMap::new(),
            notes: BTreeMap::new(),
            n_sources: 0,
            n_selections: 0,
            n_codings: 0,
        }
    }

    fn project(&mut self, root: &Element) {
        for user in root.child("Users").into_iter().flat_map(|users| users.all("User")) {
            if let Some(id) = user.get("guid").and_then(iri) {
                let name = user.get("name").or(user.get("id")).unwrap_or_default().to_owned();
                self.coders.insert(id.clone(), Coder { id, name });
            }
        }
        if let Some(codebook) = root.child("CodeBook") {
            self.codebook(codebook);
        }
        for note in root.child("Notes").into_iter().flat_map(|notes| notes.all("Note")) {
            if let (Some(id), Some(text)) = (note.get("guid").and_then(iri), self.plain_text(note))
            {
                let coder = note.get("creatingUser").and_then(iri);
                let note = Note { text, coder, times: Times::of(note), is_read: false };
                self.notes.insert(id, note);
            }
        }
        for source in root.child("Sources").into_iter().flat_map(|sources| &sources.children) {
            let read = match source.name.as_str() {
                "TextSource" => Some(source),
                // The text that a program took from a page it cannot give.
                "PDFSource" => {
                    self.refuse_regions(source);
                    source.child("Representation")
                }
                _ => None,
            };
            match read {
                Some(text) => self.source(text, source),
                None => {
                    self.refuse_source(source, "it is no text, and only texts can be read here");
                }
            }
        }
        // The standard asks that what is dropped be said (section 7).
        let unread: Vec<String> =
            self.notes.iter().filter(|(_, it)| !it.is_read).map(|(id, _)| id.clone()).collect();
        for (index, id) in unread.into_iter().enumerate() {
            let reason = Reason::Project("this note is on nothing that is read here");
            self.reading.refuse(Item::Note, index, Some(id), reason);
        }
        for part in ["Variables", "Cases", "Links", "Sets", "Graphs"] {
            if root.child(part).is_some_and(|part| !part.children.is_empty()) {
                let reason = Reason::Project("this part of a project has no place here");
                self.reading.refuse(Item::Part, 0, Some(part.to_owned()), reason);
            }
        }
    }

    fn codebook(&mut self, element: &Element) {
        let (themes, nameless) = codebook::read(element);
        for OtherTheme { theme, .. } in themes {
            self.codes.insert(theme.id.clone(), theme.name.clone());
            self.reading.take_theme(theme);
        }
        for Nameless { index, name } in nameless {
            let reason = Reason::Project("its `guid` is none");
            self.reading.refuse(Item::Theme, index, name, reason);
        }
    }

    /// The words of a source or note: in it, or in a file of the archive.
    fn plain_text(&mut self, source: &Element) -> Option<String> {
        if let Some(content) = source.child("PlainTextContent") {
            return Some(content.text.clone());
        }
        let path = source.get("plainTextPath")?.strip_prefix("internal://")?;
        let archive = self.archive.as_mut()?;
        let wanted = format!("sources/{path}").to_lowercase();
        // ATLAS.ti writes `Sources/`, others the folder of the standard.
        let name = find(archive, |name| name.to_lowercase() == wanted)?;
        text_of(archive, &name)
    }

    fn refuse_source(&mut self, source: &Element, reason: &'static str) {
        let name = source.get("name").or(source.get("guid")).map(str::to_owned);
        self.reading.refuse(Item::Source, self.n_sources, name, Reason::Project(reason));
        self.n_sources += 1;
    }

    /// Regions of a page are no passages of the text that was taken from it.
    fn refuse_regions(&mut self, source: &Element) {
        for region in source.all("PDFSelection") {
            let id = region.get("guid").map(str::to_owned);
            let reason = Reason::Project("it is a region of a page, and no passage of its text");
            self.reading.refuse(Item::Selection, self.n_selections, id, reason);
            self.n_selections += 1;
        }
    }

    fn source(&mut self, text: &Element, source: &Element) {
        let Some(words) = self.plain_text(text) else {
            self.refuse_source(source, "its plain text is not in this file, or too large");
            return;
        };
        self.n_sources += 1;
        let number = |element: &Element, edge| element.get(edge)?.trim().parse::<u32>().ok();
        let places: Vec<_> = text
            .all("PlainTextSelection")
            .map(|selection| {
                let (start, end) =
                    (number(selection, "startPosition"), number(selection, "endPosition"));
                (selection, start.zip(end), selection.get("name").unwrap_or_default())
            })
            .collect();
        let named: Vec<(u32, u32, &str)> = places
            .iter()
            .filter_map(|(_, place, name)| place.map(|(start, end)| (start, end, *name)))
            .collect();
        let counted = Counted::new(&words, &named, self.origin);
        let about = About::new(source, counted.text());
        for (selection, place, _) in places {
            let span = place.and_then(|(start, end)| counted.span(start, end));
            let index = self.n_selections;
            self.n_selections += 1;
            match span {
                Some(span) => self.selection(selection, about.target(counted.text(), span)),
                None => {
                    let id = selection.get("guid").map(str::to_owned);
                    let reason = Reason::Project("its place is not in the text");
                    self.reading.refuse(Item::Selection, index, id, reason);
                }
            }
        }
        self.on_the_whole(text, &about.iri);
        // A page is coded by itself, and by the text that was taken from it.
        if !std::ptr::eq(text, source) {
            self.on_the_whole(source, &about.iri);
        }
        self.briefs.extend(about.opened.map(|(opened, _)| opened));
    }
}

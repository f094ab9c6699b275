//! A project on its way out: valid against the schema of version 1.0.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::codebook::codes;
use super::element::Element;
use super::{coding_guid, guid};
use crate::annotation::{Anchor, Annotation};
use crate::brief::Brief;
use crate::exchange::parcel::{Parcel, Passage};
use crate::timestamp::Timestamp;

/// What wrote it.
pub(super) const ORIGIN: &str = concat!("Briefmark ", env!("CARGO_PKG_VERSION"));

/// How much of a passage stands in a selection's name, in code points: programs show it in lists.
const LONGEST_NAME: usize = 255;

/// The archive of a parcel.
pub(in crate::exchange) fn export(parcel: &Parcel) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a time, so that the same work gives the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let in_memory = "an archive in memory can always be written";
    archive.start_file("project.qde", options).expect(in_memory);
    archive.write_all(&project(parcel).written()).expect(in_memory);
    for brief in parcel.briefs {
        archive.start_file(format!("sources/{}.txt", text_guid(brief)), options).expect(in_memory);
        archive.write_all(brief.text.as_str().as_bytes()).expect(in_memory);
    }
    archive.finish().expect(in_memory).into_inner()
}

fn project(parcel: &Parcel) -> Element {
    let name = match parcel.briefs {
        [brief] => brief.meta.title.as_str(),
        _ => "Briefmark",
    };
    let mut users: BTreeMap<String, &str> = BTreeMap::new();
    for coder in parcel.annotations.iter().filter_map(|one| one.creator.as_ref()) {
        let known = users.entry(guid(&coder.id)).or_insert(&coder.name);
        if known.is_empty() {
            *known = &coder.name;
        }
    }
    let users =
        users.iter().map(|(id, name)| Element::new("User").with("guid", id).with("name", name));
    let users = Element::new("Users").holding(users);
    let codebook = codes(parcel).map(|codes| Element::new("CodeBook").holding([codes]));
    let sources = parcel.briefs.iter().enumerate();
    let sources =
        Element::new("Sources").holding(sources.map(|(index, brief)| source(parcel, index, brief)));
    let notes = Element::new("Notes").holding(
        wholes(parcel, None).filter_map(|annotation| Some((annotation, annotation.note()?))).map(
            |(annotation, note)| {
                made(Element::new("Note").with("guid", &guid(&annotation.id.0)), annotation)
                    .holding([Element::new("PlainTextContent").saying(note)])
            },
        ),
    );
    let parts = [Some(users), codebook, Some(sources), Some(notes)];
    Element::new("Project")
        .with("xmlns", "urn:QDA-XML:project:1.0")
        .with("name", name)
        .with("origin", ORIGIN)
        .holding(parts.into_iter().flatten().filter(|part| !part.children.is_empty()))
}

/// A brief with what lies in it. Its name is in the description, by which it is known again.
fn source(parcel: &Parcel, index: usize, brief: &Brief) -> Element {
    let path = format!("internal://{}.txt", text_guid(brief));
    let selections = parcel.passages(index).into_iter().map(|passage| selection(brief, &passage));
    let wholes: Vec<&Annotation> = wholes(parcel, Some(index)).collect();
    let codings = wholes.iter().flat_map(|annotation| {
        let codings = annotation.themes().enumerate();
        codings.map(|(n, theme)| {
            // Without a note the first has the annotation's own name.
            let id = match n {
                0 if annotation.note().is_none() => guid(&annotation.id.0),
                n => coding_guid(&annotation.id.0, n),
            };
            coding(annotation, &id, &theme.0)
        })
    });
    let notes = wholes.iter().filter(|annotation| annotation.note().is_some());
    let notes =
        notes.map(|annotation| Element::new("NoteRef").with("targetGUID", &guid(&annotation.id.0)));
    Element::new("TextSource")
        .with("guid", &guid(&brief.id))
        .with("name", &brief.meta.title)
        .with("plainTextPath", &path)
        .holding([Element::new("Description").saying(&brief.id)])
        .holding(selections)
        .holding(codings)
        .holding(notes)
}

/// A passage: the first of an annotation bears the annotation's name.
fn selection(brief: &Brief, passage: &Passage) -> Element {
    let annotation = passage.annotation;
    let id = match passage.index {
        0 => guid(&annotation.id.0),
        index => guid(&format!("{} passage {index}", annotation.id.0)),
    };
    let words: String = brief.text.slice(passage.span).chars().take(LONGEST_NAME).collect();
    let selection = Element::new("PlainTextSelection")
        .with("guid", &id)
        .with("name", &words)
        .with("startPosition", &passage.span.start.0.to_string())
        .with("endPosition", &passage.span.end.0.to_string());
    let note = annotation.note().filter(|note| !note.is_empty());
    let codings = annotation.themes().enumerate().map(|(n, theme)| {
        let id = guid(&format!("{} passage {} coding {n}", annotation.id.0, passage.index));
        coding(annotation, &id, &theme.0)
    });
    made(selection, annotation)
        .holding(note.map(|note| Element::new("Description").saying(note)))
        .holding(codings)
}

fn coding(annotation: &Annotation, id: &str, theme: &str) -> Element {
    let coder = annotation.creator.as_ref().map(|coder| guid(&coder.id));
    Element::new("Coding")
        .with("guid", id)
        .with_some("creatingUser", coder.as_deref())
        .with_some("creationDateTime", time(annotation.created.as_ref()).as_deref())
        .holding([Element::new("CodeRef").with("targetGUID", &guid(theme))])
}

/// An element with who made it and when.
fn made(element: Element, annotation: &Annotation) -> Element {
    let coder = annotation.creator.as_ref().map(|coder| guid(&coder.id));
    element
        .with_some("creatingUser", coder.as_deref())
        .with_some("creationDateTime", time(annotation.created.as_ref()).as_deref())
        .with_some("modifiedDateTime", time(annotation.modified.as_ref()).as_deref())
}

/// A moment as the schema has it, which is stricter than files are.
fn time(when: Option<&Timestamp>) -> Option<String> {
    let millis = when?.millis()?;
    Some(Timestamp::from_millis(millis).0)
}

/// The annotations on a whole brief: of one, or of any that is here.
fn wholes<'a>(
    parcel: &'a Parcel<'a>,
    brief: Option<usize>,
) -> impl Iterator<Item = &'a Annotation> + 'a {
    parcel.annotations.iter().copied().filter(move |annotation| {
        parcel.places(annotation).iter().flatten().any(|place| {
            place.anchor == Anchor::Whole && brief.is_none_or(|brief| place.brief == brief)
        })
    })
}

/// The name of a brief's text in the archive.
fn text_guid(brief: &Brief) -> String {
    guid(&format!("{} text", brief.id))
}

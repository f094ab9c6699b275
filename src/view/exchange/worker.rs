//! Formats of other programs, and links, by the worker that knows them: fetched when one is asked for.

use std::collections::BTreeSet;

use crate::browser::{address, worker};
use crate::codebook::Theme;
use crate::exchange::errand::{Answer, Errand};
use crate::exchange::{CodebookFormat, Format, Opened, ReadCodebook, Selection, export};
use crate::view::library;
use crate::view::session::{Session, brief_slug};
use crate::workspace::OpenedBrief;

/// Where the worker's script lies, from the page.
const SCRIPT: &str = "./exchange.js";

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
    /// What of the work is not in it, in words.
    pub(crate) left: Vec<String>,
}

/// Writes a part of the work in a format.
///
/// # Errors
/// When the format needs what is not there, or the worker did not arrive: the reason, as a clause.
pub(crate) async fn write(
    session: Session,
    format: Format,
    selection: &Selection,
) -> Result<Written, String> {
    let (work, briefs) = parcel(session, selection);
    // Our own is written already, and leaves nothing.
    if format == Format::Native {
        return Ok(Written { bytes: work.into_bytes(), left: Vec::new() });
    }
    let address = Some(address::page());
    written(ask(&Errand::Write { format, work, briefs, address }).await?)
}

/// Reads a file of whatever kind.
///
/// # Errors
/// When it is of no kind that is known, or the worker did not arrive: the reason, as a clause.
pub(crate) async fn read(file: Vec<u8>) -> Result<Opened, String> {
    opened(ask(&Errand::Read { file }).await?)
}

/// Writes a part of the work for a link to a brief, given the brief's IRI.
///
/// # Errors
/// When the brief is not here, or the worker did not arrive: the reason, as a clause.
pub(crate) async fn pack(
    session: Session,
    iri: &str,
    selection: &Selection,
) -> Result<Written, String> {
    let brief = library::source(session, &brief_slug(iri)).ok_or(NOT_HERE)?;
    let (work, _) = parcel(session, selection);
    written(ask(&Errand::Pack { work, brief }).await?)
}

/// Reads the set of a link to a brief, given the brief's IRI.
///
/// # Errors
/// When the set is damaged or of another text, or the worker did not arrive: the reason, as a clause.
pub(crate) async fn unpack(session: Session, iri: &str, set: String) -> Result<Opened, String> {
    let brief = library::source(session, &brief_slug(iri)).ok_or(NOT_HERE)?;
    opened(ask(&Errand::Unpack { set, brief }).await?)
}

/// Writes a codebook by itself.
///
/// # Errors
/// When there is no theme, or the worker did not arrive: the reason, as a clause.
pub(crate) async fn write_codebook(
    format: CodebookFormat,
    themes: Vec<Theme>,
) -> Result<Vec<u8>, String> {
    written(ask(&Errand::WriteCodebook { format, themes }).await?).map(|written| written.bytes)
}

/// Reads the codebook of a file of whatever kind.
///
/// # Errors
/// When it holds none, or the worker did not arrive: the reason, as a clause.
pub(crate) async fn read_codebook(file: Vec<u8>) -> Result<ReadCodebook, String> {
    match ask(&Errand::ReadCodebook { file }).await? {
        Answer::Codebook(codebook) => Ok(codebook),
        Answer::Problem(reason) => Err(reason),
        Answer::Written { .. } | Answer::Opened(_) => Err(ODD.to_owned()),
    }
}

const NOT_HERE: &str =
    "the brief that it is about is not here; open its file, and then the link again";

/// A part of the work as a file of our own, and the briefs that it is about.
fn parcel(session: Session, selection: &Selection) -> (String, Vec<OpenedBrief>) {
    session.read_rest();
    let (work, about) = session.with_untracked(|workspace| {
        let annotations = workspace.annotations.values();
        let chosen = annotations.filter(|annotation| match selection {
            Selection::All => true,
            Selection::Brief(iri) => annotation.targets.iter().any(|it| it.source == *iri),
            Selection::Annotations(ids) => ids.contains(&annotation.id),
        });
        let sources = chosen.flat_map(|annotation| &annotation.targets);
        let about: BTreeSet<String> = sources.map(|target| target.source.clone()).collect();
        (export(workspace, selection), about)
    });
    let briefs = about.iter().filter_map(|iri| library::source(session, &brief_slug(iri)));
    (work, briefs.collect())
}

async fn ask(errand: &Errand) -> Result<Answer, String> {
    let bytes = worker::run(SCRIPT, &errand.to_bytes()).await?;
    Ok(Answer::from_bytes(&bytes))
}

fn written(answer: Answer) -> Result<Written, String> {
    match answer {
        Answer::Written { bytes, left } => Ok(Written { bytes, left }),
        Answer::Problem(reason) => Err(reason),
        Answer::Opened(_) | Answer::Codebook(_) => Err(ODD.to_owned()),
    }
}

fn opened(answer: Answer) -> Result<Opened, String> {
    match answer {
        Answer::Opened(opened) => Ok(opened),
        Answer::Problem(reason) => Err(reason),
        Answer::Written { .. } | Answer::Codebook(_) => Err(ODD.to_owned()),
    }
}

const ODD: &str = "the parts of this site do not fit together; reload the page";

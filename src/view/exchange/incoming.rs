//! Files on their way in: read, waited for, looked at one after another.

use leptos::prelude::*;

use super::sort::{Sort, sort};
use super::worker;
use crate::brief;
use crate::browser::{address, clock, file};
use crate::exchange::{Opened, Report, import};
use crate::order;
use crate::route::{Place, Route};
use crate::view::confirm::{Compared, has_annotations, named};
use crate::view::dialog::Dialog;
use crate::view::library;
use crate::view::notice::Notice;
use crate::view::session::{Session, brief_slug};
use crate::workspace::{self, Edit, OpenedBrief, counted};

/// A file that the reader gave: its name and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GivenFile {
    name: String,
    bytes: Vec<u8>,
}

/// A file of annotations, read and not taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Incoming {
    /// The file's name.
    pub(super) file: String,
    /// What could be read of it.
    pub(super) content: workspace::Incoming,
    /// What could not.
    pub(super) report: Report,
    /// The texts that came with it, to be opened when it is taken.
    pub(super) briefs: Vec<OpenedBrief>,
    /// Whether the site publishes it: then it is none of the reader's own.
    pub(super) is_of_site: bool,
}

/// Reads files that the reader gave, and lets them wait until no dialog stands over the page.
pub(crate) fn receive(session: Session, files: Vec<web_sys::File>) {
    // What was asked for from here is answered with a report in its place.
    if session.dialog.get_untracked() == Some(Dialog::Share) {
        session.dialog.set(None);
    }
    leptos::task::spawn_local(async move {
        let mut read = Vec::with_capacity(files.len());
        for given in files {
            let name = given.name();
            match file::read(&given).await {
                Ok(bytes) => read.push(GivenFile { name, bytes }),
                Err(reason) => session.tell(Notice::problem(&format!(
                    "“{name}” could not be read ({reason}). Nothing was changed."
                ))),
            }
        }
        // All at once: what was given together is looked at together.
        session.waiting.update(|waiting| waiting.extend(read));
    });
}

/// Whether a file waits and no dialog stands over the page. Follows both.
pub(super) fn is_next_free(session: Session) -> bool {
    let is_free = session.dialog.with(Option::is_none);
    let is_one_waiting = session.waiting.with(|waiting| !waiting.is_empty());
    is_free && is_one_waiting
}

/// Looks at the first file that waits, once no dialog stands over the page; at all files of annotations
/// that wait together.
pub(crate) fn look_at_next(session: Session) {
    if !is_next_free(session) {
        return;
    }
    let is_brief = |given: &GivenFile| sort(&given.name, &given.bytes) == Sort::Brief;
    let mut annotations = Vec::new();
    let mut brief = None;
    session.waiting.update(|waiting| {
        if waiting.front().is_some_and(is_brief) {
            brief = waiting.pop_front();
        } else {
            let (others, these) = std::mem::take(waiting).into_iter().partition(is_brief);
            annotations = Vec::from(these);
            *waiting = others;
        }
    });
    match brief {
        Some(brief) => leptos::task::spawn_local(open_brief(session, brief)),
        None => leptos::task::spawn_local(show_report(session, annotations)),
    }
}

/// Shows what files of annotations would bring, together. In which order they were given makes no
/// difference, nor does a file that was given twice.
async fn show_report(session: Session, mut given: Vec<GivenFile>) {
    order::sort_by(&mut given, |one, other| one.bytes.cmp(&other.bytes));
    given.dedup_by(|one, other| one.bytes == other.bytes);
    let mut files = Vec::with_capacity(given.len());
    for given in given {
        let file = given.name.clone();
        match read(given).await {
            Ok(incoming) => files.push(incoming),
            Err(reason) => session
                .tell(Notice::problem(&format!("Nothing was taken from “{file}”: {reason}."))),
        }
    }
    if !files.is_empty() {
        session.dialog.set(Some(Dialog::Import(files)));
    }
}

/// Reads a file of annotations: one of another program by way of the worker.
async fn read(GivenFile { name: file, bytes }: GivenFile) -> Result<Incoming, String> {
    if sort(&file, &bytes) == Sort::Json {
        let (content, report) = import(&bytes).map_err(|error| error.to_string())?;
        return Ok(Incoming { file, content, report, briefs: Vec::new(), is_of_site: false });
    }
    let Opened { kind: _, incoming: content, briefs, report } = worker::read(bytes).await?;
    Ok(Incoming { file, content, report, briefs, is_of_site: false })
}

/// Opens a brief from a file. A long one is read in slices: it comes on screen when it has been.
async fn open_brief(session: Session, given: GivenFile) {
    let name = &given.name;
    if is_binary(&given.bytes) {
        session.tell(Notice::problem(&format!(
            "“{name}” is not a text, so nothing was opened. A brief is Markdown or plain text (.md, \
             .txt); annotations are JSON, a table or a REFI-QDA file (.json, .csv, .qdpx)."
        )));
        return;
    }
    let (source, mut findings) = brief::decode(&given.bytes);
    if source.trim().is_empty() {
        session.tell(Notice::problem(&format!(
            "“{name}” is empty: nothing was opened. Save or send it again."
        )));
        return;
    }
    let preview = library::Preview::show(&source, name).await;
    let (brief, more) = library::read_in_slices(&source, name).await;
    findings.extend(more);
    let twin = library::published_twin(session, &brief);
    let brief = named(brief);
    let title = library::heading(&brief);
    let said = if let Some(twin) = twin {
        address::go(&Route::Brief { slug: twin.slug(), place: Place::Start });
        format!("“{name}” is a brief of this site: {title}.")
    } else {
        let opened = OpenedBrief { id: brief.id.clone(), name: name.clone(), source };
        let is_other = |here: &OpenedBrief| here.source != opened.source;
        let is_replaced =
            session.with_untracked(|work| work.briefs.get(&opened.id).is_some_and(is_other));
        if is_replaced && has_annotations(session, &brief.id) {
            // It would take the place of a text that is marked: the reader sees first what that does.
            let compared = Compared { iri: brief.id.clone(), given: Some(opened) };
            session.dialog.set(Some(Dialog::Compare(compared)));
            return;
        }
        if !session.apply(Edit::OpenBrief(opened)) {
            return;
        }
        // To store a long text and to show it are two pieces of work, and the page answers between them.
        clock::breathe().await;
        let slug = brief_slug(&brief.id);
        let pages = counted(brief.pages.len(), "page", "pages");
        let is_odd = !findings.is_empty();
        // What was done about its bytes is listed with the rest of what looked odd.
        library::replace(&slug, (brief, findings));
        address::go(&Route::Brief { slug, place: Place::Start });
        let odd = if is_odd { " Something looked odd; it is listed with the text." } else { "" };
        format!("Opened {title}: {pages}.{odd}")
    };
    session.tell(Notice::done(&said));
    if let Some(preview) = preview {
        preview.give_way().await;
    }
}

/// Whether bytes are no text in any encoding that a brief comes in.
fn is_binary(bytes: &[u8]) -> bool {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    bytes.starts_with(b"%PDF") || (!is_utf16 && bytes.contains(&0))
}

//! The library: the briefs that the site publishes, and those that the reader opened from files.
//!
//! A brief is parsed once and kept for as long as the page lives, so that going to and fro is
//! instant. A long one is read in slices, and the page says how far that has come.

mod opening;
mod page;

pub(crate) use opening::{
    OpeningBar, Preview, follow_shelf, preview, read_in_slices, replace, tell_written,
};
pub(crate) use page::Library;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::session::{Reading, Session, brief_iri};
use crate::brief::{self, Brief, Finding, Meta};
use crate::workspace::OpenedBrief;

/// A brief that the site publishes.
pub(crate) struct Published {
    /// What names it in addresses, for good: links and annotations depend on it. The name of its file
    /// in `briefs/`, without the ending.
    pub(crate) slug: String,
    /// Its source, as it lies there.
    source: String,
}

static PUBLISHED: OnceLock<Vec<Published>> = OnceLock::new();

/// Says which briefs the site publishes, before the page is there: the name of each, and its source.
pub(super) fn publish(briefs: impl Iterator<Item = (String, String)>) {
    let briefs = briefs.map(|(slug, source)| Published { slug, source }).collect();
    PUBLISHED.set(briefs).unwrap_or_else(|_| unreachable!("the page is mounted once"));
}

/// The briefs that the site publishes, in the order in which index.html names them.
pub(crate) fn published() -> &'static [Published] {
    PUBLISHED.get().map_or(&[], Vec::as_slice)
}

/// The brief that the site publishes under a slug.
fn published_as(slug: &str) -> Option<&'static Published> {
    published().iter().find(|published| published.slug == slug)
}

/// Up to how many bytes a brief is read at once: in no more time than nobody notices.
const AT_ONCE: usize = 100_000;

thread_local! {
    /// Every brief that was opened, by its slug.
    static SHELF: RefCell<BTreeMap<String, Arc<Reading>>> = RefCell::default();
}

/// What becomes of asking for a brief.
#[derive(Clone)]
pub(crate) enum Opened {
    /// It is here.
    Here(Arc<Reading>),
    /// It is being read, slice by slice; its first pages.
    BeingRead(Arc<Reading>),
    /// There is none with this slug.
    Missing,
}

/// The brief with a slug: one that the site publishes, or one that the reader opened from a file. A
/// long one is read in slices; whoever asks from inside a memo is asked again when it has been.
pub(crate) fn open(session: Session, slug: &str) -> Opened {
    // One that was removed to make room is not on the shelf either.
    let is_here = published_as(slug).is_some()
        || session.with_untracked(|workspace| workspace.briefs.contains_key(&brief_iri(slug)));
    if !is_here {
        return Opened::Missing;
    }
    if let Some(reading) = on_shelf(slug) {
        return Opened::Here(reading);
    }
    let iri = brief_iri(slug);
    if let Some(published) = published_as(slug) {
        return Opened::Here(shelve(slug, brief::parse(&published.source, slug)));
    }
    let opened = session.with_untracked(|workspace| {
        workspace.briefs.get(&iri).map(|opened| (opened.source.clone(), opened.name.clone()))
    });
    match opened {
        None => Opened::Missing,
        Some((source, name)) if source.len() <= AT_ONCE => {
            Opened::Here(shelve(slug, brief::parse(&source, &name)))
        }
        Some((source, name)) => Opened::BeingRead(opening::open_in_slices(slug, source, name)),
    }
}

/// A brief that is here, read before.
fn on_shelf(slug: &str) -> Option<Arc<Reading>> {
    SHELF.with_borrow(|shelf| shelf.get(slug).cloned())
}

/// Keeps a brief that was read, for as long as the page lives.
pub(crate) fn shelve(slug: &str, (brief, findings): (Brief, Vec<Finding>)) -> Arc<Reading> {
    let reading = Reading::new((brief.with_id(&brief_iri(slug)), findings));
    SHELF.with_borrow_mut(|shelf| shelf.insert(slug.to_owned(), Arc::clone(&reading)));
    reading
}

/// The source of a brief, as it can be read again elsewhere; `None` where it is not here.
pub(crate) fn source(session: Session, slug: &str) -> Option<OpenedBrief> {
    let iri = brief_iri(slug);
    if let Some(published) = published_as(slug) {
        let (name, source) = (slug.to_owned(), published.source.clone());
        return Some(OpenedBrief { id: iri, name, source });
    }
    session.with_untracked(|workspace| workspace.briefs.get(&iri).cloned())
}

/// The published brief with the same reading text, if there is one.
pub(crate) fn published_twin(session: Session, brief: &Brief) -> Option<Arc<Reading>> {
    let mut readings = published().iter().filter_map(|it| match open(session, &it.slug) {
        Opened::Here(reading) => Some(reading),
        Opened::BeingRead(_) | Opened::Missing => None,
    });
    readings.find(|reading| reading.brief.text.digest() == brief.text.digest())
}

/// What can be said of a brief without reading all of it.
pub(crate) struct Glance {
    /// What its head says.
    pub(crate) meta: Meta,
    /// How many pages it has, where all of it has been read.
    pub(crate) n_pages: Option<usize>,
}

/// What the head of a brief says; `None` where there is no brief with this slug.
pub(crate) fn glance(session: Session, slug: &str) -> Option<Glance> {
    let whole =
        |brief: &Brief| Glance { meta: brief.meta.clone(), n_pages: Some(brief.pages.len()) };
    if let Some(reading) = on_shelf(slug) {
        return Some(whole(&reading.brief));
    }
    if published_as(slug).is_some() {
        let Opened::Here(reading) = open(session, slug) else { return None };
        return Some(whole(&reading.brief));
    }
    session.with_untracked(|workspace| {
        let opened = workspace.briefs.get(&brief_iri(slug))?;
        let brief = beginning(&opened.source, &opened.name);
        let is_whole = opened.source.len() <= BEGINNING;
        Some(Glance { n_pages: is_whole.then_some(brief.pages.len()), meta: brief.meta })
    })
}

/// How many bytes of a brief hold all that its head says, and more.
const BEGINNING: usize = 20_000;

/// The first pages of a brief: what its head says, and enough for the first look. They read as they
/// will in the whole but for what a later page tells, such as which of their signs a footnote binds.
fn beginning(source: &str, name: &str) -> Brief {
    let beginning = &source[..source.floor_char_boundary(BEGINNING)];
    let is_cut = beginning.len() < source.len();
    // No paragraph is shown in part.
    let end = beginning.rfind("\n\n").filter(|_| is_cut).unwrap_or(beginning.len());
    brief::parse(&beginning[..end], name).0
}

/// A brief's title as a heading: as it is printed.
pub(crate) fn heading(brief: &Brief) -> String {
    brief.meta.title.clone()
}

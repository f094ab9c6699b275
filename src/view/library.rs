//! The library: the briefs that the site publishes, and those that the reader opened from files.
//!
//! A brief is parsed once and kept for as long as the page lives, so that going to and fro is
//! instant.

mod page;

pub(crate) use page::Library;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::session::{Reading, Session, brief_iri, brief_slug};
use crate::brief::{self, Brief};

/// A brief that the site publishes.
pub(crate) struct Published {
    /// What names it in addresses, for good: links and annotations depend on it.
    pub(crate) slug: &'static str,
    /// Its source, as it lies in `briefs/`.
    source: &'static str,
}

/// The briefs that the site publishes, in the order in which the library lists them.
pub(crate) const PUBLISHED: &[Published] = &[Published {
    slug: "khrushchev-purge-1957",
    source: include_str!("../../briefs/khrushchev-purge-1957.md"),
}];

thread_local! {
    /// Every brief that was opened, by its slug.
    static SHELF: RefCell<BTreeMap<String, Arc<Reading>>> = RefCell::default();
    /// Counts the briefs that were taken off the shelf because they have another text now.
    static N_REPLACED: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// The brief with a slug: one that the site publishes, or one that the reader opened from a file.
pub(crate) fn open(session: Session, slug: &str) -> Option<Arc<Reading>> {
    if let Some(reading) = SHELF.with_borrow(|shelf| shelf.get(slug).cloned()) {
        return Some(reading);
    }
    let iri = brief_iri(slug);
    let published = PUBLISHED.iter().find(|published| published.slug == slug);
    let parsed = match published {
        Some(published) => Some(brief::parse(published.source, slug)),
        None => session.with_untracked(|workspace| {
            let opened = workspace.briefs.get(&iri)?;
            Some(brief::parse(&opened.source, &opened.name))
        }),
    }?;
    let (brief, findings) = parsed;
    let reading = for_good(|| Reading::new((brief.with_id(&iri), findings)));
    SHELF.with_borrow_mut(|shelf| shelf.insert(slug.to_owned(), Arc::clone(&reading)));
    Some(reading)
}

/// Whether a brief of the same name is here, with another text.
pub(crate) fn has_other_text(session: Session, brief: &Brief) -> bool {
    open(session, &brief_slug(&brief.id))
        .is_some_and(|here| here.brief.text.digest() != brief.text.digest())
}

/// Takes a brief off the shelf: it has another text now, and is parsed again when it is asked for.
pub(crate) fn replace(slug: &str) {
    SHELF.with_borrow_mut(|shelf| shelf.remove(slug));
    N_REPLACED.with(|n_replaced| n_replaced.update(|n_replaced| *n_replaced += 1));
}

/// Whoever asks from inside an effect, a memo or a view is asked again when a brief has another text.
pub(crate) fn follow_replacements() {
    N_REPLACED.with(ArcRwSignal::track);
}

/// The published brief with the same reading text, if there is one.
pub(crate) fn published_twin(session: Session, brief: &Brief) -> Option<Arc<Reading>> {
    let mut published = PUBLISHED.iter().filter_map(|published| open(session, published.slug));
    published.find(|reading| reading.brief.text.digest() == brief.text.digest())
}

/// A brief's title as a heading: as it is printed.
pub(crate) fn heading(brief: &Brief) -> String {
    brief.meta.title.clone()
}

/// Makes something reactive that lasts as long as the page, whatever part of the page asks for it:
/// signals go with the part that they were made in.
fn for_good<T>(make: impl FnOnce() -> T) -> T {
    let mut owner = Owner::current();
    while let Some(parent) = owner.as_ref().and_then(Owner::parent) {
        owner = Some(parent);
    }
    match owner {
        Some(root) => root.with(make),
        None => make(),
    }
}

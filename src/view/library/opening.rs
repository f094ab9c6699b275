//! Reading a long brief, and putting it on the page: in slices, so that the page answers meanwhile,
//! with a bar that says how far it has come.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::super::session::{Reading, brief_iri};
use super::{AT_ONCE, beginning, on_shelf, shelve};
use crate::brief::{Brief, Finding, Parsing};
use crate::browser::clock::{self, Slice};

/// From how many milliseconds on the reader is told that something takes its time.
const LONG: f64 = 300.0;

/// How far the opening of a brief has come.
#[derive(Clone, Copy, PartialEq)]
struct Progress {
    /// When it began, in milliseconds since the page did.
    began: f64,
    /// The share that is done, in thousandths.
    permille: u32,
}

thread_local! {
    /// The first pages of the briefs that are being read, by their slugs.
    static BEING_READ: RefCell<BTreeMap<String, Arc<Reading>>> = RefCell::default();
    /// The first pages of a file that is being read: what it is will be known in the end.
    static PREVIEW: ArcRwSignal<Option<Arc<Reading>>> = ArcRwSignal::new(None);
    /// Told whenever one of them has been, and whenever a brief has another text.
    static SHELVED: ArcRwSignal<u32> = ArcRwSignal::new(0);
    /// How far the brief that is being opened has come.
    static PROGRESS: ArcRwSignal<Option<Progress>> = ArcRwSignal::new(None);
}

/// Puts a brief on the shelf in the place of the one of its name, which had another text.
pub(crate) fn replace(slug: &str, parsed: (Brief, Vec<Finding>)) {
    shelve(slug, parsed);
    SHELVED.with(|shelved| shelved.update(|count| *count += 1));
}

/// Has a memo run again when a brief that was being read is here, or has another text.
pub(crate) fn follow_shelf() {
    SHELVED.with(Track::track);
}

/// The first pages of a file that is being read. Followed where this is asked for inside a memo.
pub(crate) fn preview() -> Option<Arc<Reading>> {
    PREVIEW.with(Get::get)
}

/// Shows the first pages of a file for as long as this is kept.
pub(crate) struct Preview(());

impl Preview {
    /// Shows them, where reading all of it takes its time, and waits until they are seen.
    pub(crate) async fn show(source: &str, name: &str) -> Option<Preview> {
        if source.len() <= AT_ONCE {
            return None;
        }
        let first_pages = Reading::new((beginning(source, name), Vec::new()));
        PREVIEW.with(|preview| preview.set(Some(first_pages)));
        clock::painted().await;
        Some(Preview(()))
    }

    /// Takes them away once the whole has taken their place, so that nothing comes between.
    pub(crate) async fn give_way(self) {
        clock::painted().await;
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        PREVIEW.with(|preview| preview.set(None));
    }
}

/// Reads a brief and puts it on the shelf; once, however often it is asked for. Gives its first pages.
pub(super) fn open_in_slices(slug: &str, source: String, name: String) -> Arc<Reading> {
    if let Some(first_pages) = BEING_READ.with_borrow(|being_read| being_read.get(slug).cloned()) {
        return first_pages;
    }
    let slug = slug.to_owned();
    let first_pages = beginning(&source, &name).with_id(&brief_iri(&slug));
    let first_pages = Reading::new((first_pages, Vec::new()));
    let being_read = Arc::clone(&first_pages);
    BEING_READ.with_borrow_mut(|all| all.insert(slug.clone(), being_read));
    leptos::task::spawn_local(async move {
        let parsed = read_in_slices(&source, &name).await;
        // It may have been opened from its file meanwhile.
        if on_shelf(&slug).is_none() {
            shelve(&slug, parsed);
        }
        BEING_READ.with_borrow_mut(|being_read| being_read.remove(&slug));
        SHELVED.with(|shelved| shelved.update(|count| *count += 1));
    });
    first_pages
}

/// How many bytes of a brief are read between two looks at the clock.
const STRIDE: usize = 16_000;

/// Reads a brief in slices; the page is told how far it has come.
pub(crate) async fn read_in_slices(source: &str, name: &str) -> (Brief, Vec<Finding>) {
    let mut parsing = Parsing::new(source, name);
    let mut slice = Slice::begin();
    loop {
        let progress = parsing.step(STRIDE);
        if progress.is_done() {
            break;
        }
        if slice.is_over() {
            tell_progress(Some(progress.permille.into()));
            slice.rest().await;
        }
    }
    tell_progress(None);
    parsing.finish()
}

/// Says how many of a brief's sheets are on the page.
pub(crate) fn tell_written(n_written: usize, n_sheets: usize) {
    let permille = 1000 * n_written / n_sheets.max(1);
    let permille = u32::try_from(permille).unwrap_or(1000);
    tell_progress((n_written < n_sheets).then_some(permille));
}

/// Says what share of the work is done, in thousandths; `None` when all is.
fn tell_progress(permille: Option<u32>) {
    PROGRESS.with(|progress| {
        let before = progress.get_untracked();
        let began = before.map_or_else(clock::ticks, |before| before.began);
        let now = permille.map(|permille| Progress { began, permille });
        if before != now {
            progress.set(now);
        }
    });
}

/// A bar that says how far the opening of a brief has come, where it takes its time.
#[component]
pub(crate) fn OpeningBar() -> impl IntoView {
    let progress = PROGRESS.with(Clone::clone);
    let per_cent = Memo::new(move |_| {
        let progress = progress.get().filter(|it| clock::ticks() - it.began >= LONG);
        progress.map(|progress| (progress.permille / 10).to_string())
    });
    let is_shown = Memo::new(move |_| per_cent.with(Option::is_some));
    view! {
        <Show when=move || is_shown.get()>
            <div
                class="opening"
                role="progressbar"
                aria-label="Opening the brief"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || per_cent.get()
                style:--share=move || per_cent.get().map(|per_cent| format!("{per_cent}%"))
            ></div>
        </Show>
    }
}

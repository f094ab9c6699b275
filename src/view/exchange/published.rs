//! Collections that the site publishes beside its briefs: listed with the brief, and shown like any
//! file before anything is taken.

use std::cell::Cell;

use leptos::prelude::*;

use super::incoming::Incoming;
use crate::browser::site;
use crate::exchange::import;
use crate::exchange::published::{Collection, collections};
use crate::view::dialog::Dialog;
use crate::view::later::{self, Rest};
use crate::view::notice::Notice;
use crate::view::session::Session;

/// The folder of the collections, from the page.
const FOLDER: &str = "./annotations";

thread_local! {
    /// What the site publishes, once that was asked for.
    static LIST: ArcRwSignal<Option<Vec<Collection>>> = ArcRwSignal::new(None);
    /// Whether it was: every brief of the library asks.
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
}

/// The collections that are published with a brief, each with a button that shows what it holds.
#[component]
pub(crate) fn Published(
    /// The reader's work.
    session: Session,
    /// The brief's slug.
    slug: String,
) -> impl IntoView {
    let list = LIST.with(Clone::clone);
    if !IS_ASKED.replace(true) {
        leptos::task::spawn_local(async { drop(listed().await) });
    }
    move || {
        let of_brief = list.with(|list| {
            let list = list.iter().flatten().filter(|collection| collection.brief == slug);
            list.cloned().collect::<Vec<_>>()
        });
        let items = of_brief.into_iter().map(|collection| {
            let words = match collection.by.as_str() {
                "" => collection.title.clone(),
                by => format!("{}, by {by}", collection.title),
            };
            let spoken = format!("Show what it holds: {words}");
            let show = move |_| later::carry_out(session, Rest::Published(collection.clone()));
            view! {
                <li>
                    <span class="name">{words}</span>
                    <button type="button" aria-label=spoken on:click=show>"Show what it holds"</button>
                </li>
            }
        });
        let items = items.collect_view();
        (!items.is_empty()).then(|| {
            view! {
                <div class="published">
                    <p>"Annotations that this site publishes with it:"</p>
                    <ul role="list">{items}</ul>
                </div>
            }
        })
    }
}

/// Shows what the collection of a name would bring to a brief.
pub(super) async fn show_named(session: Session, slug: &str, name: &str) {
    let is_it = |it: &Collection| it.brief == slug && it.name == name;
    match listed().await.into_iter().find(is_it) {
        Some(collection) => show(session, &collection).await,
        None => session.tell(Notice::problem(&format!(
            "Nothing was taken: this site publishes no annotations named “{name}” with this brief."
        ))),
    }
}

/// What the site publishes; a site without a list publishes nothing.
async fn listed() -> Vec<Collection> {
    let list = LIST.with(Clone::clone);
    if let Some(list) = list.get_untracked() {
        return list;
    }
    let found = site::fetch(&format!("{FOLDER}/index.json")).await;
    // Without a list there is nothing to say. Who asks again may find one.
    let Ok(found) = found else { return Vec::new() };
    let found = collections(&found);
    list.set(Some(found.clone()));
    found
}

/// Shows what a collection would bring.
pub(crate) fn show_published(session: Session, collection: Collection) {
    leptos::task::spawn_local(async move { show(session, &collection).await });
}

async fn show(session: Session, collection: &Collection) {
    let read = match site::fetch(&format!("{FOLDER}/{}", collection.file)).await {
        Ok(bytes) => import(&bytes).map_err(|error| error.to_string()),
        Err(reason) => Err(reason),
    };
    match read {
        Ok((content, report)) => {
            let file = collection.title.clone();
            let incoming = Incoming { file, content, report, briefs: Vec::new(), is_of_site: true };
            session.dialog.set(Some(Dialog::Import(vec![incoming])));
        }
        Err(reason) => session.tell(Notice::problem(&format!(
            "Nothing was taken from “{}”: {reason}.",
            collection.title
        ))),
    }
}

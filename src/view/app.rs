//! The page: header, the brief or the library, what stands beside it, and what is said over it.

use std::sync::Arc;

use leptos::prelude::*;

use super::dialog::Dialogs;
use super::exchange::follow_links;
use super::header::Header;
use super::keys::listen_to_keys;
use super::later::{self, Marking, Rest};
use super::library::{self, Library, Opened, OpeningBar};
use super::notice::Notices;
use super::reader::{FirstPages, Reader, follow_printing};
use super::session::{Panel, Reading, Session};
use crate::browser::{address, page};
use crate::route::Route;

/// Puts the app into the page, given the briefs that the site publishes: the name of each, and its
/// source.
pub fn mount(published: impl Iterator<Item = (String, String)>) {
    library::publish(published);
    leptos::mount::mount_to_body(App);
}

/// The app.
#[component]
fn App() -> impl IntoView {
    let session = Session::open();
    address::on_change(move |route| session.arrive(route));
    listen_to_keys(session);
    #[cfg(feature = "bench")]
    super::bench::offer(session);
    follow_links(session);
    follow_printing(session);
    later::follow_need(session);
    let slug = Memo::new(move |_| match session.route.get() {
        Route::Library => None,
        Route::Brief { slug, .. } => Some(slug),
    });
    // The brief changes with the slug alone: a jump within it must not build the page anew.
    let opened = Memo::new_with_compare(
        move |_| {
            library::follow_shelf();
            match slug.get() {
                Some(slug) => Some(library::open(session, &slug)),
                // What is on the page stays there until what a file holds can take its place.
                None => library::preview().map(Opened::BeingRead),
            }
        },
        |old, new| match (old, new) {
            (Some(Some(Opened::Here(old))), Some(Some(Opened::Here(new)))) => {
                !Arc::ptr_eq(old, new)
            }
            (Some(Some(Opened::BeingRead(old))), Some(Some(Opened::BeingRead(new)))) => {
                !Arc::ptr_eq(old, new)
            }
            (Some(None), Some(None)) => false,
            (_, _) => true,
        },
    );
    let page = move || match (slug.get(), opened.get()) {
        (_, Some(Opened::Here(reading))) => {
            session.read(reading.clone());
            page::set_title(&format!("{} · Briefmark", library::heading(&reading.brief)));
            // Each brief has elements of its own: what was written for the last one must not stay.
            view! {
                <For
                    each=move || [Arc::clone(&reading)]
                    key=|reading| Arc::as_ptr(reading).addr()
                    children=move |reading| view! { <BriefPage session reading /> }
                />
            }
            .into_any()
        }
        (_, Some(Opened::BeingRead(reading))) => {
            page::set_title(&format!("{} · Briefmark", library::heading(&reading.brief)));
            view! { <FirstPages session reading /> }.into_any()
        }
        (slug, Some(Opened::Missing) | None) => {
            page::set_title("Briefmark");
            view! { <LibraryPage session missing=slug /> }.into_any()
        }
    };
    view! {
        <a class="skip" href="#reading" on:click=move |event| {
            event.prevent_default();
            page::focus("main");
        }>"To the text"</a>
        <Header session />
        <OpeningBar />
        {page}
        <Dialogs session />
        <Notices session />
        {move || later::build(session, Marking::Around)}
    }
}

#[component]
fn BriefPage(session: Session, reading: Arc<Reading>) -> impl IntoView {
    let [contents, ruler, search] = [(); 3].map(|()| Arc::clone(&reading));
    view! {
        <div
            class="app with-brief"
            class:show-contents=move || session.panel.get() == Some(Panel::Contents)
            class:confirming=move || session.panel.get() == Some(Panel::Confirm)
            class:show-notes=move || session.panel.get() == Some(Panel::Notes)
        >
            <nav id="contents" class="side contents" aria-label="Contents and themes">
                {move || later::build(session, Marking::Contents(Arc::clone(&contents)))}
            </nav>
            <main tabindex="-1">
                <Reader session reading />
                {move || later::build(session, Rest::Overview(Arc::clone(&ruler)))}
            </main>
            <aside id="notes" class="side notes" aria-label="Annotations">
                {move || later::build(session, Marking::Notebook)}
            </aside>
            {move || later::build(session, Rest::Confirm)}
            {move || later::build(session, Rest::Search(Arc::clone(&search)))}
        </div>
    }
}

#[component]
fn LibraryPage(session: Session, missing: Option<String>) -> impl IntoView {
    view! {
        <div class="app">
            <main tabindex="-1">
                <Library session missing />
            </main>
        </div>
    }
}

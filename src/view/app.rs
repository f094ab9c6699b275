//! The page: header, the brief or the library, what stands beside it, and what is said over it.

use std::sync::Arc;

use leptos::prelude::*;

use super::codebook::CodebookPanel;
use super::dialog::Dialogs;
use super::exchange::DropZone;
use super::header::Header;
use super::keys::listen_to_keys;
use super::library::{self, Library};
use super::notebook::Notebook;
use super::notice::Notices;
use super::reader::{Contents, Reader};
use super::search::{SearchPanel, follow_page};
use super::session::{Panel, Reading, Session};
use crate::browser::{address, page};
use crate::route::Route;

/// Puts the app into the page.
pub fn mount() {
    leptos::mount::mount_to_body(App);
}

/// The app.
#[component]
fn App() -> impl IntoView {
    let session = Session::open();
    address::on_change(move |route| session.route.set(route));
    listen_to_keys(session);
    follow_page(session);
    let slug = Memo::new(move |_| match session.route.get() {
        Route::Library => None,
        Route::Brief { slug, .. } => Some(slug),
    });
    // The brief changes with the slug alone: a jump within it must not build the page anew.
    let reading = Memo::new_with_compare(
        move |_| slug.get().and_then(|slug| library::open(session, &slug)),
        |old, new| match (old, new) {
            (Some(Some(old)), Some(Some(new))) => !Arc::ptr_eq(old, new),
            (Some(None), Some(None)) => false,
            (_, _) => true,
        },
    );
    let page = move || match (slug.get(), reading.get()) {
        (_, Some(reading)) => {
            session.read(reading.clone());
            page::set_title(&format!("{} · Briefmark", library::heading(&reading.brief)));
            view! { <BriefPage session reading /> }.into_any()
        }
        (slug, None) => {
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
        {page}
        <Dialogs session />
        <Notices session />
        <DropZone session />
    }
}

#[component]
fn BriefPage(session: Session, reading: Arc<Reading>) -> impl IntoView {
    view! {
        <div
            class="app with-brief"
            class:show-contents=move || session.panel.get() == Some(Panel::Contents)
            class:show-notes=move || session.panel.get() == Some(Panel::Notes)
        >
            <nav id="contents" class="side contents" aria-label="Contents and themes">
                <Contents session reading=reading.clone() />
                <CodebookPanel session />
            </nav>
            <main tabindex="-1">
                <Reader session reading=reading.clone() />
            </main>
            <aside id="notes" class="side notes" aria-label="Annotations">
                <Notebook session />
            </aside>
            <SearchPanel session reading />
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

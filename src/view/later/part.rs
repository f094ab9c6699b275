//! The doors to what comes later. What is behind [`marking`] and [`rest`] is reached by no other way.

use leptos::prelude::*;

use super::{Later, Marking, Rest};
use crate::view::codebook::CodebookPanel;
use crate::view::confirm::{self, CompareWith, Confirm};
use crate::view::exchange::{DropZone, Published};
use crate::view::filter::FilterForm;
use crate::view::header::Tools;
use crate::view::notebook::{NoteText, Notebook};
use crate::view::notice::KeepingBanner;
use crate::view::overview::Overview;
use crate::view::reader::{self, Contents, MarkingTools};
use crate::view::search::{self, SearchPanel};
use crate::view::session::Session;
use crate::view::{dialog, exchange, keys};
use crate::workspace::Fullness;

/// What is shown; nothing, where something is done.
fn marking(session: Session, marking: Marking) -> AnyView {
    match marking {
        Marking::Tools => shown(|| view! { <Tools session /> }),
        Marking::Contents(reading) => shown(|| {
            view! {
                <Contents session reading />
                <CodebookPanel session />
            }
        }),
        Marking::Notebook => shown(|| view! { <Notebook session /> }),
        Marking::Bar => shown(|| {
            confirm::tell_on_opening(session);
            view! { <MarkingTools session /> }
        }),
        Marking::Compare(iri) => shown(|| view! { <CompareWith session iri /> }),
        Marking::Offers(slug, iri) => shown(|| {
            view! {
                <Published session slug />
                <CompareWith session iri />
            }
        }),
        Marking::Alerts => shown(|| {
            view! {
                <KeepingBanner session />
                <exchange::RoomBanner session of=Fullness::NearlyFull />
            }
        }),
        Marking::Room(of) => shown(|| view! { <exchange::RoomBanner session of /> }),
        Marking::Around => shown(|| {
            search::follow_page(session);
            view! { <DropZone session /> }
        }),
        Marking::Key(event) => shown(|| keys::pressed_in_page(session, &event)),
        Marking::KeyInText(event) => shown(|| reader::pressed(session, &event)),
        Marking::Click(event) => shown(|| reader::clicked(session, &event)),
        Marking::Paint(paper, painting) => shown(|| paper.paint(painting)),
        Marking::Active(active) => shown(|| reader::show_active(session, active.as_ref())),
        Marking::Copy(event) => shown(|| reader::copied(session, &event)),
        Marking::Files(files) => shown(|| exchange::receive(session, files)),
        Marking::Undo => shown(|| session.undo()),
        Marking::ToConfirm => shown(|| confirm::open(session, None)),
        Marking::Read => shown(|| session.read_stored()),
        Marking::Lay => shown(|| session.lay_over()),
        Marking::Asked(come) => shown(|| session.show_asked(&come)),
        Marking::Sense(reading) => shown(|| reader::read_sense(session, reading)),
        Marking::OtherTabs => shown(|| session.take_over()),
        Marking::WriteAll => shown(|| session.write_all()),
    }
}

/// As [`marking`].
fn rest(session: Session, rest: Rest) -> AnyView {
    match rest {
        Rest::Dialog => shown(|| dialog::view(session)),
        Rest::Search(reading) => shown(|| view! { <SearchPanel session reading /> }),
        Rest::Confirm => shown(|| view! { <Confirm session /> }),
        Rest::Overview(reading) => shown(|| view! { <Overview session reading /> }),
        Rest::Filter(on_close) => shown(|| view! { <FilterForm session on_close /> }),
        Rest::Note(note) => shown(|| view! { <NoteText note /> }),
        Rest::Files => shown(|| exchange::look_at_next(session)),
        Rest::Carried(slug, carried) => shown(|| exchange::show_carried(session, slug, carried)),
        Rest::Published(collection) => shown(|| exchange::show_published(session, collection)),
    }
}

/// Shows it, or does what shows nothing. Never inlined: a browser compiles a function when it is first
/// called, and so no more than is asked for.
#[inline(never)]
fn shown<T: IntoView>(it: impl FnOnce() -> T) -> AnyView {
    it().into_any()
}

#[cfg(not(feature = "split"))]
mod way {
    use super::{AnyView, Later, Session, marking, rest};

    /// Whether it is here from the start.
    pub(crate) const IS_HERE: bool = true;

    /// Nothing is to be fetched: all is one module.
    pub(crate) async fn fetch_marking() -> bool {
        true
    }

    /// As [`fetch_marking`].
    pub(crate) async fn fetch_rest() -> bool {
        true
    }

    pub(crate) fn build(session: Session, later: Later) -> Option<AnyView> {
        Some(match later {
            Later::Marking(it) => marking(session, it),
            Later::Rest(it) => rest(session, it),
        })
    }
}

#[cfg(feature = "split")]
mod way {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use leptos::wasm_split::{self, SplitLoaderError};

    use super::{AnyView, Later, Marking, Rest, Session, marking, rest};

    /// Whether it is here from the start.
    pub(crate) const IS_HERE: bool = false;

    /// Cut out of the module with all that only it reaches. The macro makes it a future that fetches it
    /// first; a preload of its own comes from the macro too.
    #[wasm_split::wasm_split(
        marking,
        wasm_split_path = leptos::wasm_split,
        preload(preload_marking),
        fallible
    )]
    fn cut_marking(session: Session, it: Marking) -> Result<AnyView, SplitLoaderError> {
        Ok(marking(session, it))
    }

    /// As [`cut_marking`].
    #[wasm_split::wasm_split(
        rest,
        wasm_split_path = leptos::wasm_split,
        preload(preload_rest),
        fallible
    )]
    fn cut_rest(session: Session, it: Rest) -> Result<AnyView, SplitLoaderError> {
        Ok(rest(session, it))
    }

    /// Fetches the first wave; gives whether it is here.
    pub(crate) async fn fetch_marking() -> bool {
        preload_marking().await.is_ok()
    }

    /// Fetches the second wave; gives whether it is here.
    pub(crate) async fn fetch_rest() -> bool {
        preload_rest().await.is_ok()
    }

    /// Once the part is here its future has nothing to wait for.
    pub(crate) fn build(session: Session, later: Later) -> Option<AnyView> {
        match later {
            Later::Marking(it) => at_once(cut_marking(session, it)),
            Later::Rest(it) => at_once(cut_rest(session, it)),
        }
    }

    fn at_once(built: impl Future<Output = Result<AnyView, SplitLoaderError>>) -> Option<AnyView> {
        match pin!(built).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(built) => built.ok(),
            Poll::Pending => None,
        }
    }
}

pub(super) use way::{IS_HERE, build, fetch_marking, fetch_rest};

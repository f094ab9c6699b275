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
        Marking::Tools => return view! { <Tools session /> }.into_any(),
        Marking::Contents(reading) => {
            return view! {
                <Contents session reading />
                <CodebookPanel session />
            }
            .into_any();
        }
        Marking::Notebook => return view! { <Notebook session /> }.into_any(),
        Marking::Bar => {
            confirm::tell_on_opening(session);
            return view! { <MarkingTools session /> }.into_any();
        }
        Marking::Compare(iri) => return view! { <CompareWith session iri /> }.into_any(),
        Marking::Offers(slug, iri) => {
            return view! {
                <Published session slug />
                <CompareWith session iri />
            }
            .into_any();
        }
        Marking::Alerts => {
            return view! {
                <KeepingBanner session />
                <exchange::RoomBanner session of=Fullness::NearlyFull />
            }
            .into_any();
        }
        Marking::Room(of) => return view! { <exchange::RoomBanner session of /> }.into_any(),
        Marking::Around => {
            search::follow_page(session);
            return view! { <DropZone session /> }.into_any();
        }
        Marking::Key(event) => keys::pressed_in_page(session, &event),
        Marking::KeyInText(event) => reader::pressed(session, &event),
        Marking::Click(event) => reader::clicked(session, &event),
        Marking::Paint(paper, painting) => paper.paint(painting),
        Marking::Active(active) => reader::show_active(session, active.as_ref()),
        Marking::Copy(event) => reader::copied(session, &event),
        Marking::Files(files) => exchange::receive(session, files),
        Marking::Undo => session.undo(),
        Marking::ToConfirm => confirm::open(session, None),
        Marking::Read => session.read_stored(),
        Marking::Lay => session.lay_over(),
        Marking::Asked(come) => session.show_asked(&come),
        Marking::Sense(reading) => reader::read_sense(session, reading),
        Marking::OtherTabs => session.take_over(),
        Marking::WriteAll => session.write_all(),
    }
    ().into_any()
}

/// As [`marking`].
fn rest(session: Session, rest: Rest) -> AnyView {
    match rest {
        Rest::Dialog => return dialog::view(session),
        Rest::Search(reading) => return view! { <SearchPanel session reading /> }.into_any(),
        Rest::Confirm => return view! { <Confirm session /> }.into_any(),
        Rest::Overview(reading) => return view! { <Overview session reading /> }.into_any(),
        Rest::Filter(on_close) => return view! { <FilterForm session on_close /> }.into_any(),
        Rest::Note(note) => return view! { <NoteText note /> }.into_any(),
        Rest::Files => exchange::look_at_next(session),
        Rest::Carried(slug, carried) => exchange::show_carried(session, slug, carried),
        Rest::Published(collection) => exchange::show_published(session, collection),
    }
    ().into_any()
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

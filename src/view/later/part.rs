//! The door to what comes later. What is behind [`view`] is reached by no other way.

use leptos::prelude::*;

use super::Later;
use crate::view::confirm::Confirm;
use crate::view::filter::FilterForm;
use crate::view::notebook::NoteText;
use crate::view::overview::Overview;
use crate::view::search::SearchPanel;
use crate::view::session::Session;
use crate::view::{dialog, exchange};

fn view(session: Session, later: Later) -> AnyView {
    match later {
        Later::Dialog(dialog) => dialog::view(session, dialog),
        Later::Search(reading) => view! { <SearchPanel session reading /> }.into_any(),
        Later::Confirm => view! { <Confirm session /> }.into_any(),
        Later::Overview(reading) => view! { <Overview session reading /> }.into_any(),
        Later::Filter(on_close) => view! { <FilterForm session on_close /> }.into_any(),
        Later::Note(note) => view! { <NoteText note /> }.into_any(),
        Later::Files => {
            exchange::look_at_next(session);
            ().into_any()
        }
        Later::Carried(slug, carried) => {
            exchange::show_carried(session, slug, carried);
            ().into_any()
        }
        Later::Published(collection) => {
            exchange::show_published(session, collection);
            ().into_any()
        }
    }
}

#[cfg(not(feature = "split"))]
mod way {
    use super::{AnyView, Later, Session, view};

    /// Whether it is here from the start.
    pub(crate) const IS_HERE: bool = true;

    /// Nothing is to be fetched: all is one module.
    pub(crate) async fn fetch() -> bool {
        true
    }

    pub(crate) fn build(session: Session, later: Later) -> Option<AnyView> {
        Some(view(session, later))
    }
}

#[cfg(feature = "split")]
mod way {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use leptos::wasm_split::{self, SplitLoaderError};

    use super::{AnyView, Later, Session, view};

    /// Whether it is here from the start.
    pub(crate) const IS_HERE: bool = false;

    /// Cut out of the module with all that only it reaches. The macro makes it a future that fetches it
    /// first; a preload of its own comes from the macro too.
    #[wasm_split::wasm_split(
        later,
        wasm_split_path = leptos::wasm_split,
        preload(preload),
        fallible
    )]
    fn cut(session: Session, later: Later) -> Result<AnyView, SplitLoaderError> {
        Ok(view(session, later))
    }

    /// Fetches the part; gives whether it is here.
    pub(crate) async fn fetch() -> bool {
        preload().await.is_ok()
    }

    pub(crate) fn build(session: Session, later: Later) -> Option<AnyView> {
        // Once the part is here its future has nothing to wait for.
        match pin!(cut(session, later)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(built) => built.ok(),
            Poll::Pending => None,
        }
    }
}

pub(super) use way::{IS_HERE, build, fetch};

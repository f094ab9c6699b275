//! Files on their way in and out, as the reader meets them.
//!
//! In: every file, picked or dropped, waits in one line and is looked at when no dialog stands over
//! the page. A brief is opened; annotations are shown as a report first, and nothing is changed
//! before the reader says so. Out: a choice of the work as one file.

mod drop_zone;
mod formats;
mod import;
mod incoming;
mod linked;
mod linking;
mod outgoing;
mod published;
mod quarantine;
mod questions;
mod report;
mod room;
mod saving;
mod share;
mod sort;
mod taking;
pub(crate) mod worker;

pub(crate) use drop_zone::DropZone;
pub(crate) use import::ImportDialog;
pub(crate) use incoming::{GivenFile, Incoming, look_at_next, receive};
pub(crate) use linked::{follow_links, show_carried};
pub(crate) use outgoing::download_all;
pub(crate) use published::{Published, show_published};
pub(crate) use quarantine::Quarantine;
pub(crate) use room::RoomBanner;
pub(crate) use share::ShareDialog;

//! Files in and out.
//!
//! Out goes a [`Workspace`](crate::workspace::Workspace), or a part of it, as one W3C annotation
//! collection: the same work gives the same bytes. In comes what other programs write too; an import
//! changes nothing by itself, it gives what the file holds ([`Incoming`]) and a [`Report`] of what in
//! it could not be taken and why. One bad item never spoils a file.

mod attach;
mod brat;
mod codebook;
mod edition;
pub mod errand;
mod format;
mod hypothesis;
mod import;
pub mod link;
mod matter;
mod named_theme;
mod native;
mod ndjson;
mod parcel;
pub mod published;
mod quotations;
mod reading;
mod recogito;
mod refi;
mod report;
mod row;
mod table;

pub use attach::attach;
pub use codebook::{
    CodebookError, CodebookFormat, ReadCodebook, read_codebook, write_codebook, write_scheme,
};
pub use format::{Format, UnknownFormat, WriteError, Written, write};
pub use import::{ImportError, import};
pub use matter::{Left, Matter};
pub use native::{Selection, context, export, extent};
pub use parcel::Parcel;
pub use reading::{Kind, Opened, ReadError, read};
pub use refi::{BadProject, BadXml};
pub use report::{Item, Reason, Refused, Report};

pub use crate::workspace::Incoming;

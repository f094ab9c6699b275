//! Files in and out.
//!
//! Out goes a [`Workspace`](crate::workspace::Workspace), or a part of it, as one W3C annotation
//! collection: the same work gives the same bytes. In comes what other programs write too; an import
//! changes nothing by itself, it gives what the file holds ([`Incoming`]) and a [`Report`] of what in
//! it could not be taken and why. One bad item never spoils a file.

mod hypothesis;
mod import;
mod native;
mod recogito;

pub use import::{ImportError, Item, Reason, Refused, Report, attach, import};
pub use native::{Selection, context, export, extent};

pub use crate::workspace::Incoming;

//! Where the reader is, as the hash of the address says it.
//!
//! `#/` is the library; `#/brief/khrushchev-purge-1957` a brief; `#/brief/khrushchev-purge-1957/11.l.3`
//! a block of it by its id; `…/page/5` a page; `…/annotation/<uuid>` an annotation. Behind any of
//! them can stand what is asked for there ([`Asked`]): a search, a filter; or what the address brings
//! ([`Carried`]): annotations. A static host has no rewrite rules, so nothing stands before the hash.

mod asked;
mod carried;

pub use asked::Asked;
pub use carried::{Carried, carried};

use std::borrow::Cow;
use std::fmt;

/// Where the reader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The list of briefs.
    #[default]
    Library,
    /// A brief, and where in it.
    Brief {
        /// The last part of its IRI: a slug, or `sha256-…`.
        slug: String,
        /// Where in it.
        place: Place,
    },
}

/// Where in a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Its beginning.
    #[default]
    Start,
    /// A block, by its id: `11.l.3`.
    Block(String),
    /// A page, by its number.
    Page(u32),
    /// An annotation, by its IRI without `urn:uuid:`.
    Annotation(String),
}

impl Route {
    /// The route that a hash names; an unknown one is the library.
    #[must_use]
    pub fn parse(hash: &str) -> Route {
        let path = hash.split('?').next().unwrap_or_default();
        let path = path.trim_start_matches('#').trim_matches('/');
        let mut parts = path.split('/').map(decode);
        match (parts.next().as_deref(), parts.next()) {
            (Some("brief"), Some(slug)) if !slug.is_empty() => {
                Route::Brief { slug, place: Place::parse(parts.next(), parts.next()) }
            }
            _ => Route::Library,
        }
    }
}

impl Place {
    fn parse(first: Option<String>, second: Option<String>) -> Place {
        match (first, second) {
            (Some(page), Some(number)) if page == "page" => {
                number.parse().map_or(Place::Start, Place::Page)
            }
            (Some(kind), Some(id)) if kind == "annotation" => Place::Annotation(id),
            (Some(block), None) if !block.is_empty() => Place::Block(block),
            _ => Place::Start,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Library => f.write_str("#/"),
            Route::Brief { slug, place } => {
                write!(f, "#/brief/{}", encode(slug))?;
                match place {
                    Place::Start => Ok(()),
                    Place::Block(id) => write!(f, "/{}", encode(id)),
                    Place::Page(number) => write!(f, "/page/{number}"),
                    Place::Annotation(id) => write!(f, "/annotation/{}", encode(id)),
                }
            }
        }
    }
}

/// Escapes what cannot stand in one segment of a path (RFC 3986: unreserved and `+` stay).
fn encode(segment: &str) -> Cow<'_, str> {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+".contains(&byte);
    if segment.bytes().all(stays) {
        return segment.into();
    }
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded.into()
}

/// Undoes [`encode`]; what is not a valid escape stays as it is.
fn decode(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let digits = segment.get(index + 1..index + 3);
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if bytes[index] == b'%' => {
                decoded.push(byte);
                index += 3;
            }
            Some(_) | None => {
                decoded.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| segment.to_owned())
}

//! What a site publishes beside its briefs: collections of annotations, by name.
//!
//! `annotations/index.json` lists them, since a plain host cannot say what lies in a folder:
//!
//! ```json
//! { "collections": [ {
//!     "name": "first-reading",
//!     "brief": "khrushchev-purge-1957",
//!     "title": "A first reading",
//!     "by": "Those who make Briefmark",
//!     "file": "khrushchev-purge-1957.first-reading.json"
//! } ] }
//! ```
//!
//! Each file lies beside the list and is one that Briefmark saved, or any other JSON that it reads.

use serde_json::Value;

/// A collection of annotations that the site publishes with a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// What names it in addresses.
    pub name: String,
    /// The slug of the brief that it is about.
    pub brief: String,
    /// What it is called on the page.
    pub title: String,
    /// Whose it is; may be empty.
    pub by: String,
    /// The name of its file, in the folder of the list.
    pub file: String,
}

/// The collections of a list, in its order. One that cannot be read is passed over, and so is one
/// whose file would lie elsewhere; a list that cannot be read has none.
#[must_use]
pub fn collections(list: &[u8]) -> Vec<Collection> {
    let list: Value = serde_json::from_slice(list).unwrap_or_default();
    let items = list["collections"].as_array();
    items.into_iter().flatten().filter_map(collection).collect()
}

fn collection(value: &Value) -> Option<Collection> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let name = text("name").filter(|name| !name.is_empty())?;
    Some(Collection {
        title: text("title").unwrap_or_else(|| name.clone()),
        brief: text("brief")?,
        by: text("by").unwrap_or_default(),
        file: text("file").filter(|file| lies_beside(file))?,
        name,
    })
}

/// Whether it is the name of a file in the same folder, and needs no escape in an address.
fn lies_beside(file: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !file.is_empty() && !file.starts_with('.') && file.chars().all(plain)
}

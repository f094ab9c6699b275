//! Takes quotations from elsewhere as being from a brief.

use serde_json::json;

use super::Incoming;
use crate::annotation::Selector;

/// Says of each annotation from elsewhere that quotes something that it is about a brief, given the
/// brief's IRI. Where it was about stays beside it. For the reader to ask: nothing does it unasked.
/// Gives how many targets were changed.
pub fn attach(incoming: &mut Incoming, brief: &str) -> usize {
    let mut n_attached = 0;
    for target in incoming.annotations.iter_mut().flat_map(|annotation| &mut annotation.targets) {
        let quotes = target.selectors.iter().any(|selector| match selector {
            Selector::Quote(_) => true,
            Selector::Position { .. } | Selector::Other(_) => false,
        });
        if quotes && !target.source.starts_with("urn:briefmark:") {
            let elsewhere = target.extra.shift_remove("source");
            let named = (!target.source.is_empty()).then(|| json!({ "id": target.source }));
            if let Some(elsewhere) = elsewhere.or(named) {
                target.extra.insert("briefmark:attachedFrom".to_owned(), elsewhere);
            }
            brief.clone_into(&mut target.source);
            n_attached += 1;
        }
    }
    n_attached
}

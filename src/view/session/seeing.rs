//! What is shown of the annotations of the brief on screen: the reader's filter, which stands in the
//! address, and the layers of others that they hid, which are a setting.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Part, Session, brief_iri};
use crate::annotation::AnnotationId;
use crate::brief::Brief;
use crate::browser::clock::Slice;
use crate::browser::{address, place};
use crate::order;
use crate::route::{Asked, Route};
use crate::view::later::{self, Marking};
use crate::workspace::{Change, Edit, Filter, Key, Layer, Origin, Record, Settings, Sight, Write};

/// An address that the reader came to, as it was then.
#[derive(Clone)]
pub(crate) struct Come {
    /// The IRI of the brief that it names.
    brief: Option<String>,
    hash: String,
    /// Whether they came from the same brief, and not back.
    is_by_link_within: bool,
}

impl Session {
    /// Goes where the address leads, and has shown what it asks for.
    pub(crate) fn arrive(self, route: Route) {
        let slug = |route: &Route| match route {
            Route::Library => None,
            Route::Brief { slug, .. } => Some(slug.clone()),
        };
        let slug_now = slug(&route);
        let is_same_brief = slug_now == self.route.with_untracked(slug);
        let come = Come {
            brief: slug_now.map(|slug| brief_iri(&slug)),
            hash: address::hash(),
            is_by_link_within: is_same_brief && !address::is_revisited(),
        };
        self.route.set(route);
        later::carry_out(self, Marking::Asked(come));
    }

    /// Shows what the address asks for. A link within a brief asks for nothing: then the filter stays,
    /// and the address is made to say so. The back button leads to what was shown there.
    pub(crate) fn show_asked(self, come: &Come) {
        let Come { brief, hash, is_by_link_within } = come;
        let asked = brief.as_ref().map(|brief| Asked::parse(hash, brief)).unwrap_or_default();
        if self.filter.with_untracked(|filter| *filter == asked.filter) {
            address::mark();
        } else if *is_by_link_within && asked.filter.is_empty() {
            self.seek_in_address(&asked.words);
        } else {
            address::mark();
            self.filter.set(asked.filter);
            self.look_again();
        }
    }

    /// Shows what a filter lets through, and says so in the address.
    pub(crate) fn set_filter(self, filter: Filter) {
        let before = self.filter.get_untracked();
        if before == filter {
            return;
        }
        // One goes back to what was chosen before, not to each letter of a word.
        let is_typing =
            !before.words.is_empty() && Filter { words: filter.words.clone(), ..before } == filter;
        self.filter.set(filter);
        let words = address::sought().unwrap_or_default();
        self.write_address(&words, if is_typing { address::replace } else { address::push });
        self.look_again();
        self.let_go_of_what_does_not_pass();
    }

    /// One who asks for another part of the work is done with what they had in hand.
    fn let_go_of_what_does_not_pass(self) {
        let (Some(reading), Some(active)) = (self.reading(), self.active.get_untracked()) else {
            return;
        };
        let passes = self.with_layer_untracked(|layer| {
            self.with_untracked(|workspace| layer.passes(&reading.brief, workspace, &active))
        });
        if !passes {
            self.active.set(None);
        }
    }

    /// Shows what the filter lets through once it is changed.
    pub(crate) fn refine_filter(self, change: impl FnOnce(&mut Filter)) {
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        self.set_filter(filter);
    }

    /// Says in the address what is searched for; nothing, where that is empty.
    pub(crate) fn seek_in_address(self, words: &str) {
        self.write_address(words, address::replace);
    }

    /// Hides the layers of these coders, given by IRI, and shows those of all others. Kept from one
    /// visit to the next.
    pub(crate) fn set_hidden_coders(self, hidden_coders: BTreeSet<String>) -> bool {
        let settings = self.with_untracked(|workspace| workspace.settings.clone());
        self.apply(Edit::SetSettings(Settings { hidden_coders, ..settings }))
    }

    /// What is shown of the brief on screen, where that is not all that there is on it.
    pub(crate) fn shown_alone(self) -> Option<Vec<AnnotationId>> {
        self.lay_all();
        let reading = self.reading()?;
        self.with_layer_untracked(|layer| {
            let is_part = layer.len() != layer.n_all();
            is_part
                .then(|| self.with_untracked(|workspace| layer.passing(&reading.brief, workspace)))
        })
    }

    /// Lays all of the layer: a file, and a list of what differs, hold what was asked for, not as much
    /// of it as was found until now.
    pub(crate) fn lay_all(self) {
        self.read_rest();
        let Some(reading) = self.reading() else { return };
        if !self.is_laid_on() {
            while !self.is_laid_on() {
                reading.touch(self.lay_slice(&reading, Slice::begin()));
            }
            self.following.tell(Part::Annotations);
        }
    }

    /// What is to be shown of a brief.
    pub(super) fn sight(self, brief: &Brief) -> Sight {
        self.filter.with_untracked(|filter| {
            self.with_untracked(|workspace| {
                let sight = Sight::new(brief, workspace, filter);
                let Some(blind) = workspace.settings.blind.get(&brief.id) else { return sight };
                let done = blind.done.keys().filter_map(|id| brief.block_by_id(id));
                sight.blind(order::set(done.flat_map(|block| brief.under(block))))
            })
        })
    }

    /// Shows what is to be shown, where that is other than it was: what is on the screen now, the
    /// rest in slices.
    pub(crate) fn look_again(self) {
        let Some(reading) = self.reading() else { return };
        let sight = self.sight(&reading.brief);
        // Asked for only where it matters: it has the page laid out.
        let near = || place::first_below(0.0).unwrap_or_default();
        let is_other = self.layer.try_update_value(|layer| layer.see(&reading.brief, sight, near));
        if is_other == Some(true) {
            self.lay_on(reading, Slice::begin());
            self.following.tell(Part::Annotations);
        }
    }

    /// Shows what is to be shown after a change, where it may have changed what that is.
    pub(super) fn look_after(self, change: &Change) {
        let is_aside = self.with_layer_untracked(Layer::lays_aside);
        let decides = |write: &Write| match write.key {
            Key::Coder | Key::Settings => true,
            Key::Theme(_) => is_sought_otherwise(write),
            Key::Annotation(_) => may_lay_aside(change, write, is_aside),
            Key::Tombstone(_) | Key::Conflict(_) | Key::Brief(_) | Key::Draft(_) => false,
        };
        if change.writes.iter().any(decides) {
            self.look_again();
        }
    }

    /// Keeps the annotation that the reader looks at in sight, whatever the filter says.
    pub(crate) fn hold(self, held: Option<&AnnotationId>) {
        let Some(reading) = self.reading() else { return };
        let touched = self.layer.try_update_value(|layer| {
            self.with_untracked(|workspace| layer.hold(&reading.brief, workspace, held))
        });
        if let Some(touched) = touched.flatten() {
            reading.touch(touched);
            self.following.tell(Part::Annotations);
        }
    }

    /// Writes where the reader is and what they ask for into the address. Where the browser refuses
    /// (some limit how often), the next change writes it.
    fn write_address(self, words: &str, write: fn(&str) -> Result<(), String>) {
        let route = self.route.get_untracked();
        let asked = Asked { words: words.to_owned(), filter: self.filter.get_untracked() };
        let Route::Brief { slug, .. } = &route else { return };
        let asked =
            self.with_untracked(|workspace| asked.written(&brief_iri(slug), &workspace.themes));
        let _ = write(&format!("{route}{asked}"));
    }
}

/// Whether what was done to a theme may change which annotations a filter finds by it: it came or
/// went, is called otherwise, or stands under another.
fn is_sought_otherwise(write: &Write) -> bool {
    match (&write.before, &write.after) {
        (Some(Record::Theme(before)), Some(Record::Theme(after))) => {
            (&before.name, &before.broader) != (&after.name, &after.broader)
        }
        (_, _) => true,
    }
}

/// Whether what was done to an annotation may change which settlements lie over what they settle.
/// What the reader newly makes is settled by nothing yet, and what goes was settled by nothing where
/// no settlement lies over anything (`is_aside`): that is what happens most.
fn may_lay_aside(change: &Change, write: &Write, is_aside: bool) -> bool {
    let is_settlement = |record: &Option<Record>| match record {
        Some(Record::Annotation(annotation)) => annotation.is_settlement(),
        Some(_) | None => false,
    };
    let comes_by_hand = change.origin == Origin::Reader && change.writes.len() == 1;
    is_settlement(&write.before)
        || is_settlement(&write.after)
        || (write.after.is_none() && is_aside)
        || (write.before.is_none() && !comes_by_hand)
}

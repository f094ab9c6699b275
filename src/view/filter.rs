//! What of the annotations is shown: the bar over the notebook that says it, the form that asks for
//! it, and the gesture on a theme that shows it alone.
//!
//! The filter itself belongs to the session and stands in the address; nothing here keeps a copy.

mod bar;
mod chips;
mod form;
mod only;
mod piece;

pub(crate) use bar::{FilterBar, NoteCount, NothingPasses};
pub(crate) use form::FilterForm;
pub(crate) use only::ShowOnly;

use leptos::prelude::*;

use super::session::Session;
use crate::workspace::{Filter, Layer};

/// Finds the button that opens the form.
const OPENER: &str = ".filter-open";

/// How many annotations are shown, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) n_shown: usize,
    pub(crate) n_all: usize,
}

impl Shown {
    /// Follows the layer over the brief on screen.
    pub(crate) fn follow(session: Session) -> Memo<Shown> {
        Memo::new(move |_| {
            session.count(|layer: &Layer| Shown { n_shown: layer.len(), n_all: layer.n_all() })
        })
    }

    /// As a number, or as one of another.
    pub(crate) fn words(self) -> String {
        let Shown { n_shown, n_all } = self;
        if n_shown == n_all { n_all.to_string() } else { format!("{n_shown} of {n_all}") }
    }
}

/// Shows everything that there is to show again.
fn clear(session: Session) {
    session.set_filter(Filter::default());
}

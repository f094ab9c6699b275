//! What the search follows: what is asked, the address, what else is drawn, and the brief's end.

use std::sync::Arc;

use leptos::prelude::*;

use super::{PAUSE, Sort, give_way};
use crate::browser::{address, clock};
use crate::search::{Manner, Query, variants};
use crate::view::session::{Reading, Session};

/// Looks for what is asked whenever it changes, while the panel is open.
pub(super) fn follow_query(session: Session, reading: &Arc<Reading>) {
    let search = session.search;
    let query = Memo::new(move |_| search.is_open.get().then(|| search.query(session)));
    let reading = Arc::clone(reading);
    let pause = clock::Debounce::new(PAUSE);
    let pause = StoredValue::new_local(pause);
    Effect::new(move |_| {
        let Some(query) = query.get() else { return };
        search.look(session, &reading, &query);
        let reading = Arc::clone(&reading);
        pause.with_value(|pause| {
            pause.call(move || offer(session, &reading, &query));
        });
    });
    // Other words have other spellings.
    Effect::new(move |before: Option<String>| {
        let typed = search.typed.get();
        if before.is_some_and(|before| before != typed) {
            search.variants.set(Vec::new());
            search.offered.set(Vec::new());
        }
        typed
    });
}

/// Gives way to the notes or the contents, and forgets what was found when the brief is closed.
pub(super) fn follow_end(session: Session) {
    let search = session.search;
    Effect::new(move |_| {
        if session.panel.with(Option::is_some) && search.is_open() {
            give_way(session);
        }
    });
    on_cleanup(move || {
        search.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        search.is_open.set(false);
        search.now.set(None);
        search.found.set(Arc::default());
        search.variants.set(Vec::new());
        search.offered.set(Vec::new());
    });
}

/// Once the reader stops typing: other spellings, and the search in the address.
fn offer(session: Session, reading: &Arc<Reading>, query: &Query) {
    let search = session.search;
    if !search.is_open() || search.typed.get_untracked() != query.words {
        return;
    }
    if query.manner == Manner::Words && search.variants.with_untracked(Vec::is_empty) {
        let index = search.index_of(reading);
        search.offered.set(variants(index.vocabulary(), index.folded(false), &query.words));
    }
    if query.manner == Manner::Words && address::sought().unwrap_or_default() != query.words {
        session.seek_in_address(&query.words);
    }
}

/// Searches for what the address asks for, now and whenever it changes.
pub(super) fn follow_address(session: Session) {
    let search = session.search;
    Effect::new(move |_| {
        session.route.track();
        let Some(words) = address::sought() else { return };
        if search.typed.with_untracked(|typed| *typed != words) {
            search.manner.set(Sort::Words);
            search.typed.set(words);
        }
        search.is_open.set(true);
    });
}

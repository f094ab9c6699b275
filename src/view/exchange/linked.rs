//! Addresses that bring something: a set of annotations inside a link, or a collection of the site.
//! The reader sees what it would bring, as with a file; then the address is the place alone.

use leptos::prelude::*;

use super::incoming::Incoming;
use super::{published, worker};
use crate::browser::address;
use crate::route::{Carried, Route};
use crate::view::dialog::Dialog;
use crate::view::later::{self, Rest};
use crate::view::notice::Notice;
use crate::view::session::{Session, brief_iri};

/// Follows the address, for as long as the page lives.
pub(crate) fn follow_links(session: Session) {
    take_what_it_brings(session);
    address::on_change(move |_| take_what_it_brings(session));
}

fn take_what_it_brings(session: Session) {
    let (route, carried) = (address::route(), address::carried());
    let (Route::Brief { slug, .. }, Some(carried)) = (route, carried) else { return };
    later::carry_out(session, Rest::Carried(slug, carried));
}

/// Shows what the address of a brief carries.
pub(crate) fn show_carried(session: Session, slug: String, carried: Carried) {
    leptos::task::spawn_local(async move {
        match carried {
            Carried::Set(set) => show_set(session, &slug, set).await,
            Carried::Layer(name) => published::show_named(session, &slug, &name).await,
        }
        // The reader may have gone on meanwhile: what is cleaned is where they are now. A browser
        // that refuses leaves a long address, and nothing else.
        if address::carried().is_some() {
            let _ = address::replace(&address::route().to_string());
        }
    });
}

/// Shows what the set of a link would bring.
async fn show_set(session: Session, slug: &str, set: String) {
    match worker::unpack(session, &brief_iri(slug), set).await {
        Ok(opened) => {
            let file = "the link".to_owned();
            let (content, report) = (opened.incoming, opened.report);
            let incoming =
                Incoming { file, content, report, briefs: Vec::new(), is_of_site: false };
            session.dialog.set(Some(Dialog::Import(vec![incoming])));
        }
        Err(reason) => {
            session.tell(Notice::problem(&format!("Nothing was taken from the link: {reason}.")));
        }
    }
}

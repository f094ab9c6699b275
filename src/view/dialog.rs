//! Dialogs: one at a time, over the page, closed by Escape; the browser keeps the focus inside and
//! gives it back afterwards.

use leptos::html;
use leptos::prelude::*;

use super::codebook::{ExportCodebook, ImportCodebook, MakeCodebook, SplitDialog, ThemeDialog};
use super::coders::CodersDialog;
use super::confirm::{CompareDialog, Compared};
use super::conflicts::ConflictsDialog;
use super::exchange::{ImportDialog, Incoming, Quarantine, ShareDialog};
use super::header::{Identity, KeysDialog};
use super::later::{self, Rest};
use super::notice::DialogNotices;
use super::overview::OverviewDialog;
use super::reader::{CodeDialog, Findings, RedactionDialog};
use super::search::CodeHits;
use super::session::Session;
use super::settle::SettleDialog;
use crate::browser::{clock, page};
use crate::codebook::ThemeId;

/// Which dialog stands over the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Dialog {
    /// Save the codebook to a file.
    ExportCodebook,
    /// Take a codebook in from a file.
    ImportCodebook,
    /// Make a codebook from a list of the brief.
    MakeCodebook,
    /// What would become of the annotations of a brief in another version of it.
    Compare(Compared),
    /// Whose work is here.
    Coders,
    /// What was changed in two places apart.
    Conflicts,
    /// Where coders differ in the brief on screen.
    Settle,
    /// Change a theme.
    Theme(ThemeId),
    /// Send the passages of a theme to others, one by one.
    Split(ThemeId),
    /// Hand the work on.
    Share,
    /// What files that were given together would bring.
    Import(Vec<Incoming>),
    /// Who the reader is.
    Identity,
    /// What looked odd in the brief.
    Findings,
    /// A redaction, by its index in the brief.
    Redaction(usize),
    /// A stamped exemption code, by its index in the brief.
    Code(usize),
    /// Code the hits of the search.
    CodeHits,
    /// Stored values that could not be read.
    Quarantine,
    /// Where the themes are in the brief.
    Overview,
    /// The list of keys.
    Shortcuts,
}

/// The dialog that the session asks for.
#[component]
pub(crate) fn Dialogs(session: Session) -> impl IntoView {
    move || {
        let is_open = session.dialog.with(Option::is_some);
        is_open.then(|| later::build(session, Rest::Dialog)).flatten()
    }
}

/// What was asked in a dialog is answered, and the focus goes with it: to what is asked next, once it is
/// there. Until then the dialog has it, given by its selector, so that it hears the keys that come.
pub(crate) fn focus_next(dialog: &'static str) {
    page::focus(dialog);
    clock::next_frame(move || {
        clock::next_frame(move || page::focus(&format!("{dialog} .primary")));
    });
}

/// The dialog that the session asks for, as it stands over the page.
pub(super) fn view(session: Session) -> AnyView {
    let Some(dialog) = session.dialog.get_untracked() else { return ().into_any() };
    match dialog {
        Dialog::ExportCodebook => view! { <ExportCodebook session /> }.into_any(),
        Dialog::ImportCodebook => view! { <ImportCodebook session /> }.into_any(),
        Dialog::MakeCodebook => view! { <MakeCodebook session /> }.into_any(),
        Dialog::Compare(compared) => view! { <CompareDialog session compared /> }.into_any(),
        Dialog::Coders => view! { <CodersDialog session /> }.into_any(),
        Dialog::Conflicts => view! { <ConflictsDialog session /> }.into_any(),
        Dialog::Settle => view! { <SettleDialog session /> }.into_any(),
        Dialog::Theme(theme) => view! { <ThemeDialog session theme /> }.into_any(),
        Dialog::Split(theme) => view! { <SplitDialog session theme /> }.into_any(),
        Dialog::Share => view! { <ShareDialog session /> }.into_any(),
        Dialog::Import(files) => view! { <ImportDialog session files /> }.into_any(),
        Dialog::Identity => view! { <Identity session /> }.into_any(),
        Dialog::Findings => view! { <Findings session /> }.into_any(),
        Dialog::Redaction(index) => view! { <RedactionDialog session index /> }.into_any(),
        Dialog::Code(index) => view! { <CodeDialog session index /> }.into_any(),
        Dialog::CodeHits => view! { <CodeHits session /> }.into_any(),
        Dialog::Quarantine => view! { <Quarantine session /> }.into_any(),
        Dialog::Overview => view! { <OverviewDialog session /> }.into_any(),
        Dialog::Shortcuts => view! { <KeysDialog session /> }.into_any(),
    }
}

/// Opens a dialog in place of the one that stands over the page: that one is taken away first, so
/// that the new one is opened afresh and gets the focus.
pub(crate) fn turn_to(session: Session, dialog: Dialog) {
    session.dialog.set(None);
    clock::next_frame(move || session.dialog.set(Some(dialog)));
}

/// The frame of a dialog: its title, a way to close it, and what it holds.
#[component]
pub(crate) fn Frame(
    /// The reader's work.
    session: Session,
    /// What the dialog is about; its name for those who listen.
    #[prop(into)]
    title: String,
    /// Whether it needs the room for a table or two columns.
    #[prop(optional)]
    wide: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    // Inserted first, opened then: a dialog opens only in a page.
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            page::open_dialog(&dialog);
        }
    });
    // Closed before it leaves the page, whatever made it leave: only so does the browser give the
    // focus back. The word of it comes later, when another dialog may stand here.
    on_cleanup(page::close_dialog);
    let this = session.dialog.get_untracked();
    let is_closed = move |_| {
        if session.dialog.with_untracked(|dialog| *dialog == this) {
            session.dialog.set(None);
        }
    };
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            node_ref=dialog
            aria-labelledby="dialog-title"
            on:close=is_closed
        >
            <header>
                <h2 id="dialog-title">{title}</h2>
                <button
                    type="button"
                    class="quiet"
                    aria-label="Close"
                    on:click=move |_| session.dialog.set(None)
                >
                    "×"
                </button>
            </header>
            <DialogNotices session />
            {children()}
        </dialog>
    }
}

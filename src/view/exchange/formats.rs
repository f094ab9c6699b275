//! The choice of a format, with what it is for and what it leaves out.

use leptos::prelude::*;

use super::outgoing::Choice;
use super::worker::{self, Written};
use crate::exchange::Format;
use crate::view::session::Session;

/// What a format is called where it is chosen.
pub(super) fn title(format: Format) -> &'static str {
    match format {
        Format::Native => "Briefmark file (.json)",
        Format::Csv => "Table (.csv)",
        Format::Spreadsheet => "Table for Excel and the like (.csv)",
        Format::Ndjson => "Rows for a database (.ndjson)",
        Format::Markdown => "Quotations by theme (.md)",
        Format::Html => "Annotated edition (.html)",
        Format::Qdpx => "REFI-QDA project (.qdpx)",
        Format::Qdc => "REFI-QDA codebook (.qdc)",
        Format::Hypothesis => "Hypothesis (.json)",
        Format::Recogito => "Recogito (.json)",
        Format::Brat => "brat (.ann)",
    }
}

/// What it is for.
fn purpose(format: Format) -> &'static str {
    match format {
        Format::Native => {
            "To go on working, here or with others: the one format that holds everything."
        }
        Format::Csv => {
            "A row for each annotation, passage and theme, as it is; can be taken in again."
        }
        Format::Spreadsheet => {
            "The same table, with no cell that a spreadsheet would take for a formula."
        }
        Format::Ndjson => "The same rows as JSON, one a line, for DuckDB, Spark and their like.",
        Format::Markdown => "Quotations with citations and notes, for a paper, Obsidian or Zotero.",
        Format::Html => {
            "One page with the text, its marks and the notes in the margin: to read anywhere, and to print."
        }
        Format::Qdpx => {
            "Texts, codes and passages, for NVivo, ATLAS.ti, MAXQDA, QualCoder and others."
        }
        Format::Qdc => "The themes alone, for the same programs.",
        Format::Hypothesis => "For Hypothesis, which finds the passages by their words.",
        Format::Recogito => "For Recogito, over the very same text.",
        Format::Brat => "Lines beside the text, for brat and for language tools.",
    }
}

/// What the browser is told that a file is.
pub(super) fn media_type(format: Format) -> &'static str {
    match format {
        Format::Native | Format::Hypothesis | Format::Recogito => "application/json",
        Format::Csv | Format::Spreadsheet => "text/csv;charset=utf-8",
        Format::Ndjson => "application/x-ndjson",
        Format::Markdown => "text/markdown;charset=utf-8",
        Format::Html => "text/html;charset=utf-8",
        Format::Qdpx => "application/zip",
        Format::Qdc => "application/xml",
        Format::Brat => "text/plain;charset=utf-8",
    }
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prepared {
    /// Our own format: written when it is asked for, and holds all.
    Whole,
    /// It is being written.
    Working,
    /// It is written.
    Ready(Written),
    /// It cannot be.
    Failed(String),
}

impl Prepared {
    /// Whether the reader can have it now.
    pub(super) fn is_there(&self) -> bool {
        match self {
            Prepared::Whole | Prepared::Ready(_) => true,
            Prepared::Working | Prepared::Failed(_) => false,
        }
    }
}

/// Has a file written whenever something else is chosen or the work changes, so that what it leaves
/// out is said before it is saved.
pub(super) fn prepare(
    session: Session,
    choice: Memo<Choice>,
    format: RwSignal<Format>,
) -> RwSignal<Prepared> {
    let prepared = RwSignal::new(Prepared::Whole);
    Effect::new(move |_| {
        let asked = (choice.get(), format.get());
        let selection = session.with(|workspace| asked.0.selection(workspace));
        if asked.1 == Format::Native {
            prepared.set(Prepared::Whole);
            return;
        }
        prepared.set(Prepared::Working);
        leptos::task::spawn_local(async move {
            let written = worker::write(session, asked.1, &selection).await;
            // The dialog may be closed by now, or something else be chosen.
            let now = (choice.try_get_untracked(), format.try_get_untracked());
            if now == (Some(asked.0), Some(asked.1)) {
                prepared.try_set(match written {
                    Ok(written) => Prepared::Ready(written),
                    Err(reason) => Prepared::Failed(reason),
                });
            }
        });
    });
    prepared
}

/// The choice of a format, and what it leaves out of this work.
#[component]
pub(super) fn FormatChoice(
    /// The format that is chosen.
    format: RwSignal<Format>,
    /// The file in it.
    prepared: RwSignal<Prepared>,
) -> impl IntoView {
    let options = Format::ALL.into_iter().map(|one| {
        view! { <option value=one.name() selected=move || format.get() == one>{title(one)}</option> }
    });
    let options = options.collect_view();
    let choose = move |name: &str| {
        if let Ok(chosen) = name.parse() {
            format.set(chosen);
        }
    };
    view! {
        <label class="format">
            "Format"
            <select
                aria-describedby="format-purpose"
                on:change:target=move |event| choose(&event.target().value())
            >
                {options}
            </select>
        </label>
        <p id="format-purpose" class="explanation">{move || purpose(format.get())}</p>
        <div class="left-out" role="status">
            {move || match prepared.get() {
                Prepared::Whole => view! { <p>"Nothing is left out."</p> }.into_any(),
                Prepared::Working => view! { <p>"Writing it, to see what it leaves out…"</p> }.into_any(),
                Prepared::Ready(written) if written.left.is_empty() => {
                    view! { <p>"Nothing is left out."</p> }.into_any()
                }
                Prepared::Ready(written) => left_out(&written.left).into_any(),
                Prepared::Failed(reason) => {
                    let words = format!("It cannot be written: {reason}.");
                    view! { <p class="problem-text">{words}</p> }.into_any()
                }
            }}
        </div>
    }
}

/// What of a work is not in a file or a link; nothing where all of it is.
pub(super) fn left_out(left: &[String]) -> Option<impl IntoView + use<>> {
    let items = left.iter().cloned().map(|left| view! { <li>{left}</li> }).collect_view();
    (!left.is_empty()).then(|| view! { <p>"It leaves out:"</p> <ul>{items}</ul> })
}

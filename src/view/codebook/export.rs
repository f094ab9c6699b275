//! Saves the codebook by itself, in one of the formats that others read.

use leptos::prelude::*;

use super::carry;
use crate::browser::{clock, file};
use crate::exchange::CodebookFormat;
use crate::view::choice::Choice;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::Session;

/// The dialog that saves the codebook.
#[component]
pub(crate) fn ExportCodebook(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let format = RwSignal::new(CodebookFormat::Skos);
    let n_themes = session.with_untracked(|workspace| workspace.themes.len());
    let choices = CodebookFormat::ALL.map(|choice| {
        let (what, holds) = says(choice);
        view! {
            <Choice name="codebook-format" value=choice chosen=format>
                <span><b>{what}</b> " " {holds}</span>
            </Choice>
        }
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        leptos::task::spawn_local(save(session, format.get_untracked()));
    };
    view! {
        <Frame session title="Save the codebook to a file">
            <form on:submit=save>
                <p class="explanation">
                    {match n_themes {
                        0 => "There is no theme yet: make one first.".to_owned(),
                        1 => "1 theme, without what it marks.".to_owned(),
                        n_themes => format!("{n_themes} themes, without what they mark."),
                    }}
                    " What they mark goes out by “Share…”."
                </p>
                <fieldset>
                    <legend class="spoken">"Format"</legend>
                    {choices.into_iter().collect_view()}
                </fieldset>
                <p class="file-name">"The file: " <output>{move || file_name(format.get())}</output></p>
                <div class="actions">
                    <button type="submit" class="primary" disabled={n_themes == 0}>
                        "Download the file"
                    </button>
                    <button type="button" on:click=move |_| session.dialog.set(None)>"Cancel"</button>
                </div>
            </form>
        </Frame>
    }
}

/// What a format is, and what it holds of a codebook.
fn says(format: CodebookFormat) -> (&'static str, &'static str) {
    match format {
        CodebookFormat::Skos => (
            "Briefmark (SKOS).",
            "All that is known of each theme. To keep, and to pass on to other readers.",
        ),
        CodebookFormat::Qdc => (
            "REFI-QDA codebook.",
            "For NVivo, ATLAS.ti, MAXQDA, QualCoder and others: name, meaning, colour and which theme is \
             under which. Examples, letters, keys and lines are left out.",
        ),
        CodebookFormat::Csv => (
            "Table (CSV).",
            "A row for each theme with all that is known of it; Taguette reads name and meaning.",
        ),
        CodebookFormat::Spreadsheet => (
            "Table for spreadsheets (CSV).",
            "The same for Excel, LibreOffice and others: what begins as a formula does is shown as text.",
        ),
    }
}

fn file_name(format: CodebookFormat) -> String {
    let now = clock::now().0;
    let today = now.get(..10).unwrap_or_default();
    format!("briefmark-codebook-{today}.{}", format.extension())
}

async fn save(session: Session, format: CodebookFormat) {
    let themes = session.with_untracked(|workspace| workspace.themes.clone());
    let name = file_name(format);
    let saved = match carry::write(format, &themes).await {
        Ok(bytes) => file::download(&name, format.media_type(), &bytes),
        Err(reason) => Err(reason),
    };
    match saved {
        Ok(()) => {
            session.dialog.set(None);
            session.tell(Notice::done(&format!("Saved the codebook as “{name}”.")));
        }
        Err(reason) => session.tell(Notice::problem(&format!(
            "The codebook could not be saved ({reason}). It is here, unchanged."
        ))),
    }
}

//! Work on its way out: what goes, under which name, and the saving of it.

use std::collections::BTreeSet;

use super::count;
use crate::annotation::{Annotation, AnnotationId};
use crate::browser::{clock, file};
use crate::codebook::ThemeId;
use crate::exchange::{Selection, export, extent};
use crate::view::notice::Notice;
use crate::view::session::{Session, brief_slug};
use crate::workspace::Workspace;

/// Which part of the work goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// All of it.
    Everything,
    /// What is about one brief, given its IRI.
    Brief(String),
    /// What is marked with any of these themes.
    Themes(BTreeSet<ThemeId>),
    /// What is shown of the brief on screen: what passes the filter.
    Shown(Vec<AnnotationId>),
}

impl Choice {
    /// The part of a workspace that it means now.
    fn selection(&self, workspace: &Workspace) -> Selection {
        match self {
            Choice::Everything => Selection::All,
            Choice::Brief(iri) => Selection::Brief(iri.clone()),
            Choice::Themes(chosen) => {
                let is_chosen =
                    |annotation: &&Annotation| annotation.themes().any(|id| chosen.contains(id));
                let annotations = workspace.annotations.values().filter(is_chosen);
                Selection::Annotations(
                    annotations.map(|annotation| annotation.id.clone()).collect(),
                )
            }
            Choice::Shown(ids) => Selection::Annotations(ids.clone()),
        }
    }

    /// What the file would hold, in words: `12 annotations, 18 themes`.
    pub(super) fn contents(&self, workspace: &Workspace) -> String {
        let (n_annotations, n_themes) = extent(workspace, &self.selection(workspace));
        format!(
            "{}, {}",
            count(n_annotations, "annotation", "annotations"),
            count(n_themes, "theme", "themes")
        )
    }

    /// A name for the file: what it holds, whose it is, and today's date.
    pub(super) fn file_name(&self, workspace: &Workspace) -> String {
        let what = match self {
            Choice::Everything => None,
            Choice::Brief(iri) => Some(brief_slug(iri)),
            Choice::Themes(_) => Some("chosen-themes".to_owned()),
            Choice::Shown(_) => Some("shown".to_owned()),
        };
        let who = workspace.coder_name().map(dashed);
        let today = clock::now().0.get(..10).map(str::to_owned);
        let parts = [Some("briefmark".to_owned()), what, who, today];
        let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        format!("{}.json", parts.join("-"))
    }
}

/// What can stand in a file's name anywhere: letters and digits of any script, joined by `-`.
fn dashed(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Hands the reader a file with a part of the work, and says so. Gives whether it was handed over.
pub(super) fn download(session: Session, choice: &Choice) -> bool {
    session.read_rest();
    let (name, contents, text) = session.with_untracked(|workspace| {
        let text = export(workspace, &choice.selection(workspace));
        (choice.file_name(workspace), choice.contents(workspace), text)
    });
    match file::download(&name, "application/json", &text) {
        Ok(()) => {
            session.tell(Notice::done(&format!("Saved {contents} as “{name}”.")));
            true
        }
        Err(reason) => {
            session.tell(Notice::problem(&format!(
                "The file could not be saved ({reason}). Your work is here, unchanged."
            )));
            false
        }
    }
}

/// Hands the reader a file with all of the work.
pub(crate) fn download_all(session: Session) {
    download(session, &Choice::Everything);
}

//! Work on its way out: what goes, under which name, and the saving of it.

use std::collections::BTreeSet;

use super::formats::media_type;
use super::worker;
use crate::annotation::{Annotation, AnnotationId};
use crate::browser::{clock, file};
use crate::codebook::ThemeId;
use crate::exchange::{Format, Selection, export, extent};
use crate::view::notice::Notice;
use crate::view::session::{Session, brief_slug};
use crate::workspace::{Workspace, counted};

/// Which part of the work goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// All of it.
    Everything,
    /// What is about one brief, given its IRI.
    Brief(String),
    /// What is marked with any of these themes.
    Themes(BTreeSet<ThemeId>),
    /// What was settled where coders differed on one brief, given its IRI.
    Settled(String),
    /// What is shown of the brief on screen: what passes the filter.
    Shown(BTreeSet<AnnotationId>),
}

impl Choice {
    /// The part of a workspace that it means now.
    pub(super) fn selection(&self, workspace: &Workspace) -> Selection {
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
            Choice::Settled(iri) => {
                Selection::Annotations(workspace.settled(iri).into_iter().collect())
            }
            Choice::Shown(ids) => Selection::Annotations(ids.clone()),
        }
    }

    /// What the file would hold, in words: `12 annotations, 18 themes`.
    pub(super) fn contents(&self, workspace: &Workspace) -> String {
        let (n_annotations, n_themes) = extent(workspace, &self.selection(workspace));
        format!(
            "{}, {}",
            counted(n_annotations, "annotation", "annotations"),
            counted(n_themes, "theme", "themes")
        )
    }

    /// A name for the file: what it holds, whose it is, and today's date.
    pub(super) fn file_name(&self, workspace: &Workspace, format: Format) -> String {
        let what = match self {
            Choice::Everything => None,
            Choice::Brief(iri) => Some(brief_slug(iri)),
            Choice::Themes(_) => Some("chosen-themes".to_owned()),
            Choice::Settled(_) => Some("settled".to_owned()),
            Choice::Shown(_) => Some("shown".to_owned()),
        };
        let who = workspace.coder_name().map(dashed);
        let today = clock::now().0.get(..10).map(str::to_owned);
        let parts = [Some("briefmark".to_owned()), what, who, today];
        let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        format!("{}.{}", parts.join("-"), format.extension())
    }
}

/// What can stand in a file's name anywhere: letters and digits of any script, joined by `-`.
fn dashed(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Hands the reader a file of ours with a part of the work, and says so. Gives whether it was handed
/// over.
pub(super) fn download(session: Session, choice: &Choice) -> bool {
    session.read_rest();
    let text = session.with_untracked(|workspace| export(workspace, &choice.selection(workspace)));
    hand_over(session, choice, Format::Native, text.as_bytes())
}

/// Writes a file in a format of another program and hands it to the reader; says so, or why not.
pub(super) async fn write_and_hand_over(session: Session, choice: Choice, format: Format) {
    let selection = session.with_untracked(|workspace| choice.selection(workspace));
    match worker::write(session, format, &selection).await {
        Ok(written) => drop(hand_over(session, &choice, format, &written.bytes)),
        Err(reason) => session.tell(Notice::problem(&format!(
            "The file could not be written: {reason}. Your work is here, unchanged."
        ))),
    }
}

/// Hands the reader a file that was written, and says so. Gives whether it was handed over.
pub(super) fn hand_over(session: Session, choice: &Choice, format: Format, bytes: &[u8]) -> bool {
    let (name, contents) = session.with_untracked(|workspace| {
        (choice.file_name(workspace, format), choice.contents(workspace))
    });
    match file::download(&name, media_type(format), bytes) {
        Ok(()) => {
            let of_all = if format == Format::Native { "" } else { ", as far as it can hold them" };
            session.tell(Notice::done(&format!("Saved {contents} as “{name}”{of_all}.")));
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

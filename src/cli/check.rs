//! `briefmark check ANNOTATIONS [--brief FILE]`: each item of a file, taken or refused with its
//! reason; with a brief, where each passage lies in it now. Exit code 1 when an item was refused.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, file, open};
use crate::annotation::{Anchor, Anchors, Annotation};
use crate::exchange::{Item, Opened, Refused};

/// Prints what importing a file would take.
pub(super) fn run(annotations: &Path, brief: Option<&Path>) -> Result<ExitCode, CommandError> {
    let brief = brief.map(open).transpose()?;
    let anchors = brief.as_ref().map(|(brief, _)| Anchors::new(brief));
    let Opened { incoming, report, .. } = file::annotations(annotations)?;
    let mut out = std::io::stdout().lock();
    for theme in &incoming.themes {
        writeln!(out, "taken    theme {}  {}", theme.id.0, theme.name)?;
    }
    for annotation in &incoming.annotations {
        writeln!(out, "taken    annotation {}", annotation.id.0)?;
        write_targets(&mut out, annotation, anchors.as_ref())?;
    }
    for tombstone in &incoming.tombstones {
        writeln!(out, "taken    tombstone {}", tombstone.id)?;
    }
    for refused in &report.refused {
        writeln!(out, "refused  {}", refusal(refused))?;
    }
    writeln!(out, "{} taken, {} refused", report.taken, report.refused.len())?;
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// An item that was not taken, and why.
pub(super) fn refusal(refused: &Refused) -> String {
    let item = match refused.item {
        Item::Annotation => "annotation",
        Item::Theme => "theme",
        Item::Tombstone => "tombstone",
        Item::Version => "other version",
        Item::Row => "row",
        Item::Source => "source",
        Item::Selection => "selection",
        Item::Part => "part",
        Item::Note => "note",
        Item::Coding => "coding",
    };
    let id = refused.id.as_deref().unwrap_or("without id");
    format!("{item} {}, {id}: {}", refused.index + 1, refused.reason)
}

/// A line for each passage: where it was, and with a brief where it is.
fn write_targets(
    out: &mut impl Write,
    annotation: &Annotation,
    anchors: Option<&Anchors>,
) -> std::io::Result<()> {
    for target in &annotation.targets {
        let place = target.citation.as_deref().unwrap_or(&target.source);
        match anchors.map(|anchors| anchors.anchor(target)) {
            Some(anchor) => writeln!(out, "         {place}: {}", state(&anchor))?,
            None => writeln!(out, "         {place}")?,
        }
    }
    Ok(())
}

/// The state of a passage in words; places in code points of the reading text.
fn state(anchor: &Anchor) -> String {
    match anchor {
        Anchor::Exact { span } => format!("exact, {}–{}", span.start.0, span.end.0),
        Anchor::Moved { span } => format!("moved, {}–{}", span.start.0, span.end.0),
        Anchor::Changed { span, similarity } => {
            format!("changed, perhaps {}–{} ({similarity:.2} alike)", span.start.0, span.end.0)
        }
        Anchor::Ambiguous { candidates } => format!("ambiguous, {} places", candidates.len()),
        Anchor::Lost => "lost".to_owned(),
        Anchor::Whole => "the whole brief".to_owned(),
    }
}

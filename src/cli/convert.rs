//! `briefmark convert ANNOTATIONS --to FORMAT [--brief FILE]… [--attach] [-o FILE]`: the same work in
//! another format. What could not be taken, and what the format has no place for, is said on standard
//! error; exit code 1 when something was not taken.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{CommandError, check, file, open};
use crate::brief::{self, Brief};
use crate::exchange::{self, Format, Incoming, Opened, Parcel, Selection, write};
use crate::timestamp::Timestamp;
use crate::workspace::{Edit, Workspace, plan};

/// Reads, and writes in the other format.
pub(super) fn run(
    annotations: &Path,
    format: Format,
    briefs: &[PathBuf],
    attach: bool,
    address: Option<&str>,
    output: &Path,
) -> Result<ExitCode, CommandError> {
    let Opened { mut incoming, briefs: held, report, .. } = file::annotations(annotations)?;
    let mut briefs =
        briefs.iter().map(|path| named(path, &incoming)).collect::<Result<Vec<_>, _>>()?;
    if briefs.is_empty() {
        // A project brings its texts along.
        let held = held.into_iter();
        briefs.extend(held.map(|held| brief::parse(&held.source, &held.name).0.with_id(&held.id)));
    }
    if attach {
        let [brief] = briefs.as_slice() else { return Err(CommandError::NothingToAttachTo) };
        exchange::attach(&mut incoming, &brief.id);
    }
    for refused in &report.refused {
        eprintln!("refused  {}", check::refusal(refused));
    }
    let mut workspace = Workspace::default();
    take(&mut workspace, incoming);
    let parcel = Parcel::new(&workspace, &Selection::All, &briefs).at(address);
    let written = write(format, &parcel)?;
    file::write(output, &written.bytes)?;
    for left in &written.left {
        eprintln!("left out {left}");
    }
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Merges what a file holds into a work; gives what became of each record.
pub(super) fn take(
    workspace: &mut Workspace,
    incoming: Incoming,
) -> Vec<crate::workspace::Verdict> {
    let merge = plan(workspace, incoming);
    let verdicts = merge.items.iter().map(|(_, verdict)| *verdict).collect();
    // An import reads no clock: what it brings keeps its own times.
    let now = Timestamp::from_millis(0);
    workspace.apply(Edit::Import(merge), &now).expect("an import is always possible");
    verdicts
}

/// The brief of a file, under the name that the annotations know it by: a site names the briefs that
/// it publishes after their files.
fn named(path: &Path, incoming: &Incoming) -> Result<Brief, CommandError> {
    let (brief, _) = open(path)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let by_file = format!("urn:briefmark:{stem}");
    let mut targets = incoming.annotations.iter().flat_map(|annotation| &annotation.targets);
    let is_known = targets.any(|target| target.source == by_file);
    Ok(if is_known { brief.with_id(&by_file) } else { brief })
}

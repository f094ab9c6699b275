//! `briefmark merge FILE… [-o OUT]`: the work of many hands as one file.
//!
//! A folder stands for the files in it. They are taken one at a time, so that the memory needed is
//! that of the result and of the largest file, however many there are; and in the order of their
//! contents, so that it makes no difference to a byte in which order they were named. What became of
//! each is said on standard error. Two versions that were changed apart are both in the result, for a
//! reader to settle. A file that cannot be read is said and passed over: exit code 1.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest as _, Sha256};

use super::{CommandError, check, convert, file};
use crate::annotation::AnnotationId;
use crate::codebook::ThemeId;
use crate::exchange::{self, Selection, export};
use crate::workspace::{Verdict, Workspace};

/// Merges, and writes the whole.
pub(super) fn run(inputs: &[PathBuf], output: &Path) -> Result<ExitCode, CommandError> {
    let mut workspace = Workspace::default();
    let mut is_whole = true;
    let files = in_order(inputs, &mut is_whole)?;
    if files.is_empty() {
        return Err(if is_whole {
            CommandError::NothingToMerge
        } else {
            CommandError::NothingRead
        });
    }
    let mut n_read = 0_usize;
    for file in &files {
        let name = file.path.display();
        let opened = match &file.held {
            Some(bytes) => Ok(bytes.clone()),
            None => file::read(&file.path),
        };
        let opened = opened.and_then(|bytes| {
            exchange::read(&bytes)
                .map_err(|source| CommandError::NotAnnotations { path: file.path.clone(), source })
        });
        match opened {
            Ok(opened) => {
                n_read += 1;
                for refused in &opened.report.refused {
                    is_whole = false;
                    eprintln!("{name}: refused {}", check::refusal(refused));
                }
                let verdicts = convert::take(&mut workspace, opened.incoming);
                eprintln!("{name}: {}", in_words(&verdicts));
            }
            Err(error) => {
                is_whole = false;
                eprintln!("passed over: {error}");
            }
        }
    }
    if n_read == 0 {
        return Err(CommandError::NothingRead);
    }
    // What was changed after it was deleted is here beside its tombstone.
    let is_gone = |id: &&String| {
        !workspace.annotations.contains_key(&AnnotationId((*id).clone()))
            && !workspace.themes.contains_key(&ThemeId((*id).clone()))
    };
    file::write(output, export(&workspace, &Selection::All).as_bytes())?;
    eprintln!(
        "{n_read} of {} files merged: {} annotations, {} themes, {} deletions, {} conflicts to settle",
        files.len(),
        workspace.annotations.len(),
        workspace.themes.len(),
        workspace.tombstones.keys().filter(is_gone).count(),
        workspace.conflicts.len(),
    );
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A file to merge.
struct Input {
    path: PathBuf,
    /// What it holds, where it cannot be read twice: standard input.
    held: Option<Vec<u8>>,
}

/// Every file that was named or stands in a folder that was, in the order of their digests; the same
/// content once. Each is read, and let go again.
fn in_order(inputs: &[PathBuf], is_whole: &mut bool) -> Result<Vec<Input>, CommandError> {
    let mut by_digest = BTreeMap::new();
    for path in inputs {
        for path in files_of(path)? {
            match file::read(&path) {
                Ok(bytes) => {
                    let digest: [u8; 32] = Sha256::digest(&bytes).into();
                    let held = file::is_standard(&path).then_some(bytes);
                    by_digest.entry(digest).or_insert(Input { path, held });
                }
                Err(error) => {
                    *is_whole = false;
                    eprintln!("passed over: {error}");
                }
            }
        }
    }
    Ok(by_digest.into_values().collect())
}

/// A file itself; of a folder the files in it, hidden ones aside, by name.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, CommandError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |source| CommandError::Unreadable { path: path.to_owned(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !is_hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// "12 new, 3 the same, 1 conflict".
fn in_words(verdicts: &[Verdict]) -> String {
    let kinds = [
        (Verdict::New, "new"),
        (Verdict::Newer, "newer than before"),
        (Verdict::Older, "older than before"),
        (Verdict::Same, "the same"),
        (Verdict::Conflict, "in conflict"),
        (Verdict::DeletedHere, "deleted before"),
        (Verdict::DeletedThere, "deleted by it"),
    ];
    let counted = kinds.into_iter().filter_map(|(kind, words)| {
        let count = verdicts.iter().filter(|verdict| **verdict == kind).count();
        (count > 0).then(|| format!("{count} {words}"))
    });
    let words = counted.collect::<Vec<_>>().join(", ");
    if words.is_empty() { "holds nothing".to_owned() } else { words }
}

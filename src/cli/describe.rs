//! `briefmark describe FILE START END`: the target that would be stored for a passage, as JSON.
//!
//! START and END are code points of the reading text, END exclusive. As in the reader, the passage
//! is grown to whole user-perceived characters and trimmed of white space.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, open};
use crate::annotation::describe;
use crate::text::{Passage, Span};

/// Prints the target of a passage as the Web Annotation model writes it.
pub(super) fn run(path: &Path, start: u32, end: u32) -> Result<ExitCode, CommandError> {
    let (brief, _) = open(path)?;
    let length = brief.text.len().0;
    let passage = Some(Span::new(start, end))
        .filter(|span| span.end.0 <= length)
        .and_then(|span| Passage::around(&brief.text, span))
        .ok_or(CommandError::NoPassage { start, end, length })?;
    writeln!(std::io::stdout().lock(), "{:#}", describe(&brief, passage).to_json())?;
    Ok(ExitCode::SUCCESS)
}

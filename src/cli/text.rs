//! `briefmark text FILE`: the reading text, one block a line, with a line feed at the end.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::{CommandError, open};

/// Prints the reading text of a brief.
pub(super) fn run(path: &Path) -> Result<ExitCode, CommandError> {
    let (brief, _) = open(path)?;
    writeln!(std::io::stdout().lock(), "{}", brief.text.as_str())?;
    Ok(ExitCode::SUCCESS)
}

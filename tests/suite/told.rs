//! What tests say to whoever runs them: figures, and what was not run.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Says some lines. What a test says by `println!` is kept back where it passes.
pub(crate) fn tell(lines: &str) {
    // In one piece: other tests speak at the same time.
    let _ = std::io::stderr().write_all(format!("{}\n", lines.trim_end()).as_bytes());
}

/// Where the conformance suites are. Without them it says that a test was not run.
pub(crate) fn suites(test: &str) -> Option<PathBuf> {
    let found =
        std::env::var_os("BRIEFMARK_SUITES").map(PathBuf::from).filter(|path| path.is_dir());
    if found.is_none() {
        tell(&format!("{test}: not run, because BRIEFMARK_SUITES names no folder of suites"));
    }
    found
}

/// Whether a program can be run with some arguments. Without it, it says that a test was not run.
pub(crate) fn can_run(test: &str, program: &str, arguments: &[&str], lack: &str) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let can = command.status().is_ok_and(|status| status.success());
    if !can {
        tell(&format!("{test}: not run, because {lack}"));
    }
    can
}

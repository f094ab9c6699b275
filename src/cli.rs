//! The command line: the core's rooms, for other programs.

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}

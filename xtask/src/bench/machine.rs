//! What the figures were measured on.

use std::process::Command;

use crate::chromium;
use crate::command::answer;

/// The machine, the browser and the compiler, in a line.
pub(super) fn described() -> String {
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cores = if n_cores == 1 { "core" } else { "cores" };
    let processor = processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let browser = chromium::find()
        .and_then(|chromium| answer(Command::new(chromium.browser).arg("--version")))
        .map_or_else(|| "an unnamed browser".to_owned(), |version| short_version(&version));
    let compiler = answer(Command::new("rustc").arg("--version"))
        .map_or_else(|| "an unnamed compiler".to_owned(), |version| short_version(&version));
    format!("{n_cores} {cores} of {processor}, {}; {browser}; {compiler}", std::env::consts::OS)
}

/// What the kernel calls the processor.
fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("model name"))?;
    Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
}

/// The name and the number, without who built it and when: `Chromium 156.0.8078.79`.
fn short_version(version: &str) -> String {
    let line = version.lines().next_back().unwrap_or_default();
    line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_name_and_a_number() {
        assert_eq!(short_version("rustc 1.95.0 (f2d3ce0bd 2026-03-21)"), "rustc 1.95.0");
        assert_eq!(
            short_version("Chromium 156.0.1 built on Debian, on Debian"),
            "Chromium 156.0.1"
        );
    }
}

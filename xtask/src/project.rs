//! Where things lie: the project's root, its target folder, and the cache of tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, read};

/// The folders a step works in.
pub(crate) struct Project {
    /// The folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds.
    pub(crate) target: PathBuf,
    /// Where tools are kept, one folder for each name and version. It lies outside the project, so
    /// that a second clone need not build them again.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// The project that `cargo xtask` was called in.
    pub(crate) fn find() -> Result<Project, Failure> {
        // Asked at run time: clones may share a target folder, and so one xtask binary.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest
            .as_deref()
            .and_then(Path::parent)
            .ok_or_else(|| Failure::new("run this as `cargo xtask`, in the project's folder"))?
            .to_owned();
        let target = folder("CARGO_TARGET_DIR").map_or(root.join("target"), |set| root.join(set));
        let cache = folder("BRIEFMARK_CACHE")
            .or_else(|| folder("XDG_CACHE_HOME").map(|caches| caches.join("briefmark")))
            .or_else(|| std::env::home_dir().map(|home| home.join(".cache/briefmark")))
            .ok_or_else(|| {
                Failure::new("there is no home folder to keep tools in: set BRIEFMARK_CACHE")
            })?;
        Ok(Project { root, target, cache })
    }

    /// `cargo`, in the project's root: the same one that runs this program.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command.current_dir(&self.root);
        command
    }

    /// The version of a package that Cargo.lock holds.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Failure> {
        let lock = read(&self.root.join("Cargo.lock"))?;
        version_in(&lock, package)
            .map(str::to_owned)
            .ok_or_else(|| Failure::new(format!("Cargo.lock holds no package `{package}`")))
    }
}

/// The folder that a variable names; unset and empty are the same.
fn folder(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-backend\"
version = \"0.2.99\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.128\"
";

    #[test]
    fn a_version_is_read_from_the_package_of_just_that_name() {
        assert_eq!(version_in(LOCK, "wasm-bindgen"), Some("0.2.128"));
        assert_eq!(version_in(LOCK, "wasm"), None);
    }
}

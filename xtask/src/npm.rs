//! What comes from npm: wasm-opt and terser, which make modules and scripts small, and axe-core, which
//! the accessibility journeys run. package-lock.json pins both. Nothing of it is served.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{Failure, on_path, run};
use crate::debian;
use crate::project::Project;

/// Whether what package-lock.json asks for is there.
pub(crate) fn is_present(project: &Project) -> bool {
    let modified = |path: PathBuf| path.metadata().and_then(|file| file.modified()).ok();
    let asked = modified(project.root.join("package-lock.json"));
    let had = modified(project.root.join("node_modules/.package-lock.json"));
    had.is_some() && had >= asked
}

/// Gets it.
///
/// # Errors
///
/// Where there is no npm, or it fails.
pub(crate) fn install(project: &Project) -> Result<(), Failure> {
    let npm = on_path("npm").or_else(|| on_path("npm.cmd")).ok_or_else(|| {
        Failure::new("there is no npm on PATH: it comes with Node.js, of version 18 or later")
    })?;
    run(Command::new(npm).current_dir(&project.root).arg("ci"))
}

/// Gets it, and npm itself where apt-get can.
///
/// # Errors
///
/// Where there is no npm and none to be had, or it fails.
pub(crate) fn install_with_npm(project: &Project) -> Result<(), Failure> {
    if on_path("npm").is_none() {
        debian::install(&["nodejs", "npm"], "the accessibility tests need npm, of Node.js")?;
    }
    install(project)
}

/// The program that optimises wasm. Only npm's: the one that Debian 12 packages writes, and calls
/// a success, a module that does not start.
pub(crate) fn wasm_opt(project: &Project) -> Option<PathBuf> {
    program(project, "wasm-opt")
}

/// The program that writes scripts in fewer bytes.
pub(crate) fn terser(project: &Project) -> Option<PathBuf> {
    program(project, "terser")
}

fn program(project: &Project, name: &str) -> Option<PathBuf> {
    let program = project.root.join("node_modules/.bin").join(name);
    (program.exists() && on_path("node").is_some()).then_some(program)
}

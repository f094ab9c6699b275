//! DuckDB, as a module of Python's: the query that docs/formats.md gives for a corpus is tried with
//! it. Without it that test says that it was not run, and nothing fails.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::command::{on_path, run};
use crate::project::Project;

const VERSION: &str = "1.4.4";

/// Where Python finds the module.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.cache.join(format!("duckdb-{VERSION}"))
}

/// Whether it is not there yet.
pub(crate) fn is_wanted(project: &Project) -> bool {
    let asked = |python| {
        let mut command = Command::new(python);
        command.env("PYTHONPATH", folder(project)).args(["-c", "import duckdb"]);
        command.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    !on_path("python3").is_some_and(asked)
}

/// Gets it, where pip can; says so where it cannot.
pub(crate) fn install(project: &Project) {
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target"]);
    pip.arg(folder(project)).arg(format!("duckdb=={VERSION}"));
    if let Err(reason) = run(&mut pip) {
        eprintln!("there is no DuckDB to be had ({reason}): the documented query is not tried");
    }
}

//! The commands of the README: `cargo xtask serve`, `cargo xtask test`, `cargo xtask dist`,
//! `cargo xtask bench`.
//!
//! Each is a [`plan::Plan`]: a list of named steps, worked through in order, the first failure ending
//! it. What a step needs and the machine lacks is a step before it (see [`tools`]); what cannot be
//! installed from here is named, with the command that gets it.

mod bench;
mod checks;
mod chromium;
mod command;
mod cut;
mod debian;
mod dist;
mod duckdb;
mod names;
mod npm;
mod offline;
mod plan;
mod project;
mod serve;
mod sheet;
mod size;
mod tools;
mod xmllint;

use std::process::ExitCode;

use command::Failure;
use project::Project;

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N]   build the app, serve it on this machine, build again after each edit
  test               everything that must hold: format, lints, tests, browser tests, journeys, size
  dist               the static site, in dist/: copy it to any host, any folder
  bench [--quick]    what it costs, by size: the figures of docs/performance.md; --quick prints some

The tools these need are kept in $BRIEFMARK_CACHE, or else in ~/.cache/briefmark.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Failure> {
    match *arguments {
        ["serve"] => serve::serve(&Project::find()?, None),
        ["serve", "--port", port] => {
            let port = port.parse().map_err(|_| {
                Failure::new(format!("`--port {port}` is not a port: give a number below 65536"))
            })?;
            serve::serve(&Project::find()?, Some(port))
        }
        ["test"] => checks::plan(&Project::find()?)?.run(),
        ["dist"] => dist::plan(&Project::find()?)?.run(),
        ["bench"] => bench::plan(&Project::find()?)?.run(),
        ["bench", "--quick"] => bench::quick_plan(&Project::find()?)?.run(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::new(format!("`{}` is no command here\n\n{USAGE}", arguments.join(" ")))),
    }
}

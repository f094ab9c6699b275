//! The static site: built for release, made small, able to open without a network, and measured.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, answer, run};
use crate::cut::{self, Cutter};
use crate::plan::Plan;
use crate::project::Project;
use crate::tools::Tools;
use crate::{bench, npm, offline, sheet, size};

/// `cargo xtask dist`.
pub(crate) fn plan(project: &Project) -> Result<Plan<'_>, Failure> {
    let mut plan = Plan::default();
    let tools = Tools::find(project, &mut plan)?;
    if !npm::is_present(project) {
        plan.step(
            "npm packages",
            "wasm-opt and terser, which make modules and scripts small",
            || {
                if let Err(reason) = npm::install(project) {
                    eprintln!("the site stays larger than it need be: {reason}");
                }
                Ok(())
            },
        );
    }
    add_steps(project, tools.trunk(project)?, tools.cutter(), &mut plan);
    plan.step("size", "what a reader waits for, against the budget", || {
        size::report(&site(project))
    });
    Ok(plan)
}

/// The folder of the site.
pub(crate) fn site(project: &Project) -> PathBuf {
    project.root.join("dist")
}

/// The steps that leave the finished site in [`site`].
pub(crate) fn add_steps<'a>(
    project: &'a Project,
    mut trunk: Command,
    cutter: Cutter,
    plan: &mut Plan<'a>,
) {
    plan.step("release site", "one program out of all crates: some minutes at first", move || {
        run(trunk
            .args(["build", "--release", "--features", cut::FEATURE, "--dist"])
            .arg(site(project)))
    });
    plan.step("cut", "what a reader does not need at first becomes a part of its own", move || {
        cutter.cut(project, &site(project))
    });
    plan.step("sheets", "two style sheets in the place of many", || sheet::join(&site(project)));
    plan.step("terser", "the scripts, in fewer bytes", || minify(project, &site(project)));
    plan.step("wasm-opt", "a minute at most", || optimise(project, &site(project)));
    plan.step("offline", "the list of files that a browser keeps", || offline::add(&site(project)));
    plan.step("nothing to measure by", "the site has no door for a benchmark", || {
        bench::refuse_in(&site(project))
    });
}

/// How modules are made small, in what a host sends. Functions that are called once stay apart unless
/// they are tiny: bodies that are alike compress, and merged ones are not alike; for the same reason they
/// stand in the order of their names. The lowest addresses are the end of the stack.
const SMALL: [&str; 5] = [
    "-Oz",
    "--converge",
    "--one-caller-inline-max-function-size=10",
    "--low-memory-unused",
    "--reorder-functions-by-name",
];

/// Rewrites each script of a site in fewer bytes, or says why not. All are modules.
fn minify(project: &Project, site: &Path) -> Result<(), Failure> {
    let Some(terser) = npm::terser(project) else {
        eprintln!("not done: there is no terser; with Node.js, `npm ci` gets it");
        return Ok(());
    };
    for script in files_of(site)?.iter().filter(|path| has_extension(path, "js")) {
        let flags = ["--module", "--compress", "--mangle", "--output"];
        run(Command::new(&terser).arg(script).args(flags).arg(script))?;
    }
    Ok(())
}

/// Rewrites each module of a site in fewer bytes, or says why not.
pub(crate) fn optimise(project: &Project, site: &Path) -> Result<(), Failure> {
    let Some(wasm_opt) = npm::wasm_opt(project) else {
        eprintln!("not done: there is no wasm-opt; with Node.js, `npm ci` gets it");
        return Ok(());
    };
    for module in files_of(site)?.iter().filter(|path| has_extension(path, "wasm")) {
        run(Command::new(&wasm_opt).args(SMALL).arg(module).arg("--output").arg(module))?;
    }
    if let Some(version) = answer(Command::new(&wasm_opt).arg("--version")) {
        eprintln!("by {version}");
    }
    Ok(())
}

/// Every file below a folder, in order of path.
pub(crate) fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unread = |error| Failure::new(format!("{} cannot be read: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.is_dir() {
            files.extend(files_of(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

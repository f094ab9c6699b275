//! What the app costs: the core natively, the built site in a browser, and a table of both.
//!
//! The site that is measured is built as the released one is, but with the feature `bench`, into a
//! folder of its own. The whole measurement takes a quarter of an hour and writes
//! `docs/performance.md`; the quick one takes three minutes beside its builds, prints what it found,
//! and is part of `cargo xtask test`. No figure is ever a fault: a benchmark fails when it does not run,
//! or when what it measures gives wrong answers.

mod core;
mod figure;
mod goal;
mod machine;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, bytes, run};
use crate::cut::{self, Cutter};
use crate::plan::Plan;
use crate::project::Project;
use crate::tools::Tools;
use crate::{chromium, dist, npm};
use figure::Figure;

/// What only a site with the feature `bench` holds.
const DOOR: &[u8] = b"__bench";

/// `cargo xtask bench`.
pub(crate) fn plan(project: &Project) -> Result<Plan<'_>, Failure> {
    let mut plan = Plan::default();
    let tools = tools(project, &mut plan)?;
    add_build(project, tools.trunk(project)?, tools.cutter(), &mut plan);
    plan.step("core", "the core alone, without a browser", || core::measure(project, &[]));
    plan.step("site", "the built site in Chromium, beside bare pages", || drive(project, &[]));
    plan.step("table", "docs/performance.md", || {
        let page = table::page(&browser_figures(project)?, &core::figures(project)?);
        crate::command::write(&project.root.join("docs/performance.md"), page.as_bytes())
    });
    Ok(plan)
}

/// `cargo xtask bench --quick`.
pub(crate) fn quick_plan(project: &Project) -> Result<Plan<'_>, Failure> {
    let mut plan = Plan::default();
    let tools = tools(project, &mut plan)?;
    add_quick_steps(project, tools.trunk(project)?, tools.cutter(), &mut plan);
    Ok(plan)
}

/// The steps of the quick form.
pub(crate) fn add_quick_steps<'a>(
    project: &'a Project,
    trunk: Command,
    cutter: Cutter,
    plan: &mut Plan<'a>,
) {
    add_build(project, trunk, cutter, plan);
    plan.step("figures of the core", "a minute; none of them is a fault", || {
        core::measure(project, &["--quick", "S/1000$|L/10000$|parse/|describe/"])
    });
    plan.step("figures of the site", "two minutes; none of them is a fault", || {
        drive(project, &["--quick"])?;
        print!("{}", table::summary(&browser_figures(project)?, &core::figures(project)?));
        Ok(())
    });
}

/// Fails where a site has the door that benchmarks come in by.
///
/// # Errors
///
/// When a file of it names the door, or cannot be read.
pub(crate) fn refuse_in(site: &Path) -> Result<(), Failure> {
    for path in dist::files_of(site)? {
        if bytes(&path)?.windows(DOOR.len()).any(|window| window == DOOR) {
            return Err(Failure::new(format!(
                "{} can be driven by a benchmark: build it without the feature `bench`",
                path.display()
            )));
        }
    }
    Ok(())
}

/// The tools of the build, with what else is needed planned.
fn tools<'a>(project: &'a Project, plan: &mut Plan<'a>) -> Result<Tools, Failure> {
    let tools = Tools::find(project, plan)?;
    if chromium::find().is_none() {
        plan.step("chromium", "the browser that is measured, and its driver", chromium::install);
    }
    if !npm::is_present(project) {
        plan.step("npm packages", "wasm-opt, which the released site goes through too", || {
            npm::install_with_npm(project)
        });
    }
    Ok(tools)
}

fn add_build<'a>(project: &'a Project, mut trunk: Command, cutter: Cutter, plan: &mut Plan<'a>) {
    plan.step(
        "site to measure",
        "a release with the feature `bench`: minutes at first",
        move || {
            let features = format!("bench,{}", cut::FEATURE);
            run(trunk
                .args(["build", "--release", "--features", &features, "--dist"])
                .arg(site(project)))?;
            cutter.cut(project, &site(project))?;
            dist::optimise(project, &site(project))
        },
    );
}

/// Runs the program that drives the site.
fn drive(project: &Project, options: &[&str]) -> Result<(), Failure> {
    let chromium = chromium::found()?;
    let mut command = project.cargo();
    command.args(["run", "--locked", "--quiet", "--package", "bench-browser", "--"]);
    command.arg(site(project)).arg(figures_file(project)).args(options);
    command.env("CHROMIUM", chromium.browser).env("CHROMEDRIVER", chromium.driver);
    run(&mut command)
}

fn browser_figures(project: &Project) -> Result<Vec<Figure>, Failure> {
    let path = figures_file(project);
    let text = crate::command::read(&path)?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{} holds no figures: {error}", path.display())))
}

fn site(project: &Project) -> PathBuf {
    project.target.join("bench/site")
}

fn figures_file(project: &Project) -> PathBuf {
    project.target.join("bench/site.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_with_the_door_is_refused() {
        let site = std::env::temp_dir().join(format!("briefmark-door-{}", std::process::id()));
        std::fs::create_dir_all(&site).expect("the folder can be made");
        std::fs::write(site.join("app.wasm"), b"\0asm.getter.name").expect("it can be written");
        let clean = refuse_in(&site);
        std::fs::write(site.join("app.wasm"), b"\0asm.__bench.name").expect("it can be written");
        let open = refuse_in(&site);
        std::fs::remove_dir_all(&site).expect("the folder can be removed");
        assert!(clean.is_ok());
        assert!(open.is_err_and(|failure| failure.to_string().contains("app.wasm")));
    }
}

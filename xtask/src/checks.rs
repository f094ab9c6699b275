//! Everything that must hold, in the order in which a fault is cheapest to find.

use std::process::Command;

use crate::command::{Failure, run};
use crate::plan::Plan;
use crate::project::Project;
use crate::tools::Tools;
use crate::{bench, chromium, dist, duckdb, npm, size, xmllint};

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// `cargo xtask test`.
pub(crate) fn plan(project: &Project) -> Result<Plan<'_>, Failure> {
    let mut plan = Plan::default();
    let tools = Tools::find(project, &mut plan)?;
    if chromium::find().is_none() {
        plan.step("chromium", "the browser that tests run in, and its driver", chromium::install);
    }
    if !npm::is_present(project) {
        plan.step("npm packages", "wasm-opt, and axe-core for the accessibility tests", || {
            npm::install_with_npm(project)
        });
    }

    if duckdb::is_wanted(project) {
        plan.step("duckdb", "the database that the documented query is tried with", || {
            duckdb::install(project);
            Ok(())
        });
    }

    if xmllint::is_wanted() {
        plan.step("xmllint", "reads what goes out as XML by the official schemas", || {
            xmllint::install();
            Ok(())
        });
    }

    plan.step("format", "rustfmt", || run(project.cargo().args(["fmt", "--all", "--check"])));
    plan.step("lints", "clippy on all that runs natively", || {
        run(&mut clippy(project, &["--workspace"]))
    });
    plan.step("lints, wasm", "clippy on all that runs in a browser", || {
        run(&mut clippy(project, &WASM))
    });
    plan.step("lints, bench", "clippy on what lets the site be measured and cut", || {
        run(&mut clippy(project, &[&WASM[..], &["--features", "bench,split"]].concat()))
    });
    plan.step("native tests", "the core, the laws of the house, and these commands", || {
        let mut command = test(project, &["--workspace", "--exclude", "journeys"]);
        run(command.env("PYTHONPATH", duckdb::folder(project)))
    });
    let test_runner = tools.test_runner();
    plan.step("browser tests", "components in Chromium", move || {
        let mut command = test(project, &WASM);
        command.args(["--test", "web"]);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &test_runner);
        command.env("CHROMEDRIVER", chromium::found()?.driver);
        // The defaults, 5 and 20 seconds, are short for a machine that does other things too.
        command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
        command.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
        run(&mut command)
    });
    dist::add_steps(project, tools.trunk(project)?, tools.cutter(), &mut plan);
    plan.step("size", "what a reader waits for, against the budget", || {
        size::report(&dist::site(project))
    });
    plan.step("journeys", "whole errands of a reader in Chromium, on the release site", || {
        let chromium = chromium::found()?;
        let mut command = test(project, &["--package", "journeys"]);
        command.env("BRIEFMARK_SITE", dist::site(project)).env("BRIEFMARK_RELEASE", "yes");
        command.env("BRIEFMARK_AXE", project.root.join("node_modules/axe-core/axe.min.js"));
        command.env("BRIEFMARK_SCREENSHOTS", project.target.join("screenshots"));
        command.env("CHROMIUM", chromium.browser).env("CHROMEDRIVER", chromium.driver);
        run(&mut command)
    });
    bench::add_quick_steps(project, tools.trunk(project)?, tools.cutter(), &mut plan);
    Ok(plan)
}

/// Clippy over some packages, libraries, programs and tests alike; a warning is a failure.
fn clippy(project: &Project, scope: &[&str]) -> Command {
    let mut command = project.cargo();
    command.args(["clippy", "--locked", "--all-targets"]).args(scope);
    command.args(["--", "--deny", "warnings"]);
    command
}

/// The tests of some packages.
fn test(project: &Project, scope: &[&str]) -> Command {
    let mut command = project.cargo();
    command.args(["test", "--locked"]).args(scope);
    command
}

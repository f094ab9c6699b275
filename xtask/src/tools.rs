//! The Rust tools: the wasm target, Trunk, wasm-bindgen's command line, and wasm-split.
//!
//! Each is pinned. Trunk is the newest that this project's Rust can build; wasm-bindgen's command
//! line must be of the same version as the crate in Cargo.lock. They are built from source, once,
//! into the cache.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{Failure, answer, on_path, run};
use crate::cut::Cutter;
use crate::plan::Plan;
use crate::project::Project;

const TRUNK: &str = "0.21.14";
/// Reads what the macro of `wasm_split_helpers` in Cargo.lock writes; its own file says which.
const WASM_SPLIT: &str = "0.2.4";
const WASM: &str = "wasm32-unknown-unknown";

const WASM_SPLIT_PROGRAM: &str = "wasm-split-cli";

/// The tools of a build, present once the steps that [`Tools::find`] planned are done.
pub(crate) struct Tools {
    trunk: Installed,
    wasm_bindgen: Installed,
    wasm_split: Installed,
}

/// A program of a crate, in a folder of its own in the cache.
struct Installed {
    package: &'static str,
    version: String,
    folder: PathBuf,
}

impl Tools {
    /// The pinned tools; each that is missing becomes a step of the plan.
    pub(crate) fn find<'a>(project: &'a Project, plan: &mut Plan<'a>) -> Result<Tools, Failure> {
        let bindgen_version = project.locked_version("wasm-bindgen")?;
        let trunk = Installed::new(project, "trunk", TRUNK.to_owned());
        let wasm_bindgen = Installed::new(project, "wasm-bindgen-cli", bindgen_version);
        let wasm_split = Installed::new(project, "wasm_split_cli_support", WASM_SPLIT.to_owned());
        if !target_is_present(project) {
            plan.step("wasm target", "the standard library for the browser, some 20 MB", || {
                add_target(project)
            });
        }
        if !trunk.has("trunk") {
            let command = trunk.install(project);
            plan.step(
                "trunk",
                "the builder of the site; compiled from source once, 5 to 15 minutes",
                || install(project, command),
            );
        }
        if !wasm_bindgen.has("wasm-bindgen") || !wasm_bindgen.has("wasm-bindgen-test-runner") {
            let command = wasm_bindgen.install(project);
            plan.step(
                "wasm-bindgen",
                "the bridge from Rust to the browser; compiled from source once, 3 to 8 minutes",
                || install(project, command),
            );
        }
        if !wasm_split.has(WASM_SPLIT_PROGRAM) {
            let command = wasm_split.install(project);
            plan.step(
                "wasm-split",
                "cuts what comes later out of the module; compiled from source once, a minute",
                || install(project, command),
            );
        }
        Ok(Tools { trunk, wasm_bindgen, wasm_split })
    }

    /// What cuts the module in two.
    pub(crate) fn cutter(&self) -> Cutter {
        Cutter {
            wasm_split: self.wasm_split.program(WASM_SPLIT_PROGRAM),
            wasm_bindgen: self.wasm_bindgen.program("wasm-bindgen"),
        }
    }

    /// `trunk`, in the project's root, with the pinned wasm-bindgen first on its PATH.
    pub(crate) fn trunk(&self, project: &Project) -> Result<Command, Failure> {
        let mut command = Command::new(self.trunk.program("trunk"));
        command.current_dir(&project.root);
        command.env("PATH", path_with(self.wasm_bindgen.folder.join("bin"))?);
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        command.env("TRUNK_TOOLS_WASM_BINDGEN", &self.wasm_bindgen.version);
        // Trunk takes NO_COLOR=1 for a mistake: it wants `true`.
        if std::env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        Ok(command)
    }

    /// The program that runs a test of the wasm target in a browser.
    pub(crate) fn test_runner(&self) -> PathBuf {
        self.wasm_bindgen.program("wasm-bindgen-test-runner")
    }
}

impl Installed {
    fn new(project: &Project, package: &'static str, version: String) -> Installed {
        let folder = project.cache.join(format!("{package}-{version}"));
        Installed { package, version, folder }
    }

    fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    fn has(&self, name: &str) -> bool {
        self.program(name).is_file()
    }

    fn install(&self, project: &Project) -> Command {
        let mut command = project.cargo();
        // Cargo reads the configuration of the folder it is called in: not the project's.
        command.current_dir(&project.cache);
        command.args(["install", "--locked", self.package]);
        command.arg(format!("--version=={}", self.version));
        command.arg("--root").arg(&self.folder);
        // Trunk's downloads of tools are left out; ours are pinned. A tool used a few times a day
        // needs no fat link-time optimisation, which takes half of its build.
        if self.package == "trunk" {
            command.arg("--no-default-features");
        }
        if self.package == "wasm_split_cli_support" {
            command.args(["--features", "build-binary"]);
        }
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        // A build that was interrupted goes on where it stopped.
        command.env("CARGO_TARGET_DIR", building(project));
        command
    }
}

fn building(project: &Project) -> PathBuf {
    project.cache.join("building")
}

fn install(project: &Project, mut command: Command) -> Result<(), Failure> {
    std::fs::create_dir_all(&project.cache).map_err(|error| {
        let cache = project.cache.display();
        Failure::new(format!(
            "{cache} cannot be made: {error}; BRIEFMARK_CACHE names another place"
        ))
    })?;
    run(&mut command)?;
    // What is left is half a gigabyte that nothing reads; failing to remove it harms nothing.
    let _ = std::fs::remove_dir_all(building(project));
    Ok(())
}

fn target_is_present(project: &Project) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(&project.root).args(["--print", "target-libdir", "--target", WASM]);
    answer(&mut rustc).is_some_and(|folder| PathBuf::from(folder).is_dir())
}

fn add_target(project: &Project) -> Result<(), Failure> {
    if on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust was not installed by rustup, so its {WASM} target cannot be added from \
             here; install the target with what installed Rust, or Rust with rustup"
        )));
    }
    run(Command::new("rustup").current_dir(&project.root).args(["target", "add", WASM]))
}

/// PATH with one folder before all others.
fn path_with(first: PathBuf) -> Result<OsString, Failure> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(first).chain(std::env::split_paths(&path)))
        .map_err(|error| Failure::new(format!("the cache of tools cannot be put on PATH: {error}")))
}

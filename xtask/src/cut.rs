//! Cuts the page's module: what a reader needs to read, and what comes later, in waves.
//!
//! The app says what comes later (`src/view/later.rs`); wasm-split finds what only that reaches, and
//! makes a module of it. Trunk knows nothing of this: it builds the site, and here its module is
//! replaced by the parts, each under a name that changes with its content, as Trunk's own do.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, bytes, read, run, write};
use crate::dist::{files_of, has_extension};
use crate::names;
use crate::project::Project;

/// The feature that has the app built so that it can be cut.
pub(crate) const FEATURE: &str = "split";

/// What the name of the last wave ends with.
pub(crate) const LAST: &str = "-rest.wasm";

/// The script that fetches the waves, as wasm-split names it.
const SCRIPT: &str = "__wasm_split.js";

/// What wasm-split's name of a wave begins with; what several of them share is a chunk.
const SPLIT: &str = "split_";

/// How wasm-split's script makes a module of a part, and how ours does: a host that does not say of the
/// part what it is gives bytes all the same, as wasm-bindgen takes the page's own.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const WHOLE: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

/// The programs that cut.
pub(crate) struct Cutter {
    /// wasm-split, of the crate `wasm_split_cli_support`.
    pub(crate) wasm_split: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
}

impl Cutter {
    /// Puts the parts of the module that cargo built last in the place of the whole one in the site.
    ///
    /// # Errors
    ///
    /// Where the site is none that Trunk built with [`FEATURE`], or a program fails.
    pub(crate) fn cut(&self, project: &Project, site: &Path) -> Result<(), Failure> {
        let name = name(&files_of(site)?)?;
        let whole = project.target.join("wasm32-unknown-unknown/release/briefmark.wasm");
        let parts = project.target.join("cut");
        // What an earlier cut left must not be taken for a part of this one.
        if parts.exists() {
            std::fs::remove_dir_all(&parts).map_err(|error| {
                Failure::new(format!("{} cannot be removed: {error}", parts.display()))
            })?;
        }
        run(Command::new(&self.wasm_split).arg(&whole).arg(&parts).args(["--out-name", &name]))?;
        run(Command::new(&self.wasm_bindgen)
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--keep-debug"])
            .args(["--out-name", &name, "--out-dir"])
            .arg(site)
            .arg(parts.join(format!("{name}.wasm"))))?;

        let script = format!("{name}-parts.js");
        let page = site.join(format!("{name}.js"));
        let glue = renamed(&read(&page)?, &imported(SCRIPT), &imported(&script))?;
        let first = site.join(format!("{name}_bg.wasm"));
        let (module, glue) = names::shorten(&bytes(&first)?, &glue)?;
        write(&first, &module)?;
        write(&page, glue.as_bytes())?;
        let mut loader = renamed(&read(&parts.join(SCRIPT))?, STREAMED, WHOLE)?;
        let whole = format!("{name}.wasm");
        for path in files_of(&parts)?.iter().filter(|path| has_extension(path, "wasm")) {
            let Some(part) = path.file_name().and_then(|part| part.to_str()) else { continue };
            if part == whole {
                continue;
            }
            let ours = format!("{name}-{}", part.strip_prefix(SPLIT).unwrap_or(part));
            loader = renamed(&loader, &format!("\"./{part}\""), &format!("\"./{ours}\""))?;
            write(&site.join(ours), &bytes(path)?)?;
        }
        write(&site.join(script), loader.as_bytes())
    }
}

/// The name of the page's module in the site, without its ending.
fn name(files: &[PathBuf]) -> Result<String, Failure> {
    let names = files.iter().filter_map(|path| path.file_name()?.to_str());
    let mut modules = names.filter_map(|name| {
        let name = name.strip_suffix(".js")?;
        name.starts_with("briefmark-").then_some(name)
    });
    match (modules.next(), modules.next()) {
        (Some(name), None) => Ok(name.to_owned()),
        (_, _) => Err(Failure::new("the built site holds no module of the page, or several")),
    }
}

/// How wasm-bindgen writes that a script is imported. The module asks for it by the first name, which
/// must stay.
fn imported(script: &str) -> String {
    format!("from \"./{script}\"")
}

/// A script in which a file has another name.
fn renamed(script: &str, from: &str, to: &str) -> Result<String, Failure> {
    if script.contains(from) {
        Ok(script.replace(from, to))
    } else {
        Err(Failure::new(format!("a script of the built site does not speak of {from}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_module_is_told_from_the_other_scripts() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let site = paths(&["dist/boot.js", "dist/briefmark-0a1b.js", "dist/exchange-worker.js"]);
        assert_eq!(name(&site).expect("there is one"), "briefmark-0a1b");
        assert!(name(&paths(&["dist/boot.js"])).is_err());
        assert!(name(&paths(&["dist/briefmark-1.js", "dist/briefmark-2.js"])).is_err());
    }

    #[test]
    fn the_import_is_renamed_and_the_modules_own_word_stays() {
        let script = "import * as parts from \"./__wasm_split.js\"\nimports[\"./__wasm_split.js\"]";
        let renamed = renamed(script, &imported(SCRIPT), &imported("b-parts.js"));
        let renamed = renamed.expect("it imports the script");
        assert_eq!(
            renamed,
            "import * as parts from \"./b-parts.js\"\nimports[\"./__wasm_split.js\"]"
        );
        assert!(super::renamed(&renamed, &imported(SCRIPT), "").is_err());
    }
}

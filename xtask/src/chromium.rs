//! The browser that tests run in, and its driver.

use std::path::PathBuf;

use crate::command::{Failure, on_path};
use crate::debian;

/// Chromium or Chrome, and a chromedriver of the same version.
pub(crate) struct Chromium {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

const WANTED: &str = "the browser tests need Chromium (or Chrome) and chromedriver of the same \
    version on PATH (or named by CHROMIUM and CHROMEDRIVER)";

/// The browser and driver of this machine.
pub(crate) fn find() -> Option<Chromium> {
    let browser = named("CHROMIUM").or_else(|| {
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
            .into_iter()
            .find_map(on_path)
    })?;
    let driver = named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Chromium { browser, driver })
}

/// The browser and driver of this machine, for a step that comes after [`install`].
pub(crate) fn found() -> Result<Chromium, Failure> {
    find().ok_or_else(|| Failure::new(WANTED))
}

/// Gets both where apt-get can, else says what is missing.
pub(crate) fn install() -> Result<(), Failure> {
    debian::install(&["chromium", "chromium-driver", "fonts-dejavu-core"], WANTED)
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

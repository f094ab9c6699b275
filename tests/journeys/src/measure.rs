//! A visit at which nothing is watched, so that watching costs nothing.

use std::path::Path;

use crate::reader::{Reader, Screen, Watch};
use crate::site::Site;
use crate::trouble::Outcome;

/// Lets a reader with a fresh browser do work at the site, and gives what that gave. The browser keeps
/// no account of what it complains of or asks for, which would slow it.
///
/// # Errors
///
/// When the work fails, or there is no browser to be had.
pub fn measure<T>(site: &Path, work: impl AsyncFnOnce(&Reader) -> Outcome<T>) -> Outcome<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let reader = Reader::arrive(Site::serve(site)?, Screen::Wide, Watch::Nothing).await?;
        let outcome = work(&reader).await;
        let left = reader.leave().await;
        let value = outcome?;
        left.map(|()| value)
    })
}

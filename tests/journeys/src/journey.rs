//! One errand from arrival to leave-taking.

use std::any::Any;
use std::io::Write;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::time::Duration;

use futures_util::FutureExt;

use crate::reader::{Reader, Screen, Watch};
use crate::site::Site;
use crate::trouble::{Outcome, Trouble};
use crate::{SCREENSHOTS, SITE};

/// Longer than any errand takes on a busy machine.
const LIMIT: Duration = Duration::from_secs(240);

/// Lets a reader with a fresh browser do an errand at the site, and looks over the shoulder.
///
/// Where no site is named by [`SITE`], says so and makes no journey.
///
/// # Errors
///
/// When the errand fails, takes too long, or the browser complained on the way. A screenshot of
/// the page as it then was lies among the others, named `failed-` and the test's name.
pub fn journey(screen: Screen, errand: impl AsyncFnOnce(&Reader) -> Outcome) -> Outcome {
    let name = std::thread::current().name().unwrap_or("journey").replace("::", "-");
    let Some(files) = std::env::var_os(SITE).map(PathBuf::from) else {
        // Not by `eprintln!`, which a test that passes keeps to itself.
        writeln!(std::io::stderr(), "{name}: not run, for {SITE} names no built site")?;
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let reader = Reader::arrive(Site::serve(&files)?, screen, Watch::Everything).await?;
        let errand = AssertUnwindSafe(errand(&reader)).catch_unwind();
        let outcome = match tokio::time::timeout(LIMIT, errand).await {
            Ok(Ok(Ok(()))) => reader.complain_of_nothing().await.map_err(Failed::Told),
            Ok(Ok(Err(trouble))) => Err(Failed::Told(trouble)),
            Ok(Err(panic)) => Err(Failed::Panicked(panic)),
            Err(_) => Err(Failed::Told(Trouble::new(format!("took longer than {LIMIT:?}")))),
        };
        if outcome.is_err() {
            // The failure itself is what matters: what follows only helps to see it.
            if let Ok(path) = reader.screenshot(&format!("failed-{name}")).await {
                eprintln!("the page as it was: {}", path.display());
            }
            for complaint in reader.complaints().await.unwrap_or_default() {
                eprintln!("the browser said: {complaint}");
            }
        }
        let left = reader.leave().await;
        match outcome {
            Ok(()) => left,
            Err(Failed::Told(trouble)) => Err(trouble),
            Err(Failed::Panicked(panic)) => resume_unwind(panic),
        }
    })
}

enum Failed {
    Told(Trouble),
    Panicked(Box<dyn Any + Send>),
}

/// The folder that screenshots go to.
pub(crate) fn screenshots() -> PathBuf {
    std::env::var_os(SCREENSHOTS).map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/screenshots")),
        PathBuf::from,
    )
}

//! Whole errands of a reader, over WebDriver, on the built site.
//!
//! A [`journey`] gives an errand one [`Reader`]: a person with a fresh browser at the [`Site`],
//! which a plain server on this machine serves from a folder below its root. When the errand is
//! done the reader leaves, and the journey fails if the browser complained of anything on the way:
//! an error in the console, a breach of the page's policy, a request that left the origin.
//!
//! ```no_run
//! use journeys::{Outcome, Screen, journey};
//!
//! fn a_theme_is_marked_by_mouse() -> Outcome {
//!     journey(Screen::Wide, async |reader| {
//!         reader.open("#/brief/khrushchev-purge-1957").await?;
//!         reader.select("were not", "homogeneous group").await?;
//!         reader.press("c").await?;
//!         reader.see("[data-annotations]").await?;
//!         Ok(())
//!     })
//! }
//! ```
//!
//! `cargo xtask test` runs them. What they need is named by variables: [`SITE`], and for some
//! [`AXE`]; [`CHROMIUM`] and [`CHROMEDRIVER`] where they are not on PATH.

mod chromedriver;
mod journey;
mod measure;
mod reader;
mod site;
mod trouble;

pub use journey::journey;
pub use measure::measure;
pub use reader::{MainThread, Medium, Reader, Scheme, Screen, Tab};
pub use site::{Request, Site};
pub use trouble::{Outcome, Trouble};

/// The variable that names the folder of the built site. Without it no journey is made.
pub const SITE: &str = "BRIEFMARK_SITE";

/// The variable that says that the site is a release, as `cargo xtask dist` leaves it.
pub const RELEASE: &str = "BRIEFMARK_RELEASE";

/// The variable that names axe-core's `axe.min.js`, for [`Reader::find_no_barrier`].
pub const AXE: &str = "BRIEFMARK_AXE";

/// The variable that names the folder for screenshots; else they go to `target/screenshots`.
pub const SCREENSHOTS: &str = "BRIEFMARK_SCREENSHOTS";

/// The variable that names the browser.
pub const CHROMIUM: &str = "CHROMIUM";

/// The variable that names the browser's driver.
pub const CHROMEDRIVER: &str = "CHROMEDRIVER";

//! A person with a browser: what such a one can do, see and have.
//!
//! Every step waits for what it needs, up to [`PATIENCE`], and tells in a sentence what did not
//! come. Elements are named by CSS selectors.

mod barriers;
mod complaints;
mod hands;
mod labour;
mod possessions;
mod sight;

pub use labour::MainThread;

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{Capabilities, ChromeCapabilities, LoggingPrefsLogLevel, WebDriver, WindowHandle};

use crate::CHROMIUM;
use crate::chromedriver::Chromedriver;
use crate::site::Site;
use crate::trouble::{Outcome, Trouble};

/// How long a reader waits for anything to appear.
const PATIENCE: Duration = Duration::from_secs(30);

/// A person with a fresh browser at the site.
pub struct Reader {
    driver: WebDriver,
    site: Site,
    /// Kept for as long as the browser runs.
    folders: Folders,
    /// What the browser complained of, as far as it was asked.
    complaints: RefCell<Vec<String>>,
    /// Last: the browser goes before its driver.
    chromedriver: Chromedriver,
}

/// What the site is read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// A desktop: 1400 by 900 pixels, a mouse.
    Wide,
    /// A small laptop, or a tablet with a mouse: 820 by 1100.
    Middle,
    /// A small phone: 360 by 740, fingers.
    Phone,
}

/// What is watched while the reader is at the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watch {
    /// All that the browser complains of, and every request.
    Everything,
    /// Nothing: watching has its price.
    Nothing,
}

/// The colours that the reader's system prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What the page is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A display.
    Screen,
    /// Paper.
    Print,
}

/// One tab of the reader's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

struct Folders {
    profile: TempDir,
    downloads: TempDir,
}

impl Reader {
    /// Opens a browser of one's own, on an empty page.
    pub(crate) async fn arrive(site: Site, screen: Screen, watch: Watch) -> Outcome<Reader> {
        let chromedriver = Chromedriver::start()?;
        let folders = Folders { profile: TempDir::new()?, downloads: TempDir::new()? };
        let capabilities = capabilities(screen, watch, &folders)?;
        let driver = WebDriver::new(chromedriver.url(), capabilities).await?;
        driver.set_script_timeout(Duration::from_secs(60)).await?;
        // The browser's own first page says and asks what it likes: it is not the site.
        driver.goto("about:blank").await?;
        if watch == Watch::Everything {
            driver.get_log("browser").await?;
            driver.get_log("performance").await?;
        }
        Ok(Reader { driver, site, folders, complaints: RefCell::default(), chromedriver })
    }

    /// Closes the browser.
    pub(crate) async fn leave(self) -> Outcome {
        self.driver.quit().await?;
        Ok(())
    }

    /// The site that the reader reads.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// WebDriver itself, for what has no word here.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Goes to an address within the site, such as `#/brief/khrushchev-purge-1957/4`, and waits
    /// until the app has started.
    ///
    /// # Errors
    ///
    /// When it does not start; the sentence that the page then shows is told.
    pub async fn open(&self, route: &str) -> Outcome {
        let asked = self.site.url() + route;
        // Within a page the driver does not wait until the page itself has gone there.
        const WATCH: &str = "\
            const [asked] = arguments;
            window.hasGone = new URL(asked).href === location.href;
            addEventListener('hashchange', () => { window.hasGone = true; }, { once: true });";
        self.evaluate::<Value>(WATCH, &[json!(asked)]).await?;
        self.driver.goto(&asked).await?;
        // A page that was loaded knows nothing of it.
        let has_gone = "return window.hasGone !== false;";
        self.until(&format!("the page has gone to `{route}`"), has_gone, &[]).await?;
        self.started().await
    }

    /// Loads the page again, and waits until the app has started.
    ///
    /// # Errors
    ///
    /// As [`Reader::open`].
    pub async fn reload(&self) -> Outcome {
        self.driver.refresh().await?;
        self.started().await
    }

    /// Goes one step back in the history of the tab.
    ///
    /// # Errors
    ///
    /// Where the browser cannot.
    pub async fn back(&self) -> Outcome {
        Ok(self.driver.back().await?)
    }

    /// The address within the site: `#/brief/khrushchev-purge-1957/4`.
    ///
    /// # Errors
    ///
    /// When the reader is elsewhere.
    pub async fn route(&self) -> Outcome<String> {
        let url = self.driver.current_url().await?.to_string();
        url.strip_prefix(&self.site.url())
            .map(str::to_owned)
            .ok_or_else(|| Trouble::new(format!("the reader has left the site for {url}")))
    }

    /// The tab that the reader looks at.
    ///
    /// # Errors
    ///
    /// When it was closed.
    pub async fn tab(&self) -> Outcome<Tab> {
        Ok(Tab(self.driver.window().await?))
    }

    /// Opens one more tab, empty, and looks at it.
    ///
    /// # Errors
    ///
    /// Where the browser cannot.
    pub async fn another_tab(&self) -> Outcome<Tab> {
        let window = self.driver.new_tab().await?;
        self.driver.switch_to_window(window.clone()).await?;
        Ok(Tab(window))
    }

    /// Looks at another tab.
    ///
    /// # Errors
    ///
    /// When it was closed.
    pub async fn turn_to(&self, tab: &Tab) -> Outcome {
        Ok(self.driver.switch_to_window(tab.0.clone()).await?)
    }

    /// Sets what the reader's system prefers, and what the page is laid out for.
    ///
    /// # Errors
    ///
    /// Where the browser cannot.
    pub async fn prefer(&self, scheme: Scheme, medium: Medium) -> Outcome {
        let scheme = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let medium = match medium {
            Medium::Screen => "screen",
            Medium::Print => "print",
        };
        let features = [json!({ "name": "prefers-color-scheme", "value": scheme })];
        let media = json!({ "media": medium, "features": features });
        self.protocol("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// What a function body in JavaScript returns. `arguments` are the values given.
    ///
    /// # Errors
    ///
    /// When it throws, or returns another type.
    pub async fn evaluate<T: DeserializeOwned>(&self, body: &str, args: &[Value]) -> Outcome<T> {
        Ok(self.driver.execute(body, args.to_vec()).await?.convert()?)
    }

    /// What a function body in JavaScript gives to the last of its `arguments`, a callback, sooner
    /// or later.
    ///
    /// # Errors
    ///
    /// When it throws, takes a minute, or gives another type.
    pub async fn evaluate_later<T: DeserializeOwned>(
        &self,
        body: &str,
        args: &[Value],
    ) -> Outcome<T> {
        Ok(self.driver.execute_async(body, args.to_vec()).await?.convert()?)
    }

    /// A command of Chromium’s own protocol, on the tab that the reader looks at.
    ///
    /// # Errors
    ///
    /// Where the browser refuses it.
    pub async fn protocol(&self, command: &str, arguments: Value) -> Outcome<Value> {
        Ok(self.driver.cdp().send_raw(command, arguments).await?)
    }

    /// Waits until the app has started and what the address names is in view, or says why it did not.
    async fn started(&self) -> Outcome {
        const STATE: &str = "\
            const { booted, failed } = document.documentElement.dataset;
            // What marks comes a moment after the text.
            if (booted !== undefined) return document.querySelector('.masthead .tools') !== null;
            if (failed !== undefined) throw new Error(document.body.innerText);
            return false;";
        self.until("the app has started", STATE, &[]).await?;
        // The page is brought there in the next frame, and once more when what stands there is laid out.
        const LANDED: &str = "\
            const [done] = arguments;
            let left = 4;
            const frame = () => (left-- === 0 ? done(null) : requestAnimationFrame(frame));
            frame();";
        self.evaluate_later::<Value>(LANDED, &[]).await.map(drop)
    }
}

fn capabilities(screen: Screen, watch: Watch, folders: &Folders) -> Outcome<Capabilities> {
    // Chromedriver answers to this name for all of its family.
    let mut chromium = ChromeCapabilities::new();
    if let Some(browser) = std::env::var_os(CHROMIUM) {
        chromium.set_binary(&PathBuf::from(browser).to_string_lossy())?;
    }
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // No address but this machine's has a meaning: a request elsewhere fails, and is told.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        // What is looked at holds still.
        "--force-prefers-reduced-motion",
        // Two tabs at work together, and neither is slowed for being behind.
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
    ] {
        chromium.add_arg(argument)?;
    }
    chromium.add_arg(&format!("--user-data-dir={}", folders.profile.path().display()))?;
    let (width, height) = screen.size();
    chromium.add_arg(&format!("--window-size={width},{}", height + 100))?;
    let touch = screen == Screen::Phone;
    let metrics = json!({ "width": width, "height": height, "pixelRatio": 1.0, "touch": touch, "mobile": touch });
    chromium.add_experimental_option("mobileEmulation", json!({ "deviceMetrics": metrics }))?;
    chromium.add_experimental_option(
        "prefs",
        json!({
            "download.default_directory": folders.downloads.path(),
            "download.prompt_for_download": false,
        }),
    )?;
    if watch == Watch::Everything {
        chromium.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
        chromium.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    }
    Ok(chromium.into())
}

impl Screen {
    /// Width and height of the page's view, in CSS pixels.
    fn size(self) -> (u32, u32) {
        match self {
            Screen::Wide => (1400, 900),
            Screen::Middle => (820, 1100),
            Screen::Phone => (360, 740),
        }
    }
}

//! What the browser says against the site, whether or not anyone can see it on the page.

use serde_json::Value;

use super::Reader;
use crate::trouble::{Outcome, Trouble};

impl Reader {
    /// All that the browser has complained of since it was last asked to forget: errors in the
    /// console, breaches of the page's policy, and requests to another origin.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub async fn complaints(&self) -> Outcome<Vec<String>> {
        let mut fresh = Vec::new();
        for entry in self.driver.get_log("browser").await? {
            if entry.level == "SEVERE" {
                fresh.push(entry.message);
            }
        }
        for entry in self.driver.get_log("performance").await? {
            if let Some(url) = requested(&entry.message)
                && self.is_elsewhere(&url)
            {
                fresh.push(format!("a request left the site: {url}"));
            }
        }
        self.complaints.borrow_mut().extend(fresh);
        Ok(self.complaints.borrow().clone())
    }

    /// Forgets the complaints that hold these words: they are what the errand was about. Gives
    /// how many there were.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub async fn forgive(&self, words: &str) -> Outcome<usize> {
        let n_before = self.complaints().await?.len();
        self.complaints.borrow_mut().retain(|complaint| !complaint.contains(words));
        Ok(n_before - self.complaints.borrow().len())
    }

    /// Fails where there is a complaint.
    pub(crate) async fn complain_of_nothing(&self) -> Outcome {
        let complaints = self.complaints().await?;
        if complaints.is_empty() {
            Ok(())
        } else {
            let list = complaints.join("\n  ");
            Err(Trouble::new(format!("the errand was done, but the browser said:\n  {list}")))
        }
    }

    /// Whether an address is on the network, and not the site's.
    fn is_elsewhere(&self, url: &str) -> bool {
        let on_network =
            ["http:", "https:", "ws:", "wss:"].iter().any(|kind| url.starts_with(kind));
        on_network && !url.starts_with(&self.site.url())
    }
}

/// The address of a request that the browser's own protocol tells of, in one entry of its log.
fn requested(message: &str) -> Option<String> {
    let entry: Value = serde_json::from_str(message).ok()?;
    let message = entry.get("message")?;
    let asks = message.get("method")? == "Network.requestWillBeSent";
    asks.then(|| message.pointer("/params/request/url")?.as_str().map(str::to_owned))?
}

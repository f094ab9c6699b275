//! What a reader sees, and waits to see.

use std::path::PathBuf;
use std::time::Instant;

use serde_json::{Value, json};
use thirtyfour::{By, WebElement};

use super::{PATIENCE, Reader};
use crate::journey::screenshots;
use crate::trouble::{Outcome, Trouble};

/// Whether an element is there and is not hidden.
const VISIBLE: &str = "\
    return [...document.querySelectorAll(arguments[0])].some(
      (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));";

impl Reader {
    /// Waits until an element is there to be seen, and gives it.
    ///
    /// # Errors
    ///
    /// When none comes.
    pub async fn see(&self, css: &str) -> Outcome<WebElement> {
        self.until(&format!("`{css}` is there to be seen"), VISIBLE, &[json!(css)]).await?;
        Ok(self.driver.find(By::Css(css)).await?)
    }

    /// Waits until no such element is to be seen.
    ///
    /// # Errors
    ///
    /// When one stays.
    pub async fn see_no(&self, css: &str) -> Outcome {
        let hidden = format!("return !(() => {{ {VISIBLE} }}).apply(null, arguments);");
        self.until(&format!("`{css}` is gone"), &hidden, &[json!(css)]).await
    }

    /// Waits until an element is there to be seen whose text holds these words.
    ///
    /// # Errors
    ///
    /// When none comes.
    pub async fn see_words(&self, css: &str, words: &str) -> Outcome {
        const HOLDS: &str = "\
            return [...document.querySelectorAll(arguments[0])].some(
              (element) => element.checkVisibility() && element.innerText.includes(arguments[1]));";
        let what = format!("`{css}` says “{words}”");
        self.until(&what, HOLDS, &[json!(css), json!(words)]).await
    }

    /// The text of each such element, in the order of the page, hidden ones too.
    ///
    /// # Errors
    ///
    /// Where the selector is none.
    pub async fn texts(&self, css: &str) -> Outcome<Vec<String>> {
        const TEXTS: &str = "\
            return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent);";
        self.evaluate(TEXTS, &[json!(css)]).await
    }

    /// How many such elements the page has, hidden ones too.
    ///
    /// # Errors
    ///
    /// Where the selector is none.
    pub async fn count(&self, css: &str) -> Outcome<usize> {
        self.evaluate("return document.querySelectorAll(arguments[0]).length;", &[json!(css)]).await
    }

    /// Waits until there are just so many such elements.
    ///
    /// # Errors
    ///
    /// When there are not; how many there are instead is told.
    pub async fn see_count(&self, css: &str, count: usize) -> Outcome {
        const COUNT: &str =
            "return document.querySelectorAll(arguments[0]).length === arguments[1];";
        let what = format!("`{css}` is there {count} times");
        match self.until(&what, COUNT, &[json!(css), json!(count)]).await {
            Ok(()) => Ok(()),
            Err(trouble) => Err(Trouble::new(format!(
                "{trouble}: it is there {} times",
                self.count(css).await?
            ))),
        }
    }

    /// The words that are selected, as the browser would copy them.
    ///
    /// # Errors
    ///
    /// Where the page is gone.
    pub async fn selected(&self) -> Outcome<String> {
        self.evaluate("return getSelection().toString();", &[]).await
    }

    /// Waits until a function body in JavaScript returns true; `what` says what that means.
    ///
    /// # Errors
    ///
    /// When it never does, with the last error it threw.
    pub async fn until(&self, what: &str, body: &str, args: &[Value]) -> Outcome {
        let began = Instant::now();
        loop {
            let seen = self.evaluate::<bool>(body, args).await;
            match seen {
                Ok(true) => return Ok(()),
                Ok(false) if began.elapsed() > PATIENCE => {
                    return Err(Trouble::new(format!("waited in vain until {what}")));
                }
                Err(trouble) if began.elapsed() > PATIENCE => {
                    return Err(Trouble::new(format!("waited in vain until {what}: {trouble}")));
                }
                Ok(false) | Err(_) => tokio::time::sleep(PATIENCE / 300).await,
            }
        }
    }

    /// Keeps a picture of what the reader sees, and says where.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub async fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let folder = screenshots();
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        self.driver.screenshot(&path).await?;
        Ok(path)
    }
}

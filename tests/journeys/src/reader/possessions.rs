//! What a reader has: the browser's local storage, and files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use super::{PATIENCE, Reader};
use crate::trouble::{Outcome, Trouble};

impl Reader {
    /// All that the site's local storage holds.
    ///
    /// # Errors
    ///
    /// When the reader is not at the site.
    pub async fn stored(&self) -> Outcome<BTreeMap<String, String>> {
        self.evaluate("return { ...localStorage };", &[]).await
    }

    /// Writes one value into local storage, past the app.
    ///
    /// # Errors
    ///
    /// When the reader is not at the site, or the store is full.
    pub async fn store(&self, key: &str, value: &str) -> Outcome {
        let script = "localStorage.setItem(arguments[0], arguments[1]);";
        self.evaluate::<Value>(script, &[json!(key), json!(value)]).await?;
        Ok(())
    }

    /// Empties local storage, past the app.
    ///
    /// # Errors
    ///
    /// When the reader is not at the site.
    pub async fn empty_store(&self) -> Outcome {
        self.evaluate::<Value>("localStorage.clear();", &[]).await?;
        Ok(())
    }

    /// Fills local storage to the last character, past the app, and says how many it took.
    ///
    /// # Errors
    ///
    /// When the reader is not at the site.
    pub async fn fill_store(&self) -> Outcome<usize> {
        const FILL: &str = r#"
            const key = "filler/";
            let taken = 0;
            for (let size = 1 << 22; size >= 1; ) {
              try {
                localStorage.setItem(key, "x".repeat(taken + size));
                taken += size;
              } catch {
                size = Math.floor(size / 2);
              }
            }
            return taken;"#;
        self.evaluate(FILL, &[]).await
    }

    /// Makes room again after [`Reader::fill_store`].
    ///
    /// # Errors
    ///
    /// When the reader is not at the site.
    pub async fn make_room(&self) -> Outcome {
        self.evaluate::<Value>("localStorage.removeItem('filler/');", &[]).await?;
        Ok(())
    }

    /// Goes to the site's origin without starting the app: what [`Reader::store`] then writes is
    /// there before the app is.
    ///
    /// # Errors
    ///
    /// When the site was stopped.
    pub async fn stand_at_the_door(&self) -> Outcome {
        Ok(self.driver.goto(self.site.door()).await?)
    }

    /// The folder that the browser saves files to.
    #[must_use]
    pub fn downloads(&self) -> &Path {
        self.folders.downloads.path()
    }

    /// Waits for the one file in [`Reader::downloads`], takes it from there, and gives its name
    /// and text.
    ///
    /// # Errors
    ///
    /// When none arrives, or it is not text.
    pub async fn take_download(&self) -> Outcome<(String, String)> {
        let (name, bytes) = self.take_file().await?;
        let text =
            String::from_utf8(bytes).map_err(|_| Trouble::new(format!("{name} is no text")))?;
        Ok((name, text))
    }

    /// As [`Reader::take_download`], of a file that need not be text: its name and bytes.
    ///
    /// # Errors
    ///
    /// When none arrives.
    pub async fn take_file(&self) -> Outcome<(String, Vec<u8>)> {
        let began = Instant::now();
        loop {
            let arrived = std::fs::read_dir(self.downloads())?
                .filter_map(|entry| Some(entry.ok()?.path()))
                .find(|path| is_whole(path));
            if let Some(path) = arrived {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let bytes = std::fs::read(&path)?;
                std::fs::remove_file(&path)?;
                return Ok((name, bytes));
            }
            if began.elapsed() > PATIENCE {
                return Err(Trouble::new("waited in vain for a file to be saved"));
            }
            tokio::time::sleep(PATIENCE / 300).await;
        }
    }

    /// Writes a file that the reader has, for [`Reader::upload`] or [`Reader::drop_file`].
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn have_file(&self, name: &str, content: impl AsRef<[u8]>) -> Outcome<PathBuf> {
        let path = self.folders.profile.path().join(name);
        std::fs::write(&path, content)?;
        Ok(path)
    }

    /// Chooses a file in a file input, which may be hidden behind a button.
    ///
    /// # Errors
    ///
    /// When there is no such input.
    pub async fn upload(&self, css: &str, file: &Path) -> Outcome {
        let there = "return document.querySelector(arguments[0]) !== null;";
        self.until(&format!("`{css}` is there"), there, &[json!(css)]).await?;
        let input = self.driver.find(thirtyfour::By::Css(css)).await?;
        Ok(input.send_keys(file.to_string_lossy()).await?)
    }

    /// Drags a file from the system onto the middle of the page, and drops it there.
    ///
    /// # Errors
    ///
    /// Where the browser cannot.
    pub async fn drop_file(&self, file: &Path) -> Outcome {
        let (x, y): (f64, f64) =
            self.evaluate("return [innerWidth / 2, innerHeight / 2];", &[]).await?;
        let data = json!({ "items": [], "files": [file], "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": x, "y": y, "data": data });
            self.protocol("Input.dispatchDragEvent", event).await?;
        }
        Ok(())
    }
}

/// Whether the browser has finished writing the file. What it puts in its place before has no bytes, and
/// nothing that is saved here has none.
fn is_whole(path: &Path) -> bool {
    let unfinished = path.extension().is_some_and(|extension| extension == "crdownload");
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let has_bytes = path.metadata().is_ok_and(|file| file.is_file() && file.len() > 0);
    has_bytes && !unfinished && !hidden
}

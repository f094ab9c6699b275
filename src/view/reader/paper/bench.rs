//! How far the text has been written, for a driver.

use super::Paper;

impl Paper {
    /// Whether no sheet is blank any more.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.sheets.iter().all(|sheet| sheet.is_written.get())
    }
}

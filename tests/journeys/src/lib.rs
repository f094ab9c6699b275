//! Whole errands of a reader, over WebDriver, on the built site.

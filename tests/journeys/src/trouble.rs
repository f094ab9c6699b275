//! Why a journey failed.

use std::fmt;

/// What a step of a journey gives.
pub type Outcome<T = ()> = Result<T, Trouble>;

/// Why a journey failed: a sentence for whoever reads the test's output.
pub struct Trouble(String);

impl Trouble {
    /// A trouble told in one sentence.
    pub fn new(sentence: impl Into<String>) -> Trouble {
        Trouble(sentence.into())
    }
}

// Not an `Error` itself, so that every error becomes a trouble by `?`.
impl<E: std::error::Error> From<E> for Trouble {
    fn from(error: E) -> Trouble {
        let text = error.to_string();
        // The driver adds the addresses of its own functions.
        let sentence = text.split("Stacktrace:").next().unwrap_or(&text);
        Trouble(sentence.trim_end().to_owned())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The sentence, as it is: a test that fails prints this.
impl fmt::Debug for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

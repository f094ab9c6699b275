//! What would keep someone out, as far as a machine can tell: axe-core's findings.

use serde::Deserialize;
use serde_json::json;

use super::Reader;
use crate::AXE;
use crate::trouble::{Outcome, Trouble};

const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const RUN: &str = r#"
    const [tags, done] = arguments;
    // What is far from the window is not laid out, and has no measures that mean anything: for as
    // long as it is looked over, all is.
    const all = new CSSStyleSheet();
    all.replaceSync("* { content-visibility: visible !important; }");
    // The page's own sheets stay: they say which colours are to be judged.
    const before = [...document.adoptedStyleSheets];
    document.adoptedStyleSheets = [...before, all];
    const answer = (barriers) => {
      document.adoptedStyleSheets = before;
      done(barriers);
    };
    axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }).then(
      ({ violations }) =>
        answer(violations.map(({ id, help, nodes }) => ({
          id, help,
          places: nodes.map((n) => ({
            target: n.target.join(" "), html: n.html, reason: n.failureSummary,
          })),
        }))),
      (error) => answer([{ id: "axe", help: String(error), places: [] }]),
    );"#;

/// A rule of WCAG that the page breaks.
#[derive(Deserialize)]
struct Barrier {
    id: String,
    help: String,
    places: Vec<Place>,
}

/// An element that breaks it, and how.
#[derive(Deserialize)]
struct Place {
    target: String,
    html: String,
    reason: String,
}

impl Reader {
    /// Looks over the page as it is now for what breaks WCAG 2.2, levels A and AA.
    ///
    /// # Errors
    ///
    /// When something does: each rule, each element, and how to mend it. When [`AXE`] names no
    /// axe-core.
    pub async fn find_no_barrier(&self) -> Outcome {
        if !self.evaluate::<bool>("return typeof axe === 'object';", &[]).await? {
            let path = std::env::var(AXE).map_err(|_| {
                Trouble::new(format!("{AXE} names no axe.min.js; `npm ci` gets axe-core"))
            })?;
            let axe = std::fs::read_to_string(&path)
                .map_err(|error| Trouble::new(format!("{path}: {error}; `npm ci` gets it")))?;
            self.driver.execute(axe, vec![]).await?;
        }
        let found = self.driver.execute_async(RUN, vec![json!(TAGS)]).await?;
        let barriers: Vec<Barrier> = found.convert()?;
        if barriers.is_empty() {
            return Ok(());
        }
        let told: Vec<String> = barriers.iter().map(Barrier::told).collect();
        Err(Trouble::new(format!("some are kept out:\n{}", told.join("\n"))))
    }
}

impl Barrier {
    fn told(&self) -> String {
        let mut text = format!("{}: {}", self.id, self.help);
        for Place { target, html, reason } in &self.places {
            let reason = reason.replace('\n', "\n    ");
            text.push_str(&format!("\n  at {target}\n    {html}\n    {reason}"));
        }
        text
    }
}

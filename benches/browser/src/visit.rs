//! A page that is measured: what runs in it, and what that cost.

use std::time::Duration;

use journeys::{MainThread, Outcome, Reader, Trouble};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What some work in the page cost.
#[derive(Debug)]
pub(crate) struct Cost<T> {
    /// What it gave.
    pub(crate) value: T,
    /// What the main thread had of the processor, in milliseconds: scripts, style, layout, painting.
    pub(crate) cpu: f64,
    /// The longest that the page was deaf, in milliseconds; 0 where that was less than 50.
    pub(crate) longest_task: f64,
}

/// A page that is measured.
pub(crate) struct Visit<'reader> {
    reader: &'reader Reader,
    thread: MainThread,
}

/// Runs a body, waits until what it did is painted, and tells how it went.
const TIMED: &str = r#"
    const answer = arguments[arguments.length - 1];
    const painted = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    const pause = (ms) => new Promise((go) => setTimeout(go, ms));
    const tasks = [];
    const watch = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
    watch.observe({ type: "longtask" });
    (async () => {
      const given = arguments[0];
      const value = await (async () => { BODY })();
      await painted();
      await pause(10);
      tasks.push(...watch.takeRecords());
      watch.disconnect();
      return { value, longest: Math.max(0, ...tasks.map((task) => task.duration)) };
    })().then(answer, (error) => answer({ error: String(error?.stack ?? error) }));"#;

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer<T> {
    Failed { error: String },
    Done { value: T, longest: f64 },
}

impl<'reader> Visit<'reader> {
    /// Begins to measure the page that the reader is on.
    pub(crate) async fn begin(reader: &'reader Reader) -> Outcome<Visit<'reader>> {
        reader.driver().set_script_timeout(Duration::from_secs(110)).await?;
        // What the page does of itself when it is new is not what is measured.
        reader.evaluate_later::<()>("setTimeout(arguments[0], 300);", &[]).await?;
        Ok(Visit { reader, thread: reader.main_thread().await? })
    }

    /// Does work in the page: the body of an async function in JavaScript, in which `given` is what it
    /// is given.
    pub(crate) async fn cost<T: DeserializeOwned>(
        &self,
        body: &str,
        given: &Value,
    ) -> Outcome<Cost<T>> {
        let script = TIMED.replace("BODY", body);
        let before = self.thread.time()?;
        let answer: Answer<T> =
            self.reader.evaluate_later(&script, std::slice::from_ref(given)).await?;
        let cpu = (self.thread.time()? - before).as_secs_f64() * 1e3;
        match answer {
            Answer::Done { value, longest } => Ok(Cost { value, cpu, longest_task: longest }),
            Answer::Failed { error } => Err(Trouble::new(format!("{error}\nin: {body}"))),
        }
    }

    /// What waiting for two frames costs when nothing is done.
    pub(crate) async fn empty(&self) -> Outcome<f64> {
        Ok(self.cost::<Option<()>>("return null;", &Value::Null).await?.cpu)
    }

    /// The bytes of the page's JavaScript that are in use.
    pub(crate) async fn heap(&self) -> Outcome<f64> {
        self.reader.protocol("HeapProfiler.collectGarbage", json!({})).await?;
        let heap = self.reader.protocol("Runtime.getHeapUsage", json!({})).await?;
        heap["usedSize"].as_f64().ok_or_else(|| Trouble::new(format!("a heap of no size: {heap}")))
    }
}

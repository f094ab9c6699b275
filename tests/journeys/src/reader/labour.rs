//! What the page costs the reader's machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::Reader;
use crate::trouble::{Outcome, Trouble};

/// The thread on which a page runs its scripts, is laid out and answers the reader.
#[derive(Clone, Debug)]
pub struct MainThread {
    /// Where the kernel says how long it has run.
    account: PathBuf,
}

impl MainThread {
    /// The processor's time that it has had since it began, as the kernel counts it: not what it
    /// waited for while the machine did other things. Exact while the thread rests.
    ///
    /// # Errors
    ///
    /// When the browser ended it.
    pub fn time(&self) -> Outcome<Duration> {
        let account = fs::read_to_string(&self.account)?;
        let nanoseconds = account.split(' ').next().and_then(|number| number.parse().ok());
        nanoseconds
            .map(Duration::from_nanos)
            .ok_or_else(|| Trouble::new(format!("the kernel's account is odd: {account:?}")))
    }
}

impl Reader {
    /// The main thread of the page that the reader is on, where the system tells (Linux does). A
    /// page of another site may have another.
    ///
    /// # Errors
    ///
    /// When it cannot be told which it is.
    pub async fn main_thread(&self) -> Outcome<MainThread> {
        const TOIL: &str = "for (const end = performance.now() + 60; performance.now() < end; );";
        let threads = self.renderers();
        let times = |threads: &[MainThread]| -> Vec<_> {
            threads.iter().map(|thread| thread.time().unwrap_or_default()).collect()
        };
        let before = times(&threads);
        self.evaluate::<()>(TOIL, &[]).await?;
        let after = times(&threads);
        let toiled = after.iter().zip(before).map(|(after, before)| after.saturating_sub(before));
        let busiest = toiled.zip(threads).max_by_key(|(time, _)| *time);
        match busiest {
            // On a machine that does other things too it gets a part of the time.
            Some((time, thread)) if time > Duration::from_millis(5) => Ok(thread),
            Some(_) | None => {
                Err(Trouble::new("the system does not tell how long the page's thread has run"))
            }
        }
    }

    /// The main threads of all pages of this reader's browser.
    fn renderers(&self) -> Vec<MainThread> {
        let parents = parents();
        let is_ours = |mut process: u32| loop {
            match parents.get(&process) {
                Some(parent) if *parent == self.chromedriver.process() => return true,
                Some(parent) => process = *parent,
                None => return false,
            }
        };
        let renderers = parents.keys().filter(|process| {
            let command = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            is_ours(**process) && String::from_utf8_lossy(&command).contains("--type=renderer")
        });
        renderers
            .map(|process| {
                // The first thread of a process has the process's own number.
                let account = format!("/proc/{process}/task/{process}/schedstat");
                MainThread { account: account.into() }
            })
            .collect()
    }
}

/// The parent of each process of the machine.
fn parents() -> BTreeMap<u32, u32> {
    let Ok(entries) = fs::read_dir("/proc") else { return BTreeMap::new() };
    let processes =
        entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    processes
        .filter_map(|process| {
            let line = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            // The name stands in brackets and may hold anything.
            let after_name = line.rsplit_once(") ")?.1;
            Some((process, after_name.split(' ').nth(1)?.parse().ok()?))
        })
        .collect()
}

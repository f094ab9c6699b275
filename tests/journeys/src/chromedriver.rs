//! The program that turns WebDriver into what Chromium does.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::CHROMEDRIVER;
use crate::trouble::{Outcome, Trouble};

/// A driver of one's own, ended with all its browsers when dropped.
pub(crate) struct Chromedriver {
    process: Child,
    port: u16,
}

impl Chromedriver {
    /// Starts one on a port that it chooses. Two that start in the same moment may choose the same
    /// one, and the later of them ends; it is started again.
    pub(crate) fn start() -> Outcome<Chromedriver> {
        const N_TRIES: usize = 3;
        for _ in 1..N_TRIES {
            if let Ok(started) = Chromedriver::try_start() {
                return Ok(started);
            }
        }
        Chromedriver::try_start()
    }

    fn try_start() -> Outcome<Chromedriver> {
        let program = std::env::var_os(CHROMEDRIVER).unwrap_or("chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Trouble::new(format!("{} did not start: {error}", program.display()))
            })?;
        let output = process.stdout.take().expect("its output was piped");
        let mut lines = BufReader::new(output).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
        let Some(port) = port else {
            let status = process.wait()?;
            return Err(Trouble::new(format!("chromedriver ended with {status}, on no port")));
        };
        // Read on, so that it never waits for us to read.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Chromedriver { process, port })
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// Asks it to end itself and its browsers; killed, it would leave them running.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let asked = Instant::now();
        if self.shut_down().is_ok() {
            while asked.elapsed() < Duration::from_secs(5) {
                if matches!(self.process.try_wait(), Ok(Some(_))) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        // Where it cannot be killed it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in `ChromeDriver was started successfully on port 36729.`
fn port_in(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

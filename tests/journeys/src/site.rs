//! The built site on a plain server, as the plainest of hosts would serve it.
//!
//! It lies in a folder, never at the root, so that an address which forgets the folder fails. No
//! header helps it: the page's policy must be its own. Nothing may be kept by the HTTP cache, so
//! that what opens without the server was kept by the site itself.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::trouble::Outcome;

const FOLDER: &str = "/some/where/";

/// A page of the same origin that is not the site's, to stand on before the app starts.
const DOOR: &str = "/some/where/door";
const DOOR_PAGE: &str = "<!doctype html><title>Door</title><link rel=\"icon\" href=\"data:,\">";

/// The site, served until it is stopped or dropped.
pub struct Site {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// One request that reached the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, as a rule.
    pub method: String,
    /// From the first `/` on, with the query.
    pub path: String,
    /// The answer's number: 200 or 404.
    pub status: u16,
}

struct Shared {
    files: PathBuf,
    requests: Mutex<Vec<Request>>,
    stopped: AtomicBool,
}

impl Site {
    /// Serves the files of a folder on a free port of this machine.
    ///
    /// # Errors
    ///
    /// Where no port can be had.
    pub fn serve(files: &Path) -> Outcome<Site> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            files: files.to_owned(),
            requests: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.stopped.load(Ordering::SeqCst) {
                    break;
                }
                let (Ok(stream), serving) = (stream, Arc::clone(&serving)) else { continue };
                // A connection that breaks off is the browser's affair: it asks again.
                std::thread::spawn(move || serving.answer(stream).ok());
            }
        });
        Ok(Site { address, shared })
    }

    /// The site's address, with a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{FOLDER}", self.address)
    }

    /// The address of a page of the same origin that is not the site's.
    #[must_use]
    pub(crate) fn door(&self) -> String {
        format!("http://{}{DOOR}", self.address)
    }

    /// Every request so far, in order of answer.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the server: from now on every connection is refused.
    pub fn stop(&self) {
        if !self.shared.stopped.swap(true, Ordering::SeqCst) {
            // Wakes the listener, which then sees that it is over. Where that fails it is over.
            let _ = TcpStream::connect(self.address);
            while TcpStream::connect(self.address).is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        // A browser opens connections ahead of need, and may never use them.
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            header.clear();
        }
        let mut words = first.split(' ');
        let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(()) };

        let found = match path {
            DOOR => Some((HTML, DOOR_PAGE.as_bytes().to_vec())),
            _ => self.file(path).and_then(|file| Some((kind(&file)?, std::fs::read(file).ok()?))),
        };
        let (status, reason, kind, body) = match found {
            Some((kind, body)) => (200, "OK", kind, body),
            None => (404, "Not Found", "text/plain", b"There is nothing here.".to_vec()),
        };
        let request = Request { method: method.to_owned(), path: path.to_owned(), status };
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        write!(
            stream,
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)
    }

    /// The file that a path asks for; none outside the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let name = path.split(['?', '#']).next()?.strip_prefix(FOLDER)?;
        let name = Path::new(if name.is_empty() { "index.html" } else { name });
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| self.files.join(name))
    }
}

const HTML: &str = "text/html; charset=utf-8";

fn kind(file: &Path) -> Option<&'static str> {
    Some(match file.extension()?.to_str()? {
        "html" => HTML,
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "png" => "image/png",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

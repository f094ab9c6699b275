//! Makes the site open without a network, once it has been opened with one.
//!
//! Adds to the finished site a service worker that knows every file by name, under a version
//! that stands for their content, and the script that registers it. Only a release has them: the
//! site that `cargo xtask serve` serves must always show the latest edit.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::command::{Failure, bytes, read, write};
use crate::dist::files_of;

const WORKER: &str = include_str!("../../site/offline-worker.js");
const REGISTER: &str = include_str!("../../site/offline.js");
const SCRIPT: &str = "<script type=\"module\" src=\"./offline.js\"></script>";

/// Adds the worker to the site in that folder.
///
/// # Errors
///
/// Where the site has no index.html with an end of its head, or a file cannot be read or written.
pub(crate) fn add(site: &Path) -> Result<(), Failure> {
    let index = site.join("index.html");
    write(&index, with_script(&read(&index)?)?.as_bytes())?;
    write(&site.join("offline.js"), REGISTER.as_bytes())?;

    let mut files = Vec::new();
    let mut contents = DefaultHasher::new();
    for path in files_of(site)? {
        let name = relative(&path, site)?;
        // What begins with a dot is for the host, and many hosts do not send it.
        if name == "sw.js" || name.starts_with('.') {
            continue;
        }
        (&name, bytes(&path)?).hash(&mut contents);
        files.push(name);
    }
    // The worker's own rules are part of what a cache was filled by.
    WORKER.hash(&mut contents);
    write(&site.join("sw.js"), worker(&files, contents.finish()).as_bytes())?;
    eprintln!("{} files open without a network", files.len());
    Ok(())
}

/// The page with the registration in its head; a page that has it stays as it is.
fn with_script(page: &str) -> Result<String, Failure> {
    if page.contains(SCRIPT) {
        return Ok(page.to_owned());
    }
    let end = page
        .find("</head>")
        .ok_or_else(|| Failure::new("index.html of the built site has no </head>"))?;
    let (head, rest) = page.split_at(end);
    Ok(format!("{head}{SCRIPT}\n{rest}"))
}

/// The worker, with its version and the names of the files in front.
fn worker(files: &[String], contents: u64) -> String {
    let mut list = String::new();
    for name in files {
        // A page is asked for by its folder, never by its own name.
        let address = if name == "index.html" { "" } else { name };
        list.push_str(&format!("  \"./{address}\",\n"));
    }
    format!("const VERSION = \"{contents:016x}\";\nconst FILES = [\n{list}];\n\n{WORKER}")
}

/// The path below the site, with `/`, as an address has it.
fn relative(path: &Path, site: &Path) -> Result<String, Failure> {
    let below = path.strip_prefix(site).expect("a file of a folder lies below it");
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    let name = parts.map(|parts| parts.join("/"));
    // Names of ours need no escape, in an address or in a string of JavaScript.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    name.filter(|name| name.chars().all(plain)).ok_or_else(|| {
        Failure::new(format!("{} is no name for a file of the site", below.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_registration_is_added_once() {
        let page = "<html><head><title>t</title></head><body></body></html>";
        let once = with_script(page).expect("the page has a head");
        expect![[r#"
            <html><head><title>t</title><script type="module" src="./offline.js"></script>
            </head><body></body></html>"#]]
        .assert_eq(&once);
        assert_eq!(with_script(&once).expect("the page has a head"), once);
        assert!(with_script("<p>no head</p>").is_err());
    }

    #[test]
    fn the_worker_knows_the_page_by_its_folder() {
        let files = ["app.css".to_owned(), "index.html".to_owned()];
        let text = worker(&files, 0xabc);
        let (head, rules) = text.split_once("\n\n").expect("a list, then the rules");
        expect![[r#"
            const VERSION = "0000000000000abc";
            const FILES = [
              "./app.css",
              "./",
            ];"#]]
        .assert_eq(head);
        assert_eq!(rules, WORKER);
    }

    #[test]
    fn another_content_is_another_cache() {
        let site = std::env::temp_dir().join(format!("briefmark-offline-{}", std::process::id()));
        let cache_of = |content: &str| {
            std::fs::create_dir_all(&site).expect("the folder can be made");
            write(&site.join("index.html"), b"<head></head>").expect("the page can be written");
            write(&site.join("app.css"), content.as_bytes()).expect("the sheet can be written");
            write(&site.join(".nojekyll"), b"").expect("the host's file can be written");
            add(&site).expect("the worker can be added");
            let worker = read(&site.join("sw.js")).expect("the worker was written");
            assert!(!worker.contains(".nojekyll"), "many hosts do not send it: {worker}");
            worker.lines().next().expect("it names its version first").to_owned()
        };
        let (first, again, other) = (cache_of("a{}"), cache_of("a{}"), cache_of("b{}"));
        std::fs::remove_dir_all(&site).expect("the folder can be removed");
        assert_eq!(first, again);
        assert_ne!(first, other);
    }
}

//! The laws of the house, read from its source.
//!
//! What a compiler cannot hold: which room may use which, where a dependency stands, what no
//! module is called, how text gets into the page, and that no page asks another origin.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the rooms stand.
const STREETS: [&str; 2] = ["document/src", "src"];

/// The rooms in walking order: each uses those before it, never those after.
const ROOMS: [&str; 15] = [
    "order",
    "text",
    "brief",
    "timestamp",
    "codebook",
    "coder",
    "annotation",
    "workspace",
    "search",
    "exchange",
    "statistics",
    "route",
    "browser",
    "view",
    "cli",
];

#[test]
fn a_room_uses_the_rooms_before_it() {
    let mut trespasses = Vec::new();
    for file in Source::all() {
        let Some(room) = file.room() else { continue };
        let own_place = place(&room)
            .unwrap_or_else(|| panic!("{} is in no room of the street", file.path.display()));
        for used in rooms_used(&file.code) {
            match place(&used) {
                Some(used_place) if used_place <= own_place => {}
                Some(_) => trespasses.push(format!("{} uses {used}", file.path.display())),
                None => trespasses.push(format!("{} uses no room: {used}", file.path.display())),
            }
        }
    }
    assert_eq!(trespasses, Vec::<String>::new());
}

/// `super` in a room's front file, or one too many behind it, would be a door past the law above.
#[test]
fn no_path_leaves_its_room_by_super() {
    for file in Source::all() {
        let Some(_) = file.room() else { continue };
        let allowed = file.path.components().count() - 1;
        assert!(
            longest_super_chain(&file.code) <= allowed,
            "{}: a path climbs out of the room; say `crate::` and the room's name",
            file.path.display()
        );
    }
}

#[test]
fn the_street_map_lists_the_rooms_in_walking_order() {
    let maps = STREETS.map(|street| read(&root().join(street).join("lib.rs")));
    let listed: Vec<&str> = maps
        .iter()
        .flat_map(|map| map.lines())
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(listed, ROOMS);
}

#[test]
fn the_view_is_a_dependency_of_wasm_alone_and_the_command_line_of_the_rest() {
    let tables = dependencies(&read(&root().join("Cargo.toml")));
    assert!(tables.contains_key("dependencies"), "{tables:?}");
    for (table, packages) in &tables {
        let for_wasm = table.contains("'cfg(target_arch = \"wasm32\")'");
        let for_native = table.contains("'cfg(not(target_arch = \"wasm32\"))'");
        for package in packages {
            let of_the_browser = ["console_error", "gloo", "js-sys", "leptos", "wasm", "web-sys"]
                .iter()
                .any(|family| package.starts_with(family));
            assert!(!of_the_browser || for_wasm, "{package} stands in [{table}]");
            assert!(package != "clap" || for_native, "{package} stands in [{table}]");
        }
    }
}

#[test]
fn every_module_is_called_by_its_noun() {
    for file in Source::all() {
        let name = file.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        assert!(
            !["common", "helpers", "misc", "mod", "models", "types", "util", "utils"]
                .contains(&name),
            "{}: such a thing has a noun that nobody looked for",
            file.path.display()
        );
    }
}

#[test]
fn text_enters_the_page_as_text() {
    for file in Source::all() {
        for door in ["inner_html", "outer_html", "insert_adjacent_html", "contextual_fragment"] {
            assert!(!file.code.contains(door), "{} uses {door}", file.path.display());
        }
    }
}

#[test]
fn no_page_asks_another_origin() {
    let mut pages = vec![root().join("index.html")];
    pages.extend(files_below(&root().join("site")));
    pages.extend(files_below(&root().join("style")));
    assert!(pages.len() > 3, "the site's files were not found: {pages:?}");
    for page in pages {
        // The name of SVG is spelled as an address, and is not asked for.
        let text = read(&page).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for address in ["http:", "https:", "ws://", "wss://", "\"//", "'//", "(//"] {
            assert!(!text.contains(address), "{} holds {address}", page.display());
        }
    }
}

/// A browser asks such a rule again at every change of the page, whatever it was: five milliseconds
/// each time beside a long text.
#[test]
fn no_style_asks_what_all_of_the_page_holds() {
    for path in files_below(&root().join("style")) {
        let style = read(&path);
        for whole in [":root", "html", "body", ".app"] {
            assert!(
                !style.contains(&format!("{whole}:has(")),
                "{}: say by a class what `{whole}:has(…)` asks",
                path.display()
            );
        }
    }
}

/// Where anything may be the neighbour, all beside an element that comes or goes is styled anew, and a
/// containment of style has the whole page looked through for quotation marks: four milliseconds of
/// each frame while a reader scrolls.
#[test]
fn no_style_asks_who_the_neighbour_is() {
    for path in files_below(&root().join("style")) {
        let style = read(&path);
        for costly in [
            "* + *",
            "* ~ *",
            "layout style",
            "contain: style",
            "contain: content",
            "contain: strict",
        ] {
            assert!(!style.contains(costly), "{}: {costly}", path.display());
        }
    }
}

#[test]
fn the_page_runs_nothing_inline() {
    let page = read(&root().join("index.html"));
    let policy = page
        .split_once("Content-Security-Policy\" content=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(policy, _)| policy)
        .expect("the page has a policy");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for loophole in ["unsafe-inline", "'unsafe-eval'", "*", "blob:"] {
        assert!(!policy.contains(loophole), "{policy}");
    }
}

#[test]
fn the_laws_read_paths_as_the_compiler_does() {
    let check = |code: &str, used: &[&str]| assert_eq!(rooms_used(&code_of(code)), used, "{code}");
    check("use crate::text::Span;", &["text"]);
    check("use crate::{view::{Reader, Page}, text, brief as b};", &["view", "text", "brief"]);
    check("use crate::{\n    text::{\n        Span,\n    },\n    route,\n};", &["text", "route"]);
    check("fn f(x: crate::view::X) -> crate::text::Y {}", &["view", "text"]);
    check("pub(crate) fn f() {} // crate::view\n/// [`crate::view`]\nuse leptos::x;", &[]);
    check("let address = \"https://x\"; crate::route::f();", &["route"]);
    let chain = |code: &str| longest_super_chain(&code_of(code));
    assert_eq!(chain("use super::{A, B};"), 1);
    assert_eq!(chain("use super::super::view;"), 2);
    assert_eq!(chain("pub(super) fn f() {}"), 0);
}

/// One file of code, without its comments.
struct Source {
    /// From `src` on, of whichever crate.
    path: PathBuf,
    code: String,
}

impl Source {
    fn all() -> Vec<Source> {
        let is_code = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
        let mut files = Vec::new();
        for street in STREETS.map(|street| root().join(street)) {
            files.extend(files_below(&street).into_iter().filter(is_code).map(|path| Source {
                code: code_of(&read(&path)),
                path: path.strip_prefix(&street).expect("it lies there").to_owned(),
            }));
        }
        assert!(files.len() > ROOMS.len(), "the source was not found");
        files
    }

    /// The room, or none for the street map and the door.
    fn room(&self) -> Option<String> {
        let first = self.path.iter().next()?.to_str()?;
        let room = first.strip_suffix(".rs").unwrap_or(first);
        (!["lib", "main"].contains(&room)).then(|| room.to_owned())
    }
}

fn place(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

/// The rooms that paths from `crate` on name, in order.
fn rooms_used(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c == '$' || is_word(c)) {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(first_words(group)),
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

/// The first word of each path of a group `{a::b, c::{d}}`, whose opening brace is read.
fn first_words(group: &str) -> Vec<String> {
    let (mut words, mut depth, mut at_start) = (Vec::new(), 1, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => at_start = true,
            _ if at_start && depth == 1 && is_word(c) => {
                words.push(word(&group[at..]));
                at_start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words
}

fn longest_super_chain(code: &str) -> usize {
    let mut longest = 0;
    for (at, _) in code.match_indices("super::") {
        let mut rest = &code[at..];
        let mut length = 0;
        while let Some(next) = rest.strip_prefix("super::") {
            rest = next;
            length += 1;
        }
        longest = longest.max(length);
    }
    longest
}

/// The text without what follows `//` on each line, unless it is of an address.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
        code.push_str(comment.map_or(line, |(at, _)| &line[..at]));
        code.push('\n');
    }
    code
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| is_word(*c)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The packages that each table of dependencies of a Cargo.toml names.
fn dependencies(manifest: &str) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::<String, Vec<String>>::new();
    let mut table = String::new();
    for line in manifest.lines() {
        if let Some(header) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            table = header.to_owned();
            // `[dependencies.web-sys]` is an entry of the table before the last point.
            if let Some((parent, package)) = header.rsplit_once("dependencies.") {
                tables.entry(format!("{parent}dependencies")).or_default().push(package.to_owned());
            }
        } else if table.ends_with("dependencies")
            && let Some((package, _)) = line.split_once(" = ")
        {
            tables.entry(table.clone()).or_default().push(package.to_owned());
        }
    }
    tables
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is part of the project") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

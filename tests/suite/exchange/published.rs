//! Laws of what the site publishes: the list is read with care, and each collection is what it says.

use std::path::Path;

use briefmark::annotation::{Annotation, AnnotationId, Body, Motivation, anchor, describe};
use briefmark::brief::{self, Brief};
use briefmark::codebook::from_list;
use briefmark::coder::Coder;
use briefmark::exchange::published::{Collection, collections};
use briefmark::exchange::{Selection, export, import};
use briefmark::text::{CodePoint, Passage, Span};
use briefmark::timestamp::Timestamp;
use briefmark::workspace::{Edit, Workspace};
use expect_test::expect_file;
use serde_json::Map;

use crate::work::note;

/// What those who make Briefmark marked on their first reading: words, themes by letter, a note.
const FIRST_READING: [(&str, &[&str], &str); 12] = [
    (
        "consistent in at least one respect",
        &["d"],
        "The thesis of the whole paper: the one respect is *his movement toward power*. Every policy below is read as a means to it.",
    ),
    (
        "the explosions in Poland and Hungary enabled Khrushchev's competitors to rally",
        &["a", "b"],
        "The one moment at which the outcome looks open. Compare ¶4, where the opposition is said to \
         have been weaker from the start.",
    ),
    (
        "were not a homogeneous group",
        &["a"],
        "Answers in advance what Moscow would say: that *one* anti-Party group was unmasked.",
    ),
    (
        "The popular Malenkov was his chief competitor.",
        &["h"],
        "“Popular” has no source here; ¶6 gives one, the consumer goods programme.",
    ),
    (
        "who may even have held, as Communist sources claim, a temporary majority",
        &["d", "g"],
        "Where it comes from is said for once. If it is true, the Presidium outvoted its First Secretary \
         and the Central Committee outvoted the Presidium.",
    ),
    (
        "blackmail instrument to be used against actual or potential opponents",
        &["d", "f"],
        "Quoted from an earlier evaluation by the same office, and taken up as a finding further below.",
    ),
    (
        "They were apparently in no position to use Khrushchev's complicity in Stalin's crimes.",
        &["d"],
        "Rests on the sentence after it, which says that it is presumed.",
    ),
    (
        "They will not dare--it will not happen to me.",
        &["e"],
        "Who is quoted? The marks are those of a saying, not of a witness.",
    ),
    (
        "Apathy, resignation, and cynicism were coupled with disapproval, shock, and sympathy for Molotov",
        &["c", "i"],
        "Admitted to be limited impressions. The only place where anyone outside the leadership is heard.",
    ),
    (
        "a loyal following of roughly 60% of the total",
        &["b"],
        "The only figure on loyalty in the paper; neither its total nor its source is named.",
    ),
    (
        "This is not an easy balancing act.",
        &["c"],
        "Army and economy in one sentence: the question that the paper leaves open.",
    ),
    (
        "Soviet foreign policy cannot be expected to change",
        &["j"],
        "His own words, against the expectations that ¶11.j lists. The list and this sentence belong \
         together.",
    ),
];

fn khrushchev() -> Brief {
    let source = include_str!("../../../briefs/khrushchev-purge-1957.md");
    let slug = "khrushchev-purge-1957";
    brief::parse(source, slug).0.with_id(&format!("urn:briefmark:{slug}"))
}

fn first_reading(brief: &Brief) -> Workspace {
    let now = |minute: i64| Timestamp::from_millis(1_795_334_400_000 + minute * 60_000);
    let id = |n: usize| format!("urn:uuid:5f1e57ea-d1a6-4b1e-8f00-{n:012}");
    let reader = Coder { id: id(0), name: "Those who make Briefmark".to_owned() };
    let list =
        brief.lists().into_iter().max_by_key(|list| list.items.len()).expect("it has a list");
    let themes = from_list(brief, &list, &now(0));
    let mut work = Workspace::default();
    work.apply(Edit::AddThemes(themes.clone()), &now(0)).expect("a codebook can be made");
    for (n, (words, letters, said)) in FIRST_READING.into_iter().enumerate() {
        let text = brief.text.as_str();
        let place = text.find(words).unwrap_or_else(|| panic!("it does not say “{words}”"));
        assert_eq!(text.matches(words).count(), 1, "{words}");
        let code_points = |text: &str| text.chars().count() as u32;
        let start = code_points(&text[..place]);
        let span = Span { start: CodePoint(start), end: CodePoint(start + code_points(words)) };
        let passage = Passage::around(&brief.text, span).expect("there are words");
        let theme = |letter: &&str| {
            let is_it = |theme: &&_| -> bool {
                let theme: &briefmark::codebook::Theme = theme;
                theme.notation.as_deref() == Some(*letter)
            };
            let theme = themes.iter().find(is_it).expect("the list has the letter");
            Body::Theme { theme: theme.id.clone(), name: theme.name.clone() }
        };
        let minute = now(5 + 3 * n as i64);
        let bodies = letters.iter().map(theme).chain([note(said)]).collect();
        let one = Annotation {
            id: AnnotationId(id(n + 1)),
            motivations: vec![Motivation::Classifying],
            created: Some(minute.clone()),
            modified: Some(minute),
            creator: Some(reader.clone()),
            bodies,
            targets: vec![describe(brief, passage)],
            extra: Map::new(),
        };
        work.annotations.insert(one.id.clone(), one);
    }
    work
}

#[test]
fn the_first_reading_is_the_file_that_the_site_publishes() {
    let brief = khrushchev();
    let work = first_reading(&brief);
    expect_file!["../../../annotations/khrushchev-purge-1957.first-reading.json"]
        .assert_eq(&export(&work, &Selection::All));
}

/// The start script hands to the app what the page names: a file that it does not name would be published
/// and not be read.
#[test]
fn the_page_names_each_brief_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("index.html")).expect("there is a page");
    let named = page.lines().filter_map(|line| {
        let (_, address) =
            line.split_once("<link data-brief ")?.1.split_once("href=\"./briefs/")?;
        Some(address.split_once('"')?.0.to_owned())
    });
    let mut named: Vec<String> = named.collect();
    named.sort();
    let files = std::fs::read_dir(root.join("briefs")).expect("there are briefs");
    let name = |file: std::io::Result<std::fs::DirEntry>| {
        file.expect("it can be read").file_name().into_string().expect("its name is in Unicode")
    };
    let mut files: Vec<String> = files.map(name).collect();
    files.sort();
    assert_eq!(named, files);
    assert!(files.iter().all(|file| file.ends_with(".md")), "{files:?}");
}

/// Every collection of the list is there, is about its brief, and each of its passages is in it.
#[test]
fn what_the_site_publishes_is_there_and_fits() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = std::fs::read(root.join("annotations/index.json")).expect("there is a list");
    let listed = collections(&list);
    let n_files = std::fs::read_dir(root.join("annotations")).unwrap().count();
    assert_eq!(listed.len() + 1, n_files, "each file of the folder is listed once");
    for Collection { brief: slug, file, .. } in listed {
        let source = std::fs::read_to_string(root.join(format!("briefs/{slug}.md"))).unwrap();
        let iri = format!("urn:briefmark:{slug}");
        let brief = brief::parse(&source, &slug).0.with_id(&iri);
        let file = std::fs::read(root.join("annotations").join(file)).expect("the file is there");
        let (incoming, report) = import(&file).expect("it is one that we read");
        assert_eq!(report.refused, []);
        assert!(!incoming.annotations.is_empty());
        for target in incoming.annotations.iter().flat_map(|one| &one.targets) {
            assert_eq!(target.source, iri);
            assert!(anchor(&brief, target).settled().is_some(), "{target:?}");
        }
    }
}

#[test]
fn a_list_is_read_with_care() {
    let list = |items: &str| collections(format!(r#"{{"collections": [{items}]}}"#).as_bytes());
    let one = |file: &str| list(&format!(r#"{{"name": "n", "brief": "b", "file": "{file}"}}"#));
    let read = one("a.json");
    assert_eq!((read[0].title.as_str(), read[0].by.as_str()), ("n", ""));
    for elsewhere in [
        "../a.json",
        "/a.json",
        "//host/a.json",
        "https://host/a.json",
        "a/b.json",
        "",
        ".a",
        "a?b",
    ] {
        assert_eq!(one(elsewhere), [], "{elsewhere}");
    }
    assert_eq!(list(r#"{"brief": "b", "file": "a.json"}, 7, null"#), []);
    for nonsense in ["", "[]", "{}", "{\"collections\": 5}", "not JSON"] {
        assert_eq!(collections(nonsense.as_bytes()), [], "{nonsense}");
    }
}

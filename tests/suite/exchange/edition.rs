//! The HTML edition: the whole text, every mark with its note, and nothing that runs.

use std::collections::BTreeSet;

use briefmark::annotation::{Annotation, Body, describe};
use briefmark::brief::{self, Brief};
use briefmark::coder::Coder;
use briefmark::exchange::{Format, Parcel, Selection, WriteError, write};
use briefmark::text::{Passage, Span};
use briefmark::workspace::Workspace;
use proptest::prelude::*;

use super::marked_brief;
use crate::work::{annotation, coder, naughty, note, theme, theme_id};

#[test]
fn an_edition_holds_text_marks_notes_and_codebook() {
    let (brief, work) = marked_brief();
    expect_test::expect_file!["../../fixtures/exchange/edition.html"]
        .assert_eq(&edition(&brief, &work));
}

#[test]
fn an_edition_has_the_reading_text_and_no_other() {
    let source = include_str!("../../../briefs/khrushchev-purge-1957.md");
    let (brief, _) = brief::parse(source, "khrushchev-purge-1957.md");
    let mut work = Workspace::default();
    // Marks that overlap, nest, and run over the ends of blocks.
    for n in 0..60_u8 {
        let start = u32::from(n) * 380;
        let span = Span::new(start, start + 20 + u32::from(n) * 9);
        let passage = Passage::around(&brief.text, span).expect("there are words everywhere");
        let one = Annotation {
            targets: vec![describe(&brief, passage)],
            ..annotation(n, vec![Body::Theme { theme: theme_id(n % 5), name: String::new() }])
        };
        work.annotations.insert(one.id.clone(), one);
    }
    for n in 0..5 {
        work.themes.insert(theme_id(n), theme(n, "Theme"));
    }
    let page = edition(&brief, &work);
    let read = Page::of(&page);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(bare(&read.text), bare(brief.text.as_str()));
    assert_eq!(read.n_marked, 60, "each mark has its number in the text");
    let missing: Vec<_> = read.asked.difference(&read.ids).collect();
    assert!(missing.is_empty(), "links that lead nowhere: {missing:?}");
}

#[test]
fn a_note_and_a_definition_are_shown_as_they_read() {
    let (brief, mut work) = marked_brief();
    let one = work.annotations.values_mut().next().unwrap();
    one.bodies = vec![
        Body::Theme { theme: theme_id(0), name: String::new() },
        note(
            "# Why\n*now*, **here**\nand `x<y`\n\n3. three\n\n> said\n\n[see](https://example.org/?a&b) \
              [not](javascript:alert(1)) <b>",
        ),
    ];
    work.themes.get_mut(&theme_id(0)).unwrap().definition = "What *they* mean.".to_owned();
    let page = edition(&brief, &work);
    let _ = Page::of(&page);
    for said in [
        "<p><strong>Why</strong></p><p><em>now</em>, <strong>here</strong><br>and <code>x&lt;y</code></p>",
        "<ol start=\"3\"><li>three</li></ol><blockquote><p>said</p></blockquote>",
        "<a href=\"https://example.org/?a&amp;b\" rel=\"noreferrer\">see</a>",
        "&lt;b&gt;</p></div>",
        "<div class=\"note\"><p>What <em>they</em> mean.</p></div>",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(!page.contains("href=\"javascript"));
}

#[test]
fn an_edition_needs_one_brief() {
    let (brief, work) = marked_brief();
    let selection = Selection::All;
    let said = |briefs: &[Brief]| write(Format::Html, &Parcel::new(&work, &selection, briefs));
    assert_eq!(said(&[]), Err(WriteError::NoBrief(Format::Html)));
    let two = [brief.clone(), brief];
    assert_eq!(said(&two), Err(WriteError::SeveralBriefs(Format::Html, 2)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_written_is_text(words in naughty(), name in naughty(), who in naughty()) {
        let source = format!("# {words}\n\n1. {words} and more words.\n\n2. The end.\n");
        let (brief, _) = brief::parse(&source, &name);
        prop_assume!(!brief.text.is_empty());
        let mut work = Workspace::default();
        let span = brief.text.span();
        for n in 0..2 {
            let Some(passage) = Passage::around(&brief.text, span) else { return Ok(()) };
            let one = Annotation {
                creator: Some(Coder { name: who.clone(), ..coder(n) }),
                targets: vec![describe(&brief, passage)],
                ..annotation(n, vec![
                    Body::Theme { theme: theme_id(0), name: name.clone() },
                    note(&format!("{words}\n</style><script>{name}")),
                ])
            };
            work.annotations.insert(one.id.clone(), one);
        }
        let theme = briefmark::codebook::Theme { definition: words, ..theme(0, &name) };
        work.themes.insert(theme.id.clone(), theme);
        let page = edition(&brief, &work);
        // Reading it fails on any tag or attribute that is not the program's own.
        prop_assert_eq!(Page::of(&page).n_marked, 2);
    }
}

/// What a browser finds on a page. Only what the program says itself is a tag here: anything else
/// that looks like one fails.
pub(super) struct Page {
    /// The words of the text, without labels, page turns, stamps and numbers.
    text: String,
    pub(super) n_marked: usize,
    ids: BTreeSet<String>,
    asked: BTreeSet<String>,
}

const TAGS: [&str; 39] = [
    "!doctype",
    "a",
    "aside",
    "blockquote",
    "body",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "span",
    "strong",
    "style",
    "sup",
    "title",
    "ul",
    "h4",
    "h5",
    "h6",
    "time",
];
const ATTRIBUTES: [&str; 14] = [
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "content",
    "data-level",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "rel",
    "role",
    "start",
];

impl Page {
    pub(super) fn of(page: &str) -> Page {
        let mut read =
            Page { text: String::new(), n_marked: 0, ids: BTreeSet::new(), asked: BTreeSet::new() };
        let mut open: Vec<(String, String)> = Vec::new();
        let mut pieces = page.split('<');
        assert_eq!(pieces.next(), Some(""));
        for piece in pieces {
            let (tag, words) = piece.split_once('>').expect("a tag ends");
            assert!(
                !words.contains('>') || open.iter().any(|(name, _)| name == "style"),
                "{words}"
            );
            if let Some(name) = tag.strip_prefix('/') {
                let (opened, _) = open.pop().expect("what is closed was opened");
                assert_eq!(opened, name);
            } else {
                let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
                assert!(TAGS.contains(&name), "{tag:?}");
                let attributes = attributes(if name == "!doctype" { "" } else { rest });
                let of = |wanted: &str| {
                    let found = attributes.iter().find(|(name, _)| name == wanted);
                    found.map(|(_, value)| value.clone()).unwrap_or_default()
                };
                if !of("id").is_empty() {
                    assert!(read.ids.insert(of("id")), "{} stands twice", of("id"));
                }
                if name == "a" && of("rel") == "noreferrer" {
                    // Of a note: to the web or to a letter, never to a script.
                    let schemes = ["http:", "https:", "mailto:"];
                    assert!(schemes.iter().any(|it| of("href").starts_with(it)), "{rest}");
                } else if name == "a" {
                    let place = of("href");
                    read.asked.insert(place.strip_prefix('#').expect("a place here").to_owned());
                    read.n_marked += usize::from(of("class") == "ref");
                }
                if !matches!(name, "meta" | "!doctype" | "br" | "hr") {
                    open.push((name.to_owned(), of("class")));
                }
            }
            let apart = ["label", "turn", "stamp", "ref"];
            let is_apart =
                |(name, class): &(String, String)| name == "sup" || apart.contains(&class.as_str());
            let in_text = open.iter().any(|(_, class)| class == "text");
            if in_text && !open.iter().any(is_apart) {
                read.text.push_str(&unescaped(words));
            }
        }
        assert_eq!(open, []);
        read
    }
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while let Some((name, after)) = rest.trim_start().split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a value ends");
        assert!(ATTRIBUTES.contains(&name), "{name:?}");
        found.push((name.to_owned(), unescaped(value)));
        rest = after;
    }
    assert_eq!(rest, "");
    found
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#13;", "\r"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

fn edition(brief: &Brief, work: &Workspace) -> String {
    let selection = Selection::All;
    let briefs = [brief.clone()];
    let written = write(Format::Html, &Parcel::new(work, &selection, &briefs))
        .expect("an edition can be written, in UTF-8");
    String::from_utf8(written.bytes).expect("an edition can be written, in UTF-8")
}

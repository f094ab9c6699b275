//! The list of quotations: Markdown that says what was marked, whatever was written.

use briefmark::annotation::{Annotation, Body};
use briefmark::brief;
use briefmark::coder::Coder;
use briefmark::exchange::{Format, Parcel, Selection, write};
use briefmark::workspace::Workspace;
use expect_test::expect;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::marked_brief;
use super::table::written;
use crate::work::{annotation, coder, naughty, note, target, theme, theme_id};

#[test]
fn quotations_stand_under_their_themes_with_citation_coder_and_note() {
    let (brief, work) = marked_brief();
    let selection = Selection::All;
    let briefs = [brief];
    let list = write(Format::Markdown, &Parcel::new(&work, &selection, &briefs)).unwrap();
    expect_test::expect_file!["../../fixtures/exchange/quotations.md"]
        .assert_eq(std::str::from_utf8(&list.bytes).unwrap());
}

#[test]
fn what_no_brief_is_given_for_stands_with_the_words_that_were_stored() {
    let mut work = Workspace::default();
    let one = annotation(1, vec![note("Why?")]);
    work.annotations.insert(one.id.clone(), one);
    expect![[r##"
        # Quotations by theme

        ## Without a theme

        - > some words

          — ¶1, p. 1

          Why?
    "##]]
    .assert_eq(&written(Format::Markdown, &work).0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_is_written_is_text_in_its_place(
        name in naughty(), quote in naughty(), who in naughty(), said in naughty(),
    ) {
        prop_assume!(!quote.trim().is_empty() && !quote.contains('\0') && !name.contains('\0'));
        let mut work = Workspace::default();
        let theme = briefmark::codebook::Theme { notation: None, ..theme(0, &name) };
        work.themes.insert(theme.id.clone(), theme);
        for n in 0..3 {
            let bodies = vec![Body::Theme { theme: theme_id(0), name: name.clone() }, note(&said)];
            let one = Annotation {
                creator: Some(Coder { name: who.clone(), ..coder(0) }),
                targets: vec![target("¶1", &quote)],
                ..annotation(n, bodies)
            };
            work.annotations.insert(one.id.clone(), one);
        }
        let list = written(Format::Markdown, &work).0;
        let read = Read::of(&list);
        prop_assert_eq!(read.n_items, 3, "{}", list);
        prop_assert_eq!(&read.headings, &[spaced("Quotations by theme"), spaced(&name)]);
        let words: String = quote.lines().map(|line| spaced(line) + " ").collect();
        prop_assert_eq!(read.quotes, vec![spaced(&words); 3], "{}", list);
    }
}

/// What a reader of Markdown finds in a list.
struct Read {
    headings: Vec<String>,
    quotes: Vec<String>,
    /// Of the outermost lists.
    n_items: usize,
}

impl Read {
    fn of(list: &str) -> Read {
        let mut read = Read { headings: Vec::new(), quotes: Vec::new(), n_items: 0 };
        let (mut depth, mut words, mut first) = (0, String::new(), true);
        for event in Parser::new_ext(list, Options::empty()) {
            match event {
                Event::Start(Tag::Item) => {
                    depth += 1;
                    read.n_items += usize::from(depth == 1);
                    first = true;
                }
                Event::End(TagEnd::Item) => depth -= 1,
                Event::Start(Tag::Heading { .. } | Tag::BlockQuote(_)) => words.clear(),
                Event::End(TagEnd::Heading(_)) if depth == 0 => read.headings.push(spaced(&words)),
                // The first quotation of an item is ours; a note may hold others.
                Event::End(TagEnd::BlockQuote(_)) if depth == 1 && first => {
                    read.quotes.push(spaced(&words));
                    first = false;
                }
                Event::End(TagEnd::Paragraph) => words.push(' '),
                Event::Text(text) => words.push_str(&text),
                Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) if depth == 0 => {
                    words.push_str("<not text>");
                }
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        read
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title may be anything too.
#[test]
fn a_brief_may_be_called_anything() {
    let (brief, _) = brief::parse("# *A* <b> [x](y)\n\nWords.\n", "x.md");
    let selection = Selection::All;
    let briefs = [brief];
    let list =
        write(Format::Markdown, &Parcel::new(&Workspace::default(), &selection, &briefs)).unwrap();
    let list = String::from_utf8(list.bytes).unwrap();
    let title = &briefs[0].meta.title;
    assert_eq!(Read::of(&list).headings, [format!("{title}: quotations by theme")]);
}

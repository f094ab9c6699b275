//! Naughty strings as theme, note, coder and quotation, through every format and back.

use briefmark::annotation::{Annotation, AnnotationId, Body, Quote, Selector, describe};
use briefmark::brief::{self, Brief};
use briefmark::codebook::{Theme, ThemeId};
use briefmark::coder::Coder;
use briefmark::exchange::{Format, Parcel, Selection, read, write};
use briefmark::text::Passage;
use briefmark::workspace::{Incoming, Workspace};

use super::READ;
use crate::told::suites;
use crate::work::{annotation, note, theme};

/// What comes back of a string in a format: a theme's name, a note, a coder's name and words of a text,
/// as far as the format has them.
struct Back {
    theme: Option<String>,
    note: Option<String>,
    coder: Option<String>,
    quotation: Option<String>,
}

#[test]
fn every_naughty_string_goes_through_every_format_that_is_read() {
    let Some(strings) = strings("naughty strings through every format") else { return };
    // Without the signs that XML has no place for, which a project shows as signs that nobody has.
    for format in READ {
        let in_xml = format == Format::Qdpx;
        let (brief, work) = work_of(&strings);
        let briefs = [brief];
        let written = write(format, &Parcel::new(&work, &Selection::All, &briefs)).unwrap();
        let opened = read(&written.bytes).unwrap();
        assert_eq!(opened.report.refused, [], "{format}");
        assert_eq!(opened.incoming.annotations.len(), strings.len(), "{format}");
        for (n, string) in strings.iter().enumerate() {
            let said = if in_xml { in_xml_of(string) } else { string.clone() };
            let back = back(&opened.incoming, n, format);
            assert_eq!(back.note.as_deref().unwrap_or_default(), said, "{format}: a note");
            if let Some(name) = back.coder {
                assert_eq!(name, said, "{format}: a coder");
            }
            if let Some(name) = back.theme {
                // A name that is nothing is that of the theme's IRI, where the theme must have one.
                let is_nameless = said.is_empty() && name.starts_with("urn:uuid:");
                assert!(is_nameless || name == said, "{format}: a theme {name:?} of {said:?}");
            }
            let quotation = quotation(&work.annotations[&id(n)]);
            assert_eq!(back.quotation, quotation, "{format}: a quotation");
        }
    }
}

/// NDJSON is read by others: each line is JSON and says the strings as they are.
#[test]
fn every_naughty_string_stands_in_its_row() {
    let Some(strings) = strings("naughty strings in rows") else { return };
    let (brief, work) = work_of(&strings);
    let briefs = [brief];
    let written = write(Format::Ndjson, &Parcel::new(&work, &Selection::All, &briefs)).unwrap();
    let text = String::from_utf8(written.bytes).unwrap();
    // A line feed is the only end of a line, whatever other signs of one a string holds.
    let rows: Vec<serde_json::Value> =
        text.split_terminator('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), strings.len());
    for row in rows {
        let id = row["annotation_id"].as_str().unwrap();
        let n: usize = id[id.len() - 6..].parse().unwrap();
        let said = |column: &str| row[column].as_str().unwrap_or_default();
        assert_eq!([said("note"), said("coder"), said("code_name")], [&strings[n]; 3]);
    }
}

/// What only people and other programs read has a line, an item or an element for each, and no more:
/// no string ends what it stands in.
#[test]
fn no_naughty_string_breaks_out_of_what_it_stands_in() {
    let Some(strings) = strings("naughty strings in texts") else { return };
    let (brief, work) = work_of(&strings);
    let briefs = [brief];
    let text = |format| {
        let written = write(format, &Parcel::new(&work, &Selection::All, &briefs)).unwrap();
        String::from_utf8(written.bytes).unwrap()
    };
    let brat = text(Format::Brat);
    let n_notes = strings.iter().filter(|string| !string.trim().is_empty()).count();
    let lines: Vec<&str> = brat.split_terminator('\n').collect();
    assert_eq!(lines.len(), strings.len() + n_notes);
    for line in lines {
        let is_mark = line.starts_with('T') && line.split('\t').count() == 3;
        let is_note = line.starts_with('#') && line.contains("\tAnnotatorNotes T");
        assert!(is_mark || is_note, "{line:?}");
    }
    let edition = super::edition::Page::of(&text(Format::Html));
    assert_eq!(edition.n_marked, strings.len());
    let codebook =
        read(&write(Format::Qdc, &Parcel::new(&work, &Selection::All, &[])).unwrap().bytes);
    assert_eq!(codebook.unwrap().incoming.themes.len(), strings.len());
    let list = text(Format::Markdown);
    assert_eq!(list.matches("\n- > ").count(), strings.len());
}

/// A brief is called after what its file says or after the file, and either may be anything.
#[test]
fn a_brief_may_be_called_by_every_naughty_string() {
    let Some(strings) = strings("naughty strings as titles") else { return };
    let (mut brief, work) = work_of(&["x".to_owned()]);
    for string in strings {
        brief.meta.title.clone_from(&string);
        let briefs = [brief.clone()];
        for format in Format::ALL {
            let written = write(format, &Parcel::new(&work, &Selection::All, &briefs)).unwrap();
            let text = String::from_utf8_lossy(&written.bytes);
            match format {
                Format::Native
                | Format::Csv
                | Format::Spreadsheet
                | Format::Hypothesis
                | Format::Recogito => {
                    let incoming = read(&written.bytes).unwrap().incoming;
                    assert_eq!(incoming.annotations.len(), 1, "{format} of {string:?}");
                }
                Format::Qdpx => {
                    let opened = read(&written.bytes).unwrap();
                    assert_eq!(opened.report.refused, []);
                    assert_eq!(opened.incoming.annotations.len(), 1);
                    let project = super::refi::file_of(&written.bytes, "project.qde");
                    let source = project.split_once("<TextSource ").unwrap().1;
                    let name = source.split_once(" name=\"").unwrap().1.split_once('"').unwrap().0;
                    assert_eq!(unescaped(name), in_xml_of(&string));
                }
                Format::Html => drop(super::edition::Page::of(&text)),
                Format::Ndjson => {
                    let row: serde_json::Value = serde_json::from_str(&text).unwrap();
                    assert_eq!(row["document"].as_str().unwrap_or_default(), string);
                }
                Format::Markdown => {
                    let headings = text.lines().filter(|line| line.starts_with("# ")).count();
                    assert_eq!(headings, 1, "{text}");
                }
                Format::Brat | Format::Qdc => {}
            }
        }
    }
}

/// What an attribute of XML says.
fn unescaped(attribute: &str) -> String {
    let escapes = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#9;", "\t"),
        ("&#10;", "\n"),
        ("&#13;", "\r"),
        ("&amp;", "&"),
    ];
    let said = |words: String, (escaped, sign): &(&str, &str)| words.replace(escaped, sign);
    escapes.iter().fold(attribute.to_owned(), said)
}

/// The list, and what else has broken programs.
fn strings(test: &str) -> Option<Vec<String>> {
    let list = std::fs::read(suites(test)?.join("naughty-strings/blns.json"))
        .expect("the suite holds the list");
    let mut strings: Vec<String> = serde_json::from_slice(&list).expect("the list is JSON");
    assert!(strings.len() > 500);
    strings.extend(
        ["\u{2028}\u{2029}\u{85}", "\r\n\r", "]]>", "\u{feff}", " ", "a\tb"].map(str::to_owned),
    );
    Some(strings)
}

fn id(n: usize) -> AnnotationId {
    AnnotationId(format!("urn:uuid:0a000000-0000-4000-8000-{n:012}"))
}

/// A work in which each string is a theme, the note on it and its coder. Each marks a passage of its
/// own, in a text of sentences.
fn work_of(strings: &[String]) -> (Brief, Workspace) {
    let text: String =
        (0..strings.len()).map(|n| format!("{n}. Sentence {n} of all.\n\n")).collect();
    let (brief, _) = brief::parse(&text, "naughty.md");
    let mut work = Workspace::default();
    for (n, string) in strings.iter().enumerate() {
        let theme = Theme {
            id: ThemeId(format!("urn:uuid:0b000000-0000-4000-8000-{n:012}")),
            notation: None,
            key: None,
            ..theme(1, string)
        };
        let body = Body::Theme { theme: theme.id.clone(), name: string.clone() };
        let mut one = annotation(0, vec![body]);
        one.id = id(n);
        one.bodies.extend((!string.is_empty()).then(|| note(string)));
        one.creator = Some(Coder {
            id: format!("urn:uuid:0c000000-0000-4000-8000-{n:012}"),
            name: string.clone(),
        });
        let block = &brief.blocks[n];
        let passage = Passage::around(&brief.text, block.span).expect("there are words");
        one.targets = vec![describe(&brief, passage)];
        work.themes.insert(theme.id.clone(), theme);
        work.annotations.insert(one.id.clone(), one);
    }
    (brief, work)
}

fn back(incoming: &Incoming, n: usize, format: Format) -> Back {
    let here = incoming.annotations.iter().find(|one| one.id == id(n));
    let one = here.unwrap_or_else(|| panic!("{format} lost {n}"));
    let name = one.bodies.iter().find_map(|body| match body {
        Body::Theme { name, .. } => Some(name.clone()),
        Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
    });
    Back {
        theme: name,
        note: one.note().map(str::to_owned),
        coder: one.creator.as_ref().map(|coder| coder.name.clone()),
        quotation: quotation(one),
    }
}

fn quotation(one: &Annotation) -> Option<String> {
    let selectors = one.targets.iter().flat_map(|target| &target.selectors);
    let mut quotes = selectors.filter_map(|selector| match selector {
        Selector::Quote(Quote { exact, .. }) => Some(exact.clone()),
        Selector::Position { .. } | Selector::Other(_) => None,
    });
    quotes.next()
}

/// A string as XML can hold it: what it cannot is a sign that stands for what cannot be shown.
fn in_xml_of(string: &str) -> String {
    let is_hidden = |sign: char| matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    string.chars().map(|sign| if is_hidden(sign) { '\u{fffd}' } else { sign }).collect()
}

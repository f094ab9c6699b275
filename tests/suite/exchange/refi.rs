//! REFI-QDA: valid by its schema, read back as written, and read as other programs write it.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use briefmark::annotation::{Annotation, Body, Selector, Target, describe};
use briefmark::brief::{self, Brief};
use briefmark::codebook::{Theme, ThemeId};
use briefmark::coder::Coder;
use briefmark::exchange::{Format, Kind, Opened, Parcel, Selection, WriteError, read, write};
use briefmark::text::{Passage, Span};
use briefmark::workspace::Workspace;
use expect_test::expect;
use proptest::prelude::*;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::marked_brief;
use crate::told::{can_run, suites};
use crate::work::{annotation, annotation_id, coder, marked, naughty, note, theme, theme_id};

#[test]
fn a_project_is_an_archive_with_the_reading_text() {
    let (brief, work) = marked_brief();
    let (project, left) = project(&brief, &work);
    expect_test::expect_file!["../../fixtures/exchange/project.qde"]
        .assert_eq(&file_of(&project, "project.qde"));
    let mut archive = ZipArchive::new(Cursor::new(&project)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names.len(), 2);
    assert!(names[1].starts_with("sources/") && names[1].ends_with(".txt"), "{names:?}");
    assert_eq!(file_of(&project, &names[1]), brief.text.as_str());
    assert_eq!(archive.by_name("project.qde").unwrap().name().unwrap(), "project.qde");
    expect![[r#"
        1 passage without a sure place in the brief as it is
        the tie between the passages of 1 annotation: each passage is apart
        the words around the passages of 4 annotations
        the citations of 5 annotations
        the motivations of 6 annotations
        line, key, letter or colour of 2 themes
    "#]]
    .assert_eq(&left);
}

#[test]
fn projects_and_codebooks_are_valid_by_the_official_schemas() {
    let Some(suites) = suites("REFI-QDA schemas") else { return };
    if !can_run("REFI-QDA schemas", "xmllint", &["--version"], "there is no xmllint") {
        return;
    }
    let strings = std::fs::read(suites.join("naughty-strings/blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_slice(&strings).unwrap();
    let (brief, work) = marked_brief();
    let all_naughty = with_strings(&brief, &strings);
    let mut nameless = work.clone();
    nameless.themes.clear();
    let empty = Workspace::default();
    for (n, work) in [work, all_naughty, nameless, empty].iter().enumerate() {
        let (project, _) = project(&brief, work);
        validate(&suites, "project", n, file_of(&project, "project.qde").as_bytes());
        match write(Format::Qdc, &Parcel::new(work, &Selection::All, &[])) {
            Ok(codebook) => validate(&suites, "codebook", n, &codebook.bytes),
            Err(error) => {
                assert_eq!(error, WriteError::NoTheme(Format::Qdc));
                assert!(work.annotations.is_empty());
            }
        }
    }
}

#[test]
fn every_naughty_string_comes_back_from_a_project() {
    let Some(suites) = suites("naughty strings in a project") else { return };
    let strings = std::fs::read(suites.join("naughty-strings/blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_slice(&strings).unwrap();
    let (brief, _) = marked_brief();
    let work = with_strings(&brief, &strings);
    let opened = read(&project(&brief, &work).0).unwrap();
    assert_eq!(opened.report.refused, []);
    // XML holds no control signs: those come back as signs that cannot be shown.
    let shown = |text: &str| {
        let hidden = |sign: char| matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
        text.chars().map(|sign| if hidden(sign) { '\u{fffd}' } else { sign }).collect::<String>()
    };
    for back in &opened.incoming.annotations {
        let here = &work.annotations[&back.id];
        assert_eq!(back.note().unwrap_or_default(), shown(here.note().unwrap_or_default()));
        let name = |one: &Annotation| one.creator.as_ref().unwrap().name.clone();
        assert_eq!(name(back), shown(&name(here)));
    }
    for back in &opened.incoming.themes {
        assert_eq!(back.name, shown(&work.themes[&back.id].name));
    }
    assert_eq!(opened.incoming.themes.len(), strings.len());
}

#[test]
fn programs_that_count_otherwise_are_found_out() {
    let words = "The first line.\r\nA 🜲 sign, and the second line.\r\n\r\nThe third one.\r\n";
    let plain = words.replace("\r\n", "\n");
    let wanted = ["second line", "third one"];
    let places = |text: &str, utf16: bool, inclusive: bool| -> Vec<(usize, usize)> {
        let length = |part: &str| {
            if utf16 { part.encode_utf16().count() } else { part.chars().count() }
        };
        wanted
            .iter()
            .map(|quote| {
                let start = length(&text[..text.find(quote).unwrap()]);
                (start, start + length(quote) - usize::from(inclusive))
            })
            .collect()
    };
    for (origin, places) in [
        ("NVivo", places(words, false, false)),
        ("ATLAS.ti", places(&plain, false, false)),
        ("MAXQDA", places(words, true, false)),
        ("Quirkos", places(&plain, true, false)),
        ("inclusive", places(&plain, false, true)),
    ] {
        for folder in ["sources", "Sources"] {
            let selections: String = places
                .iter()
                .zip(wanted)
                .map(|((start, end), name)| selection(*start, *end, name, ""))
                .collect();
            let opened = read(&foreign(origin, folder, words, &selections)).unwrap();
            assert_eq!(quotes(&opened), wanted, "{origin}");
        }
    }
    // Without names, what is known of the program decides.
    for (origin, places) in
        [("NVivo", places(words, false, false)), ("ATLAS.ti", places(&plain, false, false))]
    {
        let selections: String =
            places.iter().map(|(start, end)| selection(*start, *end, "", "")).collect();
        let opened = read(&foreign(origin, "sources", words, &selections)).unwrap();
        assert_eq!(quotes(&opened), wanted, "{origin}");
    }
}

#[test]
fn a_source_becomes_a_brief_and_a_selection_an_annotation_of_each_coder() {
    let text = "1. The harbour was closed.\n\n2. Two tankers were seen.\n";
    let codings = "<Description>A memo.</Description>\
        <Coding guid='0d000000-0000-4000-8000-000000000001' creatingUser='{0A000000-0000-4000-8000-000000000001}'>\
          <CodeRef targetGUID='0b000000-0000-4000-8000-000000000002'/></Coding>\
        <Coding guid='0d000000-0000-4000-8000-000000000002' creatingUser='0a000000-0000-4000-8000-000000000002'>\
          <CodeRef targetGUID='0b000000-0000-4000-8000-000000000001'/></Coding>";
    let start = text.find("Two").unwrap();
    let selections = selection(start, start + 11, "Two tankers", codings)
        + &selection(900, 950, "beyond the end", "");
    let opened = read(&foreign("MAXQDA", "sources", text, &selections)).unwrap();
    assert_eq!((opened.kind, opened.briefs.len()), (Kind::Refi, 1));
    let (brief, _) = brief::parse(&opened.briefs[0].source, &opened.briefs[0].name);
    assert_eq!(brief.text.as_str(), "The harbour was closed.\nTwo tankers were seen.");
    let mut said = String::new();
    for one in &opened.incoming.annotations {
        let found = briefmark::annotation::anchor(&brief, &one.targets[0]);
        let words = found.settled().map(|span| brief.text.slice(span)).unwrap_or_default();
        let who = one.creator.as_ref().map_or("-", |coder| &coder.name);
        let themes: Vec<_> = one.themes().map(|theme| theme.0[9..].to_owned()).collect();
        said.push_str(&format!(
            "{} {words:?} {who} {themes:?} {:?} {}\n",
            &one.id.0[9..17],
            one.note(),
            one.targets[0].citation.as_deref().unwrap_or("-"),
        ));
    }
    for theme in &opened.incoming.themes {
        let above = theme.broader.as_ref().map_or("-", |above| &above.0[9..]);
        said.push_str(&format!("{} {} under {above}\n", theme.name, theme.colour));
    }
    for refused in &opened.report.refused {
        let id = refused.id.as_deref().unwrap_or("-");
        said.push_str(&format!("not {:?} {id}: {}\n", refused.item, refused.reason));
    }
    expect![[r#"
        0c000000 "Two tankers" A. Reader ["0b000000-0000-4000-8000-000000000002"] Some("A memo.") ¶2, p. 1
        9f86675a "Two tankers" BR ["0b000000-0000-4000-8000-000000000001"] None ¶2, p. 1
        Discord & strife #ff0000 under -
        Tankers #f55c10 under 0b000000-0000-4000-8000-000000000001
        not Selection 0c000000-0000-4000-8000-000000000900: its place is not in the text
        not Source A picture: it is no text, and only texts can be read here
        not Part Sets: this part of a project has no place here
    "#]].assert_eq(&said);
}

#[test]
fn what_is_on_the_whole_of_a_brief_comes_back_as_one_and_other_names_are_said_to_change() {
    let (brief, mut work) = marked_brief();
    for (n, bodies) in [
        (21, vec![marked(0), marked(1), note("On all of it.")]),
        (22, vec![marked(0), marked(1)]),
        (23, vec![marked(1)]),
    ] {
        let mut whole = annotation(n, bodies);
        whole.targets = vec![Target::from_json(Value::String(brief.id.clone()))];
        work.annotations.insert(whole.id.clone(), whole);
    }
    let mut foreign = annotation(24, vec![]);
    foreign.id.0 = "https://hypothes.is/a/x".to_owned();
    foreign.targets = vec![Target::from_json(Value::String(brief.id.clone()))];
    foreign.bodies = vec![note("A page note.")];
    work.annotations.insert(foreign.id.clone(), foreign);
    let (file, left) = project(&brief, &work);
    assert!(left.contains("1 IRI that is no UUID, of annotations or coders"), "{left}");
    let back = read(&file).unwrap().incoming.annotations;
    for n in [21, 22, 23] {
        let there = back.iter().find(|it| it.id == annotation_id(n)).expect("it has its name");
        let here = &work.annotations[&there.id];
        assert_eq!(there.themes().collect::<Vec<_>>(), here.themes().collect::<Vec<_>>());
        assert_eq!(there.note(), here.note());
    }
    assert_eq!(back.iter().filter(|it| it.targets[0].selectors.is_empty()).count(), 5);
}

/// The standard asks that what is dropped be said (section 7).
#[test]
fn a_note_on_nothing_and_a_region_of_a_page_are_refused_by_name() {
    let file = "<Project><Sources>\
         <TextSource guid='0e000000-0000-4000-8000-000000000001' name='A report'>\
         <PlainTextContent>Some words of it.</PlainTextContent>\
         <PlainTextSelection guid='0c000000-0000-4000-8000-000000000001' name='words' startPosition='5' endPosition='10'>\
         <NoteRef targetGUID='0d000000-0000-4000-8000-000000000001'/></PlainTextSelection></TextSource>\
         <PDFSource guid='0e000000-0000-4000-8000-000000000002' name='A scan'>\
         <PDFSelection guid='0c000000-0000-4000-8000-000000000002' page='1'/>\
         <Representation guid='0e000000-0000-4000-8000-000000000003'>\
         <PlainTextContent>What was read of it.</PlainTextContent></Representation>\
         <Coding guid='0c000000-0000-4000-8000-000000000003'><CodeRef targetGUID='0b000000-0000-4000-8000-000000000001'/></Coding>\
         <Coding guid='0c000000-0000-4000-8000-000000000004'/>\
         <NoteRef targetGUID='0d000000-0000-4000-8000-000000000003'/></PDFSource></Sources>\
         <Notes><Note guid='0d000000-0000-4000-8000-000000000001'><PlainTextContent>On words.</PlainTextContent></Note>\
         <Note guid='0d000000-0000-4000-8000-000000000002'><PlainTextContent>A diary.</PlainTextContent></Note>\
         <Note guid='0d000000-0000-4000-8000-000000000003'><PlainTextContent>On the scan.</PlainTextContent></Note></Notes></Project>";
    let opened = read(file.as_bytes()).unwrap();
    let notes: Vec<_> = opened.incoming.annotations.iter().map(Annotation::note).collect();
    assert_eq!(notes, [Some("On words."), Some("On the scan."), None]);
    let of_scan = &opened.incoming.annotations[2];
    assert_eq!(of_scan.themes().count(), 1);
    assert_eq!(opened.briefs.len(), 2);
    let refused = opened.report.refused.iter();
    let said: String = refused.map(|it| format!("{}: {}\n", it.item.name(), it.reason)).collect();
    expect![[r#"
        selection: it is a region of a page, and no passage of its text
        coding: it names no code
        note: this note is on nothing that is read here
    "#]]
    .assert_eq(&said);
}

#[test]
fn what_is_no_project_says_so() {
    let said = |file: &[u8]| read(file).unwrap_err().to_string();
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let other = other.finish().unwrap().into_inner();
    let (brief, work) = marked_brief();
    let whole = project(&brief, &work).0;
    let deep = "<Code>".repeat(100_000);
    expect![[r#"
        this archive holds no `project.qde`, so it is no REFI-QDA project
        this archive is damaged or was cut off; save or send it again (invalid Zip archive: 
        this is XML, but neither a REFI-QDA codebook nor a project: it begins with <html>
        this REFI-QDA file cannot be read: it ends before its first element does; it was cut off, so save or send it again
        this REFI-QDA file cannot be read: its elements stand more than 200 deep in one another
    "#]]
    .assert_eq(&format!(
        "{}\n{}\n{}\n{}\n{}\n",
        said(&other),
        said(&whole[..whole.len() / 2]).split_inclusive(": ").next().unwrap_or_default(),
        said(b"<html></html>"),
        said(b"<CodeBook><Codes>"),
        said(deep.as_bytes()),
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Texts and positions come back exactly; so do themes, notes, coders and times.
    #[test]
    fn a_project_brings_back_what_it_holds(
        words in "[a-zé🜲 .]{20,60}", name in naughty(), said in naughty(), who in naughty(),
        spans in proptest::collection::vec((0..90_u32, 1..40_u32), 1..5),
    ) {
        let source = format!("1. {words}\n\n2. {words} again, and the end.\n");
        let (brief, _) = brief::parse(&source, "x.md");
        let mut work = Workspace::default();
        work.themes.insert(theme_id(0), Theme { definition: said.clone(), ..theme(0, &name) });
        work.themes.insert(theme_id(1), Theme { broader: Some(theme_id(0)), ..theme(1, "Under") });
        for (n, (start, length)) in (0..).zip(spans) {
            let span = Span::new(start, start + length);
            let Some(passage) = Passage::around(&brief.text, span) else { continue };
            let bodies = vec![
                Body::Theme { theme: theme_id(0), name: name.clone() },
                Body::Theme { theme: theme_id(1), name: "Under".to_owned() },
            ];
            let notes = (!said.is_empty()).then(|| note(&said));
            let one = Annotation {
                creator: Some(Coder { name: who.clone(), ..coder(n % 2) }),
                created: Some(crate::work::at(5)),
                modified: Some(crate::work::at(6)),
                targets: vec![describe(&brief, passage)],
                ..annotation(n, bodies.into_iter().chain(notes).collect())
            };
            work.annotations.insert(one.id.clone(), one);
        }
        let (project, left) = project(&brief, &work);
        let opened = read(&project).unwrap();
        prop_assert_eq!(opened.report.refused, []);
        prop_assert_eq!(opened.incoming.annotations.len(), work.annotations.len());
        let speakable = !left.contains("XML cannot hold");
        for back in &opened.incoming.annotations {
            let here = &work.annotations[&back.id];
            prop_assert_eq!(&back.targets[0].source, &brief.id);
            prop_assert_eq!(&back.targets[0].digest, &here.targets[0].digest);
            prop_assert_eq!(position(back), position(here));
            prop_assert_eq!((&back.created, &back.modified), (&here.created, &here.modified));
            if speakable {
                prop_assert_eq!(&back.bodies, &here.bodies);
                prop_assert_eq!(&back.creator, &here.creator);
            }
        }
        for back in opened.incoming.themes.iter().filter(|_| speakable) {
            let here = &work.themes[&back.id];
            prop_assert_eq!((&back.name, &back.definition), (&here.name, &here.definition));
            prop_assert_eq!((back.colour, &back.broader), (here.colour, &here.broader));
        }
    }

    #[test]
    fn no_archive_and_no_xml_harms(at in 0..2000_usize, byte in any::<u8>(), text in "[<>/&;\"'= a-zA-Z!\\[\\]#x0-9-]{0,80}") {
        let (brief, work) = marked_brief();
        let mut project = project(&brief, &work).0;
        let place = at % project.len();
        project[place] ^= byte;
        let _ = read(&project);
        let _ = read(format!("<CodeBook>{text}").as_bytes());
        let _ = read(format!("<Project><Sources><TextSource>{text}</TextSource></Sources></Project>").as_bytes());
    }
}

fn position(annotation: &Annotation) -> Vec<&Selector> {
    let selectors = annotation.targets.iter().flat_map(|target| &target.selectors);
    selectors.filter(|selector| matches!(selector, Selector::Position { .. })).collect()
}

/// A work in which each string is a theme, a note and a coder.
fn with_strings(brief: &Brief, strings: &[String]) -> Workspace {
    let mut work = Workspace::default();
    let passage = Passage::around(&brief.text, Span::new(100, 160)).expect("there are words");
    for (n, text) in strings.iter().enumerate() {
        let id = |kind: &str| format!("urn:uuid:{kind}000000-0000-4000-8000-{n:012}");
        let one = Theme { id: ThemeId(id("0b")), ..theme(1, text) };
        let mut mark = annotation(1, vec![note(text)]);
        mark.id.0 = id("0a");
        mark.bodies.insert(0, Body::Theme { theme: one.id.clone(), name: text.clone() });
        mark.creator = Some(Coder { id: id("0c"), name: text.clone() });
        mark.targets = vec![describe(brief, passage)];
        work.themes.insert(one.id.clone(), one);
        work.annotations.insert(mark.id.clone(), mark);
    }
    work
}

fn project(brief: &Brief, work: &Workspace) -> (Vec<u8>, String) {
    let briefs = [brief.clone()];
    let written = write(Format::Qdpx, &Parcel::new(work, &Selection::All, &briefs))
        .expect("a project can be written");
    let left = written.left.iter().map(|left| format!("{left}\n")).collect();
    (written.bytes, left)
}

pub(super) fn file_of(archive: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("the archive holds it");
    archive
        .by_name(name)
        .expect("the archive holds it")
        .read_to_string(&mut text)
        .expect("the archive holds it");
    text
}

/// A project as another program writes it.
fn foreign(origin: &str, folder: &str, text: &str, selections: &str) -> Vec<u8> {
    let project = format!(
        "\u{feff}<?xml version='1.0' encoding='utf-8'?><Project xmlns='urn:QDA-XML:project:1.0' name='x' origin='{origin} 23'>\
         <Users><User guid='0a000000-0000-4000-8000-000000000001' name='A. Reader'/>\
         <User guid='0a000000-0000-4000-8000-000000000002' id='BR'/></Users>\
         <CodeBook><Codes><Code guid='{{0B000000-0000-4000-8000-000000000001}}' name='Discord &amp; strife' isCodable='true' color='#F00'>\
         <Code guid='0b000000-0000-4000-8000-000000000002' name='Tankers' isCodable='true'/></Code></Codes></CodeBook>\
         <Sources><TextSource guid='0e000000-0000-4000-8000-000000000001' name='A report' plainTextPath='internal://0E000000-0000-4000-8000-000000000009.txt'>{selections}</TextSource>\
         <PictureSource guid='0e000000-0000-4000-8000-000000000002' name='A picture'/></Sources>\
         <Sets><Set guid='0f000000-0000-4000-8000-000000000001' name='A set'/></Sets></Project>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive
        .start_file(format!("{folder}/0e000000-0000-4000-8000-000000000009.TXT"), options)
        .expect("an archive in memory can be written");
    archive
        .write_all(format!("\u{feff}{text}").as_bytes())
        .expect("an archive in memory can be written");
    archive.start_file("project.qde", options).expect("an archive in memory can be written");
    archive.write_all(project.as_bytes()).expect("an archive in memory can be written");
    archive.finish().expect("an archive in memory can be written").into_inner()
}

fn selection(start: usize, end: usize, name: &str, inside: &str) -> String {
    format!(
        "<PlainTextSelection guid='0c000000-0000-4000-8000-{start:012}' name='{name}' startPosition='{start}' endPosition='{end}' \
         creatingUser='0a000000-0000-4000-8000-000000000001'>{inside}</PlainTextSelection>"
    )
}

fn quotes(opened: &Opened) -> Vec<String> {
    let targets = opened.incoming.annotations.iter().flat_map(|one| &one.targets);
    let quotes =
        targets.flat_map(|target| &target.selectors).filter_map(|selector| match selector {
            Selector::Quote(quote) => Some(quote.exact.clone()),
            Selector::Position { .. } | Selector::Other(_) => None,
        });
    quotes.collect()
}

pub(super) fn validate(suites: &Path, kind: &str, n: usize, document: &[u8]) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("refi-{kind}-{n}.xml"));
    std::fs::write(&path, document).expect("xmllint runs, and the tests' folder can be written");
    let schema = match kind {
        "project" => suites.join("refi-qda/project/v1.0/Project.xsd"),
        _ => suites.join("refi-qda/codebook/v1.0/Codebook.xsd"),
    };
    let output = Command::new("xmllint")
        .args(["--noout", "--schema"])
        .args([&schema, &path])
        .output()
        .expect("xmllint runs, and the tests' folder can be written");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
}

//! Many hands, one file.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use briefmark::exchange::{Selection, export, import};
use briefmark::workspace::{Edit, Workspace};
use expect_test::expect;
use serde_json::Value;

use super::briefmark;
use crate::told::tell;
use crate::work::{after, annotation, annotation_id, coder, marked, theme};

/// A class: each marks three passages of their own. Their teacher, on three machines, writes two
/// notes on one annotation and deletes another.
fn class(folder: &str, n_coders: u8) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the tests' folder can be written");
    let teacher = after(
        Workspace::default(),
        vec![
            Edit::SetCoder(coder(99)),
            Edit::AddThemes(vec![theme(0, "Discord"), theme(1, "Weakness")]),
            Edit::Annotate(annotation(200, vec![marked(0)])),
            Edit::Annotate(annotation(201, vec![marked(1)])),
        ],
        1,
    );
    for n in 0..n_coders {
        let mut work = teacher.clone();
        let mut edits: Vec<Edit> =
            (0..3).map(|m| Edit::Annotate(annotation(n * 3 + m, vec![marked(m % 2)]))).collect();
        match n {
            0 | 1 => edits.push(Edit::SetNote(annotation_id(200), format!("by machine {n}"))),
            4 => edits.push(Edit::DeleteAnnotations(vec![annotation_id(201)])),
            _ => work.coder = Some(coder(n)),
        }
        let work = after(work, edits, 100 + i64::from(n));
        fs::write(folder.join(format!("{n:02}.json")), export(&work, &Selection::All))
            .expect("the tests' folder can be written");
    }
    folder
}

#[test]
fn a_class_of_thirty_is_merged_by_one_command() {
    let folder = class("class", 30);
    let out = folder.with_extension("json");
    let output = briefmark(&["merge", text(&folder), "-o", text(&out)]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(output.stdout.is_empty());
    let file = fs::read(&out).unwrap();
    let (incoming, report) = import(&file).unwrap();
    assert_eq!(report.refused, []);
    // Nobody's work is missing; what one deleted is gone; both sides of the conflict are there.
    let parsed: Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(parsed["total"], 30 * 3 + 1);
    assert_eq!(parsed["tombstones"].as_array().unwrap().len(), 1);
    assert_eq!(parsed["otherVersions"].as_array().unwrap().len(), 1);
    assert_eq!(incoming.themes.len(), 2);
    let report = said(&output);
    assert_eq!(report.lines().count(), 31, "{report}");
    expect!["30 of 30 files merged: 91 annotations, 2 themes, 1 deletions, 1 conflicts to settle"]
        .assert_eq(report.lines().last().unwrap());

    // In which order they are named makes no difference to a byte, nor does naming one twice.
    let mut files: Vec<PathBuf> = (0..30).map(|n| folder.join(format!("{n:02}.json"))).collect();
    files.reverse();
    files.push(files[3].clone());
    let mut arguments = vec!["merge"];
    arguments.extend(files.iter().map(|path| text(path)));
    let again = briefmark(&arguments);
    assert_eq!(again.stdout, file);
    // The result merged with any part of it is the result.
    assert_eq!(briefmark(&["merge", text(&out), text(&files[0])]).stdout, file);
}

/// The memory that a merge needs is that of its result and of one file: thirty files that say the same
/// need no more than three.
#[cfg(target_os = "linux")]
#[test]
fn the_memory_of_a_merge_grows_with_the_result_and_not_with_the_number_of_files() {
    let peak_of = |n_files: usize| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("memory-{n_files}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut work = Workspace::default();
        for n in 0..1000 {
            let mut one = annotation(0, vec![marked(0)]);
            one.id.0 = format!("urn:uuid:0a000000-0000-4000-8000-{n:012}");
            work.annotations.insert(one.id.clone(), one);
        }
        let file = export(&work, &Selection::All);
        for n in 0..n_files {
            let file = file.replacen("Annotations made", &format!("{n}: annotations made"), 1);
            fs::write(folder.join(format!("{n}.json")), file).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_briefmark"))
            .args(["merge", text(&folder)])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // What it writes first comes after all is merged; the rest waits until it is read.
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0]).unwrap();
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        std::io::copy(&mut out, &mut std::io::sink()).unwrap();
        assert!(child.wait().unwrap().success());
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kib: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
        (kib, file.len() >> 10)
    };
    let ((few, file), (many, _)) = (peak_of(3), peak_of(30));
    tell(&format!("to merge 3 files of {file} KiB takes {few} KiB, to merge 30 takes {many} KiB"));
    assert!(many < few + 4 * file, "{few} KiB for 3 files, {many} KiB for 30");
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_the_others_are_merged() {
    let folder = class("broken", 3);
    fs::write(folder.join("zz.json"), "{\"cut\": ").unwrap();
    fs::write(folder.join("notes.txt"), "no annotations").unwrap();
    let output = briefmark(&["merge", text(&folder), "no/such/file.json"]);
    assert_eq!(output.status.code(), Some(1));
    let parsed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(parsed["total"], 11);
    let said = said(&output);
    for sentence in [
        "zz.json: this file ends in the middle",
        "notes.txt: this file is not JSON",
        "no/such/file.json cannot be read",
    ] {
        assert!(said.contains(sentence), "{sentence} in {said}");
    }
    // Where nothing could be read, nothing is written.
    let out = folder.with_extension("out");
    let _ = fs::remove_file(&out);
    let output = briefmark(&["merge", text(&folder.join("zz.json")), "-o", text(&out)]);
    assert_eq!((output.status.code(), out.exists()), (Some(1), false));
    let empty = folder.join("empty");
    fs::create_dir_all(&empty).unwrap();
    let output = briefmark(&["merge", text(&empty)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(self::said(&output).contains("there is no file to merge"));
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let folder = class("piped", 2);
    let (one, two) = (folder.join("00.json"), folder.join("01.json"));
    let whole = briefmark(&["merge", text(&folder)]).stdout;
    let piped = piped(&["merge", "-", text(&two)], &fs::read(one).unwrap());
    assert_eq!(piped.stdout, whole);
}

#[test]
fn a_file_may_have_any_name() {
    let folder = class("names", 1);
    let file = fs::read(folder.join("00.json")).unwrap();
    let names = [
        "=cmd|'!A0.json",
        "-",
        "--help",
        "a b\tc.json",
        "\u{202e}x.json",
        "$(touch x).json",
        "日本.json",
        "'\"`.json",
        "*.json",
        "CON",
    ];
    for name in names {
        fs::write(folder.join(name), &file).unwrap();
    }
    let output = briefmark(&["merge", text(&folder)]);
    assert!(output.status.success(), "{}", said(&output));
    // All say the same, so they are read as one.
    assert!(
        said(&output).ends_with(
            "1 of 1 files merged: 5 annotations, 2 themes, 0 deletions, 0 conflicts to settle\n"
        ),
        "{}",
        said(&output)
    );
    for name in names.into_iter().filter(|name| *name != "-") {
        let output = briefmark(&["merge", "--", text(&folder.join(name))]);
        assert!(output.status.success(), "{name}: {}", said(&output));
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("what is said is UTF-8")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the names of the tests are UTF-8")
}

/// Runs a command with something on standard input.
pub(super) fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_briefmark"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built with the tests");
    child
        .stdin
        .take()
        .expect("the program was built with the tests")
        .write_all(input)
        .expect("the program was built with the tests");
    child.wait_with_output().expect("the program was built with the tests")
}

//! Laws of a codebook by itself: what goes out comes back, and what comes in is compared first.

use std::collections::BTreeMap;

use briefmark::codebook::{
    Colour, Compared, Decision, Field, LineStyle, OtherTheme, Standing, Theme, ThemeId, compare,
    in_order, resolve,
};
use briefmark::exchange::errand::{Answer, Errand, run};
use briefmark::exchange::{CodebookFormat, import, read, read_codebook, write_codebook};
use briefmark::workspace::{Edit, EditError, Settings, Workspace};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::told::{can_run, suites};
use crate::work::{at, naughty, theme, theme_id};

type Themes = BTreeMap<ThemeId, Theme>;

/// Takes all of a codebook into a work as the reader is offered it.
fn taken(work: &mut Workspace, themes: Vec<OtherTheme>) -> Result<String, EditError> {
    let compared = compare(&work.themes, themes);
    let decided: Vec<(Compared, Decision)> = compared
        .into_iter()
        .map(|compared| {
            let decision = compared.proposed(&work.themes);
            (compared, decision)
        })
        .collect();
    let themes = resolve(&work.themes, &decided);
    work.apply(Edit::TakeThemes(themes), &at(99)).map(|change| change.words)
}

/// Reads a file; says each theme, what is said of it, and what was refused.
fn check(file: &str, expected: Expect) {
    let said = match read_codebook(file.as_bytes()) {
        Ok(read) => {
            let mut said = String::new();
            for OtherTheme { theme, says } in read.themes {
                let under = theme.broader.map_or(String::new(), |it| format!(" under {}", it.0));
                said.push_str(&format!("{}{under}: {} {says:?}\n", theme.name, theme.definition));
            }
            for refused in read.report.refused {
                said.push_str(&format!(
                    "not {:?} {}: {}\n",
                    refused.item, refused.index, refused.reason
                ));
            }
            said
        }
        Err(error) => format!("{error}\n"),
    };
    expected.assert_eq(&said);
}

#[test]
fn the_codebook_of_taguette_is_read() {
    check(
        "tag,description,number of highlights,number of documents\r\ndiscord,,3,1\r\npurge.party,\"Who, and when\",0,0\r\n",
        expect![[r#"
            discord:  [Name]
            purge.party: Who, and when [Name, Definition]
        "#]],
    );
    check(
        "Path,Description\na.b,\"say \"\"why\"\"\"\n,x\n",
        expect![[r#"
        a.b: say "why" [Name, Definition]
        not Row 1: it names no theme
    "#]],
    );
    check(
        "tag,name\na,b\n",
        expect![[r#"
        this file holds no themes (looked for SKOS concepts, a REFI-QDA codebook, and a table with one of the columns `tag`, `name`, `path`)
    "#]],
    );
}

/// Prefixes, whole IRIs, languages, and a tree that is told from above.
#[test]
fn skos_of_other_programs_is_read() {
    check(
        r#"{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@graph": [
            {"@id": "http://x/scheme", "@type": "skos:ConceptScheme", "skos:hasTopConcept": {"@id": "http://x/a"}},
            {"@id": "http://x/a", "@type": ["skos:Concept"],
             "skos:prefLabel": [{"@language": "de", "@value": "Zwist"}, {"@language": "en", "@value": "Discord"}],
             "skos:scopeNote": {"@value": "Among them."}, "skos:narrower": [{"@id": "http://x/b"}]},
            {"@id": "http://x/b", "@type": "http://www.w3.org/2004/02/skos/core#Concept",
             "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@value": "Purge"}]},
            {"@id": "http://x/c", "@type": "skos:Concept", "skos:altLabel": "no name"}
        ]}"#,
        expect![[r#"
            Discord: Among them. [Name, Definition, Broader]
            Purge under http://x/a:  [Name, Broader]
            not Theme 2: it has no `prefLabel`, so it could not be shown
        "#]],
    );
    check(
        r#"{"items": []}"#,
        expect![[r#"
            this file holds no themes (looked for SKOS concepts, a REFI-QDA codebook, and a table with one of the columns `tag`, `name`, `path`)
        "#]],
    );
    check(
        "<html><body/></html>",
        expect![[r#"
        this is XML, but neither a REFI-QDA codebook nor a project: it begins with <html>
    "#]],
    );
    check(
        "A letter.",
        expect![[r#"
        this file holds no themes (looked for SKOS concepts, a REFI-QDA codebook, and a table with one of the columns `tag`, `name`, `path`)
    "#]],
    );
}

/// New, the same, different, and of a like name.
#[test]
fn a_codebook_is_compared_by_iri_then_by_place_then_by_name() {
    let here: Themes = [theme(0, "Zero"), theme(1, "One"), theme(2, "Two"), theme(3, "Three")]
        .map(|theme| (theme.id.clone(), theme))
        .into();
    let all = |theme: Theme| OtherTheme { theme, says: Field::ALL.to_vec() };
    let placed = Theme { id: theme_id(9), definition: "More".to_owned(), ..theme(2, "Two") };
    let named = Theme { id: theme_id(8), source: None, ..theme(5, " three ") };
    let compared = compare(
        &here,
        vec![
            all(theme(0, "Zero")),
            all(Theme { modified: at(5), ..theme(1, "One, renamed") }),
            all(placed),
            all(named),
            all(Theme { broader: Some(theme_id(9)), source: None, ..theme(6, "Six") }),
        ],
    );
    let said: Vec<String> = compared
        .iter()
        .map(|it| {
            format!(
                "{}: {:?} {:?} {:?} {:?}",
                it.other.theme.name,
                it.standing(),
                it.here.as_ref().map(|it| it.1),
                it.differs,
                it.proposed(&here)
            )
        })
        .collect();
    expect![[r#"
        Zero: Same Some(Iri) [] Leave
        One, renamed: Different Some(Iri) [Name] Replace
        Two: Different Some(Source) [Definition] Leave
        Six: New None [] Add
         three : Doubtful Some(Name) [Name, Notation, Key, Colour] Add"#]]
    .assert_eq(&said.join("\n"));
    // Under the theme that is known by its place, as that one is called here.
    let decided: Vec<_> = compared
        .into_iter()
        .map(|it| {
            let d = it.proposed(&here);
            (it, d)
        })
        .collect();
    let six = resolve(&here, &decided).into_iter().find(|it| it.name == "Six").unwrap();
    assert_eq!(six.broader, Some(theme_id(2)));
}

#[test]
fn what_a_file_does_not_speak_of_stays() {
    let mine =
        Theme { definition: "Mine".to_owned(), examples: "Mine".to_owned(), ..theme(0, "Zero") };
    let here: Themes = [(mine.id.clone(), mine.clone())].into();
    let file = write_codebook(
        CodebookFormat::Qdc,
        &[(theme_id(0), Theme { name: "Nought".to_owned(), ..theme(0, "") })].into(),
    )
    .unwrap();
    let compared = compare(&here, read_codebook(&file).unwrap().themes);
    assert_eq!(compared[0].differs, [Field::Name]);
    let after = resolve(&here, &[(compared[0].clone(), Decision::Replace)]);
    assert_eq!(after, [Theme { name: "Nought".to_owned(), ..mine }]);
}

#[test]
fn a_codebook_is_taken_in_one_step_and_a_locked_one_refuses() {
    let themes: Themes = [theme(0, "Zero"), theme(1, "One")].map(|it| (it.id.clone(), it)).into();
    let file = write_codebook(CodebookFormat::Skos, &themes).unwrap();
    let mut work = Workspace::default();
    work.apply(Edit::AddThemes(vec![theme(0, "Mine")]), &at(-9)).unwrap();
    let before = work.stored();
    let words = taken(&mut work, read_codebook(&file).unwrap().themes).unwrap();
    assert_eq!(words, "codebook taken in: 1 new theme, 1 theme changed");
    assert_eq!(work.themes[&theme_id(0)].name, "Zero");
    // The key is the one that has it.
    assert_eq!(work.themes[&theme_id(0)].key, Some('a'));
    let mut again = work.clone();
    let compared = compare(&again.themes, read_codebook(&file).unwrap().themes);
    assert!(compared.iter().all(|it| it.standing() == Standing::Same), "{compared:?}");
    let change = again.apply(Edit::TakeThemes(vec![theme(7, "Seven")]), &at(100)).unwrap();
    again.write(&change.inverse());
    assert_eq!(again.stored(), work.stored());
    assert_ne!(again.stored(), before);

    let locked = Settings { codebook_locked: true, ..Settings::default() };
    again.apply(Edit::SetSettings(locked), &at(101)).unwrap();
    assert_eq!(taken(&mut again, read_codebook(&file).unwrap().themes), Err(EditError::Locked));
}

/// What our own files of codebooks say is read by the door for all files too, and by Taguette's rule.
#[test]
fn every_door_reads_our_codebooks() {
    let themes: Themes = [theme(0, "Zero"), theme(1, "One")].map(|it| (it.id.clone(), it)).into();
    let mine: Vec<Theme> = themes.values().cloned().collect();
    let table = write_codebook(CodebookFormat::Csv, &themes).unwrap();
    assert_eq!(read(&table).unwrap().incoming.themes, mine);
    let header = String::from_utf8(table).unwrap().lines().next().unwrap().to_lowercase();
    let names = header.split(',').filter(|it| ["tag", "name", "path"].contains(it));
    assert_eq!(names.collect::<Vec<_>>(), ["tag"]);
    let skos = write_codebook(CodebookFormat::Skos, &themes).unwrap();
    assert_eq!(import(&skos).unwrap().0.themes, mine);
}

/// A theme that a colleague named is no formula in a spreadsheet, and comes back as it was.
#[test]
fn no_cell_of_a_codebook_for_spreadsheets_is_a_formula() {
    let named = ["=cmd|'/C calc'!A0", "+1", "'=1", "\u{200b}@SUM(A1)", "plain"];
    let theme = |(n, name): (u8, &str)| Theme { definition: name.to_owned(), ..theme(n, name) };
    let themes: Themes = (0..).zip(named).map(theme).map(|it| (it.id.clone(), it)).collect();
    let file = write_codebook(CodebookFormat::Spreadsheet, &themes).unwrap();
    let mut table = csv::Reader::from_reader(file.strip_prefix("\u{feff}".as_bytes()).unwrap());
    for record in table.records() {
        let cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        let begins = |cell: &String| cell.trim_start_matches('\u{200b}').chars().next();
        let is_formula = |cell: &String| begins(cell).is_some_and(|it| "=+-@".contains(it));
        assert!(!cells.iter().any(is_formula), "{cells:?}");
    }
    let themes: Vec<Theme> = themes.into_values().collect();
    let back = read_codebook(&file).unwrap().themes;
    assert_eq!(back.into_iter().map(|it| it.theme).collect::<Vec<_>>(), themes);
    assert_eq!(read(&file).unwrap().incoming.themes, themes);
}

/// Whatever the order in the file, a theme does not lose its key to one that comes in.
#[test]
fn a_key_stays_with_the_theme_that_has_it() {
    let mut work = Workspace::default();
    work.apply(Edit::AddThemes(vec![theme(1, "One"), theme(2, "Two")]), &at(1)).unwrap();
    let new = Theme { key: Some('b'), ..theme(7, "Seven") };
    let given_up = Theme { key: Some('x'), ..theme(2, "Two") };
    let other = Theme { key: Some('c'), ..theme(8, "Eight") };
    let renamed = theme(1, "One, renamed");
    work.apply(Edit::TakeThemes(vec![new, given_up, other, renamed]), &at(2)).unwrap();
    let keys: Vec<_> = [7, 2, 8, 1].map(|n| work.themes[&theme_id(n)].key).into();
    assert_eq!(keys, [None, Some('x'), Some('c'), Some('b')]);
}

/// The worker writes and reads what the core does.
#[test]
fn a_codebook_goes_by_the_worker_too() {
    let themes: Themes = [theme(0, "Zero"), theme(1, "One")].map(|it| (it.id.clone(), it)).into();
    for format in CodebookFormat::ALL {
        let errand = Errand::WriteCodebook { format, themes: themes.values().cloned().collect() };
        let Answer::Written { bytes, .. } = Answer::from_bytes(&run(&errand.to_bytes())) else {
            panic!("it is written");
        };
        assert_eq!(Some(&bytes), write_codebook(format, &themes).as_ref());
        let errand = Errand::ReadCodebook { file: bytes.clone() };
        let answer = Answer::from_bytes(&run(&errand.to_bytes()));
        assert_eq!(answer, Answer::Codebook(read_codebook(&bytes).unwrap()));
    }
    let errand = Errand::ReadCodebook { file: b"tag\na\n,\n".to_vec() };
    let Answer::Codebook(read) = Answer::from_bytes(&run(&errand.to_bytes())) else {
        panic!("it is read");
    };
    assert_eq!(read.themes.len(), 1);
    let errand = Errand::ReadCodebook { file: b"A letter.".to_vec() };
    assert!(matches!(Answer::from_bytes(&run(&errand.to_bytes())), Answer::Problem(_)));
}

#[test]
fn a_codebook_alone_is_valid_by_the_official_schema() {
    let Some(suites) = suites("REFI-QDA codebook") else { return };
    if !can_run("REFI-QDA codebook", "xmllint", &["--version"], "there is no xmllint") {
        return;
    }
    let strings = std::fs::read(suites.join("naughty-strings/blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_slice(&strings).unwrap();
    let themes = (0..200_u8).zip(&strings).map(|(n, words)| {
        let broader = (n % 3 > 0).then(|| theme_id(n - 1));
        Theme { definition: words.clone(), broader, ..theme(n, words) }
    });
    let themes: Themes = themes.map(|theme| (theme.id.clone(), theme)).collect();
    let file = write_codebook(CodebookFormat::Qdc, &themes).unwrap();
    super::refi::validate(&suites, "codebook", 99, &file);
    assert_eq!(write_codebook(CodebookFormat::Qdc, &Themes::new()), None);
}

/// A codebook with anything in it. Its tree has no circle, and each theme has a name.
fn any_codebook() -> impl Strategy<Value = Themes> {
    let one = (
        (naughty(), naughty(), naughty(), naughty()),
        proptest::option::of("[a-z(0-9)]{1,4}"),
        (any::<[u8; 3]>(), 0..LineStyle::ALL.len()),
        proptest::option::of(0..6_u8),
        0..9_u32,
        crate::work::extra(),
    );
    proptest::collection::vec(one, 1..6).prop_map(|themes| {
        let themes =
            (0..).zip(themes).map(|(n, (words, notation, look, under, position, extra))| {
                let (name, definition, examples, counter_examples) = words;
                let ([red, green, blue], line) = look;
                Theme {
                    name: if name.trim().is_empty() { format!("Theme {n}") } else { name },
                    definition,
                    examples,
                    counter_examples,
                    notation,
                    colour: Colour { red, green, blue },
                    line: LineStyle::ALL[line],
                    broader: under.filter(|under| *under < n).map(theme_id),
                    position,
                    extra,
                    ..theme(n, "")
                }
            });
        themes.map(|theme| (theme.id.clone(), theme)).collect()
    })
}

/// The tree as a program that knows names alone sees it.
fn outline(themes: &Themes, shown: impl Fn(&Theme) -> String) -> Vec<(usize, String)> {
    in_order(themes).into_iter().map(|(depth, theme)| (depth, shown(theme))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The same themes stand elsewhere, and the second file has the bytes of the first.
    #[test]
    fn a_codebook_that_goes_out_comes_in_the_same(themes in any_codebook()) {
        for format in [CodebookFormat::Skos, CodebookFormat::Csv] {
            let file = write_codebook(format, &themes).unwrap();
            let read = read_codebook(&file).unwrap();
            prop_assert_eq!(read.report.refused.len(), 0);
            let mut work = Workspace::default();
            taken(&mut work, read.themes).unwrap();
            prop_assert_eq!(&work.themes, &themes);
            prop_assert_eq!(write_codebook(format, &work.themes).unwrap(), file.clone());
            // And there is nothing to take where it is already.
            let compared = compare(&themes, read_codebook(&file).unwrap().themes);
            prop_assert!(compared.iter().all(|it| it.standing() == Standing::Same));
        }
    }

    #[test]
    fn a_qdc_is_read_back_as_far_as_it_speaks(themes in any_codebook()) {
        let file = write_codebook(CodebookFormat::Qdc, &themes).unwrap();
        let mut work = Workspace::default();
        taken(&mut work, read_codebook(&file).unwrap().themes).unwrap();
        let spoken = |text: &str| text.chars().map(|sign| match sign {
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            sign => sign,
        }).collect::<String>();
        let shown = |it: &Theme| format!("{} {} {} {}", it.id.0, spoken(&it.name), spoken(&it.definition), it.colour);
        prop_assert_eq!(outline(&work.themes, shown), outline(&themes, shown));
        // Taken into the codebook that it was made from, nothing is lost of what it does not know.
        let compared = compare(&themes, read_codebook(&file).unwrap().themes);
        let replaced: Vec<_> = compared.into_iter().map(|it| (it, Decision::Replace)).collect();
        for theme in resolve(&themes, &replaced) {
            let mine = &themes[&theme.id];
            prop_assert_eq!((&theme.examples, &theme.notation, theme.line), (&mine.examples, &mine.notation, mine.line));
        }
    }

    /// Whatever the reader decides, no theme stands under itself, and what is left stays as it is.
    #[test]
    fn no_decision_puts_a_theme_under_itself(
        here in any_codebook(), there in any_codebook(),
        decisions in proptest::collection::vec(0..3_usize, 6), circle in any::<bool>(),
    ) {
        let mut others: Vec<OtherTheme> =
            there.into_values().map(|theme| OtherTheme { theme, says: Field::ALL.to_vec() }).collect();
        if circle {
            let last = others.last().map(|it| it.theme.id.clone());
            others[0].theme.broader = last;
        }
        let decided: Vec<_> = compare(&here, others).into_iter().zip(decisions).map(|(it, n)| {
            let can_add = it.standing() == Standing::New || it.standing() == Standing::Doubtful;
            let decision = match n {
                0 => Decision::Leave,
                1 if can_add => Decision::Add,
                _ => Decision::Replace,
            };
            (it, decision)
        }).collect();
        let changed = resolve(&here, &decided);
        let mut after = here.clone();
        after.extend(changed.into_iter().map(|theme| (theme.id.clone(), theme)));
        for theme in after.values() {
            let (mut up, mut n) = (theme.broader.as_ref(), 0);
            while let Some(above) = up.and_then(|id| after.get(id)) {
                n += 1;
                prop_assert!(n <= after.len(), "{} stands under itself", theme.id.0);
                up = above.broader.as_ref();
            }
        }
        for (compared, decision) in &decided {
            if let (Some((id, _)), Decision::Leave) = (&compared.here, decision) {
                prop_assert_eq!(&after[id], &here[id]);
            }
        }
    }

    #[test]
    fn no_codebook_harms(text in "([<\\[{]|tag,|name,)[,;\"a-z0-9=\n\r'{}\\[\\]:<>/]{0,60}") {
        let _ = read_codebook(text.as_bytes());
    }
}

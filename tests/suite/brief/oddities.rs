//! What the words say of each other in texts other than the real one: dates, sources, references
//! back, oddities; and what the codes mean.

use briefmark::brief::{self, Finding, FindingKind, Sense, redaction};

use super::read;

/// The date expressions of a text with their values; `?` where the year is implied.
fn dates(source: &str) -> Vec<String> {
    let (brief, _) = brief::parse(source, "x.md");
    let dates = Sense::new(&brief).dates;
    let shown = dates.iter().map(|date| {
        let implied = if date.year_implied { "?" } else { "" };
        format!("{} = {}{implied}", brief.text.slice(date.span), date.value)
    });
    shown.collect()
}

#[test]
fn dates_of_each_custom() {
    let said = [
        ("On July 3, 1957 it", vec!["July 3, 1957 = 1957-07-03"]),
        ("From 1914 to 1918", vec!["1914 = 1914", "1918 = 1918"]),
        ("In 1914-1918", vec!["1914-1918 = 1914/1918"]),
        ("on the 21st July 1957", vec!["21st July 1957 = 1957-07-21"]),
        ("4 AUGUST 1961", vec!["4 AUGUST 1961 = 1961-08-04"]),
        ("12 Sept. 1961", vec!["12 Sept. 1961 = 1961-09-12"]),
        ("3 to 5 March 1961", vec!["3 to 5 March 1961 = 1961-03-03/1961-03-05"]),
        ("In May 1960; then in June", vec!["May 1960 = 1960-05", "June = 1960-06?"]),
        ("late in 1956", vec!["late in 1956 = 1956"]),
        ("on page 4, 21 July 1956", vec!["21 July 1956 = 1956-07-21"]),
    ];
    for (source, expected) in said {
        assert_eq!(dates(source), expected, "{source}");
    }
}

#[test]
fn figures_and_verbs_are_no_dates() {
    for source in [
        "They may march. March on! May he come? In August company.",
        "About 1900 tons, 2000 men, $1957, 12.1957, file 1957/3 and RDP78-1957, 19570 and 195.",
        "The 20th Congress, the 250th Anniversary and the Sixth Five-Year Plan.",
    ] {
        let found = dates(source);
        let is_month_only = |date: &String| date.starts_with("August =");
        assert!(found.iter().all(is_month_only), "{source}: {found:?}");
    }
}

/// A document's own date decides what "June" is: the latest one not after it. Without a date and
/// without any year the digits are unknown, never guessed.
#[test]
fn a_year_left_out_is_taken_from_what_stands_around() {
    let dated = |date: &str| dates(&format!("---\ndate: {date}\n---\nIn June and on 24 July."));
    assert_eq!(dated("23 July 1957"), ["June = 1957-06?", "24 July = 1956-07-24?"]);
    assert_eq!(dated("1957-07-24"), ["June = 1957-06?", "24 July = 1957-07-24?"]);
    assert_eq!(dates("In June and on 24 July."), ["June = XXXX-06?", "24 July = XXXX-07-24?"]);
}

#[test]
fn a_source_is_cited_by_name_and_date_together() {
    let sources = |source: &str| -> Vec<(String, String, Option<String>, Option<String>)> {
        let (brief, _) = brief::parse(source, "x.md");
        let sources = Sense::new(&brief).sources;
        let shown = sources.iter().map(|cited| {
            let words = brief.text.slice(cited.span).to_owned();
            (words, cited.publication.clone(), cited.author.clone(), cited.title.clone())
        });
        shown.collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(sources("Pravda said so. It was 3 May 1960."), [], "no date beside it");
    assert_eq!(sources("He met the Star Committee on 3 May 1960."), []);
    assert_eq!(
        sources("(John Doe's report \"On Ports\", Daily Telegraph, p. 2, 3 May 1960)"),
        [(
            "(John Doe's report \"On Ports\", Daily Telegraph, p. 2, 3 May 1960)".to_owned(),
            "Daily Telegraph, p. 2".to_owned(),
            some("John Doe"),
            some("On Ports"),
        )],
    );
    assert_eq!(
        sources("As the London Daily News of 3 May 1960 had it."),
        [(
            "London Daily News of 3 May 1960".to_owned(),
            "London Daily News".to_owned(),
            None,
            None
        )],
    );
}

#[test]
fn references_back_are_links_only_where_the_target_is_told() {
    let links = |source: &str| -> Vec<String> {
        let (brief, _) = brief::parse(source, "x.md");
        let id = |index: usize| &brief.blocks[index].id;
        let sense = Sense::new(&brief);
        let links =
            sense.links.iter().flat_map(|(block, links)| links.iter().map(|it| (*block, it)));
        links
            .map(|(block, link)| {
                let words = brief.text.slice(link.span);
                format!("{}: {words} → {}", id(block), id(link.target))
            })
            .collect()
    };
    assert_eq!(
        links(
            "1. The Neva left.\n\n2. Rain.\n\n3. As said (see paragraph 1), and See Para. 2; see paragraph 9."
        ),
        ["3: see paragraph 1 → 1", "3: See Para. 2 → 2"],
    );
    assert_eq!(
        links(
            "1. Captain Orlov of the Neva left.\n\n2. Rain.\n\n3. Captain Orlov (see above) came."
        ),
        ["3: see above → 1"],
    );
    assert_eq!(links("1. The Neva left.\n\n2. It rained (see above)."), [] as [&str; 0]);
}

fn findings(source: &str) -> Vec<(FindingKind, Option<String>)> {
    let (brief, findings) = read(source, "x.md");
    let words = |finding: &Finding| finding.span.map(|span| brief.text.slice(span).to_owned());
    findings.iter().map(|finding| (finding.kind, words(finding))).collect()
}

#[test]
fn a_rare_spelling_beside_a_common_one_is_said() {
    let common = "Khrushchev spoke. ".repeat(12);
    let variant = |word: &str| findings(&format!("{common}{word} left."));
    let said = |word: &str| [(FindingKind::NameVariant, Some(word.to_owned()))];
    assert_eq!(variant("Krushchev"), said("Krushchev"));
    assert_eq!(variant("Kruschev"), [], "two letters apart");
    assert_eq!(variant("Khrushtchev"), said("Khrushtchev"));
    assert_eq!(variant("Khrushehev"), said("Khrushehev"));
    assert_eq!(variant("KHRUSHCHEV"), [], "capitals are no variant");
    assert_eq!(variant("Khrushchevs"), [], "an ending is no variant");
    assert_eq!(findings("Khrushchev spoke. Krushchev left."), [], "neither is common");
}

#[test]
fn a_quotation_mark_that_closes_nothing_is_said() {
    assert_eq!(
        findings("1. He said so,\" and left."),
        [(FindingKind::Quotation, Some("\"".to_owned()))]
    );
    assert_eq!(findings("1. He said (\"so,\") and left \u{201c}them\u{201d}."), []);
    assert_eq!(
        findings("1. He wrote:\n\n\"One.\n\n\"Two.\"\n"),
        [],
        "a quotation of two paragraphs"
    );
}

#[test]
fn pages_whose_markings_do_not_match_are_said() {
    let said = [(FindingKind::Marking, None)];
    assert_eq!(findings("SECRET\n\nOne.\n\nTOP SECRET\n"), said);
    assert_eq!(findings("SECRET\n\nOne.\n\nSECRET\n\nSECRET\n\nTwo.\n"), said);
    assert_eq!(findings("SECRET\n\nOne.\n\n~~S-E-C-R-E-T~~\n"), []);
}

#[test]
fn the_families_of_codes_mean_what_their_rules_say() {
    let means = |code: &str, words: &str| {
        let meaning = redaction::meaning(code).unwrap();
        assert!(meaning.what.contains(words), "{code}: {}", meaning.what);
        (meaning.family, meaning.source)
    };
    assert_eq!(means("25X1A2d2", "intelligence sources and methods").0, "25X1");
    assert_eq!(means("25X1X7", "intelligence sources and methods").0, "25X1");
    assert_eq!(means("50X1-HUM", "human").0, "50X1-HUM");
    assert_eq!(means("50X1", "intelligence method").0, "50X1");
    assert_eq!(means("25X9", "statute").0, "25X9");
    assert!(means("25X6", "foreign government").1.contains("3.3(b)"));
    assert!(means("(b)(1)", "classified").1.contains("552(b)"));
    assert!(means("(b)(3)", "CIA Act of 1949").1.contains("552(b)"));
    assert_eq!(means("(b)(7)(C)", "law enforcement").0, "(b)(7)");
    assert_eq!(means("STATINTL", "statute").0, "STATINTL");
    for unknown in ["25X10", "(c)(1)", "SECRET", ""] {
        assert_eq!(redaction::meaning(unknown), None, "{unknown}");
    }
}

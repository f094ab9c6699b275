//! Other forms that documents of the kind arrive in.

use briefmark::brief::{self, FindingKind, Sense};
use expect_test::expect;

use super::{assert_sound, check, describe};

const HARBOUR: &str = include_str!("../../fixtures/brief/harbour-report.md");

#[test]
fn a_report_with_stamps_wraps_notes_and_an_enclosure() {
    check(
        HARBOUR,
        expect![[r#"
            p1 [TOP SECRET//NOFORN = TOP SECRET NOFORN] [TOP SECRET//NOFORN = TOP SECRET NOFORN] no. 1 (Approved For Release 2003/05/14 : CIA-RDP78-00915R000600120004-5)
            p2 [TOP SECRET//NOFORN = TOP SECRET NOFORN] [TOP SECRET//NOFORN = TOP SECRET NOFORN] no. 2 (Approved For Release 2003/05/14 : CIA-RDP78-00915R000600120004-5)
            p3 [TOP SECRET//NOFORN = TOP SECRET NOFORN] [TOP SECRET//NOFORN = TOP SECRET NOFORN]
            memorandum-for field [MEMORANDUM FOR:] memorandum for p1: The Director of Shipping
            from field [FROM :] from p1: Office of Ports
            subject field [SUBJECT:] subject p1: Arrivals at the northern port
            date field [DATE:] date p1: 3 March 1961
            1 paragraph [1.] ¶1 p1: The harbour was closed to foreign ships in the winter of 1956. Khrushchev had visited it that year, and the reason may be sought there.{1→note.1} Since then [2 lines not declassified] and no vessel above 4,000 tons was seen.
            2 paragraph [2.] ¶2 p1: The following were noted:
            2.a item1 [(a)] ¶2.a p1: two tankers, both under the flag of a third country;
            2.b item1 [(b)] ¶2.b p1: one dredger, of which more is said below:
            2.b.i item2 [i.] ¶2.b(i) p1: it lay at the western mole;
            2.b.ii item2 [ii.] ¶2.b(ii) p1: it left on 17 February;
            2.c item1 [(c)] ¶2.c p1: █████ ████ and a tender.
            3 paragraph [3.] ¶3 p1: Little is known of the crews. A pilot, who has been reliable before, speaks of |2|forty men. [redacted]
            5 paragraph [5.] ¶5 p2: The dredger is the Neva.{2→note.2} It was seen by [DELETED (b)(3)] in May.
            heading.1 heading2 heading 1 p2: Notes
            enclosure.head.1 title enclosure title p3: ENCLOSURE
            enclosure.1 paragraph [1.] enclosure ¶1 p3: The ships by name:
            enclosure.1.1 item1 [1)] enclosure ¶1(1) p3: Neva
            enclosure.1.2 item1 [2)] enclosure ¶1(2) p3: Volga
            enclosure.2 paragraph [2.] enclosure ¶2 p3: The ships by port: line(s) not declassified.
            note.1 footnote [1] note 1 p2: Compare the report of 12 January 1961.
            note.2 footnote [2] note 2 p2: Not the river boat of that name.
            code 50X1-HUM p1 after 3
            code (b)(1) p2 after 5
            code (b)(3) p2 after 5
            gap in 1 p1: [2 lines not declassified] 2 lines not declassified -
            gap in 2.c p1: █████ ████ - -
            gap in 3 p2: [redacted] - -
            gap in 5 p2: [DELETED (b)(3)] - (b)(3)
            gap in enclosure.2 p3: line(s) not declassified line(s) not declassified -
            finding Numbering line 39
        "#]],
    );
}

#[test]
fn front_matter_names_the_brief_and_is_not_shown() {
    let (brief, _) = brief::parse(HARBOUR, "harbour.md");
    assert_eq!(brief.meta.title, "Shipping at the Northern Port");
    assert_eq!(brief.meta.series.as_deref(), Some("Harbour Reports"));
    assert_eq!(brief.meta.source.as_deref(), Some("Composed for the tests of Briefmark"));
    assert_eq!(brief.meta.classification.as_deref(), Some("TOP SECRET"));
    assert!(!brief.text.as_str().contains("Composed"));
    let named = brief::parse("---\nid: harbour-1961\n---\nText.\n", "x.md").0;
    assert_eq!((named.id.as_str(), named.text.as_str()), ("urn:briefmark:harbour-1961", "Text."));
    let rule = brief::parse("---\nA sentence, no key.\n---\nText.\n", "x.md").0;
    assert!(rule.text.as_str().starts_with("A sentence"), "text between rules is text");
}

/// Line ends, a byte order mark and a missing last line feed change nothing in the reading text.
#[test]
fn the_same_document_reads_the_same_in_any_dress() {
    let plain = brief::parse(HARBOUR, "x.md").0;
    let dressed = [
        HARBOUR.replace('\n', "\r\n"),
        HARBOUR.replace('\n', "\r"),
        format!("\u{feff}{HARBOUR}"),
        HARBOUR.trim_end().to_owned(),
        HARBOUR.replace('\n', "  \n"),
    ];
    for source in dressed {
        assert_eq!(brief::parse(&source, "x.md").0, plain);
    }
}

#[test]
fn bytes_of_another_encoding_are_read_and_said() {
    let (text, findings) = brief::decode(b"Le caf\xe9 \x96 \x93cit\xe9\x94.\n");
    assert_eq!(text, "Le café – “cité”.\n");
    assert_eq!(findings[0].kind, FindingKind::Encoding);
    assert_eq!(findings[0].line, Some(1));
    let (text, findings) = brief::decode(b"one\ntwo \x81 and caf\xc3\xa9");
    assert_eq!(text, "one\ntwo \u{fffd} and café");
    assert!(findings[0].message.contains("1 of its bytes"), "{}", findings[0].message);
    assert_eq!(findings[0].line, Some(2));
    assert_eq!(brief::decode("\u{feff}Ж".as_bytes()), ("Ж".to_owned(), vec![]));
    assert_eq!(brief::decode(b"\xff\xfeA\0\x16\x04"), ("AЖ".to_owned(), vec![]));
    assert_eq!(brief::decode(b"\xfe\xff\0A\x04\x16"), ("AЖ".to_owned(), vec![]));
    let (text, findings) = brief::decode(b"\xff\xfeA\0\x16");
    assert_eq!((text.as_str(), findings.len()), ("A\u{fffd}", 1));
}

#[test]
fn letters_stay_as_they_are_composed() {
    // Decomposed accents, and characters outside the basic plane.
    let source = "1. Le cafe\u{301} de Zu\u{308}rich \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{10348}.\n";
    let (brief, _) = brief::parse(source, "x.md");
    assert_eq!(brief.text.as_str(), source["1. ".len()..].trim_end());
}

#[test]
fn markings_of_every_level_and_dress() {
    let line = |line: &str| {
        let (brief, _) = brief::parse(&format!("{line}\n\nText.\n"), "x.md");
        assert_eq!(brief.text.as_str(), "Text.", "{line}");
        let marking = brief.pages[0].head.clone().unwrap();
        format!(
            "{} {:?} {}",
            marking.level,
            marking.caveats,
            if marking.struck { "struck" } else { "" }
        )
        .trim_end()
        .to_owned()
    };
    let said = [
        ("SECRET", "SECRET []"),
        ("TOP SECRET//NOFORN", "TOP SECRET [\"NOFORN\"]"),
        ("CONFIDENTIAL NOFORN", "CONFIDENTIAL [\"NOFORN\"]"),
        ("S-E-C-R-E-T", "SECRET []"),
        ("T-O-P S-E-C-R-E-T", "TOP SECRET []"),
        ("C O N F I D E N T I A L", "CONFIDENTIAL []"),
        ("**~~TOP SECRET~~**", "TOP SECRET [] struck"),
        ("~~**SECRET**~~", "SECRET [] struck"),
        ("~~Secret~~", "SECRET [] struck"),
        ("__UNCLASSIFIED__", "UNCLASSIFIED []"),
        ("TOP SECRET UMBRA//ORCON/NOFORN", "TOP SECRET [\"UMBRA\", \"ORCON\", \"NOFORN\"]"),
        ("SECRET//REL TO USA, GBR", "SECRET [\"REL TO USA, GBR\"]"),
        ("SECRET - NO FOREIGN DISSEM", "SECRET [\"NO FOREIGN DISSEM\"]"),
        ("FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY []"),
        ("RESTRICTED", "RESTRICTED []"),
    ];
    for (printed, expected) in said {
        assert_eq!(line(printed), expected, "{printed}");
    }
}

#[test]
fn words_of_secrecy_in_text_are_no_markings() {
    check(
        "SECRET SPEECHES OF THE TIME\n\n1. The word SECRET is in this line,\nand SECRET in this one.\n\n2. Secret\n",
        expect![[r#"
            head.1 title title p1: SECRET SPEECHES OF THE TIME
            1 paragraph [1.] ¶1 p1: The word SECRET is in this line, and SECRET in this one.
            2 paragraph [2.] ¶2 p1: Secret
        "#]],
    );
}

#[test]
fn a_page_number_or_a_stamp_beside_the_marking_is_no_text() {
    let beside = [
        "SECRET - 3 -",
        "- 3 - SECRET",
        "~~SECRET~~   3",
        "SECRET Page 3",
        "Approved For Release 2003/05/14 : CIA-RDP78-00915R000600120004-5 SECRET - 3 -",
        "SECRET\n3",
        "- 3 -\nSECRET",
        "Page 3 of 14\n\nSECRET",
    ];
    for furniture in beside {
        let (brief, _) = brief::parse(&format!("SECRET\n\nOne.\n\n{furniture}\n"), "x.md");
        assert_eq!(brief.text.as_str(), "One.", "{furniture}");
        assert_eq!(brief.pages.len(), 1, "{furniture}");
        assert_eq!(brief.pages[0].printed.as_deref(), Some("3"), "{furniture}");
        assert!(brief.pages[0].foot.is_some(), "{furniture}");
    }
    let (brief, _) = brief::parse("1. It was approved for release in 1990 and read.\n", "x.md");
    assert_eq!(brief.text.as_str(), "It was approved for release in 1990 and read.");
}

#[test]
fn pages_turn_without_markings_too() {
    check(
        "One half\n\n- 1 -\n\nof a sentence.\n\n- 2 -\n",
        expect![[r#"
        p1 [] [] no. 1
        p2 [] [] no. 2
        p.1 paragraph ¶[1] p1: One half |2|of a sentence.
    "#]],
    );
    check(
        "- 1 -\n\nOne half\n\n- 2 -\n\nof a sentence.\n",
        expect![[r#"
        p1 [] [] no. 1
        p2 [] [] no. 2
        p.1 paragraph ¶[1] p1: One half |2|of a sentence.
    "#]],
    );
    check(
        "One half\n\u{c}of a sentence.\n",
        expect![[r#"
        p.1 paragraph ¶[1] p1: One half |2|of a sentence.
    "#]],
    );
    check(
        "SECRET\n\nOne half\n\nSECRET\n\nof a sentence.\n",
        expect![[r#"
        p1 [SECRET = SECRET] []
        p2 [SECRET = SECRET] []
        p.1 paragraph ¶[1] p1: One half |2|of a sentence.
        finding Marking line 1
        finding Marking line 5
    "#]],
    );
}

#[test]
fn footnotes_stand_at_the_end_of_the_document() {
    check(
        "SECRET\n\n1. One\\* and two.\\*\\*\n\nSECRET\n\nSECRET\n\n2. Three.\\*\n\n---\n\n\\* First note.\n\n\\*\\* Second note.\n\n\\* Third note.\n\nSECRET\n",
        expect![[r#"
            p1 [SECRET = SECRET] [SECRET = SECRET]
            p2 [SECRET = SECRET] [SECRET = SECRET]
            1 paragraph [1.] ¶1 p1: One{*→note.1} and two.{**→note.2}
            2 paragraph [2.] ¶2 p2: Three.{*→note.3}
            note.1 footnote [*] note * p2: First note.
            note.2 footnote [**] note ** p2: Second note.
            note.3 footnote [*] note * p2: Third note.
        "#]],
    );
    check(
        "1. A claim.[^1] Another† one² of 10 m².\n\n[^1]: Its source,\nwrapped.\n\n† A dagger.\n\n² Raised.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: A claim.{1→note.1} Another{†→note.2} one{2→note.3} of 10 m².
            note.1 footnote [1] note 1 p1: Its source, wrapped.
            note.2 footnote [†] note † p1: A dagger.
            note.3 footnote [2] note 2 p1: Raised.
        "#]],
    );
    check(
        "1. A claim.1/ Half of it is 1/2 or 3/ of 4.\n\n1/ Its source.\n",
        expect![[r#"
        1 paragraph [1.] ¶1 p1: A claim.{1→note.1} Half of it is 1/2 or 3/ of 4.
        note.1 footnote [1] note 1 p1: Its source.
    "#]],
    );
}

#[test]
fn lists_count_in_every_custom() {
    check(
        "1. Of ships:\n\n(a) one;\n\n(b) two:\n\n1) red,\n\n2) blue,\n\ni. a hull;\n\nii. a mast;\n\n(c) three.\n\nAnd so on.\n\n(d) four.\n\n2. Next.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: Of ships:
            1.a item1 [(a)] ¶1.a p1: one;
            1.b item1 [(b)] ¶1.b p1: two:
            1.b.1 item2 [1)] ¶1.b(1) p1: red,
            1.b.2 item2 [2)] ¶1.b(2) p1: blue,
            1.b.2.i item3 [i.] ¶1.b(2)(i) p1: a hull;
            1.b.2.ii item3 [ii.] ¶1.b(2)(ii) p1: a mast;
            1.c item1 [(c)] ¶1.c p1: three.
            1+1 continuation ¶1 p1: And so on.
            1.d item1 [(d)] ¶1.d p1: four.
            2 paragraph [2.] ¶2 p1: Next.
        "#]],
    );
    check(
        "1. Of ports:\n\nh) eighth;\n\ni) ninth;\n\nj) tenth.\n",
        expect![[r#"
        1 paragraph [1.] ¶1 p1: Of ports:
        1.h item1 [h)] ¶1.h p1: eighth;
        1.i item1 [i)] ¶1.i p1: ninth;
        1.j item1 [j)] ¶1.j p1: tenth.
        finding Numbering line 3
    "#]],
    );
    check(
        "1. Of men:\n\ni. one;\n\nii. two.\n",
        expect![[r#"
        1 paragraph [1.] ¶1 p1: Of men:
        1.i item1 [i.] ¶1.i p1: one;
        1.ii item1 [ii.] ¶1.ii p1: two.
    "#]],
    );
}

#[test]
fn a_label_needs_its_place_in_the_sequence_where_no_blank_line_stands() {
    check(
        "1. The port was closed in the year\n1956. Khrushchev came. On page\n12. of the report it says so.\n2. Next.\n3. Last, i. e.,\ni. e., the end.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: The port was closed in the year 1956. Khrushchev came. On page 12. of the report it says so.
            2 paragraph [2.] ¶2 p1: Next.
            3 paragraph [3.] ¶3 p1: Last, i. e., i. e., the end.
        "#]],
    );
}

#[test]
fn numbers_that_jump_are_kept_and_said() {
    check(
        "1. One.\n\n2. Two.\n\n5. Five.\n\n4. Four.\n\na. An item.\n\nd. Another.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: One.
            2 paragraph [2.] ¶2 p1: Two.
            5 paragraph [5.] ¶5 p1: Five.
            4 paragraph [4.] ¶4 p1: Four.
            4.a item1 [a.] ¶4.a p1: An item.
            4.d item1 [d.] ¶4.d p1: Another.
            finding Numbering line 5
            finding Numbering line 7
            finding Numbering line 11
        "#]],
    );
}

#[test]
fn enclosures_count_again() {
    check(
        "1. One.\n\n2. Two.\n\nANNEX B\n\n1. First.\n\n2. Second.\n\nANNEX C\n\nSome words.\n\n1. First again.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: One.
            2 paragraph [2.] ¶2 p1: Two.
            annex-b.head.1 title annex B title p1: ANNEX B
            annex-b.1 paragraph [1.] annex B ¶1 p1: First.
            annex-b.2 paragraph [2.] annex B ¶2 p1: Second.
            annex-c.head.1 title annex C title p1: ANNEX C
            annex-c.p.1 paragraph annex C ¶[1] p1: Some words.
            annex-c.1 paragraph [1.] annex C ¶1 p1: First again.
        "#]],
    );
    check(
        "1. One.\n\n2. Two.\n\nTHE OTHER PAPER\n\n1. Un.\n\nTHE THIRD\n\n1. Ein.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: One.
            2 paragraph [2.] ¶2 p1: Two.
            enclosure.head.1 title enclosure title p1: THE OTHER PAPER
            enclosure.1 paragraph [1.] enclosure ¶1 p1: Un.
            enclosure-2.head.1 title enclosure 2 title p1: THE THIRD
            enclosure-2.1 paragraph [1.] enclosure 2 ¶1 p1: Ein.
        "#]],
    );
}

#[test]
fn headings_of_each_kind() {
    check(
        "# The Title\n\nWords before.\n\n## Background\n\n1. One.\n\nTHE SITUATION\n\n2. Two.\n\n**A closer look**\n\nUnnumbered.\n\nI. First Things\n\n3. Three.\n\nII. Last Things\n\nOutlook\n-------\n\n4. Four.\n",
        expect![[r#"
            head.1 title title p1: The Title
            p.1 paragraph ¶[1] p1: Words before.
            heading.1 heading2 heading 1 p1: Background
            1 paragraph [1.] ¶1 p1: One.
            heading.2 heading1 heading 2 p1: THE SITUATION
            2 paragraph [2.] ¶2 p1: Two.
            heading.3 heading2 heading 3 p1: A closer look
            p.2 paragraph ¶[2] p1: Unnumbered.
            heading.4 heading2 [I.] heading I p1: First Things
            3 paragraph [3.] ¶3 p1: Three.
            heading.5 heading2 [II.] heading II p1: Last Things
            heading.6 heading2 heading 6 p1: Outlook
            4 paragraph [4.] ¶4 p1: Four.
        "#]],
    );
}

#[test]
fn initials_of_names_are_no_labels() {
    check(
        "1. One.\n\nA. Smith said so.\n\nE. Howard agreed.\n",
        expect![[r#"
        1 paragraph [1.] ¶1 p1: One.
        1+1 continuation ¶1 p1: A. Smith said so.
        1+2 continuation ¶1 p1: E. Howard agreed.
    "#]],
    );
}

#[test]
fn redactions_of_each_custom() {
    check(
        "1. [DELETED] met [redacted] and █████ █████ in [less than 1 line not declassified].\n\n[3 lines not declassified (b)(1)]\n\n2. He said 2½ lines not declassified and left; line(s) not declassified too. The line not declassified is a phrase.\n\n[REDACTED] 25X1\n\n██████\n\n3. A [sic] and [about 5] are no gaps; [REDACTED](b)(1) is one.\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: [DELETED] met [redacted] and █████ █████ in [less than 1 line not declassified].
            1+1 redaction ¶1 p1: [3 lines not declassified (b)(1)]
            2 paragraph [2.] ¶2 p1: He said 2½ lines not declassified and left; line(s) not declassified too. The line not declassified is a phrase.
            2+1 redaction ¶2 p1: [REDACTED]
            2+2 redaction ¶2 p1: ██████
            3 paragraph [3.] ¶3 p1: A [sic] and [about 5] are no gaps; [REDACTED](b)(1) is one.
            code 25X1 p1 after 2+1
            gap in 1 p1: [DELETED] - -
            gap in 1 p1: [redacted] - -
            gap in 1 p1: █████ █████ - -
            gap in 1 p1: [less than 1 line not declassified] less than 1 line not declassified -
            gap in 1+1 p1: [3 lines not declassified (b)(1)] 3 lines not declassified (b)(1)
            gap in 2 p1: 2½ lines not declassified 2½ lines not declassified -
            gap in 2 p1: line(s) not declassified line(s) not declassified -
            gap in 2+1 p1: [REDACTED] - -
            gap in 2+2 p1: ██████ - -
            gap in 3 p1: [REDACTED] - (b)(1)
        "#]],
    );
}

#[test]
fn a_text_without_structure_is_paragraphs() {
    check(
        "Some words.\n\nMore words,\nwrapped.\n\n\"A quotation.\"\n",
        expect![[r#"
        p.1 paragraph ¶[1] p1: Some words.
        p.2 paragraph ¶[2] p1: More words, wrapped.
        p.3 quotation ¶[3] p1: "A quotation."
    "#]],
    );
}

#[test]
fn quotations_of_each_custom() {
    check(
        "1. He wrote:\n\n> One\n> and two\n\nSECRET\n\nSECRET\n\n> and three.\nThen:\n\n\"Four (4) is five.\"\n\nHe left.\n",
        expect![[r#"
            p1 [] [SECRET = SECRET]
            p2 [SECRET = SECRET] []
            1 paragraph [1.] ¶1 p1: He wrote:
            1+1 quotation ¶1 p1: One and two |2|and three.
            1+2 continuation ¶1 p2: Then:
            1+3 quotation ¶1 p2: "Four (4) is five."
            1+4 continuation ¶1 p2: He left.
            finding Marking line 6
            finding Marking line 8
        "#]],
    );
}

#[test]
fn nothing_is_something_too() {
    for source in ["", "\n\n", "\u{feff}", "SECRET\n", "---\n", "•\n", "---\nid: x\n---\n"] {
        let (brief, findings) = brief::parse(source, "empty.md");
        assert_sound(&brief);
        assert_eq!(brief.text.as_str(), "", "{source:?}");
        assert_eq!(brief.meta.title, "empty", "{}", describe(&brief, &findings));
    }
}

#[test]
fn markup_of_the_web_is_plain_text() {
    check(
        "1. <script>alert(1)</script> &amp; <b>bold</b> [click](javascript:alert) ![x](y) `code` \\<i\\> <https://a.example>\n\n<div onclick=\"x\">\n\n</div>\n",
        expect![[r#"
            1 paragraph [1.] ¶1 p1: <script>alert(1)</script> & <b>bold</b> [click](javascript:alert) ![x](y) code <i> <https://a.example>
            1+1 continuation ¶1 p1: <div onclick="x">
            1+2 continuation ¶1 p1: </div>
        "#]],
    );
}

#[test]
fn emphasis_is_kept_apart_from_the_words() {
    let (brief, _) =
        brief::parse("1. A *very* **bold *and* plain** ~~struck~~ ~5 snake_case word.\n", "x.md");
    let runs: Vec<_> =
        brief.blocks[0].runs.iter().map(|run| (brief.text.slice(run.span), run.style)).collect();
    assert_eq!(brief.text.as_str(), "A very bold and plain struck ~5 snake_case word.");
    expect![[r#"
        [
            (
                "very",
                Emphasis,
            ),
            (
                "bold and plain",
                Strong,
            ),
            (
                "and",
                Emphasis,
            ),
            (
                "struck",
                Struck,
            ),
        ]
    "#]]
    .assert_debug_eq(&runs);
}

#[test]
fn fifty_copies_in_a_row_are_fifty_times_the_document() {
    let one = include_str!("../../../briefs/khrushchev-purge-1957.md");
    let source = vec![one; 50].join("\n\n");
    let (single, _) = brief::parse(one, "x.md");
    let (brief, _) = brief::parse(&source, "x.md");
    assert_sound(&brief);
    assert_eq!(brief.blocks.len(), 50 * single.blocks.len());
    assert_eq!(brief.pages.len(), 50 * 14);
    let sense = Sense::new(&brief);
    assert_eq!(sense.dates.len(), 50 * 49);
    assert_eq!(sense.sources.len(), 50 * 6);
    assert_eq!(brief.codes.len(), 50 * 2);
    assert_eq!(brief.redactions.len(), 50 * 2);
    assert_eq!(brief.lists().len(), 50 * 3);
    assert_eq!(brief.parts.len(), 50 * 3);
    let n_links: usize = sense.links.values().map(Vec::len).sum();
    assert_eq!(n_links, 50 * 2);
    assert_eq!(brief.text.as_str().matches("Political Bureau").count(), 50);
    let notes: Vec<_> = brief.blocks.iter().flat_map(|block| &block.references).collect();
    assert!(notes.iter().enumerate().all(|(index, reference)| {
        reference.note.is_some_and(|note| brief.blocks[note].id == format!("note.{}", index + 1))
    }));
    let kinds = |brief: &brief::Brief, n: usize| -> Vec<brief::Kind> {
        brief.blocks.iter().take(n).map(|block| block.kind).collect()
    };
    assert_eq!(kinds(&brief, 57), kinds(&single, 57));
    assert_eq!(brief.block_by_id("11.l.3"), single.block_by_id("11.l.3"));
}

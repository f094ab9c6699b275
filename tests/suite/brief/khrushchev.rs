//! The real brief, against tables made by hand from its pages.

use briefmark::brief::{FindingKind, Kind, Level, PartKind, Sense, redaction};

use super::{assert_sound, khrushchev};

#[test]
fn its_text_is_the_published_one() {
    let (source, brief, _) = khrushchev();
    assert_eq!(
        briefmark::text::sha256(&source),
        "b1c31ac3fd517f98a916cbfa67aa9577aabfaad0ac5e90c53d1e44a414535e15",
    );
    assert_sound(&brief);
    // 3623 words with the two exemption codes, which are furniture.
    assert_eq!(brief.text.as_str().split_whitespace().count(), 3621);
}

#[test]
fn it_says_of_itself_what_its_titles_say() {
    let (_, brief, _) = khrushchev();
    let meta = &brief.meta;
    assert_eq!(meta.title, "THE KHRUSHCHEV PURGE");
    assert_eq!(meta.date.as_deref(), Some("23 July 1957"));
    assert_eq!(meta.series.as_deref(), Some("BRIEFS ON INTERNATIONAL COMMUNISM"));
    assert_eq!(meta.number.as_deref(), Some("V"));
    assert_eq!(meta.classification.as_deref(), Some("SECRET"));
    assert_eq!(meta.source, None);
    assert_eq!(brief.id, format!("urn:briefmark:sha256-{}", brief.text.digest()));
    assert_eq!(brief.with_id("khrushchev-purge-1957").id, "urn:briefmark:khrushchev-purge-1957");
    let (_, brief, _) = khrushchev();
    let parts: Vec<_> = brief.parts.iter().map(|part| (part.kind, part.name.as_str())).collect();
    assert_eq!(
        parts,
        [
            (PartKind::Transmittal, "memo"),
            (PartKind::TitlePage, "title page"),
            (PartKind::Main, "")
        ],
    );
}

#[test]
fn fourteen_pages_bear_twenty_eight_markings_in_four_spellings() {
    type Printed = (&'static str, bool);
    const SOLID: Printed = ("SECRET", true);
    const HYPHENATED: Printed = ("S-E-C-R-E-T", true);
    const UNSTRUCK: Printed = ("S-E-C-R-E-T", false);
    const SPACED: Printed = ("S E C R E T", true);
    // Head and foot of each page, with their lines.
    const PAGES: [(Printed, u32, Printed, u32); 14] = [
        (SOLID, 3, SOLID, 19),
        (SOLID, 21, SOLID, 33),
        (SOLID, 35, SOLID, 43),
        (SOLID, 45, SOLID, 51),
        (SOLID, 53, SOLID, 65),
        (SOLID, 67, HYPHENATED, 75),
        (UNSTRUCK, 78, UNSTRUCK, 90),
        (SOLID, 92, SOLID, 102),
        (SOLID, 104, SOLID, 114),
        (SOLID, 116, SOLID, 124),
        (SOLID, 126, SOLID, 134),
        (SOLID, 136, SOLID, 150),
        (SOLID, 152, SOLID, 166),
        (HYPHENATED, 168, SPACED, 192),
    ];
    let (_, brief, _) = khrushchev();
    assert_eq!(brief.pages.len(), PAGES.len());
    for (page, (head, head_line, foot, foot_line)) in brief.pages.iter().zip(PAGES) {
        for (marking, (printed, struck), line) in
            [(&page.head, head, head_line), (&page.foot, foot, foot_line)]
        {
            let marking = marking.as_ref().unwrap();
            let seen = (marking.printed.as_str(), marking.struck, marking.line);
            assert_eq!(seen, (printed, struck, line), "page {}", page.number);
            assert_eq!(marking.level, Level::Secret);
            assert!(marking.caveats.is_empty());
        }
        assert_eq!(page.printed, None, "no page number survives");
        assert!(page.stamps.is_empty());
    }
}

/// Id, kind, label, citation, first and last page, first and last line, number of words, first and
/// last three words.
type Row<'a> = (&'a str, Kind, &'a str, &'a str, (u32, u32), (u32, u32), usize, &'a str, &'a str);

#[rustfmt::skip]
const BLOCKS: [Row<'_>; 59] = [
    ("memo.subject", Kind::Field, "SUBJECT :", "memo subject", (1, 1), (5, 5), 3, "The Krushchev Purge", "The Krushchev Purge"),
    ("memo.redaction.1", Kind::Redaction, "", "memo redaction 1", (1, 1), (9, 9), 1, "[REDACTED]", "[REDACTED]"),
    ("memo.1", Kind::Paragraph, "1.", "memo ¶1", (1, 1), (9, 13), 33, "This is the", "other \"anti-Party\" elements."),
    ("memo.1+1", Kind::Redaction, "", "memo ¶1", (1, 1), (15, 15), 1, "[REDACTED]", "[REDACTED]"),
    ("title.1", Kind::Title, "", "title page", (2, 2), (23, 23), 4, "BRIEFS ON INTERNATIONAL", "ON INTERNATIONAL COMMUNISM"),
    ("title.2", Kind::Title, "", "title page", (2, 2), (25, 25), 1, "1957", "1957"),
    ("title.3", Kind::Title, "", "title page", (2, 2), (27, 27), 3, "- V -", "- V -"),
    ("title.4", Kind::Title, "", "title page", (2, 2), (29, 29), 3, "THE KHRUSHCHEV PURGE", "THE KHRUSHCHEV PURGE"),
    ("title.5", Kind::Title, "", "title page", (2, 2), (31, 31), 3, "23 July 1957", "23 July 1957"),
    ("head.1", Kind::Title, "", "title", (3, 3), (37, 37), 3, "THE KHRUSHCHEV PURGE", "THE KHRUSHCHEV PURGE"),
    ("head.2", Kind::Title, "", "title", (3, 3), (38, 38), 3, "(23 July 1957)", "(23 July 1957)"),
    ("1", Kind::Paragraph, "1.", "¶1", (3, 3), (40, 40), 277, "In retrospect Khrushchev's", "in his career."),
    ("2", Kind::Paragraph, "2.", "¶2", (3, 4), (41, 47), 220, "Khrushchev's struggle with", "decentralization plan profitable."),
    ("3", Kind::Paragraph, "3.", "¶3", (4, 5), (49, 55), 235, "It has been", "the \"Leningrad affair\"."),
    ("4", Kind::Paragraph, "4.", "¶4", (5, 6), (57, 69), 226, "In a CPSU", "the \"Leninist nucleus.\""),
    ("4+1", Kind::Continuation, "", "¶4", (6, 6), (71, 71), 11, "At that time,", "Khrushchev speech noted:"),
    ("4+2", Kind::Quotation, "", "¶4", (6, 7), (73, 80), 229, "\"There is another", "may break out.\""),
    ("4+3", Kind::Continuation, "", "¶4", (7, 7), (82, 82), 164, "To this evaluation", "is extremely plausible."),
    ("4+4", Kind::Quotation, "", "¶4", (7, 7), (84, 84), 42, "\"The opposition, and", "in the Presidium.\""),
    ("4+5", Kind::Continuation, "", "¶4", (7, 7), (86, 86), 16, "This item is", "of other indications."),
    ("4.a", Kind::Item { depth: 1 }, "a.", "¶4.a", (7, 8), (88, 94), 67, "The announcement of", "strength) appears ominous."),
    ("4.b", Kind::Item { depth: 1 }, "b.", "¶4.b", (8, 8), (96, 96), 103, "The official CPSU", "tipped their hand."),
    ("4+6", Kind::Continuation, "", "¶4", (8, 8), (98, 98), 133, "It is therefore", "Khrushchev-dominated Central Committee."),
    ("5", Kind::Paragraph, "5.", "¶5", (8, 9), (100, 106), 161, "It is a", "of these tactics."),
    ("6", Kind::Paragraph, "6.", "¶6", (9, 9), (108, 108), 68, "It should be", "of industrial decentralization."),
    ("6+1", Kind::Continuation, "", "¶6", (9, 9), (110, 110), 123, "This belief is", "the Malenkov-Kaganovich-Molotov group."),
    ("6+2", Kind::Quotation, "", "¶6", (9, 10), (112, 118), 85, "\"The meetings devoted", "22 July 1957)."),
    ("7", Kind::Paragraph, "7.", "¶7", (10, 10), (120, 120), 138, "In the absence", "probably take place."),
    ("8", Kind::Paragraph, "8.", "¶8", (10, 11), (122, 128), 289, "Much speculation has", "for their objectives."),
    ("8+1", Kind::Continuation, "", "¶8", (11, 11), (130, 130), 162, "It should be", "officers were liquidated."),
    ("8+2", Kind::Continuation, "", "¶8", (11, 11), (132, 132), 28, "The crux of", "easy balancing act."),
    ("9", Kind::Paragraph, "9.", "¶9", (12, 12), (138, 138), 44, "On the whole,", "strengthen his position."),
    ("9.a", Kind::Item { depth: 1 }, "a.", "¶9.a", (12, 12), (140, 140), 23, "The trip to", "he received personally."),
    ("9.b", Kind::Item { depth: 1 }, "b.", "¶9.b", (12, 12), (142, 142), 31, "The unprecedented advance", "for the purge."),
    ("9.c", Kind::Item { depth: 1 }, "c.", "¶9.c", (12, 12), (144, 144), 82, "The pattern of", "21 July 1956.)"),
    ("9.d", Kind::Item { depth: 1 }, "d.", "¶9.d", (12, 12), (146, 146), 32, "There are also", "into propagandistic-political capital."),
    ("9+1", Kind::Continuation, "", "¶9", (12, 12), (148, 148), 59, "It should also", "could be assumed."),
    ("10", Kind::Paragraph, "10.", "¶10", (13, 13), (154, 154), 113, "Khrushchev has not", "observable since 1955."),
    ("11", Kind::Paragraph, "11.", "¶11", (13, 13), (156, 156), 40, "During Khrushchev's consolidation", "in the West."),
    ("11.a", Kind::Item { depth: 1 }, "a.", "¶11.a", (13, 13), (158, 158), 4, "Purge indicates internal", "indicates internal discord."),
    ("11.b", Kind::Item { depth: 1 }, "b.", "¶11.b", (13, 13), (159, 159), 27, "June Plenum decisions", "the Socialist camp."),
    ("11.c", Kind::Item { depth: 1 }, "c.", "¶11.c", (13, 13), (160, 160), 14, "Soviet system is", "the Soviet system."),
    ("11.d", Kind::Item { depth: 1 }, "d.", "¶11.d", (13, 13), (161, 161), 16, "Purge was characteristic", "struggle for power."),
    ("11.e", Kind::Item { depth: 1 }, "e.", "¶11.e", (13, 13), (162, 162), 10, "USSR is a", "handful of people."),
    ("11.f", Kind::Item { depth: 1 }, "f.", "¶11.f", (13, 13), (163, 163), 13, "Exposure and removal", "of one man."),
    ("11.g", Kind::Item { depth: 1 }, "g.", "¶11.g", (13, 13), (164, 164), 13, "Doubt that democratic", "the anti-Party group."),
    ("11.h", Kind::Item { depth: 1 }, "h.", "¶11.h", (14, 14), (170, 170), 4, "Malenkov challenged Khrushchev's", "challenged Khrushchev's dictatorship."),
    ("11.i", Kind::Item { depth: 1 }, "i.", "¶11.i", (14, 14), (172, 172), 14, "The average Soviet", "told the truth."),
    ("11.j", Kind::Item { depth: 1 }, "j.", "¶11.j", (14, 14), (174, 174), 65, "Suggestions that a", "with Shepilov personally."),
    ("11.k", Kind::Item { depth: 1 }, "k.", "¶11.k", (14, 14), (176, 176), 20, "Czechoslovakia Party leaders", "a purge there."),
    ("11.l", Kind::Item { depth: 1 }, "l.", "¶11.l", (14, 14), (178, 178), 22, "The Soviets were", "press reactions were:"),
    ("11.l.1", Kind::Item { depth: 2 }, "(1).", "¶11.l(1)", (14, 14), (180, 180), 9, "Skepticism that anything", "of the upheaval."),
    ("11.l.2", Kind::Item { depth: 2 }, "(2).", "¶11.l(2)", (14, 14), (182, 182), 20, "The present regime", "and with Stalin."),
    ("11.l.3", Kind::Item { depth: 2 }, "(3).", "¶11.l(3)", (14, 14), (184, 184), 17, "Skepticism on how", "with \"peaceful coexistence\"."),
    ("11.l.4", Kind::Item { depth: 2 }, "(4).", "¶11.l(4)", (14, 14), (186, 186), 7, "Possibility of new", "in the Kremlin."),
    ("11.l.5", Kind::Item { depth: 2 }, "(5).", "¶11.l(5)", (14, 14), (188, 188), 19, "Sympathy for the", "their way out."),
    ("11.l.6", Kind::Item { depth: 2 }, "(6).", "¶11.l(6)", (14, 14), (190, 190), 16, "Grateful appreciation of", "in the East."),
    ("note.1", Kind::Footnote, "*", "note *", (5, 5), (61, 61), 38, "Communist sources claim", "and ceremonial occasions."),
    ("note.2", Kind::Footnote, "**", "note **", (5, 5), (63, 63), 14, "E.g., Politburo member", "Kuznetsov, et al."),
];

#[test]
fn each_block_stands_in_its_place() {
    let (_, brief, _) = khrushchev();
    assert_eq!(brief.blocks.len(), BLOCKS.len());
    for (block, row) in brief.blocks.iter().zip(BLOCKS) {
        let words: Vec<&str> = brief.text_of(block).split(' ').collect();
        let last_page = block.turns.last().map_or(block.page, |turn| turn.page);
        let seen: Row<'_> = (
            &block.id,
            block.kind,
            block.label.as_deref().unwrap_or_default(),
            &block.citation,
            (block.page, last_page),
            block.lines,
            words.len(),
            &words[..words.len().min(3)].join(" "),
            &words[words.len().saturating_sub(3)..].join(" "),
        );
        assert_eq!(seen, row);
    }
}

#[test]
fn the_three_lists_are_whole_over_the_page_turn_and_the_change_of_markup() {
    let (_, brief, _) = khrushchev();
    let id = |index: usize| brief.blocks[index].id.as_str();
    let lists: Vec<(&str, Vec<&str>)> = brief
        .lists()
        .iter()
        .map(|list| (id(list.opener), list.items.iter().map(|item| id(item.block)).collect()))
        .collect();
    let letters = |paragraph: &str, last: char| -> Vec<String> {
        ('a'..=last).map(|letter| format!("{paragraph}.{letter}")).collect()
    };
    assert_eq!(lists.len(), 3);
    for ((opener, items), (paragraph, last)) in
        lists.iter().zip([("4", 'b'), ("9", 'd'), ("11", 'l')])
    {
        assert_eq!((*opener, items.join(" ")), (paragraph, letters(paragraph, last).join(" ")));
    }
    let n_sub_items: Vec<usize> =
        brief.lists()[2].items.iter().map(|item| item.sub_items.len()).collect();
    assert_eq!(n_sub_items, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6]);
}

#[test]
fn seven_sentences_are_whole_again_over_their_page_turns() {
    // The page after the turn, the block, and what stands before and after it.
    const JOINS: [(u32, &str, &str, &str); 7] = [
        (4, "2", "\"Leningrad affair.\" Early", "in 1955 Malenkov"),
        (5, "3", "disassociated himself (possibly by", "\"squealing\") in time"),
        (6, "4", "the majority of the Political", "Bureau which did not know"),
        (7, "4+2", "he has also alerted the", "'non-Leninists' to his intentions."),
        (8, "4.a", "the 250th Anniversary", "actually took place in 1953."),
        (9, "5", "directly or indirectly observed", "in lesser though somewhat parallel cases."),
        (11, "8", "Nevertheless the 30 June 1956 CPSU", "Resolution (see above) stressed"),
    ];
    let (_, brief, _) = khrushchev();
    let text = brief.text.as_str();
    for (page, id, before, after) in JOINS {
        let joined = format!("{before} {after}");
        assert_eq!(text.matches(&joined).count(), 1, "{joined}");
        let block = &brief.blocks[brief.block_by_id(id).unwrap()];
        let turn = block.turns.iter().find(|turn| turn.page == page).unwrap();
        assert!(text[brief.text.byte(turn.at).0..].starts_with(after));
        assert_eq!(brief.page_at(turn.at), page);
    }
    for joined in ["Political Bureau", "Early in 1955", "1956 CPSU Resolution"] {
        assert_eq!(text.matches(joined).count(), 1, "{joined}");
    }
    // The eighth turn inside a block lies between two sentences of a quotation.
    assert_eq!(brief.blocks.iter().map(|block| block.turns.len()).sum::<usize>(), 8);
}

#[test]
fn two_footnotes_are_bound_to_their_references() {
    let (_, brief, _) = khrushchev();
    let references: Vec<_> = brief
        .blocks
        .iter()
        .flat_map(|block| block.references.iter().map(move |reference| (block, reference)))
        .map(|(block, reference)| {
            let note = reference.note.map(|note| brief.blocks[note].id.as_str());
            (block.id.as_str(), reference.at.0 - block.span.start.0, reference.mark.as_str(), note)
        })
        .collect();
    assert_eq!(references, [("3", 1113, "*", Some("note.1")), ("4", 444, "**", Some("note.2"))]);
    assert!(brief.text.as_str().contains("17, 18 and 19 June may have been based"));
    assert!(!brief.text.as_str().contains('*'));
}

#[test]
fn redactions_stand_as_printed_and_no_code_is_tied_to_one() {
    let (_, brief, _) = khrushchev();
    let redactions: Vec<_> = brief
        .redactions
        .iter()
        .map(|gap| {
            (brief.blocks[gap.block].id.as_str(), brief.text.slice(gap.span), gap.page, &gap.code)
        })
        .collect();
    assert_eq!(
        redactions,
        [("memo.redaction.1", "[REDACTED]", 1, &None), ("memo.1+1", "[REDACTED]", 1, &None)],
    );
    let codes: Vec<_> =
        brief.codes.iter().map(|code| (code.code.as_str(), code.page, code.line)).collect();
    assert_eq!(codes, [("25X1A2d2", 1, 7), ("25X1X7", 1, 17)]);
    for code in &brief.codes {
        assert_eq!(redaction::meaning(&code.code).unwrap().family, "25X1");
        assert!(!brief.text.as_str().contains(&code.code));
    }
}

const IMPLIED: bool = true;
const PRINTED: bool = false;

#[rustfmt::skip]
const DATES: [(&str, &str, &str, bool, &str); 49] = [
    ("title.2", "1957", "1957", PRINTED, ""),
    ("title.5", "23 July 1957", "1957-07-23", PRINTED, ""),
    ("head.2", "23 July 1957", "1957-07-23", PRINTED, ""),
    ("1", "June", "1957-06", IMPLIED, ""),
    ("2", "1953", "1953", PRINTED, ""),
    ("2", "1954", "1954", PRINTED, ""),
    ("2", "Early in 1955", "1955", PRINTED, "early"),
    ("2", "July", "1955-07", IMPLIED, ""),
    ("2", "February 1956", "1956-02", PRINTED, ""),
    ("2", "second half of 1956", "1956", PRINTED, "second half"),
    ("2", "November 1956", "1956-11", PRINTED, ""),
    ("2", "early January 1957", "1957-01", PRINTED, "early"),
    ("2", "December", "1956-12", IMPLIED, ""),
    ("2", "February 1957", "1957-02", PRINTED, ""),
    ("3", "June", "1957-06", IMPLIED, ""),
    ("3", "17, 18 and 19 June", "1957-06-17/1957-06-19", IMPLIED, ""),
    ("4", "12 July", "1957-07-12", IMPLIED, ""),
    ("4", "January 1955", "1955-01", PRINTED, ""),
    ("4", "December 1954", "1954-12", PRINTED, ""),
    ("4", "1948", "1948", PRINTED, ""),
    ("4", "February 1956", "1956-02", PRINTED, ""),
    ("4", "February 1956", "1956-02", PRINTED, ""),
    ("4", "30 June 1956", "1956-06-30", PRINTED, ""),
    ("4+2", "30 June", "1956-06-30", IMPLIED, ""),
    ("4+3", "end of 1956", "1956", PRINTED, "end"),
    ("4+3", "beginning of 1957", "1957", PRINTED, "beginning"),
    ("4+3", "11 July", "1957-07-11", IMPLIED, ""),
    ("4+4", "1948-9", "1948/1949", PRINTED, ""),
    ("4.a", "24 April", "1957-04-24", IMPLIED, ""),
    ("4.a", "1953", "1953", PRINTED, ""),
    ("4.a", "April", "1957-04", IMPLIED, ""),
    ("4.b", "June", "1957-06", IMPLIED, ""),
    ("6", "June", "1957-06", IMPLIED, ""),
    ("6+1", "21 July", "1957-07-21", IMPLIED, ""),
    ("6+2", "June", "1957-06", IMPLIED, ""),
    ("6+2", "22 July 1957", "1957-07-22", PRINTED, ""),
    ("7", "June", "1957-06", IMPLIED, ""),
    ("7", "21 July", "1957-07-21", IMPLIED, ""),
    ("8", "30 June 1956", "1956-06-30", PRINTED, ""),
    ("8", "June 1956", "1956-06", PRINTED, ""),
    ("8+1", "1937-38", "1937/1938", PRINTED, ""),
    ("9", "June", "1957-06", IMPLIED, ""),
    ("9.b", "July 3", "1957-07-03", IMPLIED, ""),
    ("9.c", "21 July 1956", "1956-07-21", PRINTED, ""),
    ("10", "1955", "1955", PRINTED, ""),
    ("11", "5-17 July", "1957-07-05/1957-07-17", IMPLIED, ""),
    ("11.b", "June", "1957-06", IMPLIED, ""),
    ("note.1", "19 June", "1957-06-19", IMPLIED, ""),
    ("note.1", "17 and 18 June", "1957-06-17/1957-06-18", IMPLIED, ""),];

#[test]
fn forty_nine_dates_have_their_values() {
    let (_, brief, _) = khrushchev();
    let dates = Sense::new(&brief).dates;
    assert_eq!(dates.len(), DATES.len());
    for (date, expected) in dates.iter().zip(DATES) {
        let block = &brief.blocks[brief.block_at(date.span.start).unwrap()];
        let qualifier = date.qualifier.as_deref().unwrap_or_default();
        let text = brief.text.slice(date.span);
        assert_eq!(
            (block.id.as_str(), text, date.value.as_str(), date.year_implied, qualifier),
            expected
        );
    }
}

#[test]
fn six_sources_are_cited() {
    let (_, brief, _) = khrushchev();
    let sense = Sense::new(&brief);
    let sources: Vec<_> = sense
        .sources
        .iter()
        .map(|source| {
            (
                brief.blocks[brief.block_at(source.span.start).unwrap()].id.as_str(),
                source.publication.as_str(),
                source.author.as_deref(),
                source.title.as_deref(),
                source.date.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        sources,
        [
            ("4+3", "Manchester Guardian Weekly", Some("Victor Zorza"), None, "1957-07-11"),
            ("4.a", "Leningrad Pravda", None, None, "1957-04-24"),
            ("6+1", "Pravda", None, None, "1957-07-21"),
            ("6+2", "New York Times", None, None, "1957-07-22"),
            ("7", "Pravda", None, None, "1957-07-21"),
            (
                "9.c",
                "New York Times, Section 4, page 4",
                Some("Flora Lewis"),
                Some("Khrushchev Reshapes Policy on Satellites"),
                "1956-07-21",
            ),
        ],
    );
}

#[test]
fn see_above_points_to_what_it_means() {
    let (_, brief, _) = khrushchev();
    let id = |index: usize| brief.blocks[index].id.as_str();
    let sense = Sense::new(&brief);
    let links = sense.links.iter().flat_map(|(block, links)| links.iter().map(|it| (*block, it)));
    let links: Vec<_> = links
        .map(|(block, link)| (id(block), brief.text.slice(link.span), id(link.target)))
        .collect();
    assert_eq!(links, [("7", "see above", "6+1"), ("8", "see above", "4")]);
}

#[test]
fn what_looks_odd_is_said_and_kept() {
    let (_, brief, findings) = khrushchev();
    let seen: Vec<_> = findings
        .iter()
        .map(|finding| {
            (finding.kind, finding.line.unwrap(), finding.span.map(|span| brief.text.slice(span)))
        })
        .collect();
    assert_eq!(
        seen,
        [
            (FindingKind::NameVariant, 5, Some("Krushchev")),
            (FindingKind::Stray, 77, None),
            (FindingKind::Quotation, 118, Some("\"")),
            (FindingKind::Date, 144, Some("21 July 1956")),
        ],
    );
    for printed in
        ["The Krushchev Purge", "Politbureau", "Politburo", "i. e.,", "Pravda, So far", "/,\" (New"]
    {
        assert!(brief.text.as_str().contains(printed), "{printed}");
    }
}

/// Every word of the source is a label, furniture or reading text, once and in order: the lines
/// without furniture and labels, footnotes moved to the end, are the reading text.
#[test]
fn no_word_is_lost_doubled_or_moved() {
    let (source, brief, _) = khrushchev();
    let lines: Vec<&str> = source.lines().collect();
    let mut is_furniture = vec![false; lines.len() + 1];
    for marking in brief.pages.iter().flat_map(|page| [&page.head, &page.foot]).flatten() {
        is_furniture[marking.line as usize] = true;
    }
    for code in &brief.codes {
        is_furniture[code.line as usize] = true;
    }
    let (mut body, mut notes) = (Vec::new(), Vec::new());
    for (line, number) in lines.iter().zip(1..) {
        if is_furniture[number] || matches!(line.trim(), "•" | "---") {
            continue;
        }
        if line.starts_with("\\*") {
            notes.extend(line.split_whitespace().skip(1).map(str::to_owned));
        } else {
            let plain = line.replace("\\*", "").replace("**", "");
            body.extend(plain.split_whitespace().map(str::to_owned));
        }
    }
    let expected: Vec<String> = body.into_iter().chain(notes).collect();
    // The blocks with their labels put back; a footnote's mark is told apart above.
    let mut seen: Vec<String> = Vec::new();
    for block in &brief.blocks {
        let is_bulleted = block.lines.0 >= 158 && block.lines.1 <= 164;
        seen.extend(is_bulleted.then(|| "-".to_owned()));
        if let Some(label) = block.label.as_ref().filter(|_| block.kind != Kind::Footnote) {
            seen.extend(label.split_whitespace().map(str::to_owned));
        }
        seen.extend(brief.text_of(block).split_whitespace().map(str::to_owned));
    }
    assert_eq!(seen, expected);
}

#[test]
fn a_person_can_cite_any_place() {
    let (_, brief, _) = khrushchev();
    let cite = |words: &str| {
        let start = brief.text.as_str().find(words).unwrap();
        let at = |byte| brief.text.code_point(briefmark::text::Byte(byte));
        brief.cite(briefmark::text::Span { start: at(start), end: at(start + words.len()) })
    };
    assert_eq!(cite("torpedoing capitalism"), "¶11.l(3), p. 14");
    assert_eq!(cite("Political Bureau"), "¶4, pp. 5–6");
    assert_eq!(cite("fifth in the series"), "memo ¶1, p. 1");
    assert_eq!(cite("Secretary of the CC/CPSU Kuznetsov"), "note **, p. 5");
    assert_eq!(cite("two alternatives"), "¶4, p. 8");
    assert_eq!(cite("decentralization plan profitable.\nIt has been pointed out"), "¶2–¶3, p. 4");
}

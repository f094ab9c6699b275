//! What is sought is found wherever it stands, and nothing else is.

mod coding;
mod variant;

use briefmark::brief::Brief;
use briefmark::search::{
    Context, Field, Folded, Hit, Manner, Matcher, Order, Query, QueryError, Search, context, find,
    lens_words, mentions, put_in_order,
};
use briefmark::text::Span;
use briefmark::workspace::{Edit, Layer, Workspace};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::anchor::{brief, published};
use crate::work::{annotation, at, marked, note, theme};

pub(crate) fn words(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

fn pattern(pattern: &str) -> Query {
    Query { manner: Manner::Pattern, ..words(pattern) }
}

fn matcher(query: &Query) -> Matcher {
    query.matcher().expect("the query is sound").expect("something is sought")
}

/// Where a query has hits, in the reading text.
pub(crate) fn spans(brief: &Brief, query: &Query) -> Vec<Span> {
    let folded = Folded::new(brief, query.is_case_kept);
    let hits = find(&matcher(query), &folded);
    hits.into_iter().map(|hit| folded.span(&brief.text, hit)).collect()
}

/// Says what a query finds, as it is printed.
fn check(text: &str, query: &Query, expected: Expect) {
    let brief = brief(text);
    let found = spans(&brief, query);
    let printed: Vec<_> = found.iter().map(|span| brief.text.slice(*span)).collect();
    expected.assert_eq(&printed.join(" | "));
}

#[test]
fn quotation_marks_hyphens_spaces_and_case_do_not_part_the_same_words() {
    let text =
        "The “anti–Party Group” and the 'ANTI\u{2011}party group'.\nThe anti\u{a0}party group.";
    check(text, &words("anti-party group"), expect!["anti–Party Group | ANTI‑party group"]);
    check(text, &words("\"anti-party"), expect!["“anti–Party"]);
    check(text, &words("anti party"), expect!["anti\u{a0}party"]);
    let exact = Query { is_case_kept: true, ..words("ANTI-party") };
    check(text, &exact, expect!["ANTI‑party"]);
    check(
        "Khrushchev’s and Khrushchev's",
        &words("Khrushchev’s"),
        expect!["Khrushchev’s | Khrushchev's"],
    );
}

#[test]
fn accents_soft_hyphens_and_letters_of_another_length_are_found_whole() {
    check("Cafe\u{301} and CAFÉ and cafe", &words("café"), expect!["Cafe\u{301} | CAFÉ"]);
    check(
        "de\u{ad}sta\u{ad}lin and destalin",
        &words("destalin"),
        expect!["de\u{ad}sta\u{ad}lin | destalin"],
    );
    check("ХРУЩЁВ İstanbul ИСТОРИЯ", &words("история"), expect!["ИСТОРИЯ"]);
    check("İstanbul, then Khrushchev", &words("khrushchev"), expect!["Khrushchev"]);
    check("an e\u{333}x", &words("x"), expect!["x"]);
}

#[test]
fn whole_words_end_where_a_word_does() {
    let text = "Purge, purged, the purge's end, post-purge and repurge.";
    let whole = Query { is_whole_word: true, ..words("purge") };
    check(text, &whole, expect!["Purge | purge | purge"]);
    check(text, &words("purge"), expect!["Purge | purge | purge | purge | purge"]);
}

#[test]
fn a_phrase_is_found_over_the_end_of_a_line_and_once_over_a_page_turn() {
    check(
        "BRIEFS ON INTERNATIONAL\nCOMMUNISM",
        &words("international communism"),
        expect!["INTERNATIONAL\nCOMMUNISM"],
    );
    let brief = published();
    let found = spans(&brief, &words("Political Bureau"));
    assert_eq!(found.len(), 1);
    let block = &brief.blocks[brief.block_at(found[0].start).expect("it is in a block")];
    let turns: Vec<_> = block.turns.iter().filter(|turn| found[0].contains(turn.at)).collect();
    assert_eq!(turns.len(), 1, "the page turns between the two words");
}

#[test]
fn every_spelling_of_khrushchev_is_sixty_five() {
    let brief = published();
    let both = Query { variants: vec!["krushchev".to_owned()], ..words("Khrushchev") };
    assert_eq!(spans(&brief, &words("Khrushchev")).len(), 64);
    assert_eq!(spans(&brief, &words("Krushchev")).len(), 1);
    assert_eq!(spans(&brief, &both).len(), 65);
}

#[test]
fn an_expression_reads_a_block_and_no_further() {
    let text = "First of all.\nThe second of 1957 is long.\nThe third–of them.";
    check(text, &pattern(r"^the \w+"), expect!["The second | The third"]);
    check(text, &pattern(r"\d{4}"), expect!["1957"]);
    check(text, &pattern("all.*second"), expect![""]);
    check(text, &pattern("third–of"), expect!["third–of"]);
    check(text, &pattern("[–x]of"), expect!["–of"]);
    check(text, &pattern("x*"), expect![""]);
    let kept = Query { is_case_kept: true, ..pattern(r"\bt\w+") };
    check(text, &kept, expect!["third | them"]);
    let whole = Query { is_whole_word: true, ..pattern("o.") };
    check(text, &whole, expect!["of | of | of"]);
    check("ÉTÉ été", &pattern("ét."), expect!["ÉTÉ | été"]);
}

#[test]
fn what_cannot_be_looked_for_says_why() {
    let says = |query: &Query| query.matcher().err().map(|error| error.to_string());
    let said = says(&pattern("(a")).expect("a group is open");
    assert!(said.starts_with("this is not a regular expression: "), "{said}");
    assert_eq!(says(&words(&"x".repeat(1001))), Some(QueryError::TooLong.to_string()));
    assert!(matches!(words("  ").matcher(), Ok(None)));
    assert!(matches!(pattern("").matcher(), Ok(None)));
    // An expression that would take ages elsewhere is linear here.
    check(&"a".repeat(5_000), &pattern("(a+)+$x"), expect![""]);
}

#[test]
fn a_list_finds_each_of_its_lines() {
    let list = Query {
        manner: Manner::List,
        is_whole_word: true,
        ..words("may be\n\n probably \nprobable")
    };
    check(
        "It probably may be; improbable. Probable.",
        &list,
        expect!["probably | may be | Probable"],
    );
    assert_eq!(lens_words(" probably\n\nmay be \nprobably\n"), ["probably", "may be"]);
}

#[test]
fn a_hit_is_shown_with_the_words_around_it_within_its_block() {
    let brief = brief("Before it.\nOne two three four five six seven.\nAfter it.");
    let hit = brief.passage(spans(&brief, &words("four"))[0]).expect("a word is a passage");
    assert_eq!(
        context(&brief, hit, 10),
        Context { left: "two three ", words: "four", right: " five six" }
    );
    assert_eq!(
        context(&brief, hit, 90),
        Context { left: "One two three ", words: "four", right: " five six seven." }
    );
}

#[test]
fn hits_are_listed_by_the_words_on_their_left_or_right() {
    let brief = brief("the big party line\na small party is\nThe big party and");
    let folded = Folded::new(&brief, false);
    let hits = find(&matcher(&words("party")), &folded);
    let ordered = |order| {
        let mut list = vec![2, 0, 1];
        put_in_order(&folded, &hits, order, &mut list);
        list
    };
    assert_eq!(ordered(Order::Place), [0, 1, 2]);
    assert_eq!(ordered(Order::Left), [0, 2, 1]);
    assert_eq!(ordered(Order::Right), [2, 1, 0]);
}

#[test]
fn notes_quotations_and_theme_names_are_searched_too() {
    let brief = Brief { id: "urn:briefmark:a".to_owned(), ..published() };
    let mut work = Workspace::default();
    work.apply(Edit::AddThemes(vec![theme(1, "Secret struggles"), theme(2, "Other")]), &at(0))
        .expect("themes are new");
    for made in [annotation(1, vec![note("A “secret” word")]), annotation(2, vec![marked(1)])] {
        work.apply(Edit::Annotate(made), &at(1)).expect("it is new");
    }
    let layer = Layer::new(&brief, &work);
    let found = |query: &Query| {
        let found = mentions(&matcher(query), &work, &layer);
        let kinds = found.iter().map(|mention| match &mention.field {
            Field::Note(_) => "note",
            Field::Quote(_) => "quote",
            Field::Theme(_) => "theme",
        });
        kinds.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found(&words("\"secret")), "note");
    assert_eq!(found(&words("secret")), "note theme");
    assert_eq!(found(&words("some words")), "quote quote");
    let cut = matcher(&words("\"secret\"")).cut("A “secret” word");
    assert_eq!(cut, Some(("A ", "“secret”", " word")));
}

/// Text in which folding, overlaps and edges meet.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ab]{1,3}", 2 => Just(" ".to_owned()), 1 => Just("\n".to_owned()),
        1 => Just("A".to_owned()), 1 => Just("’".to_owned()), 1 => Just("'".to_owned()),
        1 => Just("\u{ad}".to_owned()), 1 => Just("e\u{301}".to_owned()), 1 => Just("É".to_owned()),
        1 => Just("–".to_owned()), 1 => Just("İ".to_owned()), 1 => Just("  ".to_owned()),
        1 => Just("👩‍👧".to_owned()), 1 => Just("ж".to_owned()),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The hits of some words in folded text, sought at every place: the earlier, then the longer.
fn naive(folded: &str, sought: &[String], is_whole_word: bool) -> Vec<Hit> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let edge = |at: usize| {
        !(is_letter(folded[..at].chars().next_back()) && is_letter(folded[at..].chars().next()))
    };
    let mut hits: Vec<Hit> = Vec::new();
    for (at, _) in folded.char_indices() {
        let fits = |words: &&String| {
            folded[at..].starts_with(words.as_str())
                && (!is_whole_word || edge(at) && edge(at + words.len()))
        };
        let longest = sought.iter().filter(fits).map(|words| words.len()).max();
        if let Some(length) = longest
            && hits.last().is_none_or(|last| last.end as usize <= at)
        {
            hits.push(Hit {
                start: u32::try_from(at).expect("short"),
                end: u32::try_from(at + length).expect("short"),
            });
        }
    }
    hits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the slices, the hits are those that one finds by trying every place.
    #[test]
    fn what_is_found_is_what_one_finds_by_looking_everywhere(
        text in any_text(),
        sought in proptest::collection::vec("[aB’e –]{1,3}", 1..3),
        is_case_kept: bool,
        is_whole_word: bool,
        slice in 1..9_usize,
    ) {
        let brief = brief(&text);
        let folded = Folded::new(&brief, is_case_kept);
        let query = Query {
            words: sought[0].clone(),
            variants: sought[1..].to_vec(),
            is_case_kept,
            is_whole_word,
            ..Query::default()
        };
        let fold = |words: &String| {
            let words = words.trim().replace('’', "'").replace('–', "-");
            if is_case_kept { words } else { words.to_lowercase() }
        };
        let plain: Vec<String> = sought.iter().map(fold).filter(|words| !words.is_empty()).collect();
        let Some(matcher) = query.matcher().expect("words are sound") else {
            prop_assert!(plain.is_empty());
            return Ok(());
        };
        // Runs of space in the words are kept as typed, and stand nowhere in folded text.
        let plain: Vec<String> = plain.iter().map(|it| it.split("  ").filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")).collect();
        let expected = naive(folded.as_str(), &plain, is_whole_word);
        prop_assert_eq!(&find(&matcher, &folded), &expected);
        let mut search = Search::new(matcher.clone());
        while !search.go_on(&folded, slice) {}
        prop_assert_eq!(search.hits(), &expected);
        prop_assert_eq!(matcher.is_in(&text), !expected.is_empty());
        let counts = folded.count_by_block(&expected);
        prop_assert_eq!(counts.iter().sum::<u32>() as usize, expected.len());
        for hit in &expected {
            let found = folded.span(&brief.text, *hit);
            let printed = brief.text.slice(found);
            let again = self::brief(printed);
            let again = Folded::new(&again, is_case_kept);
            let words = &folded.as_str()[hit.start as usize..hit.end as usize];
            prop_assert!(again.as_str().contains(words), "{printed:?} is not {words:?}");
            let block = folded.block_at(hit.start);
            prop_assert!(brief.blocks[block].span.start <= found.start);
        }
    }

    /// Words without a sign of their own are an expression that finds the same.
    #[test]
    fn an_expression_of_plain_words_finds_the_words(text in any_text(), sought in "[ab]{1,2}", slice in 1..9_usize) {
        let brief = brief(&text);
        let folded = Folded::new(&brief, false);
        let expected = find(&matcher(&words(&sought)), &folded);
        let mut search = Search::new(matcher(&pattern(&sought)));
        while !search.go_on(&folded, slice) {}
        prop_assert_eq!(search.hits(), &expected);
    }
}

//! Whoever quotes the page quotes labels, footnote marks and what stands where pages turn: the words are
//! the same.

use briefmark::annotation::{Anchor, Quote, Selector, Target, anchor, anchor_all};
use briefmark::brief::{Brief, Kind};
use briefmark::text::{CodePoint, Span};
use serde_json::Map;

use super::published;
use crate::told::tell;

/// The page as it is printed: its letters, each with the place of the reading text before which it stands.
struct Printed(Vec<(CodePoint, char)>);

impl Printed {
    fn of(brief: &Brief) -> Printed {
        let mut printed = Printed(Vec::new());
        let mut page = 1;
        for block in brief.blocks.iter().filter(|block| block.kind != Kind::Footnote) {
            printed.turn(brief, block.span.start, &mut page, block.page);
            if let Some(label) = &block.label {
                let is_item = matches!(block.kind, Kind::Item { .. });
                printed.put(block.span.start, if is_item { "- " } else { "" });
                printed.put(block.span.start, label);
                printed.put(block.span.start, " ");
            }
            for (at, letter) in (block.span.start.0..).zip(brief.text.slice(block.span).chars()) {
                let at = CodePoint(at);
                for reference in block.references.iter().filter(|reference| reference.at == at) {
                    printed.put(at, &reference.mark);
                }
                if let Some(turn) = block.turns.iter().find(|turn| turn.at == at) {
                    printed.turn(brief, at, &mut page, turn.page);
                }
                printed.0.push((at, letter));
            }
            for mark in block.references.iter().filter(|it| it.at == block.span.end) {
                printed.put(block.span.end, &mark.mark);
            }
            printed.put(block.span.end, "\n\n");
        }
        printed
    }

    fn put(&mut self, at: CodePoint, words: &str) {
        self.0.extend(words.chars().map(|letter| (at, letter)));
    }

    fn turn(&mut self, brief: &Brief, at: CodePoint, page: &mut u32, to: u32) {
        for number in *page..to {
            let page = |number: u32| &brief.pages[number as usize - 1];
            let number_line = page(number).printed.as_ref().map(|number| format!("- {number} -"));
            let foot = page(number).foot.as_ref().map(|marking| marking.printed.clone());
            let head = page(number + 1).head.as_ref().map(|marking| marking.printed.clone());
            for line in [number_line, foot, head].into_iter().flatten() {
                self.put(at, &format!("\n{line}\n"));
            }
        }
        *page = to;
    }

    fn words(&self, letters: std::ops::Range<usize>) -> String {
        self.0[letters].iter().map(|(_, letter)| *letter).collect()
    }

    /// What another tool stores of a stretch of it.
    fn quote(&self, letters: std::ops::Range<usize>) -> Quote {
        Quote {
            exact: self.words(letters.clone()),
            prefix: self.words(letters.start.saturating_sub(32)..letters.start),
            suffix: self.words(letters.end..(letters.end + 32).min(self.0.len())),
        }
    }
}

fn target(quote: Quote, span: Option<Span>) -> Target {
    let position = span.map(|span| Selector::Position { start: span.start, end: span.end });
    Target {
        source: String::new(),
        selectors: [Selector::Quote(quote)].into_iter().chain(position).collect(),
        citation: None,
        digest: None,
        extra: Map::new(),
    }
}

/// Passages of the printed page that hold more than words, with where their words are.
fn passages(brief: &Brief) -> Vec<(Quote, Span)> {
    let printed = Printed::of(brief);
    let plain = |range: &std::ops::Range<usize>| {
        let places = &printed.0[range.clone()];
        places.windows(2).all(|pair| pair[0].0 < pair[1].0)
    };
    let letter = |nth: usize| printed.0[nth].1;
    let begins = |nth: &usize| letter(*nth).is_alphabetic() && letter(nth - 1) == ' ';
    let starts = (1..printed.0.len() - 160).filter(begins);
    starts
        .flat_map(|start| {
            let ends = (start + 90..start + 160).filter(|end| letter(*end) == ' ').take(1);
            ends.map(move |end| start..end)
        })
        .filter(|range| !plain(range))
        // A word begins and ends there, and no label.
        .filter(|range| {
            let own = |nth: usize| nth == 0 || printed.0[nth].0 > printed.0[nth - 1].0;
            let last = printed.0[range.end - 1];
            own(range.start) && own(range.end - 1) && last.1.is_alphabetic()
        })
        .map(|range| {
            let (first, last) = (printed.0[range.start].0, printed.0[range.end - 1].0);
            (printed.quote(range), Span::new(first.0, last.0 + 1))
        })
        .collect()
}

#[test]
fn a_passage_with_what_is_printed_in_it_is_where_its_words_are() {
    let brief = published();
    let passages = passages(&brief);
    assert!(passages.len() > 300, "only {}", passages.len());
    let at_place = passages.iter().map(|(quote, span)| target(quote.clone(), Some(*span)));
    let at_place: Vec<Target> = at_place.collect();
    for (anchor, (quote, span)) in anchor_all(&brief, &at_place).into_iter().zip(&passages) {
        assert_eq!(anchor, Anchor::Exact { span: *span }, "{quote:?}");
    }
    let anywhere = passages.iter().map(|(quote, _)| target(quote.clone(), None));
    let anywhere: Vec<Target> = anywhere.collect();
    let found = anchor_all(&brief, &anywhere);
    let mut n_moved = 0;
    for (anchor, (quote, span)) in found.into_iter().zip(&passages) {
        match anchor {
            Anchor::Moved { span: found } => {
                assert_eq!(found, *span, "{quote:?}");
                n_moved += 1;
            }
            // Elsewhere the same words stand, or a mark is misread, and nothing is said for sure.
            Anchor::Changed { .. } => {}
            other => panic!("{quote:?}: {other:?}"),
        }
    }
    let n_all = passages.len();
    tell(&format!(
        "{n_moved} of {n_all} passages of the printed page are found without a position"
    ));
    assert!(n_moved * 100 > n_all * 95, "{n_moved} of {n_all}");
}

#[test]
fn the_label_of_what_comes_next_is_none_of_the_words() {
    let brief = published();
    let quote = Quote {
        exact: "incurred the greatest risk in his career. 2.".to_owned(),
        prefix: "USSR and World Communism, and in so doing ".to_owned(),
        suffix: " Khrushchev's struggle with his competitors".to_owned(),
    };
    let Anchor::Moved { span } = anchor(&brief, &target(quote.clone(), None)) else {
        panic!("paragraph 1 ends so")
    };
    assert_eq!(brief.text.slice(span), "incurred the greatest risk in his career.");
    assert_eq!(anchor(&brief, &target(quote, Some(span))), Anchor::Exact { span });
}

#[test]
fn what_is_printed_and_no_word_with_it_is_nowhere() {
    let brief = published();
    let block = brief.block_by_id("2").expect("it is numbered");
    let start = brief.blocks[block].span.start;
    let quote =
        Quote { exact: "2.".to_owned(), prefix: "his career. ".to_owned(), ..Quote::default() };
    let at_start = Span { start, end: CodePoint(start.0 + 1) };
    for position in [None, Some(at_start)] {
        let anchor = anchor(&brief, &target(quote.clone(), position));
        assert_eq!(anchor.settled(), None, "{anchor:?}");
    }
}

#[test]
fn a_label_that_is_not_printed_there_is_a_difference() {
    let brief = published();
    let exact = |label: &str| Quote {
        exact: format!("the greatest risk in his career. {label}Khrushchev's struggle with his"),
        prefix: "World Communism, and in so doing incurred ".to_owned(),
        suffix: " competitors in the Presidium".to_owned(),
    };
    let Anchor::Moved { span } = anchor(&brief, &target(exact("2. "), None)) else {
        panic!("paragraph 2 begins there")
    };
    for label in ["", "2. ", "\n\n- 2.\n"] {
        let target = target(exact(label), Some(span));
        assert_eq!(anchor(&brief, &target), Anchor::Exact { span }, "{label}");
    }
    for label in ["3. ", "a. ", "2. 2. ", "† "] {
        for position in [None, Some(span)] {
            let anchor = anchor(&brief, &target(exact(label), position));
            assert!(matches!(anchor, Anchor::Changed { .. }), "{label}: {anchor:?}");
        }
    }
}

#[test]
fn names_of_fields_marks_of_footnotes_and_bulleted_markings_beside_the_words_are_no_difference() {
    const SOURCE: &str = "\
        TO : The Director of the Office\n\nSUBJECT : The Purge of June in Moscow\n\n\
        1. Much is known of it by now, but for what followed in\n\n~~SECRET~~\n\n•\n\n~~SECRET~~\n\n\
        the provinces, of which the press says little.\\*\n\n\
        \\* It speaks of festive occasions.\n\n\\*\\* E.g., of the planner and the secretary of June.\n";
    let brief = briefmark::brief::parse(SOURCE, "memo.md").0;
    let cases = [
        (
            " Director of the Office\nSUBJECT : ",
            "The Purge of June in Moscow",
            "\n1. Much is known of it by now",
        ),
        (
            "\n1. Much is known of it by now, ",
            "but for what followed in",
            "\n• SECRET\nthe provinces, of which the",
        ),
        (
            "It speaks of festive occasions.\n** ",
            "E.g., of the planner",
            " and the secretary of June.",
        ),
    ];
    for (prefix, exact, suffix) in cases {
        let [prefix, exact, suffix] = [prefix, exact, suffix].map(str::to_owned);
        let quote = Quote { exact, prefix, suffix };
        let Anchor::Moved { span } = anchor(&brief, &target(quote.clone(), None)) else {
            panic!("{quote:?} in {:?}", brief.text.as_str())
        };
        assert_eq!(brief.text.slice(span), quote.exact);
        assert_eq!(anchor(&brief, &target(quote, Some(span))), Anchor::Exact { span });
    }
}

//! Laws of notes: Markdown as CommonMark has it, and nothing in it that could do harm.

use briefmark::annotation::{NoteElement, NotePart, both_notes, read_note};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::work::naughty;

/// The tree of a note, an element a line.
fn check(note: &str, expected: Expect) {
    let mut said = String::new();
    for part in read_note(note) {
        outline(&part, 0, &mut said);
    }
    expected.assert_eq(&said);
}

fn outline(part: &NotePart, depth: usize, said: &mut String) {
    let indent = "  ".repeat(depth);
    match part {
        NotePart::Words(words) => said.push_str(&format!("{indent}{words:?}\n")),
        NotePart::Element(element, parts) => {
            said.push_str(&format!("{indent}{element:?}\n"));
            for part in parts {
                outline(part, depth + 1, said);
            }
        }
    }
}

#[test]
fn a_note_has_paragraphs_lists_quotations_and_code() {
    check(
        "# Why\n\nThe *second* **time**:\nsee `¶3`.\n\n3. one\n4. two\n   - under\n\n> said\n\n---\n\n```sql\nselect 1\n```\n",
        expect![[r#"
            Heading
              "Why"
            Paragraph
              "The "
              Emphasis
                "second"
              " "
              Strong
                "time"
              ":"
              Break
              "see "
              Code
                "¶3"
              "."
            List(Some(3))
              Item
                "one"
              Item
                "two"
                List(None)
                  Item
                    "under"
            Quotation
              Paragraph
                "said"
            Rule
            CodeBlock
              "select 1"
        "#]],
    );
}

/// HTML is words; so is what would be fetched or run.
#[test]
fn nothing_is_fetched_and_nothing_runs() {
    check(
        "<script>alert(1)</script>\n\nA <b onclick=x>word</b> and ![a map](https://example.org/map.png)\n\n\
         [go](javascript:alert(1)) [data](data:text/html,x) [site](https://example.org/?a=b) <mailto:a@example.org> \
         [here](#/brief/x) [J](JAVASCRIPT:x) [t](java\tscript:x)",
        expect![[r#"
            Paragraph
              "<script>alert(1)</script>"
            Paragraph
              "A <b onclick=x>word</b> and a map (https://example.org/map.png)"
            Paragraph
              "go (javascript:alert(1)) data (data:text/html,x) "
              Link("https://example.org/?a=b")
                "site"
              " "
              Link("mailto:a@example.org")
                "mailto:a@example.org"
              " here (#/brief/x) J (JAVASCRIPT:x) [t](java\tscript:x)"
        "#]],
    );
}

#[test]
fn a_note_of_plain_words_is_a_paragraph_of_them() {
    check(
        "Two themes, one note: \"Хрущёв\" 👩‍👩‍👧\nand a line.",
        expect![[r#"
        Paragraph
          "Two themes, one note: \"Хрущёв\" 👩\u{200d}👩\u{200d}👧"
          Break
          "and a line."
    "#]],
    );
    check("", expect![[""]]);
    check(
        "<a@example.org> <ftp://example.org/>",
        expect![[r#"
        Paragraph
          Link("mailto:a@example.org")
            "a@example.org"
          " ftp://example.org/"
    "#]],
    );
}

/// Every element of a note, and how deep it stands.
fn elements<'a>(parts: &'a [NotePart], depth: usize, found: &mut Vec<(&'a NoteElement, usize)>) {
    for part in parts {
        if let NotePart::Element(element, parts) = part {
            found.push((element, depth));
            elements(parts, depth + 1, found);
        }
    }
}

fn words(parts: &[NotePart]) -> String {
    let of = |part: &NotePart| match part {
        NotePart::Words(words) => words.clone(),
        NotePart::Element(_, parts) => words(parts),
    };
    parts.iter().map(of).collect()
}

#[test]
fn however_deep_a_note_goes_its_tree_does_not() {
    let deep = format!("{}words", "> - ".repeat(20_000));
    let parts = read_note(&deep);
    let mut found = Vec::new();
    elements(&parts, 1, &mut found);
    assert!(found.iter().all(|(_, depth)| *depth <= 12), "{found:?}");
    assert!(words(&parts).contains("words"));
}

#[test]
fn of_a_note_that_two_write_at_once_neither_is_lost() {
    for (here, upon, text, becomes) in [
        ("as it was", "as it was", "mine ", "mine "),
        ("as it was", " as it was\n", "mine", "mine"),
        ("theirs", "as it was", "mine", "theirs\n\nmine"),
        ("theirs", "", "mine", "theirs\n\nmine"),
        ("it was. Theirs.", "it was.", "it was. Mine.", "it was. Theirs.\n\nMine."),
        // Taken away by one, and written by the other.
        ("", "as it was", "mine", "mine"),
        ("theirs", "as it was", "", "theirs"),
        // The same from both, or again.
        ("mine", "as it was", "mine", "mine"),
        ("theirs\n\nmine", "as it was", "mine", "theirs\n\nmine"),
        // Not a piece of a word, nor what only looks as if it stood there.
        ("See Mal; checked", "See Mal", "See Malenkov", "See Mal; checked\n\nSee Malenkov"),
        ("See ¶11.", "", "¶1", "See ¶11.\n\n¶1"),
    ] {
        assert_eq!(both_notes(here, upon, text), becomes, "{here:?} {upon:?} {text:?}");
    }
}

proptest! {
    /// Whatever is written, a link leads to the web or to a letter.
    /// Whatever both wrote stands in the note, and who wrote alone has what they wrote.
    #[test]
    fn both_notes_hold_what_both_wrote(here in naughty(), upon in naughty(), text in naughty()) {
        let both = both_notes(&here, &upon, &text);
        let began_alike = here.trim() == upon.trim();
        prop_assert!(began_alike || both.contains(here.trim()), "{both:?}");
        // Word by word: what they went on from stands in what the other wrote, or was taken away there.
        let new = text.trim();
        let went_on = new.strip_prefix(upon.trim()).filter(|it| !began_alike && both.contains(it.trim()));
        prop_assert!(went_on.is_some() || both.contains(new), "{both:?}");
        for word in went_on.unwrap_or_default().split_whitespace() {
            prop_assert!(new.split_whitespace().any(|it| it == word), "{word:?} is a piece of a word");
        }
        prop_assert_eq!(both_notes(&here, &here, &text), text);
    }

    #[test]
    fn a_link_leads_to_the_web_or_to_a_letter(
        note in prop_oneof![
            naughty(),
            "(\\[a\\]\\(|<|!\\[)?[a-z]{0,10}:?[/a-z.#&;x0-9]{0,8}(\\)|>)?",
            "[\\[\\]()<>!*_`#>\\- \na-z:/&;\"'=]{0,40}",
        ],
    ) {
        let parts = read_note(&note);
        let mut found = Vec::new();
        elements(&parts, 1, &mut found);
        for (element, _) in found {
            if let NoteElement::Link(address) = element {
                let address = address.to_lowercase();
                prop_assert!(["http:", "https:", "mailto:"].iter().any(|it| address.starts_with(it)));
            }
        }
    }

    /// Words without a sign that means something stand as they are.
    #[test]
    fn plain_words_stay_as_they_are(note in "[a-zA-Zа-яé,;]{1,9}( [a-zA-Zа-яé,;]{1,9}){0,6}") {
        prop_assert_eq!(words(&read_note(&note)), note);
    }
}

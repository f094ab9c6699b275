//! A document read in slices is the document read at once.

use briefmark::brief::{self, Parsing, Sense, Sensing};
use proptest::prelude::*;

/// Documents of signs that decide late: notes that make marks of figures, numbers that begin again,
/// a marking at the end, an enclosure.
fn document() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n\n",
        "\n\n",
        "\n\n",
        "\n",
        " ",
        "~~SECRET~~\n\n",
        "SECRET\n\n",
        "1. ",
        "2. ",
        "a. ",
        "b. ",
        "3\n\n",
        "word ",
        "Word. ",
        "word 1/ and ",
        "word\u{b9} ",
        "1/ a note.\n\n",
        "\\* A note. ",
        "word\\* ",
        "[REDACTED] ",
        "25X1\n\n",
        "ENCLOSURE\n\n",
        "TITLE\n\n",
        "SUBJECT: x\n\n",
        "Notes\n\n",
        "A. Head\n\n",
        "B. Head\n\n",
        "**bold** ",
        "17 June 1957 ",
        "(see above) ",
        "see para 1 ",
        "\u{c}",
        "e\u{301} ",
        "\u{1f9ed} ",
    ]);
    prop::collection::vec(pieces, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the slices, the whole is the same, and it ends.
    #[test]
    fn slices_do_not_show(source in document(), slice in 0_usize..200) {
        let mut parsing = Parsing::new(&source, "made.md");
        let mut last = parsing.step(0);
        while !last.is_done() {
            let next = parsing.step(slice);
            prop_assert!(last.permille <= next.permille);
            last = next;
        }
        prop_assert_eq!(parsing.finish(), brief::parse(&source, "made.md"));
    }

    /// Nor in what the words say; and what was not read in steps is read in the end.
    #[test]
    fn slices_do_not_show_in_the_sense(source in document(), slice in 1_usize..200, n_steps in 0_usize..60) {
        let (brief, _) = brief::parse(&source, "made.md");
        let mut sensing = Sensing::new(&brief);
        for _ in 0..n_steps {
            sensing.step(&brief, slice);
        }
        prop_assert_eq!(sensing.finish(&brief), Sense::new(&brief));
    }
}

/// A long document is read in many steps, none of which reads much more than it was given.
#[test]
fn a_step_reads_what_it_is_given() {
    let source = include_str!("../../../briefs/khrushchev-purge-1957.md").repeat(8);
    let mut parsing = Parsing::new(&source, "volume.md");
    let mut n_steps = 1;
    while !parsing.step(2_000).is_done() {
        n_steps += 1;
    }
    // What is between two looks at the work is a line or a block.
    assert!(n_steps > source.len() / 2_000 / 2, "{n_steps} steps for {} bytes", source.len());
}

/// The digest that is counted on the way is that of the text.
#[test]
fn the_digest_is_that_of_the_text() {
    let source = "1. é word. ".repeat(4_000);
    let (brief, _) = brief::parse(&source, "long.md");
    assert_eq!(brief.text.digest(), briefmark::text::sha256(brief.text.as_str()));
}

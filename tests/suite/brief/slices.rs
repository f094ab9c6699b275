//! A document read in slices is the document read at once.

use briefmark::brief::{self, Brief, Parsing};
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

/// A block as the opening may show it: all but what points elsewhere.
fn without_pointers(brief: &Brief) -> Brief {
    let mut brief = brief.clone();
    for block in &mut brief.blocks {
        block.links.clear();
        block.referred_by.clear();
        for reference in &mut block.references {
            reference.note = None;
        }
    }
    brief
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
            prop_assert!(last.permille <= next.permille && last.n_blocks <= next.n_blocks);
            last = next;
        }
        prop_assert_eq!(parsing.finish(), brief::parse(&source, "made.md"));
    }

    /// What can be shown early is the beginning of the whole, at every step of the way.
    #[test]
    fn an_opening_is_the_beginning_of_the_whole(source in document(), slice in 1_usize..40) {
        let whole = without_pointers(&brief::parse(&source, "made.md").0);
        let mut parsing = Parsing::new(&source, "made.md");
        loop {
            let progress = parsing.step(slice);
            let opening = parsing.opening();
            prop_assert_eq!(opening.as_ref().map_or(0, |opening| opening.blocks.len()), progress.n_blocks);
            if let Some(opening) = opening {
                let opening = without_pointers(&opening);
                prop_assert_eq!(&opening.blocks[..], &whole.blocks[..opening.blocks.len()]);
                prop_assert!(whole.text.as_str().starts_with(opening.text.as_str()));
                prop_assert_eq!(&opening.pages, &whole.pages);
                prop_assert_eq!(&opening.parts, &whole.parts);
                prop_assert!(whole.redactions.starts_with(&opening.redactions) || opening.redactions.is_empty());
                prop_assert!(opening.codes.iter().all(|code| whole.codes.contains(code)));
            }
            if progress.is_done() {
                break;
            }
        }
    }
}

/// A long document has its first blocks before half of the work is done, and is read in many steps.
#[test]
fn the_first_blocks_come_early() {
    let source = include_str!("../../../briefs/khrushchev-purge-1957.md").repeat(8);
    let mut parsing = Parsing::new(&source, "volume.md");
    let mut n_steps = 0;
    let opening = loop {
        n_steps += 1;
        assert!(parsing.step(2_000).permille < 500, "no block by half of the way");
        if let Some(opening) = parsing.opening() {
            break opening;
        }
    };
    assert!(n_steps > 4);
    assert_eq!(opening.pages.len(), 8 * 14);
    assert_eq!(opening.meta.title, "THE KHRUSHCHEV PURGE");
}

/// The digest that is counted on the way is that of the text.
#[test]
fn the_digest_is_that_of_the_text() {
    let source = "1. é word. ".repeat(4_000);
    let (brief, _) = brief::parse(&source, "long.md");
    assert_eq!(brief.text.digest(), briefmark::text::sha256(brief.text.as_str()));
}

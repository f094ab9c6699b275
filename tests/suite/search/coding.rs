//! Coding all hits is one step, passes over what is coded already, and is taken back whole.

use briefmark::annotation::{Anchor, anchor, describe, describe_all};
use briefmark::brief::Brief;
use briefmark::codebook::ThemeId;
use briefmark::search::{Query, Unit, coding};
use briefmark::text::{Passage, Span};
use briefmark::workspace::{Edit, History, Layer, Workspace};
use proptest::prelude::*;

use super::{spans, words};
use crate::anchor::{brief, published};
use crate::work::{at, coder, theme, theme_id};

fn ids(mut n: usize) -> impl FnMut() -> String {
    move || {
        n += 1;
        format!("urn:uuid:0d000000-0000-4000-8000-{n:012}")
    }
}

fn with_themes() -> Workspace {
    let mut work = Workspace::default();
    work.apply(Edit::AddThemes(vec![theme(0, "Zero"), theme(1, "One")]), &at(0)).expect("new");
    work
}

/// Codes all hits of a query; gives the words of the change, how many passages were marked and how
/// many passed over.
fn code(
    brief: &Brief,
    work: &mut Workspace,
    history: &mut History,
    (query, theme, unit): (&Query, &ThemeId, Unit),
) -> (Option<String>, usize, usize) {
    let layer = Layer::new(brief, work);
    let plan = coding(brief, work, &layer, Some(theme), &spans(brief, query), unit);
    let words = plan.edit(brief, theme, ids(work.annotations.len())).map(|edit| {
        let change = work.apply(edit, &at(1)).expect("all are new");
        let words = change.words.clone();
        history.push(change);
        words
    });
    (words, plan.new.len(), plan.already.len())
}

#[test]
fn all_spellings_are_coded_in_one_step_and_taken_back_in_one() {
    let brief = published();
    let both = Query { variants: vec!["krushchev".to_owned()], ..words("Khrushchev") };
    for coder in [None, Some(coder(1))] {
        let mut work = Workspace { coder, ..with_themes() };
        let before = work.stored();
        let mut history = History::default();
        let all = (&both, &theme_id(1), Unit::Hit);
        let done = code(&brief, &mut work, &mut history, all);
        assert_eq!(done, (Some("theme b on 65 passages".to_owned()), 65, 0));
        let makers: std::collections::BTreeSet<_> =
            work.annotations.values().filter_map(|it| it.creator.clone()).map(|it| it.id).collect();
        assert_eq!(makers.len(), 1, "all are the reader's own");
        for annotation in work.annotations.values() {
            assert!(matches!(anchor(&brief, &annotation.targets[0]), Anchor::Exact { .. }));
        }
        // Once more there is nothing to do; another theme has it all to do.
        assert_eq!(code(&brief, &mut work, &mut history, all), (None, 0, 65));
        let other = (&both, &theme_id(0), Unit::Hit);
        assert_eq!(code(&brief, &mut work, &mut history, other).1, 65);
        history.undo(&mut work).expect("the second is taken back");
        history.undo(&mut work).expect("the first is taken back");
        assert_eq!(work.stored(), before);
    }
}

#[test]
fn a_sentence_or_paragraph_with_several_hits_is_coded_once() {
    let brief = brief("One purge. A purge and a purge. None.\nThe purge\nNothing.");
    let plan = |unit| {
        let work = with_themes();
        let layer = Layer::new(&brief, &work);
        let plan = coding(&brief, &work, &layer, None, &spans(&brief, &words("purge")), unit);
        plan.new.iter().map(|it| brief.text.slice(it.span()).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(plan(Unit::Hit), ["purge"; 4]);
    assert_eq!(plan(Unit::Sentence), ["One purge.", "A purge and a purge.", "The purge"]);
    assert_eq!(plan(Unit::Paragraph), ["One purge. A purge and a purge. None.", "The purge"]);
}

#[test]
fn a_hit_inside_a_passage_of_that_theme_is_passed_over() {
    let brief = brief("One purge. A purge and a purge. None.\nThe purge");
    let (mut work, mut history) = (with_themes(), History::default());
    let sentences = (&words("a purge and"), &theme_id(0), Unit::Sentence);
    assert_eq!(code(&brief, &mut work, &mut history, sentences).1, 1);
    let hits = (&words("purge"), &theme_id(0), Unit::Hit);
    assert_eq!(
        code(&brief, &mut work, &mut history, hits),
        (Some("theme a on 2 passages".to_owned()), 2, 2)
    );
    // What another coder gave the theme is not the reader's.
    for annotation in work.annotations.values_mut() {
        annotation.creator = Some(coder(7));
    }
    assert_eq!(code(&brief, &mut work, &mut history, hits).2, 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Described together or one by one, passages have the same targets.
    #[test]
    fn describing_all_is_describing_each(
        lines in proptest::collection::vec("(same words |of a text |here |é\u{301}\u{302}){1,12}", 1..8),
        places in proptest::collection::vec((0..400_u32, 1..14_u32), 1..20),
    ) {
        let brief = brief(&lines.join("\n"));
        let passages: Vec<_> = places.into_iter()
            .filter_map(|(start, length)| Passage::around(&brief.text, Span::new(start, start + length)))
            .collect();
        let each: Vec<_> = passages.iter().map(|passage| describe(&brief, *passage)).collect();
        prop_assert_eq!(describe_all(&brief, &passages), each);
    }
}

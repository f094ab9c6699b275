//! Laws of links: a set comes out as it went in, in few letters, and nothing else comes out.

use briefmark::annotation::{Annotation, AnnotationId, Body, Motivation, describe};
use briefmark::brief::{self, Brief};
use briefmark::codebook::from_list;
use briefmark::coder::Coder;
use briefmark::exchange::link::{LinkError, pack, unpack};
use briefmark::exchange::{Incoming, Selection, export};
use briefmark::text::{Passage, Span};
use briefmark::workspace::{Edit, Verdict, Workspace, plan};
use proptest::prelude::*;
use serde_json::Map;

use super::{imported, marked_brief, suites};
use crate::work::{after, any_annotation, any_edits, at, naughty, note};

fn khrushchev() -> Brief {
    let source = include_str!("../../../briefs/khrushchev-purge-1957.md");
    let slug = "khrushchev-purge-1957";
    brief::parse(source, slug).0.with_id(&format!("urn:briefmark:{slug}"))
}

/// A reader's afternoon on the brief: a passage for each note, marked with a theme of its list.
fn afternoon(brief: &Brief, notes: &[&str]) -> Workspace {
    let mut work = Workspace::default();
    let reader = Coder {
        id: "urn:uuid:7d5c1c0e-6e2f-4b0a-9d3e-2f8a5b7c9e01".to_owned(),
        name: "A. Reader".to_owned(),
    };
    let list =
        brief.lists().into_iter().max_by_key(|list| list.items.len()).expect("it has a list");
    let themes = from_list(brief, &list, &at(0));
    for theme in &themes {
        work.themes.insert(theme.id.clone(), theme.clone());
    }
    let length = brief.text.len().0 as usize;
    // Numbers without a pattern, so that no name or time is cheaper here than in life.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut millis = 1_795_361_400_000_i64;
    for (nth, text) in notes.iter().enumerate() {
        let start = u32::try_from(length * nth / notes.len()).unwrap() + (random() % 150) as u32;
        let span = Span::new(start, start + 20 + (random() % 180) as u32);
        let passage = Passage::around(&brief.text, span).expect("there are words");
        millis += (random() % 240_000) as i64;
        let theme = &themes[(random() % themes.len() as u64) as usize];
        let bits = u128::from(random()) << 64 | u128::from(random());
        let id = uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid();
        let one = Annotation {
            id: AnnotationId(format!("urn:uuid:{id}")),
            motivations: vec![Motivation::Classifying],
            created: Some(briefmark::timestamp::Timestamp::from_millis(millis)),
            modified: Some(briefmark::timestamp::Timestamp::from_millis(
                millis + 4_000 + (random() % 60_000) as i64,
            )),
            creator: Some(reader.clone()),
            bodies: vec![
                Body::Theme { theme: theme.id.clone(), name: theme.name.clone() },
                note(text),
            ],
            targets: vec![describe(brief, passage)],
            extra: Map::new(),
        };
        work.annotations.insert(one.id.clone(), one);
    }
    work
}

fn fifty_notes() -> Vec<&'static str> {
    let notes: Vec<_> = include_str!("../../fixtures/exchange/fifty-notes.txt").lines().collect();
    assert_eq!(notes.len(), 50);
    notes
}

/// What a set brings to someone who has nothing.
fn taken(incoming: Incoming) -> Workspace {
    let mut work = Workspace::default();
    let merge = plan(&work, incoming);
    work.apply(Edit::Import(merge), &at(900)).expect("an import is always possible");
    work
}

#[test]
fn fifty_notes_of_a_dozen_words_are_3500_letters_at_most() {
    let brief = khrushchev();
    let work = afternoon(&brief, &fifty_notes());
    let (set, left) = pack(&work, &brief);
    let n_words: usize = fifty_notes().iter().map(|note| note.split(' ').count()).sum();
    let address = format!("https://example.org/briefmark/#/brief/khrushchev-purge-1957?set={set}");
    println!(
        "50 notes of {:.1} words with their themes: {} letters, {} as a whole address",
        n_words as f64 / 50.0,
        set.len(),
        address.len(),
    );
    assert!(n_words >= 50 * 12, "{n_words} words");
    assert!(address.len() <= 3500, "{} letters", address.len());
    assert_eq!(left, [] as [&str; 0]);
    let back = taken(unpack(&set, &brief).expect("the link is whole"));
    assert_eq!(export(&back, &Selection::All), export(&work, &Selection::All));
}

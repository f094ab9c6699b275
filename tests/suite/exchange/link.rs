//! Laws of links: a set comes out as it went in, in few letters, and nothing else comes out.

use briefmark::annotation::{
    Annotation, AnnotationId, Body, Flag, MODERATING, Motivation, describe,
};
use briefmark::brief::{self, Brief};
use briefmark::codebook::from_list;
use briefmark::coder::Coder;
use briefmark::exchange::link::{LinkError, pack, unpack};
use briefmark::exchange::{Incoming, Selection, export};
use briefmark::text::{Passage, Span};
use briefmark::workspace::{ACCEPTS, BLIND, Edit, SETTLES, Tombstone, Verdict, Workspace, plan};
use proptest::prelude::*;
use serde_json::Map;

use super::{imported, marked_brief};
use crate::told::{suites, tell};
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
        let start = (length * nth / notes.len()) as u32 + (random() % 150) as u32;
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
    tell(&format!(
        "50 notes of {:.1} words with their themes: {} letters, {} as a whole address",
        n_words as f64 / 50.0,
        set.len(),
        address.len(),
    ));
    assert!(n_words >= 50 * 12, "{n_words} words");
    assert!(address.len() <= 3500, "{} letters", address.len());
    assert_eq!(left, [] as [&str; 0]);
    let back = taken(unpack(&set, &brief).expect("the link is whole"));
    assert_eq!(export(&back, &Selection::All), export(&work, &Selection::All));
}

#[test]
fn a_link_says_what_it_leaves() {
    let (brief, mut work) = marked_brief();
    let one = work.annotations.values_mut().next().unwrap();
    one.extra.insert("briefmark:revises".to_owned(), serde_json::json!(["0123456789abcdef"]));
    let id = "urn:uuid:gone".to_owned();
    work.tombstones.insert(id.clone(), Tombstone { id, deleted: at(6) });
    let (_, left) = pack(&work, &brief);
    assert_eq!(left, ["the earlier versions of 1 annotation, which a merge asks", "1 deletion"]);
}

#[test]
fn a_link_to_what_is_here_already_brings_nothing() {
    let brief = khrushchev();
    let work = afternoon(&brief, &fifty_notes()[..5]);
    let (set, _) = pack(&work, &brief);
    let merge = plan(&work, unpack(&set, &brief).unwrap());
    assert!(merge.items.iter().all(|(_, verdict)| *verdict == Verdict::Same));
}

/// What was decided travels with what it was decided about, and what was coded blind says so.
#[test]
fn a_link_brings_settlements_flags_and_what_was_coded_blind() {
    let brief = khrushchev();
    let mut work = afternoon(&brief, &fifty_notes()[..4]);
    let ids: Vec<AnnotationId> = work.annotations.keys().cloned().collect();
    let list = |ids: &[&AnnotationId]| {
        serde_json::Value::from_iter(ids.iter().map(|id| serde_json::json!({ "id": id.0 })))
    };
    let settlement = work.annotations.get_mut(&ids[3]).unwrap();
    settlement.motivations = vec![Motivation::Other(MODERATING.to_owned())];
    settlement.extra.insert(SETTLES.to_owned(), list(&[&ids[0], &ids[1]]));
    settlement.extra.insert(ACCEPTS.to_owned(), list(&[&ids[1]]));
    let rejection = work.annotations.get_mut(&ids[2]).unwrap();
    rejection.extra.insert(SETTLES.to_owned(), list(&[&ids[0]]));
    rejection.extra.insert(ACCEPTS.to_owned(), list(&[]));
    let blind = work.annotations.get_mut(&ids[0]).unwrap();
    blind.extra.insert(BLIND.to_owned(), true.into());
    blind.bodies.push(Body::Flag(Flag::Important));
    let (set, left) = pack(&work, &brief);
    assert_eq!(left, [] as [&str; 0]);
    let back = taken(unpack(&set, &brief).unwrap());
    assert_eq!(back.annotations, work.annotations);
    let [blind, plain, rejection, settlement] = [0, 1, 2, 3].map(|n| &back.annotations[&ids[n]]);
    assert_eq!(settlement.settles().collect::<Vec<_>>(), [&ids[0].0, &ids[1].0]);
    assert_eq!(settlement.accepts().collect::<Vec<_>>(), [&ids[1].0]);
    assert!(rejection.is_settlement() && rejection.accepts().next().is_none());
    assert!(blind.is_blind() && !plain.is_blind());
    assert_eq!(blind.flags().collect::<Vec<_>>(), [Flag::Important]);
    // The same bytes, whichever way it went.
    assert_eq!(export(&back, &Selection::All), export(&work, &Selection::All));
}

#[test]
fn a_damaged_link_says_so() {
    let brief = khrushchev();
    let (set, _) = pack(&afternoon(&brief, &fifty_notes()[..3]), &brief);
    // Cut off anywhere, as messengers do.
    for end in 0..set.len() {
        assert_eq!(unpack(&set[..end], &brief), Err(LinkError::Damaged), "cut at {end}");
    }
    // One letter is another.
    for at in 0..set.len() {
        let mut letters = set.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let other = String::from_utf8(letters).unwrap();
        assert!(unpack(&other, &brief).is_err(), "letter {at}");
    }
    for nonsense in ["", "A", "%%%", "AQ==", "<script>", "ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ"] {
        assert_eq!(unpack(nonsense, &brief), Err(LinkError::Damaged), "{nonsense}");
    }
}

#[test]
fn what_a_message_puts_behind_a_link_does_not_spoil_it() {
    let brief = khrushchev();
    let (set, _) = pack(&afternoon(&brief, &fifty_notes()[..2]), &brief);
    for end in [".", ")", "\n", "==", "\u{a0}", ">."] {
        assert_eq!(unpack(&format!("{set}{end}"), &brief), unpack(&set, &brief));
    }
}

#[test]
fn a_link_marks_no_words_of_another_text() {
    let brief = khrushchev();
    let (set, _) = pack(&afternoon(&brief, &fifty_notes()[..2]), &brief);
    let other = include_str!("../../../briefs/khrushchev-purge-1957.md").replace("Malenkov", "M.");
    let other = brief::parse(&other, "khrushchev-purge-1957").0.with_id(&brief.id);
    assert_eq!(unpack(&set, &other), Err(LinkError::OtherText));
}

/// A link that was made today is read by every later version: this one was made by the first.
#[test]
fn the_first_link_is_still_read() {
    let (brief, work) = marked_brief();
    let first = include_str!("../../fixtures/exchange/link.txt").trim_end();
    assert_eq!(pack(&work, &brief).0, first, "the form has another version, or it is not the same");
    assert_eq!(unpack(first, &brief).map(taken).unwrap().annotations, work.annotations);
}

/// Whoever makes a link may put anything in it, with a right check.
#[test]
fn no_link_harms() {
    use sha2::{Digest as _, Sha256};
    let brief = khrushchev();
    let (set, _) = pack(&afternoon(&brief, &fifty_notes()[..1]), &brief);
    let head = &set[..6];
    let mut bytes = [0_u8; 60];
    for seed in 0..60_u32 {
        for (nth, chunk) in bytes.chunks_mut(32).enumerate() {
            let digest = Sha256::digest(format!("{seed} {nth}"));
            let n_bytes = chunk.len();
            chunk.copy_from_slice(&digest[..n_bytes]);
        }
        let body = &bytes[..seed as usize];
        let check = Sha256::digest(body);
        // Version and text of a right link, then anything, rightly checked.
        let set = format!("{head}{}", letters_after(&set, &check[..3], body));
        let _ = unpack(&set, &brief);
    }
}

/// The letters of a link from its seventh on, with another check and body.
fn letters_after(set: &str, check: &[u8], body: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let value =
        |letter: u8| LETTERS.iter().position(|it| *it == letter).expect("a letter of ours") as u32;
    // The fifth byte begins in the sixth letter and ends in the seventh.
    let sixth = value(set.as_bytes()[5]) & 0xf;
    let fifth = (sixth << 4 | value(set.as_bytes()[6]) >> 2) as u8;
    let bytes: Vec<u8> = [&[0, 0, 0, 0, fifth], check, body].concat();
    let bits: Vec<bool> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1 == 1))
        .collect();
    let letter = |bits: &[bool]| {
        let value = bits.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
        char::from(LETTERS[value << (6 - bits.len())])
    };
    bits.chunks(6).skip(6).map(letter).collect()
}

#[test]
fn every_naughty_string_comes_through_a_link() {
    let Some(suites) = suites("every_naughty_string_comes_through_a_link") else { return };
    let list = std::fs::read_to_string(suites.join("naughty-strings/blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_str(&list).unwrap();
    assert!(strings.len() > 400);
    let (brief, mut work) = marked_brief();
    let names: Vec<_> = work.themes.keys().cloned().collect();
    let ids: Vec<_> = work.annotations.keys().cloned().collect();
    for strings in strings.chunks(ids.len()) {
        for (id, string) in ids.iter().zip(strings) {
            let one = work.annotations.get_mut(id).unwrap();
            one.bodies = vec![note(string)];
            one.creator = Some(Coder { id: "urn:uuid:x".to_owned(), name: string.clone() });
        }
        let theme = work.themes.get_mut(&names[0]).unwrap();
        theme.name.clone_from(&strings[0]);
        let (set, _) = pack(&work, &brief);
        let back = taken(unpack(&set, &brief).unwrap());
        assert_eq!(back.annotations, work.annotations);
        assert_eq!(back.themes, work.themes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_set_comes_out_of_a_link_as_it_went_in(
        edits in any_edits(8),
        foreign in proptest::collection::vec(any_annotation(), 0..3),
        said in naughty(),
    ) {
        let (brief, mut marked) = marked_brief();
        let mut work = after(Workspace::default(), edits, 1);
        work.tombstones.clear();
        work.themes.append(&mut marked.themes);
        for mut one in marked.annotations.into_values() {
            one.bodies.push(note(&said));
            work.annotations.insert(one.id.clone(), one);
        }
        for one in foreign {
            work.annotations.insert(one.id.clone(), one);
        }
        for one in work.annotations.values_mut() {
            one.extra.shift_remove("briefmark:revises");
        }
        for one in work.themes.values_mut() {
            one.extra.shift_remove("briefmark:revises");
        }
        let (set, _) = pack(&work, &brief);
        let back = taken(unpack(&set, &brief).expect("the link is whole"));
        // By way of a file: what JSON cannot tell apart need not be.
        work.conflicts.clear();
        let file = export(&work, &Selection::All);
        prop_assert_eq!(export(&back, &Selection::All), export(&imported(&file), &Selection::All));
        prop_assert_eq!(pack(&back, &brief).0, set);
    }
}

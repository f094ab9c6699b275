//! Laws of coding blind.

use briefmark::annotation::Annotation;
use briefmark::exchange::{Selection, export, extent, import};
use briefmark::workspace::{Edit, Settings, Workspace, paragraph_of};

use super::{mark, merged, only, themes};
use crate::work::{after, annotation_id, at, coder};

const BRIEF: &str = "urn:briefmark:a";

/// A reader who begins to code blind, or is done with some blocks, or with the brief.
fn set(work: &mut Workspace, done: Option<&[(&str, &str)]>) {
    let mut settings = work.settings.clone();
    match done {
        None => drop(settings.blind.remove(BRIEF)),
        Some(done) => {
            let begun = work.blind_from_now(BRIEF);
            let blind = settings.blind.entry(BRIEF.to_owned()).or_insert(begun);
            let done = done.iter().map(|(id, cited)| ((*id).to_owned(), (*cited).to_owned()));
            blind.done.extend(done);
        }
    }
    work.apply(Edit::SetSettings(Settings { ..settings }), &at(5)).unwrap();
}

fn reader(n: u8) -> Workspace {
    after(Workspace::default(), vec![Edit::SetCoder(coder(n)), themes()], 1)
}

#[test]
fn what_is_made_blind_says_so_until_it_is_changed_by_one_who_sees() {
    let mut work = reader(1);
    set(&mut work, Some(&[]));
    work = after(work, vec![mark(1, 0), mark(3, 1)], 10);
    assert!(work.annotations.values().all(Annotation::is_blind));
    // A file carries it, and it comes back.
    let (read, _) = import(export(&work, &Selection::All).as_bytes()).unwrap();
    assert!(read.annotations.iter().all(Annotation::is_blind));
    set(&mut work, None);
    assert!(only(&work, 1).is_blind(), "it was made blind, whatever came after");
    let say = |text: &str| Edit::SetNote(annotation_id(1), text.to_owned());
    // What changes nothing leaves it.
    let unchanged = after(work.clone(), vec![say("")], 20);
    assert!(only(&unchanged, 1).is_blind());
    let changed = after(work, vec![say("now I see")], 20);
    assert!(!only(&changed, 1).is_blind() && only(&changed, 3).is_blind());
}

#[test]
fn a_paragraph_that_one_is_done_with_is_not_coded_blind_and_the_others_are() {
    let mut work = reader(1);
    set(&mut work, Some(&[("1", "¶1")]));
    // Their citations are ¶1, ¶2 and ¶11.
    let work = after(work, vec![mark(1, 0), mark(2, 0), mark(11, 0)], 10);
    let blind = [1, 2, 11].map(|n| only(&work, n).is_blind());
    assert_eq!(blind, [false, true, true]);
    assert_eq!(
        ["¶11.l(3), p. 14", "¶8, pp. 8–9", "¶2"].map(paragraph_of),
        ["¶11.l(3)", "¶8", "¶2"]
    );
}

#[test]
fn who_has_seen_others_work_does_not_code_blind() {
    let theirs = after(reader(2), vec![mark(1, 0)], 3);
    let mut work = merged(&reader(1), &theirs);
    set(&mut work, Some(&[]));
    let work = after(work, vec![mark(2, 0)], 10);
    assert!(!only(&work, 2).is_blind());
}

#[test]
fn no_file_gives_away_what_is_kept_from_its_maker() {
    let mut work = after(reader(1), vec![mark(1, 0)], 3);
    set(&mut work, Some(&[]));
    let theirs = after(reader(2), vec![mark(2, 1)], 4);
    let mut work = merged(&work, &theirs);
    assert_eq!(work.annotations.len(), 2, "it is here all the same");
    for selection in [Selection::All, Selection::Brief(BRIEF.to_owned())] {
        assert_eq!(extent(&work, &selection).0, 1);
        let file = export(&work, &selection);
        assert!(!file.contains(&annotation_id(2).0) && file.contains(&annotation_id(1).0));
    }
    set(&mut work, None);
    assert_eq!(extent(&work, &Selection::All).0, 2);
}

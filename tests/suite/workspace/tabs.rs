//! Laws of two tabs over one store.

use std::collections::{BTreeMap, BTreeSet};

use briefmark::annotation::AnnotationId;
use briefmark::workspace::{CAPACITY, Fullness, History};
use briefmark::workspace::{Edit, Key, Record, Room, StoredKey, Workspace};
use proptest::prelude::*;

use super::{mark, themes};
use crate::work::{after, annotation_id, any_edit, at};

/// Two tabs, and the store between them. What one writes the other hears of later.
struct Tabs {
    store: BTreeMap<String, String>,
    work: [Workspace; 2],
    unheard: [BTreeSet<Key>; 2],
}

impl Tabs {
    fn open(workspace: &Workspace) -> Tabs {
        let work = [workspace.clone(), workspace.clone()];
        Tabs { store: workspace.stored(), work, unheard: [BTreeSet::new(), BTreeSet::new()] }
    }

    /// Stores what stands in a tab under a key; the other tab will hear of it if that is new.
    fn keep(&mut self, tab: usize, key: &Key) {
        let before = match self.work[tab].stored_at(key) {
            Some(value) => self.store.insert(key.stored(), value.clone()).filter(|it| *it == value),
            None => match self.store.remove(&key.stored()) {
                Some(_) => None,
                None => Some(String::new()),
            },
        };
        if before.is_none() {
            self.unheard[1 - tab].insert(key.clone());
        }
    }

    fn edit(&mut self, tab: usize, edit: Edit, tick: i64) {
        if let Ok(change) = self.work[tab].apply(edit, &at(tick)) {
            for write in &change.writes {
                self.keep(tab, &write.key);
            }
        }
    }

    fn hear(&mut self, tab: usize) {
        let mut heard = std::mem::take(&mut self.unheard[tab]);
        let rivals: Vec<Key> = heard.iter().flat_map(Key::rivals).collect();
        heard.extend(rivals);
        let stored = heard.into_iter().map(|key| {
            let value = self.store.get(&key.stored());
            let record = value.map(|value| Record::read(&key, value).expect("it was stored so"));
            (key, record)
        });
        let (_, amiss) = self.work[tab].take_over(stored.collect());
        for key in amiss {
            self.keep(tab, &key);
        }
    }

    fn hear_all(&mut self) {
        for _ in 0..4 {
            self.hear(0);
            self.hear(1);
        }
        assert!(self.unheard.iter().all(BTreeSet::is_empty));
    }
}

fn started() -> Workspace {
    after(Workspace::default(), vec![themes(), mark(1, 0), mark(2, 1)], 1)
}

fn is_here(work: &Workspace) -> (bool, bool) {
    let AnnotationId(id) = annotation_id(1);
    (work.annotations.contains_key(&annotation_id(1)), work.tombstones.contains_key(&id))
}

#[test]
fn an_edit_after_a_deletion_in_another_tab_stands_and_one_before_it_falls() {
    let note = || Edit::SetNote(annotation_id(1), "still wanted".to_owned());
    let delete = || Edit::DeleteAnnotations(vec![annotation_id(1)]);
    for (edited, deleted, stands) in [(20, 10, true), (10, 20, false), (10, 10, false)] {
        // Whichever of the two reaches the store first.
        for is_edit_first in [true, false] {
            let mut tabs = Tabs::open(&started());
            if is_edit_first {
                tabs.edit(0, note(), edited);
                tabs.edit(1, delete(), deleted);
            } else {
                tabs.edit(1, delete(), deleted);
                tabs.edit(0, note(), edited);
            }
            tabs.hear_all();
            // In both tabs, and after a start from the store.
            let mut after_start = Workspace::read(tabs.store.clone()).workspace;
            assert_eq!(after_start.settle_rivals(), []);
            for work in [&tabs.work[0], &tabs.work[1], &after_start] {
                assert_eq!(is_here(work), (stands, true), "edited {edited}, deleted {deleted}");
            }
        }
    }
}

#[test]
fn rivals_that_a_store_holds_are_settled_at_the_start() {
    let id = annotation_id(1);
    let mut deleted = started();
    deleted.apply(Edit::DeleteAnnotations(vec![id.clone()]), &at(30)).unwrap();
    for (edited, stands) in [(20, false), (40, true)] {
        let edited = after(started(), vec![Edit::SetNote(id.clone(), "n".to_owned())], edited);
        let mut store = deleted.stored();
        store.extend(edited.stored());
        let mut work = Workspace::read(store).workspace;
        assert_eq!(is_here(&work), (true, true));
        let fallen = if stands { vec![] } else { vec![Key::Annotation(id.clone())] };
        assert_eq!(work.settle_rivals(), fallen);
        assert_eq!(is_here(&work), (stands, true));
        assert_eq!(work.settle_rivals(), []);
    }
}

#[test]
fn removing_a_brief_makes_room_and_can_be_undone() {
    let mut work = started();
    let opened = briefmark::workspace::OpenedBrief {
        id: "urn:briefmark:sha256-x".to_owned(),
        name: "x.md".to_owned(),
        source: "Some text.".to_owned(),
    };
    work.apply(Edit::OpenBrief(opened.clone()), &at(3)).unwrap();
    let before = work.clone();
    let change = work.apply(Edit::RemoveBrief(opened.id.clone()), &at(4)).unwrap();
    assert_eq!((change.words.as_str(), work.briefs.len()), ("removing x.md", 0));
    assert!(work.apply(Edit::RemoveBrief(opened.id), &at(5)).is_err());
    let mut history = History::default();
    history.push(change);
    history.undo(&mut work).unwrap();
    assert_eq!(work, before);
}

#[test]
fn a_store_is_said_to_fill_up_before_it_is_full() {
    let fullness = |percent: usize| Room { n_used: CAPACITY / 100 * percent + 100 }.fullness();
    assert_eq!([0, 79, 80].map(fullness), [Fullness::Ample, Fullness::Ample, Fullness::Scarce]);
    assert_eq!(
        [94, 95, 120].map(fullness),
        [Fullness::Scarce, Fullness::NearlyFull, Fullness::NearlyFull]
    );
    assert_eq!(Room { n_used: CAPACITY + 1 }.n_left(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever two tabs do, and however late each hears of the other: in the end both hold what the
    /// store holds, and nothing stands beside a tombstone that came after it.
    #[test]
    fn two_tabs_come_to_hold_the_same(
        steps in prop::collection::vec((0..2_usize, any_edit(), 0..3_u8), 1..16),
    ) {
        let mut tabs = Tabs::open(&started());
        for (tick, (tab, edit, hears)) in (10..).zip(steps) {
            tabs.edit(tab, edit, tick);
            if hears < 2 {
                tabs.hear(usize::from(hears));
            }
        }
        tabs.hear_all();
        let mut stored = Workspace::read(tabs.store.clone()).workspace;
        prop_assert_eq!(stored.settle_rivals(), vec![]);
        prop_assert_eq!(&tabs.work[0], &stored);
        prop_assert_eq!(&tabs.work[1], &stored);
    }
}

#[test]
fn a_former_name_is_known_for_what_it_was() {
    let name = Key::Annotation(annotation_id(1)).stored().replace("/3/", "/1/");
    assert_eq!(Key::parse(&name), StoredKey::Former(Key::Annotation(annotation_id(1))));
    assert!(Key::is_of_annotation(&name) && !Key::is_of_annotation("briefmark/1/theme/x"));
}

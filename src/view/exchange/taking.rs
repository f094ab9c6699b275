//! How much of what files would bring the reader takes.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::workspace::{Merge, Record, Taking, Verdict, counted};

/// Asks how much is taken: all, what is free of conflict, or each thing as it is ticked in the lists.
#[component]
pub(super) fn HowMuch(
    /// How much.
    taking: RwSignal<Taking>,
    /// How many versions would stand beside another.
    n_conflicts: Memo<usize>,
) -> impl IntoView {
    let option = move |value: Taking, words: &'static str| {
        let kind = std::mem::discriminant(&value);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="taking"
                    prop:checked=move || taking.with(|now| std::mem::discriminant(now) == kind)
                    on:change=move |_| taking.set(value.clone())
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="how-much">
            <legend class="spoken">"How much to take"</legend>
            {option(Taking::All, "All; where both sides changed, both are kept until you choose")}
            {move || (n_conflicts.get() > 0).then(|| {
                option(Taking::FreeOfConflict, "Only what is free of conflict")
            })}
            {option(Taking::Without(BTreeSet::new()), "One by one, as ticked below")}
        </fieldset>
    }
}

/// How many records of each sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    n_annotations: usize,
    n_themes: usize,
    n_deletions: usize,
}

impl Tally {
    /// Those that taking so much changes something with.
    pub(super) fn effect(merge: &Merge, taking: &Taking) -> Tally {
        let taken = merge.taken(taking).map(|(_, item)| item);
        Tally::of(taken.filter(|(_, verdict)| verdict.has_effect()))
    }

    /// These.
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a (Record, Verdict)>) -> Tally {
        let mut tally = Tally::default();
        for (record, _) in items {
            match record {
                Record::Annotation(_) => tally.n_annotations += 1,
                Record::Theme(_) => tally.n_themes += 1,
                Record::Tombstone(_) => tally.n_deletions += 1,
                // A file brings none of these.
                Record::Coder(_)
                | Record::Settings(_)
                | Record::Conflict(_)
                | Record::Brief(_)
                | Record::Draft(_) => {}
            }
        }
        tally
    }

    pub(super) fn is_empty(&self) -> bool {
        self.n_annotations + self.n_themes + self.n_deletions == 0
    }

    /// In words: `12 annotations, 3 themes and 1 deletion`.
    pub(super) fn words(&self) -> String {
        let parts = [
            (self.n_annotations, "annotation", "annotations"),
            (self.n_themes, "theme", "themes"),
            (self.n_deletions, "deletion", "deletions"),
        ];
        let parts = parts.into_iter().filter(|(n_things, ..)| *n_things > 0);
        let parts: Vec<_> = parts.map(|(n, one, several)| counted(n, one, several)).collect();
        match parts.as_slice() {
            [] => "nothing".to_owned(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

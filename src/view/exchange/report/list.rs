//! What would become of each thing in the files: a list for each fate, of which the first things stand
//! in the page until more are asked for.

use leptos::prelude::*;

use super::makers::per_coder_and_brief;
use super::{GROUPS, Group, alike, in_words, is_kept_back};
use crate::view::conflicts::Sides;
use crate::view::exchange::taking::Tally;
use crate::view::session::Session;
use crate::workspace::{Merge, Record, Taking, Verdict};

/// How many things stand in a list at first, and how many more each time they are asked for.
const STEP: usize = 50;

/// What would become of each thing in the files.
#[component]
pub(in crate::view::exchange) fn Lists(
    /// The reader's work.
    session: Session,
    /// What the files would bring.
    merge: Memo<Merge>,
    /// How much of it is taken.
    taking: RwSignal<Taking>,
) -> impl IntoView {
    move || {
        merge.with(|merge_now| {
            let groups = GROUPS.into_iter().filter_map(|group| {
                let indexes: Vec<usize> = group.indexes(merge_now);
                let tally = Tally::of(indexes.iter().map(|index| &merge_now.items[*index]));
                (!tally.is_empty())
                    .then(|| view! { <GroupList session merge taking group indexes tally /> })
            });
            (
                groups.collect_view(),
                per_coder_and_brief(session, merge_now),
                alike(session, merge_now),
            )
        })
    }
}

impl Group {
    /// The items that meet this fate, by their index.
    fn indexes(self, merge: &Merge) -> Vec<usize> {
        let items = merge.items.iter().enumerate();
        let here = items.filter(|(_, (_, verdict))| *verdict == self.verdict);
        here.map(|(index, _)| index).collect()
    }
}

/// The things that meet one fate, as a list that opens: the first of them, until more are asked for.
#[component]
fn GroupList(
    /// The reader's work.
    session: Session,
    /// What the files would bring.
    merge: Memo<Merge>,
    /// How much of it is taken.
    taking: RwSignal<Taking>,
    /// The fate.
    group: Group,
    /// Those that meet it, by their index in the merge.
    indexes: Vec<usize>,
    /// How many of each sort they are.
    tally: Tally,
) -> impl IntoView {
    let n_shown = RwSignal::new(STEP);
    let n_all = indexes.len();
    let is_open = group.verdict == Verdict::Conflict || group.verdict == Verdict::DeletedThere;
    let indexes = StoredValue::new(indexes);
    let first = move || {
        indexes.with_value(|all| all.iter().take(n_shown.get()).copied().collect::<Vec<_>>())
    };
    view! {
        <details open=is_open>
            <summary>
                <strong>{group.name}</strong>
                ": "
                {tally.words()}
                <span class="fate">{group.fate}</span>
            </summary>
            <ul tabindex="0">
                <For
                    each=first
                    key=|index| *index
                    children=move |index| view! { <Row session merge taking index /> }
                />
            </ul>
            <Show when=move || { n_shown.get() < n_all }>
                <button
                    type="button"
                    class="more-rows"
                    on:click=move |_| n_shown.update(|n_shown| *n_shown += STEP)
                >
                    {move || format!("Show more ({})", n_all.saturating_sub(n_shown.get()))}
                </button>
            </Show>
        </details>
    }
}

/// One thing: what it is, whether it is taken, and, where there is one here too, both beside each
/// other.
#[component]
fn Row(
    /// The reader's work.
    session: Session,
    /// What the files would bring.
    merge: Memo<Merge>,
    /// How much of it is taken.
    taking: RwSignal<Taking>,
    /// Which thing, by its index in the merge.
    index: usize,
) -> impl IntoView {
    let item = merge.with_untracked(|merge| merge.items.get(index).cloned());
    let (record, verdict) = item?;
    let (place, words) = in_words(session, &record)?;
    let here = merge.with_untracked(|merge| stands(session, merge, index));
    let here = here.filter(|_| match &record {
        Record::Annotation(annotation) => !is_kept_back(session, annotation),
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Theme(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => true,
    });
    let words = view! { {place.map(|place| view! { <span class="place">{place}</span> })} {words} };
    let is_one_by_one =
        Memo::new(move |_| taking.with(|taking| matches!(taking, Taking::Without(_))));
    let tick = move || {
        (verdict.has_effect() && is_one_by_one.get()).then(|| {
            let is_left_out = move || {
                taking.with(|taking| match taking {
                    Taking::Without(left_out) => left_out.contains(&index),
                    Taking::All | Taking::FreeOfConflict => false,
                })
            };
            view! {
                <input
                    type="checkbox"
                    prop:checked=move || !is_left_out()
                    on:change=move |_| taking.update(|taking| {
                        if let Taking::Without(left_out) = taking
                            && !left_out.remove(&index)
                        {
                            left_out.insert(index);
                        }
                    })
                />
            }
        })
    };
    let differs = match verdict {
        Verdict::Conflict | Verdict::Newer | Verdict::Older => here,
        Verdict::New | Verdict::Same | Verdict::DeletedHere | Verdict::DeletedThere => None,
    };
    let both = differs.map(|here| {
        let is_open = RwSignal::new(verdict == Verdict::Conflict);
        view! {
            <details open=verdict == Verdict::Conflict on:toggle=move |_| is_open.set(true)>
                <summary>"Both sides"</summary>
                {move || is_open.get().then(|| view! {
                    <Sides
                        session
                        here=here.clone()
                        other=record.clone()
                        names=["Here", "In the file"]
                    />
                })}
            </details>
        }
    });
    Some(view! { <li><label class="row-choice">{tick} <span>{words}</span></label> {both}</li> })
}

/// What a version meets: what stands here, else the version that came before it in the same files.
fn stands(session: Session, merge: &Merge, index: usize) -> Option<Record> {
    let key = merge.items.get(index)?.0.key();
    session.with_untracked(|workspace| workspace.record(&key)).or_else(|| {
        let before = merge.items.get(..index)?.iter().rev();
        before.map(|(record, _)| record).find(|record| record.key() == key).cloned()
    })
}

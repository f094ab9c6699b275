//! What a file would bring, said in lists: who made it, what it is about, and what would become of
//! each thing in it.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::count;
use super::taking::Tally;
use crate::annotation::{Annotation, AnnotationId, Selector};
use crate::codebook::ThemeId;
use crate::exchange::{Item, Refused};
use crate::view::conflicts::Sides;
use crate::view::library;
use crate::view::session::{Session, brief_slug};
use crate::workspace::{Hand, Likeness, Merge, Record, Taking, Verdict};

/// How many characters of a quotation stand in a list.
const QUOTE_LENGTH: usize = 80;

/// How many refusals are listed.
const MOST_REFUSED: usize = 200;

/// How many things stand in a list at first, and how many more each time they are asked for.
const STEP: usize = 50;

/// Records that meet the same fate, and what that is.
#[derive(Clone, Copy)]
struct Group {
    verdict: Verdict,
    name: &'static str,
    /// What taking the file does to them.
    fate: &'static str,
}

/// In the order in which they matter.
const GROUPS: [Group; 7] = [
    Group {
        verdict: Verdict::Conflict,
        name: "Changed here and there",
        fate: "both sides are kept until you choose",
    },
    Group { verdict: Verdict::New, name: "New", fate: "taken" },
    Group { verdict: Verdict::Newer, name: "Newer in the file", fate: "replaces what is here" },
    Group { verdict: Verdict::DeletedThere, name: "Deleted there", fate: "deleted here too" },
    Group { verdict: Verdict::Older, name: "Newer here", fate: "what is here stays" },
    Group { verdict: Verdict::DeletedHere, name: "Deleted here", fate: "not brought back" },
    Group { verdict: Verdict::Same, name: "The same here and there", fate: "passed over" },
];

/// Who made what the file holds, and which briefs it is about.
#[component]
pub(super) fn Facts(
    /// The reader's work.
    session: Session,
    /// What the file would bring.
    merge: Memo<Merge>,
) -> impl IntoView {
    view! {
        <dl class="facts-table">
            <dt>"Made by"</dt>
            <dd>{move || merge.with(|merge| creators(session, merge))}</dd>
            <dt>"About"</dt>
            <dd>{move || merge.with(|merge| briefs(session, merge))}</dd>
        </dl>
    }
}

/// What would become of each thing in the files.
#[component]
pub(super) fn Lists(
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

/// Of each coder and each brief, how many annotations meet which fate. Nothing where there is but one
/// of both: the lists say it.
fn per_coder_and_brief(session: Session, merge: &Merge) -> Option<impl IntoView + use<>> {
    type Counts = BTreeMap<String, [usize; GROUPS.len()]>;
    let (mut coders, mut briefs) = (Counts::new(), Counts::new());
    let hands = hands(session, merge);
    let mut titles = BTreeMap::new();
    for (record, verdict) in &merge.items {
        let Record::Annotation(annotation) = record else { continue };
        let Some(group) = GROUPS.iter().position(|group| group.verdict == *verdict) else {
            continue;
        };
        let id = annotation.creator.as_ref().map_or("", |creator| creator.id.as_str());
        let name = hands.get(id).cloned().unwrap_or_else(|| UNKNOWN.to_owned());
        coders.entry(name).or_default()[group] += 1;
        let mut sources: Vec<_> =
            annotation.targets.iter().map(|target| target.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            let title = titles.entry(source.to_owned()).or_insert_with(|| {
                let glance = library::glance(session, &brief_slug(source));
                glance.map_or_else(|| source.to_owned(), |glance| glance.meta.title)
            });
            briefs.entry(title.clone()).or_default()[group] += 1;
        }
    }
    if coders.len() + briefs.len() <= 2 {
        return None;
    }
    let used: Vec<usize> = (0..GROUPS.len())
        .filter(|group| coders.values().any(|counts| counts[*group] > 0))
        .collect();
    let heads = used.iter().map(|group| view! { <th scope="col">{GROUPS[*group].name}</th> });
    let heads = heads.collect_view();
    let body = |counts: Counts, what: &'static str| {
        let rows = counts.into_iter().map(|(name, counts)| {
            let cells = used.iter().map(|group| view! { <td>{counts[*group]}</td> });
            view! { <tr><th scope="row">{name}</th> {cells.collect_view()}</tr> }
        });
        let span = (used.len() + 1).to_string();
        view! {
            <tbody>
                <tr><th scope="rowgroup" colspan=span>{what}</th></tr>
                {rows.collect_view()}
            </tbody>
        }
    };
    let tables = (body(coders, "By coder"), body(briefs, "By brief"));
    Some(view! {
        <details>
            <summary><strong>"By coder and by brief"</strong></summary>
            <div class="per" tabindex="0" role="region" aria-label="By coder and by brief">
                <table><thead><tr><th scope="col">"Annotations"</th> {heads}</tr></thead> {tables}</table>
            </div>
        </details>
    })
}

/// A maker of whom nothing is known.
const UNKNOWN: &str = "Someone unknown";

/// What each coder of the files is called, by IRI: those of one name are told apart, also from those
/// who are here.
fn hands(session: Session, merge: &Merge) -> BTreeMap<String, String> {
    let coders = annotations(merge).filter_map(|annotation| annotation.creator.clone());
    let hands = session.with_untracked(|work| Hand::among(work, coders));
    hands.into_iter().map(|hand| (hand.coder.id.clone(), hand.label())).collect()
}

/// A record for a list: its place, if it has one, and what it is.
fn in_words(session: Session, record: &Record) -> Option<(Option<String>, String)> {
    match record {
        Record::Annotation(annotation) if is_kept_back(session, annotation) => {
            Some((None, "kept from you until you are done with the brief".to_owned()))
        }
        Record::Annotation(annotation) => Some(annotation_in_words(annotation)),
        Record::Theme(theme) => Some((Some("theme".to_owned()), theme.name.clone())),
        Record::Tombstone(tombstone) => session.with_untracked(|workspace| {
            let annotation = workspace.annotations.get(&AnnotationId(tombstone.id.clone()));
            let theme = workspace.themes.get(&ThemeId(tombstone.id.clone()));
            let deleted = tombstone.deleted.0.get(..10).unwrap_or(&tombstone.deleted.0);
            Some(match (annotation, theme) {
                (Some(annotation), _) if workspace.is_kept_from_reader(annotation) => {
                    (None, "kept from you until you are done with the brief".to_owned())
                }
                (Some(annotation), _) => annotation_in_words(annotation),
                (None, Some(theme)) => (Some("theme".to_owned()), theme.name.clone()),
                (None, None) => {
                    (Some("deleted".to_owned()), format!("on {deleted}; it is not here"))
                }
            })
        }),
        // A file brings none of these.
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => None,
    }
}

/// Whether an annotation is another's on a brief that the reader codes blind.
fn is_kept_back(session: Session, annotation: &Annotation) -> bool {
    session.with_untracked(|workspace| workspace.is_kept_from_reader(annotation))
}

/// Its citation, and the beginning of what it quotes, else of its note.
fn annotation_in_words(annotation: &Annotation) -> (Option<String>, String) {
    let citation = annotation.targets.iter().find_map(|target| target.citation.clone());
    let words = match (quote(annotation), annotation.note()) {
        (Some(quote), _) => format!("“{}”", shortened(quote)),
        (None, Some(note)) => shortened(note),
        (None, None) => "without a quotation or a note".to_owned(),
    };
    (citation, words)
}

fn quote(annotation: &Annotation) -> Option<&str> {
    annotation.targets.iter().flat_map(|target| &target.selectors).find_map(|selector| {
        match selector {
            Selector::Quote(quote) => Some(quote.exact.as_str()),
            Selector::Position { .. } | Selector::Other(_) => None,
        }
    })
}

/// The beginning of a text, whole words where there are any.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(QUOTE_LENGTH) else { return text.to_owned() };
    let begun = &text[..end];
    let words = begun.rsplit_once(char::is_whitespace).map_or(begun, |(words, _)| words);
    format!("{words}…")
}

fn annotations(merge: &Merge) -> impl Iterator<Item = &Annotation> {
    merge.items.iter().filter_map(|(record, _)| match record {
        Record::Annotation(annotation) => Some(annotation),
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Theme(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => None,
    })
}

/// Who made the annotations, and how many each.
fn creators(session: Session, merge: &Merge) -> String {
    let mut counts = BTreeMap::<&str, (usize, usize)>::new();
    for annotation in annotations(merge) {
        let id = annotation.creator.as_ref().map_or("", |creator| creator.id.as_str());
        let (n_all, n_blind) = counts.entry(id).or_default();
        *n_all += 1;
        *n_blind += usize::from(annotation.is_blind());
    }
    let hands = hands(session, merge);
    let me = session.with_untracked(|work| work.coder.as_ref().map(|me| me.id.clone()));
    let parts = counts.into_iter().map(|(id, (n_annotations, n_blind))| {
        let name = match hands.get(id) {
            _ if me.as_deref() == Some(id) => "you",
            Some(name) => name,
            None => UNKNOWN,
        };
        match n_blind {
            0 => format!("{name} ({n_annotations})"),
            _ if n_blind == n_annotations => format!("{name} ({n_annotations}, coded blind)"),
            _ => format!("{name} ({n_annotations}, {n_blind} of them coded blind)"),
        }
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    if parts.is_empty() { "nobody: no annotations".to_owned() } else { parts }
}

/// Which briefs the annotations are about, and how many each.
fn briefs(session: Session, merge: &Merge) -> impl IntoView + use<> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for annotation in annotations(merge) {
        let mut sources: Vec<_> =
            annotation.targets.iter().map(|target| target.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            *counts.entry(source).or_default() += 1;
        }
    }
    let parts =
        counts.into_iter().map(|(iri, n)| match library::glance(session, &brief_slug(iri)) {
            Some(glance) => format!("{} ({n})", glance.meta.title),
            None => format!(
                "{iri} ({n}), which is not on this site: kept, and shown once you open that brief"
            ),
        });
    parts.map(|part| view! { <p>{part}</p> }).collect_view()
}

/// New themes that look like one that is here.
fn alike(session: Session, merge: &Merge) -> Option<impl IntoView + use<>> {
    let there: BTreeMap<_, _> =
        merge.items.iter().filter_map(|(record, _)| theme(record)).collect();
    let name = |id: &ThemeId| {
        let here =
            || session.with_untracked(|workspace| Some(workspace.themes.get(id)?.name.clone()));
        there.get(id).map(|name| (*name).to_owned()).or_else(here).unwrap_or_default()
    };
    let items = merge.alike.iter().map(|alike| {
        let why = match alike.by {
            Likeness::Source => "made from the same place of the brief",
            Likeness::Name => "the same name",
        };
        format!("{} and your {}: {why}", name(&alike.incoming), name(&alike.here))
    });
    let items = items.map(|words| view! { <li>{words}</li> }).collect_view();
    let n_alike = merge.alike.len();
    (n_alike > 0).then(|| view! {
        <details>
            <summary>
                <strong>"Alike"</strong>
                ": "
                {count(n_alike, "theme looks like one of yours", "themes look like some of yours")}
                <span class="fate">"both are kept"</span>
            </summary>
            <ul tabindex="0">{items}</ul>
        </details>
    })
}

/// A theme's IRI and name.
fn theme(record: &Record) -> Option<(&ThemeId, &str)> {
    match record {
        Record::Theme(theme) => Some((&theme.id, &theme.name)),
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Annotation(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => None,
    }
}

/// What was refused, of which file where there are several, and why; nothing where all was taken.
pub(super) fn refused(refused: &[(Option<String>, Refused)]) -> Option<impl IntoView + use<>> {
    let words = count(refused.len(), "item", "items");
    let items = refused.iter().take(MOST_REFUSED).map(|(file, refused)| {
        let Refused { item, index, id: _, reason } = refused;
        let item = match item {
            Item::Annotation => "annotation",
            Item::Theme => "theme",
            Item::Tombstone => "deletion",
            Item::Version => "other version",
            Item::Row => "row",
            Item::Source => "source",
            Item::Selection => "selection",
            Item::Part => "part",
        };
        let place = match file {
            Some(file) => format!("{file}, {item} {}", index + 1),
            None => format!("{item} {}", index + 1),
        };
        view! { <li><span class="place">{place}</span> {reason.to_string()}</li> }
    });
    let items = items.collect_view();
    let more = refused.len().checked_sub(MOST_REFUSED).filter(|n_more| *n_more > 0);
    let more = more.map(|n_more| format!("and {n_more} more"));
    (!refused.is_empty()).then(|| {
        view! {
            <details open>
                <summary>
                    <strong>"Refused"</strong>
                    ": "
                    {words}
                    <span class="fate">"left in the file, which is not changed"</span>
                </summary>
                <ul tabindex="0">{items} {more.map(|words| view! { <li>{words}</li> })}</ul>
            </details>
        }
    })
}

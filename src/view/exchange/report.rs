//! What a file would bring, said in lists: who made it, what it is about, and what would become of
//! each thing in it.

mod list;
mod makers;

pub(super) use list::Lists;

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::annotation::{Annotation, AnnotationId, Selector};
use crate::codebook::ThemeId;
use crate::exchange::Refused;
use crate::order;
use crate::view::library;
use crate::view::session::{Session, brief_slug};
use crate::workspace::{Likeness, Merge, Record, Verdict, counted};
use makers::creators;

/// How many characters of a quotation stand in a list.
const QUOTE_LENGTH: usize = 80;

/// How many refusals are listed.
const MOST_REFUSED: usize = 200;

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
                (Some(annotation), _) => {
                    let (place, mut words) = annotation_in_words(annotation);
                    if workspace.drafts.contains_key(&tombstone.id) {
                        words.push_str(", and with it the note that you have half written");
                    }
                    (place, words)
                }
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

/// Which briefs the annotations are about, and how many each.
fn briefs(session: Session, merge: &Merge) -> impl IntoView + use<> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for annotation in annotations(merge) {
        let mut sources: Vec<_> =
            annotation.targets.iter().map(|target| target.source.as_str()).collect();
        order::sort(&mut sources);
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
                {counted(n_alike, "theme looks like one of yours", "themes look like some of yours")}
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
    let words = counted(refused.len(), "item", "items");
    let items = refused.iter().take(MOST_REFUSED).map(|(file, refused)| {
        let Refused { item, index, id: _, reason } = refused;
        let item = item.name();
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

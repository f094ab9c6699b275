//! Who made what is in the files, and how much of it meets which fate.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{GROUPS, annotations};
use crate::order;
use crate::view::library;
use crate::view::session::{Session, brief_slug};
use crate::workspace::{Hand, Merge, Record};

/// A maker of whom nothing is known.
const UNKNOWN: &str = "Someone unknown";

/// Who made the annotations, and how many each.
pub(super) fn creators(session: Session, merge: &Merge) -> String {
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

/// Of each coder and each brief, how many annotations meet which fate. Nothing where there is but one
/// of both: the lists say it.
pub(super) fn per_coder_and_brief(
    session: Session,
    merge: &Merge,
) -> Option<impl IntoView + use<>> {
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
        order::sort(&mut sources);
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

/// What each coder of the files is called, by IRI: those of one name are told apart, also from those
/// who are here.
fn hands(session: Session, merge: &Merge) -> BTreeMap<String, String> {
    let coders = annotations(merge).filter_map(|annotation| annotation.creator.clone());
    let hands = session.with_untracked(|work| Hand::among(work, coders));
    hands.into_iter().map(|hand| (hand.coder.id.clone(), hand.label())).collect()
}

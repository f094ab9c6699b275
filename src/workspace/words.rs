//! Says an edit in words that follow "Undo:".

use std::cmp::Ordering;

use super::{Choice, Edit, Marked, Merge, Record, Said, Workspace};
use crate::annotation::{Annotation, AnnotationId, Body, Flag, Target};
use crate::codebook::{Theme, ThemeId};

/// The edit in words, before it is carried out.
pub(super) fn of(workspace: &Workspace, edit: &Edit) -> String {
    match edit {
        Edit::Annotate(annotation) => about(workspace, annotation),
        Edit::AnnotateAll(annotations) => match annotations.as_slice() {
            [one] => about(workspace, one),
            several => format!(
                "{} on {}",
                several.first().map_or("nothing".to_owned(), |first| what(workspace, first)),
                counted(several.len(), "passage", "passages")
            ),
        },
        Edit::SetThemes(id, themes) => themes_words(workspace, id, themes),
        Edit::SetNote(id, text) if text.trim().is_empty() => {
            format!("note taken off {}", place_of(workspace, id))
        }
        Edit::SetNote(id, _) => format!("note on {}", place_of(workspace, id)),
        Edit::SetFlags(id, flags) => flags_words(workspace, id, flags),
        Edit::SetTargets(id, targets) => {
            let before = workspace.annotations.get(id).map_or(0, |before| before.targets.len());
            let what = match targets.len().cmp(&before) {
                Ordering::Greater => "a passage more",
                Ordering::Equal => "new boundaries",
                Ordering::Less => "a passage less",
            };
            format!("{what} on {}", place(targets))
        }
        Edit::Confirm { said, targets } => {
            let what = match targets.as_slice() {
                [(id, _)] if *said == Said::Nowhere => place_of(workspace, id),
                [(_, targets)] => place(targets),
                several => counted(several.len(), "annotation", "annotations"),
            };
            match said {
                Said::Here => format!("confirming {what}"),
                Said::Nowhere => format!("keeping {what} as lost"),
                Said::CarriedOver => format!("carrying {what} over"),
            }
        }
        Edit::DeleteAnnotations(ids) => match ids.as_slice() {
            [id] => match workspace.annotations.get(id) {
                Some(annotation) => format!("deleting {}", about(workspace, annotation)),
                None => "deleting an annotation".to_owned(),
            },
            ids => format!("deleting {}", counted(ids.len(), "annotation", "annotations")),
        },
        Edit::RemoveLayer(coder) => {
            let of_coder = |annotation: &&Annotation| {
                annotation.creator.as_ref().is_some_and(|creator| creator.id == *coder)
            };
            let name = workspace.annotations.values().filter(of_coder).find_map(|annotation| {
                let name = annotation.creator.as_ref()?.name.as_str();
                (!name.is_empty()).then_some(name)
            });
            format!("removing the layer of {}", name.unwrap_or(coder))
        }
        Edit::AddThemes(themes) => match themes.as_slice() {
            [theme] => format!("new theme {}", theme.label()),
            themes => counted(themes.len(), "new theme", "new themes"),
        },
        Edit::TakeThemes(themes) => taken(workspace, themes),
        Edit::ReviseTheme(theme) => format!("changes to theme {}", theme.label()),
        Edit::MoveTheme { id, broader: Some(broader), .. }
            if workspace.themes.get(id).is_some_and(|it| it.broader.as_ref() != Some(broader)) =>
        {
            let [theme, broader] = [id, broader].map(|id| label(workspace, id, None));
            format!("moving theme {theme} under {broader}")
        }
        Edit::MoveTheme { id, .. } => format!("moving theme {}", label(workspace, id, None)),
        Edit::MergeThemes { from, into } => {
            let [from, into] = [from, into].map(|id| label(workspace, id, None));
            format!("merging theme {from} into {into}")
        }
        Edit::Recode { from, to } => {
            let from = label(workspace, from, None);
            format!("{} of theme {from} recoded", counted(to.len(), "annotation", "annotations"))
        }
        Edit::DeleteTheme(id, Marked::Stays) => {
            format!("deleting theme {}", label(workspace, id, None))
        }
        Edit::DeleteTheme(id, Marked::Goes) => {
            format!("deleting theme {} and what it marked", label(workspace, id, None))
        }
        Edit::SetCoder(_) => "your name".to_owned(),
        Edit::SetSettings(_) => "settings".to_owned(),
        Edit::SetDraft { .. } => "a note half written".to_owned(),
        Edit::OpenBrief(brief) => format!("opening {}", brief.name),
        Edit::RemoveBrief(id) => {
            let name = workspace.briefs.get(id).map_or("a brief", |brief| brief.name.as_str());
            format!("removing {name}")
        }
        Edit::Import(merge) => import(merge),
        Edit::CopyToMine { from, .. } => match workspace.annotations.get(from) {
            Some(annotation) => format!("copy of {}", about(workspace, annotation)),
            None => "copy of an annotation".to_owned(),
        },
        Edit::JoinIdentity(coder) if coder.name.is_empty() => "another identity".to_owned(),
        Edit::JoinIdentity(coder) => format!("signing as {}", coder.name),
        Edit::SettleDifference(settlement) => format!("settling {}", place(&settlement.targets)),
        Edit::Settle { id, choice } => {
            let what = match workspace.annotations.get(&AnnotationId(id.clone())) {
                Some(annotation) => about(workspace, annotation),
                None => format!("theme {}", label(workspace, &ThemeId(id.clone()), None)),
            };
            match choice {
                Choice::Here | Choice::Other(_) => format!("choosing a version of {what}"),
                Choice::Both => format!("keeping all versions of {what}"),
            }
        }
    }
}

/// "theme d on ¶3", "note on ¶11.c", "highlight on ¶4".
fn about(workspace: &Workspace, annotation: &Annotation) -> String {
    format!("{} on {}", what(workspace, annotation), place(&annotation.targets))
}

/// "theme d", "note", "highlight".
fn what(workspace: &Workspace, annotation: &Annotation) -> String {
    let themes: Vec<&str> = annotation
        .bodies
        .iter()
        .filter_map(|body| match body {
            Body::Theme { theme, name } => Some(label(workspace, theme, Some(name))),
            Body::Note { .. } | Body::Flag(_) | Body::Other(_) => None,
        })
        .collect();
    if !themes.is_empty() {
        named("theme", "themes", &themes)
    } else if annotation.is_highlight() {
        "highlight".to_owned()
    } else {
        "note".to_owned()
    }
}

/// What came, or what went where nothing came.
fn themes_words(workspace: &Workspace, id: &AnnotationId, themes: &[ThemeId]) -> String {
    let had: Vec<&ThemeId> =
        workspace.annotations.get(id).into_iter().flat_map(Annotation::themes).collect();
    let labels = |themes: Vec<&ThemeId>| -> Vec<String> {
        themes.into_iter().map(|theme| label(workspace, theme, None).to_owned()).collect()
    };
    let added = labels(themes.iter().filter(|theme| !had.contains(theme)).collect());
    let removed = labels(had.iter().copied().filter(|theme| !themes.contains(theme)).collect());
    let where_ = place_of(workspace, id);
    match (added.is_empty(), removed.is_empty()) {
        (false, _) => format!("{} on {where_}", named("theme", "themes", &added)),
        (true, false) => format!("{} taken off {where_}", named("theme", "themes", &removed)),
        (true, true) => format!("themes on {where_}"),
    }
}

/// What came, or what went where nothing came.
fn flags_words(workspace: &Workspace, id: &AnnotationId, flags: &[Flag]) -> String {
    let had: Vec<Flag> =
        workspace.annotations.get(id).into_iter().flat_map(Annotation::flags).collect();
    let words = |one: &[Flag], other: &[Flag]| -> Vec<String> {
        let differing = one.iter().filter(|flag| !other.contains(flag));
        differing.map(|flag| format!("“{}”", flag.words().to_lowercase())).collect()
    };
    let (added, removed) = (words(flags, &had), words(&had, flags));
    let where_ = place_of(workspace, id);
    match (added.is_empty(), removed.is_empty()) {
        (false, _) => format!("{} on {where_}", added.join(", ")),
        (true, false) => format!("{} taken off {where_}", removed.join(", ")),
        (true, true) => format!("flags on {where_}"),
    }
}

/// How many themes are new, and how many become others.
fn taken(workspace: &Workspace, themes: &[Theme]) -> String {
    let n_new = themes.iter().filter(|it| !workspace.themes.contains_key(&it.id)).count();
    let new = counted(n_new, "new theme", "new themes");
    let changed = counted(themes.len() - n_new, "theme changed", "themes changed");
    match (n_new, themes.len() - n_new) {
        (_, 0) => format!("codebook taken in: {new}"),
        (0, _) => format!("codebook taken in: {changed}"),
        (_, _) => format!("codebook taken in: {new}, {changed}"),
    }
}

fn import(merge: &Merge) -> String {
    let coming = || {
        let coming = merge.items.iter().filter(|(_, verdict)| verdict.has_effect());
        coming.map(|(record, _)| record)
    };
    let n_annotations = coming().filter(|record| matches!(record, Record::Annotation(_))).count();
    let n_themes = coming().filter(|record| matches!(record, Record::Theme(_))).count();
    let n_deletions = coming().filter(|record| matches!(record, Record::Tombstone(_))).count();
    let parts = [
        (n_annotations, counted(n_annotations, "annotation", "annotations")),
        (n_themes, counted(n_themes, "theme", "themes")),
        (n_deletions, counted(n_deletions, "deletion", "deletions")),
    ];
    let parts = parts.into_iter().filter(|(n_things, _)| *n_things > 0).map(|(_, words)| words);
    let parts: Vec<String> = parts.collect();
    match parts.as_slice() {
        [] => "import of nothing".to_owned(),
        [one] => format!("import of {one}"),
        [first @ .., last] => format!("import of {} and {last}", first.join(", ")),
    }
}

/// The letter or name of a theme; of one that is not in the codebook, the name that it had.
fn label<'a>(workspace: &'a Workspace, id: &'a ThemeId, name: Option<&'a str>) -> &'a str {
    let known = workspace.themes.get(id).map(Theme::label);
    known.or(name.filter(|name| !name.is_empty())).unwrap_or(&id.0)
}

fn place_of(workspace: &Workspace, id: &AnnotationId) -> String {
    workspace
        .annotations
        .get(id)
        .map_or_else(|| "a passage".to_owned(), |annotation| place(&annotation.targets))
}

/// The citation of the first passage, without its page.
fn place(targets: &[Target]) -> String {
    let Some(first) = targets.first() else { return "nothing".to_owned() };
    let place = match &first.citation {
        Some(citation) => citation.split(", p").next().unwrap_or(citation),
        None if first.selectors.is_empty() => "the whole brief",
        None => "a passage",
    };
    match targets.len() {
        1 => place.to_owned(),
        n_passages => format!("{place} and {} more", n_passages - 1),
    }
}

fn named(one: &str, several: &str, names: &[impl AsRef<str>]) -> String {
    let noun = if names.len() == 1 { one } else { several };
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    format!("{noun} {}", names.join(", "))
}

/// A count with its noun: `1 theme`, `3 themes`.
#[must_use]
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

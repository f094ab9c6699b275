//! What a conflict is about, in words.

use crate::workspace::{Record, Workspace};

/// What a conflict is about, and what keeping both does, as a sentence.
pub(super) fn named(work: &Workspace, here: &Record) -> (String, &'static str) {
    match here {
        Record::Annotation(annotation) => {
            let place = annotation.targets.iter().find_map(|target| target.citation.clone());
            let place = place.unwrap_or_else(|| "the whole brief".to_owned());
            let whose = if work.is_mine(annotation) {
                "Your annotation on".to_owned()
            } else {
                let name = annotation.creator.as_ref().map_or("", |creator| creator.name.as_str());
                format!("{}’s annotation on", if name.is_empty() { "Another coder" } else { name })
            };
            (format!("{whose} {place}"), "The other side becomes an annotation of its own")
        }
        Record::Theme(theme) => {
            (format!("Theme {}", theme.name), "The other side becomes a theme of its own")
        }
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => (String::new(), ""),
    }
}

/// When the other side was changed, as a sentence.
pub(super) fn last_changed(other: &Record) -> String {
    let when = match other {
        Record::Annotation(annotation) => annotation.modified.as_ref(),
        Record::Theme(theme) => Some(&theme.modified),
        Record::Coder(_)
        | Record::Settings(_)
        | Record::Tombstone(_)
        | Record::Conflict(_)
        | Record::Brief(_)
        | Record::Draft(_) => None,
    };
    match when.and_then(|when| when.0.get(..10)) {
        Some(day) => format!("The other side was changed on {day}."),
        None => "When the other side was changed is not known.".to_owned(),
    }
}

//! A list of quotations by theme, in Markdown: for a paper, or for Obsidian and Zotero.
//!
//! Each theme is a heading, each annotation an item under each of its themes: the words as they
//! stand in the brief, the citation, who marked them, and the note. What a document says is escaped,
//! so that it is text and nothing else; a note is its coder's own Markdown and stays as it is, inside
//! its item.

use std::collections::BTreeSet;

use super::parcel::Parcel;
use crate::annotation::{Annotation, Selector};
use crate::codebook::ThemeId;

/// The list of a parcel.
pub(super) fn export(parcel: &Parcel) -> Vec<u8> {
    let mut list = String::new();
    let title = match parcel.briefs {
        [brief] => format!("# {}: quotations by theme\n", escaped(&brief.meta.title)),
        _ => "# Quotations by theme\n".to_owned(),
    };
    list.push_str(&title);
    let mut known: BTreeSet<&ThemeId> = BTreeSet::new();
    for (depth, theme) in &parcel.themes {
        known.insert(&theme.id);
        let marked: Vec<&Annotation> = parcel
            .annotations
            .iter()
            .copied()
            .filter(|annotation| annotation.themes().any(|id| *id == theme.id))
            .collect();
        if !marked.is_empty() || has_marked_below(parcel, &theme.id) {
            let level = "#".repeat((depth + 2).min(6));
            list.push_str(&format!("\n{level} {}\n", escaped(&parcel.theme_title(&theme.id, ""))));
            if !theme.definition.is_empty() && theme.definition != theme.name {
                list.push_str(&format!("\n{}\n", escaped(&theme.definition)));
            }
        }
        items(&mut list, parcel, &marked);
    }
    let (highlights, notes): (Vec<&Annotation>, Vec<&Annotation>) = parcel
        .annotations
        .iter()
        .copied()
        .filter(|annotation| !annotation.themes().any(|id| known.contains(id)))
        .partition(|annotation| annotation.is_highlight());
    for (heading, rest) in [("Without a theme", highlights), ("Notes", notes)] {
        if !rest.is_empty() {
            list.push_str(&format!("\n## {heading}\n"));
            items(&mut list, parcel, &rest);
        }
    }
    list.into_bytes()
}

/// Whether anything is marked with a theme under this one.
fn has_marked_below(parcel: &Parcel, theme: &ThemeId) -> bool {
    let below = crate::codebook::descendants(&parcel.workspace.themes, theme);
    parcel.annotations.iter().any(|annotation| annotation.themes().any(|id| below.contains(id)))
}

fn items(list: &mut String, parcel: &Parcel, annotations: &[&Annotation]) {
    for annotation in annotations {
        let mut item = String::new();
        for (index, paragraph) in words(parcel, annotation).iter().enumerate() {
            item.push_str(if index == 0 { "" } else { ">\n" });
            item.push_str(&format!("> {paragraph}\n"));
        }
        item.push_str(if item.is_empty() { "" } else { "\n" });
        item.push_str(&format!("— {}", reference(parcel, annotation)));
        for flag in annotation.flags() {
            item.push_str(&format!(" · {}", flag.words()));
        }
        if annotation.is_blind() {
            item.push_str(" · coded blind");
        }
        item.push('\n');
        if let Some(note) = annotation.note().filter(|note| !note.trim().is_empty()) {
            item.push('\n');
            for line in note.replace("\r\n", "\n").replace('\r', "\n").trim_end().lines() {
                item.push_str(line);
                item.push('\n');
            }
        }
        // All of an item stands two spaces in, so that nothing in a note can end it.
        list.push('\n');
        for (index, line) in item.lines().enumerate() {
            let indent = if index == 0 { "- " } else { "  " };
            list.push_str(format!("{indent}{line}").trim_end_matches(' '));
            list.push('\n');
        }
    }
}

/// The words of an annotation's passages as they stand now, or as they were stored; a paragraph for
/// each block, and a sign between passages.
fn words(parcel: &Parcel, annotation: &Annotation) -> Vec<String> {
    let places = parcel.places(annotation);
    let mut paragraphs: Vec<String> = Vec::new();
    for (index, target) in annotation.targets.iter().enumerate() {
        let place = places.get(index).and_then(Option::as_ref);
        let here = place.and_then(|place| Some((place.brief, place.span()?)));
        let stored = target.selectors.iter().find_map(|selector| match selector {
            Selector::Quote(quote) => Some(quote.exact.as_str()),
            Selector::Position { .. } | Selector::Other(_) => None,
        });
        let words = match here {
            Some((brief, span)) => Some(parcel.briefs[brief].text.slice(span)),
            None => stored,
        };
        if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
            if !paragraphs.is_empty() {
                paragraphs.push("\\[…\\]".to_owned());
            }
            paragraphs.extend(words.lines().filter(|line| !line.trim().is_empty()).map(escaped));
        }
    }
    paragraphs
}

/// Where the passages are and who marked them.
fn reference(parcel: &Parcel, annotation: &Annotation) -> String {
    let mut parts: Vec<String> = Vec::new();
    let places = parcel.places(annotation);
    for (index, target) in annotation.targets.iter().enumerate() {
        let place = places.get(index).and_then(Option::as_ref);
        let brief = place.map(|place| &parcel.briefs[place.brief]);
        let cited = match (brief, place.and_then(super::parcel::Place::span)) {
            (Some(brief), Some(span)) if index == 0 => brief.cite_in_full(span),
            (Some(brief), Some(span)) => brief.cite(span),
            (Some(brief), None) => {
                let title = brief.meta.title.clone();
                match &target.citation {
                    Some(citation) => format!("{title}, {citation}"),
                    None => title,
                }
            }
            (None, _) => target.citation.clone().unwrap_or_else(|| target.source.clone()),
        };
        if !parts.contains(&cited) {
            parts.push(cited);
        }
    }
    let place = escaped(&parts.join("; "));
    match annotation.creator.as_ref().filter(|creator| !creator.name.is_empty()) {
        Some(creator) => format!("{place} ({})", escaped(&creator.name)),
        None => place,
    }
}

/// Words as Markdown that says these words: white space runs together, and no sign means anything.
fn escaped(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = String::with_capacity(words.len());
    let mut before = None;
    for sign in words.chars() {
        let at_start = before.is_none();
        let means_something = match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '#' | '^' => {
                true
            }
            '=' | '%' => at_start || before == Some(sign),
            '-' | '+' | ':' => at_start,
            // An ordered list begins with a number and its stop.
            '.' | ')' => text.chars().all(|digit| digit.is_ascii_digit()) && !text.is_empty(),
            _ => false,
        };
        if means_something {
            text.push('\\');
        }
        text.push(sign);
        before = Some(sign);
    }
    text
}

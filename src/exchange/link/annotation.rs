//! An annotation, as it is written in a link.
//!
//! What both sides can say by themselves is not written: the words, the surroundings and the citation
//! of a passage follow from the brief and the place. Each passage is described again before it is
//! written, and an annotation of which that does not give the very same is written in full, as JSON.

use super::habits::Field;
use super::stream::{Garbled, Reader, Writer};
use super::{Pace, Set, Tables};
use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Selector, Target, describe};
use crate::brief::Brief;
use crate::text::{CodePoint, Span};

/// How an annotation is written.
const IN_FULL: u64 = 0;
const IN_SHORT: u64 = 1;

pub(super) fn write_annotation(
    out: &mut Writer,
    brief: &Brief,
    tables: &Tables,
    one: &Annotation,
    pace: &mut Pace,
) {
    let spans = one.targets.iter().map(|target| span_in(brief, target)).collect::<Option<Vec<_>>>();
    let bodies = one.bodies.iter().map(|body| tables.known(body)).collect::<Option<Vec<_>>>();
    let (Some(spans), Some(bodies), Some(created), true) =
        (spans, bodies, &one.created, one.extra.is_empty())
    else {
        out.number(Field::Form, IN_FULL);
        out.text(&one.to_json().to_string());
        return;
    };
    out.number(Field::Form, IN_SHORT);
    out.name(&one.id.0);
    let coder = one.creator.as_ref().and_then(|creator| tables.coder(creator));
    out.number(Field::Coder, coder.map_or(0, |index| index as u64 + 1));
    out.moment(Field::Moment, created, pace.millis);
    pace.millis = created.millis().unwrap_or(pace.millis);
    out.flag(Field::Motivation, one.modified.is_some());
    if let Some(modified) = &one.modified {
        out.moment(Field::Age, modified, pace.millis);
    }
    out.number(Field::Count, one.motivations.len() as u64);
    for why in &one.motivations {
        write_motivation(out, why);
    }
    out.number(Field::Count, bodies.len() as u64);
    for (body, theme) in one.bodies.iter().zip(bodies) {
        out.number(Field::Theme, theme.map_or(0, |theme| theme as u64 + 1));
        if let Body::Note { text, .. } = body {
            out.text(text);
        }
    }
    out.number(Field::Count, spans.len() as u64);
    for span in spans {
        let Span { start, end } = span.unwrap_or(Span::new(pace.place, pace.place));
        out.distance(Field::Distance, i64::from(start.0) - i64::from(pace.place));
        out.number(Field::Length, u64::from(end.0 - start.0));
        pace.place = start.0;
    }
}

pub(super) fn read_annotation(
    from: &mut Reader,
    brief: &Brief,
    set: &Set,
    pace: &mut Pace,
) -> Result<Annotation, Garbled> {
    match from.number(Field::Form)? {
        IN_FULL => {
            let json: serde_json::Value =
                serde_json::from_str(&from.text()?).map_err(|_| Garbled)?;
            return Annotation::from_json(&json).map_err(|_| Garbled);
        }
        IN_SHORT => {}
        _ => return Err(Garbled),
    }
    let id = AnnotationId(from.name()?);
    let creator = match from.index(Field::Coder)? {
        0 => None,
        coder => Some(set.coders.get(coder - 1).ok_or(Garbled)?.clone()),
    };
    let created = from.moment(Field::Moment, pace.millis)?;
    pace.millis = created.millis().unwrap_or(pace.millis);
    let modified = if from.flag(Field::Motivation)? {
        Some(from.moment(Field::Age, pace.millis)?)
    } else {
        None
    };
    let motivations =
        (0..from.count()?).map(|_| read_motivation(from)).collect::<Result<_, _>>()?;
    let bodies = (0..from.count()?)
        .map(|_| match from.index(Field::Theme)? {
            0 => Ok(Body::Note { text: from.text()?, extra: serde_json::Map::new() }),
            theme => {
                let theme = set.themes.get(theme - 1).ok_or(Garbled)?;
                Ok(Body::Theme { theme: theme.id.clone(), name: theme.name.clone() })
            }
        })
        .collect::<Result<_, _>>()?;
    let mut targets = Vec::new();
    for _ in 0..from.count()? {
        let start = i64::from(pace.place).checked_add(from.distance(Field::Distance)?);
        let start = start.and_then(|start| u32::try_from(start).ok()).ok_or(Garbled)?;
        let length = u32::try_from(from.number(Field::Length)?).map_err(|_| Garbled)?;
        let end = start.checked_add(length).filter(|end| *end <= brief.text.len().0);
        let span = Span { start: CodePoint(start), end: CodePoint(end.ok_or(Garbled)?) };
        pace.place = start;
        targets.push(match length {
            0 => whole(brief),
            _ => describe(brief, brief.passage(span).ok_or(Garbled)?),
        });
    }
    Ok(Annotation {
        id,
        motivations,
        created: Some(created),
        modified,
        creator,
        bodies,
        targets,
        extra: serde_json::Map::new(),
    })
}

fn write_motivation(out: &mut Writer, why: &Motivation) {
    match why {
        Motivation::Classifying => out.number(Field::Motivation, 0),
        Motivation::Commenting => out.number(Field::Motivation, 1),
        Motivation::Highlighting => out.number(Field::Motivation, 2),
        Motivation::Other(name) => {
            out.number(Field::Motivation, 3);
            out.text(name);
        }
    }
}

fn read_motivation(from: &mut Reader) -> Result<Motivation, Garbled> {
    match from.number(Field::Motivation)? {
        0 => Ok(Motivation::Classifying),
        1 => Ok(Motivation::Commenting),
        2 => Ok(Motivation::Highlighting),
        3 => Ok(Motivation::Other(from.text()?)),
        _ => Err(Garbled),
    }
}

/// Where a target lies, if the place is all that has to be said of it: `Some(None)` for a whole brief.
fn span_in(brief: &Brief, target: &Target) -> Option<Option<Span>> {
    if *target == whole(brief) {
        return Some(None);
    }
    let span = target.selectors.iter().find_map(|selector| match selector {
        Selector::Position { start, end } => Some(Span { start: *start, end: *end }),
        Selector::Quote(_) | Selector::Other(_) => None,
    })?;
    let is_within = span.start < span.end && span.end <= brief.text.len();
    let passage = is_within.then(|| brief.passage(span)).flatten()?;
    (describe(brief, passage) == *target).then_some(Some(span))
}

/// A target that is a whole brief, as the page makes it.
fn whole(brief: &Brief) -> Target {
    Target {
        source: brief.id.clone(),
        selectors: Vec::new(),
        citation: None,
        digest: Some(brief.text.digest().to_owned()),
        extra: serde_json::Map::new(),
    }
}

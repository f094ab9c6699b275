//! The things of a set, as they are written in a link: coders, themes, annotations.
//!
//! What both sides can say by themselves is not written: the words, the surroundings and the citation
//! of a passage follow from the brief and the place, a theme that was made from a list of the brief
//! follows from the list. Each thing is made again before it is written, and where that does not give
//! the very same thing it is written in full, as JSON.

use super::stream::{Field, Garbled, Reader, Writer};
use super::{Set, Tables};
use crate::annotation::{Annotation, AnnotationId, Body, Motivation, Target, describe};
use crate::brief::Brief;
use crate::codebook::{Colour, LineStyle, Theme, ThemeId, ThemeSource, palette};
use crate::coder::Coder;
use crate::text::{CodePoint, Span};
use crate::timestamp::Timestamp;

/// From where the next distances are counted.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// The last time of creation, in milliseconds since 1970.
    millis: i64,
    /// The last place, in code points.
    place: u32,
}

pub(super) fn write_coder(out: &mut Writer, coder: &Coder) {
    out.name(&coder.id);
    out.text(&coder.name);
}

pub(super) fn read_coder(from: &mut Reader) -> Result<Coder, Garbled> {
    Ok(Coder { id: from.name()?, name: from.text()? })
}

/// A theme without a list: all that is not said of it.
fn plain_theme(id: ThemeId) -> Theme {
    let (colour, line) = palette(0);
    Theme {
        id,
        name: String::new(),
        definition: String::new(),
        examples: String::new(),
        counter_examples: String::new(),
        notation: None,
        key: None,
        colour,
        line,
        broader: None,
        source: None,
        position: 0,
        modified: Timestamp(String::new()),
        extra: serde_json::Map::new(),
    }
}

/// Writes a theme: which item of a list it is, if any, and in what it differs from that.
pub(super) fn write_theme(out: &mut Writer, tables: &Tables, theme: &Theme, pace: &mut Pace) {
    let item = tables.items.iter().position(|item| item.id == theme.id);
    out.number(Field::Item, item.map_or(0, |item| item as u64 + 1));
    let like = match item {
        Some(item) => tables.items[item].clone(),
        None => {
            out.name(&theme.id.0);
            plain_theme(theme.id.clone())
        }
    };
    let mut text = |ours: &str, like: &str| {
        out.flag(Field::Other, ours != like);
        if ours != like {
            out.text(ours);
        }
    };
    text(&theme.name, &like.name);
    text(&theme.definition, &like.definition);
    text(&theme.examples, &like.examples);
    text(&theme.counter_examples, &like.counter_examples);
    let rest = theme.notation == like.notation
        && theme.key == like.key
        && theme.colour == like.colour
        && theme.line == like.line
        && theme.broader == like.broader
        && theme.source == like.source
        && theme.position == like.position
        && theme.extra == like.extra;
    out.flag(Field::Other, !rest);
    if !rest {
        write_looks(out, tables, theme);
    }
    out.moment(Field::Moment, &theme.modified, pace.millis);
    pace.millis = theme.modified.millis().unwrap_or(pace.millis);
}

fn write_looks(out: &mut Writer, tables: &Tables, theme: &Theme) {
    out.text(theme.notation.as_deref().unwrap_or_default());
    out.flag(Field::Other, theme.notation.is_some());
    out.number(Field::Other, theme.key.map_or(0, |key| u64::from(u32::from(key)) + 1));
    let Colour { red, green, blue } = theme.colour;
    out.number(Field::Other, u64::from(u32::from_be_bytes([0, red, green, blue])));
    let line = LineStyle::ALL.iter().position(|line| *line == theme.line);
    out.number(Field::Other, line.expect("every line is listed") as u64);
    let above = theme.broader.as_ref();
    let known = above.and_then(|above| tables.themes.iter().position(|it| it.id == *above));
    match (above, known) {
        (None, _) => out.number(Field::Form, 0),
        (Some(above), None) => {
            out.number(Field::Form, 1);
            out.name(&above.0);
        }
        (Some(_), Some(known)) => {
            out.number(Field::Form, 2);
            out.number(Field::Theme, known as u64);
        }
    }
    out.flag(Field::Other, theme.source.is_some());
    if let Some(ThemeSource { brief, citation }) = &theme.source {
        out.text(brief);
        out.text(citation);
    }
    out.number(Field::Other, u64::from(theme.position));
    out.flag(Field::Other, !theme.extra.is_empty());
    if !theme.extra.is_empty() {
        out.text(&serde_json::Value::Object(theme.extra.clone()).to_string());
    }
}

/// Reads a theme. One above it that stands later in the set is known by its index until all are read.
pub(super) fn read_theme(
    from: &mut Reader,
    tables: &Tables,
    pace: &mut Pace,
) -> Result<(Theme, Option<usize>), Garbled> {
    let mut theme = match from.index(Field::Item)? {
        0 => plain_theme(ThemeId(from.name()?)),
        item => tables.items.get(item - 1).ok_or(Garbled)?.clone(),
    };
    for text in
        [&mut theme.name, &mut theme.definition, &mut theme.examples, &mut theme.counter_examples]
    {
        if from.flag(Field::Other)? {
            *text = from.text()?;
        }
    }
    let above = if from.flag(Field::Other)? { read_looks(from, &mut theme)? } else { None };
    theme.modified = from.moment(Field::Moment, pace.millis)?;
    pace.millis = theme.modified.millis().unwrap_or(pace.millis);
    Ok((theme, above))
}

fn read_looks(from: &mut Reader, theme: &mut Theme) -> Result<Option<usize>, Garbled> {
    let notation = from.text()?;
    theme.notation = from.flag(Field::Other)?.then_some(notation);
    theme.key = match from.number(Field::Other)? {
        0 => None,
        key => Some(u32::try_from(key - 1).ok().and_then(char::from_u32).ok_or(Garbled)?),
    };
    let colour = u32::try_from(from.number(Field::Other)?).map_err(|_| Garbled)?;
    let [0, red, green, blue] = colour.to_be_bytes() else { return Err(Garbled) };
    theme.colour = Colour { red, green, blue };
    theme.line = *LineStyle::ALL.get(from.index(Field::Other)?).ok_or(Garbled)?;
    let mut above = None;
    theme.broader = match from.number(Field::Form)? {
        0 => None,
        1 => Some(ThemeId(from.name()?)),
        2 => {
            above = Some(from.index(Field::Theme)?);
            None
        }
        _ => return Err(Garbled),
    };
    theme.source = if from.flag(Field::Other)? {
        Some(ThemeSource { brief: from.text()?, citation: from.text()? })
    } else {
        None
    };
    theme.position = u32::try_from(from.number(Field::Other)?).map_err(|_| Garbled)?;
    theme.extra = serde_json::Map::new();
    if from.flag(Field::Other)? {
        let extra = serde_json::from_str(&from.text()?).map_err(|_| Garbled)?;
        let serde_json::Value::Object(extra) = extra else { return Err(Garbled) };
        theme.extra = extra;
    }
    Ok(above)
}

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
        (0..from.number(Field::Count)?).map(|_| read_motivation(from)).collect::<Result<_, _>>()?;
    let bodies = (0..from.number(Field::Count)?)
        .map(|_| match from.index(Field::Theme)? {
            0 => Ok(Body::Note { text: from.text()?, extra: serde_json::Map::new() }),
            theme => {
                let theme = set.themes.get(theme - 1).ok_or(Garbled)?;
                Ok(Body::Theme { theme: theme.id.clone(), name: theme.name.clone() })
            }
        })
        .collect::<Result<_, _>>()?;
    let mut targets = Vec::new();
    for _ in 0..from.number(Field::Count)? {
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
        crate::annotation::Selector::Position { start, end } => {
            Some(Span { start: *start, end: *end })
        }
        crate::annotation::Selector::Quote(_) | crate::annotation::Selector::Other(_) => None,
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

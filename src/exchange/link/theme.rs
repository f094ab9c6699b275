//! A theme, as it is written in a link: which item of which list of the brief it was made from, if
//! any, and in what it differs from what the list would make of it.

use super::habits::Field;
use super::stream::{Garbled, Reader, Writer};
use super::{Pace, Tables};
use crate::codebook::{Colour, LineStyle, Theme, ThemeId, ThemeSource, palette};
use crate::timestamp::Timestamp;

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

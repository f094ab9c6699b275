//! The codebook: codes under codes, each with its name, what it means, and its colour.

use super::element::Element;
use super::guid;
use crate::annotation::Body;
use crate::codebook::{Colour, Theme, ThemeId};
use crate::exchange::named_theme::named_theme;
use crate::exchange::parcel::Parcel;

/// A codebook by itself; `None` where there is no theme, for the format must have one.
pub(in crate::exchange) fn export(parcel: &Parcel) -> Option<Vec<u8>> {
    let codes = codes(parcel)?;
    let codebook = Element::new("CodeBook")
        .with("xmlns", "urn:QDA-XML:codebook:1.0")
        .with("origin", super::project::ORIGIN)
        .holding([codes]);
    Some(codebook.written())
}

/// The themes of a parcel as nested codes, and those that its annotations only name.
pub(super) fn codes(parcel: &Parcel) -> Option<Element> {
    // The open themes, outermost first, each with its depth; what is done hangs under the one before.
    let mut codes = Element::new("Codes");
    let mut open: Vec<Element> = Vec::new();
    let close = |open: &mut Vec<Element>, codes: &mut Element| {
        if let Some(code) = open.pop() {
            open.last_mut().unwrap_or(codes).children.push(code);
        }
    };
    for (depth, theme) in &parcel.themes {
        while open.len() > *depth {
            close(&mut open, &mut codes);
        }
        open.push(code(theme));
    }
    while !open.is_empty() {
        close(&mut open, &mut codes);
    }
    let mut named: Vec<(&ThemeId, &str)> = Vec::new();
    for body in parcel.annotations.iter().flat_map(|annotation| &annotation.bodies) {
        if let Body::Theme { theme, name } = body
            && !parcel.workspace.themes.contains_key(theme)
            && !named.iter().any(|(other, _)| *other == theme)
        {
            named.push((theme, parcel.theme_name(theme, name)));
        }
    }
    codes.children.extend(named.into_iter().map(|(theme, name)| {
        Element::new("Code")
            .with("guid", &guid(&theme.0))
            .with("name", name)
            .with("isCodable", "true")
    }));
    (!codes.children.is_empty()).then_some(codes)
}

fn code(theme: &Theme) -> Element {
    let code = Element::new("Code")
        .with("guid", &guid(&theme.id.0))
        .with("name", &theme.name)
        .with("isCodable", "true")
        .with("color", &theme.colour.to_string());
    if theme.definition.is_empty() {
        return code;
    }
    code.holding([Element::new("Description").saying(&theme.definition)])
}

/// A code as a theme, the so-manyth of its file.
pub(super) fn theme(code: &Element, index: usize, id: ThemeId, broader: Option<ThemeId>) -> Theme {
    let name = code.get("name").unwrap_or_default().to_owned();
    let named = named_theme(index, id, name, None);
    let definition = code.child("Description").map(|described| described.text.clone());
    let colour = code.get("color").and_then(colour).unwrap_or(named.colour);
    Theme { definition: definition.unwrap_or_default(), broader, colour, ..named }
}

/// `#RGB` or `#RRGGBB`.
fn colour(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#')?;
    if digits.chars().count() == 3 {
        let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
        return format!("#{doubled}").parse().ok();
    }
    format!("#{digits}").parse().ok()
}

//! The codebook: codes under codes, each with its name, what it means, and its colour.

use super::element::Element;
use super::guid;
use crate::annotation::Body;
use crate::codebook::{Theme, ThemeId};
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
        Element::new("Code").with("guid", &guid(&theme.0)).with("name", name).with("isCodable", "true")
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

//! The codebook: codes under codes, each with its name, what it means, and its colour. Its other
//! side says what it says of each, so that what it does not speak of is left alone.

use super::element::Element;
use super::read::BadProject;
use super::{guid, iri};
use crate::annotation::Body;
use crate::codebook::{Colour, Field, OtherTheme, Theme, ThemeId};
use crate::exchange::named_theme::named_theme;
use crate::exchange::parcel::Parcel;

/// A codebook by itself; `None` where there is no theme, for the format must have one.
pub(in crate::exchange) fn export(parcel: &Parcel) -> Option<Vec<u8>> {
    codes(parcel).map(document)
}

/// Themes by themselves, each with its depth in the tree, in the tree's order; `None` where there is
/// none, for the format must have one.
pub(in crate::exchange) fn export_themes(themes: &[(usize, &Theme)]) -> Option<Vec<u8>> {
    let codes = nested(themes);
    (!codes.children.is_empty()).then(|| document(codes))
}

fn document(codes: Element) -> Vec<u8> {
    Element::new("CodeBook")
        .with("xmlns", "urn:QDA-XML:codebook:1.0")
        .with("origin", super::project::ORIGIN)
        .holding([codes])
        .written()
}

/// The themes of a parcel as nested codes, and those that its annotations only name.
pub(super) fn codes(parcel: &Parcel) -> Option<Element> {
    let mut codes = nested(&parcel.themes);
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

fn nested(themes: &[(usize, &Theme)]) -> Element {
    // The open themes, outermost first, each with its depth; what is done hangs under the one before.
    let mut codes = Element::new("Codes");
    let mut open: Vec<Element> = Vec::new();
    let close = |open: &mut Vec<Element>, codes: &mut Element| {
        if let Some(code) = open.pop() {
            open.last_mut().unwrap_or(codes).children.push(code);
        }
    };
    for (depth, theme) in themes {
        while open.len() > *depth {
            close(&mut open, &mut codes);
        }
        open.push(code(theme));
    }
    while !open.is_empty() {
        close(&mut open, &mut codes);
    }
    codes
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

/// A code that could not be taken: its place in the file, and its name.
pub(super) struct Nameless {
    pub(super) index: usize,
    pub(super) name: Option<String>,
}

/// The codes of a codebook, parents before children, and those that nothing could refer to.
pub(super) fn read(codebook: &Element) -> (Vec<OtherTheme>, Vec<Nameless>) {
    let (mut themes, mut nameless) = (Vec::new(), Vec::new());
    // Codes with the one above each.
    let mut waiting: Vec<(&Element, Option<ThemeId>)> = Vec::new();
    let top = codebook.child("Codes").into_iter().flat_map(|codes| codes.all("Code"));
    waiting.extend(top.map(|code| (code, None)));
    waiting.reverse();
    while let Some((code, broader)) = waiting.pop() {
        let index = themes.len();
        let Some(id) = code.get("guid").and_then(iri).map(ThemeId) else {
            nameless.push(Nameless { index, name: code.get("name").map(str::to_owned) });
            continue;
        };
        themes.push(theme(code, index, id.clone(), broader));
        let below: Vec<_> = code.all("Code").map(|code| (code, Some(id.clone()))).collect();
        waiting.extend(below.into_iter().rev());
    }
    (themes, nameless)
}

/// The codes of a codebook, or of a project that is not in an archive.
pub(in crate::exchange) fn import_themes(
    text: &str,
) -> Result<(Vec<OtherTheme>, Vec<Option<String>>), BadProject> {
    let root = Element::read(text)?;
    let codebook = match root.name.as_str() {
        "CodeBook" => Some(&root),
        "Project" => root.child("CodeBook"),
        other => return Err(BadProject::OtherXml(other.to_owned())),
    };
    let (themes, nameless) = codebook.map(read).unwrap_or_default();
    Ok((themes, nameless.into_iter().map(|nameless| nameless.name).collect()))
}

/// A code as a theme, the so-manyth of its file.
fn theme(code: &Element, index: usize, id: ThemeId, broader: Option<ThemeId>) -> OtherTheme {
    let name = code.get("name").unwrap_or_default().to_owned();
    let named = named_theme(index, id, name, None);
    let definition = code.child("Description").map(|described| described.text.clone());
    let given = code.get("color").and_then(colour);
    let mut says = vec![Field::Name, Field::Broader];
    // No word of what it means is no word against what is said here.
    says.extend(definition.as_ref().filter(|it| !it.is_empty()).map(|_| Field::Definition));
    says.extend(given.map(|_| Field::Colour));
    let definition = definition.unwrap_or_default();
    let colour = given.unwrap_or(named.colour);
    OtherTheme { theme: Theme { definition, broader, colour, ..named }, says }
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

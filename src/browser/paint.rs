//! How themes look: the colour and the line of each, for the elements that show it.
//!
//! They are rules of each theme for a class ([`class`]). After a change of a rule the browser looks through
//! all of the page and styles anew what shows the theme, wherever it stands. So what stands in the window can
//! be given another look by itself ([`set_here`]), and the rule follows when nothing changes for a moment, and
//! in any case before another element is to show a theme, and before more of the page is seen or printed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use wasm_bindgen::JsCast as _;
use web_sys::{CssStyleDeclaration, CssStyleRule, CssStyleSheet, HtmlElement};

use super::near::away;
use super::{clock, document, page};
use crate::codebook::{Colour, LineStyle};

/// How a theme looks; nothing, where it is in the codebook no longer.
pub type Paint = Option<(Colour, LineStyle)>;

/// What a theme can be to an element: the class that says so, before the theme's name, and the
/// properties that hold the colour and the line then. A mark shows up to two themes.
const ROLES: [(&str, &str, &str); 2] = [("paint", "--c", "--line"), ("paint2", "--c2", "--line2")];

/// How long no theme has changed before the rules are written, in milliseconds: who looks for a colour has
/// the page looked through once.
const REST: i32 = 100;

thread_local! {
    /// The sheets that hold the rules, one for each of [`ROLES`]; made when the first is told. Of a sheet
    /// in which more than one rule is changed, the browser takes all rules for changed.
    static SHEETS: [Option<CssStyleSheet>; 2] = [sheet(), sheet()];
    /// Their rules for each theme.
    static RULES: RefCell<BTreeMap<String, Vec<CssStyleRule>>> = RefCell::default();
    /// The themes whose rules say something else than they should.
    static COMING: RefCell<BTreeMap<String, Coming>> = RefCell::default();
    static QUIET: clock::Debounce = {
        for shows_more in ["scroll", "resize", "beforeprint"] {
            page::on_window(shows_more, |_| settle());
        }
        clock::Debounce::new(REST)
    };
}

/// A rule that is still to be written.
struct Coming {
    paint: Paint,
    /// The elements that have the new look already, each with which of [`ROLES`] the theme has there.
    ahead: Vec<(HtmlElement, usize)>,
}

/// The class of an element that shows a theme, as the first or as the second one of those that it
/// shows; for an element that is being made. `name` is made of letters, digits and `-`.
#[must_use]
pub fn class(name: &str, nth: usize) -> String {
    settle();
    class_of(name, nth)
}

fn class_of(name: &str, nth: usize) -> String {
    let (class, _, _) = ROLES[nth.min(ROLES.len() - 1)];
    format!("{class}-{name}")
}

/// Says how a theme looks.
pub fn set(name: &str, paint: Paint) {
    settle();
    for (nth, rule) in rules(name).into_iter().flatten().enumerate() {
        dye(&rule.style(), nth, paint);
    }
}

/// Says how a theme looks: at once where it stands in the window, and everywhere a moment later. Until then
/// no element may come to show another theme, but for [`settle`].
pub fn set_here(name: &str, paint: Paint) {
    let is_known = RULES.with_borrow(|rules| rules.contains_key(name));
    if !is_known || page::is_hidden() {
        return set(name, paint);
    }
    let ahead = shown_here(name);
    for (element, nth) in &ahead {
        dye(&element.style(), *nth, paint);
    }
    COMING.with_borrow_mut(|all| all.insert(name.to_owned(), Coming { paint, ahead }));
    QUIET.with(|quiet| quiet.call(settle));
}

/// Has all that shows a theme look as it was said to.
pub fn settle() {
    if COMING.with_borrow(BTreeMap::is_empty) {
        return;
    }
    for (name, Coming { paint, ahead }) in COMING.take() {
        for (element, nth) in ahead {
            dye(&element.style(), nth, None);
        }
        set(&name, paint);
    }
}

/// What shows a theme in the window, or was there when it was given another look, with which of [`ROLES`]
/// the theme has there.
fn shown_here(name: &str) -> Vec<(HtmlElement, usize)> {
    let mut here = Vec::new();
    for (nth, (_, colour_name, _)) in ROLES.into_iter().enumerate() {
        let shown = document().get_elements_by_class_name(&class_of(name, nth));
        for element in (0..shown.length()).filter_map(|at| shown.item(at)) {
            let Ok(element) = element.dyn_into::<HtmlElement>() else { continue };
            let is_ahead =
                || !element.style().get_property_value(colour_name).unwrap_or_default().is_empty();
            if away(&element.get_bounding_client_rect()) == 0.0 || is_ahead() {
                here.push((element, nth));
            }
        }
    }
    here
}

/// Has a style say how a theme looks that has this one of [`ROLES`].
fn dye(style: &CssStyleDeclaration, nth: usize, paint: Paint) {
    let (_, colour_name, line_name) = ROLES[nth];
    let (colour, line) = match paint {
        Some((colour, line)) => (colour.to_string(), line.name()),
        None => (String::new(), ""),
    };
    for (property, value) in [(colour_name, colour.as_str()), (line_name, line)] {
        // To write what stands there would be a change to the browser.
        if style.get_property_value(property).as_deref() != Ok(value) {
            // Nothing is a value that takes the property away.
            let _ = style.set_property(property, value);
        }
    }
}

/// The rules of a theme, which are made the first time.
fn rules(name: &str) -> Option<Vec<CssStyleRule>> {
    if let Some(rules) = RULES.with_borrow(|rules| rules.get(name).cloned()) {
        return Some(rules);
    }
    let rules: Option<Vec<CssStyleRule>> = SHEETS.with(|sheets| {
        let rule = |(nth, sheet): (usize, &Option<CssStyleSheet>)| {
            let sheet = sheet.as_ref()?;
            let index = sheet.insert_rule(&format!(".{} {{}}", class_of(name, nth))).ok()?;
            sheet.css_rules().ok()?.item(index)?.dyn_into().ok()
        };
        sheets.iter().enumerate().map(rule).collect()
    });
    let rules = rules?;
    RULES.with_borrow_mut(|known| known.insert(name.to_owned(), rules.clone()));
    Some(rules)
}

/// An empty sheet of the page. The policy forbids style that is written into the page's source, and
/// not what a script adds rule by rule.
fn sheet() -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    let sheets = js_sys::Reflect::get(&document(), &"adoptedStyleSheets".into()).ok()?;
    sheets.dyn_into::<js_sys::Array>().ok()?.push(&sheet);
    Some(sheet)
}

//! The page as a whole: title, appearance, focus, measures.

use std::cell::RefCell;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use super::{document, window};
use crate::workspace::Appearance;

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets light or dark; the style sheets read it from the root element.
pub fn set_appearance(appearance: Appearance) {
    let Some(root) = document().document_element() else { return };
    // An attribute with a fixed name is always accepted.
    let _ = match appearance {
        Appearance::System => root.remove_attribute("data-appearance"),
        Appearance::Light => root.set_attribute("data-appearance", "light"),
        Appearance::Dark => root.set_attribute("data-appearance", "dark"),
    };
}

/// Says whether the names of themes are kept from those who listen, where the text is marked.
pub fn set_marks_silent(are_silent: bool) {
    let Some(root) = document().document_element() else { return };
    // An attribute with a fixed name is always accepted.
    let _ = root.toggle_attribute_with_force("data-marks-silent", are_silent);
}

/// The element that matches first; `None` where none does or the selector is not one.
#[must_use]
pub fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// All elements that match, in document order.
#[must_use]
pub fn find_all(selector: &str) -> Vec<HtmlElement> {
    let Ok(nodes) = document().query_selector_all(selector) else { return Vec::new() };
    (0..nodes.length()).filter_map(|i| nodes.item(i)?.dyn_into().ok()).collect()
}

/// Moves the focus to the element that matches first, without scrolling.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        focus_on(&element);
    }
}

/// Moves the focus to an element, without scrolling.
pub fn focus_on(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Takes note of the focus, where it lies inside an element that is about to be written anew; what it
/// gives moves it to what stands in the same place then.
pub fn hold_focus(inside: &Element) -> impl FnOnce() + use<> {
    const FOCUSABLE: &str = "a[href], [tabindex]";
    let focused = focused().filter(|focused| inside.contains(Some(focused)));
    let nth = focused.and_then(|focused| {
        super::element::find_all(inside, FOCUSABLE).iter().position(|it| *it == focused)
    });
    let inside = inside.clone();
    move || {
        if let Some(nth) = nth
            && let Some(element) = super::element::find_all(&inside, FOCUSABLE).get(nth)
        {
            focus_on(element);
        }
    }
}

/// The element that has the focus.
#[must_use]
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether no element has the focus, as when the one that had it was taken out of the page or moved.
#[must_use]
pub fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Whether the focus is where letters are typed.
#[must_use]
pub fn is_typing() -> bool {
    focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.is_content_editable()
    })
}

thread_local! {
    /// The dialog that was opened last: to look for one would be to look through the page, at each key.
    static DIALOG: RefCell<Option<HtmlDialogElement>> = const { RefCell::new(None) };
}

/// Whether a dialog stands over the page.
#[must_use]
pub fn is_dialog_open() -> bool {
    DIALOG.with_borrow(|dialog| dialog.as_ref().is_some_and(|it| it.open() && it.is_connected()))
}

/// Opens a dialog over the page; the browser keeps the focus in it.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // It fails only for a dialog that is open or not in the page.
        let _ = dialog.show_modal();
        DIALOG.set(Some(dialog.clone()));
    }
}

/// Closes the dialog that stands over the page; the browser gives the focus back to what had it.
pub fn close_dialog() {
    if let Some(dialog) = DIALOG.take() {
        dialog.close();
    }
}

/// Scrolls so that an element begins in the upper part of the window; how far from its edge says
/// the style sheet (`scroll-margin`).
pub fn scroll_to(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls so that an element stands in view, and not at all where it does already.
pub fn scroll_near(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls so that a line of the page, in CSS pixels from its top, stands in the upper part of the
/// window; not at all where it stands there already. What may be drawn over the lower half leaves it
/// in view.
pub fn scroll_to_line(line: f64) {
    let (_, height) = size();
    let (x, y) = scrolled();
    let here = line - y;
    if here < height * 0.12 || here > height * 0.4 {
        window().scroll_to_with_x_and_y(x, line - height * 0.25);
    }
}

/// Width and height of the window in CSS pixels.
#[must_use]
pub fn size() -> (f64, f64) {
    let side = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|side| side.as_f64());
    (
        side(window().inner_width()).unwrap_or_default(),
        side(window().inner_height()).unwrap_or_default(),
    )
}

/// Whether a media query holds: `(pointer: coarse)`.
#[must_use]
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether nobody sees the page: another tab lies over it, or the window is away.
#[must_use]
pub fn is_hidden() -> bool {
    document().hidden()
}

/// Opens the browser's own print dialog.
pub fn print() {
    let _ = window().print();
}

/// Calls back on an event of the window, for as long as the page lives.
pub fn on_window(event: &'static str, callback: impl FnMut(&web_sys::Event) + 'static) {
    let options = gloo_events::EventListenerOptions::enable_prevent_default();
    gloo_events::EventListener::new_with_options(&window(), event, options, callback).forget();
}

/// Calls back on an event of the window, for as long as what is given back lives.
pub fn follow_window(
    event: &'static str,
    callback: impl FnMut(&web_sys::Event) + 'static,
) -> gloo_events::EventListener {
    gloo_events::EventListener::new(&window(), event, callback)
}

/// Calls back on an event of the document, for as long as the page lives.
pub fn on_document(event: &'static str, callback: impl FnMut(&web_sys::Event) + 'static) {
    let options = gloo_events::EventListenerOptions::enable_prevent_default();
    gloo_events::EventListener::new_with_options(&document(), event, options, callback).forget();
}

/// Whether an element is not worth keeping the bar open for: it lies in neither of these.
#[must_use]
pub fn is_inside(target: Option<web_sys::EventTarget>, selector: &str) -> bool {
    target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(selector).ok().flatten())
        .is_some()
}

/// Where an event stands between the top and the foot of the element that listens to it: 0 to 1.
#[must_use]
pub fn height_within(event: &web_sys::MouseEvent) -> Option<f64> {
    let element = event.current_target()?.dyn_into::<Element>().ok()?;
    let rectangle = element.get_bounding_client_rect();
    Some((f64::from(event.client_y()) - rectangle.top()) / rectangle.height())
}

/// How far the page is scrolled to the right and down, in CSS pixels.
#[must_use]
pub fn scrolled() -> (f64, f64) {
    (window().scroll_x().unwrap_or_default(), window().scroll_y().unwrap_or_default())
}

/// Which part of an element's height is in the window: how far down it begins, and how much it is,
/// both as parts of the height (0 to 1). `None` where there is no such element.
#[must_use]
pub fn part_on_screen(selector: &str) -> Option<(f64, f64)> {
    let area = find(selector)?.get_bounding_client_rect();
    let (_, window) = size();
    let height = area.height().max(1.0);
    let top = (-area.top()).clamp(0.0, height);
    let bottom = (window - area.top()).clamp(top, height);
    Some((top / height, (bottom - top) / height))
}

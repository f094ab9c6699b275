//! What the reader does with pointer, finger and clipboard in the text.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, Element, KeyboardEvent, MouseEvent, PointerEvent};

use super::super::dialog::Dialog;
use super::super::notebook::WIDE;
use super::super::notice::Notice;
use super::super::session::{Panel, Reading, Session};
use super::bar::BarState;
use crate::annotation::{Anchor, AnnotationId};
use crate::browser::{address, clipboard, clock, page, place, selection};
use crate::codebook::ThemeId;
use crate::text::{CodePoint, Passage, Span};
use crate::workspace::{Edit, Workspace};

thread_local! {
    /// Whether a button of the pointer is held down over the text: the selection is not done yet.
    static IS_POINTING: Cell<bool> = const { Cell::new(false) };
    static IS_FOLLOWED: Cell<bool> = const { Cell::new(false) };
}

/// Where fingers point.
const TOUCH: &str = "(pointer: coarse)";

/// How long a selection must rest before the bar opens beside it, in milliseconds: at once after
/// the pointer lets go, later while handles or keys still change it.
const AFTER_POINTER: i32 = 10;
const AFTER_CHANGE: i32 = 300;

pub(super) fn pointer_down() {
    IS_POINTING.set(true);
}

/// Follows what is selected, however it came to be: by pointer, by finger, by keys.
pub(super) fn follow_selection(session: Session) {
    if !IS_FOLLOWED.replace(true) {
        listen(session);
    }
    // Words may have been selected before this was here.
    if !IS_POINTING.get() && selection::is_some() {
        take_selection(session);
    }
}

/// Once for all briefs that are opened one after another.
fn listen(session: Session) {
    selection::follow();
    address::on_again(move |route| session.route.set(route));
    let rest = clock::Debounce::new(AFTER_CHANGE);
    page::on_document("selectionchange", move |_| {
        if !IS_POINTING.get() {
            rest.call(move || take_selection(session));
        }
    });
    let let_go = move |_: &web_sys::Event| {
        if IS_POINTING.replace(false) {
            clock::after(AFTER_POINTER, move || take_selection(session));
        }
    };
    page::on_document("pointerup", let_go);
    page::on_document("pointercancel", let_go);
}

/// Takes the selection of the page over, opens the bar beside it, or marks at once with the pen.
fn take_selection(session: Session) {
    let Some(reading) = session.reading() else { return };
    // In the bar and in a dialog the page's selection is the field's own: the passage stays.
    if page::is_typing() || page::is_dialog_open() || session.adjusting.get_untracked().is_some() {
        return;
    }
    let Some(passage) = selected(&reading) else {
        if session.bar.get_untracked() == BarState::Selection {
            session.bar.set(BarState::Closed);
        }
        session.selection.set(None);
        return;
    };
    if session.selection.get_untracked() == Some(passage) {
        return;
    }
    session.selection.set(Some(passage));
    // What is selected meanwhile is for an annotation that seeks its place.
    if session.panel.get_untracked() == Some(Panel::Confirm) {
        return;
    }
    match session.pen.get_untracked() {
        // A finger selects one word first and then pulls: it says itself when it is done.
        Some(theme) if !page::matches(TOUCH) => mark_with(session, Some(&theme)),
        Some(_) | None => session.bar.set(BarState::Selection),
    }
}

/// A click in the text: on a redaction or a stamped code it is explained; on marked words their annotations are
/// shown; elsewhere nothing is looked at any more.
pub(crate) fn clicked(session: Session, event: &MouseEvent) {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    if let Some(index) = attribute(&element, "data-redaction").and_then(|it| it.parse().ok()) {
        session.dialog.set(Some(Dialog::Redaction(index)));
        return;
    }
    if let Some(index) = attribute(&element, "data-code").and_then(|it| it.parse().ok()) {
        session.dialog.set(Some(Dialog::Code(index)));
        return;
    }
    if let Some(id) = attribute(&element, "data-stripe") {
        session.active.set(Some(AnnotationId(id)));
        return;
    }
    if element.closest("a, button").ok().flatten().is_some() {
        return;
    }
    if is_tap(event) {
        // A finger that taps what is selected leaves it selected; the mouse does not.
        selection::clear();
    } else if selection::is_some() {
        return;
    }
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let at = session.reading().and_then(|reading| place::at_pixel(&reading.brief.text, x, y));
    session.cursor.set(at.map(|at| Span { start: at, end: at }));
    match annotations_under(session, x, y) {
        None => session.active.set(None),
        Some((at, ids)) => {
            if let [id] = ids.as_slice() {
                session.active.set(Some(id.clone()));
            }
            // Without a margin nothing else would say what the words are marked with.
            if ids.len() > 1 || !page::matches(WIDE) {
                session.bar.set(BarState::Point(at));
            }
        }
    }
}

/// Whether a click was a finger's.
fn is_tap(event: &MouseEvent) -> bool {
    event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_type() == "touch")
}

/// The annotations whose words lie under a point of the window, in CSS pixels: all of them, shortest
/// first, and where the run of words begins that they have in common. `None` where no words are marked.
pub(crate) fn annotations_under(
    session: Session,
    x: f64,
    y: f64,
) -> Option<(CodePoint, Vec<AnnotationId>)> {
    session.paper()?.under(x, y).filter(|(_, ids)| !ids.is_empty())
}

/// Enter and Space on a redaction do what a click does.
pub(crate) fn pressed(session: Session, event: &KeyboardEvent) {
    if !matches!(event.key().as_str(), "Enter" | " ") {
        return;
    }
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let index = element.and_then(|element| element.get_attribute("data-redaction"));
    if let Some(index) = index.and_then(|index| index.parse().ok()) {
        event.prevent_default();
        event.stop_propagation();
        session.dialog.set(Some(Dialog::Redaction(index)));
    }
}

/// Copying from the text gives the words of the reading text, without furniture.
pub(crate) fn copied(session: Session, event: &ClipboardEvent) {
    let Some(reading) = session.reading() else { return };
    let Some(passage) = selection::passage(&reading.brief.text) else { return };
    let Some(data) = event.clipboard_data() else { return };
    if data.set_data("text/plain", reading.brief.text.slice(passage.span())).is_ok() {
        event.prevent_default();
    }
}

/// Puts a passage and where it comes from on the clipboard.
pub(crate) fn copy_with_citation(session: Session, passage: Passage) {
    let Some(reading) = session.reading() else { return };
    let quote = reading.brief.text.slice(passage.span());
    let text = format!("“{quote}” ({})", reading.brief.cite_in_full(passage.span()));
    leptos::task::spawn_local(async move {
        match clipboard::write(&text).await {
            Ok(()) => session.tell(Notice::done("Copied with its citation.")),
            Err(reason) => session.tell(Notice::problem(&format!(
                "Nothing was copied: the browser refused ({reason}). Select the words and copy \
                 them with the browser's own command."
            ))),
        }
    });
}

/// The words that are selected on the page.
fn selected(reading: &Reading) -> Option<Passage> {
    let selected = selection::passage(&reading.brief.text)?;
    reading.brief.passage(selected.span())
}

/// What is selected: what is so this moment counts, even where the bar has not followed it yet.
pub(crate) fn selected_now(session: Session) -> Option<Passage> {
    let reading = session.reading()?;
    selected(&reading).or(session.selection.get_untracked())
}

/// Marks what is selected with a theme, or without one. Where one's own highlight has just these
/// words, the theme is added to it, or taken from it when it had it already.
pub(crate) fn mark_with(session: Session, theme: Option<&ThemeId>) {
    let Some(reading) = session.reading() else { return };
    let Some(passage) = selected_now(session) else { return };
    let cited = reading.brief.cite(passage.span());
    let by_cursor = session.cursor.get_untracked() == Some(passage.span());
    let is_in_bar = page::is_inside(page::focused().map(Into::into), "#bar");
    let own = own_highlight(session, passage);
    let marked = match (own, theme) {
        (Some(id), Some(theme)) => toggle(session, &id, theme),
        (Some(id), None) => Some(id),
        (None, theme) => {
            let id = session.mark(passage, theme.cloned().as_slice());
            if id.is_some() {
                let name = session.with_untracked(|work| quoted(work, theme));
                session.tell(Notice::marked(&format!("Marked {cited}: {name}.")));
            }
            id
        }
    };
    session.bar.set(BarState::Closed);
    session.active.set(marked);
    if by_cursor {
        if is_in_bar {
            // The bar takes what has the focus away with it.
            page::focus("main");
        }
        // The cursor stays, to go on from there: on the new elements of its block. By the time
        // they are drawn it may have moved on, and its place is where it is then.
        clock::next_frame(move || {
            if let Some(here) = session.selection.get_untracked() {
                selection::select(&reading.brief.text, here.span());
            }
        });
    } else {
        // A selection by hand has done its work; the cursor goes on from it.
        session.cursor.set(Some(passage.span()));
        selection::clear();
        session.selection.set(None);
        page::focus("main");
    }
}

/// The reader's own highlight that has one passage and just this one.
fn own_highlight(session: Session, passage: Passage) -> Option<AnnotationId> {
    let reading = session.reading()?;
    let here = session.with_layer(|layer| layer.all_at(&reading.brief, passage.start()));
    here.into_iter().find(|id| {
        let is_own = session
            .with_untracked(|work| work.annotations.get(id).is_some_and(|it| work.is_mine(it)));
        is_own
            && session.with_layer(|layer| {
                let spans: Vec<_> = layer.anchors(id).iter().map(Anchor::settled).collect();
                spans == [Some(passage.span())]
            })
    })
}

/// Gives a highlight a theme, or takes it; one that is left with nothing to say goes.
fn toggle(session: Session, id: &AnnotationId, theme: &ThemeId) -> Option<AnnotationId> {
    let (mut themes, says_more) = session.with_untracked(|work| {
        let annotation = work.annotations.get(id)?;
        let says_more = annotation.note().is_some() || annotation.flags().next().is_some();
        Some((annotation.themes().cloned().collect::<Vec<_>>(), says_more))
    })?;
    match themes.iter().position(|other| other == theme) {
        // Nobody takes away what they do not see.
        Some(_) if !session.with_layer(|layer| layer.is_shown(id)) => {
            session.tell(Notice::done("These words are marked so already; the filter hid it."));
            return Some(id.clone());
        }
        Some(index) => {
            themes.remove(index);
        }
        None => themes.push(theme.clone()),
    }
    if themes.is_empty() && !says_more {
        if session.apply(Edit::DeleteAnnotations(vec![id.clone()])) {
            session.tell(Notice::marked("The mark was taken away."));
        }
        return None;
    }
    if session.apply(Edit::SetThemes(id.clone(), themes)) {
        let names = session.with_untracked(|work| names(work, id));
        session.tell(Notice::marked(&format!("These words are marked now: {names}.")));
    }
    Some(id.clone())
}

/// The names of an annotation's themes.
fn names(work: &Workspace, id: &AnnotationId) -> String {
    quoted(work, work.annotations.get(id).into_iter().flat_map(|it| it.themes()))
}

/// The names of themes in quotation marks: one may end in a full stop, or in dots where it is cut.
fn quoted<'theme>(work: &Workspace, themes: impl IntoIterator<Item = &'theme ThemeId>) -> String {
    let themes = themes.into_iter().filter_map(|theme| work.themes.get(theme));
    let names: Vec<_> = themes.map(|theme| format!("“{}”", theme.name)).collect();
    if names.is_empty() { "no theme".to_owned() } else { names.join(", ") }
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    element.closest(&format!("[{name}]")).ok().flatten()?.get_attribute(name)
}

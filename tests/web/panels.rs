//! The panels beside the text, in the app as a reader has it.

use briefmark::brief::{Brief, parse};
use briefmark::browser::{address, clock, page, selection, storage};
use briefmark::route::{Place, Route};
use briefmark::text::Span;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, FocusEvent, HtmlElement, HtmlTextAreaElement};

const BRIEF: &str = include_str!("../../briefs/khrushchev-purge-1957.md");

/// One errand: the app lives as long as the page, so what follows builds on what came before.
#[wasm_bindgen_test]
async fn a_new_reader_takes_the_offered_codebook_marks_and_writes_a_note() {
    for key in storage::keys() {
        storage::remove(&key).expect("a store that can be read can be emptied");
    }
    let slug = "khrushchev-purge-1957".to_owned();
    address::go(&Route::Brief { slug: slug.clone(), place: Place::Start });
    briefmark::view::mount([(slug, BRIEF.to_owned())].into_iter());
    until(|| page::find("[data-at]").is_some()).await;

    // The brief's own list is offered once, and is a codebook after one press.
    until(|| page::find(".offer").is_some()).await;
    assert_eq!(page::find_all(".theme").len(), 0);
    press(".offer .primary");
    until(|| page::find_all(".theme").len() == 18).await;
    assert!(page::find(".offer").is_none());
    assert_eq!(stored("/theme/").len(), 18);
    assert!(stored("/settings")[0].contains("khrushchev-purge-1957"));

    // A theme that is pressed marks what is selected; its card opens.
    select("were not a homogeneous group");
    until_quiet().await;
    press(".theme-take");
    until(|| page::find(".card.active #note-field").is_some()).await;
    assert!(text(".card.active .cite").starts_with("¶3"));
    assert_eq!(text(".theme .theme-count"), "1 annotation");

    // What is written is kept as a draft at once, and is the note when the field is left.
    let field: HtmlTextAreaElement =
        page::find("#note-field").expect("the open card has a field").unchecked_into();
    field.set_value("One faction?");
    dispatch(&field, Event::new("input"));
    until(|| !stored("/draft/").is_empty()).await;
    assert!(stored("/draft/")[0].contains("One faction?"));
    assert!(!stored("/annotation/")[0].contains("One faction?"));
    dispatch(&field, FocusEvent::new("blur").map(Into::into));
    until(|| stored("/annotation/")[0].contains("One faction?")).await;
    assert!(stored("/draft/").is_empty());

    // Without words selected the theme is a pen, and a second press puts it down.
    press(".theme-take");
    until(|| page::find(".theme-take[aria-pressed=\"true\"]").is_some()).await;
    press(".theme-take");
    until(|| page::find(".theme-take[aria-pressed=\"true\"]").is_none()).await;

    // A note on the whole brief stands before those in the text and can be written at once.
    press(".notebook-head button");
    until(|| page::focused().is_some_and(|element| element.id() == "note-field")).await;
    assert_eq!(page::find_all(".cards .card").len(), 1);

    // What is deleted leaves the focus on the card that is left.
    press(".card.active .delete");
    until(|| page::find_all(".card").len() == 1).await;
    until(|| page::focused().is_some_and(|element| element.class_name() == "card-open")).await;
}

fn press(selector: &str) {
    page::find(selector).unwrap_or_else(|| panic!("no {selector} to press")).click();
}

fn dispatch(field: &HtmlTextAreaElement, event: Result<Event, JsValue>) {
    let event = event.expect("an event of a plain name can be made");
    field.dispatch_event(&event).expect("a fresh event can be dispatched");
}

fn text(selector: &str) -> String {
    page::find(selector).and_then(|element: HtmlElement| element.text_content()).unwrap_or_default()
}

/// The values under keys that hold this.
fn stored(part: &str) -> Vec<String> {
    let keys = storage::keys().into_iter().filter(|key| key.contains(part));
    keys.filter_map(|key| storage::read(&key)).collect()
}

fn select(words: &str) {
    let (brief, _): (Brief, _) = parse(BRIEF, "khrushchev-purge-1957.md");
    let byte = brief.text.as_str().find(words).expect("the words stand in the brief");
    let start = brief.text.code_point(briefmark::text::Byte(byte)).0;
    let length = briefmark::text::code_points(words);
    selection::select(&brief.text, Span::new(start, start + length));
}

/// Waits until something holds; fails after ten seconds without it.
async fn until(holds: impl Fn() -> bool) {
    for _ in 0..200 {
        if holds() {
            return;
        }
        wait(50).await;
    }
    panic!("it never came to hold; the page reads: {}", text("body"));
}

/// Waits until a selection counts as made.
async fn until_quiet() {
    wait(500).await;
}

async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        clock::after(milliseconds, move || {
            // A promise of our own takes its answer.
            let _ = resolve.call0(&JsValue::NULL);
        });
    });
    JsFuture::from(promise).await.expect("nothing refuses it");
}

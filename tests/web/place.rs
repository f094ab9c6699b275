//! From code points to points of the page, and back.

use briefmark::browser::page;
use briefmark::browser::place::{Edge, from_page, to_page};
use briefmark::text::{CodePoint, ReadingText, Span};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

/// A family of one grapheme cluster, an accent of its own, Cyrillic, Hebrew: one code point is one
/// or two UTF-16 units, and a cluster up to five code points.
const TEXT: &str = "Cafe\u{301} 👩\u{200d}👩\u{200d}👧 Хрущёв שלום\nand on 📌 it goes";

/// Where the runs are cut: inside a cluster too, for an annotation of another tool may end there.
const CUTS: [u32; 4] = [0, 8, 17, 30];

#[wasm_bindgen_test]
fn the_way_to_the_page_and_back_is_the_identity_for_every_stretch() -> Result<(), JsValue> {
    let text = ReadingText::new(TEXT.to_owned());
    with_page(&text, |_| {
        let length = text.len().0;
        for start in 0..length {
            for end in start + 1..=length {
                let range = to_page(&text, Span::new(start, end)).expect("it is on the page");
                let (node, offset) = (range.start_container()?, range.start_offset()?);
                let back = from_page(&text, &node, offset, Edge::Start);
                assert_eq!(back, Some(CodePoint(start)), "the start of {start}..{end}");
                let (node, offset) = (range.end_container()?, range.end_offset()?);
                let back = from_page(&text, &node, offset, Edge::End);
                assert_eq!(back, Some(CodePoint(end)), "the end of {start}..{end}");
            }
        }
        Ok(())
    })
}

#[wasm_bindgen_test]
fn a_point_in_the_furniture_belongs_to_the_words_beside_it() -> Result<(), JsValue> {
    let text = ReadingText::new(TEXT.to_owned());
    with_page(&text, |root| {
        let label: Node =
            root.query_selector("b")?.and_then(|it| it.first_child()).expect("a label has text");
        assert_eq!(from_page(&text, &label, 1, Edge::Start), Some(CodePoint(0)));
        assert_eq!(from_page(&text, &label, 1, Edge::End), None);
        // The sign of the page turn stands between the second run and the third.
        let turn: Node = root.query_selector("i")?.expect("a page turns here").into();
        assert_eq!(from_page(&text, &turn, 0, Edge::Start), Some(CodePoint(CUTS[2])));
        assert_eq!(from_page(&text, &turn, 0, Edge::End), Some(CodePoint(CUTS[2])));
        // A third click ends at the start of what follows the block.
        let whole: &Node = root;
        let n_children = whole.child_nodes().length();
        assert_eq!(from_page(&text, whole, n_children, Edge::End), Some(text.len()));
        Ok(())
    })
}

/// Puts a text on the page in runs, as the reader writes it, and takes it away again.
fn with_page(
    text: &ReadingText,
    check: impl FnOnce(&Element) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let body = page::find("body").expect("a page has a body");
    let document = body.owner_document().expect("it is in a document");
    let root = document.create_element("div")?;
    root.set_id("reading-text");
    // Two runs on each of two sheets, each of which is a folio.
    let sheet = |from: u32| -> Result<Element, JsValue> {
        let (folio, sheet) = (document.create_element("div")?, document.create_element("div")?);
        for element in [&folio, &sheet] {
            element.set_attribute("data-from", &from.to_string())?;
        }
        folio.append_child(&sheet)?;
        root.append_child(&folio)?;
        Ok(sheet)
    };
    let sheets = [sheet(0)?, sheet(CUTS[2])?];
    let label = document.create_element("b")?;
    label.set_text_content(Some("1."));
    sheets[0].append_child(&label)?;
    let ends = CUTS.iter().skip(1).copied().chain([text.len().0]);
    for (index, (start, end)) in CUTS.into_iter().zip(ends).enumerate() {
        if index == 2 {
            let turn = document.create_element("i")?;
            sheets[index / 2].append_child(&turn)?;
        }
        let run = document.create_element("span")?;
        run.set_attribute("data-at", &start.to_string())?;
        run.set_text_content(Some(text.slice(Span::new(start, end))));
        sheets[index / 2].append_child(&run)?;
    }
    // Before what other tests may have left: the page has one reading text at a time.
    body.prepend_with_node_1(&root)?;
    let outcome = check(&root);
    root.remove();
    outcome
}

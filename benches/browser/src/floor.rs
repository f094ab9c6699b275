//! What the browser itself takes for the least of the same work: the floors under all figures.

use journeys::{Outcome, Reader};
use serde_json::{Value, json};
use volume::{Size, Volume};

use crate::Extent;
use crate::figure::Figures;
use crate::visit::Visit;

/// How many paragraphs stand in one section: about a page.
const TO_A_SECTION: usize = 6;

const BARE: &str = "
    const sheet = document.createElement('style');
    sheet.textContent = `article { max-width: 42rem; margin: auto; font: 17px/1.6 serif }
      ::highlight(floor) { background: #fe8 }` + given.style;
    document.head.append(sheet);
    const article = document.createElement('article');
    article.innerHTML = given.html;
    document.body.append(article);
    return null;";

const WINDOWED: &str = "section { content-visibility: auto; contain-intrinsic-size: auto 900px }";

/// Each quotation's first place in the text, as plainly as it can be asked for.
const INDEX_OF: &str = "
    const { text, quotations } = window.volume;
    let n = 0;
    for (const it of quotations) if (text.indexOf(it.exact) >= 0) n += 1;
    return n;";

/// A range of the page for each quotation, all of them in one highlight.
const RANGES: &str = "
    const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
    const highlight = new Highlight();
    let node = walker.nextNode(), start = 0;
    for (const it of window.volume.quotations) {
      while (it.start >= start + node.data.length) {
        start += node.data.length;
        node = walker.nextNode();
      }
      const range = new Range();
      range.setStart(node, it.start - start);
      range.setEnd(node, Math.min(it.end - start, node.data.length));
      highlight.add(range);
    }
    CSS.highlights.set('floor', highlight);
    return highlight.size;";

/// An element around each quotation, in place of a range for it: what reads aloud, prints and is found
/// like any text, and what a change has to take out again.
const MARKS: &str = "
    const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
    let node = walker.nextNode(), start = 0, n = 0;
    for (const it of window.volume.quotations) {
      n += 1;
      // Of one that lies over another the rest alone: no more than what a product must do.
      const from = Math.max(it.start, start);
      if (from >= it.end) continue;
      while (from >= start + node.data.length) {
        start += node.data.length;
        node = walker.nextNode();
      }
      if (from > start) {
        node = node.splitText(from - start);
        start = from;
      }
      const rest = it.end < start + node.data.length ? node.splitText(it.end - start) : null;
      const mark = document.createElement('mark');
      node.replaceWith(mark);
      mark.append(node);
      start += node.data.length;
      walker.currentNode = rest ?? node;
      node = rest ?? walker.nextNode();
      if (!node) break;
    }
    return n;";

/// Measures them on a volume.
pub(crate) async fn measure(
    reader: &Reader,
    size: Size,
    volume: &Volume,
    extent: Extent,
    figures: &mut Figures,
) -> Outcome {
    let html = volume.html(TO_A_SECTION);
    for _ in 0..extent.n_visits(size).max(3) {
        for (work, style) in [("floor: bare", ""), ("floor: content-visibility", WINDOWED)] {
            reader.stand_at_the_door().await?;
            let visit = Visit::begin(reader).await?;
            let empty = visit.empty().await?;
            let given = json!({ "html": html, "style": style });
            // The text is on its way to the page before the clock starts.
            visit.cost::<Option<()>>("window.given = given; return null;", &given).await?;
            let body = format!("const given = window.given; {BARE}");
            let cost = visit.cost::<Option<()>>(&body, &Value::Null).await?;
            figures.add(work, size, 0, (cost.cpu - empty, "ms"));
        }
        for n_annotations in extent.numbers(size) {
            let quotations = crate::product::selectors(&volume.quotations(*n_annotations));
            let given = json!({ "text": volume.text, "quotations": quotations });
            reader.stand_at_the_door().await?;
            let visit = Visit::begin(reader).await?;
            let empty = visit.empty().await?;
            let page = json!({ "html": lines(volume), "style": WINDOWED });
            visit.cost::<Option<()>>(BARE, &page).await?;
            visit.cost::<Option<()>>("window.volume = given; return null;", &given).await?;
            let cost = visit.cost::<usize>(RANGES, &Value::Null).await?;
            assert_eq!(cost.value, *n_annotations, "each quotation has its range");
            figures.add(
                "floor: ranges in a highlight",
                size,
                *n_annotations,
                (cost.cpu - empty, "ms"),
            );
            // On the same page, from which the ranges are taken away first.
            let body = "CSS.highlights.clear(); return null;";
            visit.cost::<Option<()>>(body, &Value::Null).await?;
            let cost = visit.cost::<usize>(MARKS, &Value::Null).await?;
            assert!(cost.value > 0, "quotations have marks");
            figures.add("floor: marks", size, *n_annotations, (cost.cpu - empty, "ms"));
            let cost = visit.cost::<usize>(INDEX_OF, &Value::Null).await?;
            assert_eq!(cost.value, *n_annotations, "each quotation is in the text");
            let rate = *n_annotations as f64 / (cost.cpu - empty).max(0.01) * 1e3;
            figures.add("floor: indexOf", size, *n_annotations, (rate, "/s"));
        }
    }
    Ok(())
}

/// The volume's HTML with the text's own line feeds and no others, so that offsets agree.
fn lines(volume: &Volume) -> String {
    volume.html(TO_A_SECTION).trim_end().to_owned()
}

//! What it takes to take in another coder's annotations, as many as are here: the report, the merge.

use journeys::Outcome;
use serde_json::Value;

use crate::product::Done;
use crate::visit::Visit;

/// A file of W3C annotations over the same quotations, by one who read the same text.
const FILE: &str = "
    const source = 'urn:briefmark:' + decodeURIComponent(location.hash.split('/')[2]);
    const of = (kind, nth) => `urn:uuid:0f${kind}00000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
    const creator = { id: of(1, 0), type: 'Person', name: 'Ada' };
    const items = window.selectors.map(({ exact, prefix, suffix }, nth) => ({
      id: of(2, nth), type: 'Annotation', motivation: 'highlighting', creator,
      created: '2026-01-01T00:00:00.000Z',
      target: { source, selector: { type: 'TextQuoteSelector', exact, prefix, suffix } },
    }));
    window.file = new File([JSON.stringify(items)], 'ada.json');
    return null;";

/// Drops it on the page.
const DROP: &str = "
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(window.file);
    const how = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('drop', how));
    while (!document.querySelector('dialog .report')) await painted();
    return null;";

const TAKE: &str = "
    document.querySelector('dialog .report ~ .actions .primary').click();
    while (document.querySelector('dialog')) await painted();
    return await __bench.paint({});";

/// Gives the page the file, and takes it in.
pub(crate) async fn importing(
    visit: &Visit<'_>,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    visit.cost::<Option<()>>(FILE, &Value::Null).await?;
    add("import: report", (visit.cost::<Option<()>>(DROP, &Value::Null).await?.cpu, "ms"));
    add("import: take", (visit.cost::<Done>(TAKE, &Value::Null).await?.cpu, "ms"));
    Ok(())
}

//! What the app takes: opening, anchoring, painting, and what a reader then does.

use journeys::{Outcome, Reader};
use serde::Deserialize;
use serde_json::{Value, json};
use volume::{Quotation, Size, Volume, noisy};

use crate::Extent;
use crate::figure::Figures;
use crate::importing::importing;
use crate::seeking::{coding, filtering, searching};
use crate::visit::Visit;

/// How many frames are scrolled, and how far each.
const N_FRAMES: usize = 90;
const STEP: usize = 300;

/// How long anchoring may take before it is stopped, in milliseconds.
const DEADLINE: u32 = 20_000;

/// How many noisy quotations are looked for.
const N_NOISY: usize = 1_000;

#[derive(Deserialize)]
pub(crate) struct Done {
    done: usize,
}

#[derive(Deserialize)]
struct Scrolled {
    /// How long each frame took, in milliseconds of the clock.
    frames: Vec<f64>,
}

/// Measures it on a volume, with so many annotations.
pub(crate) async fn measure(
    reader: &Reader,
    size: Size,
    volume: &Volume,
    n_annotations: usize,
    extent: Extent,
    figures: &mut Figures,
) -> Outcome {
    let quotations = volume.quotations(n_annotations);
    let document = json!({
        "id": format!("volume-{}", size.letter()),
        "html": "",
        "text": volume.text,
        "source": volume.source,
    });
    let n_visits = extent.n_visits(size);
    for nth in 0..n_visits {
        let visit = arrive(reader).await?;
        let mut add = |work, sample| figures.add(work, size, n_annotations, sample);
        let empty = visit.empty().await?.min(visit.empty().await?);
        visit.cost::<Option<()>>("window.given = given; return null;", &document).await?;
        let selectors = selectors(&quotations);
        visit.cost::<Option<()>>("window.selectors = given; return null;", &selectors).await?;

        let heap = visit.heap().await?;
        let load = visit
            .cost::<Option<()>>("await __bench.load(window.given); return null;", &Value::Null)
            .await?;
        add("open: first screen", (load.cpu - empty, "ms"));
        // The rest of the text, before it is counted what annotations add to it.
        const PAINT: &str = "return await __bench.paint({});";
        let rest = visit.cost::<Done>(PAINT, &Value::Null).await?;
        let heap_before = visit.heap().await?;
        let n_elements_before = n_elements(&visit).await?;
        let anchor = visit
            .cost::<Done>(
                "return await __bench.anchor(window.selectors, { hint: true, deadline: given });",
                &json!(DEADLINE),
            )
            .await?;
        let anchored = (anchor.cpu - empty).max(0.01);
        add("anchor: position known", (anchor.value.done as f64 / anchored * 1e3, "/s"));
        let paint = visit.cost::<Done>(PAINT, &Value::Null).await?;
        if anchor.value.done == n_annotations {
            let all = load.cpu + rest.cpu + anchor.cpu + paint.cpu;
            add("open: everything", (all - 4.0 * empty, "ms"));
        }
        let tasks = [load.longest_task, rest.longest_task, anchor.longest_task, paint.longest_task];
        let longest = tasks.into_iter().fold(0.0, f64::max);
        add("open: longest task", (longest, "ms"));
        let per_annotation = |before: f64, after: f64| (after - before) / n_annotations as f64;
        let n_elements_after = n_elements(&visit).await?;
        let per_each = per_annotation(n_elements_before, n_elements_after);
        add("elements per annotation", (per_each, ""));
        let heap_after = visit.heap().await?;
        add("JS heap per annotation", (per_annotation(heap_before, heap_after) / 1e3, "kB"));
        add("JS heap in all", ((heap_after - heap) / 1e6, "MB"));

        if nth + 1 == n_visits {
            deeds(&visit, volume, n_annotations, extent, &mut add).await?;
            // A large text takes the room that so many would have in the store.
            if size != Size::Large {
                coding(&visit, &mut add).await?;
                importing(&visit, &mut add).await?;
            }
        }
    }
    Ok(())
}

/// What a reader does on the page that stands.
async fn deeds(
    visit: &Visit<'_>,
    volume: &Volume,
    n_annotations: usize,
    extent: Extent,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    for _ in 0..extent.n_deeds() {
        add("empty frame", (visit.empty().await?, "ms"));
    }
    let still = moment(visit).await?.min(moment(visit).await?);
    // Passages that no other is: from one end of the text to the other, and so mostly far away.
    let fresh = volume.quotations(extent.n_deeds() * 7);
    for (nth, it) in fresh.iter().step_by(7).enumerate() {
        let given =
            json!({ "range": [it.start, it.end], "id": format!("new{nth}"), "theme": it.theme });
        let body = "await __bench.create(given); return null;";
        add("create", (visit.cost::<Option<()>>(body, &given).await?.cpu, "ms"));
        add("create: what follows", (moment(visit).await? - still, "ms"));
    }
    for nth in 0..extent.n_deeds() {
        let given = json!(["theme 3", format!("#{:02x}40{:02x}", 40 + nth * 9, 200 - nth * 9)]);
        let body = "await __bench.recolour(...given); return null;";
        add("recolour a theme", (visit.cost::<Option<()>>(body, &given).await?.cpu, "ms"));
        moment(visit).await?;
    }
    hits(visit, add).await?;
    scroll(visit, add).await?;
    searching(visit, add).await?;
    filtering(visit, add).await?;
    for nth in 0..extent.n_deeds() {
        let given = json!([[format!("new{nth}")], ""]);
        let body = "await __bench.remove(...given); return null;";
        add("delete one", (visit.cost::<Option<()>>(body, &given).await?.cpu, "ms"));
        moment(visit).await?;
    }
    for theme in 0..3.min(extent.n_deeds()) {
        let ids: Vec<_> = (0..n_annotations).filter(|nth| nth % 10 == theme).collect();
        let ids: Vec<_> = ids.into_iter().map(|nth| format!("a{nth}")).collect();
        let given = json!([ids, format!("theme {theme}")]);
        let body = "await __bench.remove(...given); return null;";
        add("delete all of a theme", (visit.cost::<Option<()>>(body, &given).await?.cpu, "ms"));
    }
    anchoring(visit, volume, n_annotations, add).await
}

/// What a moment costs that is long enough for all that follows an edit.
async fn moment(visit: &Visit<'_>) -> Outcome<f64> {
    Ok(visit.cost::<Option<()>>("await pause(250); return null;", &Value::Null).await?.cpu)
}

/// Asks what lies under many points of the screen.
async fn hits(
    visit: &Visit<'_>,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    const HITS: &str = "
        const { left, right } = document.querySelector('[data-bench-root]').getBoundingClientRect();
        const points = [];
        for (let y = 120; y < innerHeight - 20; y += 23)
          for (let x = left + 20; x < right - 20; x += 41) points.push([x, y]);
        const end = performance.now() + 300;
        let n = 0;
        while (performance.now() < end)
          for (let nth = 0; nth < 10; nth += 1, n += 1)
            __bench.hitTest(...points[n % points.length]);
        return n;";
    let empty = visit.empty().await?;
    let cost = visit.cost::<usize>(HITS, &Value::Null).await?;
    add("hit-test", ((cost.cpu - empty) * 1e3 / cost.value as f64, "µs"));
    Ok(())
}

/// Scrolls down, frame by frame, and back to the top.
async fn scroll(
    visit: &Visit<'_>,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    const SCROLL: &str = "
        const frames = [];
        scrollTo({ top: 0, behavior: 'instant' });
        await painted();
        let last = performance.now();
        for (let nth = 0; nth < given[0]; nth += 1) {
          scrollBy({ top: given[1], behavior: 'instant' });
          const now = await new Promise((go) => requestAnimationFrame(go));
          frames.push(now - last);
          last = now;
        }
        return { frames };";
    const BACK: &str = "scrollTo({ top: 0, behavior: 'instant' }); return null;";
    let cost = visit.cost::<Scrolled>(SCROLL, &json!([N_FRAMES, STEP])).await?;
    add("scroll: work a frame", (cost.cpu / N_FRAMES as f64, "ms"));
    let mut frames = cost.value.frames;
    frames.sort_by(f64::total_cmp);
    add("scroll: longest frame", (frames[N_FRAMES - 1], "ms"));
    visit.cost::<Option<()>>(BACK, &Value::Null).await?;
    Ok(())
}

/// Anchors without positions, and what was read badly.
async fn anchoring(
    visit: &Visit<'_>,
    volume: &Volume,
    n_annotations: usize,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    const ANCHOR: &str = "
        return await __bench.anchor(window.selectors, { hint: false, deadline: given });";
    let quotations = volume.quotations(n_annotations);
    let noisy = volume.quotations(n_annotations.min(N_NOISY)).into_iter().enumerate();
    let noisy: Vec<_> = noisy.map(|(nth, it)| read_badly(it, nth as u64)).collect();
    for (work, quotations) in [("anchor: no position", quotations), ("anchor: 2 % noise", noisy)] {
        let empty = visit.empty().await?;
        visit
            .cost::<Option<()>>("window.selectors = given; return null;", &selectors(&quotations))
            .await?;
        let cost = visit.cost::<Done>(ANCHOR, &json!(DEADLINE)).await?;
        add(work, (cost.value.done as f64 / (cost.cpu - empty).max(0.01) * 1e3, "/s"));
    }
    Ok(())
}

/// The quotation as a machine would have read it that takes two letters in a hundred for others.
fn read_badly(quotation: Quotation, seed: u64) -> Quotation {
    let read = |text: &str, salt: u64| noisy(text, 2, seed * 3 + salt);
    Quotation {
        exact: read(&quotation.exact, 0),
        prefix: read(&quotation.prefix, 1),
        suffix: read(&quotation.suffix, 2),
        ..quotation
    }
}

async fn n_elements(visit: &Visit<'_>) -> Outcome<f64> {
    let body = "return document.getElementsByTagName('*').length;";
    Ok(visit.cost::<f64>(body, &Value::Null).await?.value)
}

/// A fresh page of the app, with nothing stored.
pub(crate) async fn arrive(reader: &Reader) -> Outcome<Visit<'_>> {
    reader.stand_at_the_door().await?;
    reader.empty_store().await?;
    reader.open("").await?;
    reader.until("the app can be driven", "return window.__benchReady === true;", &[]).await?;
    Visit::begin(reader).await
}

/// Quotations as `__bench.anchor` takes them.
pub(crate) fn selectors(quotations: &[Quotation]) -> Value {
    let selector = |it: &Quotation| {
        json!({
            "id": it.id,
            "theme": it.theme,
            "exact": it.exact,
            "prefix": it.prefix,
            "suffix": it.suffix,
            "start": it.start,
            "end": it.end,
        })
    };
    quotations.iter().map(selector).collect()
}

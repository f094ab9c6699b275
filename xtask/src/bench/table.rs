//! The figures as a page to read: `docs/performance.md`.

use super::figure::{Figure, exponent, find};
use super::goal::GOALS;
use super::machine;

const SIZES: [&str; 3] = ["S", "M", "L"];
const NUMBERS: [usize; 3] = [100, 1_000, 10_000];

/// What stands before the tables: prose, which is edited there.
const PREFACE: &str = include_str!("preface.md");

/// The whole page.
pub(super) fn page(browser: &[Figure], core: &[Figure]) -> String {
    let mut page = String::from(PREFACE);
    page.push_str(&format!("\nMeasured on {}.\n", machine::described()));
    page.push_str("\n## Goals\n\n");
    page.push_str(&goals(browser));
    page.push_str("\n## In the browser\n");
    for n_annotations in NUMBERS {
        page.push_str(&format!("\n### With {} annotations\n\n", grouped(n_annotations)));
        page.push_str(&by_size(browser, n_annotations));
    }
    page.push_str("\n### Floors\n\n");
    page.push_str(&by_size(browser, 0));
    page.push_str("\n### Growth\n\n");
    page.push_str(&growth(browser));
    page.push_str(
        "\n## The core alone\n\nNative, one thread, optimised for speed (the site is optimised for \
         size).\n\n",
    );
    page.push_str(&by_size(core, 0));
    for n_annotations in NUMBERS {
        page.push_str(&format!("\n### {} annotations\n\n", grouped(n_annotations)));
        page.push_str(&by_size(core, n_annotations));
    }
    page.push_str("\n### Growth of the core\n\n");
    page.push_str(&growth(core));
    page
}

/// What a quick run says: the goals, and the core's figures one by one.
pub(super) fn summary(browser: &[Figure], core: &[Figure]) -> String {
    let mut summary = format!("\non {}\n\n{}\n", machine::described(), goals(browser));
    for figure in core {
        let Figure { work, size, n_annotations, unit, .. } = figure;
        let number = if *n_annotations == 0 { String::new() } else { format!(", {n_annotations}") };
        summary.push_str(&format!("{work} ({size}{number}): {} {unit}\n", figure.shown()));
    }
    summary
}

fn goals(figures: &[Figure]) -> String {
    let mut table =
        String::from("| | text, annotations | measured | goal | |\n|---|---|--:|--:|---|\n");
    for goal in &GOALS {
        let Some(reached) = goal.reached(figures) else { continue };
        let verdict = if reached.is_met { "met" } else { "missed" };
        let (measured, wanted) = (reached.measured, reached.wanted);
        table.push_str(&format!(
            "| {} | {} | {measured} | {wanted} | {verdict} |\n",
            goal.what,
            goal.text()
        ));
    }
    table
}

/// A row for each work, a column for each size.
fn by_size(figures: &[Figure], n_annotations: usize) -> String {
    let mut table = String::from("| | S | M | L | |\n|---|--:|--:|--:|---|\n");
    for (work, unit) in works(figures, |it| it.n_annotations == n_annotations) {
        let cells = SIZES.map(|size| {
            find(figures, work, size, n_annotations).map_or(String::new(), Figure::shown)
        });
        table.push_str(&format!("| {work} | {} | {unit} |\n", cells.join(" | ")));
    }
    table
}

/// How each work grows with the number of annotations, on each size.
fn growth(figures: &[Figure]) -> String {
    let mut table = String::from("| | S | M | L |\n|---|--:|--:|--:|\n");
    let grows = |it: &Figure| it.n_annotations > 0 && !it.work.contains("per annotation");
    for (work, unit) in works(figures, grows) {
        let cells = SIZES.map(|size| {
            let points: Vec<_> = NUMBERS
                .into_iter()
                .filter_map(|n_annotations| {
                    let median = find(figures, work, size, n_annotations)?.median();
                    let number = n_annotations as f64;
                    let cost = if unit.ends_with("/s") { number / median } else { median };
                    Some((number, cost))
                })
                .collect();
            exponent(&points).map_or(String::new(), |it| format!("{it:.2}"))
        });
        if cells.iter().any(|cell| !cell.is_empty()) {
            table.push_str(&format!("| {work} | {} |\n", cells.join(" | ")));
        }
    }
    table
}

/// What was done, in the order in which it was first, with its unit.
fn works(figures: &[Figure], is_wanted: impl Fn(&Figure) -> bool) -> Vec<(&str, &str)> {
    let mut works: Vec<(&str, &str)> = Vec::new();
    for figure in figures.iter().filter(|figure| is_wanted(figure)) {
        if !works.iter().any(|(work, _)| *work == figure.work) {
            works.push((&figure.work, &figure.unit));
        }
    }
    works
}

/// The number with a comma before each three digits.
fn grouped(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1_000, number % 1_000)
    }
}

//! The yardsticks of anchoring on texts that a scanner read badly: what is found, what is proposed,
//! what is asked about, and that nothing settles where it never was. Each test prints its figures.

use std::collections::BTreeMap;

use briefmark::annotation::{Anchor, Quote, Selector, Target, anchor_all, describe};
use briefmark::brief::Brief;
use briefmark::text::{Passage, Span};
use serde_json::Map;

use super::chance::Chance;
use super::noise::Noisy;
use super::volume::{passages, volume};
use crate::told::tell;

/// What the goals are set for: how many of those whose passage is still there are where they belong,
/// and how many of those that settled.
struct Figures {
    recall: f64,
    precision: f64,
    n_silent: usize,
}

/// Anchors targets in a text and counts the answers against the truth.
fn measure(name: &str, after: &Brief, targets: &[Target], places: &[Option<Span>]) -> Figures {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut n_there, mut n_right, mut n_settled, mut n_settled_right) = (0, 0, 0, 0);
    let mut n_silent = 0;
    for (anchor, place) in anchor_all(after, targets).iter().zip(places) {
        let is_place = |span: &Span| place.is_some_and(|place| is_same(*span, place));
        n_there += usize::from(place.is_some());
        if let Some(span) = anchor.settled() {
            n_settled += 1;
            n_settled_right += usize::from(is_place(&span));
            n_silent += usize::from(place.is_none());
        }
        let state = match anchor {
            Anchor::Exact { span } if is_place(span) => "exact",
            Anchor::Moved { span } if is_place(span) => "moved",
            Anchor::Exact { .. } | Anchor::Moved { .. } => "settled elsewhere",
            Anchor::Changed { span, .. } if is_place(span) => "changed",
            Anchor::Changed { .. } => "proposed elsewhere",
            Anchor::Ambiguous { candidates } if candidates.iter().any(is_place) => "among others",
            Anchor::Ambiguous { .. } => "ambiguous",
            Anchor::Lost => "lost",
            Anchor::Whole => panic!("a passage is not the whole brief"),
        };
        n_right += usize::from(["exact", "moved", "changed"].contains(&state));
        *counts.entry(state).or_default() += 1;
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let figures = Figures {
        recall: share(n_right, n_there),
        precision: share(n_settled_right, n_settled),
        n_silent,
    };
    tell(&format!(
        "{name}: {} passages, {n_there} still there: recall {:.4}, precision {:.4}, {n_silent} gone ones \
         settled; {counts:?}",
        targets.len(),
        figures.recall,
        figures.precision,
    ));
    figures
}

/// Whether two spans share most of what they hold: where an edge was misread it may lie beside it.
fn is_same(a: Span, b: Span) -> bool {
    let n_shared = a.overlap(b).map_or(0, Span::len);
    20 * n_shared >= 17 * (a.len() + b.len() - n_shared)
}

/// A passage as another tool stores it: with 32 code points on each side, and without its place.
fn foreign(brief: &Brief, passage: Passage) -> Target {
    let Span { start, end } = passage.span();
    let text = &brief.text;
    let quote = Quote {
        exact: text.slice(passage.span()).to_owned(),
        prefix: text.slice(Span::new(start.0.saturating_sub(32), start.0)).to_owned(),
        suffix: text.slice(Span::new(end.0, (end.0 + 32).min(text.len().0))).to_owned(),
    };
    let selectors = vec![Selector::Quote(quote)];
    Target { source: String::new(), selectors, citation: None, digest: None, extra: Map::new() }
}

/// The least that is taken, of passages as they are stored here and as others store them: without
/// their place, and with 32 code points on each side, which do not tell copies of a line apart.
struct Floors {
    /// Of those that are still there, how many are found or proposed where they are.
    recall: [f64; 2],
    /// Of those that settle, how many settle where they are.
    precision: [f64; 2],
}

/// Misreads a brief and anchors passages of it, as they are stored here and as others store them.
fn check(name: &str, before: &Brief, n_passages: usize, per_mille: usize, floors: &Floors) {
    let noisy = Noisy::new(before.text.as_str(), per_mille, &mut Chance(per_mille as u64));
    let after = super::brief(&noisy.text);
    let passages = passages(before, n_passages, &mut Chance(5));
    let place = |passage: &Passage| {
        let place = noisy.place(passage.span())?;
        Passage::around(&after.text, place).map(Passage::span)
    };
    let places: Vec<Option<Span>> = passages.iter().map(place).collect();
    let described: Vec<Target> = passages.iter().map(|it| describe(before, *it)).collect();
    let foreign: Vec<Target> = passages.iter().map(|it| foreign(before, *it)).collect();
    let by_tool = [("ours", described), ("others'", foreign)];
    for (index, (whose, targets)) in by_tool.iter().enumerate() {
        let name = format!("{name}, {per_mille} ‰, {whose}");
        let figures = measure(&name, &after, targets, &places);
        assert_eq!(figures.n_silent, 0, "{name}: settled though the passage is gone");
        assert!(
            figures.precision >= floors.precision[index],
            "{name}: precision {}",
            figures.precision
        );
        assert!(figures.recall >= floors.recall[index], "{name}: recall {}", figures.recall);
    }
}

#[test]
fn of_a_brief_read_badly_what_is_still_there_is_found() {
    let before = super::published();
    for (per_mille, recall) in [(10, 0.995), (20, 0.985), (50, 0.94), (100, 0.82)] {
        let floors = Floors { recall: [recall; 2], precision: [0.995; 2] };
        check("the brief", &before, 1500, per_mille, &floors);
    }
}

#[test]
fn of_a_volume_read_badly_what_is_still_there_is_found() {
    let text = volume(super::published().text.as_str(), 2_500_000, &mut Chance(1957));
    let before = super::brief(&text);
    for (per_mille, recall, precision) in [
        (10, [0.985, 0.965], [0.995, 0.99]),
        (20, [0.985, 0.965], [0.995, 0.99]),
        (50, [0.92, 0.9], [0.995, 0.95]),
        (100, [0.72, 0.7], [0.995, 0.8]),
    ] {
        check("the volume", &before, 1500, per_mille, &Floors { recall, precision });
    }
}

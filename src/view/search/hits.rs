//! The list of hits, each with the words around it.
//!
//! Only the rows near what is seen are in the page, so that a hundred thousand hits are a list like
//! any other. Every row knows its place in it, for those who listen.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Found, bring_into_view, take_hit};
use crate::browser::{clock, page};
use crate::search::{Order, context, put_in_order};
use crate::view::session::{Reading, Session};
use crate::workspace::counted;

/// How high a row is, in `rem`; the style sheet says the same.
const HEADING: f64 = 2.0;
const HIT: f64 = 3.5;

/// How much is written above and below what is seen, in `rem`.
const AROUND: f64 = 30.0;

/// How much text stands on each side of a hit, in code points.
const N_AROUND: u32 = 70;

/// How much of it stands before a hit where hits are listed by place, in code points.
const N_LEFT: usize = 26;

/// How many hits are put in another order than that of the text: more would make the page wait.
const MOST_ORDERED: usize = 50_000;

/// Whether hits are few enough to be listed in another order than that of the text.
pub(super) fn is_ordered(found: &Found) -> bool {
    found.hits.len() <= MOST_ORDERED
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Row {
    /// A paragraph, by its index, with so many hits.
    Paragraph(usize, u32),
    /// A hit, by its index.
    Hit(u32),
}

impl Row {
    /// The hit that it shows.
    fn hit(self) -> Option<usize> {
        match self {
            Row::Paragraph(..) => None,
            Row::Hit(hit) => Some(hit as usize),
        }
    }
}

/// The rows, and where each begins.
#[derive(Debug, Default)]
struct Rows {
    turn: u32,
    order: Order,
    rows: Vec<Row>,
    /// In `rem` from the top of the list; one more than there are rows.
    tops: Vec<f64>,
}

impl Rows {
    fn new(found: &Found, order: Order) -> Rows {
        let mut list: Vec<u32> = (0..).take(found.hits.len()).collect();
        if let (Some(index), Some(matcher)) = (&found.index, &found.matcher) {
            let folded = index.folded(matcher.is_case_kept());
            put_in_order(folded, &found.hits, order, &mut list);
        }
        let mut rows = Vec::with_capacity(list.len() + found.n_blocks());
        match order {
            Order::Place => {
                let mut hits = list.into_iter();
                for (block, count) in found.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                    rows.push(Row::Paragraph(block, *count));
                    rows.extend(hits.by_ref().take(*count as usize).map(Row::Hit));
                }
            }
            Order::Left | Order::Right => rows.extend(list.into_iter().map(Row::Hit)),
        }
        let mut tops = vec![0.0];
        let mut top = 0.0;
        for row in &rows {
            top += match row {
                Row::Paragraph(..) => HEADING,
                Row::Hit(_) => HIT,
            };
            tops.push(top);
        }
        Rows { turn: found.turn, order, rows, tops }
    }

    fn height(&self) -> f64 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The rows that stand between two heights, in `rem`, by index.
    fn between(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let first = self.tops.partition_point(|top| *top <= from).saturating_sub(1);
        let last = self.tops.partition_point(|top| *top < to).min(self.rows.len());
        first.min(last)..last
    }
}

/// The list, under what else scrolls with it.
#[component]
pub(super) fn Hits(
    /// The reader's work.
    session: Session,
    /// What stands above the list.
    children: Children,
) -> impl IntoView {
    let search = session.search;
    let rows = Memo::new_with_compare(
        move |_| {
            let order = search.order.get();
            search.found.with(|found| {
                let order = if is_ordered(found) { order } else { Order::Place };
                Arc::new(Rows::new(found, order))
            })
        },
        |old: Option<&Arc<Rows>>, new| match (old, new) {
            (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
            (_, _) => true,
        },
    );
    let pane = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Ol>::new();
    // What is seen of the list, in `rem` from its top.
    let seen = RwSignal::new((0.0, AROUND));
    let look = move || {
        let (Some(pane), Some(list)) = (pane.get_untracked(), list.get_untracked()) else { return };
        let height = rows.with_untracked(|rows| rows.height());
        let rem = f64::from(list.offset_height()) / height.max(1.0);
        let top = f64::from(pane.scroll_top() - list.offset_top()) / rem.max(1.0);
        let bottom = top + f64::from(pane.client_height()) / rem.max(1.0);
        seen.set((top, bottom));
    };
    Effect::new(move |_| {
        rows.track();
        clock::next_frame(move || {
            if pane.try_get_untracked().flatten().is_some() {
                look();
            }
        });
    });
    follow_now(session, rows, pane, list);
    let shown = Memo::new(move |_| {
        let (top, bottom) = seen.get();
        rows.with(|rows| {
            let range = rows.between(top - AROUND, bottom + AROUND);
            let of = |row: usize| (rows.turn, rows.order, row, rows.rows[row]);
            range.map(of).collect::<Vec<_>>()
        })
    });
    view! {
        // It scrolls, so it can have the focus: keys scroll it where nothing in it does.
        <div class="search-body" node_ref=pane tabindex="-1" on:scroll=move |_| look()>
            {children()}
            <ol
                class="hits"
                role="list"
                aria-label="Hits: arrow keys go from one to the next"
                node_ref=list
                on:keydown=move |event| rows.with_untracked(|rows| pressed(session, rows, &event))
                style:block-size=move || format!("{}rem", rows.with(|rows| rows.height()))
            >
                <For
                    each=move || shown.get()
                    key=|row| *row
                    children=move |(_, order, at, row)| {
                        let is_by_place = order == Order::Place;
                        let top = rows.with_untracked(|rows| rows.tops[at]);
                        let n_rows = rows.with_untracked(|rows| rows.rows.len());
                        view! {
                            <li
                                class:paragraph=matches!(row, Row::Paragraph(..))
                                class:aligned=!is_by_place
                                class:by-left=order == Order::Left
                                class:by-right=order == Order::Right
                                class:now=move || is_now(session, row)
                                data-hit=row.hit()
                                style:inset-block-start=format!("{top}rem")
                                aria-posinset=(at + 1).to_string()
                                aria-setsize=n_rows.to_string()
                            >
                                {written(session, row, is_by_place)}
                            </li>
                        }
                    }
                />
            </ol>
        </div>
    }
}

/// Goes from row to row by arrow keys. One row alone is a stop of the Tab key, so that what follows a
/// long list is near.
fn pressed(session: Session, rows: &Rows, event: &KeyboardEvent) {
    let now = session.search.now.get_untracked();
    let hits: Vec<usize> = rows.rows.iter().filter_map(|row| row.hit()).collect();
    let at = hits.iter().position(|hit| Some(*hit) == now);
    let wanted = match event.key().as_str() {
        "ArrowDown" => at.map_or(0, |at| at + 1),
        "ArrowUp" => at.unwrap_or_default().saturating_sub(1),
        "Home" => 0,
        "End" => hits.len().saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let Some(hit) = hits.get(wanted) {
        session.search.now.set(Some(*hit));
        bring_into_view(session);
        let part = if page::is_typing() { "input" } else { "button" };
        let stop = format!(".hits [data-hit=\"{hit}\"] {part}");
        // The row is written first, where it was out of sight.
        clock::next_frame(move || clock::next_frame(move || page::focus(&stop)));
    }
}

/// Whether the Tab key stops at a row: the hit that is looked at.
fn is_stop(session: Session, hit: usize) -> &'static str {
    if session.search.now.get().unwrap_or_default() == hit { "0" } else { "-1" }
}

fn is_now(session: Session, row: Row) -> bool {
    row.hit().is_some_and(|hit| session.search.now.get() == Some(hit))
}

/// Keeps the row of the hit that is looked at in what is seen of the list.
fn follow_now(
    session: Session,
    rows: Memo<Arc<Rows>>,
    pane: NodeRef<html::Div>,
    list: NodeRef<html::Ol>,
) {
    Effect::new(move |_| {
        let Some(now) = session.search.now.get() else { return };
        let (Some(pane), Some(list)) = (pane.get(), list.get()) else { return };
        rows.with(|rows| {
            let at = rows.rows.iter().position(|row| row.hit() == Some(now));
            let Some(at) = at else { return };
            let rem = f64::from(list.offset_height()) / rows.height().max(1.0);
            let offset = f64::from(list.offset_top());
            let (top, bottom) = (offset + rows.tops[at] * rem, offset + rows.tops[at + 1] * rem);
            let (seen, height) = (f64::from(pane.scroll_top()), f64::from(pane.client_height()));
            // The first hit leaves what stands above the list in view.
            let is_seen = top >= seen && bottom <= seen + height;
            if !is_seen && at > 1 {
                #[expect(clippy::cast_possible_truncation, reason = "pixels of a list")]
                pane.set_scroll_top((top - height / 3.0) as i32);
            }
        });
    });
}

fn written(session: Session, row: Row, is_by_place: bool) -> AnyView {
    let Some(reading) = session.reading() else { return ().into_any() };
    match row {
        Row::Paragraph(block, count) => paragraph(&reading, block, count),
        Row::Hit(hit) => written_hit(session, &reading, hit as usize, is_by_place),
    }
}

fn paragraph(reading: &Reading, block: usize, count: u32) -> AnyView {
    let span = reading.brief.blocks.get(block).map(|block| block.span);
    let cited = span.map_or(String::new(), |span| reading.brief.cite(span));
    let hits = counted(count as usize, "hit", "hits");
    view! { <span class="cited">{cited}</span> <span class="amount">{hits}</span> }.into_any()
}

fn written_hit(session: Session, reading: &Reading, hit: usize, is_by_place: bool) -> AnyView {
    let search = session.search;
    let passage = search.found.get_untracked().passage(reading, hit);
    let Some(passage) = passage else { return ().into_any() };
    let around = context(&reading.brief, passage, N_AROUND);
    let left = if is_by_place { nearest(around.left, N_LEFT) } else { in_line(around.left) };
    let (words, right) = (around.words.to_owned(), around.right.to_owned());
    let cited = reading.brief.cite(passage.span());
    let ticked = format!("Tick hit {}, {cited}", hit + 1);
    view! {
        <label class="tick">
            <input
                type="checkbox"
                tabindex=move || is_stop(session, hit)
                aria-label=ticked
                prop:checked=move || search.ticks.with(|ticks| ticks.has(hit))
                on:change:target=move |event| {
                    let is_ticked = event.target().checked();
                    search.ticks.update(|ticks| ticks.set(hit, is_ticked));
                }
            />
        </label>
        <button
            type="button"
            class="hit"
            tabindex=move || is_stop(session, hit)
            on:click=move |_| take_hit(session, hit)
        >
            {(!is_by_place).then(|| view! { <span class="cited">{cited}</span> })}
            <span class="around">
                <span class="left"><bdi>{left}</bdi></span>
                <b>{words}</b>
                <span class="right">{right}</span>
            </span>
        </button>
    }
    .into_any()
}

/// What stands before a hit, on a line that is cut at its beginning: a plain space at its end would
/// go to the side where the line begins.
fn in_line(left: &str) -> String {
    match left.strip_suffix(' ') {
        Some(words) => format!("{words}\u{a0}"),
        None => left.to_owned(),
    }
}

/// The end of what stands before a hit, so that the hit is seen: so many letters, cut at a word.
pub(super) fn nearest(left: &str, n_letters: usize) -> String {
    let n_over = left.chars().count().saturating_sub(n_letters);
    if n_over == 0 {
        return left.to_owned();
    }
    let end: String = left.chars().skip(n_over).collect();
    format!("… {}", end.split_once(' ').map_or(end.as_str(), |(_, whole)| whole))
}

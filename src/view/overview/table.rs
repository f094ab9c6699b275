//! The themes and where they are, as a list of links: what the ruler shows, in words.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::codebook::{ThemeId, in_order};
use crate::route::{Place, Route};
use crate::statistics;
use crate::view::codebook::{Letter, ThemeSign, letter};
use crate::view::dialog::{Dialog, Frame};
use crate::view::session::Session;

/// How many places of one theme are listed.
const N_LISTED: usize = 200;

/// The button that opens the list.
#[component]
pub(crate) fn OverviewButton(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    view! {
        <button type="button" on:click=move |_| session.dialog.set(Some(Dialog::Overview))>
            "Where the themes are…"
        </button>
    }
}

/// A theme with the places where annotations that have it begin.
struct Row {
    id: ThemeId,
    depth: usize,
    name: String,
    letter: Option<Letter>,
    /// Each block by its index, and how many begin in it.
    places: BTreeMap<usize, usize>,
}

/// The list.
#[component]
pub(crate) fn OverviewDialog(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let rows = rows(session);
    let is_empty = rows.iter().all(|row| row.places.is_empty());
    let is_part = session.with_layer_untracked(|layer| layer.len() != layer.n_all());
    let items = rows.into_iter().map(|row| item(session, row)).collect_view();
    view! {
        <Frame session title="Where the themes are">
            {is_part.then(|| view! {
                <p class="explanation">"Only what is shown is counted: a filter is on."</p>
            })}
            {is_empty.then(|| view! {
                <p class="explanation">"No theme marks anything that is shown."</p>
            })}
            <ul class="theme-places" role="list">{items}</ul>
        </Frame>
    }
}

/// The themes in their order; those that are not in the codebook have no row.
fn rows(session: Session) -> Vec<Row> {
    let Some(reading) = session.reading() else { return Vec::new() };
    let openings: Vec<usize> = (0..reading.brief.blocks.len()).collect();
    session.with_layer_untracked(|layer| {
        session.with_untracked(|workspace| {
            let mut table =
                statistics::theme_by_section(layer, workspace, &reading.brief, &openings);
            let row = |(depth, theme): (usize, &crate::codebook::Theme)| Row {
                id: theme.id.clone(),
                depth,
                name: theme.name.clone(),
                letter: letter(theme),
                places: table.remove(&theme.id).unwrap_or_default(),
            };
            in_order(&workspace.themes).into_iter().map(row).collect()
        })
    })
}

fn item(session: Session, row: Row) -> impl IntoView {
    let Row { id, depth, name, letter, places } = row;
    let n_annotations: usize = places.values().sum();
    let head = view! {
        <ThemeSign id />
        {letter.map(Letter::sign)}
        <span class="theme-name">{name}</span>
        <span class="amount">{n_annotations}</span>
    };
    let inside = if places.is_empty() {
        view! { <p class="theme-place-head">{head}</p> }.into_any()
    } else {
        let n_more = places.len().saturating_sub(N_LISTED);
        let links = places.into_iter().take(N_LISTED).map(|(block, n)| link(session, block, n));
        let links = links.collect_view();
        view! {
            <details>
                <summary class="theme-place-head">{head}</summary>
                <ul role="list">{links}</ul>
                {(n_more > 0).then(|| format!("and {n_more} more"))}
            </details>
        }
        .into_any()
    };
    view! { <li style:--depth=depth.to_string()>{inside}</li> }
}

/// A block where some begin, as a link to it.
fn link(session: Session, block: usize, n_annotations: usize) -> Option<impl IntoView> {
    let reading = session.reading()?;
    let block = reading.brief.blocks.get(block)?;
    let place = Place::Block(block.id.clone());
    let address = Route::Brief { slug: reading.slug(), place }.to_string();
    let citation = block.citation.clone();
    let counted = (n_annotations > 1).then(|| format!(" ({n_annotations})"));
    Some(view! {
        <li>
            <a href=address on:click=move |_| session.dialog.set(None)>{citation}{counted}</a>
        </li>
    })
}

//! What two codebooks say of one theme, side by side.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::line_name;
use crate::codebook::{Field, Theme, ThemeId};

/// The fields in which two themes differ, a row for each.
#[component]
pub(super) fn Beside(
    /// The one that is here.
    known: Theme,
    /// The file's.
    other: Theme,
    /// In what they differ.
    differs: Vec<Field>,
    /// The names of the themes here and there.
    names: BTreeMap<ThemeId, String>,
) -> impl IntoView {
    if differs.is_empty() {
        return view! { <p class="explanation">"All that the file says of it is what you say."</p> }
            .into_any();
    }
    let rows = differs.into_iter().map(|field| {
        let cell = |theme: &Theme, of: &'static str| {
            let swatch = (field == Field::Colour).then(|| {
                let colour = theme.colour.to_string();
                view! { <span class="swatch" style:--c=colour></span> " " }
            });
            view! { <td data-of=of>{swatch} {said(field, theme, &names)}</td> }
        };
        view! {
            <tr>
                <th scope="row">{words(field)}</th>
                {cell(&known, "Here")}
                {cell(&other, "In the file")}
            </tr>
        }
    });
    view! {
        <table class="beside">
            <thead>
                <tr>
                    <th scope="col"><span class="spoken">"What"</span></th>
                    <th scope="col">"Here"</th>
                    <th scope="col">"In the file"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The names of themes, by IRI; of two with one IRI the first.
pub(super) fn names_of<'a>(themes: impl Iterator<Item = &'a Theme>) -> BTreeMap<ThemeId, String> {
    let mut names = BTreeMap::new();
    for theme in themes {
        names.entry(theme.id.clone()).or_insert_with(|| theme.name.clone());
    }
    names
}

fn words(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Definition => "What it means",
        Field::Examples => "Examples",
        Field::CounterExamples => "Counter-examples",
        Field::Notation => "Letter of its list",
        Field::Key => "Key",
        Field::Colour => "Colour",
        Field::Line => "Line",
        Field::Broader => "Under",
        Field::Source => "Made from",
    }
}

/// What a theme says; a dash where it says nothing.
fn said(field: Field, theme: &Theme, names: &BTreeMap<ThemeId, String>) -> String {
    let said = match field {
        Field::Name => theme.name.clone(),
        Field::Definition => theme.definition.clone(),
        Field::Examples => theme.examples.clone(),
        Field::CounterExamples => theme.counter_examples.clone(),
        Field::Notation => theme.notation.clone().unwrap_or_default(),
        Field::Key => theme.key.map(String::from).unwrap_or_default(),
        Field::Colour => theme.colour.to_string(),
        Field::Line => line_name(theme.line).to_owned(),
        Field::Broader => match &theme.broader {
            Some(id) => names.get(id).unwrap_or(&id.0).clone(),
            None => "no other theme".to_owned(),
        },
        Field::Source => {
            theme.source.as_ref().map(|source| source.citation.clone()).unwrap_or_default()
        }
    };
    if said.trim().is_empty() { "—".to_owned() } else { said }
}

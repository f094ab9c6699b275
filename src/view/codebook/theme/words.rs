//! What a theme means, in words: its texts, and the place that it was made from.

use leptos::prelude::*;

use crate::codebook::Theme;
use crate::route::{self, Route};
use crate::view::notebook::{NoteText, has_markup};
use crate::view::session::{Session, brief_slug};

/// A text of a theme, in Markdown; where it says something by that, how it reads stands below.
#[component]
pub(super) fn Text(
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
    /// What the text is.
    label: &'static str,
    /// How many lines the field shows.
    #[prop(default = "2")]
    rows: &'static str,
    /// The text of a theme.
    of: fn(&Theme) -> &String,
    /// The same, to be changed.
    of_mut: fn(&mut Theme) -> &mut String,
) -> impl IntoView {
    view! {
        <label>
            {label}
            <textarea
                rows=rows
                prop:value=move || draft.with(|theme| of(theme).clone())
                on:input=move |event| {
                    draft.update(|theme| *of_mut(theme) = event_target_value(&event));
                }
            ></textarea>
        </label>
        {move || {
            let text = draft.with(|theme| of(theme).clone());
            has_markup(&text).then(|| view! {
                <div class="reads">
                    <p class="explanation">"It reads:"</p>
                    <NoteText note=text.clone() />
                </div>
            })
        }}
    }
}

/// Where the theme was made from.
#[component]
pub(super) fn Source(
    /// The reader's work.
    session: Session,
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
) -> impl IntoView {
    let source = draft.with_untracked(|theme| theme.source.clone());
    source.map(|source| {
        let slug = brief_slug(&source.brief);
        // Only the brief on screen knows the address of a citation; another is opened at its start.
        let block = session.reading().filter(|it| it.brief.id == source.brief).and_then(|reading| {
            let mut blocks = reading.brief.blocks.iter();
            blocks.find(|block| block.citation == source.citation).map(|block| block.id.clone())
        });
        let place = block.map_or(route::Place::Start, route::Place::Block);
        let address = Route::Brief { slug, place }.to_string();
        view! {
            <p class="explanation">
                "Made from " <a href=address on:click=move |_| session.dialog.set(None)>{source.citation}</a> "."
            </p>
        }
    })
}

//! How a theme looks: its colour, and the line that says the same without colour.

use leptos::prelude::*;

use crate::codebook::{Colour, LineStyle, PALETTE, Theme};
use crate::view::codebook::line_name;

/// The colours of the palette, and any other.
#[component]
pub(super) fn Colours(
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
) -> impl IntoView {
    let colour = Memo::new(move |_| draft.with(|theme| theme.colour));
    let paint = move |colour: Colour| draft.update(|theme| theme.colour = colour);
    let choices = PALETTE.into_iter().enumerate().map(|(index, choice)| {
        view! {
            <label class="colour" title=choice.to_string()>
                <input
                    type="radio"
                    name="colour"
                    prop:checked=move || colour.get() == choice
                    on:change=move |_| paint(choice)
                />
                <span class="swatch" style:--c=choice.to_string()></span>
                <span class="spoken">{format!("Colour {}", index + 1)}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend>"Colour"</legend>
            <div class="field-row">
                {choices.collect_view()}
                <label class="own-colour">
                    "Another: "
                    <input
                        type="color"
                        prop:value=move || colour.get().to_string()
                        on:input=move |event| {
                            if let Ok(colour) = event_target_value(&event).parse() {
                                paint(colour);
                            }
                        }
                    />
                </label>
            </div>
        </fieldset>
    }
}

/// The lines.
#[component]
pub(super) fn Lines(
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
) -> impl IntoView {
    let line = Memo::new(move |_| draft.with(|theme| theme.line));
    let colour = move || draft.with(|theme| theme.colour.to_string());
    let choices = LineStyle::ALL.into_iter().map(|choice| {
        view! {
            <label class="line">
                <input
                    type="radio"
                    name="line"
                    prop:checked=move || line.get() == choice
                    on:change=move |_| draft.update(|theme| theme.line = choice)
                />
                <span class="line-sample" style:--c=colour style:--line=choice.name()>
                    {line_name(choice)}
                </span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend>"Line under what it marks"</legend>
            <div class="field-row">{choices.collect_view()}</div>
        </fieldset>
    }
}

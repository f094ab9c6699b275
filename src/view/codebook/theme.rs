//! Changes one theme: its name, what it means, its key, colour, line and place.

use leptos::prelude::*;

use super::arrange::Place;
use super::delete::Delete;
use super::lock::is_locked;
use super::merge::Merge;
use super::{focus_row, line_name};
use crate::codebook::{
    Colour, LineStyle, PALETTE, Theme, ThemeId, children, descendants, in_order,
};
use crate::route::{self, Route};
use crate::view::dialog::{Dialog, Frame, turn_to};
use crate::view::notebook::{NoteText, has_markup};
use crate::view::session::{Part, Session, brief_slug};
use crate::workspace::{Chord, Edit};

/// The dialog that changes a theme.
#[component]
pub(crate) fn ThemeDialog(
    /// The reader's work.
    session: Session,
    /// Which theme.
    theme: ThemeId,
) -> impl IntoView {
    let found = session.with_untracked(|workspace| workspace.themes.get(&theme).cloned());
    let title = found.as_ref().map_or("Theme".to_owned(), |theme| theme.name.clone());
    let inside = match found {
        Some(theme) => view! { <Form session theme /> }.into_any(),
        None => view! {
            <p>"This theme is no longer here: it was deleted, perhaps in another tab."</p>
        }
        .into_any(),
    };
    view! { <Frame session title>{inside}</Frame> }
}

#[component]
fn Form(session: Session, theme: Theme) -> impl IntoView {
    let (id, deleted, name) = (theme.id.clone(), theme.id.clone(), theme.name.clone());
    let [placed, merged, split] = [(); 3].map(|()| theme.id.clone());
    // The theme as the fields stand; nothing is changed before it is saved.
    let draft = RwSignal::new(theme);
    let has_name = Memo::new(move |_| draft.with(|theme| !theme.name.trim().is_empty()));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut theme = draft.get_untracked();
        theme.name = theme.name.trim().to_owned();
        theme.position = place_after(session, &theme);
        if !theme.name.is_empty() && session.apply(Edit::ReviseTheme(theme)) {
            session.dialog.set(None);
            focus_row(&id, ".theme-edit");
        }
    };
    let locked = is_locked(session);
    view! {
        <form class="theme-form" on:submit=save>
            {move || locked.get().then(|| view! {
                <p class="explanation" role="status">
                    "The codebook is locked: unlock it beside the themes to change this one."
                </p>
            })}
            <label>
                "Name"
                <input
                    type="text"
                    required
                    autofocus
                    prop:value=move || draft.with(|theme| theme.name.clone())
                    on:input=move |event| {
                        draft.update(|theme| theme.name = event_target_value(&event));
                    }
                />
            </label>
            <Text
                draft
                label="What it means"
                rows="4"
                of=|theme| &theme.definition
                of_mut=|theme| &mut theme.definition
            />
            <Text
                draft
                label="Examples: what belongs to it"
                of=|theme| &theme.examples
                of_mut=|theme| &mut theme.examples
            />
            <Text
                draft
                label="Counter-examples: what only looks like it"
                of=|theme| &theme.counter_examples
                of_mut=|theme| &mut theme.counter_examples
            />
            <Source session draft />
            <KeyField session draft />
            <Colours draft />
            <Lines draft />
            <Parent session draft />
            <Place session id=placed />
            <Merge session id=merged />
            <fieldset>
                <legend>"Split"</legend>
                <button
                    type="button"
                    on:click=move |_| turn_to(session, Dialog::Split(split.clone()))
                >
                    "Go through its passages one by one…"
                </button>
            </fieldset>
            <div class="actions">
                <button type="submit" class="primary" disabled=move || !has_name.get() || locked.get()>"Save"</button>
                <button type="button" on:click=move |_| session.dialog.set(None)>"Cancel"</button>
                <Delete session id=deleted name />
            </div>
        </form>
    }
}

/// A text of a theme, in Markdown; where it says something by that, how it reads stands below.
#[component]
fn Text(
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

/// Where a theme comes to stand when it is saved: where it stands now, for it may have been moved
/// while the form was open; last, where it goes under another theme.
fn place_after(session: Session, theme: &Theme) -> u32 {
    session.with_untracked(|workspace| match workspace.themes.get(&theme.id) {
        Some(now) if now.broader == theme.broader => now.position,
        Some(_) | None => {
            let siblings = children(&workspace.themes, theme.broader.as_ref());
            siblings.last().map_or(0, |last| last.position + 1)
        }
    })
}

/// Where the theme was made from.
#[component]
fn Source(session: Session, draft: RwSignal<Theme>) -> impl IntoView {
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

#[component]
fn KeyField(session: Session, draft: RwSignal<Theme>) -> impl IntoView {
    let key = move || draft.with(|theme| theme.key.map(String::from).unwrap_or_default());
    let taken = move || {
        let (id, key) = draft.with(|theme| (theme.id.clone(), theme.key));
        session.with_part(Part::Codebook, |workspace| {
            let chord = Chord::pressed(&String::from(key?), false, false)?;
            let command = workspace.settings.shortcuts.command(&chord);
            let also = command.map_or(String::new(), |command| {
                format!("It also does this, where no words are to be marked: {}. ", command.what())
            });
            let mut themes = workspace.themes.values();
            let other = themes.find(|other| other.key == key && other.id != id);
            let taken = other.map_or(String::new(), |other| {
                format!("“{}” has this key now; it will be this theme’s.", other.name)
            });
            Some(also + &taken)
        })
    };
    view! {
        <div class="field">
            <label for="theme-key">"Key, a letter from a to z"</label>
            <div class="field-row">
                <input
                    id="theme-key"
                    class="theme-key"
                    type="text"
                    maxlength="1"
                    autocomplete="off"
                    autocapitalize="off"
                    aria-describedby="theme-key-taken"
                    prop:value=key
                    on:input=move |event| {
                        let typed = event_target_value(&event).to_ascii_lowercase();
                        let letter = typed.chars().next().filter(char::is_ascii_lowercase);
                        draft.update(|theme| theme.key = letter);
                    }
                />
                <span id="theme-key-taken" class="explanation">{taken}</span>
            </div>
        </div>
    }
}

#[component]
fn Colours(draft: RwSignal<Theme>) -> impl IntoView {
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

#[component]
fn Lines(draft: RwSignal<Theme>) -> impl IntoView {
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

/// The theme above it: any but itself and those under it.
#[component]
fn Parent(session: Session, draft: RwSignal<Theme>) -> impl IntoView {
    let (id, parent) = draft.with_untracked(|theme| (theme.id.clone(), theme.broader.clone()));
    let others = session.with_untracked(|workspace| {
        let under = descendants(&workspace.themes, &id);
        let others = in_order(&workspace.themes).into_iter();
        let others = others.filter(|(_, other)| other.id != id && !under.contains(&other.id));
        others.map(|(depth, it)| (depth, it.id.clone(), it.name.clone())).collect::<Vec<_>>()
    });
    let options = others.into_iter().map(|(depth, other, name)| {
        let is_parent = parent.as_ref() == Some(&other);
        let name = format!("{}{name}", "\u{2003}".repeat(depth));
        view! { <option value=other.0 selected=is_parent>{name}</option> }
    });
    view! {
        <label>
            "Under"
            <select on:change=move |event| {
                let value = event_target_value(&event);
                draft.update(|it| it.broader = (!value.is_empty()).then_some(ThemeId(value)));
            }>
                <option value="" selected=parent.is_none()>"No other theme"</option>
                {options.collect_view()}
            </select>
        </label>
    }
}

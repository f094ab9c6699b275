//! Where a theme stands: under which other one, and where among those there.

use leptos::prelude::*;

use crate::codebook::{Theme, ThemeId, children, descendants, in_order};
use crate::view::session::Session;

/// Where a theme comes to stand when it is saved: where it stands now, for it may have been moved
/// while the form was open; last, where it goes under another theme.
pub(super) fn place_after(session: Session, theme: &Theme) -> u32 {
    session.with_untracked(|workspace| match workspace.themes.get(&theme.id) {
        Some(now) if now.broader == theme.broader => now.position,
        Some(_) | None => {
            let siblings = children(&workspace.themes, theme.broader.as_ref());
            siblings.last().map_or(0, |last| last.position + 1)
        }
    })
}

/// The theme above it: any but itself and those under it.
#[component]
pub(super) fn Parent(
    /// The reader's work.
    session: Session,
    /// The theme as the fields stand.
    draft: RwSignal<Theme>,
) -> impl IntoView {
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

//! Merges a theme into another one, and says before what that would reach.

use leptos::prelude::*;

use super::{ThemeFinder, focus_row};
use crate::codebook::ThemeId;
use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::Edit;

/// Finds the theme to merge into, and merges at the press of a button that says what becomes of what.
#[component]
pub(super) fn Merge(
    /// The reader's work.
    session: Session,
    /// The theme that would go.
    id: ThemeId,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<ThemeId>);
    let from = id.clone();
    let choose = Callback::new(move |into: ThemeId| {
        if into == from {
            session.tell(Notice::done("A theme cannot be merged with itself; choose another."));
        } else {
            chosen.set(Some(into));
        }
    });
    let preview = move || {
        let into = chosen.get()?;
        let (name, n_marked) = session.with_part(Part::Codebook, |workspace| {
            let mine = workspace.annotations.values().filter(|it| workspace.is_mine(it));
            let n_marked = mine.filter(|it| it.themes().any(|theme| *theme == id)).count();
            workspace.themes.get(&into).map(|theme| (theme.name.clone(), n_marked))
        })?;
        let says = match n_marked {
            0 => format!("It marks nothing; what stands under it goes under “{name}”."),
            1 => format!("Its annotation becomes “{name}”, with its note."),
            n_marked => format!(
                "Its {n_marked} annotations become “{name}”, with their notes. Where both mark the \
                 same passage, one stays, with both notes."
            ),
        };
        let from = id.clone();
        let merge = move |_| {
            let told = format!("Merged into “{name}”.");
            if session.apply(Edit::MergeThemes { from: from.clone(), into: into.clone() }) {
                session.dialog.set(None);
                session.tell(Notice::changed(&told));
                focus_row(&into, ".theme-edit");
            }
        };
        Some(view! {
            <p class="explanation">{says}</p>
            <button type="button" class="merge" on:click=merge>"Merge"</button>
        })
    };
    view! {
        <fieldset class="merge-into">
            <legend>"Merge into another theme"</legend>
            <ThemeFinder session on_pick=choose makes_new=false />
            <div role="status">{preview}</div>
        </fieldset>
    }
}

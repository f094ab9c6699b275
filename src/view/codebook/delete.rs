//! Deletes a theme, and says before what that would reach.

use leptos::prelude::*;

use super::panel::focus_first;
use crate::browser::clock;
use crate::codebook::{ThemeId, descendants};
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::{Edit, Marked, Workspace};

/// Deletes the theme at the second press. The first says what that would do; it is the same button,
/// so that the focus stays.
#[component]
pub(super) fn Delete(
    /// The reader's work.
    session: Session,
    /// Which theme.
    id: ThemeId,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let (n_highlights, n_under) = session.with_untracked(|workspace| reach(workspace, &id));
    let press = move |_| {
        if !is_asked.get_untracked() {
            is_asked.set(true);
        } else if session.apply(Edit::DeleteTheme(id.clone(), Marked::Stays)) {
            let kept = kept(n_highlights);
            session.tell(Notice::changed(&format!("Deleted “{name}”; {kept}.")));
            session.dialog.set(None);
            clock::next_frame(focus_first);
        }
    };
    view! {
        <button type="button" class="delete" on:click=press on:blur=move |_| is_asked.set(false)>
            {move || match (is_asked.get(), n_highlights) {
                (false, _) => "Delete theme".to_owned(),
                (true, 0) => "Delete: it marks nothing".to_owned(),
                (true, 1) => "Delete, keep 1 highlight".to_owned(),
                (true, n_highlights) => format!("Delete, keep {n_highlights} highlights"),
            }}
        </button>
        <p class="explanation delete-reach">
            {move || is_asked.get().then(|| says(n_highlights, n_under))}
        </p>
    }
}

/// How many annotations, in all briefs, a theme and those under it mark, and how many are under it.
fn reach(workspace: &Workspace, id: &ThemeId) -> (usize, usize) {
    let mut gone = descendants(&workspace.themes, id);
    let n_under = gone.len();
    gone.insert(id.clone());
    let marked = workspace.annotations.values();
    (marked.filter(|it| it.themes().any(|theme| gone.contains(theme))).count(), n_under)
}

fn says(n_highlights: usize, n_under: usize) -> String {
    let under = match n_under {
        0 => String::new(),
        1 => "The theme under it goes too. ".to_owned(),
        n_under => format!("The {n_under} themes under it go too. "),
    };
    format!("{under}Press again to delete; {}. You can undo it.", kept(n_highlights))
}

fn kept(n_highlights: usize) -> String {
    match n_highlights {
        0 => "no highlight has it".to_owned(),
        1 => "its highlight stays, without it".to_owned(),
        n_highlights => format!("its {n_highlights} highlights stay, without it"),
    }
}

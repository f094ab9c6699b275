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
    let delete = move |marked: Marked| {
        if session.apply(Edit::DeleteTheme(id.clone(), marked)) {
            let became = match marked {
                Marked::Stays => kept(n_highlights),
                Marked::Goes => gone(n_highlights),
            };
            session.tell(Notice::changed(&format!("Deleted “{name}”; {became}.")));
            session.dialog.set(None);
            clock::next_frame(focus_first);
        }
    };
    let delete_all = delete.clone();
    let press = move |_| match is_asked.get_untracked() {
        true => delete(Marked::Stays),
        false => is_asked.set(true),
    };
    view! {
        <button type="button" class="delete" on:click=press>
            {move || match (is_asked.get(), n_highlights) {
                (false, _) => "Delete theme".to_owned(),
                (true, 0) => "Delete: it marks nothing".to_owned(),
                (true, 1) => "Delete, keep 1 highlight".to_owned(),
                (true, n_highlights) => format!("Delete, keep {n_highlights} highlights"),
            }}
        </button>
        {move || (is_asked.get() && n_highlights > 0).then(|| {
            let delete = delete_all.clone();
            view! {
                <button type="button" class="delete-all" on:click=move |_| delete(Marked::Goes)>
                    "Delete, highlights too"
                </button>
            }
        })}
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
    let choice = match n_highlights {
        0 => String::new(),
        _ => " Or the highlights go too: all that have no other theme, no note and no flag."
            .to_owned(),
    };
    format!("{under}Press again to delete; {}.{choice} You can undo it.", kept(n_highlights))
}

fn gone(n_highlights: usize) -> String {
    match n_highlights {
        0 => "no highlight had it".to_owned(),
        1 => "its highlight went too, unless it has another theme, a note or a flag".to_owned(),
        n_highlights => {
            format!(
                "its {n_highlights} highlights went too, but for those with another theme, a note or a flag"
            )
        }
    }
}

fn kept(n_highlights: usize) -> String {
    match n_highlights {
        0 => "no highlight has it".to_owned(),
        1 => "its highlight stays, without it".to_owned(),
        n_highlights => format!("its {n_highlights} highlights stay, without it"),
    }
}

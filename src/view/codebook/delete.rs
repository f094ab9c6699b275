//! Deletes a theme, and says before what that would reach.

use leptos::prelude::*;

use super::panel::focus_first;
use crate::browser::clock;
use crate::codebook::ThemeId;
use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::{Edit, Marked, Reach, counted};

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
    let reach = {
        let id = id.clone();
        Memo::new(move |_| {
            session.follow(Part::Annotations);
            session.with_part(Part::Codebook, |workspace| workspace.reach(&id))
        })
    };
    let delete = move |marked: Marked| {
        let became = became(reach.get_untracked(), marked);
        if session.apply(Edit::DeleteTheme(id.clone(), marked)) {
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
            {move || match (is_asked.get(), reach.get().n_own) {
                (false, _) => "Delete theme".to_owned(),
                (true, 0) => "Delete: it marks nothing of yours".to_owned(),
                (true, n_own) => format!("Delete, keep {}", highlights(n_own)),
            }}
        </button>
        {move || (is_asked.get() && reach.get().n_bare > 0).then(|| {
            let delete = delete_all.clone();
            let too = highlights(reach.get().n_bare);
            view! {
                <button type="button" class="delete-all" on:click=move |_| delete(Marked::Goes)>
                    {format!("Delete, {too} too")}
                </button>
            }
        })}
        <p class="explanation delete-reach">
            {move || is_asked.get().then(|| says(reach.get()))}
        </p>
    }
}

/// What pressing again would do.
fn says(reach: Reach) -> String {
    let Reach { n_under, n_own, n_bare, n_others } = reach;
    let under = match n_under {
        0 => String::new(),
        1 => "The theme under it goes too. ".to_owned(),
        n_under => format!("The {n_under} themes under it go too. "),
    };
    let choice = match (n_bare, n_own) {
        (0, _) => "",
        (1, 1) => " Or the highlight goes too: it has no other theme, no note and no flag.",
        (n_bare, n_own) if n_bare == n_own => {
            " Or the highlights go too: they have no other theme, no note and no flag."
        }
        (_, _) => " Or those go too that have no other theme, no note and no flag.",
    };
    let others = match n_others {
        0 => String::new(),
        1 => " The 1 of another coder keeps it.".to_owned(),
        n_others => format!(" The {n_others} of other coders keep it."),
    };
    let kept = became(reach, Marked::Stays);
    format!("{under}Press again to delete; {kept}.{choice}{others} You can undo it.")
}

/// What becomes of what the theme marks.
fn became(reach: Reach, marked: Marked) -> String {
    let Reach { n_own, n_bare, .. } = reach;
    match (marked, n_own, n_own - n_bare) {
        (_, 0, _) => "no highlight of yours has it".to_owned(),
        (Marked::Stays, 1, _) => "its highlight stays, without it".to_owned(),
        (Marked::Stays, n_own, _) => format!("its {n_own} highlights stay, without it"),
        (Marked::Goes, _, 0) => format!("{} gone too", are(n_bare)),
        (Marked::Goes, _, 1) => format!("{} gone too, 1 stays without it", are(n_bare)),
        (Marked::Goes, _, n_left) => {
            format!("{} gone too, {n_left} stay without it", are(n_bare))
        }
    }
}

fn are(n_highlights: usize) -> String {
    format!("{} {}", highlights(n_highlights), if n_highlights == 1 { "is" } else { "are" })
}

fn highlights(n_highlights: usize) -> String {
    counted(n_highlights, "highlight", "highlights")
}

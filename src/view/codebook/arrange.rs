//! Moves a theme to another place in the codebook: by keys on its row, by dragging it, or by the
//! buttons of its dialog.

use leptos::prelude::*;
use web_sys::{DragEvent, KeyboardEvent};

use super::focus_row;
use crate::browser::page;
use crate::codebook::{Spot, Theme, ThemeId, Way, beside, children, descendants, step};
use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::Edit;

/// The part of a row that a dragged theme is let go over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Its upper part: before it.
    Before,
    /// Its middle: under it, as the last there.
    Within,
    /// Its lower part: after it.
    After,
}

impl Over {
    /// What the style sheet knows it by.
    pub(super) fn name(self) -> &'static str {
        match self {
            Over::Before => "before",
            Over::Within => "within",
            Over::After => "after",
        }
    }
}

/// What is being dragged, and over which row it is held.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    dragged: RwSignal<Option<ThemeId>>,
    over: RwSignal<Option<(ThemeId, Over)>>,
}

impl Drag {
    pub(super) fn new() -> Drag {
        Drag { dragged: RwSignal::new(None), over: RwSignal::new(None) }
    }

    /// How a theme is held over a row, to show where it would go.
    pub(super) fn over(self, row: &ThemeId) -> Option<Over> {
        self.over.with(|over| over.as_ref().filter(|(id, _)| id == row).map(|(_, over)| *over))
    }

    pub(super) fn begin(self, id: &ThemeId, event: &DragEvent) {
        if let Some(data) = event.data_transfer() {
            data.set_effect_allowed("move");
            // Some browsers drag nothing that carries nothing.
            let _ = data.set_data("text/plain", &id.0);
        }
        self.dragged.set(Some(id.clone()));
    }

    /// Says where the theme would go, if it may go there.
    pub(super) fn hold(self, session: Session, row: &ThemeId, event: &DragEvent) {
        let Some(dragged) = self.dragged.get_untracked() else { return };
        let over = part_of_row(event);
        if target(session, &dragged, row, over).is_none() {
            return self.over.set(None);
        }
        event.prevent_default();
        if self.over.with_untracked(|now| now.as_ref() != Some(&(row.clone(), over))) {
            self.over.set(Some((row.clone(), over)));
        }
    }

    pub(super) fn let_go(self, session: Session, event: &DragEvent) {
        let (dragged, over) = (self.dragged.get_untracked(), self.over.get_untracked());
        self.end();
        if let (Some(dragged), Some((row, over))) = (dragged, over) {
            event.prevent_default();
            event.stop_propagation();
            if let Some(spot) = target(session, &dragged, &row, over) {
                put(session, &dragged, spot);
            }
        }
    }

    pub(super) fn end(self) {
        self.dragged.set(None);
        self.over.set(None);
    }
}

/// Moves a theme by Shift and an arrow key on its row. Gives whether the key was one of those.
pub(super) fn pressed(session: Session, id: &ThemeId, event: &KeyboardEvent) -> bool {
    if !event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let way = match event.key().as_str() {
        "ArrowUp" => Way::Earlier,
        "ArrowDown" => Way::Later,
        "ArrowRight" => Way::In,
        "ArrowLeft" => Way::Out,
        _ => return false,
    };
    move_by(session, id, way);
    true
}

/// Buttons that move a theme, for those who neither drag nor know the keys.
#[component]
pub(super) fn Place(
    /// The reader's work.
    session: Session,
    /// Which theme.
    id: ThemeId,
) -> impl IntoView {
    let buttons = [(Way::Earlier, "Up"), (Way::Later, "Down")].into_iter().map(|(way, name)| {
        let (id, moved) = (id.clone(), id.clone());
        let can = Memo::new(move |_| {
            session
                .with_part(Part::Codebook, |workspace| step(&workspace.themes, &id, way).is_some())
        });
        view! {
            <button
                type="button"
                aria-disabled=move || (!can.get()).then_some("true")
                on:click=move |_| move_by(session, &moved, way)
            >
                {name}
            </button>
        }
    });
    view! {
        <fieldset>
            <legend>"Place among its siblings"</legend>
            <div class="field-row">{buttons.collect_view()}</div>
        </fieldset>
    }
}

fn move_by(session: Session, id: &ThemeId, way: Way) {
    let spot = session.with_untracked(|workspace| step(&workspace.themes, id, way));
    match spot {
        Some(spot) => put(session, id, spot),
        None => session.tell(Notice::done("The theme can go no further that way.")),
    }
}

/// Moves a theme, says where it stands now, and keeps the focus on its row.
fn put(session: Session, id: &ThemeId, (broader, nth): Spot) {
    let is_on_row = page::focused().is_some_and(|it| it.matches(".theme-take").unwrap_or(false));
    if !session.apply(Edit::MoveTheme { id: id.clone(), broader, nth }) {
        return;
    }
    let says = session.with_untracked(|workspace| {
        let theme = workspace.themes.get(id)?;
        let parent = theme.broader.as_ref().and_then(|parent| workspace.themes.get(parent));
        let siblings = children(&workspace.themes, parent.map(|parent| &parent.id));
        let nth = siblings.iter().position(|sibling| sibling.id == *id)? + 1;
        let where_ = parent.map_or(String::new(), |parent| format!(" under “{}”", parent.name));
        let Theme { name, .. } = theme;
        Some(format!("“{name}” is now {nth} of {}{where_}.", siblings.len()))
    });
    if let Some(says) = says {
        session.tell(Notice::changed(&says));
    }
    // A row that went deeper is another element.
    if is_on_row {
        focus_row(id, ".theme-take");
    }
}

/// Where a theme that is let go over a row goes; nowhere if it would stand under itself.
fn target(session: Session, dragged: &ThemeId, row: &ThemeId, over: Over) -> Option<Spot> {
    session.with_untracked(|workspace| {
        let themes = &workspace.themes;
        let under = descendants(themes, dragged);
        if dragged == row || under.contains(row) {
            return None;
        }
        match over {
            Over::Within => Some((Some(row.clone()), usize::MAX)),
            Over::Before => beside(themes, dragged, row),
            Over::After => beside(themes, dragged, row).map(|(broader, nth)| (broader, nth + 1)),
        }
    })
}

fn part_of_row(event: &DragEvent) -> Over {
    match page::height_within(event) {
        Some(at) if at < 0.3 => Over::Before,
        Some(at) if at > 0.7 => Over::After,
        Some(_) | None => Over::Within,
    }
}

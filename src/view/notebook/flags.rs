//! The flags of an annotation: shown on its card, put and taken away on the open one.

use leptos::prelude::*;

use super::entries::Entry;
use crate::annotation::{AnnotationId, Flag};
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::Edit;

/// The flags of an annotation: on the reader's own open card both as switches, elsewhere those that
/// it has.
#[component]
pub(super) fn Flags(
    /// The reader's work.
    session: Session,
    /// The annotation.
    entry: Signal<Entry>,
    /// Whether it is the one that the reader is looking at.
    is_active: Signal<bool>,
) -> impl IntoView {
    let flags = Memo::new(move |_| entry.with(|it| it.annotation.flags().collect::<Vec<_>>()));
    let can_change = Memo::new(move |_| is_active.get() && entry.with(|entry| entry.is_own));
    move || {
        if can_change.get() {
            let switch = |flag: Flag| view! { <Switch session entry flag flags /> };
            let switches = Flag::ALL.map(switch);
            return view! { <div class="flags" role="group" aria-label="Flags">{switches}</div> }
                .into_any();
        }
        let shown = flags.get().into_iter().map(|flag| {
            view! { <li class="flag">{sign(flag)} {flag.words()}</li> }
        });
        let shown = shown.collect_view();
        (!shown.is_empty())
            .then(|| view! { <ul class="flags" role="list" aria-label="Flags">{shown}</ul> })
            .into_any()
    }
}

/// Puts a flag and takes it away.
#[component]
fn Switch(
    session: Session,
    entry: Signal<Entry>,
    flag: Flag,
    flags: Memo<Vec<Flag>>,
) -> impl IntoView {
    let is_on = move || flags.with(|flags| flags.contains(&flag));
    view! {
        <button
            type="button"
            class="flag"
            aria-pressed=move || is_on().to_string()
            on:click=move |_| {
                let id = entry.with_untracked(|entry| entry.annotation.id.clone());
                turn(session, &id, flag);
            }
        >
            {sign(flag)} {flag.words()}
        </button>
    }
}

/// The sign of a flag, for those who look.
fn sign(flag: Flag) -> impl IntoView {
    view! { <span class="flag-sign" aria-hidden="true">{flag.sign().to_string()}</span> }
}

/// Puts a flag on an annotation, or takes it away. Gives whether it did; where not, the reader has
/// been told why.
fn turn(session: Session, id: &AnnotationId, flag: Flag) -> bool {
    let mut flags = session.with_untracked(|workspace| {
        workspace.annotations.get(id).into_iter().flat_map(|it| it.flags()).collect::<Vec<_>>()
    });
    let n_before = flags.len();
    flags.retain(|other| *other != flag);
    if flags.len() == n_before {
        flags.push(flag);
    }
    session.apply(Edit::SetFlags(id.clone(), flags))
}

/// Puts a flag on the annotation that the reader is looking at, or takes it away, and says which.
/// Gives whether they are looking at one.
pub(crate) fn flag_active(session: Session, flag: Flag) -> bool {
    let Some(id) = session.active.get_untracked() else { return false };
    if turn(session, &id, flag) {
        let is_on = session.with_untracked(|workspace| {
            workspace.annotations.get(&id).is_some_and(|it| it.flags().any(|it| it == flag))
        });
        let became = if is_on { "flagged" } else { "no longer flagged" };
        let said = format!("The annotation is {became}: {}.", flag.words().to_lowercase());
        session.tell(Notice::changed(&said));
    }
    true
}

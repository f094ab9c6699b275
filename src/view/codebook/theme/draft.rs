//! A theme while its form is filled in. What stands in the form and is not saved is kept as a draft, as
//! a note is, and is there when the theme is opened again.

use leptos::prelude::*;
use serde_json::Value;

use super::place::place_after;
use crate::browser::clock;
use crate::codebook::{Theme, ThemeId};
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::Edit;

/// How long the form rests before it is kept, in milliseconds.
const REST: i32 = 400;

/// A theme being changed. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    session: Session,
    /// The theme as it was when the form was opened.
    before: StoredValue<Theme>,
    /// The theme as the fields stand; nothing is changed before it is saved.
    pub(super) fields: RwSignal<Theme>,
    /// Whether the fields began with a draft.
    pub(super) is_from_before: bool,
    /// Whether the reader has said what is to become of the fields.
    is_settled: StoredValue<bool>,
}

impl Writing {
    /// Begins with a theme as it is, or with what was left unsaved of it.
    pub(super) fn begin(session: Session, theme: Theme) -> Writing {
        let draft = session.with_untracked(|work| {
            work.drafts.get(&theme.id.0).and_then(|draft| unsaved(&draft.text))
        });
        let fields = draft
            .map_or_else(|| theme.clone(), |(before, after)| theme.with_changes(&before, &after));
        let writing = Writing {
            session,
            is_from_before: fields != theme,
            before: StoredValue::new(theme),
            fields: RwSignal::new(fields),
            is_settled: StoredValue::new(false),
        };
        writing.keep_while_written();
        writing.keep_when_closed();
        writing
    }

    /// Whether the fields say something else than the theme did.
    pub(super) fn is_unsaved(self) -> Memo<bool> {
        Memo::new(move |_| self.fields.with(|fields| self.before.with_value(|it| it != fields)))
    }

    /// Changes the theme: what the reader changed, and nothing that was changed elsewhere meanwhile.
    pub(super) fn save(self) -> bool {
        let mut wanted = self.fields.get_untracked();
        wanted.name = wanted.name.trim().to_owned();
        let now = self.session.with_untracked(|work| work.themes.get(&wanted.id).cloned());
        let before = self.before.get_value();
        // One that is gone is refused by name.
        let mut theme = now.map_or_else(|| wanted.clone(), |it| it.with_changes(&before, &wanted));
        theme.position = place_after(self.session, &theme);
        if theme.name.is_empty() || !self.session.apply(Edit::ReviseTheme(theme)) {
            return false;
        }
        self.forget();
        true
    }

    /// Forgets what is not saved.
    pub(super) fn forget(self) {
        self.is_settled.set_value(true);
        keep(self.session, &self.before.get_value().id, String::new());
    }

    fn keep_while_written(self) {
        let rest = StoredValue::new_local(clock::Debounce::new(REST));
        Effect::new(move |is_begun: Option<()>| {
            self.fields.track();
            if is_begun.is_some() {
                rest.with_value(|rest| rest.call(move || self.keep()));
            }
        });
    }

    /// Keeps the fields when the dialog closes by itself, and says so.
    fn keep_when_closed(self) {
        on_cleanup(move || {
            let Some((id, text)) = self.written() else { return };
            let session = self.session;
            // Not in the middle of taking the dialog away.
            clock::after(0, move || {
                let name = session
                    .with_untracked(|work| work.themes.get(&id).map(|theme| theme.name.clone()));
                let Some(name) = name else { return };
                let is_unsaved = !text.is_empty();
                keep(session, &id, text);
                if is_unsaved {
                    session.tell(Notice::done(&format!(
                        "What you changed of “{name}” is kept and not saved yet: open it again to go on."
                    )));
                }
            });
        });
    }

    fn keep(self) {
        if let Some((id, text)) = self.written() {
            keep(self.session, &id, text);
        }
    }

    /// The theme, and what is not saved of it as a draft holds it. `None` once that is settled, or the
    /// form is gone.
    fn written(self) -> Option<(ThemeId, String)> {
        let is_settled = self.is_settled.try_get_value()?;
        let (before, after) = (self.before.try_get_value()?, self.fields.try_get_untracked()?);
        let is_unsaved = before != after;
        let text = is_unsaved.then(|| Value::from(vec![before.to_json(), after.to_json()]));
        (!is_settled).then(|| (after.id, text.map_or_else(String::new, |it| it.to_string())))
    }
}

/// Keeps a draft, or forgets it where it is empty; nothing happens where that changes nothing.
fn keep(session: Session, id: &ThemeId, text: String) {
    let before = session.with_untracked(|work| work.drafts.get(&id.0).map(|it| it.text.clone()));
    if before.unwrap_or_default() != text {
        session.apply(Edit::SetDraft { place: id.0.clone(), text, upon: None });
    }
}

/// The theme before and after, of a draft.
fn unsaved(draft: &str) -> Option<(Theme, Theme)> {
    let forms: Vec<Value> = serde_json::from_str(draft).ok()?;
    let [before, after] = forms.as_slice() else { return None };
    Some((Theme::from_json(before).ok()?, Theme::from_json(after).ok()?))
}

//! The report on a file of annotations: all that it would do, before it does anything.

use leptos::prelude::*;

use super::count;
use super::incoming::Incoming;
use super::questions::{AreYou, Attach, Homeless, makers};
use super::report::{Facts, Lists, refused};
use crate::coder::Coder;
use crate::exchange::attach;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::Session;
use crate::workspace::{Edit, Merge, Record, Verdict, plan};

/// The dialog that says what a file would bring.
#[component]
pub(crate) fn ImportDialog(
    /// The reader's work.
    session: Session,
    /// What the file holds.
    incoming: Incoming,
) -> impl IntoView {
    let Incoming { file, content, report, briefs } = incoming;
    let title = format!("What “{file}” would bring");
    let texts = briefs.iter().map(|brief| format!("“{}”", brief.name)).collect::<Vec<_>>();
    let texts = (!texts.is_empty()).then(|| {
        format!("It holds what is read too, and that is opened with it: {}.", texts.join(", "))
    });
    let n_refused = report.refused.len();
    let is_empty = report.taken == 0;
    let is_attached = RwSignal::new(false);
    let homeless = Homeless::of(session, &content.annotations);
    let makers = makers(session, &content.annotations);
    let me = RwSignal::new(None::<Coder>);
    let brief = homeless.as_ref().map(|homeless| homeless.iri.clone());
    let merge = Memo::new(move |_| {
        let mut content = content.clone();
        if let Some(brief) = brief.as_ref().filter(|_| is_attached.get()) {
            attach(&mut content, brief);
        }
        session.with(|workspace| plan(workspace, content))
    });
    let effect = Memo::new(move |_| merge.with(Tally::effect));
    let take = move |_| {
        let taken = taken_words(&file, &merge.get_untracked(), &effect.get_untracked());
        // Before the import, so that undo takes back the import alone.
        let mut briefs = briefs.iter().cloned();
        if !briefs.all(|brief| session.apply(Edit::OpenBrief(brief))) {
            return;
        }
        let is_said = me.get_untracked().is_none_or(|me| session.apply(Edit::SetCoder(me)));
        if is_said && session.apply(Edit::Import(merge.get_untracked())) {
            session.dialog.set(None);
            session.tell(Notice::changed(&taken));
        }
    };
    let close = move |_| session.dialog.set(None);
    let has_effect = Memo::new(move |_| effect.with(|effect| !effect.is_empty()));
    view! {
        <Frame session title wide=true>
            <p class="explanation">
                {move || match (is_empty, n_refused, has_effect.get()) {
                    (true, 0, _) => "This file holds no annotations and no themes.",
                    (true, ..) => "Nothing in this file could be read as an annotation or a theme.",
                    (false, _, false) => {
                        "All that this file would bring is here already. There is nothing to take."
                    }
                    (false, _, true) => {
                        "Nothing is changed yet. What you take can be taken back with Undo, in one step."
                    }
                }}
            </p>
            {texts.map(|texts| view! { <p class="explanation">{texts}</p> })}
            {(!is_empty).then(|| view! { <Facts session merge /> })}
            {(!makers.is_empty()).then(|| view! { <AreYou makers me /> })}
            {homeless.map(|homeless| view! { <Attach homeless is_attached /> })}
            <div class="report">
                {(!is_empty).then(|| view! { <Lists session merge /> })}
                {refused(&report.refused)}
            </div>
            <div class="actions">
                <Show
                    when=move || has_effect.get()
                    fallback=move || view! {
                        <button type="button" class="primary" on:click=close>"Close"</button>
                    }
                >
                    <button type="button" class="primary" on:click=take.clone()>
                        {move || format!("Take {}", effect.with(Tally::words))}
                    </button>
                    <button type="button" on:click=close>"Cancel: nothing is changed"</button>
                </Show>
            </div>
        </Frame>
    }
}

/// How many records of each sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    n_annotations: usize,
    n_themes: usize,
    n_deletions: usize,
}

impl Tally {
    /// Those that taking the file changes something with.
    fn effect(merge: &Merge) -> Tally {
        Tally::of(merge.items.iter().filter(|(_, verdict)| match verdict {
            Verdict::New | Verdict::Newer | Verdict::Conflict | Verdict::DeletedThere => true,
            Verdict::Same | Verdict::Older | Verdict::DeletedHere => false,
        }))
    }

    /// These.
    pub(super) fn of<'a>(items: impl Iterator<Item = &'a (Record, Verdict)>) -> Tally {
        let mut tally = Tally::default();
        for (record, _) in items {
            match record {
                Record::Annotation(_) => tally.n_annotations += 1,
                Record::Theme(_) => tally.n_themes += 1,
                Record::Tombstone(_) => tally.n_deletions += 1,
                // A file brings none of these.
                Record::Coder(_)
                | Record::Settings(_)
                | Record::Conflict(_)
                | Record::Brief(_)
                | Record::Draft(_) => {}
            }
        }
        tally
    }

    pub(super) fn is_empty(&self) -> bool {
        self.n_annotations + self.n_themes + self.n_deletions == 0
    }

    /// In words: `12 annotations, 3 themes and 1 deletion`.
    pub(super) fn words(&self) -> String {
        let parts = [
            (self.n_annotations, "annotation", "annotations"),
            (self.n_themes, "theme", "themes"),
            (self.n_deletions, "deletion", "deletions"),
        ];
        let parts = parts.into_iter().filter(|(n_things, ..)| *n_things > 0);
        let parts: Vec<_> = parts.map(|(n, one, several)| count(n, one, several)).collect();
        match parts.as_slice() {
            [] => "nothing".to_owned(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

/// What the reader is told once it is done.
fn taken_words(file: &str, merge: &Merge, effect: &Tally) -> String {
    let conflicts = merge.items.iter().filter(|(_, verdict)| *verdict == Verdict::Conflict).count();
    let conflicts = match conflicts {
        0 => String::new(),
        1 => " One was changed here and there: both sides are kept until you choose.".to_owned(),
        n_conflicts => format!(
            " {n_conflicts} were changed here and there: both sides of each are kept until you choose."
        ),
    };
    format!("Took {} from “{file}”.{conflicts}", effect.words())
}

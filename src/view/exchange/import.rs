//! The report on files of annotations: all that they would do, before they do anything. Several files
//! that were given at once are one report, and taken in one step; their order makes no difference.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::incoming::Incoming;
use super::questions::{AreYou, Attach, Homeless, makers};
use super::report::{Facts, Lists, refused};
use super::taking::{HowMuch, Tally};
use crate::coder::Coder;
use crate::exchange::attach;
use crate::view::dialog::Frame;
use crate::view::notice::Notice;
use crate::view::session::{Part, Session};
use crate::workspace::{self, Edit, Merge, Taking, counted, plan};

/// The dialog that says what files would bring.
#[component]
pub(crate) fn ImportDialog(
    /// The reader's work.
    session: Session,
    /// What the files hold. At least one.
    files: Vec<Incoming>,
) -> impl IntoView {
    let file = named(&files);
    let title = format!("What {file} would bring");
    let is_one = files.len() == 1;
    let mut content = workspace::Incoming::default();
    let mut is_empty = true;
    let mut refusals = Vec::new();
    let mut briefs = Vec::new();
    let is_of_site = files.iter().all(|incoming| incoming.is_of_site);
    for Incoming { file, content: more, report, briefs: texts, is_of_site: _ } in files {
        is_empty &= report.taken == 0;
        let of_file = (!is_one).then_some(file);
        refusals.extend(report.refused.into_iter().map(|refusal| (of_file.clone(), refusal)));
        content.themes.extend(more.themes);
        content.annotations.extend(more.annotations);
        content.tombstones.extend(more.tombstones);
        briefs.extend(texts);
    }
    let n_refused = refusals.len();
    let texts = briefs.iter().map(|brief| format!("“{}”", brief.name)).collect::<Vec<_>>();
    let texts = (!texts.is_empty())
        .then(|| format!("Texts come with it, which are opened with it: {}.", texts.join(", ")));
    let is_attached = RwSignal::new(false);
    let homeless = Homeless::of(session, &content.annotations);
    // What the site publishes is nobody's who asks for it.
    let makers = if is_of_site { Vec::new() } else { makers(session, &content.annotations) };
    let me = RwSignal::new(None::<Coder>);
    let brief = homeless.as_ref().map(|homeless| homeless.iri.clone());
    let merge = Memo::new(move |_| {
        // What a report says is of the work as it is: other parts of it decide nothing.
        for part in [Part::Annotations, Part::Codebook, Part::Conflicts] {
            session.follow(part);
        }
        let mut content = content.clone();
        if let Some(brief) = brief.as_ref().filter(|_| is_attached.get()) {
            attach(&mut content, brief);
        }
        session.with_untracked(|workspace| plan(workspace, content))
    });
    let taking = RwSignal::new(Taking::All);
    let effect =
        Memo::new(move |_| merge.with(|merge| taking.with(|taking| Tally::effect(merge, taking))));
    let has_effect =
        Memo::new(move |_| merge.with(|merge| !Tally::effect(merge, &Taking::All).is_empty()));
    let n_conflicts = Memo::new(move |_| merge.with(|merge| merge.in_conflict().count()));
    let take = move |_| {
        let part = taking.with_untracked(|taking| merge.with_untracked(|merge| merge.part(taking)));
        let taken = taken_words(&file, &part, &effect.get_untracked());
        // Before the import, so that undo takes back the import alone.
        let mut briefs = briefs.iter().cloned();
        if !briefs.all(|brief| session.apply(Edit::OpenBrief(brief))) {
            return;
        }
        let me = me.get_untracked();
        let is_said = me.is_none_or(|me| session.apply(Edit::JoinIdentity(me)));
        if is_said && session.apply(Edit::Import(part)) {
            session.dialog.set(None);
            session.tell(Notice::changed(&taken));
        }
    };
    let close = move |_| session.dialog.set(None);
    view! {
        <Frame session title wide=true>
            <p class="explanation">
                {move || match (is_empty, n_refused, has_effect.get()) {
                    (true, 0, _) => "There are no annotations and no themes in it.",
                    (true, ..) => "Nothing in it could be read as an annotation or a theme.",
                    (false, _, false) => {
                        "All that it would bring is here already. There is nothing to take."
                    }
                    (false, _, true) => {
                        "Nothing is changed yet. What you take can be taken back with Undo, in one step."
                    }
                }}
            </p>
            {texts.map(|texts| view! { <p class="explanation">{texts}</p> })}
            {(!is_empty).then(|| view! { <Facts session merge /> })}
            {(!makers.is_empty()).then(|| view! { <AreYou session makers me /> })}
            {homeless.map(|homeless| view! { <Attach homeless is_attached /> })}
            <Show when=move || has_effect.get()>
                <HowMuch taking n_conflicts />
            </Show>
            <div class="report">
                {(!is_empty).then(|| view! { <Lists session merge taking /> })}
                {refused(&refusals)}
            </div>
            <div class="actions">
                <Show
                    when=move || has_effect.get()
                    fallback=move || view! {
                        <button type="button" class="primary" on:click=close>"Close"</button>
                    }
                >
                    <button
                        type="button"
                        class="primary"
                        disabled=move || effect.with(Tally::is_empty)
                        on:click=take.clone()
                    >
                        {move || format!("Take {}", effect.with(Tally::words))}
                    </button>
                    <button type="button" on:click=close>"Cancel: nothing is changed"</button>
                </Show>
            </div>
        </Frame>
    }
}

/// What files are called together: “a.json”, `3 files`.
fn named(files: &[Incoming]) -> String {
    match files {
        [one] => format!("“{}”", one.file),
        several => counted(several.len(), "file", "files"),
    }
}

/// What the reader is told once it is done.
fn taken_words(file: &str, merge: &Merge, effect: &Tally) -> String {
    let conflicts: BTreeSet<_> = merge.in_conflict().map(workspace::Record::key).collect();
    let conflicts = match conflicts.len() {
        0 => String::new(),
        1 => " One was changed here and there: both sides are kept until you choose.".to_owned(),
        n_conflicts => format!(
            " {n_conflicts} were changed here and there: both sides of each are kept until you choose."
        ),
    };
    format!("Took {} from {file}.{conflicts}", effect.words())
}

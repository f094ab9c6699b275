//! What only the reader knows of a file: whether they made it, and what it is about.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::annotation::{Annotation, Selector, Target};
use crate::coder::Coder;
use crate::route::Route;
use crate::view::library;
use crate::view::session::{Session, brief_iri};
use crate::workspace::Hand;

/// Those who made annotations and have a name, but for the reader: they may be one of them, who brings
/// their own work from another browser or machine.
pub(super) fn makers(session: Session, annotations: &[Annotation]) -> Vec<Coder> {
    let me = session.with_untracked(|work| work.coder.as_ref().map(|me| me.id.clone()));
    let named = annotations.iter().filter_map(|annotation| annotation.creator.as_ref());
    let named = named.filter(|creator| !creator.name.is_empty() && !creator.id.is_empty());
    let named = named.filter(|creator| me.as_ref() != Some(&creator.id));
    let makers: BTreeMap<&str, &Coder> =
        named.map(|creator| (creator.id.as_str(), creator)).collect();
    makers.into_values().cloned().collect()
}

/// Asks whether the reader is one of those who made what is in the file.
#[component]
pub(super) fn AreYou(
    /// The reader's work.
    session: Session,
    /// Those who made it. At least one.
    makers: Vec<Coder>,
    /// Whom of them the reader says they are.
    me: RwSignal<Option<Coder>>,
) -> impl IntoView {
    let hands = session.with_untracked(|work| Hand::among(work, makers.iter().cloned()));
    let options = hands.iter().filter(|hand| !hand.is_reader).map(|hand| {
        let words = format!("Yes, I am {}", hand.label());
        view! { <option value=hand.coder.id.clone()>{words}</option> }
    });
    let options = options.collect_view();
    let choose = move |id: &str| me.set(makers.iter().find(|maker| maker.id == id).cloned());
    let joins = move || {
        let is_someone = session.with_untracked(|work| {
            work.coder.as_ref().is_some_and(|mine| {
                work.annotations
                    .values()
                    .any(|it| it.creator.as_ref().is_some_and(|creator| creator.id == mine.id))
            })
        });
        me.get().filter(|_| is_someone).map(|me| view! {
            <p class="explanation">
                "What you marked here is signed " {me.name} " then, like what is in the file. That is a \
                 step of its own, and can be taken back."
            </p>
        })
    };
    view! {
        <label class="question">
            <span>"Did you make these? What is yours can be changed; what is another’s is shown beside it."</span>
            <select on:change:target=move |event| choose(&event.target().value())>
                <option value="">"No, I am someone else"</option>
                {options}
            </select>
        </label>
        {joins}
    }
}

/// Annotations of a document that is none of ours, while one of ours is on screen.
pub(super) struct Homeless {
    n_annotations: usize,
    /// The IRI of the brief on screen.
    pub(super) iri: String,
    /// Its title.
    title: String,
}

impl Homeless {
    /// What another program says about some page quotes its words: they may stand in the brief that
    /// the reader has before them. `None` where there is none of either.
    pub(super) fn of(session: Session, annotations: &[Annotation]) -> Option<Homeless> {
        let Route::Brief { slug, .. } = session.route.get_untracked() else { return None };
        let reading = session.reading().filter(|reading| reading.slug() == slug)?;
        let is_homeless =
            |annotation: &&Annotation| annotation.targets.iter().any(quotes_another_page);
        let n_annotations = annotations.iter().filter(is_homeless).count();
        let title = library::heading(&reading.brief);
        (n_annotations > 0).then(|| Homeless { n_annotations, iri: brief_iri(&slug), title })
    }
}

fn quotes_another_page(target: &Target) -> bool {
    let is_quote = |selector: &Selector| match selector {
        Selector::Quote(_) => true,
        Selector::Position { .. } | Selector::Other(_) => false,
    };
    !target.source.starts_with("urn:briefmark:") && target.selectors.iter().any(is_quote)
}

/// Asks whether annotations from elsewhere are about the brief on screen.
#[component]
pub(super) fn Attach(
    /// The annotations.
    homeless: Homeless,
    /// Whether the reader said so.
    is_attached: RwSignal<bool>,
) -> impl IntoView {
    let words = match homeless.n_annotations {
        1 => "1 annotation is about a page elsewhere. Look for the words that it quotes".to_owned(),
        n_annotations => format!(
            "{n_annotations} annotations are about a page elsewhere. Look for the words that they quote"
        ),
    };
    view! {
        <label class="choice question">
            <input
                type="checkbox"
                prop:checked=is_attached
                on:change:target=move |event| is_attached.set(event.target().checked())
            />
            <span>{words} " in “" {homeless.title} "”."</span>
        </label>
    }
}

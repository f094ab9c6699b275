//! Two versions of a brief: what would become of each annotation of the one in the text of the other.
//!
//! Nothing is changed by looking. A version that a reader opens is named by its content, so it is
//! another brief, and the annotations can be carried over to it in one step; one that names itself as
//! the brief that is here takes its place, and the annotations stay as they are until their places are
//! confirmed.

mod report;
mod version;

pub(crate) use version::named;

use std::sync::Arc;

use leptos::prelude::*;

use crate::annotation::Annotation;
use crate::brief::Brief;
use crate::browser::clock::{self, Slice};
use crate::browser::{address, clipboard};
use crate::route::{Place, Route};
use crate::view::dialog::{Dialog, Frame};
use crate::view::library::{self, Opened};
use crate::view::notice::Notice;
use crate::view::session::{Part, Session, brief_slug};
use crate::workspace::{Comparison, Edit, Fate, OpenedBrief, State, carry_over, list, tally};
use report::Report;
use version::{Choice, Version, take};

/// Which brief is compared, and with what, as far as that is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Compared {
    /// The IRI of the brief whose annotations are followed.
    pub(crate) iri: String,
    /// Another version of it that the reader gave.
    pub(crate) given: Option<OpenedBrief>,
}

/// The way to the comparison, where there is something to follow.
#[component]
pub(crate) fn CompareWith(
    /// The reader's work.
    session: Session,
    /// The IRI of the brief.
    iri: String,
) -> impl IntoView {
    let this = iri.clone();
    let is_marked = Memo::new(move |_| has_annotations(session, &this));
    move || {
        is_marked.get().then(|| {
            let compared = Compared { iri: iri.clone(), given: None };
            view! {
                <button
                    type="button"
                    class="as-link compare"
                    on:click=move |_| session.dialog.set(Some(Dialog::Compare(compared.clone())))
                >
                    "Compare with another version"
                </button>
            }
        })
    }
}

/// Whether a brief, given its IRI, has annotations. Followed as [`Session::with`] is.
pub(crate) fn has_annotations(session: Session, iri: &str) -> bool {
    let is_about = |annotation: &Annotation| annotation.targets.iter().any(|it| it.source == iri);
    session.with_part(Part::Annotations, |work| work.annotations.values().any(is_about))
}

/// The dialog that compares two versions of a brief.
#[component]
pub(crate) fn CompareDialog(
    /// The reader's work.
    session: Session,
    /// What is compared.
    compared: Compared,
) -> impl IntoView {
    let Compared { iri, given } = compared;
    let slug = brief_slug(&iri);
    let title = library::glance(session, &slug).map_or_else(|| slug.clone(), |it| it.meta.title);
    let version = RwSignal::new(None::<Version>);
    if let Some(given) = given {
        take(version, async move { Some(Version::of_file(session, given).await) });
    }
    let looked = look(session, iri.clone(), version);
    let from_digest = match library::open(session, &slug) {
        Opened::Here(reading) => Some(reading.brief.text.digest().to_owned()),
        Opened::BeingRead(_) | Opened::Missing => None,
    };
    let result = move || {
        version.get().map(|version| {
            if from_digest.as_deref() == Some(version.brief.text.digest()) {
                return view! {
                    <p>"This is the text that you marked, word for word: nothing would move."</p>
                }
                .into_any();
            }
            let (n_done, n_all) = match looked.get() {
                Looked::In(brief, fates) if Arc::ptr_eq(&brief, &version.brief) => {
                    return view! { <Result session iri=iri.clone() version fates /> }.into_any();
                }
                // That was another version.
                Looked::In(..) => (0, 0),
                Looked::For { n_done, n_all } => (n_done, n_all),
            };
            view! {
                <p role="status">
                    "Looking for what was marked… "
                    <progress max=n_all.max(1).to_string() value=n_done.to_string()></progress>
                </p>
            }
            .into_any()
        })
    };
    view! {
        <Frame session title="Compare two versions" wide=true>
            <p class="explanation">
                "What would become of the annotations on “" {title} "” in another version of it. Looking \
                 changes nothing."
            </p>
            <Choice session slug version />
            {result}
        </Frame>
    }
}

/// How far it has come to find out what would become of the annotations.
#[derive(Clone)]
enum Looked {
    /// So many annotations of all of them were looked for.
    For { n_done: usize, n_all: usize },
    /// All were, in this text; what was found.
    In(Arc<Brief>, Arc<[Fate]>),
}

/// Looks for the annotations in a version, in slices; anew when it is another version, or when the
/// annotations are others.
fn look(session: Session, iri: String, version: RwSignal<Option<Version>>) -> RwSignal<Looked> {
    let looked = RwSignal::new(Looked::For { n_done: 0, n_all: 0 });
    // Which of several looks is the last, in whose name alone anything is told.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        session.follow(Part::Annotations);
        let Some(Version { brief, .. }) = version.get() else { return };
        let this = turn.get_value() + 1;
        turn.set_value(this);
        let mut comparison = session.with_untracked(|work| Comparison::begin(work, &iri));
        leptos::task::spawn_local(async move {
            let mut slice = Slice::begin();
            while !comparison.is_done() && turn.try_get_value() == Some(this) {
                session.with_untracked(|work| comparison.step(work, &brief));
                if slice.is_over() {
                    let (n_done, n_all) = comparison.progress();
                    drop(looked.try_set(Looked::For { n_done, n_all }));
                    slice.rest().await;
                }
            }
            if turn.try_get_value() == Some(this) {
                drop(looked.try_set(Looked::In(brief, comparison.finish().into())));
            }
        });
    });
    looked
}

/// What would become of the annotations, and what can be done about it.
#[component]
fn Result(session: Session, iri: String, version: Version, fates: Arc<[Fate]>) -> impl IntoView {
    let is_same = version.brief.id == iri;
    let n_to_carry = n_to_carry(&fates);
    let close = move |_| session.dialog.set(None);
    let (brief, this) = (Arc::clone(&version.brief), version.clone());
    let carried = Arc::clone(&fates);
    let carry_words = match n_to_carry {
        1 => "Carry 1 annotation over to this version".to_owned(),
        n_annotations => format!("Carry {n_annotations} annotations over to this version"),
    };
    view! {
        {is_same.then(|| view! {
            <p class="explanation">
                "This file names itself as the same brief. If it takes the place of the text that is here, \
                 your annotations stay as they are, and you are asked about each that does not lie where \
                 it lay."
            </p>
        })}
        <Report session brief=&brief fates=&fates is_same />
        <div class="actions">
            {if is_same {
                view! {
                    <button type="button" class="primary" on:click=move |_| take_place(session, &this)>
                        "Open this version in the place of the one that is here"
                    </button>
                }
                .into_any()
            } else {
                view! {
                    <button
                        type="button"
                        class="primary"
                        disabled=n_to_carry == 0
                        on:click=move |_| carry(session, &this, &carried)
                    >
                        {carry_words}
                    </button>
                }
                .into_any()
            }}
            <button
                type="button"
                on:click=move |_| copy(session, &brief, &fates)
            >
                "Copy as a list"
            </button>
            <button type="button" on:click=close>"Close: nothing is changed"</button>
        </div>
    }
}

/// How many of the reader's own annotations can be carried over.
fn n_to_carry(fates: &[Fate]) -> usize {
    let carried = fates.iter().filter(|fate| fate.is_own && fate.state() != State::Lost);
    carried.map(|fate| &fate.annotation).collect::<std::collections::BTreeSet<_>>().len()
}

/// Carries the annotations over, and goes to where they are now.
fn carry(session: Session, version: &Version, fates: &[Fate]) {
    if let Some(given) = version.given.clone() {
        if !session.apply(Edit::OpenBrief(given)) {
            return;
        }
        version.shelve();
    }
    let edit = session.with_untracked(|work| carry_over(work, &version.brief, fates));
    if !session.apply(edit) {
        return;
    }
    let counts = tally(fates.iter().filter(|fate| fate.is_own));
    let n_asked = counts[State::Changed as usize] + counts[State::Ambiguous as usize];
    let mut said = match n_to_carry(fates) {
        1 => "1 annotation is on this version now.".to_owned(),
        n_annotations => format!("{n_annotations} annotations are on this version now."),
    };
    if n_asked > 0 {
        said.push_str(&format!(" {n_asked} to be confirmed."));
    }
    if counts[State::Lost as usize] > 0 {
        said.push_str(" What is lost here stays with the version that it was marked in.");
    }
    session.dialog.set(None);
    go_to(session, &version.brief);
    // What is said of the brief on its opening comes first.
    clock::next_frame(move || clock::next_frame(move || session.tell(Notice::changed(&said))));
}

/// Puts a version in the place of the brief that bears its name.
fn take_place(session: Session, version: &Version) {
    let Some(given) = version.given.clone() else { return };
    if session.apply(Edit::OpenBrief(given)) {
        session.dialog.set(None);
        version.shelve();
        go_to(session, &version.brief);
    }
}

fn go_to(session: Session, brief: &Brief) {
    let route = Route::Brief { slug: brief_slug(&brief.id), place: Place::Start };
    // The page follows the address a moment later; what is said next is said of this brief.
    session.route.set(route.clone());
    address::go(&route);
}

fn copy(session: Session, brief: &Brief, fates: &[Fate]) {
    let text = session.with_untracked(|work| list(work, brief, fates));
    leptos::task::spawn_local(async move {
        match clipboard::write(&text).await {
            Ok(()) => session.tell(Notice::done(
                "Copied as a table: a line for each passage, as spreadsheets take it.",
            )),
            Err(reason) => session.tell(Notice::problem(&format!(
                "Nothing was copied: the browser refused ({reason})."
            ))),
        }
    });
}

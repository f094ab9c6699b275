//! Two versions of a brief: what would become of each annotation of the one in the text of the other.
//!
//! Nothing is changed by looking. A version that a reader opens is named by its content, so it is
//! another brief, and the annotations can be carried over to it in one step; one that names itself as
//! the brief that is here takes its place, and the annotations stay as they are until their places are
//! confirmed.

mod report;

use std::sync::Arc;

use leptos::prelude::*;

use crate::annotation::Annotation;
use crate::brief::{self, Brief, Finding};
use crate::browser::{address, clipboard, clock, file};
use crate::route::{Place, Route};
use crate::view::dialog::{Dialog, Frame};
use crate::view::library::{self, Opened, PUBLISHED};
use crate::view::notice::Notice;
use crate::view::session::{Part, Session, brief_iri, brief_slug};
use crate::workspace::{Edit, Fate, OpenedBrief, State, carry_over, compare, list, tally};
use report::Report;

/// Which brief is compared, and with what, as far as that is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Compared {
    /// The IRI of the brief whose annotations are followed.
    pub(crate) iri: String,
    /// Another version of it that the reader gave.
    pub(crate) given: Option<OpenedBrief>,
}

/// The text that a brief is compared with.
#[derive(Clone)]
struct Version {
    brief: Arc<Brief>,
    findings: Vec<Finding>,
    /// The file, where it is not among the briefs that are here.
    given: Option<OpenedBrief>,
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
    let from_iri = iri.clone();
    let fates = Memo::new(move |_| {
        let Some(Version { brief, .. }) = version.get() else { return Vec::new() };
        session.with_part(Part::Annotations, |work| compare(work, &from_iri, &brief))
    });
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
            view! { <Result session iri=iri.clone() version fates /> }.into_any()
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

/// Reads a version, which may take a while, and compares with it then, if the dialog is still open.
fn take(
    version: RwSignal<Option<Version>>,
    reading: impl Future<Output = Option<Version>> + 'static,
) {
    leptos::task::spawn_local(async move {
        let read = reading.await;
        drop(version.try_set(read));
    });
}

impl Version {
    /// The version that a file holds. Where the site publishes the same text, it is that.
    async fn of_file(session: Session, mut given: OpenedBrief) -> Version {
        let (brief, findings) = library::read_in_slices(&given.source, &given.name).await;
        if let Some(twin) = library::published_twin(session, &brief) {
            return Version { brief: Arc::new(twin.brief.clone()), findings, given: None };
        }
        let brief = named(brief);
        given.id.clone_from(&brief.id);
        Version { brief: Arc::new(brief), findings, given: Some(given) }
    }

    /// Has it at hand for the page, so that it is not read again.
    fn shelve(&self) {
        let parsed = (Brief::clone(&self.brief), self.findings.clone());
        library::replace(&brief_slug(&self.brief.id), parsed);
    }

    /// A brief that is here.
    async fn of_brief(session: Session, slug: &str) -> Option<Version> {
        if let Opened::Here(reading) = library::open(session, slug) {
            let (brief, findings) = (reading.brief.clone(), reading.findings.clone());
            return Some(Version { brief: Arc::new(brief), findings, given: None });
        }
        let iri = brief_iri(slug);
        let opened = session.with_untracked(|work| work.briefs.get(&iri).cloned())?;
        let (brief, findings) = library::read_in_slices(&opened.source, &opened.name).await;
        Some(Version { brief: Arc::new(brief.with_id(&iri)), findings, given: None })
    }
}

/// A brief from a file under a name that it can have here: what the site publishes keeps its own text,
/// so a version that names itself as that is named by its content.
pub(crate) fn named(brief: Brief) -> Brief {
    let is_published = PUBLISHED.iter().any(|published| brief_iri(published.slug) == brief.id);
    if is_published {
        let by_content = format!("urn:briefmark:sha256-{}", brief.text.digest());
        brief.with_id(&by_content)
    } else {
        brief
    }
}

/// Where the other version comes from: a file, or a brief that is here.
#[component]
fn Choice(
    session: Session,
    /// The brief that is compared.
    slug: String,
    version: RwSignal<Option<Version>>,
) -> impl IntoView {
    let take_file = move |given: web_sys::File| {
        let name = given.name();
        take(version, async move {
            match file::read(&given).await {
                Ok(bytes) => {
                    let (source, _) = brief::decode(&bytes);
                    let given = OpenedBrief { id: String::new(), name, source };
                    Some(Version::of_file(session, given).await)
                }
                Err(reason) => {
                    session.tell(Notice::problem(&format!(
                        "“{name}” could not be read ({reason}). Nothing was changed."
                    )));
                    None
                }
            }
        });
    };
    let here = session.with_untracked(|work| {
        let published = PUBLISHED.iter().map(|it| it.slug.to_owned());
        let slugs = published.chain(work.briefs.keys().map(|iri| brief_slug(iri)));
        slugs.filter(|other| *other != slug).collect::<Vec<_>>()
    });
    let options = here.into_iter().filter_map(|slug| {
        let meta = library::glance(session, &slug)?.meta;
        let date = meta.date.map(|date| format!(", {date}"));
        let words = format!("{}{}", meta.title, date.unwrap_or_default());
        Some(view! { <option value=slug>{words}</option> })
    });
    let options = options.collect_view();
    let is_alone = options.is_empty();
    view! {
        <div class="version-choice">
            <label class="button file">
                "Choose the other version…"
                <input
                    type="file"
                    accept=".md,.markdown,.txt,.text,text/markdown,text/plain"
                    on:change:target=move |event| {
                        if let Some(given) = file::all(event.target().files()).into_iter().next() {
                            take_file(given);
                        }
                    }
                />
            </label>
            <label hidden=is_alone>
                "or one that is here "
                <select on:change:target=move |event| {
                    let slug = event.target().value();
                    take(version, async move { Version::of_brief(session, &slug).await });
                }>
                    <option value="">"none"</option>
                    {options}
                </select>
            </label>
        </div>
    }
}

/// What would become of the annotations, and what can be done about it.
#[component]
fn Result(
    session: Session,
    iri: String,
    version: Version,
    fates: Memo<Vec<Fate>>,
) -> impl IntoView {
    let is_same = version.brief.id == iri;
    let edit = Memo::new(move |_| fates.with(|fates| n_to_carry(fates)));
    let close = move |_| session.dialog.set(None);
    let (brief, this) = (Arc::clone(&version.brief), version.clone());
    let carry_words = move || match edit.get() {
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
        <Report session brief=Arc::clone(&brief) fates is_same />
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
                        disabled=move || edit.get() == 0
                        on:click=move |_| fates.with_untracked(|fates| carry(session, &this, fates))
                    >
                        {carry_words}
                    </button>
                }
                .into_any()
            }}
            <button
                type="button"
                on:click=move |_| fates.with_untracked(|fates| copy(session, &brief, fates))
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

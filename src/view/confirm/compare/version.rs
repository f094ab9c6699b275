//! The other version of a brief: where it comes from, and the reading of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::brief::{self, Brief, Finding};
use crate::browser::file;
use crate::view::library::{self, Opened};
use crate::view::notice::Notice;
use crate::view::session::{Session, brief_iri, brief_slug};
use crate::workspace::OpenedBrief;

/// The text that a brief is compared with.
#[derive(Clone)]
pub(super) struct Version {
    pub(super) brief: Arc<Brief>,
    findings: Vec<Finding>,
    /// The file, where it is not among the briefs that are here.
    pub(super) given: Option<OpenedBrief>,
}

/// Reads a version, which may take a while, and compares with it then, if the dialog is still open.
pub(super) fn take(
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
    pub(super) async fn of_file(session: Session, mut given: OpenedBrief) -> Version {
        let (brief, findings) = library::read_in_slices(&given.source, &given.name).await;
        if let Some(twin) = library::published_twin(session, &brief) {
            return Version { brief: Arc::new(twin.brief.clone()), findings, given: None };
        }
        let brief = named(brief);
        given.id.clone_from(&brief.id);
        Version { brief: Arc::new(brief), findings, given: Some(given) }
    }

    /// Has it at hand for the page, so that it is not read again.
    pub(super) fn shelve(&self) {
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
    let is_published = library::published().iter().any(|it| brief_iri(&it.slug) == brief.id);
    if is_published {
        let by_content = format!("urn:briefmark:sha256-{}", brief.text.digest());
        brief.with_id(&by_content)
    } else {
        brief
    }
}

/// Where the other version comes from: a file, or a brief that is here.
#[component]
pub(super) fn Choice(
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
        let published = library::published().iter().map(|it| it.slug.clone());
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

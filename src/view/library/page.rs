//! The library on screen.

use leptos::prelude::*;

use crate::annotation::Annotation;
use crate::browser::file;
use crate::route::{Place, Route};
use crate::view::later::{self, Marking};
use crate::view::library::{self, Glance};
use crate::view::session::{Part, Session, brief_iri, brief_slug};
use crate::workspace::Workspace;

/// The list of briefs.
#[component]
pub(crate) fn Library(
    /// The reader's work.
    session: Session,
    /// What the address asked for and is not here.
    missing: Option<String>,
) -> impl IntoView {
    let published: Vec<_> = library::published().iter().map(|it| it.slug.clone()).collect();
    // By id alone: a brief is a large text, and the list is drawn again only when one comes or goes.
    let opened = Memo::new(move |_| {
        session.with_part(Part::Briefs, |workspace| {
            workspace.briefs.keys().cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <div class="library" id="reading">
            <h1>"Briefs"</h1>
            {missing.map(|slug| view! { <Missing slug /> })}
            <p class="explanation">
                "Read a declassified intelligence brief, mark it up by theme, write notes beside it. What \
                 you mark stays in this browser; it leaves it only in a file or a link that you make."
            </p>
            <section aria-labelledby="published">
                <h2 id="published">"On this site"</h2>
                <Briefs session slugs=published />
            </section>
            <section aria-labelledby="opened">
                <h2 id="opened">"From your files"</h2>
                {move || {
                    let slugs: Vec<_> =
                        opened.with(|opened| opened.iter().map(|iri| brief_slug(iri)).collect());
                    if slugs.is_empty() {
                        view! {
                            <p class="explanation">
                                "Open a brief of your own, Markdown or plain text, or drop it anywhere on this \
                                 page. It is kept in this browser like your notes."
                            </p>
                        }
                        .into_any()
                    } else {
                        view! { <Briefs session slugs /> }.into_any()
                    }
                }}
                <OpenFile session />
            </section>
        </div>
    }
}

/// Says that the address asks for a brief that is not here.
#[component]
fn Missing(slug: String) -> impl IntoView {
    let explanation = if slug.starts_with("sha256-") {
        "It was opened from a file, in another browser or before this one’s data was cleared. Open the \
         file again and this address works here too."
    } else {
        "Perhaps the address lost a letter on its way. The briefs that are here stand below."
    };
    view! {
        <div class="missing" role="alert">
            <p><strong>"This brief is not on this site: "</strong><span class="slug">{slug}</span></p>
            <p>{explanation}</p>
        </div>
    }
}

#[component]
fn Briefs(session: Session, slugs: Vec<String>) -> impl IntoView {
    let items = slugs.into_iter().filter_map(|slug| {
        let glance = library::glance(session, &slug)?;
        Some(view! { <BriefItem session slug glance /> })
    });
    view! { <ul class="briefs">{items.collect_view()}</ul> }
}

/// One brief: what it is, and how much of it the reader has marked.
#[component]
fn BriefItem(session: Session, slug: String, glance: Glance) -> impl IntoView {
    let Glance { meta, n_pages } = glance;
    let series = meta.series.as_ref().map(|series| match &meta.number {
        Some(number) => format!("{series}, no. {number}"),
        None => series.clone(),
    });
    let pages = n_pages.map(|n_pages| match n_pages {
        1 => "1 page".to_owned(),
        n_pages => format!("{n_pages} pages"),
    });
    let classification =
        meta.classification.as_ref().map(|classification| format!("marked {classification}"));
    let facts = [series, meta.date.clone(), pages, classification];
    let facts = facts.into_iter().flatten().map(|fact| view! { <li>{fact}</li> }).collect_view();
    let id = brief_iri(&slug);
    let offers = (slug.clone(), id.clone());
    let n_annotations = Memo::new(move |_| {
        session.with_part(Part::Annotations, |workspace| n_annotations_on(workspace, &id))
    });
    let route = Route::Brief { slug, place: Place::Start };
    view! {
        <li>
            <h3><a href=route.to_string()>{meta.title}</a></h3>
            <ul class="facts">
                {facts}
                {move || {
                    let words = match n_annotations.get() {
                        0 => return None,
                        1 => "1 annotation".to_owned(),
                        n_annotations => format!("{n_annotations} annotations"),
                    };
                    Some(view! { <li class="own">{words}</li> })
                }}
            </ul>
            {move || {
                let (slug, iri) = offers.clone();
                later::build(session, Marking::Offers(slug, iri))
            }}
        </li>
    }
}

/// How many annotations are about a brief, but for those that are kept from one who codes it blind.
pub(super) fn n_annotations_on(workspace: &Workspace, iri: &str) -> usize {
    let is_about =
        |annotation: &&Annotation| annotation.targets.iter().any(|target| target.source == iri);
    let about = workspace.annotations.values().filter(is_about);
    about.filter(|annotation| !workspace.is_kept_from_reader(annotation)).count()
}

/// The button that opens a brief from a file.
#[component]
fn OpenFile(session: Session) -> impl IntoView {
    view! {
        <label class="button file">
            "Open a brief from a file…"
            <input
                type="file"
                multiple
                accept=".md,.markdown,.txt,.text,text/markdown,text/plain"
                on:change:target=move |event| {
                    let field = event.target();
                    later::carry_out(session, Marking::Files(file::all(field.files())));
                    // So that the same file can be picked again.
                    field.set_value("");
                }
            />
        </label>
    }
}

//! What the document says of itself as a released document: its head, its redactions and codes, and
//! what looked odd in it.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::dialog::{Dialog, Frame};
use super::super::later::{self, Marking};
use super::super::session::{Reading, Session};
use super::block::address;
use crate::brief::{Brief, Finding, FindingKind, Redaction, redaction};

/// The line under the heading: what the document is, and a way to what looked odd.
pub(super) fn about(session: Session, reading: &Arc<Reading>) -> impl IntoView + use<> {
    let brief = &reading.brief;
    let facts = facts(brief);
    let iri = brief.id.clone();
    let n_pages = brief.pages.len();
    let pages = if n_pages == 1 { "1 page".to_owned() } else { format!("{n_pages} pages") };
    let reading = Arc::clone(reading);
    let odd = move || {
        let said = match reading.oddities()?.len() {
            0 => return None,
            1 => "1 thing looked odd".to_owned(),
            n_findings => format!("{n_findings} things looked odd"),
        };
        Some(view! {
            " · "
            <button type="button" class="as-link" on:click=move |_| session.dialog.set(Some(Dialog::Findings))>
                {said}
            </button>
        })
    };
    view! {
        <p class="about">
            {facts} <span class="fact">{pages}</span>
            {odd}
            " "
            {move || later::build(session, Marking::Compare(iri.clone()))}
        </p>
    }
}

/// What the head of a brief says of it; more is to follow.
pub(super) fn facts(brief: &Brief) -> impl IntoView + use<> {
    let meta =
        [&brief.meta.series, &brief.meta.number, &brief.meta.date, &brief.meta.classification];
    let facts = meta.into_iter().flatten().cloned();
    facts.map(|fact| view! { <span class="fact">{fact}</span> " · " }).collect_view()
}

/// How many findings are listed one by one; more are folded by kind.
const N_LISTED: usize = 8;

/// What looked odd in the brief. Nothing was changed because of it.
#[component]
pub(crate) fn Findings(session: Session) -> impl IntoView {
    let items = session.reading().map(|reading| {
        let findings = reading.oddities().unwrap_or_default();
        let item = |finding: &&Finding| finding_item(session, &reading, finding).into_any();
        if findings.len() <= N_LISTED {
            return findings.iter().map(|finding| item(&finding)).collect::<Vec<_>>();
        }
        let by_kind = by_kind(&findings).into_iter();
        by_kind
            .map(|(kind, findings)| match findings.as_slice() {
                [only] => item(only),
                several => {
                    let items = several.iter().map(item).collect_view();
                    let summary = format!("{} ({})", kind_name(kind), several.len());
                    view! {
                        <li class="fold">
                            <details>
                                <summary>{summary}</summary>
                                <ul>{items}</ul>
                            </details>
                        </li>
                    }
                    .into_any()
                }
            })
            .collect()
    });
    view! {
        <Frame session title="What looked odd">
            <p>"The text is shown as it is printed: nothing was corrected."</p>
            <ul class="findings">{items}</ul>
        </Frame>
    }
}

/// The findings of each kind, in the order in which the kinds first come up.
fn by_kind(findings: &[Finding]) -> Vec<(FindingKind, Vec<&Finding>)> {
    let mut groups: Vec<(FindingKind, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|(kind, _)| *kind == finding.kind) {
            Some((_, group)) => group.push(finding),
            None => groups.push((finding.kind, vec![finding])),
        }
    }
    groups
}

fn kind_name(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Encoding => "Bytes that are no text",
        FindingKind::NameVariant => "Names spelt in two ways",
        FindingKind::Date => "Dates that do not fit",
        FindingKind::Quotation => "Quotation marks without a partner",
        FindingKind::Stray => "Signs that belong to nothing",
        FindingKind::Numbering => "Numbers and letters out of sequence",
        FindingKind::Footnote => "Footnotes or references without a partner",
        FindingKind::Marking => "Markings that are missing or differ",
    }
}

fn finding_item(
    session: Session,
    reading: &Arc<Reading>,
    finding: &Finding,
) -> impl IntoView + use<> {
    let place = finding.span.and_then(|span| {
        let block = reading.brief.block_at(span.start)?;
        Some((address(reading, block), reading.brief.cite(span)))
    });
    let line = finding.line.map(|line| format!("line {line} of the file"));
    view! {
        <li>
            {finding.message.clone()} " "
            {match place {
                Some((href, cited)) => view! {
                    <a href=href on:click=move |_| session.dialog.set(None)>{cited}</a>
                }
                .into_any(),
                None => line.into_any(),
            }}
        </li>
    }
}

/// A redaction: what is withheld, and what the document says about why.
#[component]
pub(crate) fn RedactionDialog(
    /// The reader's work.
    session: Session,
    /// Its index in the brief.
    index: usize,
) -> impl IntoView {
    let reading = session.reading();
    let inside = reading.and_then(|reading| {
        let redaction = reading.brief.redactions.get(index)?;
        Some(withheld(&reading, redaction))
    });
    view! { <Frame session title="Withheld">{inside}</Frame> }
}

fn withheld(reading: &Arc<Reading>, redaction: &Redaction) -> impl IntoView + use<> {
    let printed = reading.brief.text.slice(redaction.span).to_owned();
    let cited = reading.brief.cite(redaction.span);
    let extent = match &redaction.extent {
        Some(extent) => format!("The document says what is missing here: {extent}."),
        None => {
            "The document does not say how much is missing here, or what it was about.".to_owned()
        }
    };
    let codes: Vec<String> = match &redaction.code {
        Some(code) => vec![code.clone()],
        None => {
            let on_page = reading.brief.codes.iter().filter(|code| code.page == redaction.page);
            on_page.map(|code| code.code.clone()).collect()
        }
    };
    let tie = match (&redaction.code, codes.len()) {
        (Some(_), _) => "The gap carries its exemption code:",
        (None, 0) => "No exemption code is stamped on this page.",
        (None, 1) => {
            "This exemption code is stamped on the page; the document does not tie it to this gap:"
        }
        (None, _) => {
            "These exemption codes are stamped on the page; the document ties none of them to this gap:"
        }
    };
    view! {
        <p><span class="redacted">{printed}</span> " " <span class="cited">{cited}</span></p>
        <p>{extent}</p>
        <p>{tie}</p>
        <dl class="codes">{codes.iter().map(|code| explained(code)).collect_view()}</dl>
    }
}

/// A stamped exemption code: what its family means.
#[component]
pub(crate) fn CodeDialog(
    /// The reader's work.
    session: Session,
    /// Its index in the brief.
    index: usize,
) -> impl IntoView {
    let code = session.reading().and_then(|reading| reading.brief.codes.get(index).cloned());
    let inside = code.map(|code| {
        view! {
            <p>{format!("Stamped on page {}.", code.page)}</p>
            <dl class="codes">{explained(&code.code)}</dl>
        }
    });
    view! { <Frame session title="Exemption code">{inside}</Frame> }
}

fn explained(code: &str) -> impl IntoView + use<> {
    let code_as_printed = code.to_owned();
    let meaning = match redaction::meaning(code) {
        Some(meaning) => view! {
            <dd>
                <strong>{meaning.family}</strong> ": " {meaning.what}
                <br />
                <small>"Source: " {meaning.source}</small>
            </dd>
        }
        .into_any(),
        None => view! { <dd>"Briefmark does not know what this code means."</dd> }.into_any(),
    };
    view! { <dt>{code_as_printed}</dt> {meaning} }
}

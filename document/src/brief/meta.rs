//! What a document says of itself: its front matter first, then its headings, then its file's name.

use super::source::FrontMatter;
use super::{Block, Brief, Kind, Meta, PartKind, date, display};

/// Reads what is known of a document.
pub(super) fn read(brief: &Brief, front_matter: &FrontMatter<'_>, name: &str) -> Meta {
    let printed = printed(brief);
    let highest = brief
        .pages
        .iter()
        .flat_map(|page| [&page.head, &page.foot])
        .flatten()
        .map(|marking| marking.level)
        .max();
    Meta {
        title: front_matter
            .get("title")
            .or(printed.title)
            .unwrap_or_else(|| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()),
        date: front_matter.get("date").or(printed.date),
        series: front_matter.get("series").or(printed.series),
        number: front_matter.get("number").or(printed.number),
        source: front_matter.get("source"),
        classification: front_matter
            .get("classification")
            .or_else(|| highest.map(|level| level.to_string())),
    }
}

#[derive(Default)]
struct Printed {
    title: Option<String>,
    date: Option<String>,
    series: Option<String>,
    number: Option<String>,
}

/// What the titles of the first title page and of the main part say. The title is the first
/// wording at the head of the text, else the last on the title page; the wording before it on the
/// title page is the series.
fn printed(brief: &Brief) -> Printed {
    let mut printed = Printed::default();
    let (mut on_title_page, mut at_head) = (Vec::new(), Vec::new());
    let is_early = |block: &&Block| match brief.parts[block.part].kind {
        PartKind::TitlePage | PartKind::Main => true,
        PartKind::Transmittal | PartKind::Enclosure => false,
    };
    let first_main = brief.parts.iter().position(|part| part.kind == PartKind::Main).unwrap_or(0);
    let titles =
        brief.blocks.iter().filter(|block| block.kind == Kind::Title && block.part <= first_main);
    for block in titles.filter(is_early) {
        let words = brief.text_of(block).trim();
        if date::is_date(words) {
            let is_year = words.bytes().all(|byte| byte.is_ascii_digit());
            let date = words.trim_matches(['(', ')', '[', ']']);
            if !is_year && printed.date.is_none() {
                printed.date = Some(date.to_owned());
            }
        } else if let Some(number) = display::number(words) {
            printed.number.get_or_insert_with(|| number.to_owned());
        } else if brief.parts[block.part].kind == PartKind::TitlePage {
            on_title_page.push(words);
        } else {
            at_head.push(words);
        }
    }
    let field = |name: &str| {
        let is_named = |block: &&Block| {
            let label = block.label.as_deref().unwrap_or_default().trim_end_matches([':', ' ']);
            block.kind == Kind::Field && label.eq_ignore_ascii_case(name)
        };
        brief.blocks.iter().find(is_named).map(|block| brief.text_of(block).to_owned())
    };
    let heading = || {
        let is_heading = |block: &&Block| match block.kind {
            Kind::Heading { .. } => true,
            Kind::Field
            | Kind::Title
            | Kind::Paragraph
            | Kind::Item { .. }
            | Kind::Continuation
            | Kind::Quotation
            | Kind::Redaction
            | Kind::Footnote => false,
        };
        brief.blocks.iter().find(is_heading).map(|block| brief.text_of(block).to_owned())
    };
    let title = at_head.first().or(on_title_page.last()).copied();
    printed.series =
        on_title_page.iter().find(|&&words| Some(words) != title).map(|&words| words.to_owned());
    printed.title = title.map(str::to_owned).or_else(|| field("SUBJECT")).or_else(heading);
    printed.date = printed.date.or_else(|| field("DATE"));
    printed
}

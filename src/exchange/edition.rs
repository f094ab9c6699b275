//! An edition of a brief as one HTML file: the text, what was marked in it, the notes in the margin
//! and the codebook.
//!
//! It runs no script and asks no other file, so it reads the same in ten years; it prints, follows a
//! dark appearance and forced colours. Every mark carries the number of its note, so that colour is
//! never the only sign.

mod margin;
mod markup;
mod note;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use markup::Markup;

use super::parcel::{Parcel, Passage};
use crate::annotation::{Annotation, AnnotationId};
use crate::brief::Brief;
use crate::codebook::ThemeId;

const STYLE: &str = include_str!("edition/edition.css");

/// What a page of the edition is made from.
struct Edition<'a> {
    parcel: &'a Parcel<'a>,
    brief: &'a Brief,
    /// The number of each annotation that has a place, from 1, in the order of the text.
    numbers: BTreeMap<&'a AnnotationId, usize>,
    /// The passages of each that has words in the text, in their order.
    passages: BTreeMap<&'a AnnotationId, Vec<Passage<'a>>>,
    /// The passages that reach into each block, in their order.
    within: BTreeMap<usize, Vec<Passage<'a>>>,
    /// What stands beside each block: that of its first words, or the one that is cited.
    beside: BTreeMap<usize, Vec<&'a Annotation>>,
    /// The class of each theme.
    classes: BTreeMap<&'a ThemeId, usize>,
    has_several_coders: bool,
}

/// The edition of a parcel's only brief.
pub(super) fn export(parcel: &Parcel, brief: &Brief) -> Vec<u8> {
    let edition = Edition::new(parcel, brief);
    let mut page = Markup::default();
    page.tag("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.tag("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.tag(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.tag("<meta name=\"generator\" content=\"Briefmark\">\n");
    page.element("title", &[], &brief.meta.title);
    page.tag("\n<style>\n");
    page.tag(STYLE);
    for (id, index) in &edition.classes {
        if let Some(theme) = parcel.workspace.themes.get(*id) {
            page.paint(*index, theme);
        }
    }
    page.tag("</style>\n</head>\n<body>\n");
    edition.head(&mut page);
    page.tag("<main id=\"text\">\n");
    for section in brief.sections() {
        edition.section(&mut page, &section);
    }
    edition.apart(&mut page);
    edition.codebook(&mut page);
    page.tag("</main>\n</body>\n</html>\n");
    page.into_bytes()
}

impl<'a> Edition<'a> {
    fn new(parcel: &'a Parcel<'a>, brief: &'a Brief) -> Edition<'a> {
        let mut numbers = BTreeMap::new();
        let mut passages = BTreeMap::<_, Vec<Passage>>::new();
        let mut within = BTreeMap::<_, Vec<Passage>>::new();
        let mut beside = BTreeMap::<_, Vec<&Annotation>>::new();
        for passage in parcel.passages(0) {
            let id = &passage.annotation.id;
            let next = numbers.len() + 1;
            numbers.entry(id).or_insert(next);
            let first = brief.block_at(passage.span.start).unwrap_or_default();
            let after = brief.blocks[first..].iter().enumerate();
            let reached = after.take_while(|(_, block)| block.span.start < passage.span.end);
            for (nth, _) in reached {
                within.entry(first + nth).or_default().push(passage);
            }
            let own = passages.entry(id).or_default();
            if own.is_empty() {
                beside.entry(first).or_default().push(passage.annotation);
            }
            own.push(passage);
        }
        let blocks = brief.blocks.iter().enumerate().rev();
        // Of several that are cited alike it is the first.
        let cited = blocks.map(|(index, block)| (block.citation.as_str(), index)).collect();
        for annotation in &parcel.annotations {
            let Some(block) = cited_block(&cited, parcel, annotation) else { continue };
            let next = numbers.len() + 1;
            if !passages.contains_key(&annotation.id) {
                numbers.entry(&annotation.id).or_insert(next);
                beside.entry(block).or_default().push(annotation);
            }
        }
        let classes = parcel.themes.iter().enumerate();
        let classes = classes.map(|(index, (_, theme))| (&theme.id, index)).collect();
        let coders = parcel.annotations.iter().filter_map(|one| one.creator.as_ref());
        let coders: BTreeSet<&str> = coders.map(|coder| coder.id.as_str()).collect();
        let has_several_coders = coders.len() > 1;
        Edition { parcel, brief, numbers, passages, within, beside, classes, has_several_coders }
    }

    /// What the document is and whose reading this is.
    fn head(&self, page: &mut Markup) {
        let meta = &self.brief.meta;
        page.tag("<header>\n");
        page.element("h1", &[], &meta.title);
        page.tag("\n<dl class=\"facts\">");
        let coders: BTreeSet<&str> = self
            .parcel
            .annotations
            .iter()
            .filter_map(|one| one.creator.as_ref().map(|coder| coder.name.as_str()))
            .filter(|name| !name.is_empty())
            .collect();
        let coders = coders.into_iter().collect::<Vec<_>>().join(", ");
        let series: Vec<&str> =
            [&meta.series, &meta.number].into_iter().flatten().map(String::as_str).collect();
        for (name, value) in [
            ("Date", meta.date.as_deref().unwrap_or_default()),
            ("Series", &series.join(" ")),
            ("Source", meta.source.as_deref().unwrap_or_default()),
            ("Classification", meta.classification.as_deref().unwrap_or_default()),
            ("Read by", &coders),
            ("Text", self.brief.text.digest()),
        ] {
            if !value.is_empty() {
                page.element("dt", &[], name);
                page.element("dd", &[], value);
            }
        }
        page.tag(
            "</dl>\n<nav aria-label=\"In this file\"><ul><li><a href=\"#text\">The text</a></li>",
        );
        if self.has_apart() {
            page.tag("<li><a href=\"#apart\">Beside the text</a></li>");
        }
        if !self.parcel.themes.is_empty() {
            page.tag("<li><a href=\"#codebook\">Codebook</a></li>");
        }
        page.tag("</ul></nav>\n</header>\n");
    }

    /// The themes, what they mean, and where they are.
    fn codebook(&self, page: &mut Markup) {
        if self.parcel.themes.is_empty() {
            return;
        }
        page.tag("<section class=\"codebook\" id=\"codebook\">\n<h2>Codebook</h2>\n<dl>\n");
        for (depth, theme) in &self.parcel.themes {
            let level = (depth + 1).to_string();
            page.open("dt", &[("data-level", &level)]);
            self.swatch(page, &theme.id);
            if *depth > 0 {
                page.text(&"› ".repeat(*depth));
            }
            page.text(&self.parcel.theme_title(&theme.id, ""));
            page.tag("</dt>\n<dd>");
            if !theme.definition.is_empty() && theme.definition != theme.name {
                page.markdown(&theme.definition);
            }
            let marked: Vec<usize> = self
                .parcel
                .annotations
                .iter()
                .filter(|annotation| annotation.themes().any(|id| *id == theme.id))
                .filter_map(|annotation| self.numbers.get(&annotation.id).copied())
                .collect();
            if marked.is_empty() {
                page.tag("<span class=\"quiet\">marks nothing here</span>");
            }
            for number in marked {
                page.element("a", &[("href", &format!("#n{number}"))], &number.to_string());
                page.tag(" ");
            }
            page.tag("</dd>\n");
        }
        page.tag("</dl>\n</section>\n");
    }

    /// A sample of the line that a theme draws, in its colour.
    fn swatch(&self, page: &mut Markup, theme: &ThemeId) {
        if let Some(index) = self.classes.get(theme) {
            let class = format!("swatch t{index}");
            page.open("span", &[("class", &class), ("aria-hidden", "true")]);
            page.tag("   </span> ");
        }
    }
}

/// The block that an annotation without words is about, by the citation that it bears: `¶4`.
fn cited_block(
    cited: &BTreeMap<&str, usize>,
    parcel: &Parcel,
    annotation: &Annotation,
) -> Option<usize> {
    let places = parcel.places(annotation).iter().zip(&annotation.targets);
    places.into_iter().find_map(|(place, target)| {
        place.as_ref()?;
        let citation = target.citation.as_deref().filter(|_| target.selectors.is_empty())?;
        cited.get(citation.split(", p").next()?).copied()
    })
}

//! The brief: the whole of the real one by hand-made tables, other forms of the kind, and laws.

mod forms;
mod hostile;
mod khrushchev;
mod laws;
mod markup;
mod oddities;
mod slices;

use briefmark::brief::{self, Brief, Finding, Kind, Marking, Sense};
use expect_test::Expect;

/// A document, and all that looked odd in it.
fn read(source: &str, name: &str) -> (Brief, Vec<Finding>) {
    let (brief, findings) = brief::parse(source, name);
    let oddities = Sense::new(&brief).oddities(&findings);
    (brief, oddities)
}

/// Checks what a source is read as.
fn check(source: &str, expected: Expect) {
    let (brief, findings) = read(source, "test.md");
    assert_sound(&brief);
    expected.assert_eq(&describe(&brief, &findings));
}

/// The brief that the site publishes.
fn khrushchev() -> (String, Brief, Vec<Finding>) {
    let source = include_str!("../../briefs/khrushchev-purge-1957.md");
    let (brief, findings) = read(source, "khrushchev-purge-1957.md");
    (source.to_owned(), brief, findings)
}

/// A page a line, then a block a line: id, kind, label, citation, pages, text with footnote marks
/// as `{*→note.1}` and page turns as `|2|`; then codes, redactions and findings.
fn describe(brief: &Brief, findings: &[Finding]) -> String {
    let mut lines = String::new();
    for page in &brief.pages {
        let marking = |marking: &Option<Marking>| {
            marking.as_ref().map_or_else(String::new, |marking| {
                let struck = if marking.struck { "~" } else { "" };
                format!(
                    "{struck}{}{struck} = {} {}",
                    marking.printed,
                    marking.level,
                    marking.caveats.join(" ")
                )
                .trim_end()
                .to_owned()
            })
        };
        if page.head.is_none()
            && page.foot.is_none()
            && page.printed.is_none()
            && page.stamps.is_empty()
        {
            continue;
        }
        lines.push_str(&format!(
            "p{} [{}] [{}]",
            page.number,
            marking(&page.head),
            marking(&page.foot)
        ));
        lines.push_str(
            &page.printed.iter().map(|number| format!(" no. {number}")).collect::<String>(),
        );
        lines.push_str(&format!(
            "{}\n",
            page.stamps.iter().map(|stamp| format!(" ({stamp})")).collect::<String>()
        ));
    }
    for block in &brief.blocks {
        let kind = match block.kind {
            Kind::Field => "field".to_owned(),
            Kind::Title => "title".to_owned(),
            Kind::Heading { level } => format!("heading{level}"),
            Kind::Paragraph => "paragraph".to_owned(),
            Kind::Item { depth } => format!("item{depth}"),
            Kind::Continuation => "continuation".to_owned(),
            Kind::Quotation => "quotation".to_owned(),
            Kind::Redaction => "redaction".to_owned(),
            Kind::Footnote => "footnote".to_owned(),
        };
        let mut marks: Vec<(usize, String)> = Vec::new();
        let byte = |at| brief.text.byte(at).0 - brief.text.byte(block.span.start).0;
        for turn in &block.turns {
            marks.push((byte(turn.at), format!("|{}|", turn.page)));
        }
        for reference in &block.references {
            let note = reference.note.map_or("?", |note| brief.blocks[note].id.as_str());
            marks.push((byte(reference.at), format!("{{{}→{note}}}", reference.mark)));
        }
        marks.sort_by_key(|(byte, _)| std::cmp::Reverse(*byte));
        let mut text = brief.text_of(block).to_owned();
        for (byte, mark) in marks {
            text.insert_str(byte, &mark);
        }
        let label = block.label.as_ref().map_or_else(String::new, |label| format!(" [{label}]"));
        lines.push_str(&format!(
            "{} {kind}{label} {} p{}: {text}\n",
            block.id, block.citation, block.page
        ));
    }
    for code in &brief.codes {
        let after = code.after.map_or("start", |after| brief.blocks[after].id.as_str());
        lines.push_str(&format!("code {} p{} after {after}\n", code.code, code.page));
    }
    for redaction in &brief.redactions {
        let (extent, code) = (redaction.extent.as_deref(), redaction.code.as_deref());
        let text = brief.text.slice(redaction.span);
        let block = &brief.blocks[redaction.block].id;
        lines.push_str(&format!(
            "gap in {block} p{}: {text} {} {}\n",
            redaction.page,
            extent.unwrap_or("-"),
            code.unwrap_or("-")
        ));
    }
    for finding in findings {
        let line = finding.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        lines.push_str(&format!("finding {:?} line {line}\n", finding.kind));
    }
    lines
}

/// What holds of every brief: blocks cover the reading text in order with one line feed between,
/// ids are unique, and all places lie where they should.
fn assert_sound(brief: &Brief) {
    assert!(!brief.parts.is_empty() && !brief.pages.is_empty());
    let texts: Vec<&str> = brief.blocks.iter().map(|block| brief.text_of(block)).collect();
    assert_eq!(texts.join("\n"), brief.text.as_str());
    let mut ids: Vec<&str> = brief.blocks.iter().map(|block| block.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), brief.blocks.len(), "ids are unique");
    for block in &brief.blocks {
        assert!(
            block.id.chars().all(|sign| sign.is_ascii_alphanumeric() || ".+-".contains(sign)),
            "{}",
            block.id
        );
        assert!(!block.citation.is_empty() && block.part < brief.parts.len());
        assert!(
            !brief.text_of(block).is_empty() && brief.text_of(block).trim() == brief.text_of(block)
        );
        assert!(block.turns.is_sorted_by_key(|turn| (turn.at, turn.page)));
        for reference in &block.references {
            assert!(block.span.start <= reference.at && reference.at <= block.span.end);
            assert!(reference.note.is_none_or(|note| brief.blocks[note].kind == Kind::Footnote));
        }
    }
    for (index, block) in brief.blocks.iter().enumerate() {
        let refers = |other: &briefmark::brief::Block| {
            other.references.iter().any(|reference| reference.note == Some(index))
        };
        if block.kind == Kind::Footnote {
            let referring = (0..brief.blocks.len()).filter(|&other| refers(&brief.blocks[other]));
            assert!(referring.eq(block.referred_by.iter().copied()));
        }
        let withheld =
            (0..brief.redactions.len()).filter(|&it| brief.redactions[it].block == index);
        assert!(withheld.eq(brief.redactions_in(block.span)));
    }
    let first_note = brief.blocks.iter().position(|block| block.kind == Kind::Footnote);
    let notes = &brief.blocks[first_note.unwrap_or(brief.blocks.len())..];
    assert!(notes.iter().all(|block| block.kind == Kind::Footnote), "footnotes stand last");
    assert!(brief.pages.iter().zip(1..).all(|(page, number)| page.number == number));
}

//! Inline markup is resolved as CommonMark asks: pulldown-cmark, which others wrote, says the same.

use briefmark::brief::{self, Style};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A run of emphasis: first and last character, and how it is set.
type Run = (usize, usize, Style);

/// What pulldown-cmark makes of one paragraph: its words with single spaces, and its emphasis.
fn by_pulldown(source: &str) -> (String, Vec<Run>) {
    let mut words: Vec<char> = Vec::new();
    let push = |words: &mut Vec<char>, text: &str| {
        for sign in text.chars() {
            match sign.is_whitespace() {
                true if words.last().is_none_or(|last| *last == ' ') => {}
                true => words.push(' '),
                false => words.push(sign),
            }
        }
    };
    let (mut open, mut runs) = (Vec::new(), Vec::new());
    let escaped = escape(source);
    for event in Parser::new_ext(&escaped, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) => push(&mut words, &text),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                open.push(words.len())
            }
            Event::End(end) => {
                let style = match end {
                    TagEnd::Emphasis => Style::Emphasis,
                    TagEnd::Strong => Style::Strong,
                    TagEnd::Strikethrough => Style::Struck,
                    _ => continue,
                };
                runs.push((open.pop().expect("what ends has begun"), words.len(), style));
            }
            Event::Start(Tag::Paragraph) => {}
            other => panic!("{other:?} is no part of the grammar"),
        }
    }
    let length = words.iter().rposition(|sign| *sign != ' ').map_or(0, |last| last + 1);
    words.truncate(length);
    let mut runs: Vec<Run> = runs
        .into_iter()
        .map(|(start, end, style)| (start.min(length), end.min(length), style))
        .filter(|(start, end, _)| start < end)
        .collect();
    runs.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    (words.into_iter().collect(), runs)
}

/// One tilde is no markup with us: it says "about".
fn escape(source: &str) -> String {
    let signs: Vec<char> = source.chars().collect();
    let mut escaped = String::new();
    let mut before = ' ';
    for (index, &sign) in signs.iter().enumerate() {
        let is_escaped = before == '\\';
        if sign == '~' && !is_escaped && before != '~' && signs.get(index + 1) != Some(&'~') {
            escaped.push('\\');
        }
        escaped.push(sign);
        before = if is_escaped { ' ' } else { sign };
    }
    escaped
}

fn by_us(source: &str) -> (String, Vec<Run>) {
    let (brief, _) = brief::parse(source, "any");
    let runs = &brief.blocks[0].runs;
    let runs =
        runs.iter().map(|run| (run.span.start.0 as usize, run.span.end.0 as usize, run.style));
    (brief.text.as_str().to_owned(), runs.collect())
}

#[test]
fn what_typescripts_have_is_read() {
    for (source, text) in [
        (
            "Word **bold** and *thin*, ~~struck~~ and __bold__",
            "Word bold and thin, struck and bold",
        ),
        ("Word ***both*** *a **b** c*", "Word both a b c"),
        ("Word snake_case_name 2 * 3 * 4, about ~5", "Word snake_case_name 2 * 3 * 4, about ~5"),
        ("Word `a * b` and ``c ` d`` `open", "Word a * b and c ` d `open"),
        (r"Word \\ \[REDACTED\] \_x\_ C:\dir\", r"Word \ [REDACTED] _x_ C:\dir\"),
        ("Word &amp; &eacute;t&#233; &#x2014; &mdash;&nbsp;x", "Word & été — — x"),
        ("Word &unknown; AT&T &; &#; &#xZ; &#0;", "Word &unknown; AT&T &; &#; &#xZ; \u{fffd}"),
    ] {
        assert_eq!(by_us(source).0, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pulldown_cmark_says_the_same(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "word", "x", "1", " ", " ", "*", "*", "**", "***", "_", "_", "__", "~~", "~~~", "~", "\\", "\\_", "\\~", "\\`",
                "`", "``", "&amp;", "&mdash;", "&#233;", "&nope;", "é", "中", ".", "(", ")", "\"", "“", "”", "—", "€", "§", "\u{a0}", "\u{1f9ed}",
            ]),
            0..24,
        )
    ) {
        // A paragraph of one line, which is no title, no label and no quotation.
        let source = format!("Word {} word", pieces.concat());
        let (text, runs) = by_pulldown(&source);
        // An asterisk that is left over behind a word is a footnote mark, and so no word with us. The
        // backslash before a tilde that means "about" is one of ours, and a word in a code span.
        if !text.contains('*') && (!source.contains('`') || escape(&source) == source) {
            prop_assert_eq!(by_us(&source), (text, runs));
        }
    }
}

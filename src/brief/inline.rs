//! Inline markup: from the Markdown of one block to its words, its emphasis and its footnote marks.
//!
//! Takes the block's lines, each with its page; gives the text that the reading text is made of.
//! Escapes and emphasis are resolved, runs of white space become one space, and HTML, links and
//! brackets are plain characters: a typescript has no links, and `[REDACTED](b)(1)` is not one.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::paragraph::Chunk;
use super::{Style, footnote};

/// The words of a block. All places are code points from the block's start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) text: String,
    pub(super) length: u32,
    pub(super) runs: Vec<(u32, u32, Style)>,
    /// Where a page begins, with its number.
    pub(super) turns: Vec<(u32, u32)>,
    /// Where a footnote mark stood, with the mark.
    pub(super) references: Vec<(u32, String)>,
}

/// Resolves the lines of one block. `note_marks` are the marks that footnotes of the document
/// carry: a sign that is no mark by itself (`1/`, `¹`) is one only if a note answers to it.
pub(super) fn resolve(chunks: &[Chunk<'_>], note_marks: &HashSet<String>) -> Inline {
    let (source, turns) = flatten(chunks);
    let mut words = Words { turns, ..Words::default() };
    let mut open = Vec::new();
    for (event, range) in Parser::new_ext(&source, Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => words.push_str(&text, range.start, range.len()),
            Event::SoftBreak | Event::HardBreak => words.push(' ', range.start),
            Event::Start(Tag::Emphasis) => open.push((Style::Emphasis, words.characters.len())),
            Event::Start(Tag::Strong) => open.push((Style::Strong, words.characters.len())),
            Event::Start(Tag::Strikethrough) => open.push((Style::Struck, words.characters.len())),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                if let Some((style, start)) = open.pop() {
                    words.runs.push((start, words.characters.len(), style));
                }
            }
            // The text is one paragraph without links by construction: see `flatten`.
            Event::Start(_) | Event::End(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }
    let resolved = words.finish(note_marks);
    if resolved.length > 0 {
        return resolved;
    }
    // Markup around nothing (`&nbsp;`): it stands as it was written, for no block is empty.
    let printed: Vec<&str> =
        chunks.iter().flat_map(|chunk| chunk.text.split_whitespace()).collect();
    let text = printed.join(" ");
    Inline { length: crate::text::code_points(&text), text, ..Inline::default() }
}

/// What stands before the block's text, so that nothing in it can open a list, a heading or a
/// quotation: only the middle of a paragraph can follow.
const LEAD: &str = "x ";

/// Puts the lines of a block on one, with what would make a link or HTML of it escaped, and says
/// at which bytes a new page begins.
fn flatten(chunks: &[Chunk<'_>]) -> (String, Vec<(usize, u32)>) {
    let mut source = String::from(LEAD);
    let mut turns = Vec::new();
    let mut page = chunks.first().map_or(1, |chunk| chunk.page);
    for (index, chunk) in chunks.iter().enumerate() {
        let mut text = chunk.text.trim();
        // A backslash at the end of a line is Markdown's other hard break.
        if index + 1 < chunks.len() && text.ends_with('\\') && !text.ends_with("\\\\") {
            text = text[..text.len() - 1].trim_end();
        }
        if index > 0 {
            source.push(' ');
        }
        if chunk.page != page {
            page = chunk.page;
            turns.push((source.len(), page));
        }
        escape_into(&mut source, text);
    }
    (source, turns)
}

fn escape_into(source: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let is_escaped = before == '\\';
        match character {
            '[' | ']' | '<' if !is_escaped => source.push('\\'),
            // One tilde is "about"; two strike through.
            '~' if !is_escaped && before != '~' && characters.peek() != Some(&'~') => {
                source.push('\\');
            }
            _ => {}
        }
        source.push(if character.is_whitespace() { ' ' } else { character });
        // An escaped backslash escapes nothing.
        before = if is_escaped { ' ' } else { character };
    }
}

#[derive(Default)]
struct Words {
    characters: Vec<char>,
    /// Page turns that have not been reached yet, in bytes of the flattened source.
    turns: Vec<(usize, u32)>,
    n_turned: usize,
    reached: Vec<(usize, u32)>,
    runs: Vec<(usize, usize, Style)>,
}

impl Words {
    fn push_str(&mut self, text: &str, start: usize, source_length: usize) {
        // An entity is longer in the source than in the text: all of it stands at its start.
        let moves = text.len() == source_length;
        for (offset, character) in text.char_indices() {
            self.push(character, if moves { start + offset } else { start });
        }
    }

    fn push(&mut self, character: char, source_byte: usize) {
        if source_byte < LEAD.len() {
            return;
        }
        if character.is_whitespace() {
            if self.characters.last().is_some_and(|&last| last != ' ') {
                self.characters.push(' ');
            }
            return;
        }
        while let Some(&(byte, page)) = self.turns.get(self.n_turned) {
            if source_byte < byte {
                break;
            }
            self.n_turned += 1;
            self.reached.push((self.characters.len(), page));
        }
        self.characters.push(character);
    }

    /// Takes the footnote marks out and trims the end; moves all places with what is left.
    fn finish(self, note_marks: &HashSet<String>) -> Inline {
        let Words { characters, reached, runs, .. } = self;
        let marks = footnote::marks_in(&characters, note_marks);
        let mut kept = Vec::with_capacity(characters.len());
        // For each character of the markup-free text, the place that it has without the marks.
        let mut place = Vec::with_capacity(characters.len() + 1);
        let mut references = Vec::new();
        let mut marks = marks.into_iter().peekable();
        let mut index = 0;
        while index < characters.len() {
            if let Some(mark) = marks.next_if(|mark| mark.start == index) {
                while mark.spaced && kept.last() == Some(&' ') {
                    kept.pop();
                }
                references.push((kept.len(), mark.mark));
                place.resize(mark.end, kept.len());
                index = mark.end;
            } else {
                place.push(kept.len());
                if characters[index] != ' ' || kept.last().is_some_and(|&last| last != ' ') {
                    kept.push(characters[index]);
                }
                index += 1;
            }
        }
        while kept.last() == Some(&' ') {
            kept.pop();
        }
        place.push(kept.len());
        let at = |index: usize| narrow(place[index.min(place.len() - 1)].min(kept.len()));
        let turns = reached.iter().map(|&(index, page)| (at(index), page)).collect();
        let mut runs: Vec<_> = runs
            .iter()
            .map(|&(start, end, style)| (at(start), at(end), style))
            .filter(|(start, end, _)| start < end)
            .collect();
        runs.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        let length = narrow(kept.len());
        let references =
            references.into_iter().map(|(index, mark)| (narrow(index).min(length), mark)).collect();
        Inline { text: kept.into_iter().collect(), length, runs, turns, references }
    }
}

fn narrow(length: usize) -> u32 {
    u32::try_from(length).expect("a text in a 32-bit browser is below 4 GiB")
}
